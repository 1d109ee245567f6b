"""The phone doctor's desk of a window, with the roster as a workbook and as a paper in the desk's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop.casework.desk import Desk
from desktop.casework.papers import ColumnKind, QueueSheet, SheetCell, SheetColumn
from desktop.casework.paperwork import PROGRAM, PROVIDER
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.phone.rows import DutyPaper, Roster
from desktop.handbook.phone import DUTY_KINDS
from desktop.reports.duty_sheet import duty_sheet
from desktop.reports.outfile import write_whole
from desktop.reports.queue_workbook import queue_workbook

_COLUMNS = (
    SheetColumn("开始", ColumnKind.MOMENT, 18), SheetColumn("结束", ColumnKind.MOMENT, 18),
    SheetColumn("科室", ColumnKind.TEXT, 12), SheetColumn("医生", ColumnKind.TEXT, 14),
    SheetColumn("方式", ColumnKind.TEXT, 12), SheetColumn("回呼分钟", ColumnKind.WHOLE, 10),
    SheetColumn("缺人", ColumnKind.TEXT, 32),
)  # fmt: skip


class WindowPhone(PhoneDesk):
    """Writes the roster beside what else the desk writes."""

    def __init__(self, desk: Desk, person: str, folder: Path) -> None:
        super().__init__(desk, person)
        self._folder, self._clock, self._maker = folder, desk.clock, person

    def export_roster(self, start: datetime, end: datetime) -> Path:
        """Write the roster of a span, gaps included, as a workbook; the file."""
        path = self._place(start, "xlsx")
        span = ("时间", f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}")
        rows = sorted(roster_rows(self.roster(start, end)), key=lambda row: (str(row[0]), str(row[2])))
        sheet = QueueSheet("电话医生值班表", _COLUMNS, rows, (span,), self._maker, self._clock(), PROGRAM)
        queue_workbook(sheet, path)
        return path

    def print_roster(self, start: datetime, end: datetime) -> Path:
        """Write the roster of a span as a PDF of A4 across; the file. OSError when it cannot be written."""
        path = self._place(start, "pdf")
        paper = DutyPaper(PROVIDER, self.roster(start, end), self._clock(), self._maker, PROGRAM)
        write_whole(path, duty_sheet(paper))
        return path

    def _place(self, start: datetime, ending: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"电话医生值班表 {start:%Y-%m-%d}.{ending}"


def roster_rows(roster: Roster) -> Iterator[tuple[SheetCell, ...]]:
    """A row for each stretch and each gap."""
    for one in roster.duties:
        minutes = one.minutes or None
        yield one.start, one.end, one.department, one.doctor, DUTY_KINDS[one.kind], minutes, None
    for gap in roster.gaps:
        short = f"只有 {gap.present} 人，少于最低 {gap.least} 人"
        yield gap.start, gap.end, gap.department, None, None, None, short
