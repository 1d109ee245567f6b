"""The leave of an escort as rows to write in: change, take back, and one free row for a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.roster_desk import LeaveDraft
from desktop.casework.roster_rows import Leave
from desktop.ui.buttons import IconButton
from desktop.ui.inputs import TextField
from desktop.ui.roster.form_fields import LeaveMomentField


class LeaveRow(QWidget):
    """One leave: from, to, why; `removed` asks to take it back."""

    removed = Signal(object)
    changed = Signal()

    def __init__(self, now: Callable[[], datetime], leave: Leave | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.leave = leave
        first = "请假从" if leave else "新的请假，从"
        self.start, self.end = LeaveMomentField(first, now, False), LeaveMomentField("到", now, True)
        self.reason = TextField("原因", required=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for field, share in ((self.start, 4), (self.end, 4), (self.reason, 3)):
            field.required = True  # no 选填 beside it
            field.changed.connect(self.changed)
            box.addWidget(field, share)
        box.addWidget(self._cross(), 0, Qt.AlignmentFlag.AlignBottom)
        if leave:
            self._fill(leave)

    def _cross(self) -> QWidget:
        cross = IconButton("x", "去掉这条请假", size=36, parent=self)
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.clicked.connect(self._remove)
        return cross

    def _fill(self, leave: Leave) -> None:
        self.start.set_value(leave.start)
        self.end.set_value(leave.end)
        self.reason.set_value(leave.reason)

    def _remove(self) -> None:
        self.removed.emit(self)

    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return self.start.is_empty() and self.end.is_empty()

    def check(self) -> bool:
        """Both ends readable, the end after the start."""
        if self.is_empty():
            return self.leave is None or self._fault(self.start, "要撤掉请点右边的 ×")
        for field in (self.start, self.end):
            if field.value() is None:
                return self._fault(field, "看不懂这个时间，例 10-1")
        if self.draft().end <= self.draft().start:
            return self._fault(self.end, "结束须晚于开始")
        return True

    def _fault(self, field: LeaveMomentField, words: str) -> bool:
        field.set_fault(words)
        return False

    def draft(self) -> LeaveDraft:
        """The leave as it is to be."""
        leave_id = self.leave.id if self.leave else 0
        start, end = self.start.value(), self.end.value()
        assert start is not None
        assert end is not None
        return LeaveDraft(leave_id, start, end, self.reason.value())

    def is_changed(self) -> bool:
        """Whether it differs from the leave it was filled from."""
        if self.leave is None:
            return not self.is_empty()
        return LeaveDraft(*self.leave) != self.draft()


class LeaveRows(QWidget):
    """Rows for every leave and one more; `dropped` are the ids taken back."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.rows: list[LeaveRow] = []
        self.dropped: list[int] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def fill(self, leaves: Sequence[Leave]) -> None:
        """Show the leave of an escort."""
        for row in self.rows:
            self._take_out(row)
        self.rows, self.dropped = [], []
        for leave in (*leaves, None):
            self._add(leave)

    def _add(self, leave: Leave | None) -> None:
        row = LeaveRow(self._now, leave, self)
        row.removed.connect(self._remove)
        row.changed.connect(self._edited)
        self.rows.append(row)
        self._box.addWidget(row)

    def _remove(self, row: LeaveRow) -> None:
        if row.leave is not None:
            self.dropped.append(row.leave.id)
        self.rows.remove(row)
        self._take_out(row)
        self._edited()
        self.rows[-1].start.setFocus()

    def _take_out(self, row: LeaveRow) -> None:
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _edited(self) -> None:
        if not self.rows or self.rows[-1].leave is not None or not self.rows[-1].is_empty():
            self._add(None)
        self.changed.emit()

    def faulty(self) -> LeaveMomentField | None:
        """The first field that is not in order."""
        for row in self.rows:
            if not row.check():
                return row.start if row.start.fault else row.end
        return None

    def drafts(self) -> Iterator[LeaveDraft]:
        """The leave that is new or differs."""
        return (row.draft() for row in self.rows if row.is_changed())
