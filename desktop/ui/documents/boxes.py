"""The bare controls of a document: a text that grows with what it says, and a line; `/` asks for a phrase."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit, QWidget

from desktop.ui import fonts

LINE = 22
NOTHING_KEY = Qt.Key.Key_0
_BEFORE = " \n\t\u2029　，。；：、（"


def wants_phrase(event: QKeyEvent, before: str) -> bool:
    """Whether a `/` asks for a phrase: at the beginning, or after a blank or a mark, never inside `8170/3`."""
    return event.text() == "/" and (not before or before[-1] in _BEFORE)


def says_nothing(event: QKeyEvent) -> bool:
    """Alt+0: say explicitly that there is nothing."""
    return event.key() == NOTHING_KEY and event.modifiers() == Qt.KeyboardModifier.AltModifier


class LongBox(QTextEdit):
    """Plain text with lines of 22 px that is as high as its text; Tab leaves it."""

    phrase_wanted = Signal()
    nothing_wanted = Signal()

    def __init__(self, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = lines
        self.setProperty("bare", "true")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(fonts.font("body"))
        self.document().setDocumentMargin(0)
        for turn in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            turn(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._space_lines()
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _space_lines(self) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)

    def _grow(self) -> None:
        high = max(round(self.document().size().height()), LINE * self._least)
        if high != self.height():
            self.setFixedHeight(high)

    def text(self) -> str:
        """What it says."""
        return self.toPlainText()

    def set_text(self, said: str) -> None:
        """Say something else."""
        if said != self.toPlainText():
            self.setPlainText(said)
            self._space_lines()

    def insert(self, said: str) -> None:
        """Put a phrase in at the caret; its first blank to fill in is selected."""
        self.insertPlainText(said)
        place = said.find("＿")
        if place >= 0:
            cursor = self.textCursor()
            cursor.setPosition(cursor.position() - len(said) + place)
            cursor.setPosition(cursor.position() + 1, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(60, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The section scrolls, not the text."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`/` asks for a phrase, Alt+0 says that there is nothing."""
        before = self.toPlainText()[: self.textCursor().position()]
        if wants_phrase(event, before):
            self.phrase_wanted.emit()
        elif says_nothing(event):
            self.nothing_wanted.emit()
        else:
            super().keyPressEvent(event)


class LineBox(QLineEdit):
    """One line of text."""

    phrase_wanted = Signal()
    nothing_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.setFont(fonts.font("body"))
        self.setFixedHeight(24)

    def set_text(self, said: str) -> None:
        """Say something else."""
        if said != self.text():
            self.setText(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`/` asks for a phrase, Alt+0 says that there is nothing."""
        if wants_phrase(event, self.text()[: self.cursorPosition()]):
            self.phrase_wanted.emit()
        elif says_nothing(event):
            self.nothing_wanted.emit()
        else:
            super().keyPressEvent(event)
