"""What the people's page says: a colleague, a case on its way, and what a hand-over would do, each as a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.casework.people.rows import Away, Colleague, HandOver, Passed, Passing
from desktop.casework.rows import Done
from desktop.handbook.moments import spoken_day, spoken_moment
from desktop.ui.import_tables import Heading

ROLES = {"manager": "健康管家", "supervisor": "主管", "coordinator": "陪诊调度"}
PEOPLE_HEADINGS = (Heading("同事", 90), Heading("岗位", 84), Heading("在办", 60), Heading("不在", 0))
CASE_HEADINGS = (
    Heading("案号", 124), Heading("客户", 60), Heading("项目", 180), Heading("到期", 140), Heading("转给", 72),
    Heading("说明", 0),
)  # fmt: skip


def away_words(away: Away, today: date) -> str:
    """`至 3月4日 周三 休假`, or from when on."""
    first = "" if away.start <= today else f"{spoken_day(away.start)} "
    return f"{first}至 {spoken_day(away.end)} {away.reason}".strip()


def colleague_line(one: Colleague, today: date) -> tuple[str, ...]:
    """A colleague as a line."""
    away = "；".join(away_words(absence, today) for absence in one.absences)
    return one.name, ROLES.get(one.role, one.role), str(one.open_cases), away


def passing_line(one: Passing) -> tuple[str, ...]:
    """A case of a hand-over as a line: to whom and why, or why it stays."""
    due = spoken_moment(one.due) if one.due else ""
    to, words = ("", f"不转：{one.refused}") if one.refused else (one.to, one.why)
    return one.number, one.customer, f"{one.item} {one.stage}", due, to, words


def plan_words(plan: HandOver) -> str:
    """How many cases would go, and how many stay."""
    going, staying = len(plan.possible), len(plan.passings) - len(plan.possible)
    return f"可转 {going} 件" + (f"，不能转 {staying} 件" if staying else "")


def passed_words(passed: Sequence[Passed]) -> str:
    """What became of a hand-over."""
    gone = sum(isinstance(one.outcome, Done) for one in passed)
    stayed = [f"{one.passing.number}：{one.outcome.sentence}" for one in passed if not isinstance(one.outcome, Done)]
    return f"已转交 {gone} 件" + (f"；没有转交 {len(stayed)} 件：{'；'.join(stayed)}" if stayed else "")
