"""Which block the arrows lead to: along the lane by time, across lanes to what lies nearest."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.schedule_rows import Block
from desktop.ui.calendar.agenda import Agenda, Key
from desktop.ui.calendar.wording import key_of


def step(agenda: Agenda, key: Key | None, across: int, down: int) -> Block | None:
    """The block one step away; the same one at an edge, the first one when nothing has the cursor yet."""
    block = agenda.find(key)
    if block is None:
        return agenda.first()
    return (_along(agenda, block, across) if across else _over(agenda, block, down)) or block


def _lane(agenda: Agenda, escort_id: int) -> Sequence[Block]:
    return [other for other in agenda.every() if other.escort_id == escort_id]


def _along(agenda: Agenda, block: Block, across: int) -> Block | None:
    lane = _lane(agenda, block.escort_id)
    at = [key_of(other) for other in lane].index(key_of(block)) + across
    return lane[at] if 0 <= at < len(lane) else None


def _over(agenda: Agenda, block: Block, down: int) -> Block | None:
    stack = agenda.cell(block.escort_id, block.starts_at.date())
    at = [key_of(other) for other in stack].index(key_of(block)) + down
    if len(agenda.days) > 1 and 0 <= at < len(stack):
        return stack[at]
    lanes = agenda.lane_ids()
    places = range(lanes.index(block.escort_id) + down, len(lanes) if down > 0 else -1, down)
    found = (nearest(_lane(agenda, lanes[place]), block, down) for place in places)
    return next((other for other in found if other is not None), None)


def nearest(lane: Sequence[Block], block: Block, down: int) -> Block | None:
    """What a lane has that begins nearest to a block's time: that day first, the end of its stack one comes from."""
    day = block.starts_at.date()
    same_day = [other for other in lane if other.starts_at.date() == day]
    pool = same_day or lane
    distance = {key_of(other): abs((_middle(other) - _middle(block)).total_seconds()) for other in pool}
    ordered = sorted(pool, key=lambda other: (distance[key_of(other)], other.starts_at if down > 0 else other.ends_at))
    return ordered[0] if ordered else None


def _middle(block: Block):
    return block.starts_at + (block.ends_at - block.starts_at) / 2
