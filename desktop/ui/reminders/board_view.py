"""The lanes side by side, where the board stands, and which cards are marked; everything by key and by pointer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.board_rows import LANES, Board, BoardCard, DoneToday
from desktop.ui.reminders.card_paint import Moment
from desktop.ui.reminders.lane_view import GAP, LaneContent, LaneView, notes_of

_SPACE = 12


class BoardView(QWidget):
    """Five lanes sharing the width. `moved` tells that it stands elsewhere, `asked` what a click asked for.

    It stays in its lane, even once nothing is left there; only when `free` is set, after another search, the next
    board may put it where something is.
    """

    moved = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.lane = "reminder"
        self.marked: frozenset[str] = frozenset()
        self._held: Mapping[str, int] = {}
        self._places: dict[str, int] = dict.fromkeys(LANES, 0)
        self._fresh, self.free = True, False
        self.lanes = {name: LaneView(name, self) for name in LANES}
        for lane in self.lanes.values():
            lane.picked.connect(self._pick)
            lane.asked.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("提醒看板")

    def show_board(self, board: Board, moment: Moment) -> None:
        """Show the board as it is now; it stays where it stood, by the card and not by the place."""
        before = {name: lane.card() for name, lane in self.lanes.items()}
        self.board = board
        for name, lane in self.lanes.items():
            lane.show_content(_content(board, name), moment)
            self._find_again(lane, before[name])
        known = {card.key for lane in board.lanes.values() for card in lane}
        self.marked &= known
        if self._fresh or (self.free and not self.lanes[self.lane].places()):
            self._fresh = self.free = False
            self.lane = next((name for name in ("reminder", *LANES) if self.lanes[name].places()), self.lane)
        self.restand()

    def _find_again(self, lane: LaneView, before: BoardCard | None) -> None:
        keys = [card.key for card in lane.content.cards]
        places = lane.places()
        if before is not None and before.key in keys:
            self._places[lane.name] = keys.index(before.key)
        elif places:
            self._places[lane.name] = min(max(self._places[lane.name], 0), places[-1]) if keys else places[0]

    def tick(self, moment: Moment) -> None:
        """Move every clock to another time."""
        for lane in self.lanes.values():
            lane.moment = moment
            lane.update()

    def hold(self, held: Mapping[str, int]) -> None:
        """Show which cards wait in the outbox, with the seconds left."""
        self._held = held
        self.restand()

    def restand(self) -> None:
        """Tell every lane where the board stands."""
        for name, lane in self.lanes.items():
            active = name == self.lane and self.hasFocus()
            lane.stand(self._places[name], active, self.marked, self._held)
        self.moved.emit()

    def card(self) -> BoardCard | None:
        """The card the board stands on."""
        return self.lanes[self.lane].card()

    def on_gap(self) -> bool:
        """Whether it stands on the holiday card."""
        return self._places[self.lane] == GAP and self.lanes[self.lane].content.gap is not None

    def chosen(self) -> tuple[BoardCard, ...]:
        """The marked cards of the lane in their order; without any the one it stands on."""
        found = tuple(card for card in self.lanes[self.lane].content.cards if card.key in self.marked)
        card = self.card()
        return found or ((card,) if card else ())

    def step(self, places: int) -> None:
        """Go so many cards down the lane."""
        there = self.lanes[self.lane].places()
        if there:
            self._places[self.lane] = min(max(self._places[self.lane] + places, there[0]), there[-1])
            self.restand()

    def turn(self, lanes: int) -> None:
        """Go to the next lane that has anything, left or right."""
        order = [name for name in LANES if self.lanes[name].places() or name == self.lane]
        at = order.index(self.lane) + lanes
        if 0 <= at < len(order):
            self.lane, self.marked = order[at], frozenset()
            self.restand()

    def mark(self) -> None:
        """Mark or unmark the card, and go on."""
        card = self.card()
        if card is not None:
            self.marked ^= {card.key}
            self.step(1)

    def mark_all(self) -> None:
        """Mark the whole lane."""
        self.marked = frozenset(card.key for card in self.lanes[self.lane].content.cards)
        self.restand()

    def unmark(self) -> bool:
        """Drop all marks; says whether there were any."""
        had = bool(self.marked)
        self.marked = frozenset()
        self.restand()
        return had

    def box(self) -> QRect:
        """Where the current card lies, in the coordinates of the window."""
        lane = self.lanes[self.lane]
        spot = lane.box_of(self._places[self.lane]).toRect()
        return QRect(lane.mapTo(self.window(), spot.topLeft()), spot.size())

    def _pick(self, place: int) -> None:
        lane = self.sender()
        assert isinstance(lane, LaneView)
        if lane.name != self.lane:
            self.marked = frozenset()
        self.lane = lane.name
        self._places[lane.name] = place
        self.setFocus()
        self.restand()

    def _ask(self, what: str) -> None:
        if what:
            self.asked.emit(what)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card lights up."""
        super().focusInEvent(event)
        self.restand()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And out again."""
        super().focusOutEvent(event)
        self.restand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out over the lanes."""
        super().resizeEvent(event)
        wide = (self.width() - _SPACE * (len(LANES) - 1)) / len(LANES)
        for place, lane in enumerate(self.lanes.values()):
            left = round(place * (wide + _SPACE))
            lane.setGeometry(left, 0, round(place * (wide + _SPACE) + wide) - left, self.height())


def _content(board: Board, name: str) -> LaneContent:
    shown = board.lanes[name]
    title, done = _done_of(board, name)
    gap = board.gap if name == "reminder" else None
    return LaneContent(shown, (board.more or {}).get(name, 0), notes_of(name, shown), gap, title, done)


def _done_of(board: Board, name: str) -> tuple[str, tuple[DoneToday, ...]]:
    if name == "call":
        return f"今天已来电 {len(board.calls_done)}", board.calls_done
    return (f"今天已发 {len(board.texts_done)}", board.texts_done) if name == "sent" else ("", ())
