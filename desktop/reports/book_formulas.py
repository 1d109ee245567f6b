"""A figure of a workbook as a formula over its detail sheets, what that formula comes to, and the program's number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desktop.casework.papers import ColumnKind
from desktop.reports.counted_sheet import IN_PERIOD, Condition, CountedSheet

PERIOD_START, PERIOD_END = "'封面'!$C$7", "'封面'!$C$8"
"""The cells of the cover that hold the first moment of the period and the first after it."""

AGREES, DIFFERS = "一致", "不一致"


class Figure(NamedTuple):
    """One cell of a summary; `value` is counted from the written cells, `program` by the program on its own way."""

    formula: str
    value: float | str
    program: float | str
    kind: ColumnKind = ColumnKind.WHOLE

    @property
    def agrees(self) -> bool:
        """Whether both came to the same."""
        if isinstance(self.value, str) or isinstance(self.program, str):
            return self.value == self.program
        return abs(self.value - self.program) < 1e-6


def counting(sheet: CountedSheet, wanted: Mapping[str, Condition], program: int) -> Figure:
    """How many rows of a sheet meet the conditions."""
    parts = (_condition(sheet.span(title), value) for title, value in wanted.items())
    return Figure(f"=COUNTIFS({','.join(parts)})", sheet.count(wanted), program)


def _condition(span: str, value: Condition) -> str:
    if value is IN_PERIOD:
        return f'{span},">="&{PERIOD_START},{span},"<"&{PERIOD_END}'
    quoted = str(value).replace('"', '""')
    return f'{span},"{quoted}"'


def adding(sheet: CountedSheet, title: str, program: float, kind: ColumnKind = ColumnKind.WHOLE) -> Figure:
    """The sum of a column."""
    return Figure(f"=SUM({sheet.span(title)})", round(sheet.sums[title], 6), program, kind)


def share(top: str, bottom: str, value: float | None, program: float | None) -> Figure:
    """One expression over another; a dash when the lower one is 0."""
    return Figure(f'=IF(({bottom})=0,"—",({top})/({bottom}))', _dashed(value), _dashed(program), ColumnKind.SHARE)


def _dashed(value: float | None) -> float | str:
    return "—" if value is None else value


def check(pairs: Sequence[tuple[str, str]], figures: Sequence[Figure]) -> tuple[str, str]:
    """The formula that compares cells two by two, and what it comes to."""
    tests = ",".join(f"IF(ISNUMBER({one}),ABS({one}-{other})<0.000001,{one}={other})" for one, other in pairs)
    return f'=IF(AND({tests}),"{AGREES}","{DIFFERS}")', AGREES if all(one.agrees for one in figures) else DIFFERS
