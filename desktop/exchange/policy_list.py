"""Imports a carrier's list of policies: checked row by row, previewed with the open cases it touches (G-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from desktop.casework.desk import Desk
from desktop.casework.plans import HOUSE_CARRIER
from desktop.casework.policy_changes import STATES, PolicyLine, PolicyNews, take_policies
from desktop.exchange.cells import Row
from desktop.exchange.headings import COLUMNS as CARRIER_COLUMNS
from desktop.exchange.headings import Column, Headings, heading_key
from desktop.exchange.import_report import joined
from desktop.exchange.named_list import Found, find_list, read_rows
from desktop.exchange.reading import Sheet
from desktop.exchange.row_reader import Problem, RowReader
from desktop.exchange.words import word
from desktop.handbook.identity import check_policy_number

_CARRIERS = {column.field: column.aliases for column in CARRIER_COLUMNS}
COLUMNS: tuple[Column, ...] = (
    Column("number", "保单号", _CARRIERS["policy_no"], required=True),
    Column("plan", "计划", _CARRIERS["plan"]),
    Column("start", "保单生效日", _CARRIERS["policy_start"]),
    Column("end", "保单到期日", _CARRIERS["policy_end"]),
    Column("status", "保单状态", ("状态", "合同状态", "保单效力", "效力状态"), required=True),
    Column("changed_on", "变更日期", ("变更日", "状态变更日期", "状态日期", "效力变更日期", "变更时间")),
)
_APPLICATIONS = {
    heading_key(name) for column in CARRIER_COLUMNS if column.field in ("request_no", "applied_at", "service")
    for name in (column.title, *column.aliases)
}  # fmt: skip
_STATES: Mapping[str, str] = {
    word(alias): state
    for state, aliases in {
        "in_force": "有效 生效 在保 承保有效 复效 in_force", "lapsed": "失效 中止 效力中止 停效 lapsed",
        "terminated": "终止 退保 解约 满期 理赔终止 已终止 terminated",
    }.items()
    for alias in aliases.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """What became of a list of policies: `problems` keep their rows out, `warnings` do not."""

    name: str
    news: PolicyNews
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()

    name_heading: ClassVar[str] = "保单号"
    touched_heading: ClassVar[str] = "案号"

    @property
    def counts(self) -> str:
        """What became of the rows, in one line."""
        news, would = self.news, "" if self.news.saved else "将"
        known = f"没有变化 {news.unchanged} 张，不在本台 {news.unknown} 张"
        return (f"{would}更新 {news.updated} 张，{known}，涉及在办案件 {len(news.touched)} 件，"
                f"未通过 {self.refused} 行")  # fmt: skip

    @property
    def advice(self) -> str:
        """What else happened, and what to do now."""
        told = "已写上各案件的时间线" if self.news.saved else "列在下面"
        warned = sum(bool(one.warning) for one in self.news.touched)
        parts = (
            f"{warned} 件在办案件不再受保单保障，{told}" if warned else "",
            f"{len(self.news.stale)} 行早于已登记的变更，未采用" if self.news.stale else "",
            "改好没有通过的行再导入一次" if self.problems else "再次导入不会重复",
        )
        return "；".join(part for part in parts if part)

    @property
    def refused(self) -> int:
        """Faulty rows."""
        return len({problem.row for problem in self.problems})

    def errors(self) -> list[Problem]:
        """One entry per faulty row, the policy's number where other lists have the request number."""
        return [joined(list(found)) for _, found in groupby(self.problems, key=lambda problem: problem.row)]

    def as_json(self) -> dict[str, Any]:
        """Counts, one entry per faulty row and per open case, as plain JSON."""
        news = self.news._asdict()
        told = {name: news[name] for name in ("updated", "unchanged", "unknown", "saved")}
        return {
            **told, "stale": list(self.news.stale), "refused": self.refused,
            "rows": [problem._asdict() for problem in self.errors()],
            "touched": [one._asdict() for one in self.news.touched], "ignored_columns": list(self.ignored),
        }  # fmt: skip


def is_policy_list(sheets: Sequence[Sheet]) -> bool:
    """Whether a file that was read is a list of policies: numbers and states, and nothing applied for."""
    return _find(sheets) is not None


def _find(sheets: Sequence[Sheet]) -> Found | None:
    return find_list(sheets, COLUMNS, {"number", "status"}, _APPLICATIONS)


def import_policies(
    desk: Desk, name: str, sheets: Sequence[Sheet], *, person: str, carrier: str = HOUSE_CARRIER, dry_run: bool = False
) -> PolicyReport:
    """Import a list that was read; raises ListUnreadable for one that is none, DeskError for the environment."""
    found = read_rows(name, _find(sheets), COLUMNS, "保单清单")
    headings = found.headings
    lines, problems = _check(found.numbered, headings)
    news = take_policies(desk, lines, person, carrier, dry_run=dry_run)
    numbers = {line.row: line.number for line in lines}
    wrong = (Problem(row, headings.title(field), "", said, numbers[row]) for row, field, said in news.wrong)
    told = sorted((*problems, *wrong), key=lambda problem: problem.row)
    return PolicyReport(name, news, tuple(told), (), found.strange)


def _check(numbered: Iterable[tuple[int, Row]], headings: Headings) -> tuple[list[PolicyLine], list[Problem]]:
    lines: list[PolicyLine] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, cells in numbered:
        reader = RowReader(number, cells, headings)
        line = _line(reader, seen)
        problems += reader.problems
        if not reader.problems:
            lines.append(line)
    return lines, problems


def _line(reader: RowReader, seen: dict[str, int]) -> PolicyLine:
    number = _number(reader, seen)
    state = reader.choice("status", _STATES, reader.needed("status"), "、".join(STATES.values()), "G-04")
    start, end, changed_on = (_day(reader, field) for field in ("start", "end", "changed_on"))
    return PolicyLine(reader.number, number, state, reader.text("plan") or None, start, end, changed_on)


def _day(reader: RowReader, field: str) -> date | None:
    """The day, None where the list says nothing."""
    return reader.day(field) if reader.cell(field) not in (None, "") else None


def _number(reader: RowReader, seen: dict[str, int]) -> str:
    text = reader.digits("number")
    number = check_policy_number(text) if text else ""
    if number is None:
        reader.complain("number", "保单号应为 8 至 32 位字母和数字，请核对")
        return ""
    reader.request_no = number
    first = seen.setdefault(number, reader.number) if number else reader.number
    if first != reader.number:
        reader.complain("number", f"与第 {first} 行是同一张保单，请只留一行")
    return number
