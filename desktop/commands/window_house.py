"""The house's seal and its experts' signatures as the window sees them: pictures taken from files, kept, taken away."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.house_pictures import HousePictures, house_pictures, set_seal, set_signature
from desktop.casework.documents.kept_files import KeptFiles
from desktop.reports.house_picture import read_picture


class WindowHouse:
    """All of it in the worker's thread; `name` and `hospital` are those of a signer, both "" for the seal."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person
        self._files = KeptFiles(desk)

    def pictures(self) -> HousePictures:
        """What is kept, and for whom nothing is."""
        with self._desk.reading() as session:
            return house_pictures(session)

    def content(self, sha256: str) -> bytes:
        """A kept picture; Damaged when it is gone or not what was kept."""
        return self._files.picture(sha256)

    def take(self, name: str, hospital: str, path: Path) -> None:
        """Keep the picture in a file; InputFault when it is none that can be printed, OutsideFault when unreadable."""
        self.use(name, hospital, self._files.keep(read_picture(path)))

    def use(self, name: str, hospital: str, sha256: str) -> None:
        """Print a picture that is kept from now on; "" for none."""
        entry = Entry(self._person)
        if name:
            set_signature(self._desk, entry, name, hospital, sha256)
        else:
            set_seal(self._desk, entry, sha256)
