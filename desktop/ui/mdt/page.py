"""The workspace of a consultation: materials, plan and report beside the paper, and what ends the work at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.casework.rows import CaseView
from desktop.handbook.documents.gaps import Gap
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.mdt import words
from desktop.ui.mdt.deeds import MdtDeeds
from desktop.ui.mdt.head_card import HeadCard
from desktop.ui.mdt.materials_lane import MaterialsLane
from desktop.ui.mdt.places import Places
from desktop.ui.mdt.plan_card import PlanCard
from desktop.ui.mdt.source import CaseOnDesk, read_case
from desktop.ui.worker import Worker
from desktop.ui.workspace.head_card import now_of
from desktop.ui.workspace.page import WorkspacePage
from desktop.ui.workspace.words import over_words

TABS = (("mdt", "会诊报告"), ("guidance", "诊后指导"))


class MdtPage(WorkspacePage):
    """One consultation; `attachment_wanted` carries the material whose file should be opened."""

    card: HeadCard
    where, lane, lost = Where.MDT, "mdt", "会诊没有读出来"
    attachment_wanted = Signal(object)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, runner: StepRunner, host: QWidget) -> None:
        super().__init__("多学科会诊", source, worker, runner)
        self.action_desk = desk
        self.kind, self._tumour = "mdt", ""
        self.card, self.materials, self.plan = HeadCard(self), MaterialsLane(self), PlanCard(self)
        self.editor = DocumentEditor(source.documents, worker, source.now, TABS, self)
        self._make_foot(desk, host)
        self.places, self.deeds = Places(self), MdtDeeds(self, source, worker)
        self._connect()

    def _connect(self) -> None:
        self._connect_document()
        self.materials.checked.connect(partial(self.deeds.run, "check_material"))
        self.materials.asked.connect(self.deeds.ask)
        self.materials.grouped.connect(self.group)
        self.materials.returned.connect(self.deeds.post)
        self.materials.list.opened.connect(self.attachment_wanted)
        editor = self.editor
        editor.turned.connect(self.turn_to)
        editor.gap_shown.connect(self._point_out)
        self.preview.gap_clicked.connect(self._go_to_mark)
        issuing = self.issuing
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

    def reading(self) -> Callable[[], CaseOnDesk]:
        """Case and checklist of the tumour group in sight."""
        return partial(read_case, self._source, self.case_id, self._tumour)

    def show_read(self, read: CaseOnDesk) -> None:
        """Card, materials and plan."""
        self.card.show_case(read.view, now_of(self._source))
        self.materials.show_sheet(read.sheet)
        self.plan.show_sheet(read.sheet)

    @Slot(object)
    def _document_shown(self, row: DocumentRow) -> None:
        self.kind = row.form.kind
        self._written("")
        super()._document_shown(row)

    @Slot(object)
    def _written(self, names: object) -> None:
        row, content = self.editor.row, self.editor.writing.content
        if row is not None and row.form.kind == "mdt":
            self.plan.show_content(content)
            self.card.show_content(content)
        super()._written(names)

    def judge(self) -> None:
        """Show what holds, and whether the document can go out."""
        if self.sheet is None:
            return
        row, gaps = self.editor.row, self.editor.writing.gaps
        guidance = self.kind == "guidance"
        checked = (words.guidance_checks(self.view, gaps) if guidance
                   else words.checks(self.sheet, self.editor.writing.content, gaps))  # fmt: skip
        reason = words.hindrance(self.view, self.sheet, gaps, guidance=guidance) if row else "还没有文书"
        over = over_words(row, self.view) if row is not None and not row.editable else ""
        self.bar.show_state(checked, self.editor.upcoming(), reason, guidance=guidance, over=over)

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
        self.judge()

    def _go_to_mark(self, place: int) -> None:
        shown = [gap for gap in self.editor.writing.gaps if gap.kind == "missing"]
        if place < len(shown):
            self.editor.go_to(shown[place])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The report has the keyboard first."""
        super().focusInEvent(event)
        self.editor.setFocus()
