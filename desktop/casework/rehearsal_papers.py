"""Which cases of the demo get invented papers and images: the most urgent ones of each kind."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from desktop.casework.desk import Desk
from desktop.models.tables import Case


class Shown(NamedTuple):
    """A case of the demo and who it is about."""

    case_id: int
    person: str
    owner: str


def lung_case(desk: Desk) -> Shown | None:
    """The open reading of a lung nodule that is due first."""
    return next((one for one, item in _open(desk, "ND") if item == "lung"), None)


def paper_cases(desk: Desk, count: int) -> tuple[Shown, ...]:
    """The open cases of the green channel that are due first, and the first consultation."""
    green = [one for one, _ in _open(desk, "GC")][:count]
    return (*green, *(one for one, _ in _open(desk, "MD")[:1]))


def _open(desk: Desk, service: str) -> list[tuple[Shown, str]]:
    wanted = select(Case).where(Case.service == service, Case.is_open).order_by(Case.due_key, Case.id)
    with desk.reading() as session:
        return [
            (Shown(row.id, row.person.name, row.owner.name if row.owner else ""), str(row.details.get("nodule", "")))
            for row in session.scalars(wanted)
        ]  # fmt: skip
