"""What the calendar's keys do in each of its modes; wired to the table of actions."""

from __future__ import annotations

from dataclasses import replace

from desktop.ui.calendar.board import CalendarBoard
from desktop.ui.calendar.giving import Giving
from desktop.ui.calendar.moving import STEP
from desktop.ui.calendar.planning import Planning
from desktop.ui.calendar.shown import Shown
from desktop.ui.calendar.stepping import step


class CalendarKeys:
    """The handlers of the calendar's actions."""

    def __init__(self, page: CalendarBoard, giving: Giving, planning: Planning) -> None:
        self._page, self._giving, self._planning = page, giving, planning

    def _arrow(self, across: int, down: int) -> None:
        page = self._page
        if self._giving.move is not None:
            self._carry(across, down)
        elif self._planning.active:
            self._planning.panel.step(down or across)
        elif page.shown.scene == "month":
            page.pick_day(page.views.month.step(across, down))
        elif page.shown.listed:
            page.views.list.step(down or across)
        elif page.agenda is not None:
            block = step(page.agenda, page.cursor_key, across, down)
            if block is not None:
                page.pick(block)

    def _carry(self, across: int, down: int) -> None:
        giving = self._giving
        if down:
            giving.step_lane(down)
        elif self._page.shown.scene == "week":
            giving.step_day(across)
        elif giving.move is not None:
            giving.go(giving.move.by(across))

    def left(self) -> None:
        """One to the left."""
        self._arrow(-1, 0)

    def right(self) -> None:
        """One to the right."""
        self._arrow(1, 0)

    def up(self) -> None:
        """One up."""
        self._arrow(0, -1)

    def down(self) -> None:
        """One down."""
        self._arrow(0, 1)

    def _stretch(self, start: int, end: int) -> None:
        giving = self._giving
        if giving.move is not None and end:
            giving.go(giving.move.ending(giving.move.ends_at + end * STEP))
        elif giving.move is not None:
            giving.go(giving.move.starting(giving.move.starts_at + start * STEP))

    def longer(self) -> None:
        """End later."""
        self._stretch(0, 1)

    def shorter(self) -> None:
        """End earlier."""
        self._stretch(0, -1)

    def later(self) -> None:
        """Begin later."""
        self._stretch(1, 0)

    def earlier(self) -> None:
        """Begin earlier."""
        self._stretch(-1, 0)

    def assign(self) -> None:
        """Whom to give it to."""
        if not self._page.mode:
            self._giving.ask()

    def move(self) -> None:
        """Take it along, or put it down again."""
        giving = self._giving
        if giving.move is not None:
            giving.cancel()
        elif not self._planning.active:
            giving.pick_up()

    def unassign(self) -> None:
        """Let it wait again."""
        if not self._page.mode:
            self._giving.take_back()

    def open(self) -> None:
        """Enter: put down, take the plan, mend the conflict, open the day or the case."""
        page = self._page
        if self._giving.move is not None:
            self._giving.put_down()
        elif self._planning.active:
            self._planning.panel.accept()
        elif page.conflicts.keep.hasFocus():
            page.conflicts.let_be()
        elif page.conflicts.mending or page.conflicts.apply.hasFocus():
            page.conflicts.mend()
        elif page.shown.scene == "month":
            page.open_day(page.shown.day)
        elif page.block is not None:
            page.open_block(page.block)

    def list(self) -> None:
        """The same as a list, and back."""
        self._page.choose_view("list")

    def previous(self) -> None:
        """The days before."""
        self._page.show_days(self._page.shown.turned(-1))

    def next(self) -> None:
        """The days after."""
        self._page.show_days(self._page.shown.turned(1))

    def workday(self) -> None:
        """The next working day."""
        self._page.show_days(self._page.shown.to_workday(self._page.calendar, 1))

    def workday_before(self) -> None:
        """The working day before."""
        self._page.show_days(self._page.shown.to_workday(self._page.calendar, -1))

    def today(self) -> None:
        """Today, in the same view."""
        self._page.show_days(replace(self._page.shown, day=self._page.now.date()))

    def day(self) -> None:
        """The day."""
        self._turn("day")

    def week(self) -> None:
        """The week."""
        self._turn("week")

    def month(self) -> None:
        """The month."""
        self._turn("month")

    def _turn(self, view: str) -> None:
        page = self._page
        block = page.block
        day = block.starts_at.date() if block is not None and view != "month" else page.shown.day
        page.show_days(Shown(day, view))

    def plan(self) -> None:
        """Let the desk plan."""
        if not self._page.mode:
            self._planning.ask()

    def leave_out(self) -> None:
        """Leave this change out, or take it in."""
        self._planning.panel.toggle()


_OWN = (
    "left", "right", "up", "down", "assign", "move", "unassign", "open", "list", "previous", "next", "plan", "day",
    "week", "month", "today", "workday", "workday_before", "longer", "shorter", "later", "earlier", "leave_out",
)


def wire(page: CalendarBoard, giving: Giving, planning: Planning) -> None:
    """Give every action of the calendar its handler."""
    keys = CalendarKeys(page, giving, planning)
    for name in _OWN:
        page.action_desk.handle(f"calendar_{name}", getattr(keys, name))
