"""The frozen rows that go into the intake of a carrier's list, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.casework.applying import Application

OPENED = "opened"
PRESENT = "present"
REFUSED = "refused"
HELD = "held"


class InsuredRow(NamedTuple):
    """The insured person as the list names them; number, sex and birth date are checked already."""

    name: str
    id_type: str
    id_number: str
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""


class PolicyRow(NamedTuple):
    """The policy as the list names it; `plan` is the plan's name or title."""

    number: str
    plan: str
    start: date
    end: date
    holder: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One well-formed row: `row` is its number in the list, `stay` a case or request number, applied_at aware."""

    row: int
    applied_at: datetime
    insured: InsuredRow
    policy: PolicyRow
    application: Application
    stay: str = ""


class RowFinding(NamedTuple):
    """What refuses or warns of a row: `rule` may be empty, `field` names the row's field where it is known."""

    rule: str
    sentence: str
    field: str = ""


class RowResult(NamedTuple):
    """What became of one row: opened, present, refused, or held when the whole list was taken back (--strict).

    `findings` refuse a refused row and warn of an opened one.
    """

    row: int
    request_no: str
    outcome: str
    case_id: int | None = None
    number: str = ""
    findings: tuple[RowFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What became of a list, in the order of its rows; `saved` is false for a dry run and a list taken back."""

    rows: tuple[RowResult, ...]
    saved: bool

    def count(self, outcome: str) -> int:
        """How many rows ended so."""
        return sum(row.outcome == outcome for row in self.rows)
