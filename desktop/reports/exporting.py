"""Writes an export and puts it on the list of exports before the file gets its name: no file without its entry."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.desk import Desk
from desktop.casework.exporting import Export, last_seal, record_export
from desktop.casework.figures.period import Period
from desktop.casework.figures.reading import figures_of
from desktop.casework.listing import Wanted, audit_table, escort_tables, exemption_tables
from desktop.casework.papers import QueueSheet
from desktop.casework.paperwork import PROGRAM, PROVIDER, queue_sheet
from desktop.casework.rows import QueueQuery
from desktop.reports.cells import Written
from desktop.reports.month_cover import Asked
from desktop.reports.month_workbook import month_workbook
from desktop.reports.queue_workbook import Cancel, tables_workbook
from desktop.reports.watching import UNWATCHED, Watch

LISTS = {"escorts": "陪诊工作量", "exemptions": "时效豁免", "audit": "审计记录"}
"""The lists that can be exported, and what they are called."""


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


def export_list(
    desk: Desk, person: str, kind: str, period: Period, path: Path, *, unmasked: bool = False, purpose: str = "",
    cancelled: Cancel = lambda: False,
) -> Written:  # fmt: skip
    """The escorts' work, the exemptions or the audit trail of a period: `kind` is escorts, exemptions or audit.

    Raises as `export_month`, with ExportCancelled for Cancelled.
    """
    filters = {"期间": f"{period.first_day} 至 {period.last_day}"}
    export = Export(kind, f"{LISTS[kind]} {period.title}", person, PROGRAM, filters, unmasked, purpose)
    wanted = Wanted(period, export)
    with desk.reading() as session:
        if kind == "audit":
            tables: tuple[QueueSheet, ...] = (audit_table(session, desk, wanted),)
        else:
            tables = escort_tables(desk, wanted) if kind == "escorts" else exemption_tables(desk, wanted)
        return _landed(desk, export, tables, path, cancelled, last_seal(session))


def export_queue(
    desk: Desk, person: str, query: QueueQuery, path: Path, *, cancelled: Cancel = lambda: False
) -> Written:  # fmt: skip
    """A queue or the answer to a search with the columns of the screen; personal data are masked there too."""
    sheet = queue_sheet(desk, query, person)
    export = Export("queue", sheet.title, person, PROGRAM, dict(sheet.filters))
    with desk.reading() as session:
        seal = last_seal(session)
    return _landed(desk, export, (sheet,), path, cancelled, seal)


def _landed(
    desk: Desk, export: Export, tables: tuple[QueueSheet, ...], path: Path, cancelled: Cancel, seal: str
) -> Written:  # fmt: skip
    def land(written: Written) -> None:
        record_export(desk, export, rows=written.rows, sha256=written.sha256, file_name=path.name, seal=seal)

    return tables_workbook(tables, path, cancelled, land)
