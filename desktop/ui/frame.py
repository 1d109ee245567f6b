"""A form or popover in front: Tab goes round inside it and never out, and Ctrl+Z there is its fields' own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.case import keys


class Frame(QWidget):
    """What keeps the keyboard while it is open; `has_keys` says that it takes keys itself, beside its controls."""

    has_keys = False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next control inside, or to the one before; where there is no other, the keyboard stays."""
        focus = QApplication.focusWidget()
        start = focus if focus is not None and self.isAncestorOf(focus) else self
        found = next((one for one in _chain(start, forward) if _stops(one, self)), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """What was done behind the form is not undone from within it."""
        if isinstance(event, QKeyEvent) and keys.claim(event, keys.is_undo(event)):
            return True
        return super().event(event)


def frame_of(widget: QWidget | None) -> Frame | None:
    """The open form or popover that a widget belongs to."""
    while widget is not None and not isinstance(widget, Frame):
        widget = widget.parentWidget()
    return widget


def _chain(start: QWidget, forward: bool) -> Iterator[QWidget]:
    """Every other widget of the window in the order of Tab."""
    one = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while one is not None and one is not start:
        yield one
        one = one.nextInFocusChain() if forward else one.previousInFocusChain()


def _stops(one: QWidget, frame: Frame) -> bool:
    if not (frame.has_keys if one is frame else frame.isAncestorOf(one)):
        return False
    by_tab = bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and one.isVisible() and one.isEnabled() and one.focusProxy() is None
