"""The workspace of a consultation: materials, plan and report beside the paper, and what ends the work at the foot."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.consulting.rows import ConsultationSheet
from desktop.casework.documents.rows import DocumentRow
from desktop.casework.rows import CaseView
from desktop.handbook.documents.gaps import Gap
from desktop.ui import errors
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.case.verb_form import VerbSheet
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.documents.preview import PreviewLane
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.mdt import words
from desktop.ui.mdt.action_bar import ActionBar
from desktop.ui.mdt.deeds import MdtDeeds
from desktop.ui.mdt.head_card import HeadCard, now_of
from desktop.ui.mdt.issuing import Issuing
from desktop.ui.mdt.materials_lane import MaterialsLane
from desktop.ui.mdt.places import Places
from desktop.ui.mdt.plan_card import PlanCard
from desktop.ui.mdt.source import CaseOnDesk, read_case
from desktop.ui.queue_head import HeadLine
from desktop.ui.strip import Strip
from desktop.ui.today_line import today_line
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

TABS = (("mdt", "会诊报告"), ("guidance", "诊后指导"))


class MdtPage(WholePage):
    """One consultation. `shown` when its case has been read, `told` one line for the toast, `changed` after an issue.

    `attachment_wanted` carries the material whose file should be opened.
    """

    where = Where.MDT
    shown = Signal()
    told = Signal(str)
    changed = Signal(tuple)
    faulted = Signal(object)
    attachment_wanted = Signal(object)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, runner: StepRunner, host: QWidget) -> None:
        super().__init__()
        self._source, self._worker, self.runner, self.action_desk = source, worker, runner, desk
        self.view: CaseView | None = None
        self.sheet: ConsultationSheet | None = None
        self.kind, self.case_id, self._tumour = "mdt", 0, ""
        self.head, self.card = HeadLine("多学科会诊", self), HeadCard(self)
        self.strip = Strip("error", self)
        self.materials, self.plan = MaterialsLane(self), PlanCard(self)
        self.editor = DocumentEditor(source.documents, worker, source.now, TABS, self)
        self.preview = PreviewLane(source.papers.draft, source.now, self)
        self.bar, self.hints = ActionBar(self), KeyHintBar(desk, Where.MDT, self)
        self.issuing = Issuing(self.editor, source.papers, worker, runner.outbox, VerbSheet(host, source.now))
        self.places = Places(self)
        self.deeds = MdtDeeds(self, source, worker)
        self.setAccessibleName("多学科会诊")
        self._connect()

    def _connect(self) -> None:
        self.materials.checked.connect(partial(self.deeds.run, "check_material"))
        self.materials.asked.connect(self.deeds.ask)
        self.materials.grouped.connect(self.group)
        self.materials.returned.connect(self.deeds.post)
        self.materials.list.opened.connect(self.attachment_wanted)
        editor = self.editor
        editor.judged.connect(self._judge)
        editor.shown.connect(self._document_shown)
        editor.writing.changed.connect(self._written)
        editor.writing.refreshed.connect(self._written)
        editor.turned.connect(self.turn_to)
        editor.gap_shown.connect(self._point_out)
        editor.told.connect(self.told)
        editor.faulted.connect(self.faulted)
        self.preview.gap_clicked.connect(self._go_to_mark)
        self.preview.folded_changed.connect(self.places.arrange)
        issuing = self.issuing
        issuing.told.connect(self.told)
        issuing.faulted.connect(self.faulted)
        issuing.issued.connect(self.deeds.after_issue)
        issuing.correcting.connect(self.deeds.begin_correction)
        self.bar.acted.connect(self.action_desk.trigger)

    def open(self, view: CaseView) -> None:
        """Show a case's consultation."""
        if view.id != self.case_id:
            self.editor.flush()
            self.case_id, self._tumour, self.kind = view.id, "", "mdt"
            self.view, self.sheet = view, None
            self.card.show_case(view, now_of(self._source))
            self.editor.open(view.id, self.kind)

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Read case and sheet anew, and bring the document up to date with them; F5 also saves what was not."""
        if self.case_id and (not changed or self.case_id in changed):
            self.editor.flush()
            job = partial(read_case, self._source, self.case_id, self._tumour)
            self._worker.run(job, self._show, self._lost, lane="mdt")
        self.tick(self._source.now())

    @Slot(object)
    def _show(self, read: CaseOnDesk) -> None:
        if read.view.id != self.case_id:
            return
        renewed = self.view is not None and len(self.view.timeline) != len(read.view.timeline)
        self.view, self.sheet = read.view, read.sheet
        self.strip.clear()
        self.card.show_case(read.view, now_of(self._source))
        self.materials.show_sheet(read.sheet)
        self.plan.show_sheet(read.sheet)
        if renewed:
            self.editor.renew()
        self._judge()
        self.places.arrange()
        self.shown.emit()

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self.strip.tell("会诊没有读出来", errors.sentence_of(fault), kind="error", code=errors.code_of(fault))
        self.places.arrange()
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(object)
    def _document_shown(self, row: DocumentRow) -> None:
        self.kind = row.form.kind
        self._written("")
        self.preview.show_row(row, self.editor.writing.content, soon=False)

    def _written(self, _names: object) -> None:
        row, content = self.editor.row, self.editor.writing.content
        if row is not None:
            if row.form.kind == "mdt":
                self.plan.show_content(content)
                self.card.show_content(content)
            self.preview.show_row(row, content)

    def _judge(self) -> None:
        """Show what holds, and whether the document can go out."""
        if self.sheet is None:
            return
        row, gaps = self.editor.row, self.editor.writing.gaps
        guidance = self.kind == "guidance"
        checked = (words.guidance_checks(self.view, gaps) if guidance
                   else words.checks(self.sheet, self.editor.writing.content, gaps))  # fmt: skip
        reason = words.hindrance(self.view, self.sheet, gaps, guidance=guidance) if row else "还没有文书"
        over = words.over_words(row, self.view) if row is not None and not row.editable else ""
        self.bar.show_state(checked, self.editor.upcoming(), reason, guidance=guidance, over=over)

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        self.card.tick(now_of(self._source))
        self.head.set_line(today_line(now, self._source.calendar, self._source.hours))

    @Slot(str)
    def group(self, tumour: str) -> None:
        """Show the checklist of another tumour group."""
        self._tumour = tumour
        self.load()

    @Slot(str)
    def turn_to(self, kind: str) -> None:
        """Ctrl+1, Ctrl+2: report or guidance."""
        if self.case_id and kind != self.kind:
            self.kind = kind
            self.editor.open(self.case_id, kind)

    def next_gap(self) -> None:
        """F8."""
        self.editor.next_gap()

    @Slot(object)
    def _point_out(self, gap: Gap) -> None:
        self.preview.point_at(self.preview.mark_of(gap, self.editor.writing.gaps))
        self._judge()

    def _go_to_mark(self, place: int) -> None:
        shown = [gap for gap in self.editor.writing.gaps if gap.kind == "missing"]
        if place < len(shown):
            self.editor.go_to(shown[place])

    def retreat(self) -> bool:
        """Esc: from a field to its section, then away."""
        focus = QApplication.focusWidget()
        if focus is not None and self.editor.stack.isAncestorOf(focus):
            self.editor.rail.setFocus()
            return True
        return self.places.close_overlay()

    def panes(self) -> list[QWidget]:
        """Report, preview, materials, plan."""
        return self.places.panes()

    def at_rest(self) -> bool:
        """Whether the preview is made."""
        return self.preview.settled()

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
        """The report has the keyboard first."""
        super().focusInEvent(event)
        self.editor.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lanes out by the width."""
        super().resizeEvent(event)
        self.places.arrange()
