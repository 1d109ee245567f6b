"""The filter popover of a queue (F): stage, hospital, owner and who holds the ball."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.rows import QueueQuery
from desktop.handbook.progress import HOLDER_TITLES
from desktop.ui.buttons import Button
from desktop.ui.inputs import ChoiceField
from desktop.ui.popover import SHADOW, Popover
from desktop.ui.queue_wish import FILTERS
from desktop.ui.source import Source

_ALL = ("", "全部")


class Choices(NamedTuple):
    """What each filter can be set to."""

    by_name: Mapping[str, Sequence[str]]


def ask_choices(source: Source, query: QueueQuery) -> Choices:
    """Read what the filters offer; runs in the worker."""
    named = {name: tuple(source.queue_choices(query, name)) for name in ("stage", "hospital", "owner")}
    return Choices({**named, "holder": tuple(HOLDER_TITLES)})


class FilterPopover(Popover):
    """Four choices; each takes effect at once. `chosen` carries filter name and value ("" for all)."""

    chosen = Signal(str, str)
    cleared = Signal()

    def __init__(self, host: QWidget, names: Sequence[str]) -> None:
        super().__init__(host, 320, 24 + 66 * len(names) + 44)
        self._fields = {name: ChoiceField(FILTERS[name], (_ALL,), required=False) for name in names}
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + 12, SHADOW + 16, SHADOW + 12)
        box.setSpacing(6)
        for name, field in self._fields.items():
            field.setObjectName(name)
            field.required = True  # no 选填 beside a filter
            field.changed.connect(self._announce)
            box.addWidget(field)
        box.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        clear = Button("清除筛选", "", "normal", height=30, role="dense", parent=self)
        done = Button("完成", "Esc", "primary", height=30, role="dense", parent=self)
        clear.clicked.connect(self._clear)
        done.clicked.connect(self.dismiss)
        row.addWidget(clear)
        row.addStretch(1)
        row.addWidget(done)
        return row

    def offer(self, choices: Choices, filters: Mapping[str, str]) -> None:
        """Fill the choices in and show what is set."""
        for name, field in self._fields.items():
            words = HOLDER_TITLES if name == "holder" else {}
            values = [value for value in choices.by_name.get(name, ()) if value]
            field.set_choices((_ALL, *((value, words.get(value, value)) for value in values)))
            field.set_value(filters.get(name, ""))

    def take_focus(self) -> None:
        """Put the keyboard into the first choice."""
        next(iter(self._fields.values())).setFocus()

    def _announce(self) -> None:
        name = self.sender().objectName()
        self.chosen.emit(name, self._fields[name].value())

    def _clear(self) -> None:
        for field in self._fields.values():
            field.set_value("")
        self.cleared.emit()
