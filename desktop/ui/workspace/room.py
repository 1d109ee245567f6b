"""Puts a workspace into the window: its signals, its neighbours, and why its report is due when it is."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect

from desktop.ui.trace_words import why
from desktop.ui.workspace.head_card import now_of
from desktop.ui.workspace.page import WorkspacePage


class WorkspaceRoom(QObject):
    """A workspace's page in its window; a room says which cases it takes and what its keys do."""

    def __init__(self, whole: Any, page: WorkspacePage) -> None:
        super().__init__(whole)
        self._whole, self.page = whole, page
        shell = whole.shell
        shell.body.keep(page)
        page.undo_offered.connect(shell.desk.offer_undo)
        page.told.connect(partial(shell.toast.tell, undoable=False))
        page.faulted.connect(shell.errors.take)
        page.changed.connect(shell.look_again)
        shell.closing.connect(page.close_down)

    def _bind_case(self, prefix: str) -> None:
        """The case's own page, its neighbours in the list and its days: `mdt_case`, `mdt_next`, `mdt_previous`, …"""
        desk = self._whole.shell.desk
        desk.handle(f"{prefix}_case", self.show_case)
        desk.handle(f"{prefix}_next", partial(self._whole.shell.step_case, 1))
        desk.handle(f"{prefix}_previous", partial(self._whole.shell.step_case, -1))
        desk.handle(f"{prefix}_why", self._explain)

    def show_case(self) -> None:
        """Alt+Enter: the case's own page, with timeline, facts and clocks."""
        if self.page.view is not None:
            self._whole.renew_case(self.page.view)
            self._whole.shell.show_over(self._whole.case_page)

    def _explain(self) -> None:
        """W: why the report is due when it is."""
        card, trace, at = self.page.card, self._whole.shell.trace, now_of(self._whole.source)
        clock = card.clock_at(at)
        answer = why(clock[0], *at) if clock is not None else None
        if trace.isVisible() or answer is None:
            trace.dismiss()
            return
        beside = QRect(card.mapTo(self._whole.shell, card.rect().topLeft()), card.size())
        trace.tell(answer, at.now.date(), beside, beside.right())


def has_documents(source: Any) -> bool:
    """Whether the desk has what a workspace needs."""
    return all(hasattr(source, name) for name in ("consulting", "documents", "papers"))
