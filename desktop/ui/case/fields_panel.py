"""The fields of one verb, one below the other: what is asked, what is missing, what was entered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.casework.rows import HAPPENED, ChecklistItem, FormField
from desktop.casework.suggestions import Suggestion
from desktop.ui.case.composite_fields import is_away, leaves
from desktop.ui.case.fields import Clock, as_text, make_field
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.picking import Ask, Neighbours
from desktop.ui.case.pointing import enter
from desktop.ui.case.source import Late
from desktop.ui.date_inputs import DateField, MomentField
from desktop.ui.inputs import Field, TextField


class FieldsPanel(QWidget):
    """A verb's fields with 发生时间 at the end. `hidden` names arguments that the caller supplies itself.

    `changed` follows every edit; `wanted` carries the Ask of a field whose names come from the desk.
    """

    changed = Signal()
    wanted = Signal(object)

    def __init__(
        self, specs: Sequence[FormField], now: Clock, checklist: Sequence[ChecklistItem] = (),
        hidden: Collection[str] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._specs = [spec for spec in specs if spec.name not in (HAPPENED, *hidden)]
        self.fields = {spec.name: make_field(spec, now, checklist) for spec in self._specs}
        self.happened = _happened(next((spec for spec in specs if spec.name == HAPPENED), None), now)
        self.late_reason = TextField("补录理由", "晚于次一工作日录入须写明", required=True)
        self._lay_out()
        self._neighbours = Neighbours(self.fields)
        for field in (*self.fields.values(), self.happened, self.late_reason):
            field.changed.connect(self._edited)
        for leaf in self._all_leaves():
            if isinstance(leaf, PickField):
                leaf.wanted.connect(self._ask)
                leaf.picked.connect(self._fill)
        self.ask_late_reason(False)
        self._arrange()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for field in (*self.fields.values(), self.happened, self.late_reason):
            box.addWidget(field)
        box.addStretch(1)

    def _all_leaves(self) -> Iterator[Field]:
        for field in self.fields.values():
            yield from leaves(field)

    def shown_leaves(self) -> list[Field]:
        """The fields one types into now, in the order of Tab."""
        own = [leaf for field in self.fields.values() if not is_away(field) for leaf in leaves(field)]
        late = [self.late_reason] if not is_away(self.late_reason) else []
        return [*own, self.happened, *late]

    def _edited(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        for spec in self._specs:
            if spec.show_if is not None:
                name, wanted = spec.show_if
                other = self.fields.get(name)
                self.fields[spec.name].setVisible(other is not None and as_text(other.value()) in wanted)

    def _ask(self, words: str) -> None:
        field = cast(PickField, self.sender())
        self.wanted.emit(Ask(field.kind, words, self._neighbours.city(), field))

    def _fill(self, one: Suggestion) -> None:
        self._neighbours.fill(one.sets)

    def ask_late_reason(self, asked: bool) -> None:
        """Ask why it is entered late (D-06), or no longer."""
        self.late_reason.setVisible(asked)

    def gaps(self) -> list[Field]:
        """The required fields that are empty or unreadable, in the order of Tab."""
        return [leaf for leaf in self.shown_leaves() if _is_gap(leaf)]

    def go_to_gap(self) -> bool:
        """Put the keyboard into the next unfilled field after the present one, wrapping; says whether there is one."""
        found = self.shown_leaves()
        gaps = {id(leaf) for leaf in self.gaps()}
        at = next((place for place, leaf in enumerate(found) if _has_focus(leaf)), -1)
        for leaf in (*found[at + 1 :], *found[: at + 1]):
            if id(leaf) in gaps:
                leaf.control.setFocus()
                return True
        return False

    def go_to_fault(self) -> None:
        """Put the keyboard into the first field that is marked as not in order."""
        for leaf in [leaf for leaf in self.shown_leaves() if leaf.fault][:1]:
            enter(leaf.control)

    def go_to_first(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.shown_leaves()), None)
        if first is not None:
            enter(first.control)

    def check(self) -> bool:
        """Mark everything that is missing or unreadable; says whether all is in order."""
        return all([leaf.check() for leaf in self.shown_leaves()])

    def values(self) -> dict[str, Any]:
        """The arguments as the verb expects them; what was left empty is left out."""
        asked = {name: field for name, field in self.fields.items() if not is_away(field)}
        return {name: field.value() for name, field in asked.items() if not field.is_empty()}

    def late(self) -> Late | None:
        """When it happened and why it is entered late, or None for now."""
        happened: datetime | None = self.happened.value()
        reason = self.late_reason.value() if not is_away(self.late_reason) else ""
        return (happened, reason) if happened is not None or reason else None

    def mark(self, faults: Mapping[str, str]) -> None:
        """Mark fields with what is wrong with them."""
        for name, sentence in faults.items():
            if name in self.fields:
                self.fields[name].set_fault(sentence)


def _happened(own: FormField | None, now: Clock) -> MomentField:
    """The business time: a verb that asks for it in its own words wants it said, any other takes now."""
    if own is not None:
        return cast(MomentField, make_field(own, now))
    field = MomentField("发生时间", now, "默认现在；早于现在照实填", required=False)
    field.edit.setPlaceholderText("现在")
    return field


def _is_gap(leaf: Field) -> bool:
    return leaf.is_empty() and (leaf.required or is_unreadable(leaf))


def is_unreadable(leaf: Field) -> bool:
    """Whether something is typed that says no value, such as 25:30."""
    return isinstance(leaf, TextField | DateField) and leaf.is_empty() and bool(leaf.edit.text().strip())


def _has_focus(leaf: Field) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (leaf is focused or leaf.isAncestorOf(focused))
