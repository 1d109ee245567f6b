"""How each carrier's lists name their columns, kept with the carrier."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.plans import HOUSE_CARRIER, house_carrier
from desktop.models.tables import Carrier


def column_mapping(desk: Desk, carrier_code: str = HOUSE_CARRIER) -> dict[str, str]:
    """The carrier's own headings by field; empty for a carrier without any, or not known yet."""
    with desk.reading() as session:
        found = session.scalar(select(Carrier.column_mapping).where(Carrier.code == carrier_code))
    return dict(found or {})


def keep_columns(desk: Desk, mapping: Mapping[str, str], carrier_code: str = HOUSE_CARRIER) -> None:
    """Keep the headings that a carrier's list uses, added to those kept before; "" forgets one."""

    def work(session: Session) -> None:
        if carrier_code == HOUSE_CARRIER:
            house_carrier(session)
        carrier = session.scalars(select(Carrier).where(Carrier.code == carrier_code)).one()
        known = {**carrier.column_mapping, **mapping}
        carrier.column_mapping = {field: title for field, title in known.items() if title}

    desk.store.run(work)
