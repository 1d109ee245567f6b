"""Painting costs what changed: a repaint copies pictures, and one event never paints more than a few jobs."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from desktop.ui import text, theme
from desktop.ui.calendar.agenda import moved, prepare
from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.lane_pictures import AT_ONCE, copy
from desktop.ui.calendar.moving import begin
from desktop.ui.calendar.week_view import WeekView
from desktop.ui.calendar.wording import key_of
from tests.ui.calendar.sample_calendar import SampleCalendar, crowded, many_blocks
from tests.ui.sample_desk import NOW, calendar


def show(kind, wanted=1000, size=(1440, 900), clock=lambda: NOW):
    """A view of its own with so many jobs, with everything in sight painted."""
    blocks, escorts = many_blocks(wanted)
    agenda = prepare(crowded(SampleCalendar().schedule(NOW.date(), NOW.date()), blocks, escorts))
    view = kind(calendar(), clock)
    view.resize(*size)
    view.show_agenda(agenda, key_of(blocks[0]))
    paint_all(view)
    return view


def paint_all(view):
    """Repaint until no picture is missing; returns the jobs painted in each event."""
    events, late = [], True
    while late:
        before = view.pictures.painted
        view.viewport().grab()
        events.append(view.pictures.painted - before)
        late = view.pictures.late
    return events


def painted_by(view, act):
    """How many jobs are painted after something has happened."""
    before = view.pictures.painted
    act()
    paint_all(view)
    return view.pictures.painted - before


@pytest.mark.parametrize("kind", [DayView, WeekView])
def test_a_full_repaint_paints_no_job_and_lays_out_no_text_again(kind):
    view = show(kind, size=(1440, 11000))
    view.viewport().grab()
    laid_out = text.lay_out.cache_info().misses
    assert painted_by(view, view.refresh) == 0
    assert painted_by(view, view.relay) == 0
    assert text.lay_out.cache_info().misses == laid_out


@pytest.mark.parametrize("kind", [DayView, WeekView])
def test_only_lanes_in_sight_are_painted(kind):
    view = show(kind)
    area = view.body_area()
    seen = {spot.block.escort_id for spot in view.spots if view.seen_spot(spot).intersects(area)}
    assert 0 < view.pictures.painted <= 8 * (len(seen) + 1) < 120


def test_many_new_jobs_are_painted_over_several_events():
    view = show(DayView, size=(1440, 11000))
    theme.SWITCH.turn("dark")
    events = paint_all(view)
    theme.SWITCH.turn("light")
    assert sum(events) == 1000
    assert max(events) <= AT_ONCE + 8
    assert len(events) > 5


def test_a_lane_of_a_thousand_jobs_is_painted_in_parts():
    blocks, _escorts = many_blocks(1000)
    waiting = tuple(block._replace(job_id=0, escort_id=0, state="open") for block in blocks)
    schedule = replace(SampleCalendar().schedule(NOW.date(), NOW.date()), blocks=(), waiting=waiting, troubles=())
    view = DayView(calendar(), lambda: NOW)
    view.resize(1440, 900)
    view.show_agenda(prepare(schedule), None)
    assert view.frame.bands[0].height > 5000
    assert max(paint_all(view)) <= AT_ONCE + 60


def test_a_changed_job_repaints_the_two_lanes_it_touches():
    view = show(DayView)
    block, there = view.spots[0].block, view.frame.bands[3].escort_id
    here = moved(view.agenda.schedule, block, block.escort_id, block.starts_at, block.ends_at)
    view.show_agenda(prepare(here), None)
    paint_all(view)
    gone = moved(here, block, there, block.starts_at, block.ends_at)
    assert painted_by(view, lambda: view.show_agenda(prepare(gone), None)) == 16


def test_the_minute_repaints_lanes_of_today_only():
    moments = [NOW]
    view = show(DayView, 100, clock=lambda: moments[-1])
    moments.append(NOW + timedelta(minutes=1))
    assert painted_by(view, view.relay) > 0
    view.day = NOW.date() + timedelta(days=1)
    view.relay()
    paint_all(view)
    moments.append(NOW + timedelta(minutes=2))
    assert painted_by(view, view.relay) == 0


def test_pictures_are_kept_for_a_few_windows_only():
    view = show(DayView)
    top = view.pictures.painted
    for down in range(0, view.verticalScrollBar().maximum(), 400):
        view.verticalScrollBar().setValue(down)
        paint_all(view)
    assert view.pictures.area <= 4 * view.viewport().width() * view.viewport().height()
    assert painted_by(view, lambda: view.verticalScrollBar().setValue(0)) == top


def test_a_move_on_its_way_repaints_the_ghost_alone():
    view = show(DayView)
    painted = view.pictures.painted
    move = begin(view.spots[0].block)
    for steps in range(1, 20):
        view.show_move(replace(move.by(steps), refusal="时间重叠"))
        view.viewport().grab()
    view.set_cursor(key_of(view.spots[9].block))
    view.viewport().grab()
    assert view.pictures.painted == painted


def test_scrolled_sideways_the_names_stay_and_the_hours_go():
    view = show(DayView, 40, size=(700, 600))
    before = view.viewport().grab().toImage()
    view.horizontalScrollBar().setValue(130)
    after = view.viewport().grab().toImage()
    names, hours = QRect(1, 140, 180, 300), QRect(200, 140, 300, 300)
    assert after.copy(names) == before.copy(names)
    assert after.copy(hours) == before.copy(hours.translated(130, 0))


def test_a_picture_is_copied_pixel_by_pixel_at_any_scale():
    picture = QPixmap(50, 123)
    picture.setDevicePixelRatio(1.25)
    picture.fill(QColor("#102030"))
    painter = QPainter(picture)
    painter.fillRect(QRectF(0, 0, 8, 8), QColor("#f0e0d0"))
    painter.end()
    target = QImage(100, 200, QImage.Format.Format_RGB32)
    target.setDevicePixelRatio(1.25)
    target.fill(QColor("#000000"))
    painter = QPainter(target)
    copy(painter, picture, QRectF(0, 7, 40, 98.4))
    painter.end()
    assert target.copy(0, 9, 50, 123).convertToFormat(QImage.Format.Format_RGB32) == picture.toImage().convertToFormat(
        QImage.Format.Format_RGB32
    )


def test_a_thousand_jobs_all_find_their_place_without_covering_each_other():
    view = show(DayView)
    assert len(view.spots) == 1000
    by_lane: dict[float, list] = {}
    for spot in view.spots:
        by_lane.setdefault(spot.box.y(), []).append(spot.box)
    for boxes in by_lane.values():
        boxes.sort(key=lambda box: box.left())
        assert all(one.right() <= other.left() + 0.5 for one, other in pairwise(boxes))


def test_jobs_that_overlap_stand_in_rows_of_their_lane():
    block = next(block for block in SampleCalendar().schedule(NOW.date(), NOW.date()).waiting)
    three = [block._replace(case_id=number) for number in (1, 2, 3)]
    schedule = replace(SampleCalendar().schedule(NOW.date(), NOW.date()), waiting=tuple(three))
    view = DayView(calendar(), lambda: NOW)
    view.resize(1200, 700)
    view.show_agenda(prepare(schedule), None)
    boxes = [spot.box for spot in view.spots if not spot.block.escort_id]
    assert len({box.y() for box in boxes}) == 3
    assert view.frame.bands[0].height > 96


def test_hours_before_seven_appear_when_somebody_is_needed_then():
    schedule = SampleCalendar().schedule(NOW.date(), NOW.date())
    early = schedule.blocks[0]._replace(starts_at=NOW.replace(hour=5, minute=30), ends_at=NOW.replace(hour=6))
    view = DayView(calendar(), lambda: NOW)
    view.resize(900, 600)
    view.show_agenda(prepare(replace(schedule, blocks=(early,))), None)
    assert (view.frame.first, view.frame.last) == (5, 19)
    assert view.horizontalScrollBar().maximum() > 0


def test_the_block_under_the_cursor_is_scrolled_into_sight():
    view = show(DayView)
    last = view.spots[-1].block
    view.set_cursor(key_of(last))
    box = view.seen_spot(view.spot(key_of(last)))
    assert view.lanes_area().contains(box.center())
    assert view.verticalScrollBar().value() > 0


def test_the_two_themes_paint_the_day_differently():
    view = show(DayView, 10)
    light = view.viewport().grab().toImage().pixelColor(600, 400).lightness()
    theme.SWITCH.turn("dark")
    dark = view.viewport().grab().toImage().pixelColor(600, 400).lightness()
    theme.SWITCH.turn("light")
    assert light > 200
    assert dark < 80


def test_only_the_present_day_has_the_line_of_the_moment():
    crimson = theme.colour("crit_bar").rgb()

    def lines(day):
        view = DayView(calendar(), lambda: NOW)
        view.resize(1200, 700)
        view.day = day
        view.show_agenda(prepare(SampleCalendar([]).schedule(day, day)), None)
        image = view.viewport().grab().toImage()
        return sum(image.pixel(x, 400) == crimson for x in range(image.width()))

    assert lines(NOW.date()) >= 1
    assert lines(date(2026, 9, 24)) == 0
