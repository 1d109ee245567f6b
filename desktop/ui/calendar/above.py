"""What lies above the picture of a view: the ring of the cursor, the ghost of a move, the preview of a plan."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.ui import cards, theme
from desktop.ui.calendar import paint
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import LiveView, Spot
from desktop.ui.calendar.wording import span


def touched(view: LiveView) -> QRect:
    """What cursor and ghost cover now, with the ring and the reason beside the ghost."""
    spot, move = view.spot(view.cursor_key), view.move_shown
    area = view.seen_spot(spot).toAlignedRect().adjusted(-6, -6, 6, 6) if spot else QRect()
    box = view.box_of(move) if move else None
    if move is None or box is None:
        return area
    seen = view.seen(box, not move.escort_id).toAlignedRect()
    whole = seen.adjusted(-6, -36, 6, 36)
    if move.refusal:
        whole.setLeft(0)
        whole.setRight(view.viewport().width())
    return area.united(whole)


def paint_above(painter: QPainter, view: LiveView) -> None:
    """Paint preview, cursor and ghost; a block under way is faded where it came from."""
    for change in view.preview:
        move = Move(change.block, change.escort_id, change.starts_at, change.ends_at)
        _paint_ghost(painter, view, move, change.block.name)
    spot = view.spot(view.cursor_key)
    if spot is not None:
        _paint_cursor(painter, view, spot)
    if view.move_shown is not None:
        move = view.move_shown
        _paint_ghost(painter, view, move, f"{move.block.name} {span(move.starts_at, move.ends_at)}")


def _paint_cursor(painter: QPainter, view: LiveView, spot: Spot) -> None:
    painter.setClipRect(view.lanes_area() if spot.block.escort_id else view.body_area())
    box = view.seen_spot(spot)
    if view.move_shown is not None and view.move_shown.changed:
        cards.rounded(painter, box, 6, theme.faded("bg_surface", 0.7))
    else:
        paint.focus(painter, box, "focus" if view.hasFocus() else "border_strong")


def _paint_ghost(painter: QPainter, view: LiveView, move: Move, words: str) -> None:
    box = view.box_of(move)
    if box is not None:
        waiting = not move.escort_id
        painter.setClipRect(view.body_area() if waiting else view.lanes_area())
        paint.ghost(painter, view.seen(box, waiting), words, move.refusal, view.body_area())
