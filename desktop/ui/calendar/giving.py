"""Giving blocks out: by the popover, by dragging, by the move mode; shown at once, and put back when refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, Slot

from desktop.casework.schedule_rows import Block, Candidate, Trouble
from desktop.ui.calendar.agenda import moved
from desktop.ui.calendar.board import CalendarBoard
from desktop.ui.calendar.candidates import Candidates
from desktop.ui.calendar.moving import Move, begin
from desktop.ui.calendar.source import CalendarSource
from desktop.ui.calendar.wording import key_of, span


class Giving(QObject):
    """Leads a block to an escort. `move` is the block under way by key, None otherwise."""

    def __init__(self, page: CalendarBoard, source: CalendarSource) -> None:
        super().__init__(page)
        self._page, self._source = page, source
        self.move: Move | None = None
        self._popover: Candidates | None = None
        page.views.dragged.connect(self._drag)
        page.views.dropped.connect(self.drop)
        page.views.barred.connect(self._bar)
        page.deeds.offered.connect(self._offer)
        page.turning.connect(self.cancel)

    @property
    def popover(self) -> Candidates:
        """The popover of E, made when first needed."""
        if self._popover is None:
            self._popover = Candidates(self._page)
            self._popover.chosen.connect(self.give)
        return self._popover

    def ask(self) -> None:
        """E: whom to give the block to."""
        block = self._page.block
        if block is not None:
            self.popover.ask(block, self._page.views.anchor(block))
            self._page.deeds.ask_candidates(block)

    @Slot(object, object)
    def _offer(self, block: Block, candidates: list[Candidate]) -> None:
        if self._popover is not None:
            self._popover.offer(block, candidates)

    @Slot(object, int, str)
    def give(self, block: Block, escort_id: int, reason: str) -> None:
        """Give a block to an escort at its own time."""
        self._carry_out(begin(block).to(escort_id), reason)

    @Slot(object)
    def mend(self, trouble: Trouble) -> None:
        """Carry out the one change that ends a conflict."""
        change = trouble.change
        if change is not None:
            self._carry_out(Move(change.block, change.escort_id, change.starts_at, change.ends_at))
            self._page.views.setFocus()

    def take_back(self) -> None:
        """U: let the work wait again."""
        block = self._page.block
        if block is not None and block.job_id:
            self._unassign(block)

    def _unassign(self, block: Block) -> None:
        page = self._page
        who = page.agenda.name(block.escort_id) if page.agenda else ""
        self._run_ahead(begin(block).to(0))
        page.deeds.unassign(block, f"{block.name} 已退回待指派，不再由{who}陪诊")

    def _carry_out(self, move: Move, reason: str = "") -> None:
        page, block = self._page, move.block
        who = page.agenda.name(move.escort_id) if page.agenda else ""
        when = span(move.starts_at, move.ends_at)
        self._run_ahead(move)
        words = f"{block.name} 改到 {when}" if move.escort_id == block.escort_id else f"{block.name} {when} 已派给{who}"
        page.deeds.assign(move, words, reason)

    def _run_ahead(self, move: Move) -> None:
        page = self._page
        if page.agenda is not None:
            page.cursor_key = key_of(move.block)
            page.show_schedule(moved(page.agenda.schedule, move.block, move.escort_id, move.starts_at, move.ends_at))

    def tried(self, move: Move) -> Move:
        """The move with the reason why it would not fit, asked of the desk's pure trial."""
        block = move.block
        if not move.escort_id:
            refusal = "" if block.job_id or not move.changed else "还没有派给人，先派再改时间"
        else:
            refusal = self._source.trial(block, move.escort_id, move.starts_at, move.ends_at) if move.changed else ""
        return replace(move, refusal=refusal)

    @Slot(object)
    def _drag(self, move: Move) -> None:
        self._page.views.show_move(self.tried(move))

    @Slot(str)
    def _bar(self, words: str) -> None:
        self._page.told.emit(words, False)

    @Slot(object)
    def drop(self, move: Move) -> None:
        """Put a block down: refused places send it back with the reason."""
        move = self.tried(move)
        self._page.views.show_move(None)
        if move.refusal:
            self._page.told.emit(f"放不下，已放回原处：{move.refusal}", False)
        elif move.changed and move.escort_id:
            self._carry_out(move)
        elif move.changed:
            self._unassign(move.block)

    def pick_up(self) -> None:
        """V: take the block along with the arrows."""
        block = self._page.block
        if block is not None and self._page.shown.scene in ("day", "week"):
            self._go(begin(block))
        elif block is not None:
            self._page.told.emit("在日视图或周视图里移动（Ctrl+1、Ctrl+2）", False)

    def _go(self, move: Move | None) -> None:
        self.move = self.tried(move) if move else None
        self._page.views.show_move(self.move)
        self._page.set_mode("move" if move else "")

    def go(self, move: Move) -> None:
        """Take it one step on."""
        self._go(move)

    def step_lane(self, down: int) -> None:
        """To the escort below or above."""
        if self.move is not None and self._page.agenda is not None:
            lanes = self._page.agenda.lane_ids()
            at = lanes.index(self.move.escort_id) + down
            self._go(self.move.to(lanes[min(max(at, 0), len(lanes) - 1)]))

    def step_day(self, across: int) -> None:
        """To the day before or after, within the week."""
        if self.move is not None and self._page.agenda is not None:
            there = self.move.starts_at.date() + timedelta(days=across)
            if there in {head.day for head in self._page.agenda.days}:
                self._go(self.move.on(there))

    def put_down(self) -> None:
        """Enter in the move mode: a refused place keeps the block in hand."""
        move = self.move
        if move is None:
            return
        if move.refusal:
            self._page.told.emit(f"放不下：{move.refusal}", False)
            return
        self._go(None)
        self.drop(move)

    def cancel(self) -> bool:
        """Put back what is under way, by pointer or by key; says whether anything was."""
        dragged = self._page.views.cancel_drag()
        if self.move is not None:
            self._go(None)
            return True
        if dragged:
            self._page.views.show_move(None)
        return dragged
