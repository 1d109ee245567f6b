"""One case as the screens show it: derived from its timeline at the present hour, personal data masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.casework import facts_view
from desktop.casework.aftercare_fields import matters_of
from desktop.casework.desk import Desk
from desktop.casework.dossier import load_case, milestones, situation, unlocks
from desktop.casework.masking import masked_document, masked_name, masked_phone, masked_policy, person_words
from desktop.casework.prepared import LOST_CONTACT, review_text
from desktop.casework.rights import LedgerLine, ledger
from desktop.casework.rows import CaseView, ChecklistItem, QuotaTile, Stage, TaskRow, TimelineEntry
from desktop.casework.steps import offered_steps
from desktop.handbook import departments, path, progress
from desktop.handbook.calls import call_words
from desktop.handbook.conditions.desk import needs_supervisor
from desktop.handbook.facts import Facts
from desktop.handbook.holding import Held, holding
from desktop.handbook.moments import spoken_moment
from desktop.handbook.rulebook import RULES
from desktop.handbook.situation import Situation
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import ClockReading, Item
from desktop.models.tables import Case, Record

_TELLING = ("send_text", "book", "plan_visit", "notify", "plan_mdt", "cancel", "close")
_OUTCOME_TEXTS = ("accepted", "material_wanted", "refused")
_QUOTA_TITLES = {"GC.outpatient": "门诊", "GC.inpatient": "住院", "GC.visit": "探视", "MD": "会诊", "ND": "解结"}


def case_view(session: Session, desk: Desk, case_id: int, now: datetime, person: str) -> CaseView:
    """Everything the inspector and the case page show; NoSuchCase when there is none."""
    row = load_case(session, case_id)
    case = situation(session, desk, row, now, person)
    readings = progress.clocks_of(case)
    held = progress.holder(case.facts)
    lock, rule = _lock(case)
    rights = ledger(session, row.policy_id, now.date())
    return CaseView(
        id=row.id, version=row.version, number=row.number, item=case.item, name=masked_name(row.person.name),
        subtitle=_subtitle(row, now), policy=_policy(row), owner=case.facts.owner, stage=path.stage(case.facts)[0],
        state=_state(case.facts), lock=lock, lock_clause=RULES[rule].text if rule else "", lock_rule=rule,
        holder=held.at(now), holder_since=held.since, holder_until=held.until,
        groups=facts_view.fact_groups(row, case), quotas=quota_tiles(rights, row.id, row.right_state),
        readings=readings, current=_current(case, readings), stages=stages(case.facts),
        timeline=timeline(desk, row, case.facts), steps=offered_steps(case),
        checklist=tuple(ChecklistItem(*line) for line in path.checklist(case.facts)),
        tasks=tuple(TaskRow(*task) for task in progress.tasks(case, readings)), visit_at=case.facts.visit_at,
        suggested=departments.advised(case.facts.illness, case.facts.complaint), held=_held(row, case),
        next_call=_next_call(case), prepared=_prepared(row, case),
        matters=matters_of(case.facts, readings),
    )  # fmt: skip


def _held(row: Case, case: Situation) -> tuple[Held, ...]:
    return holding(case.item, milestones(row.records), case.office, case.now, lock_on=case.facts.lock_on)


def _next_call(case: Situation) -> str:
    office = case.office
    return call_words(case.facts, office.calls, office.calendar, office.hours)


def _prepared(row: Case, case: Situation) -> str:
    """The text that waits for the customer: to call back, else the review's outcome until the customer knows it."""
    if case.facts.lost_at is not None and case.facts.over_at is None:
        return LOST_CONTACT
    kept = [record for record in row.records if record.seq not in case.facts.voided]
    last = max((record for record in kept if record.verb == "review"), key=lambda record: record.seq, default=None)
    if last is None or any(_tells(record) for record in kept if record.seq > last.seq):
        return ""
    said = last.details
    return review_text(case.item, said["outcome"], said.get("missing", ()), said.get("told", ""))


def _tells(record: Record) -> bool:
    """Whether the customer knows the outcome of the review by this: a text about it, a talk, or what comes after."""
    if record.verb == "call":
        return record.details.get("outcome") == "reached"
    return record.verb in _TELLING and (record.verb != "send_text" or record.details.get("about") in _OUTCOME_TEXTS)


def _subtitle(row: Case, now: datetime) -> str:
    person = row.person
    words = person_words(person.sex, person.birth_date, now.date())
    parts = (row.number, words, masked_phone(person.phone), masked_document(person.id_number or ""))
    return "·".join(part for part in parts if part)


def _policy(row: Case) -> str:
    relation = row.policy.relation or "本人"
    return f"保单 {masked_policy(row.policy.number)}·{relation}·有效至 {row.policy.end}"


def _state(facts: Facts) -> str:
    if facts.cancelled_at:
        return "cancelled"
    if facts.closed_at:
        return "closed"
    return "refused" if facts.refused else "open"


def _lock(case: Situation) -> tuple[str, str]:
    facts = case.facts
    if not facts.rendered:
        return "", ""
    if facts.locked_at is None:
        return "服务已实施，不能取消或更改", "GC-14"
    when = spoken_moment(facts.locked_at)
    if case.item is Item.ND:
        return f"已锁定：{when} 收到身份证件和影像资料，服务已生效", "ND-08"
    return f"已锁定：就诊时间通知已于 {when} 发出，视同服务已发生，不能取消或更改", "GC-14"


def _current(case: Situation, readings: Sequence[ClockReading]) -> int:
    reading = progress.next_clock(tuple(readings), case.facts) if case.facts.is_open else None
    return readings.index(reading) if reading is not None else -1


def quota_tiles(
    lines: Sequence[LedgerLine], case_id: int | None = None, right: str = ""
) -> tuple[QuotaTile, ...]:
    """The policy's rights as tiles; the one whose `right` this case has reserved or used is marked its own."""
    return tuple(
        QuotaTile(line.name, _QUOTA_TITLES[line.name], line.total, line.used, line.reserved, line.left,
                  _quota_note(line, case_id, right), any(known == case_id for known, _ in line.cases))
        for line in lines
    )  # fmt: skip


def _quota_note(line: LedgerLine, case_id: int | None, right: str) -> str:
    own = any(known == case_id for known, _ in line.cases)
    if own:
        return "本案已用" if right == "used" else "本案预留"
    if line.cases:
        return line.cases[-1][1]
    return "未用" if line.total else "计划不含"


def stages(facts: Facts) -> tuple[Stage, ...]:
    """The stepper: every station of the item's way, then closing."""
    found: list[Stage] = []
    current = path.current_station(facts) if facts.is_open and not facts.refused else None
    for station in path.PATHS[facts.item]:
        done = getattr(facts, station.done)
        when = done if isinstance(done, datetime) else None
        state = "done" if done else "now" if station is current else "ahead" if facts.is_open else "gap"
        found.append(Stage(station.title, state, when, "" if done else station.step))
    lines = path.checklist(facts)
    note = f"清单 {sum(done for _, _, done in lines)}/{len(lines)}" if lines else ""
    closing = "done" if not facts.is_open else "now" if current is None else "ahead"
    return (*found, Stage("结案", closing, facts.closed_at or facts.cancelled_at, note))


def timeline(desk: Desk, row: Case, facts: Facts) -> tuple[TimelineEntry, ...]:
    """The records newest first; voided ones are kept and marked."""
    newest_first = sorted(row.records, key=lambda one: -one.seq)
    return tuple(_entry(record, facts, _supervised(desk, row, facts, record.seq)) for record in newest_first)


def _supervised(desk: Desk, row: Case, facts: Facts, seq: int) -> bool:
    return needs_supervisor(facts, seq, unlocks=unlocks(desk, row.records, facts, seq))


def _entry(record: Record, facts: Facts, supervised: bool) -> TimelineEntry:
    title, _, detail = record.text.partition(" · ")
    return TimelineEntry(
        seq=record.seq, happened=record.happened_at, entered=record.entered_at, verb=record.verb,
        title=title or VERBS[record.verb].title, detail=detail, person=record.person,
        rules=tuple(rule for rule in record.rules.split(",") if rule),
        voided=record.seq in facts.voided, locking=record.seq == facts.locked_by, supervised=supervised,
        undoes=record.details["record"] if record.verb == "void" and record.details.get("undo") else 0,
    )  # fmt: skip

