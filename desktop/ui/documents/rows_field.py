"""A table of a document: its rows as lines, the current row as fields below them; one widget for every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.handbook.documents.gaps import SIGNATURES, Gap, row_label
from desktop.handbook.documents.values import is_empty
from desktop.handbook.documents.vocabulary import Field, Kind
from desktop.ui import cards
from desktop.ui.case.keys import Key
from desktop.ui.documents.field import HEAD, PAD, DocField, Now
from desktop.ui.documents.row_list import RowLine, RowList
from desktop.ui.documents.text_fields import simple_field

Row = Mapping[str, Any]


class RowsField(DocField):
    """Rows with typed columns. PgUp and PgDn go through the rows while one types, Delete drops one, Ctrl+Z brings it
    back. Rows of experts come from the case; Space on a signature signs it with today's date.
    """

    def __init__(self, field: Field, now: Now, place: str = "") -> None:
        super().__init__(field, now, place)
        self.rows: list[Row] = []
        self._instead = ""
        self._dropped: tuple[int, Row] = (0, {})
        self.list = RowList(grows=field.kind is Kind.TABLE and not field.read_only)
        self.columns = [column for column in field.columns if not column.read_only and column.kind is not Kind.FINDINGS]
        self.form = QWidget()
        self.fields: dict[str, DocField] = {}
        self._form_box = QVBoxLayout(self.form)
        self._form_box.setContentsMargins(0, 4, 0, 0)
        self._form_box.setSpacing(0)
        self._box.setContentsMargins(PAD, HEAD, PAD, 8)
        self.hold(self.list)
        self._box.addWidget(self.form)
        self._connect()
        self.form.hide()

    def _connect(self) -> None:
        self.list.moved.connect(self._show_row)
        self.list.opened.connect(self._open)
        self.list.added.connect(self.add)
        self.list.dropped.connect(self.drop)
        self.list.put_back.connect(self.put_back)
        self.list.ticked.connect(self.sign)
        self.list.nothing_wanted.connect(self.say_nothing)

    def value(self) -> Any:
        """The rows, or the words in their place."""
        return self._instead or [dict(row) for row in self.rows if row] or None

    def set_value(self, value: Any) -> None:
        """Show rows."""
        self._instead = value if isinstance(value, str) else ""
        self.rows = [] if self._instead else [dict(row) for row in value or ()]
        self._renew()

    def set_editable(self, editable: bool) -> None:
        """Rows that are not written any more can be read through."""
        self.list.grows = editable and self.field.kind is Kind.TABLE and not self.field.read_only
        self._editable = editable
        for field in self.fields.values():
            field.set_editable(editable)
        self._renew()

    _editable = True

    def _renew(self) -> None:
        self.list.show_lines([self._line(number, row) for number, row in enumerate(self.rows)], self._instead)
        self._show_row(self.list.at)

    def _line(self, number: int, row: Row) -> RowLine:
        return line_of(self.field, number, row, lacks=any(gap.row == number for gap in self.gaps))

    def _show_row(self, place: int) -> None:
        if not self.columns or place >= len(self.rows):
            self.form.hide()
            self._refit()
            return
        self._make_fields()
        row = self.rows[place]
        for name, field in self.fields.items():
            field.set_value(row.get(name))
            field.setVisible(self._belongs(field.field, row))
        self._mark_fields()
        self.form.show()
        self._refit()

    @staticmethod
    def _belongs(column: Field, row: Row) -> bool:
        """Whether a column is asked for in this row at all."""
        return column.only_if is None or column.only_if.holds(row) or column.name in row

    def _make_fields(self) -> None:
        """The columns' widgets are made when a row is first looked at."""
        for column in () if self.fields else self.columns:
            field = simple_field(column, self._now, f"{self.field.name}.{column.name}")
            field.edited.connect(self._column_edited)
            field.entered.connect(self.entered)
            field.phrases_wanted.connect(self.phrases_wanted)
            field.set_editable(self._editable)
            self.fields[column.name] = field
            self._form_box.addWidget(field)

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()

    def _column_edited(self, name: str) -> None:
        at = self.list.at
        if at >= len(self.rows):
            return
        value = self.fields[name].value()
        row = {key: kept for key, kept in self.rows[at].items() if key != name}
        self.rows[at] = row if is_empty(value) else {**row, name: value}
        for field in self.fields.values():
            field.setVisible(self._belongs(field.field, self.rows[at]))
        self.list.show_lines([self._line(number, one) for number, one in enumerate(self.rows)])
        self.edited.emit(self.field.name)

    def add(self) -> None:
        """Insert: another row at the end."""
        if self.list.grows and self._editable:
            self._instead = ""
            self.rows.append({})
            self.list.show_lines([self._line(number, row) for number, row in enumerate(self.rows)])
            self.list.go(len(self.rows) - 1)
            self._open()

    def drop(self) -> None:
        """Delete: the current row goes; Ctrl+Z brings it back."""
        if self._editable and self._instead:
            self._instead = ""
        elif self._editable and self.list.grows and self.list.at < len(self.rows):
            self._dropped = (self.list.at, self.rows.pop(self.list.at))
        else:
            return
        self._renew()
        self.edited.emit(self.field.name)

    def put_back(self) -> None:
        """Ctrl+Z: the row that was dropped last."""
        place, row = self._dropped
        if row:
            self.rows.insert(place, row)
            self._dropped = (0, {})
            self._renew()
            self.edited.emit(self.field.name)

    def sign(self) -> None:
        """Space on an expert's signature: signed today, or taken back."""
        if self.field.name != SIGNATURES or not self._editable or self.list.at >= len(self.rows):
            return
        row = dict(self.rows[self.list.at])
        if row.pop("signed", ""):
            row.pop("signed_on", None)
        else:
            row.update(signed=self.field.column("signed").choices[0], signed_on=self._now().date().isoformat())
        self.rows[self.list.at] = row
        self._renew()
        self.edited.emit(self.field.name)

    def say_nothing(self) -> None:
        """Alt+0: words in place of the whole table."""
        words = self.field.instead
        if words and self._editable:
            at = words.index(self._instead) if self._instead in words else -1
            self._instead, self.rows = words[(at + 1) % len(words)], []
            self._renew()
            self.edited.emit(self.field.name)

    def _open(self) -> None:
        first = next((field for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.go_to()

    def mark(self, gaps: Sequence[Gap]) -> None:
        """Show what is missing, in the lines and in the row below."""
        super().mark(gaps)
        lines = [self._line(number, row) for number, row in enumerate(self.rows)]
        if tuple(lines) != self.list.lines:
            self.list.show_lines(lines, self._instead)
        self._mark_fields()

    def _mark_fields(self) -> None:
        here = [gap for gap in self.gaps if gap.row == self.list.at]
        for name, field in self.fields.items():
            field.mark([gap._replace(row=-1) for gap in here if gap.column == name])

    def go_to(self, gap: Gap | None = None) -> None:
        """The list, or the column of a row that is missing."""
        if gap is None or gap.row < 0:
            self.list.setFocus()
            return
        self.list.go(gap.row)
        field = self.fields.get(gap.column)
        (field.go_to() if field is not None else self.list.setFocus())

    def has_keyboard(self) -> bool:
        """The list shows its own ring."""
        return False

    def event(self, event: QEvent) -> bool:
        """PgUp and PgDn go through the rows from any column."""
        steps = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            self.list.go(self.list.at + steps[Key(event.key())])
            return True
        return super().event(event)

    def _paint_frame(self, painter: QPainter, warned: bool) -> None:
        if warned:
            cards.rounded(painter, QRectF(self.list.geometry()), 6, "bg_surface", "border")


def line_of(field: Field, number: int, row: Row, *, lacks: bool) -> RowLine:
    """A row in one line: an expert with specialty and signature, any other by its first values."""
    sign = "breach" if lacks else "ok" if row else ""
    if field.kind is Kind.PER_EXPERT:
        mark = "待签" if lacks and field.name == SIGNATURES else str(row.get("signed", ""))
        return RowLine(row_label(field, row, number), str(row.get("specialty", "")), mark, sign)
    worded = [column for column in field.columns if column.kind is not Kind.PICTURE]
    said = [str(row[column.name]) for column in worded if not is_empty(row.get(column.name))]
    return RowLine(said[0] if said else f"第 {number + 1} 行", " ".join(said[1:4]), "", sign)
