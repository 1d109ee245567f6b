"""Judges one row of a list in memory: present already, refused with its rules, or a case to file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from desktop.casework import insuring
from desktop.casework.acting import Refused
from desktop.casework.applying import Application, asked, considered, details_of
from desktop.casework.catalogue import plan_key
from desktop.casework.derived import derive
from desktop.casework.desk import Desk, Entry
from desktop.casework.insuring import Cover, RowRefused
from desktop.casework.intake_filing import Clerk, Filing, Numbers
from desktop.casework.intake_known import Known, Shelf
from desktop.casework.intake_rows import PRESENT, REFUSED, ListRow, RowFinding, RowResult
from desktop.handbook import progress
from desktop.handbook.facts import Facts
from desktop.handbook.fold import fold
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Item, Plan, Record, Sibling
from desktop.models.tables import Person, PlanVersion

Judged = RowResult | Filing


@dataclass(slots=True)
class Intake:
    """A list under way: the desk, the carrier's shelf, who enters it, and the request numbers opened so far."""

    desk: Desk
    shelf: Shelf
    clerk: Clerk
    numbers: Numbers
    opened: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row with all that the rules look at; nothing of it is kept unless the row is accepted."""

    row: ListRow
    application: Application
    cover: Cover
    plan_name: str
    version: PlanVersion
    plan: Plan


def judge(intake: Intake, known: Known, row: ListRow) -> Judged:
    """What becomes of a row; an accepted one is added to what is known, a refused one leaves nothing."""
    request_no = row.application.request_no
    if request_no in known.present and request_no not in intake.opened:
        return RowResult(row.row, request_no, PRESENT, *known.present[request_no])
    try:
        wish = _ask(intake, known, row)
    except RowRefused as refused:
        return RowResult(row.row, request_no, REFUSED, findings=(refused.finding,))
    except Refused as refused:
        found = tuple(RowFinding(*finding) for finding in refused.refusal.findings)
        return RowResult(row.row, request_no, REFUSED, findings=found)
    return _accept(intake, known, wish)


def _ask(intake: Intake, known: Known, row: ListRow) -> _Asked:
    """The row as the rules saw it; raises Refused with every rule that refuses."""
    plan_name = intake.shelf.names.get(plan_key(row.policy.plan))
    if plan_name is None:
        raise RowRefused("G-03", f"目录中没有计划「{row.policy.plan}」", "plan")
    cover = _cover(intake, known, row, plan_name)
    wish = _Asked(row, _with_stay(known, row), cover, plan_name, *_version(intake, cover, row))
    entry = Entry(intake.clerk.person, row.applied_at, intake.clerk.late_reason)
    given = asked(wish.application, row.applied_at, intake.clerk.at, entry)
    refusal = progress.refusal(_before(intake, wish), "apply", given)
    if refusal is not None:
        raise Refused(refusal)
    return wish


def _cover(intake: Intake, known: Known, row: ListRow, plan_name: str) -> Cover:
    person = _person(known, row)
    cover = known.covers.get(row.policy.number)
    if cover is None:
        return insuring.new_cover(intake.shelf.carrier.id, row.policy, plan_name, person)
    insuring.check_cover(cover, person)
    return cover


def _person(known: Known, row: ListRow) -> Person:
    person = known.people.get((row.insured.id_type, row.insured.id_number))
    if person is None:
        return insuring.new_person(row.insured)
    insuring.check_person(person, row.insured)
    return person


def _version(intake: Intake, cover: Cover, row: ListRow) -> tuple[PlanVersion, Plan]:
    name, day = cover.policy.plan_name, row.applied_at.date()
    found = intake.shelf.on(name, day)
    if found is None:
        raise RowRefused("G-03", f"目录中没有 {day} 有效的计划「{name}」", "plan")
    return found


def _with_stay(known: Known, row: ListRow) -> Application:
    if not row.stay or row.application.item is not Item.VISIT:
        return row.application
    if row.stay not in known.stays:
        raise RowRefused("GC-15", f"找不到关联住院「{row.stay}」：请填住院安排的案件号或申请编号", "stay")
    return replace(row.application, stay_id=known.stays[row.stay])


def _before(intake: Intake, wish: _Asked) -> Situation:
    number = wish.application.request_no
    return Situation(
        Facts(wish.application.item), wish.plan, wish.cover.terms, intake.desk.office, wish.row.applied_at,
        intake.clerk.person, siblings=considered(wish.cover.siblings, wish.application),
        known_requests=frozenset((number,)) if number in intake.opened else frozenset(),
    )  # fmt: skip


def _accept(intake: Intake, known: Known, wish: _Asked) -> Filing:
    row, cover = wish.row, wish.cover
    new = row.policy.number not in known.covers
    warnings = () if new else tuple(insuring.differences(cover, row.policy, wish.plan_name))
    warnings += tuple(insuring.update_phone(cover.insured, row.insured.phone))
    known.people[row.insured.id_type, row.insured.id_number] = cover.insured
    known.covers[row.policy.number] = cover
    application = _with_current_stay(wish)
    number = intake.numbers.next(application.item.service.value, row.applied_at)
    details = details_of(application)
    columns = derive(_opened(intake, wish, number, details))
    use_no = cover.free_use(application.item.value) if columns["right_state"] in ("reserved", "used") else 0
    if application.request_no:
        intake.opened.add(application.request_no)
    cover.siblings.append(_sibling(application, number, columns))
    return Filing(row, cover, wish.version, application, number, details, columns, use_no, warnings)


def _with_current_stay(wish: _Asked) -> Application:
    """A visit that names no stay belongs to the policy's open one; GC-15 has seen that there is one."""
    application = wish.application
    if application.item is not Item.VISIT or application.stay_id:
        return application
    stays = [other.case_id for other in wish.cover.siblings if other.item is Item.INPATIENT and other.open]
    return replace(application, stay_id=max(stays))


def _opened(intake: Intake, wish: _Asked, number: str, details: dict[str, Any]) -> Situation:
    clerk = intake.clerk
    item = wish.application.item
    first = Record(1, "apply", wish.row.applied_at, clerk.at, clerk.person, details)
    facts = fold(item, (first,), intake.desk.office.calendar, lock_on=wish.plan.lock_on)
    declared = intake.shelf.exemptions if item.service == "GC" else ()
    return Situation(
        facts, wish.plan, wish.cover.terms, intake.desk.office, clerk.at, clerk.person,
        number=number, siblings=wish.cover.siblings, exemptions=declared,
    )  # fmt: skip


def _sibling(application: Application, number: str, columns: dict[str, Any]) -> Sibling:
    return Sibling(
        case_id=0, number=number, item=application.item, open=columns["is_open"] and columns["limited"],
        right=columns["right_state"], request_no=application.request_no,
    )  # fmt: skip
