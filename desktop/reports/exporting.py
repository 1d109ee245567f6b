"""Writes an export and puts it on the list of exports before the file gets its name: no file without its entry."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.desk import Desk
from desktop.casework.exporting import Export, record_export
from desktop.casework.figures.period import Period
from desktop.casework.figures.reading import figures_of
from desktop.casework.paperwork import PROGRAM, PROVIDER
from desktop.reports.cells import Written
from desktop.reports.month_cover import Asked
from desktop.reports.month_workbook import month_workbook
from desktop.reports.watching import UNWATCHED, Watch


def export_month(
    desk: Desk, person: str, period: Period, path: Path, *, carrier: str = "", unmasked: bool = False,
    purpose: str = "", watch: Watch = UNWATCHED,
) -> Written:  # fmt: skip
    """The service report of a period as a workbook.

    Raises BadInput, Cancelled, TextTooLong, TooManyRows, OSError or DeskError; then there is neither file nor entry.
    """
    filters = {"期间": f"{period.first_day} 至 {period.last_day}", **({"保险公司": carrier} if carrier else {})}
    export = Export("month", f"健康管理服务报告 {period.title}", person, PROGRAM, filters, unmasked, purpose)
    with figures_of(desk, period, carrier=carrier, unmasked=unmasked) as figures:
        seal = figures.seal

        def land(written: Written) -> None:
            record_export(desk, export, rows=written.rows, sha256=written.sha256, file_name=path.name, seal=seal)

        return month_workbook(figures, Asked(person, PROGRAM, PROVIDER, purpose.strip()), path, watch, land)
