"""What a verb's sheet is opened for, what it hands over, and its foot."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.rows import CaseView, VerbForm
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.ui import keycap, text
from desktop.ui.buttons import Button
from desktop.ui.case.steps_bar import Consequence


class Command(NamedTuple):
    """What the sheet hands over: the case as it was seen, the verb with its form, and what was entered."""

    view: CaseView
    form: VerbForm
    values: dict[str, Any]
    late: Any


class Errand(NamedTuple):
    """What a sheet is opened for: the form, its case, its consequence here, and arguments supplied already."""

    form: VerbForm
    view: CaseView
    irreversible: str = ""
    fixed: tuple[tuple[str, Any], ...] = ()
    without: tuple[str, ...] = ()


def subject_of(errand: Errand) -> str:
    """What the sheet is about: the case, or the record that is to be void."""
    view, record = errand.view, dict(errand.fixed).get("record")
    entry = next((one for one in view.timeline if one.seq == record), None)
    if entry is None:
        return f"{view.name} · {ITEM_TITLES[view.item]} · {view.number}"
    when = f"{entry.happened.month}月{entry.happened.day}日 {entry.happened:%H:%M}"
    return f"{view.name} · 第 {entry.seq} 条 · {when} {entry.title}"


class Foot(QWidget):
    """The sheet's foot: consequence, what is missing, and the two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.consequence = Consequence(self)
        self.submit = Button("提交", "Ctrl+Enter", "primary", parent=self)
        self.cancel = Button("取消", "Esc", parent=self)
        self.words, self._missing = "", 0
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.submit, 1)
        row.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 24, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.consequence)
        box.addLayout(row)

    def say_missing(self, missing: int, words: str, unreadable: str = "") -> None:
        """Say how much is missing: `还差 2 项：医院、科室`, with F8; what cannot be read comes first."""
        self._missing = missing
        self.words = f"看不懂：{unreadable}" if unreadable else f"还差 {missing} 项：{words}" if missing > 0 else ""
        self.setAccessibleDescription(self.words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is missing, above the buttons."""
        painter = QPainter(self)
        if self._missing <= 0:
            words = "" if self._missing else "都填好了"
            text.draw(painter, 0, 0, 18, words, "caption", "text3")
            return
        used = text.draw(painter, 0, 0, 18, self.words, "caption", "breach_bar", 500, room=self.width() - 40)
        keycap.draw(painter, used + 8, 0, "F8", "surface")
