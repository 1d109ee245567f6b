"""A scroll area without frame and ground that keeps what has the keyboard in sight."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_ROOM = 28


class Scroller(QScrollArea):
    """Holds one widget; `hold` puts it in."""

    def __init__(self, inner: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if inner is not None:
            self.hold(inner)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._follow)

    def hold(self, inner: QWidget) -> None:
        """Put the widget in; the ground stays that of the card below."""
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is None or inner is None or now is inner or now.height() > self.viewport().height():
            return
        if inner.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, _ROOM)
