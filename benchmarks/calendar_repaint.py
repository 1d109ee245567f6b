"""Prints what repainting the calendar costs with 1,000 jobs in sight, and what 1,000 plain boxes with text cost."""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from desktop.casework.schedule_rows import Block, DayHead, Lane, Schedule
from desktop.handbook.calendars import load_calendar
from desktop.handbook.workdays import SHANGHAI
from desktop.ui.application import make_application
from desktop.ui.calendar.agenda import prepare
from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.moving import begin
from desktop.ui.calendar.wording import key_of

DAY = date(2026, 9, 23)
NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
JOBS, LANES = 1000, 125
WINDOW = (1440, 900)
SIZE = (1440, 36 + 96 + LANES * 80)


def crowded_day() -> Schedule:
    """A thousand jobs of an hour over 125 lanes."""
    lanes = tuple(
        Lane(lane, f"陪诊{lane:03}", "", ("中山医院",), (), 480, 480, time(9), time(18), (), ())
        for lane in range(1, LANES + 1)
    )  # fmt: skip
    return Schedule(DAY, DAY, (DayHead(DAY, "work", "", False, JOBS),), lanes, tuple(map(_job, range(JOBS))), (), ())


def _job(place: int) -> Block:
    start = datetime.combine(DAY, time(7), tzinfo=SHANGHAI) + place // LANES * timedelta(minutes=85)
    state = ("planned", "done", "running")[place % 3]
    return Block(
        place + 1, 1, place % LANES + 1, place + 1, f"GT-{place}", f"周{place % 40}*", "中山医院", "", "门诊一层",
        "outpatient", start, start + timedelta(hours=1), 10, 10, state, True, "", "",
    )  # fmt: skip


def milliseconds(call: Callable[[], object], number: int = 5) -> float:
    """The best of five, per call."""
    return min(timeit.repeat(call, number=number, repeat=5)) / number * 1e3


def plain(image: QImage) -> None:
    """A thousand boxes with one line of text each."""
    painter = QPainter(image)
    for place in range(JOBS):
        box = QRectF(place % 8 * 150, place // 8 * 80, 140, 60)
        painter.drawRect(box)
        painter.drawText(box, f"周{place % 40}* 中山医院")
    painter.end()


def main() -> None:
    """One line per way, then the ratio; the exit code is 1 when a repaint takes 16 ms or more."""
    make_application()
    view = DayView(load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars"), lambda: NOW)
    view.resize(*SIZE)
    agenda = prepare(crowded_day())
    view.show_agenda(agenda, key_of(agenda.every()[0]))
    target = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    steps = iter(range(10**6))
    move = begin(agenda.every()[3])

    def drag() -> None:
        view.show_move(replace(move.by(next(steps) % 8), refusal="时间重叠"))
        view.viewport().render(target, view.touched.topLeft(), QRegion(view.touched))

    def anew() -> None:
        view.refresh()
        view.viewport().render(target)

    drag()
    repaint, whole, boxes = milliseconds(drag), milliseconds(anew), milliseconds(lambda: plain(target))
    view.resize(*WINDOW)
    window = QImage(*WINDOW, QImage.Format.Format_ARGB32_Premultiplied)

    def scroll() -> None:
        view.verticalScrollBar().setValue(next(steps) % 100 * 24)
        view.viewport().render(window)

    scroll()
    scrolled = milliseconds(scroll, 20)
    for name, value in (
        (f"repaint, {JOBS} jobs in sight", repaint), ("all of them painted anew", whole),
        ("scrolled, window of 1440x900", scrolled), (f"{JOBS} plain boxes", boxes),
    ):  # fmt: skip
        print(f"{name:34}{value:10.2f} ms")
    print(f"{'repaint / plain boxes':34}{repaint / boxes:10.2f} x")
    sys.exit(repaint >= 16)


if __name__ == "__main__":
    main()
