"""The one table of a queue's columns: title, width, what is painted, spoken and sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.casework.rows import QueueRow
from desktop.handbook.countdown import Face
from desktop.handbook.vocabulary import ITEM_TITLES, SERVICE_TITLES
from desktop.ui import chips, fonts, icons, sla_cell, text

Painting = Callable[[QPainter, QRect, QueueRow, Face, bool], None]
LINE_1, LINE_2 = 5, 27
_PLACEHOLDER = "—"


@dataclass(frozen=True)
class Column:
    """One column: `inset` is where its text starts, `minimum` and `usual` its width; the widest `weight` grows.

    `paint(painter, cell, row, face, compact)` draws it, `spoken(row, face)` is read aloud,
    `sort` is the query's sort key, and `order` names that order honestly, ascending and descending.
    """

    name: str
    title: str
    inset: int
    minimum: int
    usual: int
    weight: int
    sort: str
    order: tuple[str, str]
    hint: str
    paint: Painting
    spoken: Callable[[QueueRow, Face], str]


def _two_lines(
    painter: QPainter, cell: QRect, first: str, second: str, inset: int, weight: int, compact: bool
) -> None:
    room = cell.width() - inset - 8
    if compact:
        text.draw(painter, cell.x() + inset, cell.y(), cell.height(), first, "body", "text", weight, room)
        return
    text.draw(painter, cell.x() + inset, cell.y() + LINE_1, 20, first, "body", "text", weight, room)
    text.draw(painter, cell.x() + inset, cell.y() + LINE_2, 18, second, "caption", "text2", room=room)


def _paint_case(painter: QPainter, cell: QRect, row: QueueRow, _face: Face, compact: bool) -> None:
    size = 20 if compact else 24
    chips.draw_tile(painter, cell.x() + 12, cell.y() + (cell.height() - size) / 2, row.item.service, size)
    if compact:
        role = "body" if fonts.width(row.number, "body") <= cell.width() - 44 else "caption"
        text.draw(painter, cell.x() + 40, cell.y(), cell.height(), row.number, role, "text", room=cell.width() - 42)
        return
    _two_lines(painter, cell, SERVICE_TITLES[row.item.service], row.number, 48, 500, False)


def _paint_customer(painter: QPainter, cell: QRect, row: QueueRow, _face: Face, compact: bool) -> None:
    if not compact:
        _two_lines(painter, cell, row.name, row.request, 0, 600, False)
        return
    used = text.draw(painter, cell.x(), cell.y(), cell.height(), row.name, "body", "text", 600, keep=True)
    room = cell.width() - used - 20
    if room > 40:
        text.draw(painter, cell.x() + used + 12, cell.y(), cell.height(), row.request, "caption", "text2", room=room)


def _paint_stage(painter: QPainter, cell: QRect, row: QueueRow, _face: Face, compact: bool) -> None:
    room_for_lock = 18 if row.locked else 0
    narrower = cell.adjusted(0, 0, -room_for_lock, 0)
    _two_lines(painter, narrower, row.stage, _next_step(row, cell.width() - 8), 0, 0, compact)
    if row.locked:
        line = cell.height() if compact else 20
        y = cell.y() + (0 if compact else LINE_1) + (line - 14) / 2
        x = cell.x() + text.lay_out(row.stage, "body").width + 4
        icons.draw(painter, min(x, cell.right() - 18), y, "lock", "text3", 14)


def _next_step(row: QueueRow, room: int) -> str:
    """`下一步 再拨 23日 11:10`; where that does not fit, the step alone, whole."""
    words = f"下一步 {row.next_step}" if row.next_step else ""
    return words if fonts.width(words, "caption") <= room else row.next_step


def _paint_owner(painter: QPainter, cell: QRect, row: QueueRow, _face: Face, _compact: bool) -> None:
    tint = "text2" if row.owner else "text3"
    name = row.owner or "未分派"
    text.draw(painter, cell.x(), cell.y(), cell.height(), name, "dense", tint, room=cell.width() - 4)


def _paint_sla(painter: QPainter, cell: QRect, _row: QueueRow, face: Face, compact: bool) -> None:
    room = cell.width() - 8
    if compact:
        sla_cell.draw_compact(painter, cell.x(), cell.y(), face, cell.height(), room)
    else:
        sla_cell.draw_cell(painter, cell.x(), cell.y(), face, room, cell.height())


def _say_case(row: QueueRow, _face: Face) -> str:
    return f"{ITEM_TITLES[row.item]} {row.number}"


def _say_customer(row: QueueRow, _face: Face) -> str:
    return f"{row.name}，{row.request}"


def _say_stage(row: QueueRow, _face: Face) -> str:
    locked = "，已锁定" if row.locked else ""
    return f"{row.stage}{locked}，下一步 {row.next_step or _PLACEHOLDER}"


def _say_owner(row: QueueRow, _face: Face) -> str:
    return f"负责人 {row.owner or '未分派'}"


def _say_sla(_row: QueueRow, face: Face) -> str:
    return face.spoken


CASE = Column(
    "case", "案件", 48, 140, 160, 0, "number", ("案号小的在前", "案号大的在前"), "服务和案号，按案号排序",
    _paint_case, _say_case,
)
CUSTOMER = Column(
    "customer", "客户·需求", 0, 120, 240, 3, "name", ("姓名按拼音", "姓名按拼音倒序"), "客户和所需的服务，按姓名排序",
    _paint_customer, _say_customer,
)
STAGE = Column(
    "stage", "阶段", 0, 130, 152, 1, "stage", ("阶段靠前的在前", "阶段靠后的在前"), "到了哪一步和下一步，按阶段排序",
    _paint_stage, _say_stage,
)
OWNER = Column(
    "owner", "负责人", 0, 52, 64, 0, "accepted", ("最早受理在前", "最晚受理在前"), "谁负责，按受理时间排序",
    _paint_owner, _say_owner,
)
SLA = Column(
    "sla", "时限", 26, 280, 280, 0, "due", ("最早截止在前", "最晚截止在前"), "最近的一个时限，按截止时间排序。"
    "琥珀：剩 1 个工作日以内；橙：剩 2 个工作小时以内；深红：已超时", _paint_sla, _say_sla,
)
MINE = (CASE, CUSTOMER, STAGE, SLA)
MIXED = (CASE, CUSTOMER, STAGE, OWNER, SLA)


def widths(columns: tuple[Column, ...], room: int) -> list[int]:
    """Share `room` pixels out: the usual widths, the rest by weight; when it is short, down to the minimum."""
    spare = room - sum(column.usual for column in columns)
    if spare < 0:
        return _squeezed(columns, -spare)
    total = sum(column.weight for column in columns) or 1
    shared = [column.usual + spare * column.weight // total for column in columns]
    shared[-1] += room - sum(shared)
    return shared


def _squeezed(columns: tuple[Column, ...], missing: int) -> list[int]:
    """Take what is missing from all columns by what each can give; the deadline gives nothing."""
    slack = [column.usual - column.minimum for column in columns]
    share = min(1.0, missing / max(1, sum(slack)))
    shared = [column.usual - int(can * share) for column, can in zip(columns, slack, strict=True)]
    shared[1] -= missing - sum(int(can * share) for can in slack)
    return shared


def order_words(columns: tuple[Column, ...], sort: str, descending: bool) -> str:
    """What the head says about the order of the rows."""
    found = next((column for column in columns if column.sort == sort), SLA)
    return found.order[descending]
