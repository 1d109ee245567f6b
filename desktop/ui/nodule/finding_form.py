"""The form of one nodule: every field of its kind in three columns, made once and lent to the card that is edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.ui.nodule.book import NoduleBook
from desktop.ui.nodule.finding_cells import ENTERS, Cell, ChoiceCell, make_cell
from desktop.ui.nodule.own_keys import keeps_typing
from desktop.ui.nodule.specs import Spec, segments_in, specs_of

_COLUMNS = 3
CATEGORY = Spec("row", "category", "专家类别", "choice")
WORD = Spec("row", "word", "类别说明（不一致时写明理由）", "text")


class FindingForm(QWidget):
    """`left` at Esc, `entered` the cell that got the keyboard, `faulted` what was typed that cannot be read."""

    left = Signal()
    entered = Signal(object)
    faulted = Signal(str)

    def __init__(self, book: NoduleBook, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book, self.kind = book, kind
        self.cells: dict[tuple[str, str], Cell] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._hold(grid, CATEGORY, 0, 0)
        self._hold(grid, WORD, 0, 1, 2)
        for place, spec in enumerate(specs_of(kind), _COLUMNS):
            self._hold(grid, spec, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def _hold(self, grid: QGridLayout, spec: Spec, row: int, column: int, span: int = 1) -> None:
        cell = make_cell(spec, self)
        cell.edited.connect(self._write)
        cell.entered.connect(self.entered)
        cell.faulted.connect(self.faulted)
        grid.addWidget(cell, row, column, 1, span)
        self.cells[spec.part, spec.name] = cell

    def show_row(self, row: Mapping[str, Any], choices: tuple[str, ...]) -> None:
        """Show a nodule; `choices` are the categories of the system."""
        category = self.cells["row", "category"]
        if isinstance(category, ChoiceCell):
            category.offer((one, one) for one in choices)
        segment = self.cells.get(("findings", "segment"))
        if isinstance(segment, ChoiceCell):
            segment.offer((one, one) for one in segments_in(str((row.get("findings") or {}).get("lobe") or "")))
        for (part, name), cell in self.cells.items():
            cell.show_value((row if part == "row" else row.get(part) or {}).get(name))

    def set_editable(self, editable: bool) -> None:
        """Whether anything can be written."""
        for cell in self.cells.values():
            cell.control.setEnabled(editable)

    def go_to(self, name: str = "") -> None:
        """Put the keyboard into a field: of the row, else of the description; without a name into the first."""
        found = next((self.cells[part, name] for part in ("row", "findings", "previous") if (part, name) in self.cells),
                     None)  # fmt: skip
        if name == "previous":
            found = next(cell for (part, _), cell in self.cells.items() if part == "previous")
        cell = found or self.cells["row", "category"]
        cell.control.setFocus()
        if isinstance(cell.control, QLineEdit):
            cell.control.selectAll()

    def _write(self, spec: Spec, value: Any) -> None:
        self.book.set_value(spec.part, spec.name, value)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the form, wherever the form was lent to; Esc leaves it."""
        controls = [cell.control for cell in self.cells.values() if cell.control.isEnabled()]
        at = next((place for place, one in enumerate(controls) if one.hasFocus()), -1)
        if at < 0 or not controls:
            return super().focusNextPrevChild(forward)
        to = controls[(at + (1 if forward else -1)) % len(controls)]
        to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """Letters, arrows and Enter are typed here."""
        return keeps_typing(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, Esc leaves."""
        if event.key() in ENTERS and not event.modifiers():
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
