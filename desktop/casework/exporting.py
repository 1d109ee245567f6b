"""Files that leave the desk with its data: each is listed with who, what, how many rows, and for what (D-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.models.tables import AuditEntry, ExportEntry


@dataclass(frozen=True, slots=True)
class Export:
    """What is about to be written: its kind (month, queue, ...), title, filters, and whether data are unmasked."""

    kind: str
    title: str
    person: str
    program: str
    filters: Mapping[str, str] = field(default_factory=dict)
    unmasked: bool = False
    purpose: str = ""

    def __post_init__(self) -> None:
        if self.unmasked and not self.purpose.strip():
            raise BadInput("导出未脱敏的数据须写明用途")


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export as the list of exports shows it."""

    id: int
    at: datetime
    export: Export
    rows: int
    sha256: str
    file_name: str
    seal: str


def record_export(desk: Desk, export: Export, *, rows: int, sha256: str, file_name: str, seal: str) -> int:
    """Put the export on the list and into the audit trail, in one transaction; the entry's number."""

    def keep(session: Session) -> int:
        at = desk.clock()
        entry = ExportEntry(
            at=at, person=export.person, kind=export.kind, title=export.title, filters=dict(export.filters), rows=rows,
            sha256=sha256, file_name=file_name, unmasked=export.unmasked, purpose=export.purpose.strip(),
            program=export.program, seal=seal,
        )  # fmt: skip
        session.add(entry)
        session.flush()
        audit.record(
            session, at=at, person=export.person, action="export", subject=export.title,
            after={"export": entry.id, "rows": rows, "sha256": sha256, "unmasked": export.unmasked,
                   "purpose": entry.purpose},
        )  # fmt: skip
        return entry.id

    return desk.store.run(keep)


def exports(desk: Desk) -> tuple[ExportRow, ...]:
    """Every export, newest first."""
    with desk.reading() as session:
        rows = session.scalars(select(ExportEntry).order_by(ExportEntry.id.desc()))
        return tuple(
            ExportRow(
                row.id, row.at,
                Export(row.kind, row.title, row.person, row.program, row.filters, row.unmasked, row.purpose),
                row.rows, row.sha256, row.file_name, row.seal,
            )
            for row in rows
        )  # fmt: skip


def last_seal(session: Session) -> str:
    """The last digest of the audit trail: which state of the database is being read."""
    return session.scalar(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)) or ""
