"""Which column of a list is what: one choice for every column the desk does not know by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.masking import masked_sample
from desktop.casework.wording import ENTRANCES
from desktop.exchange.filling import FILE_DAY, FILLABLE, NOW, file_day
from desktop.exchange.list_preview import FIELD_TITLES, ListPreview, Sampled
from desktop.ui.inputs import ChoiceField

_ACROSS = 3
_TITLES = dict(FIELD_TITLES)
_NONE = (("", "不导入这一列"),)


class ColumnsForm(QWidget):
    """`fill` shows the open columns of a list, `mapping` says what they are to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: list[ChoiceField] = []
        self._columns: tuple[Sampled, ...] = ()
        self._same: dict[str, ChoiceField] = {}
        self._said: Mapping[str, str] = {}
        self._inner = QWidget(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 8, 0)
        self._box.addWidget(self._inner)
        self._box.addStretch(1)

    def fill(self, preview: ListPreview) -> None:
        """Offer every field for every open column; what is known or looks alike is chosen already."""
        self._columns, self._said = preview.columns, preview.mapping
        old, self._inner = self._inner, QWidget(self)
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        self._same = {field: choice for field in FILLABLE if (choice := self._same_choice(preview, field)) is not None}
        self.choices = [*self._same.values(), *(self._choice(one) for one in preview.columns)]
        for place, choice in enumerate(self.choices):
            grid.addWidget(choice, place // _ACROSS, place % _ACROSS)
        for across in range(_ACROSS):
            grid.setColumnStretch(across, 1)
        self._box.replaceWidget(old, self._inner)
        old.hide()
        old.deleteLater()
        for before, after in pairwise(self.choices):
            QWidget.setTabOrder(before.control, after.control)
        self.setFocusProxy(self.choices[0].control if self.choices else self._inner)

    def _choice(self, one: Sampled) -> ChoiceField:
        hint = f"例 {masked_sample(one.sample)}" if one.sample else "这一列是空的"
        choice = ChoiceField(f"第 {one.column.place + 1} 列「{one.column.heading}」", (*_NONE, *FIELD_TITLES), hint)
        choice.setParent(self._inner)
        choice.set_value(one.column.field)
        return choice

    def _same_choice(self, preview: ListPreview, field: str) -> ChoiceField | None:
        """One entry for every row, where the list lacks the column."""
        title = _TITLES[field]
        if title not in preview.missing:
            return None
        day = file_day(preview.path) if preview.path.exists() else None
        times = ((NOW, "都用现在"), *(((FILE_DAY, f"都用文件日期 {day:%m-%d %H:%M}"),) if day else ()))
        choices = times if field == "applied_at" else tuple((one, f"都是{one}") for one in ENTRANCES.values())
        choice = ChoiceField(f"清单没有「{title}」", (("", "由下面的列指认"), *choices), "整份清单同一个")
        choice.setParent(self._inner)
        return choice

    def same(self) -> dict[str, str]:
        """What was said once for every row: field -> now, file, or an entrance."""
        return {field: choice.value() for field, choice in self._same.items() if choice.value()}

    def mapping(self) -> dict[str, str] | None:
        """What was said of the columns (field -> heading) now and before; None when a field is said twice."""
        own = self.choices[len(self._same) :]
        fields = [choice.value() for choice in own]
        twice = {field for field, times in Counter(fields).items() if field and times > 1}
        for choice, field in zip(own, fields, strict=True):
            choice.set_fault("另一列也选了它，只能留一列" if field in twice else "")
        if twice:
            next(choice for choice, field in zip(own, fields, strict=True) if field in twice).setFocus()
            return None
        said = {field: one.column.heading for field, one in zip(fields, self._columns, strict=True) if field}
        dropped = {one.column.field for one in self._columns if one.column.field} - set(said)
        return {**self._said, **dict.fromkeys(dropped, ""), **said}
