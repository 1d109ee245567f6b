"""A series as the viewer turns it over: its slices in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop.casework.attachment_rows import AttachmentEntry, AttachmentRow


class Place(NamedTuple):
    """One slice: the file, the number of its frame, and its height on the table when the file says it."""

    row: AttachmentRow
    frame: int = 0

    @property
    def key(self) -> tuple[int, int]:
        """What it is kept under."""
        return self.row.id, self.frame

    @property
    def height(self) -> float | None:
        """Its height on the table in millimetres."""
        found = self.row.details.get("position")
        return float(found) if found is not None and self.row.pages <= 1 else None


class Series(NamedTuple):
    """One series of an examination."""

    entry: AttachmentEntry
    places: tuple[Place, ...]

    @property
    def key(self) -> str:
        """The key of its entry."""
        return self.entry.key

    @property
    def day(self) -> date | None:
        """When it was taken."""
        return self.places[0].row.taken_on

    @property
    def number(self) -> int:
        """Its number in the examination, 0 when the file does not say."""
        return int(self.places[0].row.details.get("number", 0))

    @property
    def title(self) -> str:
        """`3 薄层肺窗`."""
        return f"{self.number or ''} {self.entry.title}".strip()

    @property
    def heights(self) -> list[float | None]:
        """The height of every slice."""
        return [place.height for place in self.places]

    def words(self) -> str:
        """`1.0 mm · B60`, as far as known."""
        details = self.places[0].row.details
        thick = f"{float(details['thickness']):.1f} mm" if details.get("thickness") else ""
        return "·".join(part for part in (thick, str(details.get("kernel", ""))) if part)


def series_of(entries: Sequence[AttachmentEntry]) -> tuple[Series, ...]:
    """The series among a case's attachments: the newest examination first, in it the finest series first."""
    made = [
        Series(entry, tuple(Place(row, frame) for row in entry.rows for frame in range(max(row.pages, 1))))
        for entry in entries if entry.media == "dicom"
    ]  # fmt: skip
    return tuple(sorted(made, key=_rank))


def _rank(series: Series) -> tuple[int, int, int]:
    return -(series.day.toordinal() if series.day else 0), -len(series.places), series.number
