"""Plays the timelines of one desk through the real verbs on another, and compares what came of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import inspect, select

from desktop.casework.applying import Application, apply
from desktop.casework.catalogue import furnished_carrier
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Done
from desktop.casework.seeding.places import furnish
from desktop.casework.stories.arguments import CASE_VERBS, collect
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, EntitlementUse, Job, Person, Policy, Record

COMPUTED = {"flagged", "version", "replaces", "notice"}
"""What verbs add to a record's details by themselves."""

_RECORD = ("verb", "happened_at", "entered_at", "person", "details", "text", "rules")
_CASE = [
    column.key for column in inspect(Case).column_attrs
    if column.key not in ("id", "number", "version", "stay_id", "owner_id")
]  # fmt: skip


class Replayed(NamedTuple):
    """Which verbs were refused, and what came out otherwise."""

    refused: list[str]
    differences: list[str]


def replay(source: Desk, target: Desk) -> Replayed:
    """Every record of `source` again, in the order of entry, each at its own hour."""
    cases, records = _furnish(source, target)
    ids: dict[int, int] = {}
    refused = []
    for record in records:
        target.clock.now = record.entered_at
        outcome = _again(target, record, cases[record.case_id], ids)
        if isinstance(outcome, Done):
            ids.setdefault(record.case_id, outcome.case_id)
        else:
            refused.append(f"{cases[record.case_id].number} {record.verb}: {outcome.sentence}")
    return Replayed(refused, [*_case_differences(source, target, ids), *_others(source, target)])


def _furnish(source: Desk, target: Desk) -> tuple[dict[int, Case], list[Record]]:
    with source.reading() as session:
        people, policies = (session.scalars(select(table)).all() for table in (Person, Policy))
        cases = {case.id: case for case in session.scalars(select(Case))}
        records = session.scalars(select(Record).order_by(Record.entered_at, Record.id)).all()
    with target.store.writing() as session:
        furnished_carrier(session)
        furnish(session, source)
        session.add_all(Person(id=one.id, name=one.name) for one in people)
        session.flush()
        session.add_all(
            Policy(id=one.id, carrier_id=one.carrier_id, number=one.number, plan_name=one.plan_name, start=one.start,
                   end=one.end, insured_id=one.insured_id)
            for one in policies
        )  # fmt: skip
    target.refresh()
    return cases, list(records)


def _again(target: Desk, record: Record, case: Case, ids: dict[int, int]) -> Any:
    details = {key: value for key, value in record.details.items() if key not in COMPUTED}
    late = details.pop("late_reason", "")
    entry = Entry(record.person, record.happened_at if record.happened_at != record.entered_at else None, late)
    if record.verb == "apply":
        application = Application(Item(details.pop("item")), stay_id=ids.get(case.stay_id), **details)
        return apply(target, case.policy_id, application, entry)
    verb = CASE_VERBS[record.verb]
    given = details if record.verb == "void" else collect(verb, details)
    return verb(target, ids[record.case_id], entry, **given)


def _case_differences(source: Desk, target: Desk, ids: dict[int, int]) -> list[str]:
    found = []
    with source.reading() as ours, target.reading() as theirs:
        for old, new in ids.items():
            one, other = ours.get_one(Case, old), theirs.get_one(Case, new)
            pairs = [(name, getattr(one, name), getattr(other, name)) for name in _CASE]
            pairs.append(("owner", one.owner and one.owner.name, other.owner and other.owner.name))
            for mine, played in zip(one.records, other.records, strict=True):
                pairs += [(f"{mine.seq} {name}", getattr(mine, name), getattr(played, name)) for name in _RECORD]
            found += [f"{one.number} {name}: {a!r} ≠ {b!r}" for name, a, b in pairs if a != b]
    return found


def _others(source: Desk, target: Desk) -> list[str]:
    return [
        f"{look.__name__}: {sorted(set(look(source)) ^ set(look(target)), key=str)}"
        for look in (_ledger, _jobs) if look(source) != look(target)
    ]  # fmt: skip


def _ledger(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.reading() as session:
        columns = (EntitlementUse.policy_id, EntitlementUse.quota, EntitlementUse.use_no, EntitlementUse.state)
        return sorted(tuple(row) for row in session.execute(select(*columns)))


def _jobs(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.reading() as session:
        jobs = session.scalars(select(Job)).all()
        return sorted(
            (job.escort.name, job.occasion, job.starts_at, job.ends_at, job.blocked_from, job.blocked_to, job.cancelled)
            for job in jobs
        )

