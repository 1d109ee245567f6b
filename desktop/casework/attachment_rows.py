"""The frozen rows of attachments: what comes in, what hangs on a case, and what a list shows as one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from desktop.casework.file_kinds import SHOWN, TITLES
from desktop.handbook.material_names import material_title

KIND_TITLES: Mapping[str, str] = {
    "id": "身份证件", "pathology": "病理", "images": "影像", "records": "病历", "certificate": "住院证",
    "diagnosis": "诊断证明", "report": "检查报告", "key_image": "关键图",
}  # fmt: skip
"""The material an attachment is, by its key in `kind`."""


class Limits(NamedTuple):
    """How much is taken in: bytes of a file, files of a drop, bytes of a drop."""

    file_bytes: int = 200 << 20
    files: int = 4_000
    drop_bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file whose content is stored already and that may become an attachment.

    `details` of a DICOM instance holds what a viewer says beside the picture; `own` there is whether the patient it
    names is the insured person (None when it does not say).
    """

    name: str
    media: str
    sha256: str
    size: int
    kind: str = ""
    pages: int = 0
    width: int = 0
    height: int = 0
    thumbnail: str = ""
    study: str = ""
    series: str = ""
    instance: int | None = None
    modality: str = ""
    taken_on: date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


class AttachmentRow(NamedTuple):
    """One file that hangs on a case; the fields are those of Arrival, and who added it when."""

    id: int
    case_id: int
    name: str
    media: str
    sha256: str
    size: int
    kind: str
    pages: int
    width: int
    height: int
    thumbnail: str
    study: str
    series: str
    instance: int | None
    modality: str
    taken_on: date | None
    details: Mapping[str, Any]
    added_at: datetime
    added_by: str
    record_seq: int | None


class AttachmentEntry(NamedTuple):
    """What a list shows as one: a file, or all instances of a DICOM series in the order of the table."""

    key: str
    title: str
    note: str
    media: str
    thumbnail: str
    rows: tuple[AttachmentRow, ...]
    warning: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The attachments it stands for."""
        return tuple(row.id for row in self.rows)

    @property
    def kind(self) -> str:
        """The material it is; "" while nobody has said."""
        return self.rows[0].kind

    @property
    def shown(self) -> bool:
        """Whether it can be looked at here."""
        return self.media in SHOWN


def table_order(row: AttachmentRow) -> tuple[float, int, int]:
    """Where an instance stands in its series: by its height on the table from the head down, then by its number."""
    place = row.details.get("position")
    return (-float(place) if place is not None else 0.0, row.instance or 0, row.id)


def entries(rows: Sequence[AttachmentRow]) -> tuple[AttachmentEntry, ...]:
    """The rows of a case as a list shows them: series first to last by when they came, then the other files."""
    ordered = sorted(rows, key=lambda row: (row.series, row.id))
    made = []
    for series, group in groupby(ordered, key=lambda row: row.series):
        members = list(group)
        if series:
            made.append(_series(series, sorted(members, key=table_order)))
        else:
            made += [_file(row) for row in members]
    return tuple(sorted(made, key=lambda entry: entry.rows[0].id if not entry.rows[0].series else min(entry.ids)))


def _series(series: str, rows: Sequence[AttachmentRow]) -> AttachmentEntry:
    first = rows[0]
    title = first.details.get("description") or first.modality or "影像"
    taken = f"{first.taken_on:%Y-%m-%d} " if first.taken_on else ""
    small = next((row.thumbnail for row in rows if row.thumbnail), "")
    warning = "影像上的姓名与被保险人不一致，可能非本人" if any(row.details.get("own") is False for row in rows) else ""
    return AttachmentEntry(series, f"{title}", f"{taken}{len(rows)} 幅", "dicom", small, tuple(rows), warning)


def _file(row: AttachmentRow) -> AttachmentEntry:
    pages = f"{row.pages} 页" if row.pages > 1 or (row.media == "pdf" and row.pages) else ""
    kind = KIND_TITLES.get(row.kind) or material_title(row.kind)
    note = " ".join(part for part in (kind, TITLES.get(row.media, ""), pages) if part)
    return AttachmentEntry(str(row.id), row.name, note or spoken_size(row.size), row.media, row.thumbnail, (row,))


def spoken_size(size: int) -> str:
    """`1.2 MB`, `34 KB`."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, size >> 10)} KB"
