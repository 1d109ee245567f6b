"""Prints what repainting the calendar costs with 1,000 jobs, beside 1,000 plain boxes with text in the same run."""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from desktop.casework.schedule_rows import Block, DayHead, Lane, Schedule
from desktop.handbook.calendars import load_calendar
from desktop.handbook.workdays import SHANGHAI
from desktop.ui.application import make_application
from desktop.ui.calendar.agenda import prepare
from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.lane_canvas import LaneCanvas
from desktop.ui.calendar.moving import begin
from desktop.ui.calendar.week_view import WeekView
from desktop.ui.calendar.wording import key_of

MONDAY, DAY = date(2026, 9, 21), date(2026, 9, 23)
NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
CALENDAR = load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars")
JOBS, WINDOW, FRAME_MS, EVENT_MS = 1000, (1440, 900), 16, 50


def crowded(lanes: int, minutes: int, pause: int, days: int = 1) -> Schedule:
    """A thousand jobs of so many minutes over some lanes and days, one after the other in each lane."""
    first = DAY if days == 1 else MONDAY
    heads = tuple(DayHead(first + timedelta(days=n), "work", "", False, JOBS // days) for n in range(days))
    carers = tuple(
        Lane(lane, f"陪诊{lane:03}", "", ("中山医院",), (), 480, 480 * days, time(9), time(18), (), ())
        for lane in range(1, lanes + 1)
    )  # fmt: skip
    jobs = tuple(_job(place, first, lanes, minutes, pause, days) for place in range(JOBS))
    return Schedule(first, heads[-1].day, heads, carers, jobs, (), ())


def _job(place: int, first: date, lanes: int, minutes: int, pause: int, days: int) -> Block:
    turn = place // lanes
    start = datetime.combine(first + timedelta(days=turn % days), time(7), tzinfo=SHANGHAI)
    start += turn // days * timedelta(minutes=minutes + pause)
    state = ("planned", "done", "running")[place % 3]
    return Block(
        place + 1, 1, place % lanes + 1, place + 1, f"GT-{place}", f"周{place % 40}*", "中山医院", "", "门诊一层",
        "outpatient", start, start + timedelta(minutes=minutes), 10, 10, state, True, "", "",
    )  # fmt: skip


def milliseconds(call: Callable[[], object], number: int = 10) -> float:
    """The best of five, per call, in time of this process: what else the machine does is not counted."""
    call()
    return min(timeit.repeat(call, number=number, repeat=5, timer=process_time)) / number * 1e3


class Stand:
    """A view in a window, and the picture it is painted into."""

    def __init__(self, kind: type[LaneCanvas], schedule: Schedule, size: tuple[int, int] = WINDOW) -> None:
        self.view, agenda = kind(CALENDAR, lambda: NOW), prepare(schedule)
        self.view.resize(*size)
        self.image = QImage(*size, QImage.Format.Format_RGB32)
        self.view.show_agenda(agenda, key_of(agenda.every()[0]))
        self.longest = self._fill()
        self._steps = 0

    def repaint(self) -> None:
        """Paint all of the window."""
        self.view.viewport().render(self.image)

    def _fill(self) -> float:
        """Paint until every picture is there; the longest event in milliseconds."""
        longest = 0.0
        while True:
            longest = max(longest, timeit.timeit(self.repaint, number=1, timer=process_time) * 1e3)
            if not self.view.pictures.late:
                return longest

    @property
    def seen(self) -> int:
        """Jobs in sight."""
        area = self.view.body_area()
        return sum(self.view.seen_spot(spot).intersects(area) for spot in self.view.spots)

    def scroll(self) -> None:
        """Scroll a lane on, up and down again over a hundred lanes, and paint all of the window."""
        self._steps += 1
        self.view.verticalScrollBar().setValue(abs(self._steps % 200 - 100) * 80)
        self.repaint()

    def drag(self) -> None:
        """Take a job a quarter of an hour on, and paint what that touches."""
        self._steps += 1
        move = begin(self.view.spots[3].block).by(self._steps % 8)
        self.view.show_move(replace(move, refusal="时间重叠"))
        self.view.viewport().render(self.image, self.view.touched.topLeft(), QRegion(self.view.touched))


def plain(image: QImage) -> None:
    """A thousand rounded boxes with a line of text each."""
    painter = QPainter(image)
    for place in range(JOBS):
        box = QRectF(place % 20 * 70, place // 20 * 18, 66, 16)
        painter.drawRoundedRect(box, 6, 6)
        painter.drawText(QPointF(box.x() + 4, box.y() + 12), f"周{place % 40}* 中山医院")
    painter.end()


def main() -> None:
    """One line per case; the exit code is 1 when a repaint takes 16 ms, or an event in a real window 50 ms."""
    make_application()
    sparse = Stand(DayView, crowded(200, 60, 60))
    stands = {
        "day, 200 escorts x 5": sparse,
        "day, packed": Stand(DayView, crowded(21, 15, 0)),
        "week, 200 escorts x 5": Stand(WeekView, crowded(200, 60, 60, 5)),
        "week, packed": Stand(WeekView, crowded(6, 15, 5, 7)),
        "day, all of them in sight": Stand(DayView, crowded(125, 60, 25), (1440, 132 + 125 * 80)),
    }
    image = QImage(*WINDOW, QImage.Format.Format_RGB32)
    boxes = milliseconds(lambda: plain(image))
    print(f"{JOBS} plain rounded boxes with text: {boxes:.2f} ms\n")
    print(f"{'':28}{'in sight':>10}{'repaint':>12}{'/ plain':>9}{'longest first event':>22}")
    slow = False
    for name, stand in stands.items():
        cost = milliseconds(stand.repaint)
        print(f"{name:28}{stand.seen:>10}{cost:>9.2f} ms{cost / boxes:>8.2f}x{stand.longest:>19.2f} ms")
        slow |= cost >= FRAME_MS or (stand.longest >= EVENT_MS and stand.image.height() == WINDOW[1])
    for name, call in (("a lane scrolled on", sparse.scroll), ("a job dragged on", sparse.drag)):
        cost = milliseconds(call, 100)
        print(f"{name:38}{cost:>9.2f} ms{cost / boxes:>8.2f}x")
        slow |= cost >= FRAME_MS
    sys.exit(slow)


if __name__ == "__main__":
    main()
