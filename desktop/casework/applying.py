"""Opening a case: the application with its policy, plan version, rights and twins checked (G-02 to G-08, D-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from desktop.casework import audit, wording
from desktop.casework.acting import (
    BadInput,
    Refused,
    answered,
    attempt,
    check_dates,
    check_not_ahead,
    plain,
    remember,
    user_id,
)
from desktop.casework.derived import refresh
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import policy_terms, siblings, situation
from desktop.casework.numbering import next_number
from desktop.casework.plans import HANDBOOK_PLAN, HOUSE_CARRIER, plan_on, read_plan
from desktop.casework.rows import Done, Outcome
from desktop.handbook import progress
from desktop.handbook.facts import Facts
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Finding, Item, PolicyTerms, Refusal, Sibling
from desktop.models.tables import Carrier, Case, PlanVersion, Policy, Record

PREFIXES = {"GC": "GT", "MD": "MD", "ND": "JJ", "OC": "WZ", "PD": "DH"}


@dataclass(frozen=True, slots=True)
class Application:
    """What a customer applies for; `wish` has city, hospital, department, escort_sex (女, 男 or 不限).

    `certificate` has hospital and issued_on.
    """

    item: Item
    by: str = "insured"
    entrance: str = ""
    request_no: str = ""
    nodule: str = ""
    wish: Mapping[str, str] = field(default_factory=dict)
    certificate: Mapping[str, Any] = field(default_factory=dict)
    stay_id: int | None = None
    illness: str = ""
    remark: str = ""


def apply(desk: Desk, policy_id: int, application: Application, entry: Entry) -> Outcome:
    """Open a case under a policy, or say which rules refuse it; a right is reserved by it (G-08)."""

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        return known if known is not None else open_case(session, desk, policy_id, application, entry)

    return attempt(desk, work)


def open_case(session: Session, desk: Desk, policy_id: int, application: Application, entry: Entry) -> Done:
    """Open a case in a running transaction; raises Refused."""
    entered = desk.clock()
    desk.keep_current(session)
    happened = entry.happened or entered
    check_not_ahead(happened, entered)
    check_escort_sex(application.wish.get("escort_sex", ""))
    check_dates(_issued_on(application))
    policy = _held_policy(session, policy_id)
    version = _plan_version(session, policy, happened.date())
    case = _before(session, desk, policy, version, application, happened, entry)
    given = asked(application, happened, entered, entry)
    refusal = progress.refusal(case, "apply", given)
    if refusal is not None:
        raise Refused(refusal)
    row = _file(session, policy, version, application, happened)
    _first_record(session, row, application, entry, happened, entered)
    return _sealed(session, desk, row, entry, entered)


def _issued_on(application: Application) -> date | None:
    written = str(application.certificate.get("issued_on") or "")
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def check_escort_sex(wished: str) -> None:
    """BadInput for a wish about the escort that is none."""
    if wished and wished not in wording.ESCORT_SEXES:
        raise BadInput(f"陪诊性别「{wished}」不存在，应为 {'、'.join(wording.ESCORT_SEXES)}")


def check_application(
    session: Session, desk: Desk, policy: Policy, application: Application, at: datetime, entry: Entry
) -> Refusal | None:
    """What would refuse the application at `at`, nothing written: for the form's live check."""
    try:
        version = _plan_version(session, policy, at.date())
    except Refused as refused:
        return refused.refusal
    case = _before(session, desk, policy, version, application, at, entry)
    return progress.refusal(case, "apply", asked(application, at, desk.clock(), entry))


def check_new_policy(
    session: Session, desk: Desk, terms: PolicyTerms, plan: str, application: Application, at: datetime, entry: Entry
) -> Refusal | None:
    """The same for a policy that the desk does not know yet, as it is written down; nothing is made."""
    carrier_id = session.scalar(select(Carrier.id).where(Carrier.code == HOUSE_CARRIER))
    version = plan_on(session, carrier_id, plan, at.date()) if carrier_id else None
    if carrier_id and version is None:
        return Refusal((Finding("G-03", f"目录中没有 {at.date()} 有效的计划「{plan}」"),))
    number = application.request_no
    sent = select(Case.id).where(Case.carrier_id == carrier_id, Case.request_no == number)
    known = frozenset((number,)) if number and session.scalar(sent) is not None else frozenset()
    case = Situation(
        Facts(application.item), read_plan(version) if version else HANDBOOK_PLAN, terms, desk.office, at,
        entry.person, known_requests=known,
    )  # fmt: skip
    return progress.refusal(case, "apply", asked(application, at, desk.clock(), entry))


def _held_policy(session: Session, policy_id: int) -> Policy:
    wanted = select(Policy).where(Policy.id == policy_id).options(joinedload(Policy.insured))
    return session.scalars(wanted.with_for_update(of=Policy)).one()


def _plan_version(session: Session, policy: Policy, day: date) -> PlanVersion:
    version = plan_on(session, policy.carrier_id, policy.plan_name, day)
    if version is None:
        raise Refused(Refusal((Finding("G-03", f"目录中没有 {day} 有效的计划「{policy.plan_name}」"),)))
    return version


def _before(
    session: Session, desk: Desk, policy: Policy, version: PlanVersion, application: Application, at: datetime,
    entry: Entry,
) -> Situation:  # fmt: skip
    others = considered(siblings(session, desk, policy.id), application)
    known = frozenset((application.request_no,)) if _request_known(session, policy, application) else frozenset()
    return Situation(
        Facts(application.item), read_plan(version), policy_terms(policy), desk.office, at, entry.person,
        siblings=others, known_requests=known,
    )  # fmt: skip


def considered(others: Sequence[Sibling], application: Application) -> Sequence[Sibling]:
    """The policy's other cases that the rules look at: a visit that names no stay can only belong to an open one."""
    if application.item is not Item.VISIT or application.stay_id is not None:
        return others
    return tuple(other for other in others if other.item is not Item.INPATIENT or other.open)


def _request_known(session: Session, policy: Policy, application: Application) -> bool:
    if not application.request_no:
        return False
    known = select(Case.id).where(Case.carrier_id == policy.carrier_id, Case.request_no == application.request_no)
    return session.scalar(known) is not None


def asked(application: Application, happened: datetime, entered: datetime, entry: Entry) -> dict[str, Any]:
    """What the rules are asked about an application."""
    return {
        "by": application.by, "request_no": application.request_no, "wish": application.wish,
        "certificate": application.certificate, "stay_id": application.stay_id, "happened": happened,
        "entered": entered, "late_reason": entry.late_reason,
    }  # fmt: skip


def _file(
    session: Session, policy: Policy, version: PlanVersion, application: Application, happened: datetime
) -> Case:
    row = Case(
        number=_next_number(session, application.item.service, happened), carrier_id=policy.carrier_id,
        policy_id=policy.id, person_id=policy.insured_id, item=application.item.value,
        service=application.item.service.value, limited=application.item.limited, plan_version_id=version.id,
        entrance=application.entrance, request_no=application.request_no or None,
        stay_id=application.stay_id or _current_stay(session, policy, application), opened_at=happened,
        details=details_of(application),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def details_of(application: Application) -> dict[str, Any]:
    """What the case keeps of its application, as plain JSON."""
    return plain({
        "item": application.item.value, "by": application.by, "entrance": application.entrance,
        "nodule": application.nodule, "wish": application.wish, "certificate": application.certificate,
        "illness": application.illness, "remark": application.remark, "request_no": application.request_no,
    })  # fmt: skip


def _current_stay(session: Session, policy: Policy, application: Application) -> int | None:
    if application.item is not Item.VISIT:
        return None
    stays = select(Case.id).where(Case.policy_id == policy.id, Case.item == Item.INPATIENT.value, Case.is_open)
    return session.scalars(stays.order_by(Case.id.desc())).first()


def _next_number(session: Session, service: str, day: datetime) -> str:
    name = f"{PREFIXES[service]}-{day:%y%m%d}"
    return f"{name}-{next_number(session, name):03d}"


def _first_record(
    session: Session, row: Case, application: Application, entry: Entry, happened: datetime, entered: datetime
) -> None:
    details = {**details_of(application), **plain({"late_reason": entry.late_reason})}
    row.records.append(Record(
        case_id=row.id, seq=1, verb="apply", happened_at=happened, entered_at=entered, person=entry.person,
        details=details, text=wording.line("apply", details), user_id=user_id(session, entry.person),
        command_id=entry.command_id or None,
    ))  # fmt: skip
    session.flush()


def _sealed(session: Session, desk: Desk, row: Case, entry: Entry, entered: datetime) -> Done:
    refresh(session, row, situation(session, desk, row, entered, entry.person))
    audit.record(session, at=entered, person=entry.person, action="apply", case_id=row.id, subject=row.number,
                 after=row.details)  # fmt: skip
    session.flush()
    done = Done(row.id, 1, row.number, (), (row.id,))
    remember(session, entry, done, entered)
    return done


