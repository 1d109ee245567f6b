"""The workspace of a reading: parcel, findings, paper, and at the foot what ends the work."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.casework.consulting.rows import ReadingSheet
from desktop.casework.documents.rows import DocumentRow
from desktop.casework.rows import CaseView
from desktop.ui import errors
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.case.verb_form import VerbSheet
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.documents.preview import PreviewLane
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.mdt.action_bar import ActionBar
from desktop.ui.mdt.head_card import now_of
from desktop.ui.mdt.issuing import Issuing
from desktop.ui.mdt.words import over_words
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
from desktop.ui.queue_head import HeadLine
from desktop.ui.segments import Segments
from desktop.ui.strip import Strip
from desktop.ui.today_line import today_line
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

KIND = "nodule"
TABS = (("findings", "结节"), ("follow", "随访对比"), ("report", "报告文字"))
DEEDS = {"mdt_gap": "nodule_gap", "mdt_issue": "nodule_issue", "mdt_correct": "nodule_correct", "print": "print"}
"""What the foot's buttons, shared with the consultation, stand for here."""


class NodulePage(WholePage):
    """One reading. `shown` when its case has been read, `told` one line for the toast, `changed` after an issue.

    `images_wanted` carries the case whose images should be opened; `deeds.take_measurement` is the way back from there.
    """

    where = Where.NODULE
    shown = Signal()
    told = Signal(str)
    changed = Signal(tuple)
    faulted = Signal(object)
    images_wanted = Signal(int)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, runner: StepRunner, host: QWidget) -> None:
        super().__init__()
        self._source, self._worker, self.runner, self._keys = source, worker, runner, desk
        self.view: CaseView | None = None
        self.sheet: ReadingSheet | None = None
        self.case_id = 0
        self.head, self.card, self.tabs = HeadLine("解结服务", self), HeadCard(self), Segments(TABS, self)
        self.strip, self.parcel = Strip("error", self), ParcelLane(self)
        self.stack = QStackedWidget(self)
        self.editor = DocumentEditor(source.documents, worker, source.now, ((KIND, "解读报告"),))
        self.book = NoduleBook(self.editor.writing, source.now, self)
        self.findings = FindingsView(self.book)
        self.follow = FollowView(self.book, self.editor.writing, self.editor)
        self.preview = PreviewLane(source.papers.draft, source.now, self)
        self.bar, self.hints = ActionBar(self), KeyHintBar(desk, Where.NODULE, self)
        self.issuing = Issuing(self.editor, source.papers, worker, runner.outbox, VerbSheet(host, source.now))
        self.places, self.deeds, self.gaps = Places(self), NoduleDeeds(self, source, worker), GapWays(self)
        for part in (self.findings, self.follow, self.editor):
            self.stack.addWidget(part)
        self.tabs.setFixedHeight(32)
        self.tabs.setMinimumWidth(288)
        self.tabs.set_value("findings")
        self.setAccessibleName("解结服务")
        self._connect()

    def _connect(self) -> None:
        editor, issuing = self.editor, self.issuing
        editor.judged.connect(self.judge)
        editor.shown.connect(self._document_shown)
        editor.writing.changed.connect(self._written)
        editor.writing.refreshed.connect(self._written)
        self.book.changed.connect(self.judge)
        self.book.undoable.connect(self.undo_offered)
        for part in (editor, self.findings, self.follow, issuing):
            part.told.connect(self.told)
        for part in (editor, issuing):
            part.faulted.connect(self.faulted)
        self.tabs.chosen.connect(self.turn_to)
        self.parcel.received.connect(self.deeds.receive)
        self.parcel.judged.connect(self._set_quality)
        self.parcel.post_wanted.connect(self.deeds.post)
        self.preview.folded_changed.connect(self.places.arrange)
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

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Read case and sheet anew, and bring the document up to date with them; F5 also saves what was not."""
        if self.case_id and (not changed or self.case_id in changed):
            self.editor.flush()
            job = partial(read_case, self._source, self.case_id)
            self._worker.run(job, self._show, self._lost, lane="nodule")
        self.tick(self._source.now())

    @Slot(object)
    def _show(self, read: OnDesk) -> None:
        if read.view.id != self.case_id:
            return
        renewed = self.view is not None and len(self.view.timeline) != len(read.view.timeline)
        self.view, self.sheet = read.view, read.sheet
        self.strip.clear()
        self.card.show_case(read.view, read.sheet, now_of(self._source))
        self.follow.card.show_earlier(read.sheet.earlier)
        self.parcel.show_sheet(read.sheet, trace_lines(self._source, read), can_post=can_post(read.view))
        if renewed:
            self.editor.renew()
        self.judge()
        self.places.arrange()
        self.shown.emit()

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self.strip.tell("解读没有读出来", errors.sentence_of(fault), kind="error", code=errors.code_of(fault))
        self.places.arrange()
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(object)
    def _document_shown(self, row: DocumentRow) -> None:
        self.preview.show_row(row, self.editor.writing.content, soon=False)
        self.judge()

    def _written(self, _names: object) -> None:
        if self.editor.row is not None:
            self.preview.show_row(self.editor.row, self.editor.writing.content)

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

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        self.card.tick(now_of(self._source))
        self.head.set_line(today_line(now, self._source.calendar, self._source.hours))

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
        focus = QApplication.focusWidget()
        if self.findings.leave_form():
            return True
        if focus is not None and self.editor.stack.isAncestorOf(focus):
            self.editor.rail.setFocus()
            return True
        return self.places.close_overlay()

    def panes(self) -> list[QWidget]:
        """What is in the middle, the preview, the parcel."""
        return self.places.panes()

    def at_rest(self) -> bool:
        """Whether the preview is made."""
        return self.preview.settled()

    def undo(self) -> None:
        """Ctrl+Z: the nodule that was taken away."""
        self.book.put_back()

    def print_sheets(self) -> None:
        """Ctrl+P: the paper as a file."""
        self.issuing.write_pdf()

    def leave(self) -> None:
        """Another page is put over this: nothing typed may wait."""
        self.editor.flush()

    def close_down(self) -> None:
        """The window closes: save, and end the preview's thread."""
        self.editor.flush()
        self.preview.close_down()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The view in the middle has the keyboard first."""
        super().focusInEvent(event)
        (self.findings, self.follow, self.editor)[self.stack.currentIndex()].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lanes out by the width."""
        super().resizeEvent(event)
        self.places.arrange()
