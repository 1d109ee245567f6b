"""The navigation at the left: the pages that exist, what waits in each, and who is at the desk."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop.casework.rows import QueueCount
from desktop.ui import cards, chips, fonts, icons, keycap, text
from desktop.ui.buttons import IconButton

WIDTH = 196
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}


class NavRow(QAbstractButton):
    """One page: icon, title, overdue badge, count and digit."""

    def __init__(self, name: str, title: str, icon: str, digit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(title)
        self._icon, self._digit, self._count = icon, digit, QueueCount()
        self._counted = False
        self.setCheckable(True)
        self.setFixedHeight(32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        self.setToolTip(f"{title} {digit}".strip())

    def set_count(self, count: QueueCount) -> None:
        """Show how many cases are open and overdue."""
        self._count, self._counted = count, True
        overdue = f"，{count.overdue} 件超时" if count.overdue else ""
        self.setAccessibleDescription(f"{count.open} 件{overdue}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the navigation: a button would take them for its own group and never come round."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row; the page that is on has a bar and bold words."""
        painter, on = QPainter(self), self.isChecked()
        if on or self.underMouse():
            cards.rounded(painter, QRectF(self.rect()), 6, "bg_selected" if on else "bg_hover")
        if on:
            cards.rounded(painter, QRectF(0, 8, 3, 16), 1.5, "accent")
        icons.draw(painter, 12, 8, self._icon, "accent" if on else "text2")
        used = 36 + text.draw(painter, 36, 0, 32, self.text(), "body", "text" if on else "text2", 600 if on else 0)
        if self._counted:
            self._paint_count(painter, used)
        if self._digit:
            keycap.draw(painter, 156, 7, self._digit, "quiet")
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))

    def _paint_count(self, painter: QPainter, used: int) -> None:
        number = f"{self._count.open:,}" if self._count.open < 100_000 else f"{self._count.open // 10_000} 万"
        x = 148 - fonts.width(number, "caption")
        text.draw(painter, x, 0, 32, number, "caption", "text2")
        if self._count.overdue:
            wide = max(18, fonts.width(str(min(self._count.overdue, 999)), "caption", 600) + 10)
            if x - 6 - wide >= used + 2:
                chips.draw_badge(painter, x - 6 - wide, 7, self._count.overdue)


class Divider(QWidget):
    """The line between groups of pages."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        cards.hairline(QPainter(self), 12, self.width() - 8, 3)


class NavBar(QWidget):
    """196 px wide; `chosen` carries a page's name. Rows are added in order, with digits while they last."""

    chosen = Signal(str)
    keys_wanted = Signal()
    theme_wanted = Signal()

    def __init__(self, person: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._role = person, role
        self._link, self._tone = "本机数据", "ok_fg"
        self._rows: dict[str, NavRow] = {}
        self._led: dict[str, str] = {}
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("导航")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 64, 8, 8)
        self._box.setSpacing(4)
        self._box.addStretch(1)
        self._keys = IconButton("keyboard", "所有按键", "?", parent=self)
        self._theme = IconButton("contrast", "深色或浅色", "Ctrl+Alt+D", parent=self)
        self._keys.clicked.connect(self.keys_wanted)
        self._theme.clicked.connect(self.theme_wanted)

    def add(self, name: str, title: str, icon: str, apart: bool = False) -> str:
        """Add a page's row; returns its digit, "" after the ninth. `apart` draws a line before it."""
        digit = str(len(self._rows) + 1) if len(self._rows) < 9 else ""
        row = NavRow(name, title, icon, digit, self)
        row.clicked.connect(self._announce)
        if apart:
            self._box.insertWidget(self._box.count() - 1, Divider(self))
        self._box.insertWidget(self._box.count() - 1, row)
        self._rows[name] = row
        return digit

    def lead(self, name: str, page: str) -> None:
        """Let a row turn to another page than the one it was made for; it keeps its place, digit and count."""
        self._led[name] = page
        self._rows[name].setObjectName(page)
        self._rows = {page if key == name else key: row for key, row in self._rows.items()}

    def names(self) -> tuple[str, ...]:
        """The pages, from top to bottom."""
        return tuple(self._rows)

    def choose(self, name: str) -> None:
        """Show which page is on, without telling; an unknown name leaves all off."""
        for other, row in self._rows.items():
            row.setChecked(other == name)

    def set_counts(self, counts: Mapping[str, QueueCount]) -> None:
        """Show the counts of the pages named."""
        for name, count in counts.items():
            row = self._rows.get(self._led.get(name, name))
            if row is not None:
                row.set_count(count)

    def set_link(self, words: str, tone: str = "ok_fg") -> None:
        """Say how the desk is connected; tone is a token: ok_fg, soon_bar or breach_bar."""
        self._link, self._tone = words, tone
        self.setAccessibleDescription(words)
        self.update()

    def take_focus(self) -> None:
        """Put the keyboard on the page that is on."""
        row = next((row for row in self._rows.values() if row.isChecked()), None) or next(iter(self._rows.values()))
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, digits choose."""
        rows = list(self._rows.values())
        step = _ARROWS.get(Qt.Key(event.key()), 0)
        digit = event.key() - Qt.Key.Key_0 if event.text().isascii() else 0
        at = next((place for place, row in enumerate(rows) if row.hasFocus()), None)
        if step and at is not None:
            rows[(at + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            rows[at].click()
        elif 0 < digit <= len(rows):
            rows[digit - 1].click()
        else:
            super().keyPressEvent(event)

    def _announce(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def resizeEvent(self, _event: object) -> None:
        """Keep the two foot buttons in place."""
        y = self.height() - 64
        self._keys.move(WIDTH - 8 - 28, y)
        self._theme.move(WIDTH - 8 - 60, y)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, name and foot."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), cards.shade_of("bg_subtle"))
        cards.upright(painter, WIDTH - 1, 0, self.height())
        icons.draw_logo(painter, 16, 16, 28)
        text.draw(painter, 52, 12, 22, "健管台", "section")
        text.draw(painter, 52, 32, 17, "CareDesk", "caption", "text3")
        self._paint_foot(painter, self.height())

    def _paint_foot(self, painter: QPainter, bottom: int) -> None:
        cards.hairline(painter, 16, WIDTH - 16, bottom - 78)
        cards.rounded(painter, QRectF(16, bottom - 64, 28, 28), 14, "svc_online")
        text.draw_centred(painter, 16, bottom - 64, 28, 28, self._person[:1], "dense", "bg_surface", 600)
        text.draw(painter, 52, bottom - 66, 18, self._person, "dense", "text", 600, room=74)
        text.draw(painter, 52, bottom - 49, 17, self._role, "caption", "text3", room=74)
        cards.rounded(painter, QRectF(20, bottom - 22, 8, 8), 4, self._tone)
        text.draw(painter, 36, bottom - 27, 18, self._link, "caption", "text2", room=WIDTH - 44)
