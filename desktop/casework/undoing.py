"""Takes an act on a case back, and a taking back as well: its records are voided, what it made of jobs is put back."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, NoReturn
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Refused, answered, ask, attempt, begin, finish, plain, write
from desktop.casework.breaches import check_frozen
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import facts_without
from desktop.casework.job_states import Change, read, restore, snapshot
from desktop.casework.jobs import cancel_job_of, escort_lost, fitness, unfinish_job
from desktop.casework.rows import Outcome
from desktop.handbook.conditions.desk import needs_supervisor
from desktop.handbook.deskhours import ONE_DAY
from desktop.handbook.facts import Facts
from desktop.handbook.progress import right
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Command, Job, Message, Record

BACK, AGAIN = "撤销", "重做"
FINAL = {
    "apply": "登记的案件不能撤销；可以取消案件",
    "notify": "就诊时间通知已经发出，不能撤销；误录的由未经手的主管作废",
    "issue_report": "报告已经签发，不能撤销；更正请出新版本",
    "exempt": "豁免已经批准，不能撤销",
    "refuse_exemption": "豁免申请已经退回，不能撤销；可以重新申请",
    "recalculated": "时限重算不能撤销",
    "policy_changed": "保单变更来自保险公司的清单，不能撤销；改正请再导入一份",
    "turn_into": "已转出的案件不能撤销；可以取消那一件",
    "came_from": "由其他服务转来的案件不能撤销；可以取消案件",
}
"""D-04, D-05: what stays done whoever asks."""
_LOCKED = "这一步已使服务生效，权益记为已用，不能撤销；误录的由未经手的主管作废"


_PAIRS = (("settle", "book"), ("void", "certificate"))
"""What one act writes beside a pair of undoings: a booking that settles first, a certificate that is corrected."""


class _Deed(NamedTuple):
    """The records of one act in entry order, what it is called, and what undoing it is: 撤销, or 重做 of an undo."""

    records: tuple[Record, ...]
    title: str
    way: str
    jobs: tuple[Change, ...]
    known: bool


def undo(desk: Desk, case_id: int, entry: Entry, *, record: int) -> Outcome:
    """Take back the act that wrote this record, in one transaction; taking back an undo does the act again.

    Its records are voided by others with the reason 撤销 (D-09); clocks, right and owner are computed without them,
    jobs say again what they said, texts that would tell the customer wrong are withdrawn. Refused: what cannot be
    undone (D-04), what another did, what is older than a day, and an act after which the case has gone on.
    """
    entry = entry if entry.command_id else replace(entry, command_id=uuid4().hex)

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry)
        deed = _deed_of(under_way, record)
        _check_open(under_way, deed)
        _check_final(under_way, deed)
        given = _consequences(under_way, deed)
        _ask_again(under_way, deed, given)
        lost = escort_lost(under_way, under_way.case.facts.escort)
        _put_jobs_back(under_way, deed)
        released = escort_lost(under_way, _without(under_way, deed).escort) and not lost
        _void(under_way, deed, released)
        return finish(under_way, "undo")

    return attempt(desk, work)


def _deed_of(under_way: Act, seq: int) -> _Deed:
    records = {one.seq: one for one in under_way.row.records}
    if seq not in records:
        raise BadInput("没有这条记录")
    found = _together(records, records[seq])
    command_id = found[0].command_id
    command = under_way.session.get(Command, command_id) if command_id else None
    kept = command.answer.get("jobs", ()) if command else ()
    origin, way = records[seq], BACK
    while origin.details.get("undo"):
        origin, way = records[origin.details["record"]], AGAIN if way == BACK else BACK
    return _Deed(found, VERBS[_named(records, origin).verb].title, way, tuple(read(kept)), command is not None)


def _together(records: dict[int, Record], last: Record) -> tuple[Record, ...]:
    """An act's first record carries its command; those it wrote after it carry none."""
    found = [last]
    while (before := records.get(found[0].seq - 1)) and _goes_with(before, found[0]):
        found.insert(0, before)
    while (after := records.get(found[-1].seq + 1)) and _goes_with(found[-1], after):
        found.append(after)
    return tuple(found)


def _goes_with(first: Record, second: Record) -> bool:
    if second.command_id is not None or (first.person, first.entered_at) != (second.person, second.entered_at):
        return False
    pair = (first.verb, second.verb)
    return pair in _PAIRS or (pair == ("void", "void") and bool(second.details.get("undo")))


def _named(records: dict[int, Record], origin: Record) -> Record:
    """An act of a pair is called after its second record: a booking that settled the hospital first."""
    after = records.get(origin.seq + 1)
    return after if after is not None and _goes_with(origin, after) else origin


def _check_open(under_way: Act, deed: _Deed) -> None:
    """The act is one's own, of today, stands, and nothing has come after it."""
    last, own = deed.records[-1], under_way.entry.person
    if last.person != own:
        _refuse("D-09", f"{deed.title}是{last.person}在 {last.entered_at:%H:%M} 记的，只有本人能撤销；误录的可以作废")
    if last.seq in under_way.case.facts.voided:
        _refuse("D-09", f"{deed.title}已经{deed.way}过了")
    if under_way.entered - last.entered_at > ONE_DAY:
        _refuse("D-09", f"{deed.title}是 {last.entered_at:%m-%d %H:%M} 记的，已过一天，不能{deed.way}；误录的可以作废")
    later = _later(under_way, deed)
    if later is not None:
        when, what = f"{later.entered_at:%H:%M}", VERBS[later.verb].title
        if later.person != own:
            _refuse("D-09", f"{later.person}在 {when} 又做了「{what}」，不能再{deed.way}{deed.title}")
        if later.verb in FINAL:
            _refuse("D-04", f"之后已「{what}」（{when}），不能再{deed.way}{deed.title}")
        _refuse("D-09", f"之后还做了「{what}」（{when}），先撤销那一步，再{deed.way}{deed.title}")


def _later(under_way: Act, deed: _Deed) -> Record | None:
    """The newest record that still counts and came after the act; a pair of act and undo leaves nothing behind."""
    last, facts = deed.records[-1].seq, under_way.case.facts
    after = [one for one in under_way.row.records if one.seq > last and one.seq not in facts.voided]
    gone = (one for one in reversed(after) if one.verb not in ("recalculated", "policy_changed"))
    return next((one for one in gone if one.verb != "void" or one.details["record"] <= last), None)


def _check_final(under_way: Act, deed: _Deed) -> None:
    """D-04: what cannot be undone says so."""
    for one in deed.records:
        check_frozen(under_way, one.seq)
        if one.verb in FINAL:
            _refuse("D-05" if "exem" in one.verb else "D-04", FINAL[one.verb])
        if "document" in one.details:
            _refuse("D-04", "文书已经签发，不能撤销；更正请出新版本")
        if _texted(under_way, one.seq):
            _refuse("D-04", "短信已经到了客户手机上，不能撤销")
    facts = under_way.case.facts
    unlocks = facts.rendered and not _without(under_way, deed).rendered
    if any(needs_supervisor(facts, one.seq, unlocks=unlocks) for one in deed.records if one.verb != "cancel"):
        _refuse("D-04", _LOCKED)


def _texted(under_way: Act, seq: int) -> bool:
    sent = select(Message.id).where(
        Message.case_id == under_way.row.id, Message.record_seq == seq, Message.state != "manual"
    )
    return under_way.session.scalar(sent.limit(1)) is not None


def _without(under_way: Act, deed: _Deed) -> Facts:
    """What is known of the case once the act is taken back."""
    own = {one.seq for one in deed.records}
    kept = [one for one in under_way.row.records if one.seq not in own]
    return facts_without(under_way.desk, kept, under_way.case.facts, 0)


def _consequences(under_way: Act, deed: _Deed) -> dict[str, object]:
    before, after = under_way.case.facts, _without(under_way, deed)
    return {
        "reason": deed.way, "undone": True,
        "retakes": right(before) == "returned" and right(after) in ("reserved", "used"),
        "revives": after.holds_place and not before.holds_place,
    }  # fmt: skip


def _ask_again(under_way: Act, deed: _Deed, given: dict[str, object]) -> None:
    """D-03, G-08: the place and the right that come back must still be there."""
    for one in deed.records:
        ask(under_way, "void", {**given, "record": one.seq})


def _put_jobs_back(under_way: Act, deed: _Deed) -> None:
    """D-01: jobs say again what they said; those that end give way first, those that live again must still fit."""
    if not deed.known:
        for one in deed.records:
            cancel_job_of(under_way, one.seq)
            unfinish_job(under_way, one.seq)
    session = under_way.session
    for change in sorted(deed.jobs, key=lambda one: not _ends(one)):
        job = session.get_one(Job, change.job_id, populate_existing=True)
        if snapshot(job) != change.after:
            _refuse("D-01", f"这件的陪诊安排刚被改过，不能{deed.way}{deed.title}")
        restore(job, change.before or {"cancelled": True})
        session.flush()
        if change.after["cancelled"] and not job.cancelled and job.actual_to is None:
            _check_fit(under_way, job, deed)


def _ends(change: Change) -> bool:
    return change.before is None or bool(change.before["cancelled"])


def _check_fit(under_way: Act, job: Job, deed: _Deed) -> None:
    if unfit := fitness(under_way, job).get("unfit"):
        _refuse("D-01", f"{unfit}，不能{deed.way}{deed.title}")


def _void(under_way: Act, deed: _Deed, released: bool) -> None:
    reason = f"{deed.way}{deed.title}"
    for one in reversed(deed.records):
        details = {"record": one.seq, "reason": reason, "undo": deed.way, "escort_released": released or None}
        write(under_way, "void", plain(details))


def _refuse(rule: str, sentence: str) -> NoReturn:
    raise Refused(Refusal((Finding(rule, sentence),)))


