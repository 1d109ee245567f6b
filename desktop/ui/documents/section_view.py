"""One section of a document as its fields, made from the form's table when it is first turned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.handbook.documents.gaps import Gap
from desktop.handbook.documents.vocabulary import Content, Field, Form, Kind, Section, Source
from desktop.ui.documents.answers_field import AnswersField
from desktop.ui.documents.field import DocField, FixedText, Now, ValueLine
from desktop.ui.documents.rows_field import RowsField
from desktop.ui.documents.text_fields import simple_field


def letters_shown(row: DocumentRow | None, gaps: Sequence[Gap]) -> list[str]:
    """The sections in which there is anything to write, to miss, or to read as fixed (N); never a mere cover."""
    missing = {gap.section for gap in gaps}
    shown = []
    for section in row.form.sections if row is not None else ():
        written = any(not field.read_only for field in section.fields)
        fixed = all(field.kind is Kind.FIXED for field in section.fields)
        if written or fixed or section.letter in missing:
            shown.append(section.letter)
    return shown


def make_field(field: Field, now: Now) -> DocField:
    """The widget of any field of a form."""
    if field.kind is Kind.ANSWERS:
        return AnswersField(field, now)
    if field.kind.has_rows:
        return RowsField(field, now)
    return simple_field(field, now)


class SectionView(QScrollArea):
    """The fields of a section. `edited` carries field and value, `phrases_wanted` a field and its text control."""

    edited = Signal(str, object)
    phrases_wanted = Signal(object, object)

    def __init__(self, form: Form, section: Section, now: Now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.section = form, section
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(8, 6, 8, 16)
        box.setSpacing(0)
        self.fields: dict[str, DocField] = {field.name: make_field(field, now) for field in section.fields}
        for place, one in enumerate(self.fields.values()):
            one.first = not place
            one.edited.connect(self._edited)
            one.entered.connect(self._entered)
            one.phrases_wanted.connect(self.phrases_wanted)
            box.addWidget(one)
        box.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_content(self, content: Content, shown: Mapping[str, str], names: Iterable[str] = ()) -> None:
        """Fill the fields (all, or those named) with what the document says."""
        only = set(names)
        for name, one in self.fields.items():
            if only and name not in only:
                continue
            if isinstance(one, AnswersField):
                one.set_questions(content.get(self.form.questions) or ())
            source = shown if one.field.source is Source.SHOWN else content
            one.set_value(source.get(name))

    def ask(self, questions: Sequence[str]) -> None:
        """The questions changed: answers stay with their numbers."""
        for one in self.fields.values():
            if isinstance(one, AnswersField):
                one.set_questions(questions)

    def set_editable(self, editable: bool) -> None:
        """Whether anything can be written."""
        for one in self.fields.values():
            if not isinstance(one, ValueLine | FixedText):
                one.set_editable(editable)

    def mark(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing."""
        for name, one in self.fields.items():
            own = tuple(gap for gap in gaps if gap.field == name)
            if own != one.gaps:
                one.mark(own)

    def go_to(self, gap: Gap | None = None) -> None:
        """Put the keyboard into the field of a gap, or into the first that can be written."""
        writable = [one for one in self.fields.values() if not isinstance(one, ValueLine | FixedText)]
        one = self.fields[gap.field] if gap is not None else (writable or list(self.fields.values()))[0]
        one.go_to(gap)
        self._entered(one)

    def _edited(self, name: str) -> None:
        self.edited.emit(name, self.fields[name].value())

    def _entered(self, field: DocField) -> None:
        self._wanted = field
        QTimer.singleShot(0, self._bring_into_sight)

    _wanted: Any = None

    def _bring_into_sight(self) -> None:
        if self._wanted is not None:
            high = self._wanted.height() <= self.viewport().height()
            self.ensureWidgetVisible(self._wanted if high else self._wanted.control, 0, 8)
