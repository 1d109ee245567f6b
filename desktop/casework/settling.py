"""What each service costs the carrier: a price list with dates of effect, and what a finished case comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.directory_import import ADDED, UNCHANGED, UPDATED, Enlisted, TakenBack, run_or_try
from desktop.casework.dossier import load_case, situation
from desktop.handbook.settlement import Settlement, settlement
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Carrier, SettlementPrice


class PriceLine(NamedTuple):
    """One checked row: a service item, its price in fen without tax, the tax in hundredths of a per cent, from when."""

    row: int
    item: Item
    fen: int
    tax: int
    effective_from: date


class Price(NamedTuple):
    """A price in force: fen without tax, tax in hundredths of a per cent."""

    fen: int
    tax: int


class Bill(NamedTuple):
    """What a finished case comes to; `price` is None when it is not billable or nobody has set one."""

    number: str
    item: Item
    settlement: Settlement
    price: Price | None


def take_prices(
    desk: Desk, lines: Sequence[PriceLine], person: str, carrier_code: str, *, dry_run: bool = False
) -> Enlisted:
    """Enter the rows in one transaction, or only say what they would do; BadInput for an unknown carrier.

    A price holds from its day until the next one of the same item; the same list again changes nothing.
    """

    def work(session: Session) -> Enlisted:
        carrier_id = _carrier_id(session, carrier_code)
        outcomes = Counter(_enter(session, carrier_id, line) for line in lines)
        session.flush()
        result = Enlisted(outcomes[ADDED], outcomes[UPDATED], outcomes[UNCHANGED], 0, (), saved=not dry_run)
        if dry_run:
            raise TakenBack(result)
        if result.added or result.updated:
            audit.record(session, at=desk.clock(), person=person, action="import_prices", subject=carrier_code,
                         after={"added": result.added, "updated": result.updated})  # fmt: skip
        return result

    return run_or_try(desk, work)


def _carrier_id(session: Session, code: str) -> int:
    found = session.scalar(select(Carrier.id).where(Carrier.code == code))
    if found is None:
        raise BadInput(f"没有代码为「{code}」的保险公司")
    return found


def _enter(session: Session, carrier_id: int, line: PriceLine) -> str:
    known = session.scalars(
        select(SettlementPrice).filter_by(
            carrier_id=carrier_id, item=line.item.value, effective_from=line.effective_from
        )
    ).first()
    if known is None:
        session.add(SettlementPrice(carrier_id=carrier_id, item=line.item.value, fen=line.fen, tax=line.tax,
                                    effective_from=line.effective_from))  # fmt: skip
        return ADDED
    if (known.fen, known.tax) == (line.fen, line.tax):
        return UNCHANGED
    known.fen, known.tax = line.fen, line.tax
    return UPDATED


class Prices:
    """A carrier's price list, read once."""

    def __init__(self, session: Session, carrier_id: int) -> None:
        rows = session.scalars(
            select(SettlementPrice).filter_by(carrier_id=carrier_id).order_by(SettlementPrice.effective_from)
        )
        self._rows: Mapping[str, list[SettlementPrice]] = {item.value: [] for item in ITEM_TITLES}
        for row in rows:
            self._rows[row.item].append(row)

    def on(self, item: Item, day: date) -> Price | None:
        """The price of an item in force on a day; None before the first."""
        held = [row for row in self._rows[item.value] if row.effective_from <= day]
        return Price(held[-1].fen, held[-1].tax) if held else None


def bill(session: Session, desk: Desk, case_id: int, now: datetime) -> Bill | None:
    """What the case comes to, at the price of the day its service was rendered; None while it is not finished."""
    row = load_case(session, case_id)
    found = settlement(situation(session, desk, row, now).facts)
    return priced(row.number, Item(row.item), found, Prices(session, row.carrier_id)) if found else None


def priced(number: str, item: Item, found: Settlement, prices: Prices) -> Bill:
    """A settlement with its price; one that should be billed and has none says so."""
    price = prices.on(item, found.at.date()) if found.billable and found.at else None
    if found.billable and price is None:
        found = found._replace(billable=False, reason=f"没有{ITEM_TITLES[item]}的结算单价")
    return Bill(number, item, found, price)
