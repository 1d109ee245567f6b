"""The strip of days: every day stands once, in its own dress, and the counted ones are numbered in order."""

from datetime import date, datetime, timedelta

import pytest

from desktop.handbook.daytrace import Role, circled, explain, explain_hours, explain_minutes
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import SHANGHAI
from desktop.ui import day_strip, theme
from tests.ui.picture import at, count, ink, name, painted
from tests.ui.sample_desk import calendar

HOURS = DeskHours()
STARTS = [(2026, 2, 9), (2026, 4, 3), (2026, 4, 28), (2026, 6, 17), (2026, 9, 16), (2026, 9, 23), (2026, 12, 29)]


def trace(start, days):
    return explain(datetime(*start, 10, 0, tzinfo=SHANGHAI), days, calendar(), HOURS)


@pytest.mark.parametrize("room", [300, 568, 900, 2000])
@pytest.mark.parametrize("days", [1, 3, 5, 10])
@pytest.mark.parametrize("start", STARTS)
def test_no_day_is_lost_however_narrow_the_strip(start, days, room):
    told = trace(start, days)
    cells = day_strip.cells(told, date(*start), room)
    if not any(cell.kind == "range" for cell in cells):
        assert sum(cell.days for cell in cells) == len(told.days)
    assert [cell.kind for cell in cells].count("due") == 1
    assert cells[-1].kind == "due"


@pytest.mark.parametrize("start", STARTS)
def test_counted_days_are_numbered_without_a_gap(start):
    told = trace(start, 10)
    numbers = [day.counted for day in told.days if day.counted]
    assert numbers == list(range(1, 11))
    cells = day_strip.cells(told, date(2000, 1, 1), 10_000)
    seen = [cell.below for cell in cells if cell.kind in ("work", "makeup")]
    assert [words.removeprefix("补班") for words in seen] == [circled(number) for number in range(1, 10)]


@pytest.mark.parametrize("room", [200, 400, 568])
def test_a_strip_that_is_too_long_merges_days_but_never_the_end_or_today(room):
    told = trace((2026, 9, 7), 10)
    today = date(2026, 9, 10)
    cells = day_strip.cells(told, today, room)
    kinds = [cell.kind for cell in cells]
    assert kinds.count("today") == kinds.count("due") == kinds.count("start") == 1
    wide = day_strip.cells(told, today, 10_000)
    assert len(cells) <= len(wide)
    assert "range" not in [cell.kind for cell in wide]


def test_a_range_says_from_when_to_when_and_which_numbers():
    cells = day_strip.cells(trace((2026, 11, 2), 10), date(2026, 11, 2), 300)
    found = [cell for cell in cells if cell.kind == "range"]
    assert found
    assert all("–" in cell.weekday and "–" in cell.date and "–" in cell.below for cell in found)


def test_hours_are_told_by_the_minutes_of_each_day():
    start = datetime(2026, 9, 23, 16, 30, tzinfo=SHANGHAI)
    told = explain_hours(start, timedelta(hours=4), calendar(), HOURS)
    cells = day_strip.cells(told, start.date(), 568)
    assert cells[0].below == "1时30分"
    assert cells[-1].kind == "due"
    assert not any(mark in cell.below for cell in cells for mark in "①②③")


def test_minutes_run_over_midnight_without_days_off():
    start = datetime(2026, 10, 3, 23, 50, tzinfo=SHANGHAI)
    cells = day_strip.cells(explain_minutes(start, timedelta(minutes=30), calendar()), start.date(), 568)
    assert "off" not in [cell.kind for cell in cells]
    assert cells[-1].below.endswith("0:20")


@pytest.mark.parametrize("dress", theme.THEMES)
def test_each_kind_of_day_has_its_own_ground(dress):
    theme.SWITCH.turn(dress)
    told = trace((2026, 9, 17), 6)
    cells = day_strip.cells(told, date(2026, 9, 21), 568)
    image, watch = painted(lambda p: day_strip.draw(p, 0, 0, 568, told, date(2026, 9, 21)), 600, 62)
    x, seen = 0, {}
    tight = day_strip.strip_width(cells) > 568
    for cell in cells:
        seen.setdefault(cell.kind, at(image, x + 5, 30))
        x += day_strip._width(cell, tight) + day_strip.GAP  # noqa: SLF001
    assert seen["today"] == name("bg_selected")
    assert seen["due"] == name("info_bg")
    assert seen["work"] == name("bg_surface")
    assert {cell.date for cell in cells} <= watch.texts
    assert not watch.cut
    theme.SWITCH.turn("light")


@pytest.mark.parametrize("high", [58, 60])
def test_the_strip_keeps_to_its_room_and_height(high):
    told = trace((2026, 9, 22), 5)
    image, _ = painted(lambda p: day_strip.draw(p, 4, 2, 568, told, date(2026, 9, 23), high), 700, 70)
    box = ink(image)
    assert box.left() >= 4
    assert box.right() < 4 + 568
    assert box.height() <= high
    assert count(image, "accent") > 50


def test_a_single_day_off_says_rest_and_a_holiday_its_name():
    told = trace((2026, 9, 24), 3)
    cells = [cell for cell in day_strip.cells(told, date(2026, 9, 24), 2000) if cell.kind == "off"]
    assert [cell.date for cell in cells][:1] == ["中秋 25–27"]
    assert {run.role for run in told.runs()} == {Role.START, Role.COUNTED, Role.SKIPPED, Role.DUE}


@pytest.mark.parametrize("room", [282, 320])
@pytest.mark.parametrize("start", STARTS)
def test_the_strip_is_never_wider_than_its_room_on_the_case_page(start, room):
    for days in (1, 3, 5, 7, 10):
        told = trace(start, days)
        cells = day_strip.cells(told, date(*start) + timedelta(2), room)
        assert day_strip.strip_width(cells, day_strip.strip_width(cells) > room) <= room
