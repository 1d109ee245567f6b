"""Small well-formed rows of a carrier's list for the tests of the intake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from desktop.casework.applying import Application
from desktop.casework.desk import Desk
from desktop.casework.intake import admit
from desktop.casework.intake_rows import InsuredRow, ListRow, PolicyRow
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Base

PAPER = {"hospital": "北京协和医院", "issued_on": date(2026, 9, 20)}


def row(number: int = 2, item: Item = Item.OUTPATIENT, at: str = "2026-09-21 09:30", **changes: Any) -> ListRow:
    """A well-formed row; `changes` replace parts of person, policy or application by their names."""
    who = {"name": "欧阳敏", "id_type": "身份证", "id_number": "11010519900307100X", "phone": "13800001234"}
    cover = {"number": "00202601000001", "plan": "i 无忧 3.0", "start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    wish: dict[str, Any] = {"item": item, "entrance": "wechat", "request_no": f"EJ{number:06d}"}
    if item is Item.INPATIENT:
        wish["certificate"] = PAPER
    if item is Item.ND:
        wish["nodule"] = "lung"
    stay = changes.pop("stay", "")
    for name, value in changes.items():
        part = who if name in InsuredRow._fields else cover if name in PolicyRow._fields else wish
        part[name] = value
    return ListRow(number, parse_moment(at), InsuredRow(**who), PolicyRow(**cover), Application(**wish), stay)


def other(number: int, count: int = 1, item: Item = Item.OUTPATIENT, **changes: Any) -> ListRow:
    """A row of another person with another policy."""
    base = row(number, item, **changes)
    insured = base.insured._replace(name=f"王{count}", id_number=f"ID{count:08d}", phone=f"1390000{count:04d}")
    return replace(base, insured=insured, policy=base.policy._replace(number=f"P{count:09d}"))


def counts(desk: Desk) -> dict[str, int]:
    """How many rows every table has."""
    with desk.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def only(desk: Desk, *rows: ListRow, **more: Any):
    """The result of the last row."""
    return admit(desk, rows, "林管家", **more).rows[-1]
