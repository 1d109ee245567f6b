"""Writes what a stretch of a list opens: people, policies, cases, first records, uses of rights and the audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from desktop.casework import audit, wording
from desktop.casework.applying import PREFIXES, Application
from desktop.casework.insuring import Cover
from desktop.casework.intake_rows import ListRow, RowFinding
from desktop.models.tables import AuditEntry, Base, Case, Counter, EntitlementUse, Person, PlanVersion, Policy, Record

_PERSON = ("id", "name", "name_key", "sex", "birth_date", "id_type", "id_number", "phone", "id_last4", "phone_last4")
_POLICY = ("id", "carrier_id", "number", "plan_name", "start", "end", "status", "relation", "insured_id", "holder_id")
_AUDIT = ("at", "person", "action", "case_id", "subject", "before", "after", "digest", "previous_digest")


@dataclass(slots=True)
class Filing:
    """A row that opens a case: `columns` are the case's derived ones, `details` the application as plain JSON."""

    row: ListRow
    cover: Cover
    version: PlanVersion
    application: Application
    number: str
    details: Mapping[str, Any]
    columns: Mapping[str, Any]
    use_no: int
    warnings: tuple[RowFinding, ...]
    case_id: int = 0


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who enters the list, when, and why so late after the applications (D-06)."""

    person: str
    user_id: int
    at: datetime
    late_reason: str


class Numbers:
    """Running case numbers of each service and day, each counter held from its first use."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counters: dict[str, Counter] = {}

    def next(self, service: str, day: datetime) -> str:
        """The next case number of a service and day."""
        name = f"{PREFIXES[service]}-{day:%y%m%d}"
        counter = self._counters.get(name) or self._counter(name)
        counter.value += 1
        return f"{name}-{counter.value:03d}"

    def _counter(self, name: str) -> Counter:
        counter = self._session.get(Counter, name, with_for_update=True)
        if counter is None:
            counter = Counter(name=name, value=0)
            self._session.add(counter)
        self._counters[name] = counter
        return counter


def file(session: Session, clerk: Clerk, filings: Sequence[Filing]) -> None:
    """Write the cases in their order, each with its first record, its right and its audit entry; ids are filled in."""
    if not filings:
        return
    session.flush()
    covers = list({id(each.cover): each.cover for each in filings}.values())
    _insert_people(session, covers)
    _insert_policies(session, covers)
    for each, case_id in zip(filings, _new_ids(session, Case, len(filings)), strict=True):
        each.case_id = case_id
    session.execute(insert(Case), [_case(each) for each in filings])
    session.execute(insert(Record), [_record(each, clerk) for each in filings])
    if uses := [_use(each) for each in filings if each.use_no]:
        session.execute(insert(EntitlementUse), uses)
    _insert_audit(session, clerk, filings)


def _insert_people(session: Session, covers: Iterable[Cover]) -> None:
    everyone = (person for cover in covers for person in (cover.insured, cover.holder) if person is not None)
    people = list({id(person): person for person in everyone if person.id is None}.values())
    for person, new_id in zip(people, _new_ids(session, Person, len(people)), strict=True):
        person.id = new_id
    if people:
        session.execute(insert(Person), [_values(person, _PERSON) for person in people])


def _insert_policies(session: Session, covers: Iterable[Cover]) -> None:
    new = [cover for cover in covers if cover.policy.id is None]
    for cover, new_id in zip(new, _new_ids(session, Policy, len(new)), strict=True):
        cover.policy.id, cover.policy.insured_id = new_id, cover.insured.id
        cover.policy.holder_id = cover.holder.id if cover.holder else None
    if new:
        session.execute(insert(Policy), [_values(cover.policy, _POLICY) for cover in new])


def _new_ids(session: Session, table: type[Any], count: int) -> Sequence[int]:
    """Ids for rows to be inserted: asked for at once, because getting each back from its insert is far dearer.

    SQLite has one writer at a time, who may count on; PostgreSQL's come from the table's own sequence.
    """
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        numbers = func.generate_series(1, count).table_valued("number")
        return session.scalars(select(func.nextval(sequence)).select_from(numbers)).all()
    last = session.scalar(select(func.max(table.id))) or 0
    return range(last + 1, last + 1 + count)


def _values(row: Base, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _case(filing: Filing) -> dict[str, Any]:
    application, policy = filing.application, filing.cover.policy
    return {
        "id": filing.case_id, "number": filing.number, "carrier_id": policy.carrier_id, "policy_id": policy.id,
        "person_id": filing.cover.insured.id, "item": application.item.value,
        "service": application.item.service.value, "plan_version_id": filing.version.id,
        "entrance": application.entrance, "request_no": application.request_no or None, "stay_id": application.stay_id,
        "opened_at": filing.row.applied_at, "details": filing.details, **filing.columns,
    }  # fmt: skip


def _record(filing: Filing, clerk: Clerk) -> dict[str, Any]:
    details = {**filing.details, "late_reason": clerk.late_reason}
    return {
        "case_id": filing.case_id, "seq": 1, "verb": "apply", "happened_at": filing.row.applied_at,
        "entered_at": clerk.at, "person": clerk.person, "user_id": clerk.user_id,
        "details": details,
        "text": wording.line("apply", details),
    }  # fmt: skip


def _use(filing: Filing) -> dict[str, Any]:
    return {
        "policy_id": filing.cover.policy.id, "quota": filing.application.item.value, "use_no": filing.use_no,
        "case_id": filing.case_id, "state": filing.columns["right_state"],
    }  # fmt: skip


def _insert_audit(session: Session, clerk: Clerk, filings: Sequence[Filing]) -> None:
    entries = [
        AuditEntry(at=clerk.at, person=clerk.person, action="apply", case_id=each.case_id, subject=each.number,
                   after=dict(each.details))
        for each in filings
    ]  # fmt: skip
    audit.link(session, entries)
    session.execute(insert(AuditEntry), [{name: getattr(entry, name) for name in _AUDIT} for entry in entries])
