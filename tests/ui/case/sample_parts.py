"""The parts invented cases are made of: clocks, records, steps, stages, rights and facts, one line each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.casework.rows import ChecklistItem, Fact, FactGroup, QuotaTile, Stage, Step, TimelineEntry
from desktop.handbook.vocabulary import ClockReading, Finding, Kind, Refusal, Unit
from tests.ui.sample_desk import NOW

HOSPITAL = "复旦大学附属肿瘤医院"
LOCKS = "发出即锁定：门诊权益记为已用，客户不能再取消或更改。三（七）6，10 秒内可撤回。"

_PATH = ("审核", "分诊", "定院", "预约", "时间通知", "提醒", "来电", "就诊", "结案")
_CHECKLIST = {
    "reviewed": "审核",
    "triaged": "分诊",
    "booked": "预约",
    "notified": "时间通知",
    "reminded": "提醒",
    "escort_called": "来电",
    "served": "就诊",
}
_STEPS = {
    "notify": ("发就诊时间通知", "R", "send"),
    "remind": ("发就诊提醒", "R", "bell"),
    "escort_call": ("陪诊致电客户", "R", "pencil"),
    "assign_escort": ("派陪诊", "E", "user-check"),
    "call": ("记电话", "C", "phone"),
    "note": ("备注", "Q", "pencil"),
    "rebook": ("改期", "B", "calendar-days"),
    "serve": ("登记就诊", "", "pencil"),
    "no_show": ("客户未到", "", "pencil"),
    "take": ("接单", "A", "pencil"),
    "hand_over": ("转派", "T", "pencil"),
    "exempt": ("时限豁免", "", "pencil"),
    "cancel": ("取消案件", "", "pencil"),
    "close": ("结案", "", "pencil"),
    "void": ("作废记录", "", "pencil"),
    "plan_mdt": ("制定会诊方案", "", "pencil"),
}
_CLOCKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "review": ("审核", "target", {"rule": "GC-02"}),
    "outpatient": ("预约", "promise", {}),
    "notice": ("时间通知", "target", {"unit": Unit.HOURS, "rule": "GC-08", "step": "发就诊时间通知"}),
    "reminder": ("就诊提醒", "promise", {"rule": "GC-09", "step": "发就诊提醒"}),
    "escort_call": ("陪诊来电", "promise", {"rule": "GC-09", "step": "陪诊致电客户"}),
    "outpatient_visit": ("就诊", "watched", {"step": "登记就诊"}),
}
"""The clocks of an outpatient booking: title, kind, and what else a reading says while it runs."""


def at(words: str) -> datetime:
    """A moment of 2026 as `9-23 14:20`."""
    day, _, clock = words.partition(" ")
    month, number = map(int, day.split("-"))
    hour, minute = map(int, (clock or "00:00").split(":"))
    return NOW.replace(month=month, day=number, hour=hour, minute=minute)


def reading(
    name: str,
    title: str,
    kind: str,
    state: str,
    started: str = "",
    due: str = "",
    ended: str = "",
    unit: Unit = Unit.DAYS,
    rule: str = "GC-05",
    step: str = "",
    note: str = "",
) -> ClockReading:
    """A clock with moments written as `9-23 14:20`."""
    moments = [at(words) if words else None for words in (started, due, ended)]
    return ClockReading(name, title, Kind(kind), unit, state, *moments, False, note, rule, step)


def booking_clocks(**spans: str) -> tuple[ClockReading, ...]:
    """The readings of an outpatient booking, each as `state, started, due[, ended]`; only a running one has a step."""
    made = []
    for name, span in spans.items():
        title, kind, more = _CLOCKS[name]
        state, *moments = span.split(", ")
        step = more.get("step", "") if state == "running" else ""
        note = "就诊前 1 个工作日" if state == "waiting" else ""
        made.append(reading(f"gc.{name}", title, kind, state, *moments, **{**more, "step": step, "note": note}))
    return tuple(made)


def entry(seq: int, when: str, verb: str, title: str, detail: str = "", **more: Any) -> TimelineEntry:
    """A record of the timeline; more: person, rules, voided, locking, entered."""
    happened = at(when)
    entered = at(more["entered"]) if "entered" in more else happened
    return TimelineEntry(
        seq,
        happened,
        entered,
        verb,
        title,
        detail,
        more.get("person", "林悦"),
        more.get("rules", ()),
        more.get("voided", False),
        more.get("locking", False),
        more.get("supervised", more.get("locking", False)),
    )


def step(verb: str, title: str, key: str = "", icon: str = "pencil", **more: Any) -> Step:
    """A step; more: primary, irreversible, findings."""
    return Step(
        verb, title, key, icon, more.get("primary", False), more.get("irreversible", ""), more.get("findings", ())
    )


def steps(*verbs: str, warning: str = "", **refusals: Finding) -> tuple[Step, ...]:
    """The steps of these verbs, the first as the usual next one with its warning; `refusals` by verb."""
    made = []
    for place, verb in enumerate(verbs):
        findings = (refusals[verb],) if verb in refusals else ()
        consequence = "" if place else warning
        made.append(step(verb, *_STEPS[verb], primary=not place, irreversible=consequence, findings=findings))
    return tuple(made)


def stages(*done: str, now: str) -> tuple[Stage, ...]:
    """The path of an outpatient booking: moments of what is done, then the stage that is on with its caption."""
    ended = [Stage(title, "done", at(when), "") for title, when in zip(_PATH, done, strict=False)]
    current, *ahead = _PATH[len(done) :]
    captions = {"结案": f"清单 {len(done) - 1}/{len(_CHECKLIST)}"}
    rest = [Stage(title, "ahead", None, captions.get(title, "")) for title in ahead]
    return (*ended, Stage(current, "now", None, now), *rest)


def checklist(done: int) -> tuple[ChecklistItem, ...]:
    """The seven items of an outpatient booking, the first `done` of them ticked."""
    return tuple(ChecklistItem(name, title, place < done) for place, (name, title) in enumerate(_CHECKLIST.items()))


def rights(own: str = "", used: bool = False) -> tuple[QuotaTile, ...]:
    """The five rights; the own one is reserved, or used."""
    rows = (("GC.outpatient", "门诊"), ("GC.inpatient", "住院"), ("GC.visit", "探视"), ("MD", "会诊"), ("ND", "解结"))
    made = []
    for name, title in rows:
        mine = name == own
        note = ("本案已用" if used else "本案预留") if mine else "JJ-260312-004" if name == "ND" else "未用"
        spent = 1 if name == "ND" or (mine and used) else 0
        kept = 1 if mine and not used else 0
        made.append(QuotaTile(name, title, 1, spent, kept, 1 - spent - kept, note, mine))
    return tuple(made)


def visit(when: str, nth: str, department: str, place: str, *more: Fact, locked: bool = False) -> FactGroup:
    """The facts of a booked visit; `locked` when its notice has gone out."""
    facts = (
        Fact("就诊", when, f"第 {nth} 个工作日", locked),
        Fact("医院", HOSPITAL, "", locked),
        Fact("科室", department, "", locked),
        Fact("号源", f"主任医师·{place}", "医生不可指定", locked),
    )
    return FactGroup("就诊", "通知已发，锁定" if locked else "", (*facts, *more))


def told(code: str, department: str, request_no: str, remark: str) -> tuple[FactGroup, FactGroup]:
    """What the customer has and wants: the illness by its code, and the application."""
    wish = Fact("意愿", f"上海 {HOSPITAL} {department}")
    application = (wish, Fact("入口", "微信"), Fact("申请号", request_no), Fact("备注", remark))
    illness = (Fact("诊断", f"恶性肿瘤——重度 {code}"), Fact("审核", "确诊"))
    return FactGroup("病情", "", illness), FactGroup("申请", "", application)


def refused(*rules: tuple[str, str]) -> Refusal:
    """A refusal by these (rule, sentence) pairs."""
    return Refusal(tuple(Finding(*pair) for pair in rules))
