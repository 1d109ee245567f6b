"""Cells are read as people meant them: text, days and moments of every spelling, numbers that lost their digits."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.cells import day_of, has_hidden, lost_digits, moment_of, text_of
from desktop.handbook.moments import write_moment


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-14 09:30", "2026/9/14 9:30", "2026年9月14日 9时30分", "2026.9.14 09:30:00",
        "２０２６－９－１４　９：３０",
        "2026-09-14T09:30:00+08:00", "202609140930", "20260914 09:30", "2026年9月14日9点30分",
        datetime(2026, 9, 14, 9, 30), 46279.395833333336, "46279.395833333336",
    ],
)  # fmt: skip
def test_a_moment_is_read_in_every_usual_spelling_and_is_shanghai_time(cell):
    assert write_moment(moment_of(cell)) == "2026-09-14 09:30"
    assert moment_of(cell).utcoffset().total_seconds() == 8 * 3600


@pytest.mark.parametrize(
    "cell", ["2026-9-14", "20260914", 20260914.0, date(2026, 9, 14), 46279.0, "46279", "2026年9月14日"]
)
def test_a_day_is_read_in_every_usual_spelling(cell):
    assert day_of(cell) == date(2026, 9, 14)


def test_twenty_four_hours_is_the_next_midnight():
    assert write_moment(moment_of("2026-09-14 24:00")) == "2026-09-15 00:00"


@pytest.mark.parametrize("cell", ["2026-12-31 24:00", "2026年12月31日24时", "20261231 24:00:00"])
def test_a_day_that_ends_at_twenty_four_hours_is_the_day_that_is_written(cell):
    assert day_of(cell) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [None, "", "明天", "2026-02-30", "2026-13-01", "14/09/2026", "2026-09-14 25:00", "2026-09-14 早上", True, 3.0, 9e18,
     time(9, 30), "1026-09-14", "99999999", "2026-09-14 10:99", -1.0],
)  # fmt: skip
def test_what_names_no_day_is_none(cell):
    assert moment_of(cell) is None


def test_text_is_bared_of_blanks_and_of_characters_that_take_no_place():
    assert text_of("\ufeff 王\u200b芳\u3000") == "王芳"
    assert text_of(13800001234.0) == "13800001234"
    assert text_of(1.5) == "1.5"
    assert text_of(None) == ""
    assert text_of(True) == "是"


def test_numbers_beyond_fifteen_digits_have_lost_some():
    assert lost_digits(1.101051990030785e17)
    assert lost_digits("1.38E+10")
    assert not lost_digits(13800001234.0)
    assert not lost_digits("440308199901101512")
    assert not lost_digits(True)


@pytest.mark.parametrize("text", ["王\x00芳", "王\u202e芳", "\x1b[2J", "a\u2066b", "\ud800"])
def test_control_characters_and_reversed_text_are_noticed(text):
    assert has_hidden(text)


CELLS = (st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.datetimes(), st.dates(), st.times())


@given(st.one_of(*CELLS))
def test_no_cell_breaks_the_reading(cell):
    text_of(cell)
    lost_digits(cell)
    found = moment_of(cell)
    assert found is None or found.tzinfo is not None
