"""An escort's file to write in: one form for a new escort and for a known one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.roster_desk import Paper, RosterEdit
from desktop.casework.roster_rows import EscortCard, EscortDraft
from desktop.ui.case.ticks import YesNoField
from desktop.ui.inputs import Field, TextField
from desktop.ui.roster.form_fields import PaperField, WeekHoursField, WordsField
from desktop.ui.roster.leave_rows import LeaveRows
from desktop.ui.segments import SegmentField
from desktop.ui.text_label import Caption

_PLACES = (
    ("电话", "phone"), ("姓名", "name"), ("已有陪诊人员", "name"), ("上班时间", "hours"), ("性别", "sex"),
)  # fmt: skip
_USUAL = ("08:00", "18:00")


class FileForm(QWidget):
    """A file to write in: `seen` is the file as it was read, None for a new one.

    `wanted` carries the Ask of a field whose names come from the desk. `places` are the words by which a sentence of
    the desk is known to be about a field; `away` names a card's leaves. `drafted` makes a card what would be entered.
    """

    changed = Signal()
    wanted = Signal(object)
    places: tuple[tuple[str, str], ...] = ()
    away = "leaves"

    def __init__(self, drafted: Callable[[Any], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafted = drafted
        self.seen: Any = None
        self.fields: dict[str, Field] = {}
        self.leaves: LeaveRows

    def _every(self) -> Iterator[Field]:
        yield from self.fields.values()

    def _stand(self, places: Mapping[str, tuple[int, int, int]]) -> QGridLayout:
        """Put fields into a grid of six columns: row, column, how many columns; it is filled up by the form."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for name, (row, column, span) in places.items():
            grid.addWidget(self.fields[name], row, column, 1, span)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 8, 0)
        box.addLayout(grid)
        box.addStretch(1)
        return grid

    def fill(self, card: Any) -> None:
        """Show a file, or an empty one."""
        self.seen = card
        for one in self._every():
            one.set_fault("")
        draft = self._drafted(card)
        for name, field in self.fields.items():
            field.set_value(getattr(draft, name))
        self.leaves.fill(getattr(card, self.away, ()))

    def draft(self) -> Any:
        """The first part of the file as it is to be."""
        return type(self._drafted(None))(**{name: field.value() for name, field in self.fields.items()})

    def edit(self) -> tuple[Any, ...]:
        """What differs from the file as it was read: its first part (None: nothing), leaves, those taken away."""
        draft = self.draft()
        same = self.seen is not None and draft == self._drafted(self.seen)
        return None if same else draft, tuple(self.leaves.drafts()), tuple(self.leaves.dropped)

    def follow(self) -> None:
        """Tell of every edit from now on."""
        for field in self._every():
            field.changed.connect(self.changed)
        self.leaves.changed.connect(self.changed)

    def faulty(self) -> Field | None:
        """The first field that is not in order, marked as such."""
        for field in self._every():
            if not field.check():
                return field
        return self.leaves.faulty()

    def blame(self, sentence: str) -> bool:
        """Show a sentence of the desk at the field it is about; says whether there is one."""
        name = next((name for word, name in self.places if word in sentence), "")
        if name:
            self.fields[name].set_fault(sentence)
            self.fields[name].setFocus()
        elif "请假" in sentence and self.leaves.rows:
            rows = self.leaves.rows
            row = next((row for row in rows if not row.is_empty() and row.is_changed()), rows[0])
            row.end.set_fault(sentence)
            row.start.setFocus()
        return bool(name) or "请假" in sentence


class EscortForm(FileForm):
    """`fill` shows an escort's file, `edit` says what is to change."""

    places = _PLACES

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(draft_of, parent)
        self.fields = {
            "name": TextField("姓名"), "phone": TextField("电话", "没有电话不派单", required=False),
            "sex": SegmentField("性别", (("", "未填"), ("女", "女"), ("男", "男")), required=False),
            "cities": WordsField("城市", "多个用空格隔开；没有城市不派单", required=False),
            "languages": WordsField("语言", "普通话之外的方言、外语", required=False),
            "hours": WeekHoursField("上班时间"),
            "reserve": YesNoField("候补：常用人员排满时才派"), "active": YesNoField("在岗：可以派单"),
            "note": TextField("备注", required=False),
        }  # fmt: skip
        self.papers = {kind: PaperField(title, now, required=False) for kind, title in PAPER_TITLES.items()}
        self.leaves = LeaveRows(now, self)
        self._lay_out()

    def _lay_out(self) -> None:
        grid = self._stand({
            "name": (0, 0, 2), "phone": (0, 2, 2), "sex": (0, 4, 2), "cities": (1, 0, 3), "languages": (1, 3, 3),
            "hours": (2, 0, 6), "reserve": (3, 0, 3), "active": (3, 3, 3),
        })  # fmt: skip
        grid.addWidget(Caption("证件有效期至（空着就是没有登记）", self, "dense", "text2"), 4, 0, 1, 6)
        for place, paper in enumerate(self.papers.values()):
            paper.required = True  # no 选填 beside each paper
            grid.addWidget(paper, 5 + place // 3, 2 * (place % 3), 1, 2)
        grid.addWidget(self.leaves, 7, 0, 1, 6)
        grid.addWidget(self.fields["note"], 8, 0, 1, 6)
        self.follow()

    def _every(self) -> Iterator[Field]:
        yield from super()._every()
        yield from self.papers.values()

    def fill(self, card: EscortCard | None) -> None:
        """Show a file, or an empty one that works on weekdays."""
        super().fill(card)
        held = {paper.kind: Paper(True, paper.valid_until) for paper in card.qualifications} if card else {}
        for kind, paper in self.papers.items():
            paper.set_value(held.get(kind, Paper(False)))

    def edit(self) -> RosterEdit:
        """What differs from the file as it was read."""
        draft, leaves, dropped = super().edit()
        held = {paper.kind: Paper(True, paper.valid_until) for paper in self.seen.qualifications} if self.seen else {}
        papers = {kind: field.value() for kind, field in self.papers.items()}
        changed = {kind: paper for kind, paper in papers.items() if paper and paper != held.get(kind, Paper(False))}
        return RosterEdit(draft, changed, leaves, dropped)

    def is_changed(self) -> bool:
        """Whether anything would be saved."""
        if any(row.start.value() is None or row.end.value() is None for row in self.leaves.rows if not row.is_empty()):
            return True
        edit = self.edit()
        untouched = self.seen is None and edit.draft == draft_of(None)
        return bool((edit.draft and not untouched) or edit.papers or edit.leaves or edit.dropped)


def draft_of(card: EscortCard | None) -> EscortDraft:
    """A file as it would be entered; a new one works from Monday to Friday."""
    if card is None:
        return EscortDraft("", hours={str(day): _USUAL for day in range(5)})
    hours = {str(one.weekday): (f"{one.starts:%H:%M}", f"{one.ends:%H:%M}") for one in card.hours}
    return EscortDraft(
        card.name, card.phone, card.sex, card.cities, card.languages, hours, card.reserve, card.active, card.note
    )
