"""The desk as the window sees it, with the door to lists of applications and of hospitals."""

from __future__ import annotations

from pathlib import Path

from desktop.casework.screen_desk import ScreenDesk
from desktop.exchange.hospital_list import HospitalReport, import_sheets, is_hospital_list
from desktop.exchange.import_list import fixed_path, import_list
from desktop.exchange.import_report import ImportReport
from desktop.exchange.reading import read_list


class WindowDesk(ScreenDesk):
    """A screen desk that also takes lists in, as when a file is dropped onto the window."""

    def import_list(self, path: Path) -> ImportReport | HospitalReport:
        """Take a list of applications or of hospitals in; an application list's corrections are written beside it."""
        sheets = read_list(path)
        if is_hospital_list(sheets):
            return import_sheets(self.desk, path.name, sheets, person=self.person)
        return import_list(self.desk, path, person=self.person, out=fixed_path(path), sheets=sheets)
