"""A floating card above the window's content: soft shadow, closed by Esc or a click elsewhere, never modal."""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui import cards
from desktop.ui.frame import Frame

SHADOW = 20
_OPEN: WeakSet[Popover] = WeakSet()
"""What floats now, in any window."""


def _application() -> QCoreApplication:
    app = QCoreApplication.instance()
    assert app is not None
    return app


def close_all(window: QWidget) -> None:
    """Close what floats in a window: another page is turned to; what `stays` stays."""
    for popover in list(_OPEN):
        if isValid(popover) and popover.window() is window and not popover.stays:
            popover.dismiss()


class Popover(Frame):
    """A floating card inside its window; subclasses paint or lay out inside `card()`.

    It belongs to the top-level window of `host`, so it never takes the activation away, and gives the
    keyboard back to what had it. `closed` is emitted once each time it goes. It goes with the page it was opened
    on, unless it `stays`.
    """

    closed = Signal()
    radius = 8
    stays = False

    def __init__(self, host: QWidget, width: int, height: int) -> None:
        super().__init__(host.window())
        self._host = host.window()
        self._before: QWidget | None = None
        self.resize(width + 2 * SHADOW, height + 2 * SHADOW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def host(self) -> QWidget:
        """The window it floats in."""
        return self._host

    def card(self) -> QRect:
        """The visible card inside this widget, without the room for the shadow."""
        return self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def set_card_size(self, width: int, height: int) -> None:
        """Resize so that the visible card has this size."""
        self.resize(width + 2 * SHADOW, height + 2 * SHADOW)

    def open_at(self, corner: QPoint, take_focus: bool = False) -> None:
        """Show with the card's upper left corner at a point of the window, kept inside the window."""
        window = self.host
        x = min(max(corner.x(), 4), window.width() - self.card().width() - 4)
        y = min(max(corner.y(), 4), window.height() - self.card().height() - 4)
        self._before = QApplication.focusWidget()
        self.move(x - SHADOW, y - SHADOW)
        self.show()
        self.raise_()
        _OPEN.add(self)
        _application().installEventFilter(self)
        self.has_keys = take_focus
        if take_focus:
            self.setFocus()

    def dismiss(self) -> None:
        """Close, give the keyboard back and say so; nothing happens when it is closed already."""
        if self.isHidden():
            return
        _application().removeEventFilter(self)
        _OPEN.discard(self)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self.hide()
        if had_focus and self._before is not None:
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close at Esc anywhere and at a press outside."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._press_at(watched, event)
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._escape(event)
        return False

    def _press_at(self, watched: QObject, event: QMouseEvent) -> None:
        if not isinstance(watched, QWidget) or watched.window() is not self.window():
            return
        spot = self.mapFromGlobal(event.globalPosition().toPoint())
        if not self.card().contains(spot):
            self.dismiss()

    def _escape(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        self.dismiss()
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shadow and card."""
        painter = QPainter(self)
        box = QRectF(self.card())
        cards.soft_shadow(painter, box, self.radius)
        cards.rounded(painter, box, self.radius, "bg_surface", "border_strong")
