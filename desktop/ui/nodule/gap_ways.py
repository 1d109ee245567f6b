"""From gap to gap of a reading, whichever view it lies in: the findings, the report's text, or the paper's mark."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.handbook.documents.gaps import Gap


class GapWays(QObject):
    """Knows which view a gap belongs to."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        page.editor.gap_shown.connect(self.point_out)
        page.preview.gap_clicked.connect(self.go_to_mark)

    def go_on(self) -> None:
        """F8: the next gap of the whole reading."""
        page = self._page
        page.findings.leave_form()
        writing = page.editor.writing
        writing.judge()
        gap = page.editor.walk.next(writing.gaps)
        if gap is None:
            page.told.emit("必填都齐了")
        else:
            self.go_to(gap)
            self.point_out(gap)

    def go_to(self, gap: Gap) -> None:
        """Turn to the gap's view and put the keyboard there."""
        if gap.field == "nodules":
            self._page.turn_to("findings")
            self._page.findings.go_to(gap)
        else:
            self._page.turn_to("report")
            self._page.editor.go_to(gap)

    @Slot(object)
    def point_out(self, gap: Gap) -> None:
        """Show the gap on the paper too."""
        preview = self._page.preview
        preview.point_at(preview.mark_of(gap, self._page.editor.writing.gaps))
        self._page.judge()

    @Slot(int)
    def go_to_mark(self, place: int) -> None:
        """A mark on the paper was clicked."""
        shown = [gap for gap in self._page.editor.writing.gaps if gap.kind == "missing"]
        if place < len(shown):
            self.go_to(shown[place])
