"""Buttons that show their key: primary, normal, quiet, and disabled with the reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui import cards, fonts, icons, keycap, text

_BETWEEN_CAPS = 4
_CLICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QAbstractButton):
    """A push button, 36 px high (32 in headers, 30 in strips).

    kind: `primary` (one per pane), `normal`, `quiet` (no frame). `key` is only shown: the action table binds it;
    `Tab Return` is one after the other.
    """

    def __init__(
        self,
        title: str,
        key: str = "",
        kind: str = "normal",
        icon: str = "",
        height: int = 36,
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self.key, self.reason = kind, key, ""
        self._icon, self._role = icon, role
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.setText(title)
        self.setAccessibleName(title)
        hint = " ".join((title, *map(keycap.shown, self.key.split())))
        self.setToolTip(self.reason or hint)
        self.updateGeometry()
        self.update()

    def set_reason(self, reason: str) -> None:
        """Disable the button and say why, or enable it again with an empty reason."""
        self.reason = reason
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason)
        self.set_title(self.text())

    def content_width(self) -> int:
        """Pixels of icon, title and key cap together."""
        wide = fonts.width(self.text(), self._role, 500)
        wide += 24 if self._icon else 0
        caps = sum(_BETWEEN_CAPS + keycap.width(key) for key in self.key.split())
        return wide + (8 - _BETWEEN_CAPS + caps if caps else 0)

    def sizeHint(self) -> QSize:
        """The content with 12 px of room on each side."""
        return QSize(self.content_width() + 24, self.height())

    def minimumSizeHint(self) -> QSize:
        """The content with 10 px of room on each side: a title is never cut."""
        return QSize(self.content_width() + 20, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks as Space does; Ctrl+Enter is the form's."""
        if event.key() in _CLICKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Repaint when the pointer comes and goes."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.EnabledChange):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, title, cap and focus ring."""
        painter = QPainter(self)
        tint, ground = self._paint_ground(painter)
        x = (self.width() - self.content_width()) / 2
        if self._icon:
            icons.draw(painter, x, (self.height() - 16) / 2, self._icon, tint)
            x += 24
        x += text.draw(painter, x, 0, self.height(), self.text(), self._role, tint, 500)
        x += 8
        for key in self.key.split():
            x += keycap.draw(painter, x, (self.height() - keycap.HEIGHT) / 2, key, ground) + _BETWEEN_CAPS
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_ground(self, painter: QPainter) -> tuple[str, str]:
        box = QRectF(self.rect())
        warm = self.underMouse() or self.isDown()
        if not self.isEnabled() and self.kind == "quiet":
            return "text_disabled", "disabled"
        if not self.isEnabled():
            cards.rounded(painter, box, 6, "bg_subtle", "border")
            return "text_disabled", "disabled"
        if self.kind == "primary":
            cards.rounded(painter, box, 6, "accent_hover" if warm else "accent")
            return "on_accent", "primary"
        if self.kind == "quiet":
            cards.rounded(painter, box, 6, "bg_hover" if warm else None)
            return "text2", "app"
        cards.rounded(painter, box, 6, "bg_hover" if warm else "bg_surface", "border_strong")
        return "text", "surface"

    def _paint_focus(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        if self.kind == "primary" and self.isEnabled():
            cards.rounded(painter, box.adjusted(2, 2, -2, -2), 4, None, "on_accent", 2)
        else:
            cards.focus_ring(painter, box)


class IconButton(QAbstractButton):
    """A button of one icon, 28 px square; `title` is its tool tip and accessible name."""

    def __init__(self, icon: str, title: str, key: str = "", size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(size, size)
        self.setAccessibleName(title)
        self.setToolTip(f"{title} {keycap.shown(key)}" if key else title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, icon: str, title: str) -> None:
        """Show another icon with another meaning."""
        self._icon = icon
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Warm up."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Cool down."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon on its hover ground."""
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            cards.rounded(painter, QRectF(self.rect()), 6, "bg_hover")
        inset = (self.width() - 16) / 2
        icons.draw(painter, inset, inset, self._icon, "text2" if self.isEnabled() else "text_disabled")
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))
