"""The words around the deadlines: the line of the day, the reason of a deadline, and the strip of days."""

from datetime import date, datetime

import pytest

from desktop.handbook.daytrace import explain
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import Unit
from desktop.handbook.workdays import SHANGHAI
from desktop.ui import day_strip
from desktop.ui.today_line import short_day, today_line
from desktop.ui.trace_words import why
from tests.ui.sample_desk import NOW, calendar, sample_rows

HOURS = DeskHours()


def at(*parts):
    """A moment in Shanghai."""
    return datetime(*parts, tzinfo=SHANGHAI)


def row(number):
    """A sample row by its case number."""
    return next(row for row in sample_rows() if row.number == number)


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (NOW, "9月23日 周三 14:20 · 距下班 3 小时 40 分 · 后天起中秋休 3 天"),
        (at(2026, 9, 24, 19, 0), "9月24日 周四 19:00 · 非工作时间，9月28日 周一 09:00 上班 · 明天起中秋休 3 天"),
        (at(2026, 9, 26, 10, 0), "9月26日 周六 10:00 · 非工作时间，9月28日 周一 09:00 上班 · 中秋休假，9月27日止"),
        (at(2026, 9, 28, 9, 30), "9月28日 周一 09:30 · 距下班 8 小时 30 分 · 10月1日起国庆休 7 天"),
        (at(2026, 8, 12, 9, 0), "8月12日 周三 09:00 · 距下班 9 小时"),
    ],
)
def test_the_line_of_the_day_names_closing_time_and_the_next_holiday(now, line):
    assert today_line(now, calendar(), HOURS) == line


def test_a_day_is_said_as_people_say_it():
    assert short_day(at(2026, 9, 22, 9, 5), NOW) == "昨天 09:05"
    assert short_day(at(2026, 10, 8, 18, 0), NOW) == "10月8日 周四 18:00"


@pytest.mark.rule("MD-06", "T-02")
def test_the_reason_of_a_promise_names_days_section_and_rule():
    answer = why(row("MD-260921-002").reading, NOW, calendar(), HOURS)
    assert answer.title == "为什么是 10月8日 周四 18:00"
    assert answer.sentence == "会诊报告：7 个工作日。9月21日 周一 16:05 起算，当日不计。"
    assert answer.left.startswith("今天 14:20 起还剩 5 个工作日 3 小时 40 分")
    assert answer.source == "依据 手册 四（四）4 · 规则 MD-06 · 2026 年放假安排 · 等客户不停表"
    assert answer.kind == "承诺"
    assert "国庆休 10/1–7" in answer.spoken


@pytest.mark.rule("T-06")
def test_a_clock_of_all_hours_counts_no_days():
    answer = why(row("DH-260923-019").reading, NOW, calendar(), HOURS)
    assert "10 分" in answer.sentence
    assert answer.left == "每天 24 小时计时，节假日不停。"


def test_an_hour_clock_says_that_only_desk_hours_count():
    answer = why(row("GT-260917-002").reading, NOW, calendar(), HOURS)
    assert answer.sentence.endswith("起 4 小时，只计上班时间。")
    assert answer.kind == "内部目标"


@pytest.mark.rule("GC-09")
def test_a_reminder_is_explained_by_the_day_before_the_visit():
    answer = why(row("GT-260916-009").reading, NOW, calendar(), HOURS)
    assert answer.sentence == "陪诊来电：就诊前 1 个工作日，当天 17:00 前。"


def test_an_overdue_clock_says_how_long_ago():
    assert why(row("GT-260914-014").reading, NOW, calendar(), HOURS).left.startswith("至今天 14:20 已过 5 小时 20 分")


def test_a_waiting_clock_has_no_reason_yet():
    assert why(row("GT-260918-004").reading, NOW, calendar(), HOURS) is None


@pytest.mark.rule("T-05")
def test_a_year_without_notice_is_named_as_an_estimate():
    reading = row("MD-260921-002").reading._replace(started=at(2026, 12, 28, 9, 0), due=at(2027, 1, 7, 18, 0))
    assert "2027 年放假未公布，按法定节日预估" in why(reading, NOW, calendar(), HOURS).source


def test_the_strip_shows_each_day_and_each_holiday_as_one():
    trace = explain(at(2026, 9, 21, 16, 5), 7, calendar(), HOURS)
    cells = day_strip.cells(trace, NOW.date(), 568)
    assert [cell.kind for cell in cells] == [
        "start", "work", "today", "work", "off", "work", "work", "work", "off", "due"
    ]
    assert cells[4] == ("off", "五 – 日", "中秋 25–27", "休 3 天", 3)
    assert cells[-1].date == "10月8日"
    assert day_strip.strip_width(cells) <= 568


def test_a_make_up_day_stands_out():
    trace = explain(at(2026, 9, 17, 14, 30), 4, calendar(), HOURS)
    cells = day_strip.cells(trace, date(2026, 9, 23), 568)
    assert [cell.below for cell in cells if cell.kind == "makeup"] == ["补班②"]


@pytest.mark.parametrize("days", range(1, 16))
@pytest.mark.parametrize("start", [at(2026, 2, 9, 10, 0), at(2026, 4, 27, 10, 0), at(2026, 9, 22, 10, 0)])
def test_up_to_three_weeks_over_any_holiday_fit_the_popover(start, days):
    trace = explain(start, days, calendar(), HOURS)
    cells = day_strip.cells(trace, start.date(), 568)
    assert day_strip.strip_width(cells, tight=True) <= 568


def test_the_unit_of_the_sample_is_a_unit_of_the_handbook():
    assert {reading.reading.unit for reading in sample_rows()} == set(Unit)
