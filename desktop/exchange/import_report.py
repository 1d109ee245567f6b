"""What an import tells: counts, every faulty row by name, and the rows that were taken with a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from desktop.casework.intake_rows import HELD, OPENED, PRESENT, RowResult
from desktop.exchange.reading import Sheet
from desktop.exchange.row_reader import Problem


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a list: `problems` refuse their rows, `warnings` do not.

    `header` is the position of the heading row in `sheet`; `saved` is false for a dry run and a list taken back;
    `fixed` is the workbook to correct, and `note` says why there is none.
    """

    name: str
    sheet: Sheet
    header: int
    rows: tuple[RowResult, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    saved: bool
    ignored: tuple[str, ...] = ()
    fixed: Path | None = None
    note: str = ""

    name_heading: ClassVar[str] = "申请编号"

    @property
    def counts(self) -> str:
        """What became of the rows, in one line."""
        return f"新登记 {self.opened} 件，已在本台 {self.present} 行，未通过 {self.refused} 行"

    @property
    def advice(self) -> str:
        """What to do now."""
        if self.note:
            return self.note
        if self.fixed:
            return f"按「修复后再导入」一列改好 {self.fixed.name}，再拖进来；已登记的行不会重复"
        return "全部登记，再次导入不会重复"

    @property
    def opened(self) -> int:
        """New cases; of a dry run those that would be."""
        return self._count(OPENED)

    @property
    def present(self) -> int:
        """Rows whose request number the desk had before."""
        return self._count(PRESENT)

    @property
    def held(self) -> int:
        """Good rows that a strict import took back because others were refused."""
        return self._count(HELD)

    @property
    def refused(self) -> int:
        """Faulty rows."""
        return len({problem.row for problem in self.problems})

    def _count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    def errors(self) -> list[Problem]:
        """One entry per faulty row: its columns, rules and messages joined."""
        return [joined(list(found)) for _, found in groupby(self.problems, key=lambda problem: problem.row)]

    def as_json(self) -> dict[str, Any]:
        """Counts, one entry per faulty row and per warning, as plain JSON."""
        return {
            "opened": self.opened, "present": self.present, "refused": self.refused, "held": self.held,
            "saved": self.saved, "rows": [problem._asdict() for problem in self.errors()],
            "warnings": [problem._asdict() for problem in self.warnings], "ignored_columns": list(self.ignored),
            "fixed": str(self.fixed) if self.fixed else None, "note": self.note,
        }  # fmt: skip


def joined(problems: Sequence[Problem]) -> Problem:
    """The problems of one row as one: columns, rules and messages joined."""
    return Problem(
        problems[0].row, "、".join(dict.fromkeys(problem.column for problem in problems)),
        ",".join(dict.fromkeys(problem.rule for problem in problems if problem.rule)),
        "；".join(dict.fromkeys(problem.message for problem in problems)), problems[0].request_no,
    )  # fmt: skip
