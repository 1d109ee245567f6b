"""The workspace of a reading: parcel, findings, paper, and at the foot what ends the work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.casework.rows import CaseView
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.nodule import words
from desktop.ui.nodule.book import NoduleBook
from desktop.ui.nodule.case_reading import OnDesk, can_post, read_case, trace_lines
from desktop.ui.nodule.deeds import NoduleDeeds
from desktop.ui.nodule.findings_view import FindingsView
from desktop.ui.nodule.follow_view import FollowView
from desktop.ui.nodule.gap_ways import GapWays
from desktop.ui.nodule.head_card import HeadCard
from desktop.ui.nodule.parcel_lane import ParcelLane
from desktop.ui.nodule.places import Places
from desktop.ui.segments import Segments
from desktop.ui.worker import Worker
from desktop.ui.workspace.head_card import now_of
from desktop.ui.workspace.page import WorkspacePage
from desktop.ui.workspace.words import over_words

KIND = "nodule"
TABS = (("findings", "结节"), ("follow", "随访对比"), ("report", "报告文字"))
DEEDS = {"mdt_gap": "nodule_gap", "mdt_issue": "nodule_issue", "mdt_correct": "nodule_correct", "print": "print"}
"""What the foot's buttons, shared with the consultation, stand for here."""


class NodulePage(WorkspacePage):
    """One reading.

    `images_wanted` carries the case whose images should be opened; `deeds.take_measurement` is the way back from there.
    """

    card: HeadCard
    where, lane, lost = Where.NODULE, "nodule", "解读没有读出来"
    images_wanted = Signal(int)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, runner: StepRunner, host: QWidget) -> None:
        super().__init__("解结服务", source, worker, runner)
        self._keys = desk
        self.card, self.tabs, self.parcel = HeadCard(self), Segments(TABS, self), ParcelLane(self)
        self.stack = QStackedWidget(self)
        self.editor = DocumentEditor(source.documents, worker, source.now, ((KIND, "解读报告"),))
        self.book = NoduleBook(self.editor.writing, source.now, self)
        self.findings = FindingsView(self.book)
        self.follow = FollowView(self.book, self.editor.writing, self.editor)
        self._make_foot(desk, host)
        self.places, self.deeds, self.gaps = Places(self), NoduleDeeds(self, source, worker), GapWays(self)
        for part in (self.findings, self.follow, self.editor):
            self.stack.addWidget(part)
        self.tabs.setFixedHeight(32)
        self.tabs.setMinimumWidth(288)
        self.tabs.set_value("findings")
        self._connect()

    def _connect(self) -> None:
        self._connect_document()
        issuing = self.issuing
        self.book.changed.connect(self.judge)
        self.book.undoable.connect(self.undo_offered)
        for part in (self.findings, self.follow):
            part.told.connect(self.told)
        self.tabs.chosen.connect(self.turn_to)
        self.parcel.received.connect(self.deeds.receive)
        self.parcel.judged.connect(self._set_quality)
        self.parcel.post_wanted.connect(self.deeds.post)
        issuing.issued.connect(self.deeds.after_issue)
        issuing.correcting.connect(self.deeds.begin_correction)
        self.runner.outbox.pulled_back.connect(self._thaw)
        self.bar.acted.connect(self._act)

    def _act(self, name: str) -> None:
        self._keys.trigger(DEEDS[name])

    def open(self, view: CaseView) -> None:
        """Show a case's reading."""
        if view.id != self.case_id:
            self.editor.flush()
            self.findings.leave_form()
            self.case_id, self.view, self.sheet = view.id, view, None
            self.card.show_case(view, None, now_of(self._source))
            self.turn_to("findings")
            self.editor.open(view.id, KIND)

    def reading(self) -> Callable[[], OnDesk]:
        """Case and parcel."""
        return partial(read_case, self._source, self.case_id)

    def show_read(self, read: OnDesk) -> None:
        """Card, earlier readings and parcel."""
        self.card.show_case(read.view, read.sheet, now_of(self._source))
        self.follow.card.show_earlier(read.sheet.earlier)
        self.parcel.show_sheet(read.sheet, trace_lines(self._source, read), can_post=can_post(read.view))

    @Slot(object)
    def _document_shown(self, row: DocumentRow) -> None:
        super()._document_shown(row)
        self.judge()

    def judge(self) -> None:
        """Show what holds, and whether the report can go out."""
        row, writing = self.editor.row, self.editor.writing
        self.card.show_count(len(self.book.rows))
        if self.sheet is None:
            return
        self.parcel.show_quality(str(writing.content.get("quality") or ""), editable=self.book.editable)
        reason = words.barred(self.sheet, writing.gaps) if row is not None else "还没有文书"
        over = over_words(row, self.view) if row is not None and not row.editable else ""
        checked = words.checks(self.sheet, writing.content, writing.gaps)
        self.bar.show_state(checked, words.short_gap(self.editor.upcoming()), reason, guidance=False, over=over)

    @Slot(str)
    def turn_to(self, tab: str) -> None:
        """Ctrl+1 to Ctrl+3: findings, follow-up, report."""
        names = [name for name, _ in TABS]
        self.tabs.set_value(tab)
        self.stack.setCurrentIndex(names.index(tab))
        (self.findings, self.follow, self.editor)[names.index(tab)].setFocus()

    @Slot(str)
    def _set_quality(self, quality: str) -> None:
        self.editor.writing.put("quality", quality)
        self.editor.writing.refreshed.emit(("quality",))

    def freeze(self, frozen: bool) -> None:
        """Nothing can be changed while an issue waits."""
        self.book.frozen = frozen
        self.findings.renew()

    @Slot(object)
    def _thaw(self, _parcel: object) -> None:
        self.freeze(self.issuing.waits)

    def retreat(self) -> bool:
        """Esc: from a field to its card or section, then away."""
        return self.findings.leave_form() or super().retreat()

    def undo(self) -> None:
        """Ctrl+Z: the nodule that was taken away."""
        self.book.put_back()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The view in the middle has the keyboard first."""
        super().focusInEvent(event)
        (self.findings, self.follow, self.editor)[self.stack.currentIndex()].setFocus()
