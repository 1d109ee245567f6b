"""Every file with data of the desk that was written for somebody: who, when, what, how many rows, for what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base, Id, JsonObject


class ExportEntry(Base):
    """One export; never changed, never erased. `seal` is the last digest of the audit trail when it was read (D-04)."""

    __tablename__ = "export_log"
    __table_args__ = (CheckConstraint("NOT unmasked OR purpose <> ''", name="purpose"),)
    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    filters: Mapped[JsonObject]
    rows: Mapped[int]
    sha256: Mapped[str]
    file_name: Mapped[str]
    unmasked: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[str] = mapped_column(default="")
    program: Mapped[str] = mapped_column(default="")
    seal: Mapped[str] = mapped_column(default="")
