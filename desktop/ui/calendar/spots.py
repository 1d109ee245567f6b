"""Lanes and blocks where they lie, and what is needed of a view to draw a cursor, a ghost and a preview on it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from desktop.casework.schedule_rows import Block, Change, Lane
from desktop.ui.calendar.agenda import Key
from desktop.ui.calendar.moving import Move

SIDE = 188


class Spot(NamedTuple):
    """A block where it lies: in the content's own pixels, below the head and right of the names."""

    block: Block
    box: QRectF


class Place(Protocol):
    """A lane where it lies; None is the work that waits."""

    @property
    def escort_id(self) -> int:
        """Whose it is, 0 for the work that waits."""

    @property
    def top(self) -> float:
        """Where it begins, in the content's pixels."""

    @property
    def height(self) -> float:
        """How high it is."""

    @property
    def lane(self) -> Lane | None:
        """The escort."""


class LiveView(Protocol):
    """A view as what lies above its picture sees it."""

    cursor_key: Key | None
    move_shown: Move | None
    preview: tuple[Change, ...]

    def viewport(self) -> QWidget:
        """The surface."""

    def hasFocus(self) -> bool:
        """Whether it has the keyboard."""

    def spot(self, key: Key | None) -> Spot | None:
        """The spot of a block."""

    def seen(self, box: QRectF, waiting: bool) -> QRectF:
        """A box of the content where it is seen now."""

    def seen_spot(self, spot: Spot) -> QRectF:
        """A spot where it is seen now."""

    def box_of(self, move: Move, /) -> QRectF | None:
        """Where a move would put its block."""

    def lanes_area(self) -> QRectF:
        """Where lanes are seen."""

    def body_area(self) -> QRectF:
        """Right of the names and below the head."""
