"""The wished hospital and department, picked from the directory: typed in Chinese, pinyin or initials."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.casework.suggestions import Suggestion
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.picking import Ask


class WishFields(QWidget):
    """`changed` after every edit, `asked` carries the Ask of a field for names."""

    changed = Signal()
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hospital = PickField("hospital", "希望的医院", "", False)
        self.department = PickField("department", "希望的科室", "", False)
        self._known: tuple[str, str] = ("", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in (self.hospital, self.department):
            row.addWidget(field)
            field.changed.connect(self.changed)
            field.wanted.connect(self._ask)
        self.hospital.picked.connect(self._take)

    @Slot(str)
    def _ask(self, words: str) -> None:
        field = self.sender()
        if isinstance(field, PickField):
            self.asked.emit(Ask(field.kind, words, "", field))

    @Slot(object)
    def _take(self, one: Suggestion) -> None:
        self._known = one.value, str(dict(one.sets).get("city", ""))

    def city(self) -> str:
        """The city of the hospital that was picked; '' for one that the directory does not know."""
        name, city = self._known
        return city if name and name == self.hospital.value() else ""

    def clear(self) -> None:
        """Another conversation: nothing is wished yet."""
        for field in (self.hospital, self.department):
            field.set_value("")
