"""The phone doctors' roster 电话医生值班表 on A4 across: a row a day, lanes by department, gaps hatched in red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.units import mm

from desktop.casework.phone.lanes import DAY, Block, Lane, caption_of, days_of, lanes_of, merged, of_day
from desktop.casework.phone.rows import DutyPaper
from desktop.handbook.duty import Gap
from desktop.handbook.moments import spoken_day
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.canvas import HouseCanvas, Properties
from desktop.reports.draw import Pen
from desktop.reports.linebreak import set_text
from desktop.reports.page import provider_mark
from desktop.reports.styles import (
    FIELD_LABEL,
    FOOT,
    HAIR,
    HAIRLINE,
    INK,
    LEFT,
    LIGHT,
    MUTED,
    PAGE_NUMBER,
    POINT,
    RED,
    RULE,
    SECTION,
    TINT,
    TITLE,
    WHITE,
    Style,
)

WIDTH, HEIGHT = 297.0, 210.0
RIGHT, TOP, HEAD, BOTTOM = WIDTH - LEFT, 12.0, 40.0, 187.0
"""The right edge, where the letterhead begins, where the axis stands, and where the days must end."""

DAY_X, LANE_X, GRID_X = LEFT, LEFT + 24.0, LEFT + 45.0
LANE, PAD, MOST, LEAST_DAY = 4.6, 1.1, 4, 11.0
HATCH = 1.5
BLOCK_TEXT = Style(FIELD_LABEL.font, 7.2, 1.3)
GAP_TEXT = SECTION.but(size=7.2, leading=1.3, colour=RED)
_TWO_HOURS = timedelta(hours=2)


class _Day(NamedTuple):
    """A row of the paper."""

    start: datetime
    lanes: Sequence[Lane]

    @property
    def height(self) -> float:
        return max(LEAST_DAY, 2 * PAD + LANE * len(self.lanes))

    def x(self, at: datetime) -> float:
        """Where a moment stands, cut to the day."""
        share = (min(max(at, self.start), self.start + DAY) - self.start) / DAY
        return GRID_X + (RIGHT - GRID_X) * share


def duty_sheet(paper: DutyPaper) -> bytes:
    """The PDF; the same content gives the same bytes. UnprintableText for unknown characters."""
    file = BytesIO()
    canvas = HouseCanvas(file, (WIDTH * mm, HEIGHT * mm))
    canvas.describe(Properties(f"电话医生值班表 {span_words(paper)}", paper.provider.name, "电话医生值班表", "",
                               paper.program, paper.printed_at))  # fmt: skip
    pen, pages = Pen(canvas, HEIGHT), list(_pages(paper))
    for number, days in enumerate(pages, 1):
        _head(pen, paper)
        _axis(pen, HEAD + sum(day.height for day in days))
        _grid(pen, days)
        _foot(pen, paper, (number, len(pages)))
        pen.turn_page()
    canvas.save()
    return file.getvalue()


def span_words(paper: DutyPaper) -> str:
    """`2026-03-02 至 2026-03-08`, both days within."""
    return f"{paper.roster.start:%Y-%m-%d} 至 {paper.roster.end - DAY:%Y-%m-%d}"


def _pages(paper: DutyPaper) -> Iterator[list[_Day]]:
    """The days, as many to a page as it holds."""
    page: list[_Day] = []
    for start in days_of(paper.roster):
        day = _Day(start, merged(lanes_of(of_day(paper.roster, start)), MOST))
        if page and HEAD + sum(one.height for one in (*page, day)) > BOTTOM:
            yield page
            page = []
        page.append(day)
    yield page


def _head(pen: Pen, paper: DutyPaper) -> None:
    provider_mark(pen, paper.provider, TOP)
    pen.words("电话医生值班表", LEFT, TOP + 19.6, TITLE.but(size=19))
    gaps = len(paper.roster.gaps)
    said = f"缺人 {gaps} 处，见红色斜纹" if gaps else "没有缺人"
    printed = f"{paper.printed_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}\u3000{paper.printed_by}"
    facts = (("时间", f"{span_words(paper)}，7×24 小时接听", INK), ("缺人", said, RED if gaps else INK),
             ("打印", printed, INK))  # fmt: skip
    for place, (label, value, colour) in enumerate(facts):
        baseline = TOP + 2.9 + 5.2 * place
        pen.words(label, RIGHT - 84, baseline, FIELD_LABEL)
        pen.words(value, RIGHT - 72, baseline, FIELD_LABEL.but(colour=colour, size=8.6))


def _axis(pen: Pen, bottom: float) -> None:
    """The hours above the days; every second one has a line through them."""
    step = (RIGHT - GRID_X) / 12
    for place in range(13):
        x = GRID_X + step * place
        pen.words(f"{2 * place:02d}", x, HEAD - 1.6, FIELD_LABEL, "centre")
        pen.stem(x, HEAD, bottom, HAIR)
    pen.rule(LEFT, RIGHT, HEAD, RULE, INK)
    pen.rule(LEFT, RIGHT, bottom, RULE, INK)


def _grid(pen: Pen, days: Sequence[_Day]) -> None:
    y = HEAD
    for day in days:
        if y > HEAD:
            pen.rule(LEFT, RIGHT, y)
        _draw_day(pen, day, y)
        y += day.height


def _draw_day(pen: Pen, day: _Day, y: float) -> None:
    date, _, weekday = spoken_day(day.start.date()).rpartition(" ")
    pen.words(date, DAY_X, y + 5.2, SECTION.but(size=9))
    pen.words(weekday, DAY_X, y + 9.2, FIELD_LABEL)
    for place, lane in enumerate(day.lanes):
        top = y + PAD + LANE * place
        pen.words(lane.department, LANE_X, top + 3.2, FIELD_LABEL.but(size=6.8 if "·" in lane.department else 7.4))
        for block in lane.blocks:
            _draw_block(pen, block, (day.x(block.start), day.x(block.end)), top, named="·" in lane.department)


def _draw_block(pen: Pen, block: Block, span: tuple[float, float], y: float, named: bool) -> None:
    x, wide, high = span[0] + 0.3, span[1] - span[0] - 0.6, LANE - 0.7
    if isinstance(block, Gap):
        _hatch(pen, x, y, wide, high)
    elif block.on_call:
        pen.panel(x, y, wide, high, WHITE)
        _frame(pen, (x, y, wide, high), LIGHT, dotted=True)
    else:
        pen.panel(x, y, wide, high, TINT, 0.6)
        pen.slope((x, y), (x, y + high), 1.6, MUTED)
    words, style = _fitting(block, wide - 2.4, named)
    if words and isinstance(block, Gap):
        (line,) = set_text(words, style)
        pen.panel(x + 0.9, y + 0.5, line.width * POINT + 1.2, high - 1.0, WHITE)
    if words:
        pen.words(words, x + 1.5, y + high / 2 + 0.95, style)


def _fitting(block: Block, room: float, named: bool) -> tuple[str, Style]:
    """As much of the caption as the room holds; a doctor's name stays longest."""
    style = GAP_TEXT if isinstance(block, Gap) else BLOCK_TEXT
    tries = [caption_of(block), "缺" if isinstance(block, Gap) else block.doctor]
    if named:
        tries = [*(f"{block.department} {words}" for words in tries), tries[-1]]
    for words in tries:
        (line,) = set_text(words, style)
        if line.width * POINT <= room:
            return words, style
    return "", style


def _hatch(pen: Pen, x: float, y: float, wide: float, high: float) -> None:
    """Slanting red lines in a red frame: a gap is still one on a grey copy."""
    start = -high
    while start < wide:
        left, right = max(start, 0.0), min(start + high, wide)
        pen.slope((x + left, y + high - (left - start)), (x + right, y + high - (right - start)), 0.7, RED)
        start += HATCH
    _frame(pen, (x, y, wide, high), RED, weight=1.0)


def _frame(
    pen: Pen, box: tuple[float, float, float, float], colour: str, weight: float = 0.7, dotted: bool = False
) -> None:
    x, y, wide, high = box
    corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
    for place in range(4):
        pen.slope(corners[place], corners[place + 1], weight, colour, dotted)


def _foot(pen: Pen, paper: DutyPaper, place: tuple[int, int]) -> None:
    """The key of the blocks, and the foot of the house's papers."""
    y = HEIGHT - 20.0
    pen.panel(LEFT, y, 9.0, 3.4, TINT, 0.6)
    pen.slope((LEFT, y), (LEFT, y + 3.4), 1.6, MUTED)
    _frame(pen, (LEFT + 42, y, 9.0, 3.4), LIGHT, dotted=True)
    _hatch(pen, LEFT + 100, y, 9.0, 3.4)
    for x, words in ((LEFT + 11, "值班，随叫随接"), (LEFT + 53, "呼叫值班，在写明的分钟内回呼"),
                     (LEFT + 111, "缺人，人数少于最低")):  # fmt: skip
        pen.words(words, x, y + 2.6, FIELD_LABEL)
    line = HEIGHT - 12.6
    pen.rule(LEFT, RIGHT, HEIGHT - 14.6, HAIR, HAIRLINE)
    pen.words(f"{paper.provider.name}\u3000电话医生值班表 {span_words(paper)}", LEFT, line + 2.4, FOOT)
    pen.words(f"第 {place[0]} 页，共 {place[1]} 页", RIGHT, line + 2.4, PAGE_NUMBER, "right")
