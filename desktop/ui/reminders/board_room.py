"""Hangs the reminders board into the window: its page, its row in the navigation, and who takes what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect, Slot

from desktop.casework.board_rows import BoardCard
from desktop.casework.rows import CaseView
from desktop.ui.case.runner import StepRunner
from desktop.ui.reminders.board_page import BoardPage
from desktop.ui.shell import Shell
from desktop.ui.trace_words import why

NAME = "reminders"


def join_board(shell: Shell, source: Any, runner: StepRunner, open_case: Callable[[int], None]) -> None:
    """Add the board to the navigation, when the desk has one."""
    if getattr(source, "board_desk", None) is not None:
        BoardRoom(shell, source, runner).page.opened.connect(open_case)


class BoardRoom(QObject):
    """Leads from a card to its case, its escort and its reason, and from what was done back to the window."""

    def __init__(self, shell: Shell, source: Any, runner: StepRunner) -> None:
        super().__init__(shell)
        self._shell, self._source, self._runner = shell, source, runner
        self.page = BoardPage(source, source.board_desk, shell.worker, shell.desk, runner.outbox, shell.body)
        shell.add_page(NAME, self.page, "提醒看板", "bell")
        self.page.escort_wanted.connect(self.give_escort)
        self.page.why_wanted.connect(self.explain)
        self.page.changed.connect(shell.look_again)
        self.page.told.connect(partial(shell.toast.tell, undoable=False))
        self.page.deeds.faulted.connect(shell.errors.take)
        self.page.deeds.sent.connect(self._remember)
        self.page.deeds.recorded.connect(self._record)
        for name, handler in _handlers(self.page).items():
            shell.desk.handle(name, handler)

    @Slot(str, object)
    def _remember(self, words: str, texts: tuple[int, ...]) -> None:
        self._shell.undo.did(words, back=partial(self.page.deeds.undo, texts))

    @Slot(str, str, object)
    def _record(self, words: str, title: str, acts: tuple[tuple[int, int], ...]) -> None:
        if self._shell.undo.did(title, acts):
            self._shell.toast.tell(words)

    @Slot(int)
    def give_escort(self, case_id: int) -> None:
        """Ask for the escort of a card's case."""
        job = partial(self._source.case_view, case_id, self._source.now())
        self._shell.worker.run(job, self._ask_escort, self._shell.errors.take, lane="escort")

    @Slot(object)
    def _ask_escort(self, view: CaseView) -> None:
        self._runner.begin("assign_escort", view)

    @Slot(object, QRect)
    def explain(self, card: BoardCard, beside: QRect) -> None:
        """Open the reason of a card's deadline: for a reminder the gap before the visit."""
        source, trace = self._source, self._shell.trace
        answer = why(card.reading, source.now(), source.calendar, source.hours, card.visit_at)
        if trace.isVisible() or answer is None:
            trace.dismiss()
            return
        trace.tell(answer, source.now().date(), beside, min(beside.left() + 600, self._shell.width() - 12))


def _handlers(page: BoardPage) -> Mapping[str, Callable[[], None]]:
    view = page.view
    batches = {} if page.batches is None else {"board_export": page.batches.export}
    return {
        "lane_left": partial(view.turn, -1), "lane_right": partial(view.turn, 1), "card_down": partial(view.step, 1),
        "card_up": partial(view.step, -1), "card_open": page.open, "card_send": page.send, "card_all": view.mark_all,
        "card_mark": view.mark, "card_phone": page.phone, "card_escort": page.escort, "card_sent": page.prove,
        "card_why": page.explain, "card_past": page.past.open_first, "board_mine": page.turn_mine,
        "gap_no": partial(page.courtesy, False), **batches,
    }  # fmt: skip
