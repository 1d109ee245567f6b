"""The attachments' part of a page: heading, tiles, and below them how far taking in is or what was not taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui import text
from desktop.ui.attachments.tiles import AttachmentTiles
from desktop.ui.case.rows_painted import SectionLabel

_LINES, _LINE = 4, 18


class _Said(QWidget):
    """Sentences in small print, broken to the width; all of them are in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentences: tuple[str, ...] = ()
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Say other sentences, or none."""
        self.sentences = tuple(sentences)
        self.setAccessibleName("；".join(sentences))
        self.setToolTip("\n".join(sentences))
        self.setVisible(bool(sentences))
        self._fit()

    def _lines(self) -> list[str]:
        room = max(80, self.width())
        lines = [line for sentence in self.sentences for line in text.wrap(sentence, room, "caption")]
        if len(lines) <= _LINES:
            return lines
        return [*lines[: _LINES - 1], f"…共 {len(self.sentences)} 个，指针停在这里看全部"]

    def _fit(self) -> None:
        self.setFixedHeight(max(1, len(self._lines())) * _LINE + 4)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        for place, line in enumerate(self._lines()):
            text.draw(painter, 0, 4 + place * _LINE, _LINE, line, "caption", "soon_fg")


class AttachmentSection(QWidget):
    """`附件 4`, the tiles, and what is to be said about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.tiles, self._said = SectionLabel("附件", ""), AttachmentTiles(), _Said()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self.label, self.tiles, self._said):
            box.addWidget(part)

    def show_entries(self, entries: Sequence[AttachmentEntry]) -> None:
        """Show other attachments."""
        self.label.say(f"附件 {len(entries)}" if entries else "附件", "Space 预览" if entries else "")
        self.tiles.show_entries(entries)

    def say(self, sentences: Sequence[str]) -> None:
        """Say how far it is, or what was not taken."""
        self._said.say(sentences)

    @property
    def said(self) -> tuple[str, ...]:
        """What is said now."""
        return self._said.sentences
