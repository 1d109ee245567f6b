"""The page on which one case's document is written: read anew, judged, shown on paper, sent out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.rows import CaseView
from desktop.ui import errors
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.runner import StepRunner
from desktop.ui.case.verb_form import VerbSheet
from desktop.ui.documents.editor import DocumentEditor
from desktop.ui.documents.preview import PreviewLane
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.queue_head import HeadLine
from desktop.ui.strip import Strip
from desktop.ui.today_line import today_line
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker
from desktop.ui.workspace.action_bar import ActionBar
from desktop.ui.workspace.head_card import CaseCard, now_of
from desktop.ui.workspace.issuing import Issuing
from desktop.ui.workspace.places import WorkspacePlaces


class WorkspacePage(WholePage):
    """One case and its document. `shown` when the case has been read, `told` one line for the toast, `changed` after
    an issue. A page says its `lane` of the worker and `lost`, the headline when its case cannot be read.
    """

    lane = ""
    lost = ""
    shown = Signal()
    told = Signal(str)
    changed = Signal(tuple)
    faulted = Signal(object)
    card: CaseCard
    places: WorkspacePlaces
    editor: DocumentEditor

    def __init__(self, title: str, source: Any, worker: Worker, runner: StepRunner) -> None:
        super().__init__()
        self._source, self._worker, self.runner = source, worker, runner
        self.view: CaseView | None = None
        self.sheet: Any = None
        self.case_id = 0
        self.head, self.strip = HeadLine(title, self), Strip("error", self)
        self.setAccessibleName(title)

    def _make_foot(self, desk: ActionDesk, host: QWidget) -> None:
        """Paper, checks and what ends the work; the editor is there."""
        source = self._source
        self.preview = PreviewLane(source.papers.draft, source.now, self)
        self.bar, self.hints = ActionBar(self), KeyHintBar(desk, self.where, self)
        forms = VerbSheet(host, source.now)
        self.issuing = Issuing(self.editor, source.papers, self._worker, self.runner.outbox, forms)

    def _connect_document(self) -> None:
        editor, issuing = self.editor, self.issuing
        editor.judged.connect(self.judge)
        editor.shown.connect(self._document_shown)
        editor.writing.changed.connect(self._written)
        editor.writing.refreshed.connect(self._written)
        for part in (editor, issuing):
            part.told.connect(self.told)
            part.faulted.connect(self.faulted)
        self.preview.folded_changed.connect(self.places.arrange)

    @abstractmethod
    def reading(self) -> Callable[[], Any]:
        """The question to the desk: answers something with `view` and `sheet`."""

    @abstractmethod
    def show_read(self, read: Any) -> None:
        """Show what the desk answered; `view` and `sheet` are already set."""

    @abstractmethod
    def judge(self) -> None:
        """Show what holds, and whether the document can go out."""

    def load(self, changed: tuple[int, ...] = ()) -> None:
        """Read case and sheet anew, and bring the document up to date with them; F5 also saves what was not."""
        if self.case_id and (not changed or self.case_id in changed):
            self.editor.flush()
            self._worker.run(self.reading(), self._show, self._lost, lane=self.lane)
        self.tick(self._source.now())

    @Slot(object)
    def _show(self, read: Any) -> None:
        if read.view.id != self.case_id:
            return
        renewed = self.view is not None and len(self.view.timeline) != len(read.view.timeline)
        self.view, self.sheet = read.view, read.sheet
        self.strip.clear()
        self.show_read(read)
        if renewed:
            self.editor.renew()
        self.judge()
        self.places.arrange()
        self.shown.emit()

    @Slot(object)
    def _lost(self, fault: BaseException) -> None:
        self.strip.tell(self.lost, errors.sentence_of(fault), kind="error", code=errors.code_of(fault))
        self.places.arrange()
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(object)
    def _document_shown(self, row: Any) -> None:
        self.preview.show_row(row, self.editor.writing.content, soon=False)

    @Slot(object)
    def _written(self, _names: object) -> None:
        if self.editor.row is not None:
            self.preview.show_row(self.editor.row, self.editor.writing.content)

    def tick(self, now: datetime) -> None:
        """Move the clock."""
        self.card.tick(now_of(self._source))
        self.head.set_line(today_line(now, self._source.calendar, self._source.hours))

    def leave_field(self) -> bool:
        """From a field to its section; says whether a field had the keyboard."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.editor.stack.isAncestorOf(focus)
        if inside:
            self.editor.rail.setFocus()
        return inside

    def retreat(self) -> bool:
        """Esc: from a field to its section, then away."""
        return self.leave_field() or self.places.close_overlay()

    def panes(self) -> list[QWidget]:
        """What F6 walks through."""
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lanes out by the width."""
        super().resizeEvent(event)
        self.places.arrange()
