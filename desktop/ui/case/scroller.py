"""A scroll area without frame and ground that keeps what has the keyboard in sight."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.ui import theme

_ROOM, _FADE, _EDGE = 28, 28, 8


class _Fade(QWidget):
    """The lower edge fades while there is more below it: no line looks as if it were cut in half."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from nothing to the card's ground."""
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, theme.faded("bg_surface", 0))
        shade.setColorAt(0.8, theme.colour("bg_surface"))
        QPainter(self).fillRect(QRectF(self.rect()), shade)


class Scroller(QScrollArea):
    """Holds one widget; `hold` puts it in."""

    def __init__(self, inner: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fade = _Fade(self.viewport())
        self.verticalScrollBar().valueChanged.connect(self._more)
        self.verticalScrollBar().rangeChanged.connect(self._more)
        if inner is not None:
            self.hold(inner)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def hold(self, inner: QWidget) -> None:
        """Put the widget in; the ground stays that of the card below."""
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fade keeps to the lower edge."""
        super().resizeEvent(event)
        self._more()

    def _more(self, *_places: int) -> None:
        bar, view = self.verticalScrollBar(), self.viewport()
        self._fade.setGeometry(_EDGE, view.height() - _FADE - 2, view.width() - 2 * _EDGE, _FADE)
        self._fade.setVisible(bar.value() < bar.maximum())
        self._fade.raise_()

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is None or inner is None or now is inner or now.height() > self.viewport().height():
            return
        if inner.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _ROOM)
