"""Fills an empty directory with what ships: sample hospitals, none of them verified, and the national departments."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.directory import keys_of
from desktop.models.sessions import Store
from desktop.models.tables import Department, Hospital
from desktop.paths import resource_path

SAMPLE = "示例·未核实"


def stock(store: Store) -> None:
    """Load the samples into a database without hospitals, and the departments that it lacks."""
    with store.writing() as session:
        stock_hospitals(session)
        stock_departments(session)


def stock_hospitals(session: Session) -> None:
    """Add the sample hospitals when there is none yet; give older rows their searchable keys."""
    rows = session.scalars(select(Hospital)).all()
    for row in rows:
        row.name_key = row.name_key or keys_of(row.name, row.aliases)
    if not rows:
        session.add_all(sample_hospitals())
        session.flush()


def sample_hospitals() -> Iterator[Hospital]:
    """The hospitals of `resources/hospitals.json` as rows."""
    shipped = _shipped("hospitals.json")
    for entry in shipped["hospitals"]:
        yield Hospital(
            name=entry["name"], city=entry["city"], district=entry["district"], grade=entry["grade"],
            aliases=entry["aliases"], name_key=keys_of(entry["name"], entry["aliases"]), public=True,
            source=shipped["source"], verified=shipped["verified"],
        )  # fmt: skip


def stock_departments(session: Session) -> None:
    """Add what is missing of the national list and of the names in common use; give older rows their keys."""
    rows = session.scalars(select(Department)).all()
    for row in rows:
        row.name_key = row.name_key or keys_of(row.name, row.aliases)
    known = {name for row in rows for name in (row.code, row.name)}
    session.add_all(row for row in listed_departments() if not known & {row.code, row.name})
    session.flush()


def listed_departments() -> Iterator[Department]:
    """The departments of `resources/departments.json` as rows; one in common use is numbered below its subject."""
    shipped, numbers = _shipped("departments.json"), Counter[str]()
    for entry in shipped["departments"]:
        code = entry["code"]
        yield _department(code, entry["name"], code.rpartition(".")[0], common=False)
    for entry in shipped["common"]:
        numbers[entry["of"]] += 1
        yield _department(f"{entry['of']}-{numbers[entry['of']]:02d}", entry["name"], entry["of"], common=True)


def _department(code: str, name: str, parent: str, *, common: bool) -> Department:
    return Department(code=code, name=name, parent=parent, name_key=keys_of(name, ()), common=common)


def _shipped(name: str) -> dict[str, Any]:
    shipped: dict[str, Any] = json.loads(resource_path(name).read_text(encoding="utf-8"))
    return shipped
