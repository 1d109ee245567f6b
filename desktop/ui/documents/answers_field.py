"""Answers under their numbered questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.handbook.documents.gaps import Gap
from desktop.handbook.documents.vocabulary import Field
from desktop.ui import cards, fonts, text
from desktop.ui.documents.boxes import LongBox
from desktop.ui.documents.field import HEAD, PAD, DocField, Now, paint_tick

_ASKED = 24


class AnswersField(DocField):
    """One text for each question; `set_questions` says what was asked."""

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self._box.setContentsMargins(PAD, HEAD + _ASKED, PAD, 12)
        self._box.setSpacing(_ASKED + 14)
        self.questions: tuple[str, ...] = ()
        self.boxes: list[LongBox] = []
        self._quiet = False
        self.set_questions(())

    def set_questions(self, questions: Sequence[str]) -> None:
        """One answer for each; what was answered stays."""
        wanted = tuple(questions) or ("",)
        if wanted == self.questions:
            return
        self.questions = wanted
        while len(self.boxes) > len(wanted):
            box = self.boxes.pop()
            self._box.removeWidget(box)
            box.deleteLater()
        while len(self.boxes) < len(wanted):
            self._add()
        for place, (box, asked) in enumerate(zip(self.boxes, wanted, strict=True), 1):
            box.setAccessibleName(f"问题 {place} {asked}")
        self.control = self.boxes[0]
        self.setFocusProxy(self.boxes[0])
        self.update()

    def _add(self) -> None:
        box = LongBox()
        box.setPlaceholderText("写答复，/ 常用语")
        box.textChanged.connect(self._typed)
        box.phrase_wanted.connect(self._ask)
        box.installEventFilter(self)
        self._box.addWidget(box)
        self.boxes.append(box)

    def value(self) -> Any:
        """The answers in the order of the questions, without empty ones at the end."""
        said = [box.text().strip() for box in self.boxes]
        while said and not said[-1]:
            said.pop()
        return said or None

    def set_value(self, value: Any) -> None:
        """Show the answers."""
        self._quiet = True
        said = list(value or ())
        if len(said) > len(self.boxes):
            self.set_questions((*self.questions, *([""] * (len(said) - len(self.boxes)))))
        for place, box in enumerate(self.boxes):
            box.set_text(said[place] if place < len(said) else "")
        self._quiet = False
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Whether the answers can be written."""
        for box in self.boxes:
            box.setReadOnly(not editable)

    def go_to(self, gap: Gap | None = None) -> None:
        """The first answer, or the one that is missing."""
        place = gap.row if gap is not None and 0 <= gap.row < len(self.boxes) else 0
        self.boxes[place].setFocus()

    @property
    def missing(self) -> bool:
        """A missing answer is shown at its question, and the whole field only when none is there."""
        return bool(self.gaps) and self.value() is None

    def has_keyboard(self) -> bool:
        """Whether an answer is being typed."""
        return any(box.hasFocus() for box in self.boxes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which answer has the keyboard, so that it is scrolled to."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.control = watched
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit(self.field.name)
        self.update()

    def _ask(self) -> None:
        self.phrases_wanted.emit(self, self.sender())

    def _paint_frame(self, painter: QPainter, warned: bool) -> None:
        del warned
        lacking = {gap.row for gap in self.gaps}
        for place, box in enumerate(self.boxes):
            frame = QRectF(box.geometry()).adjusted(-8, -5, 8, 5)
            if box.hasFocus():
                cards.rounded(painter, frame, 6, "bg_surface", "focus", 2)
            elif place in lacking:
                cards.rounded(painter, frame.adjusted(0, -_ASKED + 4, 0, 0), 6, "soon_bg")
            words = f"Q{place + 1} {self.questions[place]}".strip()
            tint = "soon_fg" if place in lacking else "text2"
            text.draw(painter, PAD, box.y() - _ASKED - 2, 22, words, "caption", tint, 500, room=box.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint which questions are answered at the right of the label."""
        super().paintEvent(event)
        painter = QPainter(self)
        room = sum(fonts.width(f"Q{place + 1}", "caption") + 22 for place in range(len(self.boxes)))
        x = self.width() - PAD - room
        if not self.missing:
            cards.rounded(painter, QRectF(x - 8, 4, room + 8, 20), 0, "bg_surface")
            for place, box in enumerate(self.boxes):
                paint_tick(painter, x, 8, bool(box.text().strip()))
                x += 16 + text.draw(painter, x + 16, 4, 20, f"Q{place + 1}", "caption", "text2") + 6
