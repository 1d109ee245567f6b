"""Tab and Shift+Tab go round inside an open form or popover and never out of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_within(frame: QWidget, forward: bool, itself: bool = False) -> bool:
    """Give the keyboard to the next control of the frame, or to the one before; the frame is one with `itself`.

    Always True: where there is no other control, the keyboard stays.
    """
    focus = QApplication.focusWidget()
    start = focus if focus is not None and frame.isAncestorOf(focus) else frame
    found = next((one for one in _chain(start, forward) if _stops(one, frame, itself)), None)
    if found is not None:
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
    return True


def _chain(start: QWidget, forward: bool) -> Iterator[QWidget]:
    """Every other widget of the window in the order of Tab."""
    one = start
    while (one := one.nextInFocusChain() if forward else one.previousInFocusChain()) is not start:
        yield one


def _stops(one: QWidget, frame: QWidget, itself: bool) -> bool:
    if not (itself if one is frame else frame.isAncestorOf(one)):
        return False
    by_tab = bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and one.isVisible() and one.isEnabled() and one.focusProxy() is None
