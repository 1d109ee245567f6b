"""What the desk says about a half-filled form: the promised day, what the rules would warn of or refuse; no writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.directory import same_spelling
from desktop.casework.dossier import load_case, situation
from desktop.casework.green_rows import Advice
from desktop.handbook import departments, progress
from desktop.handbook.clocks import booking_due, visit_window
from desktop.handbook.moments import closing_day, day_start, spoken_day, spoken_moment
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Item
from desktop.handbook.workdays import DayKind

Values = Mapping[str, Any]
OK, WARN, REFUSE = "ok", "warn", "refuse"
EARLIEST, LATEST = time(7), time(20)
NEEDED: Mapping[str, tuple[str, ...]] = {
    "book": ("visit_at",), "rebook": ("visit_at", "cause"), "plan_visit": ("visit_at",), "triage": ("advised",),
    "certificate": ("issued_on",), "discharge": (), "settle": ("hospital",),
}  # fmt: skip
_DEFAULTS: Mapping[str, Values] = {
    "book": {"title": "", "hospital": "", "department": ""}, "rebook": {}, "plan_visit": {"reason": ""},
    "triage": {"decided": ""}, "certificate": {"hospital": ""},
    "discharge": {}, "settle": {},
}  # fmt: skip


def advise(session: Session, desk: Desk, verb: str, case_id: int, person: str, values: Values) -> tuple[Advice, ...]:
    """The lines for what is filled in so far; empty while too little is, and for verbs that need no advice."""
    if any(values.get(name) in (None, "") for name in NEEDED.get(verb, ("",))):
        return ()
    now = desk.clock()
    case = situation(session, desk, load_case(session, case_id), now, person)
    given = {**_DEFAULTS[verb], **values}
    visit: datetime | None = given.get("visit_at")
    if visit is not None and visit < now and not given.get("late_reason"):
        return (Advice(REFUSE, f"{spoken_moment(visit)} 已过，请核对日期", ""),)
    if given.get("hospital"):
        bound = (case.facts.certificate_hospital, *case.ordering_hospitals, case.facts.hospital)
        given["hospital"] = same_spelling(session, given["hospital"], bound)
    counted = (*_DAYS[verb](case, given), *_unusual(case, given))
    told = {line.rule for line in counted if line.tone == WARN}
    return (*counted, *(line for line in _judged(case, verb, given) if line.tone != WARN or line.rule not in told))


def _judged(case: Situation, verb: str, given: Values) -> Iterator[Advice]:
    happened = day_start(given["issued_on"].isoformat()) if verb == "certificate" else case.now
    asked = {**given, "happened": happened, "entered": case.now, "late_reason": given.get("late_reason", "")}
    refusal = progress.refusal(case, verb, asked)
    for finding in refusal.findings if refusal else ():
        if not (finding.rule == "GC-01" and not given.get("title")):
            yield Advice(REFUSE, finding.sentence, finding.rule)
    for finding in progress.warnings(case, verb, asked):
        yield Advice(WARN, finding.sentence, finding.rule)


def _booking(case: Situation, given: Values) -> Iterator[Advice]:
    """The working day of the visit counted from the promise's start, and whether the booking itself comes late."""
    due = booking_due(case, case.now)
    if due is None:
        return
    rule = "GC-06" if case.item is Item.INPATIENT else "GC-05"
    start = case.facts.inpatient_ready_at if case.item is Item.INPATIENT else case.facts.settled_at or case.now
    visit: datetime = given["visit_at"]
    if visit < case.now:
        return
    place = case.office.calendar.between((start or case.now).date(), visit.date())
    late = visit.date() > closing_day(due)
    tone = WARN if late else OK
    yield Advice(tone, f"就诊在第 {place} 个工作日，承诺日 {spoken_day(closing_day(due))}", rule)
    if case.facts.booked_at is None and case.now > due:
        yield Advice(WARN, f"现在预约已迟于承诺 {spoken_moment(due)}", rule)


def _unusual(case: Situation, given: Values) -> Iterator[Advice]:
    """A visit on a make-up day or a holiday, or at an hour at which hospitals see nobody."""
    visit: datetime | None = given.get("visit_at")
    if visit is None:
        return
    calendar, day = case.office.calendar, visit.date()
    kind, name = calendar.kind_of(day), calendar.holiday_name(day)
    if kind is DayKind.MAKEUP:
        yield Advice(OK, f"{spoken_day(day)} 是{name}调休的补班日，按工作日计", "T-01")
    elif kind is DayKind.HOLIDAY:
        yield Advice(WARN, f"{spoken_day(day)} 是{name}假期，门诊多停诊，请与医院核实", "")
    if not EARLIEST <= visit.time() <= LATEST:
        yield Advice(WARN, f"{visit:%H:%M} 医院门诊一般不在这个时间，请核对上午还是下午", "")


def _visit(case: Situation, given: Values) -> Iterator[Advice]:
    first, last = visit_window(case)
    within = first <= given["visit_at"] <= last
    words = f"可约 {spoken_day(first.date())} 至 {spoken_moment(last)}（第 1 至 3 个工作日）"
    yield Advice(OK if within else WARN, words, "GC-07")


def _department(case: Situation, given: Values) -> Iterator[Advice]:
    """GC-03: what the illness suggests, whether or not it is what was entered."""
    names = departments.advised(case.facts.illness, case.facts.complaint)
    decided = given.get("decided") or case.facts.wish.get("department") or given["advised"]
    if names and not departments.fits(decided, names):
        yield Advice(WARN, f"{decided}与病种不合，常用 {'、'.join(names[:3])}；请与客户沟通", "GC-03")
    elif names:
        yield Advice(OK, f"与病种相合：{'、'.join(names[:3])}（{departments.SOURCE}）", "GC-03")


def _certificate(case: Situation, given: Values) -> Iterator[Advice]:
    ready = max(filter(None, (day_start(given["issued_on"].isoformat()), case.facts.settled_at)))
    if case.facts.settled_at is None:
        yield Advice(OK, "时限从住院证日期与医院科室确定中较晚的一个起算", "GC-06")
        return
    limit = case.plan.limits.get("gc.inpatient", 10)
    last = case.office.calendar.add(ready.date(), limit)
    yield Advice(OK if last >= case.today else WARN, f"承诺日 {spoken_day(last)}（{limit} 个工作日）", "GC-06")


def _settling(case: Situation, given: Values) -> Iterator[Advice]:
    """GC-13: the hospital of the certificate, or of the expert who ordered admission."""
    bound = filter(None, (case.facts.certificate_hospital, *case.ordering_hospitals))
    if given["hospital"] in bound:
        yield Advice(OK, f"与住院证或入院通知的开具医院一致：{given['hospital']}", "GC-13")


def _nothing(_case: Situation, _given: Values) -> Iterator[Advice]:
    yield from ()


_DAYS = {
    "book": _booking, "rebook": _booking, "plan_visit": _visit, "triage": _department, "certificate": _certificate,
    "discharge": _nothing, "settle": _settling,
}  # fmt: skip
ADVISED = tuple(_DAYS)
