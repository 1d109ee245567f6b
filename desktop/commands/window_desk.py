"""The desk as the window sees it, with the door to carriers' lists."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.screen_desk import ScreenDesk
from desktop.exchange.import_list import fixed_path, import_list
from desktop.exchange.import_report import ImportReport


class WindowDesk(ScreenDesk):
    """A screen desk that also takes lists in, as when a file is dropped onto the window."""

    def import_list(self, path: Path) -> ImportReport:
        """Take a list in; the workbook to correct is written beside it."""
        return import_list(self.desk, path, person=self.person, out=fixed_path(path))
