"""The attachments of a case as tiles: a small picture or an icon, what it is, and how many pages or slices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui import cards, glyphs, icons, text, theme
from desktop.ui.attachments.thumbnails import Thumbnails, draw_covering
from desktop.ui.case import keys
from desktop.ui.case.keys import Key

HIGH, _GAP, _LEAST = 52, 6, 150
_ICONS = {"pdf": "file-text", "dicom": "scan-search", "office": "file-text", "zip": "package", "jpeg": "image",
          "png": "image", "tiff": "image"}  # fmt: skip
_STEPS = {Key.Key_Left: -1, Key.Key_Right: 1}
_OPENING = (Key.Key_Space, Key.Key_Return, Key.Key_Enter)
_ASKED = "把文件、文件夹或光盘拖到这里，或按 Ctrl+U"


class AttachmentTiles(QWidget):
    """Arrows move, Space or Enter opens, Delete takes off; `opened` and `removed` carry the entry."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[AttachmentEntry, ...] = ()
        self.at = 0
        self.hovered = False
        self._thumbnails: Thumbnails | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_entries(())

    def use(self, thumbnails: Thumbnails) -> None:
        """Say where small pictures come from."""
        self._thumbnails = thumbnails
        thumbnails.came.connect(self.update)

    def show_entries(self, entries: Sequence[AttachmentEntry]) -> None:
        """Show other attachments."""
        self.entries = tuple(entries)
        self.at = min(self.at, max(0, len(self.entries) - 1))
        self._say()
        self._fit()

    def set_hovered(self, hovered: bool) -> None:
        """Show that files held over it would be taken."""
        self.hovered = hovered
        self.update()

    @property
    def current(self) -> AttachmentEntry | None:
        """The entry at the cursor."""
        return self.entries[self.at] if self.entries else None

    def _say(self) -> None:
        one = self.current
        self.setAccessibleName("附件：" + ("；".join(f"{e.title} {e.note}" for e in self.entries) or "还没有"))
        self.setAccessibleDescription(f"第 {self.at + 1} 个，{one.title} {one.note} {one.warning}" if one else _ASKED)

    def columns(self) -> int:
        """How many tiles stand side by side."""
        return max(1, (self.width() + _GAP) // (_LEAST + _GAP))

    def _fit(self) -> None:
        rows = -(-len(self.entries) // self.columns()) if self.entries else 1
        self.setFixedHeight(rows * HIGH + (rows - 1) * _GAP)
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Arrange anew."""
        self._fit()

    def box(self, place: int) -> QRect:
        """Where a tile lies."""
        columns = self.columns()
        wide = (self.width() - _GAP * (columns - 1)) // columns
        row, column = divmod(place, columns)
        return QRect(column * (wide + _GAP), row * (HIGH + _GAP), wide, HIGH)

    def _under(self, event: QMouseEvent | QHelpEvent) -> int:
        spot = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        return next((place for place in range(len(self.entries)) if self.box(place).contains(spot)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        if (place := self._under(event)) >= 0:
            self.at = place
            self._say()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open."""
        if self._under(event) >= 0 and self.current is not None:
            self.opened.emit(self.current)

    def event(self, event: QEvent) -> bool:
        """Its own keys come before the window's shortcuts; a tool tip says the whole title."""
        if isinstance(event, QKeyEvent) and self.entries:
            mine = keys.is_plain(event, (*_STEPS, *_OPENING, Key.Key_Up, Key.Key_Down, Key.Key_Delete))
            if keys.claim(event, mine):
                return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and (place := self._under(event)) >= 0:
            one = self.entries[place]
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, (one.title, one.note, one.warning))), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, take off."""
        key, one = Key(event.key()), self.current
        step = {**_STEPS, Key.Key_Up: -self.columns(), Key.Key_Down: self.columns()}.get(key)
        if step is not None and self.entries:
            self.at = min(max(self.at + step, 0), len(self.entries) - 1)
            self._say()
            self.update()
        elif one is not None and key in _OPENING:
            self.opened.emit(one)
        elif one is not None and key == Key.Key_Delete:
            self.removed.emit(one)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles, or where files can be dropped."""
        painter = QPainter(self)
        if not self.entries:
            edge = "accent" if self.hovered else "border_strong"
            cards.rounded(painter, QRectF(self.rect()), 6, "bg_selected" if self.hovered else None, edge, 1, True)
            text.draw_centred(painter, 0, 0, self.width(), HIGH, _ASKED, "caption", "text3")
        for place, one in enumerate(self.entries):
            self._paint_tile(painter, QRectF(self.box(place)), one, place == self.at and self.hasFocus())
        if self.hovered and self.entries:
            cards.rounded(painter, QRectF(self.rect()), 6, None, "accent", 2, True)
        if self.hasFocus() and not self.entries:
            cards.focus_ring(painter, QRectF(self.rect()))

    def _paint_tile(self, painter: QPainter, box: QRectF, one: AttachmentEntry, current: bool) -> None:
        cards.rounded(painter, box, 6, "bg_selected" if current else "bg_surface", "border")
        frame = QRectF(box.x() + 6, box.y() + 6, 40, 40)
        picture = self._thumbnails.get(one) if self._thumbnails is not None else None
        if picture is not None:
            cards.rounded(painter, frame, 4, "viewport")
            draw_covering(painter, frame, picture)
        else:
            cards.rounded(painter, frame, 4, "bg_subtle")
            icons.draw(painter, frame.x() + 12, frame.y() + 12, _ICONS.get(one.media, "paperclip"), "text2")
        x, room = box.x() + 54, round(box.width() - 62)
        text.draw(painter, x, box.y() + 6, 20, one.title, "dense", "text", 500, room=room)
        if one.warning:
            glyphs.draw(painter, x, box.y() + 30, "approx", theme.colour("soon_bar"))
            text.draw(painter, x + 16, box.y() + 26, 20, "可能非本人", "caption", "soon_fg", room=room - 16)
        else:
            text.draw(painter, x, box.y() + 26, 20, one.note, "caption", "text3", room=room)
        if current:
            cards.focus_ring(painter, box)
