"""The editor of a case's documents: head, section rail, the fields of one section, gaps walked by F8.

What a workspace needs of it: `open(case_id, kind)`, `renew()` after the case changed, `next_gap()`, `flush()` before
leaving, `retry()` for F5, `show_versions()`, `writing` for content, gaps and rail, and its signals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.handbook.documents.gaps import Gap
from desktop.ui import cards
from desktop.ui.documents.clash_strip import ClashStrip
from desktop.ui.documents.editor_head import EditorHead
from desktop.ui.documents.gap_walk import GapWalk
from desktop.ui.documents.phrases import Phrases
from desktop.ui.documents.section_rail import SectionRail
from desktop.ui.documents.section_view import SectionView, letters_shown
from desktop.ui.documents.source import DocumentSource
from desktop.ui.documents.versions import VersionsPanel
from desktop.ui.documents.writing import Writing
from desktop.ui.empty import EmptyState
from desktop.ui.worker import Worker


class DocumentEditor(QWidget):
    """A card. `tabs` are (kind, title) of the documents one turns between; `turned` carries the kind asked for.

    `judged` after gaps or rail changed, `told` one line for the toast, `gap_shown` the Gap the keyboard was put on.
    """

    turned = Signal(str)
    judged = Signal()
    shown = Signal(object)
    gap_shown = Signal(object)
    told = Signal(str)
    faulted = Signal(object)

    def __init__(
        self, source: DocumentSource, worker: Worker, now: Callable[[], datetime], tabs: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._source, self._worker, self._now = source, worker, now
        self.writing = Writing(source, worker, self)
        self.head, self.rail, self.stack = EditorHead(tabs, self), SectionRail(self), QStackedWidget(self)
        self.strip, self.empty = ClashStrip(self.writing, self), EmptyState(self)
        self.walk = GapWalk()
        self._frozen = False
        self.views: dict[str, SectionView] = {}
        self.phrases = Phrases(source, worker, self)
        self.versions: VersionsPanel | None = None
        self.setFocusProxy(self.rail)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 1, 1)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addLayout(middle, 1)
        self.stack.addWidget(self.empty)

    def _connect(self) -> None:
        writing = self.writing
        writing.shown.connect(self._show)
        writing.lost.connect(self._say_lost)
        writing.changed.connect(self._written)
        writing.judged.connect(self._judge)
        writing.kept.connect(self.head.say_kept)
        writing.failed.connect(self.head.say_failed)
        writing.clashed.connect(self.head.say_clash)
        writing.refreshed.connect(self._refresh)
        writing.told.connect(self.told)
        writing.faulted.connect(self.faulted)
        self.head.turned.connect(self.turned)
        self.head.retry_wanted.connect(self.flush)
        self.head.versions_wanted.connect(self.show_versions)
        self.rail.chosen.connect(self.turn_to)
        self.rail.entered.connect(self.enter_section)

    @property
    def row(self) -> DocumentRow | None:
        """The document on the screen."""
        return self.writing.row

    def open(self, case_id: int, kind: str, reason: str = "") -> None:
        """Show a case's document; with a `reason` begin the correction of an issued one (D-07)."""
        self.head.turn(kind)
        self.writing.open(case_id, kind, reason)

    def renew(self) -> None:
        """The case changed."""
        self.writing.renew()

    def flush(self) -> None:
        """Keep what is not kept yet: before the page is left or the window closes."""
        self.writing.save()

    @Slot(object)
    def _show(self, row: DocumentRow) -> None:
        for view in self.views.values():
            self.stack.removeWidget(view)
            view.deleteLater()
        self.views.clear()
        self.strip.hide()
        self.head.turn(row.form.kind)
        self.head.show_row(row)
        self.phrases.forget()
        letters = letters_shown(row, row.gaps)
        self._show_rail()
        first = next((gap.section for gap in row.gaps if gap.section in letters and gap.kind != "signature"), "")
        self.rail.show_letter(self.rail.letter if self.rail.letter in letters and self.rail.at else first or letters[0])
        self.turn_to(self.rail.letter)
        self.shown.emit(row)

    @Slot(str)
    def _say_lost(self, why: str) -> None:
        self.rail.show_rows(())
        self.head.show_row(None)
        self.empty.tell("file-text", "还没有这份文书", (why,))
        self.stack.setCurrentWidget(self.empty)
        self.judged.emit()

    @Slot(str)
    def turn_to(self, letter: str) -> None:
        """Turn to a section."""
        row = self.row
        if row is None:
            return
        view = self.views.get(letter)
        if view is None:
            section = next(one for one in row.form.sections if one.letter == letter)
            view = self.views[letter] = SectionView(row.form, section, self._now)
            view.show_content(self.writing.content, row.shown)
            view.set_editable(row.editable and not self._frozen)
            view.edited.connect(self.writing.put)
            view.phrases_wanted.connect(partial(self.phrases.ask, row.form.kind))
            self.stack.addWidget(view)
        view.mark(self.writing.gaps)
        self.rail.show_letter(letter)
        self.stack.setCurrentWidget(view)

    def enter_section(self) -> None:
        """Put the keyboard into the section."""
        if self.rail.letter in self.views:
            self.views[self.rail.letter].go_to()

    def next_gap(self) -> Gap | None:
        """F8: the gap after the present one in the report's order, round the end; says which."""
        self.writing.judge()
        gap = self.walk.next(self.writing.gaps)
        if gap is None:
            self.told.emit("必填都齐了")
            return None
        self.go_to(gap)
        self.setAccessibleDescription(self.walk.announce(self.writing.gaps))
        self.gap_shown.emit(gap)
        return gap

    def go_to(self, gap: Gap) -> None:
        """Put the keyboard on a gap."""
        self.turn_to(gap.section)
        self.views[gap.section].go_to(gap)

    def set_frozen(self, frozen: bool) -> None:
        """Nothing can be typed while an issue waits in the outbox."""
        editable = self.row is not None and self.row.editable and not frozen
        self._frozen = frozen
        for view in self.views.values():
            view.set_editable(editable)

    def upcoming(self) -> str:
        """What F8 goes to next: `J 不推荐方案及理由 (1/2)`; "" without a gap."""
        return self.walk.upcoming(self.writing.gaps)

    @Slot(str)
    def _written(self, name: str) -> None:
        self.head.say_writing()
        row = self.row
        if row is not None and name == row.form.questions:
            for view in self.views.values():
                view.ask(self.writing.content.get(name) or ())

    def _judge(self) -> None:
        self._show_rail()
        view = self.views.get(self.rail.letter)
        if view is not None:
            view.mark(self.writing.gaps)
        self.judged.emit()

    def _show_rail(self) -> None:
        letters = letters_shown(self.row, self.writing.gaps)
        self.rail.show_rows([one for one in self.writing.rail if one.letter in letters])

    @Slot(tuple)
    def _refresh(self, names: tuple[str, ...]) -> None:
        row = self.row
        if row is not None:
            for view in self.views.values():
                view.show_content(self.writing.content, row.shown, names)

    def show_versions(self) -> None:
        """Ctrl+H: the versions and what changed between them."""
        if self.row is not None:
            self.flush()
            if self.versions is None:
                self.versions = VersionsPanel(self, self._source, self._worker)
            self.versions.ask(self.row.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        cards.rounded(QPainter(self), QRectF(self.rect()), 8, "bg_surface", "border")

