"""What attachments contain, where the database itself keeps it; beside a local file these tables stay empty."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.tables.base import Base


class Content(Base):
    """One content by its SHA-256; there only together with all its chunks."""

    __tablename__ = "content"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]


class ContentChunk(Base):
    """A megabyte of a content, counted from 0."""

    __tablename__ = "content_chunk"
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)
