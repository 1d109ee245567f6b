"""The pointer on the painted views: choosing a block, dragging it or its ends, with a few pixels of patience."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.moving import Move, begin
from desktop.ui.calendar.spots import Spot
from desktop.ui.calendar.week_view import WeekView

_PATIENCE = 6
_EDGE = 28
_FIXED = ("ended", "done", "running", "missed")


class Pointer(QObject):
    """Watches a view's surface. `picked` carries a pressed block, `opened` a double-clicked one.

    `dragged` carries the Move while a block is under way, `dropped` the last one; `barred` why a block cannot
    be taken along.
    """

    picked = Signal(object)
    opened = Signal(object)
    dragged = Signal(object)
    dropped = Signal(object)
    barred = Signal(str)

    def __init__(self, view: DayView | WeekView) -> None:
        super().__init__(view)
        self._view = view
        self._held: Spot | None = None
        self._grip, self._grabbed, self._pressed = "", 0.0, QPointF()
        self._move: Move | None = None
        view.viewport().installEventFilter(self)

    @property
    def dragging(self) -> bool:
        """Whether a block is under way."""
        return self._move is not None

    def cancel(self) -> bool:
        """Let go without dropping; says whether something was under way."""
        under_way = self.dragging
        self._held = self._move = None
        return under_way

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the pointer."""
        take = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._go,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._open,
        }.get(event.type())
        if take is not None:
            take(cast(QMouseEvent, event))
        return False

    def _press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held = self._view.spot_at(event.position())
        if self._held is None:
            return
        box = self._view.seen_spot(self._held)
        self._pressed = event.position()
        self._grabbed = event.position().x() - box.x()
        self._grip = self._view.grip_at(box, event.position().x())
        self.picked.emit(self._held.block)

    def _go(self, event: QMouseEvent) -> None:
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(event.position())
            return
        if self._move is None and (event.position() - self._pressed).manhattanLength() < _PATIENCE:
            return
        block = self._held.block
        if block.state in _FIXED:
            self._held = None
            self.barred.emit("已经开始或做完的陪诊不能移动")
            return
        self._scroll(event.position())
        self._move = self._view.drop_place(begin(block), self._grip, event.position(), self._grabbed)
        self.dragged.emit(self._move)

    def _show_cursor(self, place: QPointF) -> None:
        spot = self._view.spot_at(place)
        shape = Qt.CursorShape.ArrowCursor
        if spot is not None and spot.block.state not in _FIXED:
            ends = self._view.grip_at(self._view.seen_spot(spot), place.x()) != "body"
            shape = Qt.CursorShape.SizeHorCursor if ends else Qt.CursorShape.OpenHandCursor
        self._view.viewport().setCursor(shape)

    def _scroll(self, place: QPointF) -> None:
        area = self._view.lanes_area()
        down, across = self._view.verticalScrollBar(), self._view.horizontalScrollBar()
        if place.y() > area.bottom() - _EDGE:
            down.setValue(down.value() + 12)
        elif self._view.head < place.y() < area.top() + _EDGE and down.value():
            down.setValue(down.value() - 12)
        if place.x() > area.right() - _EDGE:
            across.setValue(across.value() + 12)
        elif place.x() < area.left() + _EDGE:
            across.setValue(across.value() - 12)

    def _release(self, event: QMouseEvent) -> None:
        move, self._held, self._move = self._move, None, None
        if move is not None and event.button() == Qt.MouseButton.LeftButton:
            self.dropped.emit(move)

    def _open(self, event: QMouseEvent) -> None:
        spot = self._view.spot_at(event.position())
        if spot is not None:
            self._held = None
            self.opened.emit(spot.block)
