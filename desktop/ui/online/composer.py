"""Writing an answer: the text, the pictures that go with it, and the locked line that the program adds (OC-03)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QMimeData, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.casework.attachment_rows import Arrival
from desktop.ui import cards, chips, fonts, icons, text
from desktop.ui.buttons import Button
from desktop.ui.documents.boxes import wants_phrase
from desktop.ui.online.words import NOTICE_LINE

_FOOT = 34


class AnswerBox(QPlainTextEdit):
    """The text; `/` asks for a phrase, a pasted or dropped picture is taken along."""

    phrase_wanted = Signal()
    files_came = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.setFont(fonts.font("body"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName("答复")
        self.document().setDocumentMargin(0)

    def insert(self, said: str) -> None:
        """Put a phrase in at the caret."""
        self.insertPlainText(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`/` asks for a phrase where a word may begin."""
        if wants_phrase(event, self.toPlainText()[: self.textCursor().position()]):
            self.phrase_wanted.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, pictures and files."""
        return source.hasImage() or bool(local_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A picture or files go along with the answer; text is written."""
        if paths := local_files(source):
            self.files_came.emit(paths)
        elif source.hasImage():
            self.files_came.emit([pasted(QImage(source.imageData()))])
        else:
            super().insertFromMimeData(source)


def local_files(source: QMimeData) -> list[Path]:
    """The files of a drop or of the clipboard."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


def pasted(image: QImage) -> Path:
    """A picture of the clipboard as a file, to be taken in like any other and removed after."""
    path = Path(mkdtemp(prefix="caredesk-paste-")) / "粘贴的图片.png"
    image.save(str(path))
    return path


class Composer(QWidget):
    """The answer being written. `edited` after each change, `send_wanted`, `files_wanted`, `phrase_wanted` by buttons.

    With `letter` on it takes down what the customer wrote instead; nothing is added to that.
    """

    edited = Signal()
    send_wanted = Signal()
    files_wanted = Signal()
    files_came = Signal(object)
    phrase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[Arrival, ...] = ()
        self.letter, self.quiet = False, False
        self.box = AnswerBox(self)
        self.box.textChanged.connect(self._say_edited)
        self.box.files_came.connect(self.files_came)
        self.box.phrase_wanted.connect(self.phrase_wanted)
        self.setFocusProxy(self.box)
        self.picture = Button("图片", icon="image", height=32, role="dense", parent=self)
        self.phrases = Button("常用语", "/", icon="message-square-text", height=32, role="dense", parent=self)
        self.send = Button("发送", "Ctrl+Enter", "primary", "send", 32, "dense", self)
        self.picture.clicked.connect(self.files_wanted)
        self.phrases.clicked.connect(self.phrase_wanted)
        self.send.clicked.connect(self.send_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.picture)
        row.addWidget(self.phrases)
        row.addStretch(1)
        row.addWidget(self.send)
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 0, 12, 0)
        inside.addWidget(self.box)
        column = QVBoxLayout(self)
        column.addLayout(inside, 1)
        column.addSpacing(_FOOT + 14)
        column.addLayout(row)
        column.setContentsMargins(16, 22, 16, 30)
        self.setFixedHeight(214)

    def text(self) -> str:
        """What is written."""
        return self.box.toPlainText()

    def fill(self, said: str, files: Sequence[Arrival] = ()) -> None:
        """Show another answer, without telling."""
        self.quiet = True
        if said != self.text():
            self.box.setPlainText(said)
            cursor = self.box.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.box.setTextCursor(cursor)
        self.quiet = False
        self.set_files(files)

    def set_files(self, files: Sequence[Arrival]) -> None:
        """The pictures that go along."""
        self.files = tuple(files)
        self.picture.set_title(f"图片 {len(self.files)}" if self.files else "图片")
        self.setAccessibleDescription("、".join(one.name for one in self.files))
        self.update()

    @Slot(list)
    def take_names(self, names: list[str]) -> None:
        """Files chosen in the dialogue."""
        self.files_came.emit([Path(name) for name in names])

    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.text().strip() and not self.files

    def set_letter(self, letter: bool) -> None:
        """Take down what the customer wrote, or answer."""
        self.letter = letter
        self.box.setAccessibleName("客户来信" if letter else "答复")
        invitation = "客户写了什么" if letter else "写答复；/ 常用语"
        self.box.setPlaceholderText(f"{invitation}，图片可粘贴或拖入")
        self.send.set_title("记下来信" if letter else "发送")
        self.update()

    def set_open(self, reason: str) -> None:
        """Without a reason it can be written in."""
        self.box.setReadOnly(bool(reason))
        for button in (self.picture, self.phrases, self.send):
            button.set_reason(reason)

    def _say_edited(self) -> None:
        if not self.quiet:
            self.edited.emit()

    def frame(self) -> QRectF:
        """The box with text and locked line."""
        return QRectF(16, 12, self.width() - 32, self.height() - 12 - 72)

    def paintEvent(self, _event: Any) -> None:
        """Paint the box, its locked line, the files, and what sending does."""
        painter, box = QPainter(self), self.frame()
        cards.hairline(painter, 1, self.width() - 1, 0)
        focused = self.box.hasFocus()
        cards.rounded(painter, box, 8, "bg_surface", "focus" if focused else "border_strong", 2 if focused else 1)
        if not self.letter:
            cards.hairline(painter, box.x() + 12, box.right() - 12, box.bottom() - _FOOT)
            icons.draw(painter, box.x() + 12, box.bottom() - 24, "lock", "text2", 14)
            text.draw(painter, box.x() + 34, box.bottom() - _FOOT, _FOOT, NOTICE_LINE, "caption", "text2")
        x = box.right() - 12
        for one in self.files[::-1][:2]:
            wide = chips.tag_width(one.name)
            x -= wide + 6
            if x < box.x() + 330:
                break
            chips.draw_tag(painter, x, box.bottom() - 26, one.name, "info", 18)
        hint = "记为客户来信，附自动回执" if self.letter else "发出后停首答计时；10 秒内可撤回 Ctrl+Z"
        text.draw(painter, 16, self.height() - 27, 20, hint, "caption", "text2")

