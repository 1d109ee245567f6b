"""Small marks: the service tile with its character, pills, tags, badges and removable filter chips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.handbook.vocabulary import Service
from desktop.ui import cards, fonts, icons, keycap, text

TILES = {
    Service.OC: ("问", "svc_online"),
    Service.PD: ("电", "svc_phone"),
    Service.GC: ("绿", "svc_green"),
    Service.MD: ("会", "svc_mdt"),
    Service.ND: ("结", "svc_nodule"),
}
_TONES = {
    "plain": ("bg_subtle", "text2"),
    "ok": ("ok_bg", "ok_fg"),
    "soon": ("soon_bg", "soon_fg"),
    "crit": ("crit_bg", "crit_fg"),
    "breach": ("breach_bg", "breach_fg"),
    "pause": ("pause_bg", "pause_fg"),
    "info": ("info_bg", "info_fg"),
    "chosen": ("bg_selected", "text"),
}


def draw_tile(painter: QPainter, x: float, y: float, service: Service, size: int = 24) -> None:
    """Draw a service's tile: the character says which, the hue is decoration."""
    character, hue = TILES[service]
    cards.rounded(painter, QRectF(x, y, size, size), 6, hue)
    role = {20: "caption", 24: "dense"}.get(size, "section")
    text.draw_centred(painter, x, y, size, size, character, role, "bg_surface", 600)


def tag_width(caption: str) -> int:
    """The width of a tag with this caption."""
    return fonts.width(caption, "caption") + 10


def draw_tag(painter: QPainter, x: float, y: float, caption: str, tone: str = "plain", height: int = 16) -> int:
    """Draw a tag (state of a thing, radius 4); returns its width."""
    fill, ink = _TONES[tone]
    wide = tag_width(caption)
    cards.rounded(painter, QRectF(x, y, wide, height), 4, fill)
    text.draw(painter, x + 5, y, height, caption, "caption", ink, 500 if tone != "plain" else 0)
    return wide


def draw_badge(painter: QPainter, x: float, y: float, count: int, size: int = 18) -> int:
    """Draw the round count of overdue cases; returns its width."""
    caption = str(count) if count < 100 else "99+"
    wide = max(size, fonts.width(caption, "caption", 600) + 10)
    cards.rounded(painter, QRectF(x, y, wide, size), size / 2, "breach_bg")
    text.draw_centred(painter, x, y, wide, size, caption, "caption", "breach_fg", 600)
    return wide


class Tile(QWidget):
    """A service's tile as a widget (24, or 20 on cards, or 32 in the inspector)."""

    def __init__(self, service: Service, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self.setFixedSize(size, size)

    def set_service(self, service: Service) -> None:
        """Show another service."""
        self._service = service
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile."""
        draw_tile(QPainter(self), 0, 0, self._service, self.width())


class Tag(QWidget):
    """A tag as a widget, 20 px high; tone: plain, ok, soon, crit, breach, pause or info."""

    def __init__(self, caption: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._tone = caption, tone
        self.set_caption(caption, tone)

    def set_caption(self, caption: str, tone: str = "plain") -> None:
        """Show another caption."""
        self._caption, self._tone = caption, tone
        self.setAccessibleName(caption)
        self.setFixedSize(tag_width(caption), 20)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tag."""
        draw_tag(QPainter(self), 0, 0, self._caption, self._tone, 20)


class Chip(QAbstractButton):
    """A choosable chip, 28 px high, with an optional digit before and a count after its caption."""

    def __init__(self, caption: str, digit: str = "", count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit, self.count, self.alarming = digit, count, False
        self.setText(caption)
        self.setCheckable(True)
        self.setAccessibleName(caption)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(28)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: str, alarming: bool = False) -> None:
        """Show a count after the caption; an alarming one in crimson."""
        self.count, self.alarming = count, alarming
        self.setAccessibleName(f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Caption, digit and count with 10 px on each side; room for the bold caption of the chosen one."""
        wide = fonts.width(self.text(), "dense", 600) + 20
        wide += fonts.width(self.digit, "dense", 600) + 6 if self.digit else 0
        wide += fonts.width(self.count, "caption", 600) + 8 if self.count else 0
        return QSize(wide, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        chosen = self.isChecked()
        ground = "bg_selected" if chosen else "bg_hover" if self.underMouse() else None
        if ground:
            cards.rounded(painter, QRectF(self.rect()), 6, ground)
        x = 10.0
        if self.digit:
            x += text.draw(painter, x, 0, 28, self.digit, "dense", "text", 600) + 6
        x += text.draw(painter, x, 0, 28, self.text(), "dense", "text" if chosen else "text2", 600 if chosen else 0)
        if self.count:
            self._paint_count(painter, x + 8)
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))

    def _paint_count(self, painter: QPainter, x: float) -> None:
        tint, weight = ("breach_bar", 600) if self.alarming else ("text2" if self.isChecked() else "text3", 0)
        text.draw(painter, x, 0, 28, self.count, "caption", tint, weight)


class FilterChip(QAbstractButton):
    """A filter in force, `阶段 待预约 ×`: a click takes it off (signal `removed` carries its name)."""

    removed = Signal(str)

    def __init__(self, name: str, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setText(caption)
        self.setAccessibleName(f"去掉筛选 {caption}")
        self.setToolTip(f"去掉筛选 {caption}")
        self.setFixedHeight(26)
        self.setFixedWidth(fonts.width(caption, "caption", 500) + 40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._announce)

    def _announce(self) -> None:
        self.removed.emit(self._name)

    def event(self, event: QEvent) -> bool:
        """Repaint when the pointer comes and goes."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip with its cross."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_selected")
        text.draw(painter, 10, 0, 26, self.text(), "caption", "text", 500)
        icons.draw(painter, self.width() - 24, 6, "x", "text" if self.underMouse() else "text2", 14)
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))


def hint_width(keys: tuple[str, ...], caption: str) -> int:
    """The width of key caps with their caption."""
    return sum(keycap.width(key) + 4 for key in keys) + 2 + fonts.width(caption, "caption")


def draw_hint(painter: QPainter, x: float, y: float, keys: tuple[str, ...], caption: str, ground: str = "app") -> int:
    """Draw key caps and what they do; returns the width."""
    start = x
    for key in keys:
        x += keycap.draw(painter, x, y, key, ground) + 4
    x += 2
    x += text.draw(painter, x, y, keycap.HEIGHT, caption, "caption", "text3")
    return round(x - start)
