"""The door of attachments: drops of files and discs taken in, pictures and slices decoded for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from desktop.casework import attachments
from desktop.casework.attachment_desk import AttachmentDesk
from desktop.casework.attachment_rows import Arrival, AttachmentRow
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case
from desktop.casework.rows import Outcome
from desktop.exchange.decoding import Decoder
from desktop.exchange.found_files import Trouble
from desktop.exchange.taking_in import Stopped, TakenIn, Told, Tools, take_in
from desktop.handbook.material_names import guess_material, has_materials
from desktop.handbook.vocabulary import Item


class Handed(NamedTuple):
    """What came of handing files over: the record's outcome (None when none was taken), and what was not taken."""

    outcome: Outcome | None
    taken: int
    troubles: tuple[Trouble, ...]
    stopped: bool = False


class Picture(NamedTuple):
    """Plain pixels, three bytes each, row by row."""

    width: int
    height: int
    pages: int
    pixels: bytes


class Frame(NamedTuple):
    """A slice as numbers: `kind` i2 or u2 (little-endian, a value a pixel) or rgb; `facts` are the header's."""

    kind: str
    columns: int
    rows: int
    values: bytes
    facts: dict[str, Any]


class AttachmentDoor(AttachmentDesk):
    """The attachments of the desk with a child process that decodes them; any thread may ask."""

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__(desk, person)
        self.taking, self.showing = Decoder(), Decoder()

    def hand_over(
        self, case_id: int, paths: Sequence[Path], told: Told, stopped: Stopped, material: str = ""
    ) -> Handed:
        """Take files and folders in and hang them on a case with one record; raises TooMuch and DeskError.

        They are all that `material`, or what their names tell. BadInput when all of them hang on it already.
        """
        with self.desk.reading() as session:
            item = Item(load_case(session, case_id).item)
        taken = self.take(case_id, paths, told, stopped)
        if taken.stopped or not taken.arrivals:
            return Handed(None, 0, taken.troubles, taken.stopped)
        arrivals = [_sorted(one, material, item) for one in taken.arrivals]
        outcome = attachments.attach(self.desk, case_id, Entry(self.person), arrivals)
        return Handed(outcome, len(taken.arrivals), taken.troubles)

    def take(self, case_id: int, paths: Sequence[Path], told: Told, stopped: Stopped) -> TakenIn:
        """Take files in for a case without hanging them on it; raises TooMuch and DeskError."""
        with self.desk.reading() as session:
            insured = load_case(session, case_id).person.name
            limits = attachments.limits(session)
        return take_in(paths, Tools(self.contents, self.taking, limits, insured), told, stopped)

    def picture(self, row: AttachmentRow, most: int, page: int = 0) -> Picture:
        """A page of a picture or scan, no side longer than `most`; raises Undecodable, Damaged."""
        facts, pixels = self.showing.ask("picture", row.media, self.content(row), most=most, page=page)
        return Picture(facts["width"], facts["height"], facts["pages"], pixels)

    def frame(self, row: AttachmentRow, number: int = 0) -> Frame:
        """A frame of a DICOM instance; raises Undecodable, Damaged."""
        facts, values = self.showing.ask("frame", "dicom", self.content(row), frame=number)
        return Frame(facts["Type"], facts["Columns"], facts["Rows"], values, facts)

    def close(self) -> None:
        """End the children."""
        self.taking.close()
        self.showing.close()


def _sorted(one: Arrival, material: str, item: Item) -> Arrival:
    """The file as the material it was dropped on, or as its name tells; elsewhere as it came."""
    if not has_materials(item):
        return one
    return replace(one, kind=material or guess_material(item, one.name, one.media))
