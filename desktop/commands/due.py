"""`caredesk due CLOCK --from "2026-09-28 16:20"`: when a clock would be due, and why, day by day."""

from __future__ import annotations

import argparse
import json
from datetime import datetime, time, timedelta
from typing import Any

from desktop.app import work_calendar
from desktop.commands.failing import UsageFault
from desktop.handbook.daytrace import Trace, explain, explain_hours, explain_minutes, explain_previous
from desktop.handbook.moments import parse_moment, spoken_moment, write_moment
from desktop.handbook.rulebook import CLOCKS, RULES
from desktop.handbook.vocabulary import Clock, Unit
from desktop.settings import read_settings

_CLOCKS = {clock.name: (rule, clock) for clocks in CLOCKS.values() for rule, clock in clocks}
_KINDS = {"promise": "承诺", "target": "内部目标", "watched": "关注"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The clock's name and its start."""
    parser.add_argument("clock", help=f"时限名称：{' '.join(_CLOCKS)}")
    parser.add_argument("--from", dest="start", required=True, help='起算时间 "2026-09-28 16:20"；提醒类写就诊时间')
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Print due time, trace, rule and whether the date is provisional."""
    if args.clock not in _CLOCKS:
        raise UsageFault(f"没有时限「{args.clock}」，可用：{' '.join(_CLOCKS)}")
    rule, clock = _CLOCKS[args.clock]
    start = read_moment(args.start)
    trace = _trace(clock, start)
    print(json.dumps(_answer(rule, clock, start, trace), ensure_ascii=False) if args.json
          else _told(rule, clock, trace))  # fmt: skip
    return 0


def read_moment(text: str) -> datetime:
    """A moment typed on the command line; UsageFault when it is not one."""
    try:
        return parse_moment(text)
    except ValueError:
        raise UsageFault(f'时间「{text}」应写成 "2026-09-28 16:20"') from None


def _trace(clock: Clock, start: datetime) -> Trace:
    calendar, hours = work_calendar(), read_settings().hours
    if clock.before_visit:
        return explain_previous(start.date(), calendar, hours, by=_until(clock))
    if clock.unit is Unit.HOURS:
        return explain_hours(start, timedelta(hours=clock.limit), calendar, hours)
    if clock.unit is Unit.MINUTES:
        return explain_minutes(start, timedelta(minutes=clock.limit), calendar)
    return explain(start, clock.limit, calendar, hours)


def _until(clock: Clock) -> time | None:
    return time.fromisoformat(clock.until) if clock.until else None


def _answer(rule: str, clock: Clock, start: datetime, trace: Trace) -> dict[str, Any]:
    days = [
        {"date": day.date.isoformat(), "counted": day.counted, "kind": day.kind.value, "name": day.name,
         "provisional": day.provisional, "role": day.role.value}
        for day in trace.days
    ]  # fmt: skip
    return {
        "clock": clock.name, "title": clock.title, "kind": clock.kind.value, "from": write_moment(start),
        "due": write_moment(trace.due), "provisional": trace.provisional, "rule": rule,
        "section": RULES[rule].section, "trace": trace.sentence(), "days": days,
    }  # fmt: skip


def _told(rule: str, clock: Clock, trace: Trace) -> str:
    mark = "（预估：所涉年份的放假安排尚未公布）" if trace.provisional else ""
    return "\n".join((
        f"{clock.title}（{_KINDS[clock.kind.value]}）：{trace.due.year}年{spoken_moment(trace.due)} 前{mark}",
        f"经过：{trace.sentence()}", f"依据：手册 {RULES[rule].section} · 规则 {rule} {RULES[rule].title}",
    ))  # fmt: skip
