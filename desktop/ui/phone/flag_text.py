"""A text in which words of an emergency stand out while they are typed; a denied word does not."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.handbook.red_flags import Flagged, RedFlags, read_flags
from desktop.ui import fonts, theme

_AFTER_MS = 30


class _Marks(QSyntaxHighlighter):
    """Paints the words that were found."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.found: tuple[Flagged, ...] = ()

    def highlightBlock(self, line: str) -> None:
        """Mark the words of one paragraph."""
        start = self.currentBlock().position()
        manner = QTextCharFormat()
        manner.setBackground(theme.colour("flag_bg"))
        manner.setForeground(theme.colour("breach_bar"))
        manner.setFontUnderline(True)
        manner.setFontWeight(QFont.Weight.DemiBold)
        for one in self.found:
            if start <= one.start < start + len(line):
                self.setFormat(one.start - start, one.end - one.start, manner)


class FlagText(QPlainTextEdit):
    """`flagged` carries what was found whenever it changed; Tab leaves the field."""

    flagged = Signal(object)

    def __init__(self, name: str, flags: RedFlags, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags = flags
        self.found: tuple[Flagged, ...] = ()
        self._marks = _Marks(self.document())
        self._read_text = ""
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setMinimumHeight(16 + 22 * lines)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.read)
        self.textChanged.connect(self._soon.start)
        theme.SWITCH.changed.connect(self._marks.rehighlight)

    def read(self) -> None:
        """Look for the words now."""
        said = self.toPlainText()
        if said == self._read_text:
            return
        self._read_text = said
        found = read_flags(said, self._flags)
        if found != self.found:
            self.found = self._marks.found = found
            self._marks.rehighlight()
            self.flagged.emit(found)


class PhraseText(QPlainTextEdit):
    """A text in which `/` at the beginning of a word asks for a phrase."""

    phrase_wanted = Signal()

    def __init__(self, name: str, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setMinimumHeight(16 + 22 * lines)

    def insert(self, words: str) -> None:
        """Put words at the caret."""
        self.insertPlainText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A slash asks for phrases."""
        if event.text() == "/":
            self.phrase_wanted.emit()
        else:
            super().keyPressEvent(event)
