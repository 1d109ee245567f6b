"""Files drafted cases: gives out ids and case numbers and writes every table in bulk, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from desktop.casework.applying import PREFIXES
from desktop.casework.seeding.drafts import RECORD_COLUMNS, Draft, House, Study
from desktop.casework.seeding.sketch import DAY
from desktop.casework.seeding.writing import Row
from desktop.models.tables import Case, Counter, EntitlementUse, ExemptionRow, Job, Person, Policy, Record

_KEEP = text(
    "INSERT INTO counter (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_PERSON = ("id", "name", "name_key", "sex", "birth_date", "id_type", "id_number", "phone", "id_last4", "phone_last4",
           "version")  # fmt: skip
_POLICY = ("id", "carrier_id", "number", "plan_name", "start", "end", "status", "holder_id", "insured_id", "relation",
           "version")  # fmt: skip
_CASE = ("id", "number", "carrier_id", "policy_id", "person_id", "item", "service", "plan_version_id", "entrance",
         "request_no", "stay_id", "opened_at", "details", "delivered_by", "owner_id", "version")  # fmt: skip
_USE = ("policy_id", "quota", "use_no", "case_id", "state")
_JOB = ("escort_id", "case_id", "occasion", "starts_at", "ends_at", "blocked_from", "blocked_to", "forced", "reason",
        "cancelled", "version")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Register:
    """With what is filed: the study that made the drafts, and the carrier whose cases they are."""

    study: Study
    carrier_id: int


class Batch(NamedTuple):
    """Some thousands of cases with the houses and escorts that are new, and how far the running numbers have come."""

    drafts: list[Draft]
    houses: list[House]
    hired: list[tuple[str, str]]
    people: int
    cases: int
    done: int


def file_batch(session: Session, register: Register, batch: Batch) -> None:
    """Write a batch; every id, number and ledger row is right when the transaction ends."""
    writer, drafts = register.study.writer, batch.drafts
    writer.begin(session)
    register.study.roster.enter(session, batch.hired)
    _enter_houses(session, register, batch.houses)
    for one, number in zip(drafts, writer.take_ids(session, Case, len(drafts)), strict=True):
        one.case_id = number
    columns = (*_CASE, *drafts[0].derived)
    writer.put(session, Case, columns, [*_case_rows(session, register, drafts)])
    writer.put(session, Record, RECORD_COLUMNS, [(one.case_id, *row) for one in drafts for row in one.records])
    writer.put(session, EntitlementUse, _USE, [*_uses(drafts)])
    writer.put(session, Job, _JOB, [*_jobs(register, drafts)])
    session.add_all(_exemptions(drafts))


def _enter_houses(session: Session, register: Register, houses: Sequence[House]) -> None:
    writer = register.study.writer
    people, policies = (writer.take_ids(session, table, len(houses)) for table in (Person, Policy))
    for house, person_id, policy_id in zip(houses, people, policies, strict=True):
        house.person_id, house.policy_id = person_id, policy_id
    writer.put(session, Person, _PERSON, [_person(house) for house in houses])
    writer.put(session, Policy, _POLICY, [_policy(house, register.carrier_id) for house in houses])


def _person(house: House) -> Row:
    one = house.insured
    return (house.person_id, one.name, one.key, one.sex, one.birth.isoformat(), "身份证", one.document, one.phone,
            one.document[-4:], one.phone[-4:], 1)  # fmt: skip


def _policy(house: House, carrier_id: int) -> Row:
    start, end = house.dates()
    return (house.policy_id, carrier_id, house.number, house.plan, start.isoformat(), end.isoformat(),
            house.status, house.person_id, house.person_id, "本人", 1)  # fmt: skip


def _case_rows(session: Session, register: Register, drafts: Sequence[Draft]) -> Iterator[Row]:
    study = register.study
    encode, moment = study.writer.encode, study.writer.moment
    numbers = _Numbers(session)
    for one in drafts:
        house, item = one.house, one.item
        yield (
            one.case_id, numbers.next(item.service.value, study.axis.day_text(one.opened // DAY)), register.carrier_id,
            house.policy_id, house.person_id, item.value, item.service.value, one.plan_id, one.entrance,
            one.request_no, one.stay.case_id if one.stay else None, moment(one.opened), one.details, "",
            study.users.get(one.owner), 1, *map(encode, one.derived.values()),
        )  # fmt: skip
    numbers.keep()


class _Numbers:
    """Case numbers as the desk gives them out: one running number for each service and day."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = session.execute(select(Counter.name, Counter.value)).all()
        self._known: dict[str, int] = {name: value for name, value in rows}
        self._grown: set[str] = set()

    def next(self, service: str, day: str) -> str:
        """The next number of that service on that day."""
        name = f"{PREFIXES[service]}-{day[2:4]}{day[5:7]}{day[8:]}"
        value = self._known[name] = self._known.get(name, 0) + 1
        self._grown.add(name)
        return f"{name}-{value:03d}"

    def keep(self) -> None:
        """Store how far each counter has come."""
        keep_counters(self._session, {name: self._known[name] for name in sorted(self._grown)})


def keep_counters(session: Session, values: Mapping[str, int]) -> None:
    """Store how far counters have come."""
    session.execute(_KEEP, [{"name": name, "value": value} for name, value in values.items()])


def _uses(drafts: Sequence[Draft]) -> Iterator[Row]:
    """G-08: one line of the ledger for each case that takes a right; each is the first use of its quota."""
    for one in drafts:
        state = one.derived["right_state"]
        if state != "none":
            yield one.house.policy_id, one.item.value, 1, one.case_id, state


def _jobs(register: Register, drafts: Sequence[Draft]) -> Iterator[Row]:
    moment, ids = register.study.writer.moment, register.study.roster.ids
    for one in drafts:
        for job in one.jobs:
            yield (
                ids[job.escort], one.case_id, job.occasion, moment(job.start), moment(job.end),
                moment(job.start - job.before), moment(job.end + job.after), False, "", job.cancelled, 1,
            )  # fmt: skip


def _exemptions(drafts: Sequence[Draft]) -> Iterator[ExemptionRow]:
    for one in drafts:
        for details in one.exemptions:
            given: dict[str, Any] = dict(details)
            yield ExemptionRow(case_id=one.case_id, start=None, end=None, **given)
