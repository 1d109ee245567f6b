"""A page of the navigation that is not a queue: full width, no inspector, keys of its own place."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.action import Where


class WholePage(QWidget):
    """What the window asks of such a page; a page overrides what it needs.

    `where` is the place its keys belong to. `counted` carries the QueueCount for the navigation, `undo_offered`
    the words of what Ctrl+Z would take back ("" for nothing). `setFocusProxy` says who gets the keyboard.
    """

    where = Where.WINDOW
    counted = Signal(object)
    undo_offered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Ask the desk anew; called when the page is turned to, at F5, and after cases changed (no ids: all)."""

    def recount(self) -> None:
        """Ask for the count of the navigation, whether the page is on or not."""

    def tick(self, now: datetime) -> None:
        """Move everything that depends on the time to `now`, by arithmetic alone; the page is on."""

    def retreat(self) -> bool:
        """One step down the Esc ladder; says whether there was anything to put away."""
        return False

    def at_rest(self) -> bool:
        """Whether nothing of its own is being made outside the window's worker; for pictures and tests."""
        return True

    def leave(self) -> None:
        """Another page is turned to, or one is put over this: end what cannot wait."""

    def undo(self) -> None:
        """Take back what `undo_offered` named."""

    def panes(self) -> list[QWidget]:
        """The panes F6 walks through, none when the page is one pane."""
        return []

    def print_sheets(self) -> None:
        """Ctrl+P."""
