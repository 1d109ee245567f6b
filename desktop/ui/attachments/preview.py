"""A look at one attachment over everything else: a picture, the pages of a scan or a PDF; Space or Esc ends it."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.attachment_rows import AttachmentEntry, spoken_size
from desktop.exchange.attachment_door import Picture
from desktop.exchange.decoding import PICTURES, Undecodable
from desktop.faults import OutsideFault
from desktop.ui import cards, chips, text, theme
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.attachments.thumbnails import draw_within
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.worker import Worker

MOST = 2400
_HEAD, _EDGE = 52, 40
_STEPS = {Key.Key_Left: -1, Key.Key_Right: 1}
_PAGES = {Key.Key_PageUp: -1, Key.Key_PageDown: 1, Key.Key_Up: -1, Key.Key_Down: 1}
_ZOOMS = {Key.Key_Plus: 1.25, Key.Key_Equal: 1.25, Key.Key_Minus: 0.8}
_CLOSING = (Key.Key_Escape, Key.Key_Space)
_HINTS = (
    (("Left", "Right"), "上一份、下一份"), (("PgUp", "PgDn"), "翻页"), (("+", "-"), "放大缩小"), (("Esc",), "关闭"),
)  # fmt: skip


class Preview(QWidget):
    """Covers its host while it shows an attachment; `stepped` asks for the one before or after."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, host: QWidget, source: AttachmentSource, worker: Worker) -> None:
        super().__init__(host)
        self._host, self._source, self._worker = host, source, worker
        self.entry: AttachmentEntry | None = None
        self.page, self.pages, self.zoom = 0, 1, 1.0
        self.trouble = ""
        self._picture = QPixmap()
        self._before: QWidget | None = None
        self._pdf: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        host.installEventFilter(self)

    def show_entry(self, entry: AttachmentEntry) -> None:
        """Show an attachment."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.entry, self.page, self.pages, self.zoom, self.trouble = entry, 0, 1, 1.0, ""
        self._picture = QPixmap()
        self._put_away_pdf()
        self.setGeometry(self._host.rect())
        self.setAccessibleName(f"预览 {entry.title} {entry.note}")
        self.show()
        self.raise_()
        self.setFocus()
        self._ask()

    def _ask(self) -> None:
        entry = self.entry
        assert entry is not None
        row = entry.rows[0]
        if entry.media in PICTURES:
            self._worker.run(partial(_picture, self._source, row, self.page), self._take, lane="preview", urgent=True)
        elif entry.media == "pdf":
            self._worker.run(partial(_content, self._source, row), self._take, lane="preview", urgent=True)
        else:
            self.trouble = f"{entry.note}（{spoken_size(row.size)}）在这里不能预览。"
            self.update()

    @Slot(object)
    def _take(self, found: Picture | bytes | str) -> None:
        if self.isHidden():
            return
        if isinstance(found, str):
            self.trouble = found
        elif isinstance(found, bytes):
            self._show_pdf(found)
        else:
            image = QImage(found.pixels, found.width, found.height, 3 * found.width, QImage.Format.Format_RGB888)
            self._picture, self.pages = QPixmap.fromImage(image), found.pages
        self.update()

    def _show_pdf(self, content: bytes) -> None:
        if self._pdf is None:
            self._pdf = import_module("desktop.ui.attachments.pdf_view").PdfView(self)
        self.trouble = self._pdf.show_content(content)
        self.pages = self._pdf.pages
        self._pdf.setGeometry(self._room().toRect())
        self._pdf.setVisible(not self.trouble)

    def _put_away_pdf(self) -> None:
        if self._pdf is not None:
            self._pdf.hide()
            self._pdf.forget()

    def _room(self) -> QRectF:
        return QRectF(_EDGE, _HEAD + 8, self.width() - 2 * _EDGE, self.height() - _HEAD - 56)

    def dismiss(self) -> None:
        """Go away, and forget what was shown."""
        if self.isHidden():
            return
        self._put_away_pdf()
        self._picture, self.entry = QPixmap(), None
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    def close_for_good(self) -> None:
        """Let go of everything before the window goes."""
        self._put_away_pdf()
        self.hide()

    def turn(self, places: int) -> None:
        """Turn to another page."""
        if self._pdf is not None and self._pdf.isVisible():
            self._pdf.turn(places)
        elif 0 <= self.page + places < self.pages:
            self.page += places
            self._ask()
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        if self._pdf is not None and self._pdf.isVisible():
            self._pdf.zoom_by(factor)
        self.zoom = min(max(self.zoom * factor, 0.25), 6.0)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Every key is its own: nothing below may be done meanwhile."""
        if isinstance(event, QKeyEvent) and keys.claim(event, True):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close, step, turn, zoom."""
        key = Key(event.key())
        if key in _CLOSING:
            self.dismiss()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.turn(_PAGES[key])
        elif key in _ZOOMS:
            self.zoom_by(_ZOOMS[key])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the picture closes."""
        if not self._room().contains(event.position()):
            self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._host.rect())
            if self._pdf is not None:
                self._pdf.setGeometry(self._room().toRect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, head, picture and keys."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.faded("scrim", 0.94))
        self._paint_words(painter)
        room = self._room()
        if self.trouble or (self._picture.isNull() and (self._pdf is None or not self._pdf.isVisible())):
            words = self.trouble or "正在读取…"
            text.draw_centred(painter, room.x(), room.y(), room.width(), room.height(), words, "body", "overlay_text")
        elif not self._picture.isNull():
            painter.setClipRect(room)
            grow_x, grow_y = room.width() * (self.zoom - 1) / 2, room.height() * (self.zoom - 1) / 2
            draw_within(painter, room.adjusted(-grow_x, -grow_y, grow_x, grow_y), self._picture)

    def _paint_words(self, painter: QPainter) -> None:
        if self.entry is None:
            return
        pages = f" 第 {self.page + 1} / {self.pages} 页" if self.pages > 1 and self.entry.media != "pdf" else ""
        room = self.width() // 2
        x = _EDGE + text.draw(painter, _EDGE, 10, 36, self.entry.title, "section", "overlay_text", room=room)
        text.draw(painter, x + 16, 10, 36, f"{self.entry.note}{pages}", "dense", "overlay_text")
        x, y = _EDGE, self.height() - 38
        cards.rounded(painter, QRectF(_EDGE - 10, y - 8, 480, 34), 8, "bg_surface")
        for names, caption in _HINTS:
            x += chips.draw_hint(painter, x, y, names, caption, "surface") + 16


def _picture(source: AttachmentSource, row: Any, page: int) -> Picture | str:
    try:
        return source.picture(row, MOST, page)
    except (Undecodable, OutsideFault) as fault:
        return str(fault)


def _content(source: AttachmentSource, row: Any) -> bytes | str:
    try:
        return source.content(row)
    except OutsideFault as fault:
        return str(fault)
