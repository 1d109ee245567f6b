"""What one looks at: which series, which slice of each, what is compared, what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui.viewer.measuring import Measurement
from desktop.ui.viewer.pixels import nearest
from desktop.ui.viewer.series import Place, Series, series_of


class Looking:
    """The state of the viewer, without a screen. There is at least one series."""

    def __init__(self, case_id: int, entries: Sequence[AttachmentEntry], patient: Mapping[str, str]) -> None:
        self.case_id, self.patient = case_id, patient
        self.series: tuple[Series, ...] = series_of(entries)
        self.key_images: tuple[AttachmentEntry, ...] = ()
        self.take_key_images(entries)
        self.at = 0
        self.slices: dict[str, int] = {one.key: (len(one.places) - 1) // 2 for one in self.series}
        self.other: int | None = None
        self.linked = False
        self.measurements: list[Measurement] = []
        self.chosen = 0

    def take_key_images(self, entries: Sequence[AttachmentEntry]) -> None:
        """Know the key images among a case's attachments."""
        self.key_images = tuple(entry for entry in entries if entry.rows[0].kind == "key_image")

    @property
    def current(self) -> Series:
        """The series in the large pane."""
        return self.series[self.at]

    @property
    def slice(self) -> int:
        """The slice in it, from 0."""
        return self.slices[self.current.key]

    @property
    def place(self) -> Place:
        """The same as a file and a frame."""
        return self.current.places[self.slice]

    def turn(self, places: int) -> bool:
        """Turn over slices; says whether another one is shown now."""
        return self.go_to(self.slice + places)

    def go_to(self, number: int) -> bool:
        """Turn to a slice, from 0, within the series."""
        wanted = min(max(number, 0), len(self.current.places) - 1)
        before, self.slices[self.current.key] = self.slice, wanted
        return wanted != before

    def choose(self, number: int) -> bool:
        """Turn to another series; a linked one keeps the height of the table."""
        wanted = min(max(number, 0), len(self.series) - 1)
        if wanted == self.at:
            return False
        before = self.at
        if self.linked and wanted == self.other:
            self.slices[self.series[wanted].key] = self.linked_slice()
            self.other = before
        self.at = wanted
        return True

    def choose_key(self, key: str) -> None:
        """Turn to the series of that key, when it is here."""
        found = next((number for number, one in enumerate(self.series) if one.key == key), None)
        if found is not None:
            self.choose(found)

    def compare(self) -> bool:
        """Put the fitting series of another day beside this one, or take it away; says whether there is one."""
        if self.linked:
            self.linked, self.other = False, None
            return True
        self.other = self._fitting()
        self.linked = self.other is not None
        return self.linked

    def _fitting(self) -> int | None:
        """Another day's series with the same name, else any of another day, else any other one."""
        mine = self.current
        others = [number for number in range(len(self.series)) if number != self.at]
        if not others:
            return None
        return min(others, key=lambda number: (
            self.series[number].day == mine.day, self.series[number].entry.title != mine.entry.title, number
        ))  # fmt: skip

    @property
    def beside(self) -> Series | None:
        """The series compared with."""
        return self.series[self.other] if self.other is not None else None

    def linked_slice(self) -> int:
        """Its slice at the height of the table one looks at."""
        assert self.other is not None
        return nearest(self.series[self.other].heights, self.place.height, self.slice, len(self.current.places))

    def add(self, measurement: Measurement) -> None:
        """Keep a measurement, and choose it."""
        self.measurements.append(measurement)
        self.chosen = len(self.measurements) - 1

    def remove(self) -> Measurement | None:
        """Forget the chosen measurement."""
        if not self.measurements:
            return None
        gone = self.measurements.pop(self.chosen)
        self.chosen = max(0, min(self.chosen, len(self.measurements) - 1))
        return gone

    @property
    def measurement(self) -> Measurement | None:
        """The chosen measurement."""
        return self.measurements[self.chosen] if self.measurements else None

    def here(self) -> Measurement | None:
        """The latest measurement on the slice in sight, the chosen one first."""
        ordered = ([self.measurement] if self.measurement else []) + self.measurements[::-1]
        return next((one for one in ordered if (one.series, one.slice) == (self.current.key, self.slice + 1)), None)

    def latest_of(self, series: Series) -> Measurement | None:
        """The latest measurement on a series."""
        return next((one for one in self.measurements[::-1] if one.series == series.key), None)

    def marks(self) -> tuple[int, ...]:
        """The slices of the present series that are key images."""
        kept = (entry.rows[0].details for entry in self.key_images)
        return tuple(int(one["slice"]) - 1 for one in kept if one.get("series") == self.current.key)
