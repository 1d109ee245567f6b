"""Attendance as a screen records it: with its true time, never before its day or ahead of now (GC-10, GC-11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop.casework import green_channel, visits
from desktop.casework.acting import Act, BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.moments import spoken_moment

When = datetime | None


def serve(
    desk: Desk, case_id: int, entry: Entry, *, from_: datetime, to: datetime, admission_ordered: bool = False,
    cut_short: str = "",
) -> Outcome:  # fmt: skip
    """The outpatient visit is over; BadInput while it is not, or before its day (GC-10)."""
    if to > desk.clock():
        raise BadInput(f"就诊的结束时间 {spoken_moment(to)} 还没到，看完再登记")
    return green_channel.serve(
        desk, case_id, entry, from_=from_, to=to, admission_ordered=admission_ordered, cut_short=cut_short,
        look=_on_its_day("就诊", "改期"),
    )  # fmt: skip


def admit(
    desk: Desk, case_id: int, entry: Entry, *, from_: When = None, to: When = None, cut_short: str = ""
) -> Outcome:
    """The customer was admitted; BadInput before the day that was arranged (GC-11)."""
    look = _on_its_day("入院", "改期")
    return green_channel.admit(desk, case_id, entry, from_=from_, to=to, cut_short=cut_short, look=look)


def discharge(
    desk: Desk, case_id: int, entry: Entry, *, from_: When = None, to: When = None, cut_short: str = ""
) -> Outcome:
    """The customer was discharged, after the admission and not before the day that was told of (GC-11)."""

    def look(under_way: Act) -> None:
        admitted = under_way.case.facts.admitted_at
        if admitted is not None and under_way.happened <= admitted:
            raise BadInput(f"出院时间须晚于入院时间 {spoken_moment(admitted)}")
        _check_day(under_way, under_way.case.facts.leaves_at, "出院", "接到出院通知")

    return green_channel.discharge(desk, case_id, entry, from_=from_, to=to, cut_short=cut_short, look=look)


def visit_done(
    desk: Desk, case_id: int, entry: Entry, *, from_: When = None, to: When = None, cut_short: str = ""
) -> Outcome:
    """The hospital visit was made; BadInput before the day that was planned (GC-07)."""
    look = _on_its_day("探视", "安排探视")
    return visits.visit_done(desk, case_id, entry, from_=from_, to=to, cut_short=cut_short, look=look)


def no_show(
    desk: Desk, case_id: int, entry: Entry, *, reason: str = "", from_: When = None, to: When = None
) -> Outcome:
    """The customer did not come; BadInput before the day of the visit (D-10)."""
    look = _on_its_day("就诊", "改期")
    return green_channel.no_show(desk, case_id, entry, reason=reason, from_=from_, to=to, look=look)


def _on_its_day(what: str, verb: str) -> Callable[[Act], None]:
    def look(under_way: Act) -> None:
        _check_day(under_way, under_way.case.facts.visit_at, what, verb)

    return look


def _check_day(under_way: Act, planned: When, what: str, verb: str) -> None:
    if planned is not None and under_way.happened.date() < planned.date():
        raise BadInput(f"{what}安排在 {spoken_moment(planned)}，那天还没到；时间改了请先登记「{verb}」")
