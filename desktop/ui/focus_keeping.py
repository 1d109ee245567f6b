"""Keeps the keyboard where the work goes on when the control that had it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.shell import Shell


class FocusKeeper(QObject):
    """Qt hands the keyboard of a control that is hidden, disabled or deleted to the next in line: often the navigation.

    A moment later, when nobody has taken it meanwhile, the list or the page in front gets it.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    @Slot(QWidget, QWidget)
    def _look(self, old: QWidget | None, new: QWidget | None) -> None:
        gone = old is None or not isValid(old) or not old.isVisible() or not old.isEnabled()
        if self._lost(new) and (gone or (new is not None and not new.isVisible())):
            self._soon.start(0)

    def _lost(self, widget: QWidget | None) -> bool:
        """Nobody has it, or one that cannot do anything with it: hidden, or not made for keys."""
        if widget is None or not isValid(widget) or not widget.isVisible():
            return True
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            return True
        return self._shell.nav.isAncestorOf(widget)

    @Slot()
    def _settle(self) -> None:
        if self._shell.isActiveWindow() and self._lost(QApplication.focusWidget()):
            self._shell.focus_page()
