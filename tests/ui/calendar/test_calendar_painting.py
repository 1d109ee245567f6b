"""Painting costs what changed: nothing is laid out twice, and a ghost on its way repaints no job."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from desktop.ui import text, theme
from desktop.ui.calendar.agenda import prepare
from desktop.ui.calendar.day_view import DayView
from desktop.ui.calendar.moving import begin
from desktop.ui.calendar.week_view import WeekView
from desktop.ui.calendar.wording import key_of
from tests.ui.calendar.sample_calendar import SampleCalendar, crowded, many_blocks
from tests.ui.sample_desk import NOW, calendar


def show(kind, wanted=1000, size=(1440, 900)):
    """A view of its own with so many jobs, painted once."""
    blocks, escorts = many_blocks(wanted)
    agenda = prepare(crowded(SampleCalendar().schedule(NOW.date(), NOW.date()), blocks, escorts))
    view = kind(calendar(), lambda: NOW)
    view.resize(*size)
    view.show_agenda(agenda, key_of(blocks[0]))
    view.viewport().grab()
    return view


@pytest.mark.parametrize("kind", [DayView, WeekView])
def test_after_the_first_painting_no_text_is_laid_out_again(kind):
    view = show(kind, size=(1440, 9000))
    before = text.lay_out.cache_info().misses
    view.refresh()
    view.viewport().grab()
    assert text.lay_out.cache_info().misses == before
    assert view.still_painted == 2


def test_a_move_on_its_way_repaints_the_ghost_alone():
    view = show(DayView)
    move = begin(view.spots[0].block)
    for steps in range(1, 20):
        view.show_move(replace(move.by(steps), refusal="时间重叠"))
        view.viewport().grab()
    view.set_cursor(key_of(view.spots[9].block))
    view.viewport().grab()
    assert view.still_painted <= 2


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
