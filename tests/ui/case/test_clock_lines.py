"""What the lines of the clocks say."""

from dataclasses import replace

import pytest

from desktop.handbook.countdown import Band, countdown
from desktop.handbook.deskhours import DeskHours
from desktop.ui.case.clock_lines import Time, clock_lines, current_face, holder_words, spoken
from desktop.ui.case.inspector_parts import day_mark
from tests.ui.case.sample_case import LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import at, reading
from tests.ui.sample_desk import NOW, calendar


@pytest.fixture
def time() -> Time:
    return Time(NOW, calendar(), DeskHours())


def lines(view, time):
    return {line.reading.title: line for line in clock_lines(view, time)}


@pytest.mark.rule("GC-05", "T-02")
def test_a_clock_that_was_met_says_on_which_working_day(time):
    met = lines(LOCKED, time)["预约"]
    assert met.value == "9月21日 10:15 · 第 3 个工作日"
    assert met.detail == "承诺 今天 18:00 前"
    assert met.done


def test_a_clock_met_on_the_same_day_says_so(time):
    assert lines(LOCKED, time)["审核"].value == "9月16日 16:40 · 当天"


def test_the_current_clock_says_what_is_left_and_the_hour(time):
    current = lines(OUTPATIENT, time)["时间通知"]
    assert current.current
    assert current.short == "剩 1 小时 10 分 · 15:30"


@pytest.mark.rule("GC-09")
def test_a_dated_clock_that_comes_next_counts_down_as_in_the_list(time):
    names = [one.name for one in OUTPATIENT.readings]
    view = replace(OUTPATIENT, current=names.index("gc.reminder"))
    listed = view.readings[view.current]._replace(state="running", note="")
    face = current_face(view, time)
    assert face.headline.startswith("剩 ")
    assert (face.headline, face.deadline) == countdown(listed, time.now, time.calendar, time.hours)[1:3]


def test_a_clock_that_is_still_to_come_says_until_when(time):
    assert lines(OUTPATIENT, time)["就诊提醒"].short == "9月28日 周一 18:00 前"


@pytest.mark.rule("T-07")
def test_a_watched_clock_never_alarms(time):
    watched = lines(LOCKED, time._replace(now=at("9-23 17:30")))["就诊"]
    assert watched.face.band is Band.CALM
    assert not watched.acting


def test_a_late_clock_says_by_how_much(time):
    late = reading("gc.outpatient", "预约", "promise", "missed", "9-14 10:00", "9-21 18:00", "9-22 11:00")
    view = replace(OUTPATIENT, readings=(late,), current=-1)
    assert "迟 2 小时" in lines(view, time)["预约"].value


def test_the_ball_is_named_with_its_days_and_comes_back_by_itself(time):
    held = replace(OUTPATIENT, holder="hospital", holder_since=at("9-22 09:00"), holder_until=at("9-23 15:00"))
    assert holder_words(held, NOW) == ("医院", 2)
    assert holder_words(held, at("9-23 15:00")) == ("", 0)
    assert current_face(held, time).holder == "球在医院 第 2 天"


def test_a_case_without_a_current_clock_has_no_face(time):
    assert current_face(replace(OUTPATIENT, current=-1), time) is None


def test_all_clocks_are_read_out(time):
    assert spoken(clock_lines(OUTPATIENT, time)).count("；") == len(OUTPATIENT.readings) - 1


@pytest.mark.parametrize(
    ("when", "mark"), [("9-23 11:30", "11:30"), ("9-22 09:00", "昨天"), ("9-21 09:00", "周一"), ("9-17 10:00", "9/17")]
)
def test_an_entry_is_marked_by_its_day(when, mark):
    assert day_mark(at(when), NOW) == mark
