"""Dates are read as people type them, and said back in full."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.date_inputs import DateField, MomentField, read_clock, read_day, spell_day
from tests.ui.picture import shown
from tests.ui.sample_desk import NOW, calendar

TODAY = NOW.date()


def clock():
    """The fixed clock of the desk."""
    return NOW


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9-24", date(2026, 9, 24)),
        ("9月24日", date(2026, 9, 24)),
        ("9/24", date(2026, 9, 24)),
        ("2026-10-08", date(2026, 10, 8)),
        ("2027年1月4日", date(2027, 1, 4)),
        ("今天", date(2026, 9, 23)),
        ("明天", date(2026, 9, 24)),
        ("后天", date(2026, 9, 25)),
        ("昨天", date(2026, 9, 22)),
        ("周四", date(2026, 9, 24)),
        ("下周一", date(2026, 10, 5)),
        ("星期天", date(2026, 9, 27)),
        ("1-4", date(2027, 1, 4)),
    ],
)
def test_a_day_is_read(words, day):
    assert read_day(words, TODAY) == (day, "")


@pytest.mark.parametrize("words", ["", "13-40", "abc", "2026-02-30"])
def test_what_is_no_day_is_none(words):
    assert read_day(words, TODAY)[0] is None


def test_a_month_without_year_is_the_nearest():
    assert read_day("12-30", date(2027, 1, 3))[0] == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("words", "spelt"), [("9:30", "09:30"), ("930", "09:30"), ("1400", "14:00"), ("14点", "14:00")]
)
def test_a_time_is_read(words, spelt):
    assert f"{read_clock(words):%H:%M}" == spelt


@pytest.mark.parametrize("words", ["25:00", "9:75", "", "noon"])
def test_what_is_no_time_is_none(words):
    assert read_clock(words) is None


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("9-24 9:30", datetime(2026, 9, 24, 9, 30)),
        ("明天 14:00", datetime(2026, 9, 24, 14, 0)),
        ("今天930", datetime(2026, 9, 23, 9, 30)),
        ("16:05", datetime(2026, 9, 23, 16, 5)),
        ("9月24日 周四 09:30", datetime(2026, 9, 24, 9, 30)),
    ],
)
def test_a_moment_is_aware_and_in_the_zone_of_the_desk(words, moment):
    field = MomentField("就诊时间", clock)
    field.edit.setText(words)
    assert field.value() == moment.replace(tzinfo=NOW.tzinfo)
    assert field.value().tzinfo is NOW.tzinfo


def test_what_was_typed_is_said_back_beside_the_label():
    field = DateField("出证日期", clock)
    QTest.keyClicks(field.edit, "9-24")
    assert field.hint == "9月24日 周四"


def test_arrows_move_by_a_day_from_today():
    field = DateField("出证日期", clock)
    QTest.keyClick(field.edit, Qt.Key.Key_Up)
    assert field.value() == date(2026, 9, 24)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.value() == date(2026, 9, 23)


@pytest.mark.parametrize(
    ("kind", "words"),
    [(DateField, "看不懂这个日期，例 9-24"), (MomentField, "看不懂这个时间，例 9-24 9:30")],
)
def test_an_example_is_a_hint_and_never_stands_in_the_field_as_if_it_were_filled_in(kind, words):
    field = kind("日期", clock)
    assert not any(letter.isdigit() for letter in field.edit.placeholderText())
    assert field.hint == f"如 {field.example}"
    field.edit.setText("不知道")
    field.check()
    assert field.fault == words


def test_a_narrow_field_keeps_weekday_and_holiday_and_a_settled_day_is_not_said_twice():
    field = DateField("保单生效日", clock)
    field.mark_with(calendar())
    field.resize(190, 60)
    field.set_value(date(2026, 10, 1))
    assert "周四·国庆节假期" in shown(field)[1].texts
    field.set_value(date(2026, 9, 24))
    assert field.hint == ""


def test_a_text_that_cannot_be_read_is_a_fault_until_edited():
    field = MomentField("就诊时间", clock)
    field.edit.setText("不知道")
    assert not field.check()
    assert "看不懂" in field.fault
    QTest.keyClicks(field.edit, "1")
    assert field.fault == ""


def test_an_optional_date_may_stay_empty():
    assert DateField("生日", clock, required=False).check()
    assert not DateField("生日", clock).check()


def test_another_year_is_named():
    assert spell_day(date(2026, 9, 20)) == "9月20日 周日"
    assert DateField("x", clock).spell(date(2027, 1, 4)) == "2027年1月4日 周一"


@pytest.mark.parametrize(
    "day", [date(2026, 1, 2), date(2026, 3, 15), date(2026, 9, 24), date(2027, 3, 14), date(2027, 8, 1)]
)
def test_a_day_filled_in_is_read_back_as_the_same_day(qtbot, day):
    field = DateField("生效日", lambda: NOW)
    qtbot.addWidget(field)
    field.set_value(day)
    assert field.value() == day
