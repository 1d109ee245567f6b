"""Prints what judging one open case of 20 records costs: facts, clocks, next clock, holder and right."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.casework.plans import HANDBOOK_PLAN
from desktop.handbook import progress
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.fold import fold
from desktop.handbook.situation import Office, Situation
from desktop.handbook.vocabulary import Item, PolicyTerms, Record
from desktop.handbook.workdays import SHANGHAI

CALENDAR = load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars")
HOURS = DeskHours()
NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
OFFICE = Office(CALENDAR, HOURS)
POLICY = PolicyTerms("P1", date(2026, 1, 1), date(2026, 12, 31))
KEY = bytes(range(32))
ILLNESS = {"name": "乳腺浸润性癌", "icd10": "C50.9", "icdo3": 3, "pathology": True}
ESCORT = {"escort": "何敏", "from": "2026-09-25 08:30", "to": "2026-09-25 11:00"}
TIMELINE: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("apply", 0, {"item": "GC.outpatient", "wish": {"city": "上海", "hospital": "华山医院"}}), ("take", 5, {}),
    ("call", 10, {"outcome": "no_answer"}), ("call", 40, {"outcome": "reached"}),
    ("review", 60, {"outcome": "more_material", "missing": ["病理报告"]}), ("note", 80, {"text": "客户下午补件"}),
    ("review", 300, {"outcome": "confirmed", "illness": ILLNESS}),
    ("triage", 1500, {"advised": "乳腺外科", "decided": "乳腺外科", "flagged": False}),
    ("settle", 1560, {"hospital": "华山医院", "department": "乳腺外科"}), ("call", 1600, {"outcome": "reached"}),
    ("note", 1700, {"text": "客户希望上午"}), ("book", 2900, {"visit_at": "2026-09-24 09:00", "title": "主任医师"}),
    ("assign_escort", 2960, ESCORT), ("notify", 3000, {"by": "sms"}), ("note", 4300, {"text": "医院来电"}),
    ("rebook", 5800, {"visit_at": "2026-09-25 09:00", "cause": "hospital"}), ("assign_escort", 5860, ESCORT),
    ("notify", 5900, {"by": "sms"}), ("note", 7300, {"text": "客户已知"}), ("call", 8700, {"outcome": "reached"}),
)  # fmt: skip


def timeline() -> list[Record]:
    """An outpatient booking of 20 records that waits for its reminder."""
    start = NOW - timedelta(days=7)
    moments = (start + timedelta(minutes=minutes) for _, minutes, _ in TIMELINE)
    return [
        Record(seq, verb, when, when, "林悦", details)
        for seq, ((verb, _, details), when) in enumerate(zip(TIMELINE, moments, strict=True), 1)
    ]


def judge(records: list[Record]) -> tuple[object, ...]:
    """Everything a queue row needs of a case: facts, clocks, the next clock, holder and right."""
    facts = fold(Item.OUTPATIENT, records, CALENDAR)
    readings = progress.clocks_of(Situation(facts, HANDBOOK_PLAN, POLICY, OFFICE, NOW))
    return progress.next_clock(readings, facts), progress.holder(facts), progress.right(facts)


def microseconds(call: Callable[[], object], number: int) -> float:
    """The best of five, per call."""
    return min(timeit.repeat(call, number=number, repeat=5)) / number * 1e6


def print_rules() -> None:
    """The pure rules alone."""
    records = timeline()
    facts = fold(Item.OUTPATIENT, records, CALENDAR)
    case = Situation(facts, HANDBOOK_PLAN, POLICY, OFFICE, NOW)
    print(f"{'case of 20 records, judged':34}{microseconds(lambda: judge(records), 2_000):12.1f} µs")
    print(f"{'  of it: facts':34}{microseconds(lambda: fold(Item.OUTPATIENT, records, CALENDAR), 5_000):12.1f} µs")
    print(f"{'  of it: clocks':34}{microseconds(lambda: progress.clocks_of(case), 5_000):12.1f} µs")


def main() -> None:
    """Print the three figures."""
    print_rules()


if __name__ == "__main__":
    main()
