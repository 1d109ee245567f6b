"""Turns a conversation into another service: the check before it, what goes along, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.casework import registering
from desktop.casework.acting import Act, BadInput, Refused, answered, ask, attempt, begin, finish, write
from desktop.casework.applying import Application
from desktop.casework.attachment_rows import Arrival, AttachmentRow
from desktop.casework.attachments import hang, kept, spoken
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case
from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.jobs import cancel_jobs
from desktop.casework.online.rows import CheckRow, HandOver, HandOverCheck
from desktop.casework.phone.calls import lead_on
from desktop.casework.rows import Outcome
from desktop.handbook.moments import spoken_moment
from desktop.handbook.vocabulary import ITEM_TITLES, Finding, Item, Refusal

_TAKEN_BACK = "撤销转办"
_BROUGHT = ("apply", "came_from", "attach", "note")


def check(session: Session, desk: Desk, case_id: int, wanted: HandOver, now: datetime) -> HandOverCheck:
    """What the rules would say to it now: policy, right, duplicates; nothing is written and no right is touched."""
    row = load_case(session, case_id)
    draft = ApplicationDraft(
        item=Item(wanted.item), policy=row.policy.number, city=wanted.city, hospital=wanted.hospital,
        department=wanted.department, illness=wanted.illness, nodule=wanted.nodule, entrance=row.entrance,
    )  # fmt: skip
    told = registering.check(session, desk, draft)
    same = next((one for one in told.duplicates if one.same_item), None)
    refusals = tuple(dict.fromkeys(finding.sentence for finding in told.findings))
    return HandOverCheck(
        tuple(_lines(told, Item(wanted.item), now)), refusals, tuple(_ahead(told)), _reserved(told, Item(wanted.item)),
        same.case_id if same else 0,
    )  # fmt: skip


def _lines(told: ApplicationCheck, item: Item, now: datetime) -> Iterator[CheckRow]:
    rules = {finding.rule for finding in told.findings}
    yield CheckRow("本人是被保险人", "不符" if "G-02" in rules else "已核对", "G-02" not in rules)
    if told.policy is not None:
        ok = "G-04" not in rules and told.policy.start <= now.date() <= told.policy.end
        yield CheckRow("保单有效", f"至 {told.policy.end}" if ok else told.policy.status, ok)
    right = next((tile for tile in told.quotas if tile.name == item.value), None)
    if item.limited and right is not None:
        yield CheckRow(f"{ITEM_TITLES[item]}权益", f"剩 {right.left} 次，共 {right.total} 次", right.left > 0)
        same = next((one for one in told.duplicates if one.same_item), None)
        yield CheckRow(f"没有在办的{ITEM_TITLES[item]}", same.number if same else "无重复", same is None)
    if "GC-13" in rules:
        yield CheckRow("已有住院证", "还没有", False)


def _ahead(told: ApplicationCheck) -> Iterator[tuple[str, str]]:
    for clock in told.clocks[:2]:
        yield clock.title, f"{spoken_moment(clock.due)} 前" if clock.due is not None else clock.words


def _reserved(told: ApplicationCheck, item: Item) -> str:
    return f"预留{ITEM_TITLES[item]}权益 1 次" if item.limited and not told.findings else ""


def turn(desk: Desk, case_id: int, entry: Entry, wanted: HandOver, words: Sequence[str]) -> Outcome:
    """Open the other service out of the conversation; its files and words go along, both timelines name the other.

    Refused as any application is (G-02 to G-08, D-03); then nothing is written.
    """

    def bring(session: Session, opened: int) -> None:
        carry(session, desk, (case_id, opened), entry.person, wanted.files, words)

    wish = {"city": wanted.city, "hospital": wanted.hospital, "department": wanted.department}
    given = {name: word for name, word in wish.items() if word}
    application = Application(Item(wanted.item), wish=given, nodule=wanted.nodule, illness=wanted.illness)
    return lead_on(desk, case_id, entry, application, wanted.reason, bring)


def carry(
    session: Session, desk: Desk, cases: tuple[int, int], person: str, files: Sequence[int], words: Sequence[str]
) -> None:  # fmt: skip
    """Hang files of the first case on the second as well, and keep what was said there as a note."""
    source, target = cases
    rows = [row for row in kept(session, source) if row.id in set(files)]
    under_way = begin(session, desk, target, Entry(person))
    if rows:
        write(under_way, "attach", {"files": spoken([_arrival(row) for row in rows]), "count": len(rows)})
        hang(under_way, [_arrival(row) for row in rows])
    if words:
        write(under_way, "note", {"text": f"会话记录 {len(words)} 条\n" + "\n".join(words)})
    if under_way.records:
        finish(under_way, under_way.records[-1].verb)


def _arrival(row: AttachmentRow) -> Arrival:
    return Arrival(**{name: getattr(row, name) for name in Arrival.__dataclass_fields__})


def _cancel(other: Act) -> None:
    given = {"by": "provider", "reason": _TAKEN_BACK}
    warned = ask(other, "cancel", given)
    write(other, "cancel", given, warned)
    cancel_jobs(other)
    finish(other, "cancel", warned)


def take_back(desk: Desk, case_id: int, entry: Entry, *, record: int) -> Outcome:
    """Take a hand-over back: the case it opened is cancelled and gives its right back, the link is voided.

    Refused once anybody has gone on with that case, and when it can no longer be cancelled (GC-14).
    """

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        origin = begin(session, desk, case_id, entry)
        link = next((one for one in origin.row.records if one.seq == record and one.verb == "turn_into"), None)
        if link is None or record in origin.case.facts.voided:
            raise BadInput("这次转办已经撤销")
        other = begin(session, desk, link.details["to_id"], Entry(entry.person))
        later = next((one for one in other.row.records if one.verb not in _BROUGHT), None)
        if later is not None:
            why = f"{other.row.number} 已由{later.person}在办，不能撤销；可以取消那一件"
            raise Refused(Refusal((Finding("D-09", why),)))
        _cancel(other)
        slip = {"record": record, "reason": _TAKEN_BACK}
        write(origin, "void", slip, ask(origin, "void", slip))
        origin.changed.add(other.row.id)
        return finish(origin, "void")

    return attempt(desk, work)
