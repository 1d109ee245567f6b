"""A roster laid out in lanes: no two blocks of a lane overlap, and how the blocks are painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.phone.rows import DutyRow, Roster
from desktop.handbook.duty import Gap
from desktop.handbook.phone import DEPARTMENTS, GENERAL
from desktop.ui import cards, fonts, text

Block = DutyRow | Gap


class Lane(NamedTuple):
    """One line of a roster."""

    department: str
    blocks: tuple[Block, ...]


def lanes_of(roster: Roster) -> list[Lane]:
    """The roster in as few lanes as it needs, department by department; a gap stands where somebody is missing."""
    made: list[Lane] = []
    blocks: list[Block] = sorted((*roster.duties, *roster.gaps), key=lambda one: (isinstance(one, Gap), one.start))
    for department in DEPARTMENTS:
        own: list[list[Block]] = []
        for block in (one for one in blocks if one.department == department):
            lane = next((lane for lane in own if all(_apart(block, other) for other in lane)), None)
            if lane is None:
                own.append([block])
            else:
                lane.append(block)
        made += [Lane(department, tuple(sorted(lane, key=lambda one: one.start))) for lane in own]
    return made


def merged(lanes: list[Lane], most: int) -> list[Lane]:
    """At most so many lanes where that can be: departments with one lane share it when nothing overlaps."""
    lanes = list(lanes)
    for place in range(len(lanes) - 1, 0, -1):
        if len(lanes) <= most:
            break
        one = lanes[place]
        host = next((at for at in range(place) if lanes[at].department != GENERAL and _fits(one, lanes[at])), None)
        if one.department != GENERAL and host is not None:
            both = tuple(sorted((*lanes[host].blocks, *one.blocks), key=lambda block: block.start))
            lanes[host] = Lane(f"{lanes[host].department}·{one.department}", both)
            del lanes[place]
    return lanes


def _fits(one: Lane, other: Lane) -> bool:
    return all(_apart(block, placed) for block in one.blocks for placed in other.blocks)


def _apart(one: Block, other: Block) -> bool:
    return one.end <= other.start or other.end <= one.start


def caption_of(block: Block) -> str:
    """`陆远 20:00–06:00`, `缺 1 人`, `温岚 呼叫值班·30 分内回呼`."""
    if isinstance(block, Gap):
        return f"缺 {block.lacking} 人"
    if block.on_call:
        return f"{block.doctor} 呼叫值班·{block.minutes} 分内回呼"
    return f"{block.doctor} {block.start:%H:%M}–{block.end:%H:%M}"


def spoken(block: Block) -> str:
    """The block as a screen reader says it."""
    span = f"{block.start:%m-%d %H:%M} 到 {block.end:%m-%d %H:%M}"
    if isinstance(block, Gap):
        return f"{span} {block.department}只有 {block.present} 人，少于最低 {block.least} 人"
    return f"{span} {block.department} {caption_of(block)}"


class Span(NamedTuple):
    """A stretch of time on so many pixels."""

    start: datetime
    end: datetime
    left: float
    width: float

    def x(self, at: datetime) -> float:
        """Where a moment stands."""
        return self.left + self.width * ((at - self.start) / (self.end - self.start))

    def box(self, block: Block, y: float, high: float) -> QRectF:
        """The block cut to the span."""
        left, right = self.x(max(block.start, self.start)), self.x(min(block.end, self.end))
        return QRectF(left, y, max(right - left - 1, 2), high)


def paint_block(
    painter: QPainter, box: QRectF, block: Block, state: str = "", words: str = "", named: bool = False
) -> None:
    """Paint one block, with its department when `named`.

    `state` is `now` for who is on duty at this moment, `talk` for who talks, `focus` for the one with the cursor.
    """
    if isinstance(block, Gap):
        cards.rounded(painter, box, 5, "soon_bg", "breach_bar" if state == "focus" else "soon_bar", 1.5, dashed=True)
        ink = "soon_fg"
    elif block.on_call:
        cards.rounded(painter, box, 5, "bg_surface", "border_strong", dashed=True)
        ink = "text2"
    else:
        cards.rounded(painter, box, 5, {"now": "bg_selected", "talk": "accent"}.get(state, "bg_subtle"))
        ink = {"now": "text", "talk": "on_accent"}.get(state, "text2")
    if state == "focus":
        cards.focus_ring(painter, box, 5)
    room = round(box.width()) - 14
    if room > 14:
        said = _fitting(block, room, named)
        used = text.draw(painter, box.x() + 8, box.y(), box.height(), said, "caption", ink, 500, room=room)
        if words and used + 60 < room:
            text.draw_right(painter, box.right() - 8, box.y(), box.height(), words, "caption", ink, 500)


def _fitting(block: Block, room: int, named: bool) -> str:
    """As much of the caption as the room holds: the doctor's name stays longest."""
    whole = f"{block.department} {caption_of(block)}" if named else caption_of(block)
    if isinstance(block, Gap) or fonts.width(whole, "caption", 500) <= room:
        return whole
    return block.doctor


def gap_sentence(gaps: Sequence[Gap], today: datetime) -> str:
    """`明天 02:00–06:00 全科只有 1 人，少于最低 2 人`, the first gap that is not over; '' without any."""
    ahead = [one for one in gaps if one.end > today]
    if not ahead:
        return ""
    one = ahead[0]
    days = (one.start.date() - today.date()).days
    day = {0: "今天", 1: "明天", -1: "昨天"}.get(days, f"{one.start.month}月{one.start.day}日")
    more = f"，另有 {len(ahead) - 1} 处" if len(ahead) > 1 else ""
    span = f"{day} {one.start:%H:%M}–{one.end:%H:%M}"
    return f"{span} {one.department}只有 {one.present} 人，少于最低 {one.least} 人{more}"
