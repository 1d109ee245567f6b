"""Which texts suit a case now, best first: one table of what each is about, and of the step it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop.handbook import path, progress
from desktop.handbook.before_visit import too_early
from desktop.handbook.facts import Facts
from desktop.handbook.nodule_materials import lacking
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import BOOKABLE, Item
from desktop.models.tables import Record

Reason = Callable[[Situation, Sequence[Record]], str]
BOOKED = ("book", "rebook")
_GRIEVANCE = "投诉"


class Occasion(NamedTuple):
    """What a text is for: its template, the verbs of the step it answers, and why it suits a case ("" when not).

    Without verbs there is no such step: the text may go again once the last one is settled.
    """

    template: str
    verbs: tuple[str, ...]
    suits: Reason


def _ahead(facts: Facts) -> bool:
    return facts.visit_at is not None and facts.over_at is None and facts.attended_at is None


def _untold(case: Situation, _records: Sequence[Record]) -> str:
    return untold(case.facts)


def untold(facts: Facts) -> str:
    """Why the customer must still be told who comes (GC-08): after the notice, for whoever comes now; "" when told."""
    if not _ahead(facts) or facts.notified_at is None or not facts.escort or facts.escort_told:
        return ""
    return f"已改派{facts.escort}，客户还不知道" if facts.told_escort else f"已派{facts.escort}，客户还不知道"


def _lost(case: Situation, _records: Sequence[Record]) -> str:
    missed = len(case.facts.missed_calls)
    return f"{missed} 次未接" if case.facts.lost_at is not None and case.facts.over_at is None else ""


def _material(case: Situation, _records: Sequence[Record]) -> str:
    return "审核要补材料" if case.facts.asked_material and case.facts.over_at is None else ""


def _notice(case: Situation, _records: Sequence[Record]) -> str:
    return "已预约，还没通知" if _ahead(case.facts) and case.facts.notified_at is None else ""


def _reminder(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    if not _ahead(facts) or facts.notified_at is None or facts.reminded_at is not None:
        return ""
    return "" if too_early(facts.visit_at, case.now, case.office.calendar) else "就诊前 1 个工作日"


def _refused(case: Situation, _records: Sequence[Record]) -> str:
    return "审核不符合" if case.facts.refused else ""


def _accepted(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    waits = facts.decided_at is None and not facts.asked_material and facts.reached_at is None
    return "刚申请，等首次来电" if waits and case.item in (*BOOKABLE, Item.MD, Item.ND) and facts.is_open else ""


def _address(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    waits = case.item in (Item.MD, Item.ND) and facts.reached_at is not None and not facts.received
    return "等客户寄材料" if waits and facts.over_at is None else ""


def _lacking(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    short = bool(facts.receipts) and bool(lacking(facts.item, facts.nodule, facts.received))
    return "收到的材料不齐" if short and facts.over_at is None else ""


def _received(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    return "材料已收齐" if facts.complete_at is not None and facts.issued_at is None and facts.over_at is None else ""


def _visit(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    planned = facts.visit_planned_at is not None and facts.visit_settled_at is None
    return "探视已安排" if planned and facts.over_at is None else ""


def _consultation(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    return "会诊方案已定" if facts.planned_at and facts.held_at is None and facts.over_at is None else ""


def _ready(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    return "报告已签发" if facts.issued_at and facts.posted_at is None and facts.over_at is None else ""


def _posted(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    return "报告已寄出" if facts.posted_at and facts.delivered_at is None and facts.over_at is None else ""


def _late(case: Situation, _records: Sequence[Record]) -> str:
    reading = progress.next_clock(progress.clocks_of(case), case.facts)
    late = reading is not None and reading.state == "missed" and case.facts.over_at is None
    return f"{reading.title}已超时" if late and reading is not None else ""


def _grieved(case: Situation, records: Sequence[Record]) -> str:
    said = (str(one.details.get("text") or one.details.get("reason") or "") for one in records
            if one.verb in ("call", "note") and one.seq not in case.facts.voided)  # fmt: skip
    return "记录里提到投诉" if case.facts.is_open and any(_GRIEVANCE in words for words in said) else ""


def _finished(case: Situation, _records: Sequence[Record]) -> str:
    facts = case.facts
    return "服务已完成" if facts.over_at is None and path.current_station(facts) is None else ""


OCCASIONS: Mapping[str, Occasion] = {
    "escort_changed": Occasion("ESCORT_CHG", (*BOOKED, "assign_escort"), _untold),
    "lost_contact": Occasion("LOST_CONTACT", ("call",), _lost),
    "material_wanted": Occasion("MAT_REQ", ("review",), _material),
    "notice": Occasion("OP_BOOKED", BOOKED, _notice),
    "reminder": Occasion("T1_REMIND", BOOKED, _reminder),
    "refused": Occasion("ELIG_NO", ("review",), _refused),
    "material_lacking": Occasion("MAT_LACK", ("receive_materials",), _lacking),
    "material_received": Occasion("MAT_RECV", ("receive_materials",), _received),
    "mail_address": Occasion("MAT_ADDR", (), _address),
    "visit_planned": Occasion("VISIT_SVC", ("plan_visit", "assign_escort"), _visit),
    "consultation": Occasion("MDT_BOOKED", ("plan_mdt",), _consultation),
    "report_posted": Occasion("RPT_MAILED", ("post_report",), _posted),
    "report_ready": Occasion("RPT_READY", ("issue_report",), _ready),
    "accepted": Occasion("GT_ACCEPT", ("apply",), _accepted),
    "finished": Occasion("CLOSE", ("apply", "reopen"), _finished),
    "survey": Occasion("SURVEY", ("apply", "reopen"), _finished),
    "delay": Occasion("DELAY", (), _late),
    "complaint": Occasion("COMPLAINT", (), _grieved),
    "courtesy": Occasion("EVE_REMIND", BOOKED, lambda _case, _records: ""),
}
"""Every text by its purpose, the most urgent first; the eve's reminder is planned on the board alone (GC-09)."""


_OF_ADMISSIONS = {"notice": "IP_BOOKED", "reminder": "IP_REMIND", "courtesy": "IP_EVE_REMIND"}


def template_of(facts: Facts, purpose: str) -> str:
    """The template's code: without an escort yet the text says that the escort follows (GC-08)."""
    code = OCCASIONS[purpose].template
    if purpose == "escort_changed":
        return code if facts.told_escort else "ESCORT_SET"
    if facts.item is Item.INPATIENT:
        code = _OF_ADMISSIONS.get(purpose, code)
    return code if facts.escort or purpose not in ("notice", "reminder") else f"{code}_LATER"


def suiting(case: Situation, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """(purpose, why) of every text that suits the case now, the most urgent first."""
    for purpose, occasion in OCCASIONS.items():
        why = occasion.suits(case, records)
        if why:
            yield purpose, why


def occasion_of(purpose: str, records: Sequence[Record], voided: frozenset[int]) -> int | None:
    """The number of the record a text of this purpose answers now; None when there is none, or it answers no step.

    For a customer out of reach it is the first unanswered call since they were reached or asked to call back.
    """
    kept = [one for one in records if one.seq not in voided]
    if purpose == "lost_contact":
        return _first_missed(kept)
    return max((one.seq for one in kept if one.verb in OCCASIONS[purpose].verbs), default=None)


def _first_missed(kept: Sequence[Record]) -> int | None:
    first: int | None = None
    for one in sorted(kept, key=lambda one: one.seq):
        outcome = one.details.get("outcome") if one.verb == "call" else ""
        if outcome == "no_answer":
            first = first or one.seq
        elif outcome in ("reached", "later") or one.verb == "escort_call" or _asks_back(one):
            first = None
    return first


def _asks_back(one: Record) -> bool:
    return one.verb == "send_text" and one.details.get("about") == "lost_contact"
