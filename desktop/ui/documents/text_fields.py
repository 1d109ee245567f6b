"""Fields that are typed: long and short texts, lists of lines, numbers, dates, and choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from desktop.handbook.documents.values import is_empty
from desktop.handbook.documents.vocabulary import Field, Kind
from desktop.ui import chips, fonts, text
from desktop.ui.documents.boxes import LineBox, LongBox, says_nothing
from desktop.ui.documents.field import HEAD, PAD, DocField, FixedText, Now, ValueLine
from desktop.ui.documents.reading_values import Unreadable, read_value, write_value
from desktop.ui.inputs import Combo

_HINTS = ((("/",), "常用语"), (("Tab",), "下一栏"), (("Ctrl+Z",), "撤销"))


class LongField(DocField):
    """A longer text; an empty one says what Alt+0 and `/` would do."""

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self.box = LongBox()
        self.box.setPlaceholderText(self._invitation())
        self.hold(self.box)
        self.box.textChanged.connect(self._typed)
        self.box.phrase_wanted.connect(self._ask)
        self.box.nothing_wanted.connect(self.say_nothing)
        self._quiet = False

    def _invitation(self) -> str:
        nothing = self.nothing_words()
        hint = self.field.hint.split("；")[0] or "填写"
        return f"{hint}；没有则 Alt+0 {nothing[0]}" if nothing else hint

    def value(self) -> Any:
        """The text."""
        return self.box.text().strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._quiet = True
        self.box.set_text(str(value or ""))
        self._quiet = False
        self._breathe()

    def set_editable(self, editable: bool) -> None:
        """A text that is not written any more can still be read and copied."""
        self.box.setReadOnly(not editable)

    def say_nothing(self) -> None:
        """Alt+0: the next of the words that stand for a missing fact."""
        words = self.nothing_words()
        if words:
            at = words.index(self.box.text()) if self.box.text() in words else -1
            self.box.selectAll()
            self.box.insertPlainText(words[(at + 1) % len(words)])

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit(self.field.name)
        self._breathe()

    def _breathe(self) -> None:
        """An empty text leaves room for the keys below it."""
        self._box.setContentsMargins(PAD + 4 if self._boxed() else PAD, HEAD, PAD, 14 if self.box.text() else 34)
        self.update()

    def _boxed(self) -> bool:
        """An empty text shows its box, which wants some room at its sides."""
        return not self.box.text()

    def _ask(self) -> None:
        self.phrases_wanted.emit(self, self.box)

    def frame(self) -> Any:
        """The box with the keys in it."""
        return super().frame().adjusted(0, 0, 0, 0 if self.box.text() else 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys of an empty text as well."""
        super().paintEvent(event)
        if self.box.text() or self.box.isReadOnly():
            return
        painter, x = QPainter(self), PAD + 4.0
        if self.has_keyboard() or self.missing:
            for keys, caption in _HINTS:
                x += chips.draw_hint(painter, x, self.box.geometry().bottom() + 4, keys, caption, "surface") + 12


class ListField(LongField):
    """One text per line."""

    def value(self) -> Any:
        """The lines that say something."""
        if self.box.text().strip() in self.field.instead:
            return self.box.text().strip()
        return [line.strip() for line in self.box.text().splitlines() if line.strip()] or None

    def set_value(self, value: Any) -> None:
        """Show the texts, a line each."""
        super().set_value("\n".join(value) if isinstance(value, list) else value)

    def _invitation(self) -> str:
        return f"{self.field.hint or '填写'}，一行一条" if "一行" not in self.field.hint else self.field.hint


class LineField(DocField):
    """A short text, a number, a date or a moment in one line beside its label."""

    beside = True

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self.box = LineBox()
        words = self.nothing_words()
        self.box.setPlaceholderText(f"Alt+0 {words[0]}" if words else field.example or field.hint)
        self.hold(self.box)
        self.box.textEdited.connect(self._typed)
        self.box.editingFinished.connect(self._settle)
        self.box.phrase_wanted.connect(self._ask)
        self.box.nothing_wanted.connect(self.say_nothing)

    def value(self) -> Any:
        """The value, None while the line cannot be read."""
        try:
            return read_value(self.field, self.box.text(), self._now())
        except Unreadable:
            return None

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self.box.set_text(write_value(value))
        self.update()

    def set_editable(self, editable: bool) -> None:
        """A line that is not written any more can still be copied."""
        self.box.setReadOnly(not editable)

    def say_nothing(self) -> None:
        """Alt+0."""
        words = self.nothing_words()
        if words:
            at = words.index(self.box.text()) if self.box.text() in words else -1
            self.box.setText(words[(at + 1) % len(words)])
            self._typed()

    def _typed(self, _words: str = "") -> None:
        try:
            read_value(self.field, self.box.text(), self._now())
            self.fault = ""
        except Unreadable as fault:
            self.fault = str(fault)
        self.edited.emit(self.field.name)
        self.update()

    def _settle(self) -> None:
        """Write a date as the document keeps it."""
        value = self.value()
        if value is not None and self.field.kind in (Kind.DATE, Kind.MOMENT):
            self.box.set_text(write_value(value))

    def _ask(self) -> None:
        self.phrases_wanted.emit(self, self.box)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint why a line cannot be read at its right."""
        super().paintEvent(event)
        if self.fault and self.box.text():
            text.draw_right(QPainter(self), self.width() - 2 * PAD, 0, self.height(), self.fault, "caption", "soon_fg")


class BareCombo(Combo):
    """A choice without a frame of its own; Alt+0 chooses what stands for a missing fact."""

    nothing_at = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by key; Delete takes the choice away."""
        if says_nothing(event) and self.nothing_at >= 0:
            self._pick(self.nothing_at)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._pick(-1)
        else:
            super().keyPressEvent(event)

    def _pick(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.activated.emit(place)


class ChoiceLine(DocField):
    """One of several words, beside its label."""

    beside = True

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self.combo = BareCombo()
        self.combo.setFont(fonts.font("body"))
        self.combo.setPlaceholderText("请选择")
        self.combo.addItems([*field.choices, *field.instead])
        self.combo.nothing_at = len(field.choices) if field.instead else -1
        self.combo.setCurrentIndex(-1)
        self.combo.setFixedHeight(32)
        self.hold(self.combo)
        self._box.setContentsMargins(PAD + 116, 5, PAD, 5)
        self.combo.activated.connect(self._chosen)

    def value(self) -> Any:
        """The chosen word."""
        return self.combo.currentText() or None if self.combo.currentIndex() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose a word."""
        self.combo.setCurrentIndex(-1 if is_empty(value) else self.combo.findText(str(value)))
        self.update()

    def _chosen(self) -> None:
        self.edited.emit(self.field.name)
        self.update()

    def frame(self) -> Any:
        """The combo paints its own frame."""
        return super().frame().adjusted(8, 6, -8, -6)


Maker = Callable[[Field, Now, str], DocField]
SIMPLE: Mapping[Kind, Maker] = {
    Kind.LONG: LongField, Kind.TEXTS: ListField, Kind.SHORT: LineField, Kind.WHOLE: LineField,
    Kind.DECIMAL: LineField, Kind.DATE: LineField, Kind.MOMENT: LineField, Kind.CHOICE: ChoiceLine,
    Kind.FIXED: FixedText,
}  # fmt: skip


def simple_field(field: Field, now: Now, place: str = "") -> DocField:
    """The widget of a field without rows."""
    if field.read_only and field.kind is not Kind.FIXED:
        return ValueLine(field, now, place)
    return SIMPLE[field.kind](field, now, place)
