"""Small real rows for the tests of the tables."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models.tables import Carrier, Case, Escort, Job, Person, PlanVersion, Policy, Record, User
from desktop.models.types import SHANGHAI

KEY = bytes(range(32))
NINE = datetime(2026, 9, 17, 9, 0, tzinfo=SHANGHAI)
HALF_HOUR = timedelta(minutes=30)


class Desk(NamedTuple):
    """The ids of the rows that every case hangs on."""

    carrier: int
    plan: int
    policy: int
    person: int
    user: int
    escort: int


def furnish(session: Session) -> Desk:
    """One carrier with a plan, a policy of one insured person, a user and an escort."""
    carrier = Carrier(code="PICC", name="人保寿险")
    person = Person(name="欧阳敏", name_key="ouyangmin oym", id_type="身份证", id_number="110101199003078515")
    user, escort = User(login="li", name="李管家"), Escort(name="王陪诊", cities=["北京"])
    session.add_all([carrier, person, user, escort])
    session.flush()
    plan = PlanVersion(carrier_id=carrier.id, name="A", effective_from=date(2026, 1, 1))
    policy = Policy(
        carrier_id=carrier.id, number="P1", plan_name="A",
        start=date(2026, 1, 1), end=date(2026, 12, 31), insured_id=person.id,
    )  # fmt: skip
    session.add_all([plan, policy])
    session.flush()
    return Desk(carrier.id, plan.id, policy.id, person.id, user.id, escort.id)


def case(desk: Desk, number: str = "GC-260917-001", **values: Any) -> Case:
    """A case of the desk's policy, an outpatient booking unless told otherwise."""
    item = values.pop("item", "GC.outpatient")
    given = {"policy_id": desk.policy, "limited": item not in ("OC", "PD"), "opened_at": NINE, **values}
    return Case(
        number=number, carrier_id=desk.carrier, person_id=desk.person, plan_version_id=desk.plan,
        item=item, service=item[:2], **given,
    )  # fmt: skip


def record(of: Case, verb: str, seq: int = 1, **values: Any) -> Record:
    """A record of the case."""
    return Record(case_id=of.id, seq=seq, verb=verb, happened_at=NINE, entered_at=NINE, person="李管家", **values)


def job(desk: Desk, of: Case, starts: datetime = NINE, hours: float = 1, **values: Any) -> Job:
    """An escort's job with half an hour blocked before and after."""
    ends = starts + timedelta(hours=hours)
    span = {"blocked_from": starts - HALF_HOUR, "blocked_to": ends + HALF_HOUR, "starts_at": starts, "ends_at": ends}
    return Job(case_id=of.id, **{"escort_id": desk.escort, **span, **values})
