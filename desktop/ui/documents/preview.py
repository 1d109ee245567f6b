"""The preview beside the editor: the paper itself, made anew when one pauses, never in the window's thread.

What a workspace needs of it: `show_row(row, content)`, `point_at(gap)`, `set_folded`, `toggle`, `close_down` and
`gap_clicked`. The papers come from `maker(row, content, moment, watch)`, which touches no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.handbook.documents.gaps import Gap
from desktop.ui import cards, errors, icons, keycap, text
from desktop.ui.buttons import IconButton
from desktop.ui.documents.page_pictures import Pages, picture_pages
from desktop.ui.documents.preview_sheets import EDGE, SheetsView
from desktop.ui.strip import progress_line
from desktop.ui.worker import Worker

WIDE, FOLDED, HEAD, PAUSE_MS = 420, 40, 40, 300


class PaperMaker(Protocol):
    """Makes a paper's bytes in the preview's own thread."""

    def __call__(self, row: DocumentRow, content: Mapping[str, Any], made_at: datetime) -> bytes:
        """The PDF of what stands on the screen."""


def make_pages(maker: PaperMaker, row: DocumentRow, content: Mapping[str, Any], at: datetime, width: int,
               scale: float) -> Pages:  # fmt: skip
    """The whole way from a document to pictures."""
    return picture_pages(maker(row, content, at), width, scale)


class PreviewLane(QWidget):
    """A card with page x / y; folded it is a tab of 40 px. `folded_changed` after it was folded or opened."""

    gap_clicked = Signal(int)
    folded_changed = Signal(bool)

    def __init__(self, maker: PaperMaker, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker, self._now = maker, now
        self._worker = Worker(self)
        self.view = SheetsView(self)
        self.folded, self.fault, self.making = False, "", False
        self._wanted: tuple[DocumentRow, Mapping[str, Any]] | None = None
        self._mark = -1
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._make)
        self.before = IconButton("chevron-left", "上一页", "PgUp", 24, self)
        self.after = IconButton("chevron-right", "下一页", "PgDn", 24, self)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        self.view.page_changed.connect(self._page_changed)
        self.view.sheets.gap_clicked.connect(self.gap_clicked)
        self.setFocusProxy(self.view)
        self.setAccessibleName("报告预览")

    def show_row(self, row: DocumentRow, content: Mapping[str, Any], soon: bool = True) -> None:
        """What is on the screen has changed: its paper follows after a pause of 300 ms."""
        self._wanted = row, dict(content)
        self._pause.start(PAUSE_MS if soon else 0)

    def _make(self) -> None:
        if self._wanted is None or self.folded:
            return
        row, content = self._wanted
        self._wanted, self.making = None, True
        width = max(240, min(WIDE, self.width()) - 2 * EDGE)
        job = partial(make_pages, self._maker, row, content, self._now(), width, self.devicePixelRatioF())
        self._worker.run(job, self._show, self._say_fault, lane="preview")
        self.update()

    @Slot(object)
    def _show(self, pages: Pages) -> None:
        self.fault, self.making = "", False
        self.view.show_pages(pages)
        if self._mark >= 0:
            self.view.show_mark(self._mark)
        self.update()

    @Slot(object)
    def _say_fault(self, fault: BaseException) -> None:
        """The paper could not be set; the pages shown before stay, and so does everything typed."""
        known = isinstance(fault, ValueError) and str(fault)
        self.fault = str(fault) if known else errors.sentence_of(fault)
        self.making = False
        self.setAccessibleDescription(self.fault)
        self.update()

    def point_at(self, place: int) -> None:
        """Scroll to a gap of the paper, by its order."""
        self._mark = place
        self.view.show_mark(place)

    def mark_of(self, gap: Gap, gaps: tuple[Gap, ...]) -> int:
        """Which mark of the paper a gap is, as far as the order of both agrees."""
        shown = [one for one in gaps if one.kind == "missing"]
        return shown.index(gap) if gap in shown else -1

    def set_folded(self, folded: bool) -> None:
        """Fold to a tab, or open."""
        if folded == self.folded:
            return
        self.folded = folded
        for part in (self.view, self.before, self.after):
            part.setVisible(not folded)
        self.folded_changed.emit(folded)
        if not folded:
            self._pause.start(0)
        self.update()

    def setFocus(self, *reason: Any) -> None:
        """F6 on the tab opens it."""
        self.set_folded(False)
        self.view.setFocus(*reason)

    def toggle(self) -> None:
        """F6 at narrow widths, and a click on the tab."""
        self.set_folded(not self.folded)

    def close_down(self) -> None:
        """End the thread, before the window goes."""
        self._pause.stop()
        self._worker.close()

    def settled(self) -> bool:
        """Whether nothing is being made; for pictures and tests."""
        return not self._pause.isActive() and not self._worker.busy()

    def _turn(self, step: int) -> None:
        self.view.turn_to(self.view.page + step)

    def _page_changed(self) -> None:
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Place pages and buttons."""
        self.view.setGeometry(1, HEAD, self.width() - 2, self.height() - HEAD - 1)
        self.after.move(self.width() - 40, 8)
        self.before.move(self.width() - 124, 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the tab opens it."""
        if self.folded:
            self.toggle()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card, head and page number; folded, the tab."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if self.folded:
            self._paint_tab(painter)
            return
        cards.rounded(painter, QRectF(1, HEAD, self.width() - 2, self.height() - HEAD - 1), 7, "bg_subtle")
        cards.hairline(painter, 0, self.width(), HEAD - 1)
        x = 16 + text.draw(painter, 16, 0, HEAD, "报告预览", "body", "text", 600)
        words, tint = (self.fault, "soon_fg") if self.fault else ("A4·与 PDF 一致", "text3")
        text.draw(painter, x + 12, 1, HEAD, words, "caption", tint, room=max(40, self.width() - x - 150))
        total = len(self.view.sheets.pages.images)
        if total:
            words = f"{self.view.page + 1} / {total} 页"
            text.draw_centred(painter, self.width() - 100, 0, 60, HEAD, words, "dense", "text2")
        if self.making:
            progress_line(painter, self.width(), 0.6, HEAD - 2)

    def _paint_tab(self, painter: QPainter) -> None:
        icons.draw(painter, 12, 14, "file-text", "text2")
        for place, letter in enumerate("报告预览"):
            text.draw_centred(painter, 0, 44 + 20 * place, FOLDED, 20, letter, "dense", "text2", 500)
        keycap.draw(painter, (FOLDED - keycap.width("F6")) / 2, 134, "F6", "surface")
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()), 8)
