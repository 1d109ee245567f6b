"""The escort's day sheet 陪诊日程单: who meets whom where, the day's stations, what to bring, what is agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import time

from reportlab.lib.units import mm

from desktop.casework.papers import DayStop, EscortSheet
from desktop.handbook.moments import spoken_day
from desktop.handbook.open_words import words_of_illness
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.blocks import Field, Strip, fields, gap, paragraph, rule, side_by_side, stacked
from desktop.reports.draw import Pen
from desktop.reports.flow import Page, Section, compose
from desktop.reports.linebreak import Line, set_text
from desktop.reports.neutral import IllnessNamed
from desktop.reports.page import Sheet, provider_mark, render, title_strip
from desktop.reports.styles import (
    ACCENT,
    ANSWER,
    BIG,
    BIG_NOTE,
    BIG_PHONE,
    FIELD_LABEL,
    FIELD_VALUE,
    GREEN,
    HAIRLINE,
    INK,
    LEFT,
    LIGHT,
    MAIN,
    MAIN_WIDTH,
    MUTED,
    QUARTER,
    RED,
    RIGHT,
    RULE,
    SECTION,
    TITLE,
    TOP_RULE,
    Style,
)

STOP_TIME = SECTION.but(size=10.5, leading=1.4)
STOP_TITLE = SECTION.but(size=9.8, leading=1.4)
STOP_NOTE = ANSWER.but(size=9, leading=1.4, colour=MUTED)
DOT_X, TITLE_X, NOTE_X, ACTUAL = MAIN + 19, MAIN + 25, MAIN + 55, 14.0
PITCHES = (9.5, 8.6, 7.7, 6.8, 6.0)
"""Heights of a station: the first that keeps the sheet on one page is taken."""

TO_WRITE = "_" * 12
"""What stands where nothing is known: somebody writes it in by hand."""

ESCORT_X = LEFT + 86
BRING_COLUMNS, BRING_PITCH = 4, 7.1


def escort_sheet(content: EscortSheet) -> bytes:
    """The PDF, on one page; IllnessNamed when a text tells the illness, UnprintableText for unknown characters."""
    return render(frame_of(content), fitting_pages(content))


def fitting_pages(content: EscortSheet) -> list[Page]:
    """The sheet on one page where its stations fit; IllnessNamed when a text tells the illness."""
    named = illness_words(content)
    if named:
        raise IllnessNamed(named, "陪诊日程单", "GC-19")
    return next((pages for pages in _tries(content) if len(pages) == 1), None) or _pages(content, PITCHES[-1])


def illness_words(content: EscortSheet) -> tuple[str, ...]:
    """The words on the sheet that tell an illness; hospital and room are places and not looked at."""
    texts = [content.meeting_place, content.escort_note, content.plan_note, content.booking, content.client]
    texts += [content.expert, content.does, content.does_not, content.costs, *content.bring]
    texts += [part for stop in content.stops for part in (stop.title, stop.note)]
    return words_of_illness(texts)


def _tries(content: EscortSheet) -> Iterator[list[Page]]:
    for pitch in PITCHES:
        yield _pages(content, pitch)


def frame_of(content: EscortSheet) -> Sheet:
    """What stands round the sheet and in the file's properties."""
    number = f"陪诊日程单 {content.number}"
    return Sheet(
        title=number, author=content.provider.name, subject="陪诊日程单", issued=content.printed_at,
        program=content.program, running=("陪诊日程单", content.client, content.number),
        foot=f"{content.provider.name}\u3000{number}",
    )  # fmt: skip


def _pages(content: EscortSheet, pitch: float) -> list[Page]:
    opening = [
        _head(content), gap(8.2), title_strip("陪诊日程单", style=TITLE.but(size=23)), gap(2.2),
        rule(TOP_RULE, ACCENT), gap(3.4), _meeting(content), gap(5.6), rule(), gap(1.8), *fields(_fields(content)),
    ]  # fmt: skip
    day = [_day_head(), *(_station(stop, place, content.stops, pitch) for place, stop in enumerate(content.stops))]
    sections = [
        Section("当日安排", day, note=content.plan_note),
        Section("请带好", _bring(content.bring), room=0),
        Section("约定", _agreed(content)),
    ]
    return compose(opening, sections, pinned=_signatures(content))


def _head(content: EscortSheet) -> Strip:
    printed = content.printed_at.astimezone(SHANGHAI)

    def draw(pen: Pen, y: float) -> None:
        provider_mark(pen, content.provider, y)
        pen.words(f"案件号 {content.number}", RIGHT, y + 3.2, FIELD_LABEL.but(size=8.6), "right")
        edition = f"第 {content.edition} 版 · {printed:%Y-%m-%d %H:%M} 打印"
        pen.words(edition, RIGHT, y + 7.6, FIELD_LABEL.but(size=8.6), "right")

    return Strip(8.2, draw, before=15.0)


def _meeting(content: EscortSheet) -> Strip:
    """The three things that matter, in large type: the date, the time and place, the escort and their phone."""
    day = content.visit_day
    weekday = spoken_day(day).rpartition(" ")[2]
    return side_by_side(
        _big(content.day_title, f"{day.month} 月 {day.day} 日", f"{day.year} 年\u3000{weekday}", LEFT, QUARTER - 3),
        _big("见面", _spoken(content.meeting), _known(content.meeting_place), MAIN, ESCORT_X - MAIN - 3, ACCENT, INK),
        _big("陪诊人员", content.escort, content.escort_note, ESCORT_X, RIGHT - ESCORT_X - 37),
        _phone(content.escort_phone),
    )


def _spoken(clock: time | None) -> str:
    return f"{clock:%H:%M}" if clock else "__:__"


def _big(
    label: str, value: str, note: str, x: float, width: float, colour: str = INK, note_colour: str = MUTED
) -> Strip:
    """A label, a large value, made smaller where it is too long, and a note."""
    style = BIG.but(colour=colour)
    (line,) = set_text(value, style)
    if line.width > width * mm:
        size = max(12.0, BIG.size * width * mm / line.width)
        style = style.but(size=size, leading=BIG.size * BIG.leading / size)
    parts = [
        *paragraph(label, FIELD_LABEL.but(size=8.6), x, width, justify=False),
        *paragraph(value, style, x, width, before=1.2, justify=False),
        *paragraph(note, BIG_NOTE.but(colour=note_colour), x, width, before=0.6, justify=False),
    ]
    return stacked(parts)


def _phone(number: str) -> Strip:
    style = FIELD_LABEL.but(size=8.6)

    def draw(pen: Pen, y: float) -> None:
        pen.words("电话", RIGHT, y + style.baseline, style, "right")
        pen.words(_known(spaced_phone(number)), RIGHT, y + style.pitch + 1.2 + BIG.baseline, BIG_PHONE, "right")

    return Strip(0.0, draw)


def spaced_phone(number: str) -> str:
    """A mobile number in groups, `138 0000 4471`; anything else as it is."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if re.fullmatch(r"1\d{10}", number) else number


def _fields(content: EscortSheet) -> list[list[Field]]:
    return [
        [_field("客户", content.client), _field("医院", content.hospital, 2), _field("诊室", content.room)],
        [_field("客户电话", spaced_phone(content.client_phone)), _field("医院地址", content.address, 3)],
        [_field("出诊专家", content.expert), _field(_hour_title(content), content.slot),
         _field("预约方式", content.booking),
         _field("紧急联系人", content.emergency)],
    ]  # fmt: skip


def _hour_title(content: EscortSheet) -> str:
    """`就诊时段`, or of another day `入院时间`."""
    return "就诊时段" if content.day_title == "就诊日" else content.day_title.replace("日", "时间")


def _field(label: str, value: str, span: int = 1) -> Field:
    return Field(label, _known(value), span)


def _known(value: str) -> str:
    return value or TO_WRITE


def _day_head() -> Strip:
    style = FIELD_LABEL

    def draw(pen: Pen, y: float) -> None:
        pen.words("计划", MAIN, y + style.baseline, style)
        pen.words("实际", RIGHT - ACTUAL, y + style.baseline, style)

    return Strip(style.pitch + 0.6, draw, keep=True)


def _station(stop: DayStop, place: int, stops: Sequence[DayStop], pitch: float) -> Strip:
    """One station: planned time, its mark on the day line, title, note, and a line to write the actual time on."""
    title = set_text(stop.title, STOP_TITLE, (NOTE_X - TITLE_X - 2) * mm)
    note = set_text(stop.note, STOP_NOTE, (RIGHT - ACTUAL - 2 - NOTE_X) * mm)
    height = max(pitch, 1.4 + STOP_TITLE.pitch * max(len(title), len(note)))
    last = place == len(stops) - 1

    def draw(pen: Pen, y: float) -> None:
        middle = y + height / 2
        if not last:
            following = stops[place + 1]
            pen.stem(DOT_X, middle, middle + _to_next(height, following, pitch), RULE, HAIRLINE)
        pen.dot(DOT_X, middle, 1.3, filled=stop.main)
        colour = ACCENT if stop.main else INK
        pen.words(_spoken(stop.planned), MAIN, middle + 1.3, STOP_TIME.but(colour=colour))
        _lines(pen, title, TITLE_X, middle, STOP_TITLE)
        _lines(pen, note, NOTE_X, middle, STOP_NOTE)
        pen.rule(RIGHT - ACTUAL, RIGHT, middle + 2.4, 0.6, LIGHT)

    return Strip(height, draw)


def _to_next(height: float, following: DayStop, pitch: float) -> float:
    lines = max(
        len(set_text(following.title, STOP_TITLE, (NOTE_X - TITLE_X - 2) * mm)),
        len(set_text(following.note, STOP_NOTE, (RIGHT - ACTUAL - 2 - NOTE_X) * mm)),
    )
    return (height + max(pitch, 1.4 + STOP_TITLE.pitch * lines)) / 2


def _lines(pen: Pen, lines: Sequence[Line], x: float, middle: float, style: Style) -> None:
    """Lines around a height, as a block."""
    top = middle - style.pitch * len(lines) / 2
    for place, line in enumerate(lines):
        pen.line(line, x, top + style.pitch * place + style.baseline)


def _bring(things: Sequence[str]) -> list[Strip]:
    """What to bring, each with a box to tick, four in a row."""
    rows = [things[start : start + BRING_COLUMNS] for start in range(0, len(things), BRING_COLUMNS)]
    return [_bring_row(row) for row in rows]


def _bring_row(row: Sequence[str]) -> Strip:
    step, style = MAIN_WIDTH / BRING_COLUMNS, ANSWER.but(leading=1.4)
    cells = [set_text(thing, style, (step - 6.0) * mm) for thing in row]
    height = max(BRING_PITCH, 2.0 + style.pitch * max(len(cell) for cell in cells))

    def draw(pen: Pen, y: float) -> None:
        middle = y + BRING_PITCH / 2
        for place, cell in enumerate(cells):
            pen.tick_box(MAIN + step * place, middle - 1.5)
            for number, line in enumerate(cell):
                top = middle - style.pitch / 2 + style.pitch * number
                pen.line(line, MAIN + step * place + 4.9, top + style.baseline)

    return Strip(height, draw)


def _agreed(content: EscortSheet) -> list[Strip]:
    half, other = MAIN_WIDTH / 2 - 4, MAIN + MAIN_WIDTH / 2 + 4
    does = _promise("我们会做", content.does, GREEN, MAIN, half)
    does_not = _promise("我们不会做", content.does_not, RED, other, half)
    costs = stacked(paragraph(content.costs, ANSWER.but(size=9, colour=MUTED), MAIN, MAIN_WIDTH, justify=False))
    return [stacked([side_by_side(does, does_not), gap(1.4), costs])]


def _promise(title: str, text: str, colour: str, x: float, width: float) -> Strip:
    heading = SECTION.but(size=9.2, colour=colour)
    return stacked([*paragraph(title, heading, x, width), *paragraph(text, ANSWER, x, width, justify=False)])


def _signatures(content: EscortSheet) -> Strip:
    """Who to call, and where customer and escort sign."""
    value = FIELD_VALUE.but(size=10)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, RIGHT, y, RULE, INK)
        columns = (
            (LEFT, "健康管家", f"{content.manager}\u3000{_known(content.manager_phone)}"),
            (LEFT + 56, "改期或身体不适", "请尽早致电，越早越好"),
            (LEFT + 112, "客户签名", ""), (LEFT + 141, "陪诊人员签名", ""),
        )  # fmt: skip
        for x, label, text in columns:
            pen.words(label, x, y + 4.7, FIELD_LABEL)
            pen.words(text, x, y + 9.9, value)
        for x in (LEFT + 112, LEFT + 141):
            pen.rule(x, x + 27, y + 13.0, 0.6, LIGHT)

    return Strip(14.0, draw, before=4.0)
