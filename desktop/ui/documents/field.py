"""A field of a document on the screen: label, what is wanted of it, its gap, and whatever control holds the value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.handbook.documents.gaps import Gap
from desktop.handbook.documents.values import is_empty
from desktop.handbook.documents.vocabulary import Field, Kind
from desktop.ui import cards, chips, fonts, glyphs, text, theme

PAD, HEAD, FOOT = 8, 30, 10
SIDE = 116
Now = Callable[[], datetime]


class DocField(QWidget):
    """One field. `edited` carries its name after every change by a person; `entered` when it gets the keyboard.

    `phrases_wanted` carries the field and its text control. Subclasses make the control, hand it to `hold`, and
    answer `value`, `set_value`; `place` names the field for phrases, with its table for a column.
    """

    edited = Signal(str)
    entered = Signal(object)
    phrases_wanted = Signal(object, object)
    beside = False

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__()
        self.field, self.place, self._now = field, place or field.name, now
        self.gaps: tuple[Gap, ...] = ()
        self.fault, self.first = "", False
        self.control: QWidget = self
        self._box = QVBoxLayout(self)
        if self.beside:
            self._box.setContentsMargins(2 * PAD + SIDE, 9, 2 * PAD, 9)
        else:
            self._box.setContentsMargins(PAD, HEAD, PAD, FOOT)
        self._box.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hold(self, control: QWidget) -> None:
        """Take the control in and name it."""
        self.control = control
        self._box.addWidget(control)
        control.installEventFilter(self)
        control.setAccessibleName(self.field.title)
        self.setFocusProxy(control)

    def value(self) -> Any:
        """What is entered, as the document keeps it; None for nothing."""
        return None

    def set_value(self, value: Any) -> None:
        """Show a value, without telling."""

    def set_editable(self, editable: bool) -> None:
        """Whether it can be written in."""
        self.control.setEnabled(editable)

    def mark(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing or wrong."""
        self.gaps = tuple(gaps)
        self.control.setAccessibleDescription(self.note()[0])
        self.update()

    def go_to(self, _gap: Gap | None = None) -> None:
        """Take the keyboard."""
        self.control.setFocus()

    def nothing_words(self) -> tuple[str, ...]:
        """What Alt+0 can say here: the form's own words for a missing fact, or 无 where its hint allows that."""
        return self.field.instead or (("无",) if "无" in self.field.hint else ())

    @property
    def missing(self) -> bool:
        """Whether the whole field is a gap."""
        return any(gap.row < 0 for gap in self.gaps)

    def note(self) -> tuple[str, str]:
        """What stands at the right of the label, and its tint."""
        wrong = next((gap for gap in self.gaps if gap.kind == "wrong" and gap.row < 0), None)
        if self.fault:
            return self.fault, "soon_fg"
        if wrong is not None:
            return wrong.sentence.partition("：")[2], "soon_fg"
        if self.missing:
            return "必填·未填写", "soon_fg"
        said = self.value()
        if self.field.kind is Kind.LONG and isinstance(said, str) and said and said not in self.field.instead:
            return (f"必填·{len(said)} 字" if self.field.required else f"{len(said)} 字"), "text3"
        return ("必填" if self.field.required else "选填"), "text3"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaint the frame when the keyboard comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            if event.type() == QEvent.Type.FocusIn:
                self.entered.emit(self)
        return super().eventFilter(watched, event)

    def has_keyboard(self) -> bool:
        """Whether its control is being typed in."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self.control or self.control.isAncestorOf(focus))

    def frame(self) -> QRectF:
        """The box around the control."""
        return QRectF(self.control.geometry()).adjusted(-7, -6, 7, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint hairline, gap, frame, label and note."""
        painter = QPainter(self)
        warned = self.missing or bool(self.fault)
        if warned:
            cards.rounded(painter, QRectF(0, 1, self.width(), self.height() - 2), 6, "soon_bg")
        elif not self.first:
            cards.hairline(painter, PAD, self.width() - PAD, 0)
        self._paint_frame(painter, warned)
        words, tint = self.note()
        ink, weight = ("soon_fg", 600) if warned else ("text2" if self.beside else "text3", 500)
        if self.beside:
            text.draw(painter, PAD, 0, self.height(), self.field.title, "caption", ink, weight, room=SIDE)
            self._paint_beside(painter, words if warned or self.missing else "", tint)
            return
        text.draw(painter, PAD, 4, 20, self.field.title, "caption", ink, weight, room=self.width() - 140)
        text.draw_right(painter, self.width() - PAD, 4, 20, words, "caption", tint, weight if warned else 0)

    def _paint_frame(self, painter: QPainter, warned: bool) -> None:
        if self.has_keyboard():
            cards.rounded(painter, self.frame(), 6, "bg_surface", "focus", 2)
        elif warned or self.beside:
            cards.rounded(painter, self.frame(), 6, "bg_surface", "border_strong" if warned else "border")

    def _paint_beside(self, painter: QPainter, words: str, tint: str) -> None:
        right, high = self.width() - 2 * PAD, self.height()
        if words and is_empty(self.value()):
            text.draw_right(painter, right, 0, high, words, "caption", tint, 500)
        elif self.field.unit:
            text.draw_right(painter, right, 0, high, self.field.unit, "caption", "text3")


class ValueLine(DocField):
    """What the case or the document itself says; nobody types it."""

    beside = True

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self._said = ""
        self.setFixedHeight(32)

    def value(self) -> Any:
        """Nothing that is written here."""
        return None

    def set_value(self, value: Any) -> None:
        """Show what the case says."""
        said = "、".join(map(str, value)) if isinstance(value, list) else str(value or "—")
        self._said = "已登记，签发时印上" if value and self.field.kind is Kind.PICTURE else said
        self.setAccessibleName(f"{self.field.title} {self._said}")
        self.update()

    def go_to(self, _gap: Gap | None = None) -> None:
        """There is nothing to type."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint label and value."""
        painter = QPainter(self)
        tint = "soon_fg" if self.missing else "text3"
        text.draw(painter, PAD, 0, 32, self.field.title, "caption", tint, 500, room=SIDE)
        said = "案件里还没有" if self.missing else self._said
        text.draw(painter, PAD + SIDE + 8, 0, 32, said, "dense", "soon_fg" if self.missing else "text",
                  room=self.width() - SIDE - 3 * PAD)  # fmt: skip


class FixedText(DocField):
    """A text of the form that nobody changes, with its lock."""

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self._lines: list[str] = []
        self.setAccessibleName(f"{field.title}：{field.text}")

    def resizeEvent(self, _event: QEvent) -> None:
        """Break the text anew."""
        self._lines = text.wrap(self.field.text, self.width() - 2 * PAD - 24, "dense")
        self.setFixedHeight(HEAD + 22 * len(self._lines) + FOOT)

    def go_to(self, _gap: Gap | None = None) -> None:
        """There is nothing to type."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint label, lock and text."""
        painter = QPainter(self)
        text.draw(painter, PAD, 4, 20, self.field.title, "caption", "text3", 500)
        chips.draw_tag(painter, self.width() - PAD - chips.tag_width("固定文字"), 6, "固定文字", "plain", 18)
        for place, line in enumerate(self._lines):
            text.draw(painter, PAD, HEAD + 22 * place, 22, line, "dense", "text2")


def paint_tick(painter: QPainter, x: float, y: float, done: bool) -> None:
    """Draw whether something is there: a tick or a ring."""
    name, tint = ("ok", "ok_fg") if done else ("calm", "text3")
    glyphs.draw(painter, x, y, name, theme.colour(tint))


def needed_width(words: Sequence[str]) -> int:
    """The pixels of these words side by side as segments."""
    return sum(fonts.width(word, "dense", 600) + 24 for word in words)
