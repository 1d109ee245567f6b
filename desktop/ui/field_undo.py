"""Ctrl+Z in a text field: the field's own while it has something to undo, the window's otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_STEPS = QKeySequence.StandardKey


class FieldUndo(QObject):
    """Watches the field that has the keyboard; a Qt field claims the keys of undo even with nothing to undo."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _FIELDS):
            new.removeEventFilter(self)
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the key to the window when the field has nothing for it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = event.matches(_STEPS.Undo), event.matches(_STEPS.Redo)
        if not (undo or redo) or _has_steps(watched, redo=redo):
            return False
        event.ignore()
        return True


def _has_steps(field: QObject, *, redo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() if redo else field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        paper = field.document()
        return paper.isRedoAvailable() if redo else paper.isUndoAvailable()
    return False
