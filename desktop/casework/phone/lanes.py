"""A roster laid out in lanes, for screen and paper: no two blocks of a lane overlap, and what stands on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from desktop.casework.phone.rows import DutyRow, Roster
from desktop.handbook.duty import Gap
from desktop.handbook.phone import DEPARTMENTS, GENERAL

DAY = timedelta(days=1)
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
    """`陆远 20:00–06:00`, `苏宁 12:00–24:00`, `缺 1 人`, `温岚 呼叫值班·30 分内回呼`."""
    if isinstance(block, Gap):
        return f"缺 {block.lacking} 人"
    if block.on_call:
        return f"{block.doctor} 呼叫值班·{block.minutes} 分内回呼"
    end = f"{block.end:%H:%M}"
    return f"{block.doctor} {block.start:%H:%M}–{'24:00' if end == '00:00' else end}"


def days_of(roster: Roster) -> list[datetime]:
    """Where its days begin."""
    return [roster.start + DAY * place for place in range((roster.end - roster.start) // DAY)]


def of_day(roster: Roster, day: datetime) -> Roster:
    """What of the roster touches a day; its blocks stay whole."""
    end = day + DAY
    duties = tuple(one for one in roster.duties if one.start < end and one.end > day)
    gaps = tuple(one for one in roster.gaps if one.start < end and one.end > day)
    return Roster(day, end, duties, gaps)


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
