"""Every face of the SLA cell, word for word."""

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.calendars import load_calendar
from desktop.handbook.countdown import Band, Bands, Reading, countdown
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import ClockReading, Kind, Unit
from desktop.handbook.workdays import SHANGHAI, YearTable

CALENDAR = load_calendar(Path(__file__).parents[2] / "resources" / "calendars")
HOURS = DeskHours()


def at(month, day, hour=0, minute=0, second=0, year=2026):
    return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)


NOW = at(9, 23, 14, 20)


def clock(started, due, **more):
    settings = {"kind": "promise", "unit": "days", "state": "running", **more}
    return Reading("md.report", "会诊报告", started=started, due=due, **settings)


def plain(started, due, **more):
    return clock(started, due, unit="minutes", kind="target", **more)


def show(reading, now=NOW, hours=HOURS, **more):
    return countdown(reading, now, CALENDAR, hours, **more)


SEVEN_DAYS = clock(at(9, 21, 16, 5), at(10, 8, 18))


def test_a_calm_clock_shows_days_hours_the_deadline_and_the_skipped_holidays():
    face = show(SEVEN_DAYS)
    assert face.first_line == "○ 剩 5 个工作日 3 小时"
    assert (face.band, face.deadline, face.tags) == (Band.CALM, "10月8日 周四 18:00 前", ("跳 10 天假",))


def test_a_clock_due_today_is_amber():
    face = show(clock(at(9, 15, 9), at(9, 23, 18)))
    assert (face.band, face.first_line, face.deadline) == (Band.SOON, "◐ 剩 3 小时 40 分", "今天 周三 18:00 前")


def test_two_working_hours_are_orange():
    face = show(clock(at(9, 23, 11, 30), at(9, 23, 15, 30), unit="hours", kind="target"))
    assert (face.band, face.first_line, face.deadline) == (Band.CRIT, "◕ 剩 1 小时 10 分", "今天 周三 15:30 前")
    assert face.tags == ("内部目标",)


@pytest.mark.parametrize("state", ["running", "missed"])
def test_an_overdue_clock_counts_working_time(state):
    face = show(clock(at(9, 15, 9), at(9, 22, 18), state=state), at(9, 23, 12, 50))
    assert (face.band, face.first_line) == (Band.BREACH, "! 已超时 3 小时 50 分")
    assert face.deadline == "昨天 周二 18:00 已过"


def test_who_holds_the_ball_stands_beside_a_clock_that_runs_on():
    face = show(SEVEN_DAYS, at(9, 28, 17, 40), holder="客户", holder_days=3)
    assert face.first_line == "○ 剩 3 个工作日 · 球在客户 第 3 天"
    assert face.deadline == "10月8日 周四 18:00 前"


@pytest.mark.rule("GC-17")
def test_an_exempt_clock_keeps_its_deadline_and_names_the_reason():
    face = show(clock(at(9, 21, 9), at(10, 8, 18), state="exempt", note="院区暂停门诊"), holder="医院")
    assert (face.first_line, face.deadline) == ("‖ 豁免", "10月8日 周四 18:00 · 院区暂停门诊")


def test_outside_desk_hours_a_calm_clock_says_when_it_goes_on():
    face = show(clock(at(9, 16, 9), at(9, 24, 18)), at(9, 21, 20))
    assert face.band is Band.OFF_HOURS
    assert face.first_line == "☾ 非工作时间 · 余 3 个工作日"
    assert face.deadline == "明天 09:00 继续计时"
    assert "截止 9月24日 周四 18:00" in face.spoken


def test_the_off_hours_face_of_the_design_leaves_two_working_days():
    face = show(clock(at(9, 16, 9), at(9, 24, 18)), at(9, 22, 20))
    assert face.first_line == "☾ 非工作时间 · 余 2 个工作日"


def test_over_a_long_holiday_it_names_the_day_work_goes_on():
    assert show(clock(at(9, 28, 9), at(10, 12, 18)), at(10, 2, 12)).deadline == "10月8日 周四 09:00 继续计时"


def test_a_pressing_clock_stays_pressing_outside_desk_hours():
    face = show(clock(at(9, 15, 9), at(9, 24, 18)), at(9, 23, 20))
    assert (face.band, face.headline, face.deadline) == (Band.SOON, "剩 1 个工作日", "明天 周四 18:00 前")


def test_a_clock_that_was_met_says_so():
    face = show(clock(at(9, 15, 9), at(9, 23, 18), state="met", ended_at=at(9, 23, 11)))
    assert (face.band, face.first_line, face.deadline) == (Band.DONE_ON_TIME, "✓ 按时完成", "今天 周三 11:00 完成")


@pytest.mark.rule("T-02")
def test_an_event_exactly_at_the_deadline_is_in_time():
    due = at(9, 23, 18)
    assert show(clock(at(9, 15, 9), due, state="met", ended_at=due)).band is Band.DONE_ON_TIME
    assert show(clock(at(9, 15, 9), due), due).band is Band.CRIT


def test_a_clock_that_ended_late_says_by_how_much():
    face = show(clock(at(9, 15, 9), at(9, 22, 18), state="missed", ended_at=at(9, 23, 11)))
    assert (face.band, face.first_line) == (Band.DONE_LATE, "✓ 迟 2 小时完成")


def test_an_end_after_closing_is_late_without_a_figure():
    late = clock(at(9, 15, 9), at(9, 22, 18), state="missed", ended_at=at(9, 22, 20))
    assert show(late).first_line == "✓ 迟 · 下班后完成"
    seconds = clock(at(9, 15, 9), at(9, 22, 15), state="missed", ended_at=at(9, 22, 15, 0, 20))
    assert show(seconds).first_line == "✓ 迟 不到 1 分完成"


@pytest.mark.parametrize("note", ["等", ""])
def test_a_waiting_clock_names_what_it_waits_for(note):
    note += "住院证（开证且医院科室确定后 10 个工作日）"
    face = show(clock(None, None, state="waiting", note=note))
    assert (face.first_line, face.deadline) == ("… 待计时", "等住院证（开证且医院科室确定后 10 个工作日）")


@pytest.mark.rule("T-05")
def test_a_calm_clock_into_an_unpublished_year_is_an_estimate():
    face = show(clock(at(12, 18, 10), at(1, 4, 18, year=2027), provisional=True), at(12, 28, 14))
    assert (face.band, face.first_line) == (Band.APPROX, "≈ 剩约 4 个工作日")
    assert face.deadline == "2027 放假安排未发布，按法定节日预估"
    assert "截止 1月4日 周一 18:00" in face.spoken


@pytest.mark.rule("T-05")
def test_a_pressing_estimate_is_pressing_and_tagged():
    due = at(1, 4, 18, year=2027)
    face = show(clock(at(12, 18, 10), due, provisional=True), at(1, 4, 14, year=2027))
    assert (face.band, face.tags) == (Band.SOON, ("预估",))


def test_a_clock_that_ended_without_result_says_why():
    assert show(clock(NOW, None, state="ended", note="客户取消")).deadline == "客户取消"
    ended = show(clock(NOW, at(9, 30, 18), state="ended", ended_at=NOW))
    assert (ended.first_line, ended.deadline) == ("– 已终止", "今天 周三 终止")


def test_a_makeup_day_and_a_target_are_tagged():
    face = show(clock(at(9, 18, 9), at(9, 20, 18), kind="target"), at(9, 18, 14))
    assert (face.deadline, face.tags) == ("9月20日 周日 18:00 前", ("补班", "内部目标"))


@pytest.mark.rule("T-07")
def test_promise_target_and_watched_clocks_are_told_apart():
    tags = [show(clock(at(9, 15, 9), at(9, 23, 18), kind=kind)).tags for kind in ("promise", "target", "watched")]
    assert tags == [(), ("内部目标",), ("关注",)]


@pytest.mark.rule("T-06")
@pytest.mark.parametrize(
    ("minute", "band", "words"),
    [
        (0, Band.CALM, "剩 30 分"),
        (14, Band.CALM, "剩 16 分"),
        (12, Band.CALM, "剩 18 分"),
        (15, Band.SOON, "剩 15 分"),
        (24, Band.CRIT, "剩 6 分"),
        (38, Band.BREACH, "已超时 8 分"),
    ],
)
def test_a_round_the_clock_target_counts_plain_minutes_even_on_a_holiday_night(minute, band, words):
    face = show(plain(at(10, 3, 2), at(10, 3, 2, 30)), at(10, 3, 2, minute))
    assert (face.band, face.headline, face.tags) == (band, words, ("内部目标",))


def test_days_overdue_on_a_round_the_clock_target_are_plain_days():
    assert show(plain(at(10, 1, 2), at(10, 1, 2, 30)), at(10, 3, 4, 45)).headline == "已超时 2 天 2 小时"


def test_less_than_a_minute_is_said_in_words():
    assert show(plain(at(10, 3, 2), at(10, 3, 2, 30)), at(10, 3, 2, 29, 40)).headline == "剩 不到 1 分"
    assert show(clock(at(9, 15, 9), at(9, 22, 18)), at(9, 22, 20)).headline == "已超时"


HOURS_TARGET = {"unit": "hours", "kind": "target"}


@pytest.mark.parametrize(
    ("reading", "band", "words"),
    [
        (clock(at(9, 23, 9), at(9, 23, 17)), Band.SOON, "剩 2 小时 40 分"),
        (clock(at(9, 23, 9), at(9, 23, 18)), Band.SOON, "剩 3 小时 40 分"),
        (clock(at(9, 22, 10), at(9, 23, 18)), Band.SOON, "剩 3 小时 40 分"),
        (clock(at(9, 14, 10), at(9, 23, 18)), Band.SOON, "剩 3 小时 40 分"),
        (clock(at(9, 23, 13, 40), at(9, 23, 17, 40), **HOURS_TARGET), Band.SOON, "剩 3 小时 20 分"),
        (clock(at(9, 23, 14), at(9, 23, 18), **HOURS_TARGET), Band.SOON, "剩 3 小时 40 分"),
        (clock(at(9, 23, 11, 30), at(9, 23, 15, 30), **HOURS_TARGET), Band.CRIT, "剩 1 小时 10 分"),
        (clock(at(9, 23, 9, 20), at(9, 24, 18), kind="target"), Band.CALM, "剩 1 个工作日 3 小时"),
        (clock(at(9, 23, 9), at(9, 29, 18)), Band.CALM, "剩 3 个工作日 3 小时"),
        (clock(at(9, 15, 9), at(9, 22, 18)), Band.BREACH, "已超时 5 小时 20 分"),
    ],
)
def test_the_examples_of_queue_and_reminder_board_have_their_colours(reading, band, words):
    face = show(reading)
    assert (face.band, face.headline) == (band, words)


@pytest.mark.parametrize(
    ("now", "band"),
    [
        (at(9, 22, 17, 59), Band.CALM), (at(9, 23, 9, 0), Band.SOON), (at(9, 23, 15, 59), Band.SOON),
        (at(9, 23, 16, 0), Band.CRIT), (at(9, 23, 18, 0), Band.CRIT), (at(9, 23, 18, 1), Band.BREACH),
    ],
)
def test_a_reminder_is_amber_from_the_opening_of_its_day(now, band):
    assert show(clock(at(9, 23, 9), at(9, 23, 18)), now).band is band


def test_a_service_may_have_bands_of_its_own():
    bands = Bands(soon_days=2, crit=timedelta(hours=4))
    assert show(clock(at(9, 15, 9), at(9, 24, 18)), bands=bands).band is Band.SOON
    assert show(clock(at(9, 15, 9), at(9, 23, 18)), bands=bands).band is Band.CRIT


@pytest.mark.rule("T-03")
def test_midnight_is_the_end_of_its_day():
    face = show(clock(at(9, 15, 9), at(9, 25)), hours=DeskHours(((time(0), time(0)),)))
    assert face.deadline == "明天 周四 24:00 前"
    assert show(plain(at(9, 23, 14), at(9, 24))).deadline == "明天 周四 00:00 前"


def test_a_far_date_of_another_year_carries_its_year():
    assert show(clock(at(9, 15, 9), at(12, 31, 18, year=2025))).deadline == "2025年12月31日 周三 18:00 已过"


def test_the_moment_may_be_written_in_any_zone():
    assert show(SEVEN_DAYS, NOW.astimezone(UTC)) == show(SEVEN_DAYS)


def test_lateness_before_a_notice_is_judged_by_the_calendar_known_then():
    later = CALENDAR.published(YearTable(2026, {at(9, 23).date(): "放假"}, {}), at(9, 25))
    reading = clock(at(9, 15, 9), at(9, 22, 18), state="missed", ended_at=at(9, 23, 11))
    assert countdown(reading, at(9, 28), later, HOURS).headline == "迟 2 小时完成"


def test_the_spoken_sentence_tells_it_all():
    spoken = show(SEVEN_DAYS, holder="客户", holder_days=3).spoken
    assert spoken == "会诊报告，剩5个工作日3小时，球在客户 第 3 天，10月8日 周四 18:00 前，跳 10 天假"


def test_a_reading_of_the_rules_has_the_same_face_as_a_plain_one():
    rich = ClockReading(*SEVEN_DAYS[:2], Kind.TARGET, Unit.DAYS, *SEVEN_DAYS[4:], rule="MD-06", step="held")
    assert show(rich) == show(SEVEN_DAYS._replace(kind="target"))


@given(
    st.integers(0, 60 * 24 * 60), st.integers(1, 60 * 24 * 30), st.integers(0, 60 * 24 * 60),
    st.sampled_from(["days", "hours", "minutes"]), st.booleans(),
)  # fmt: skip
def test_no_face_is_ever_negative_empty_or_longer_than_two_units(start, length, now, unit, provisional):
    started = at(9, 1) + timedelta(minutes=start)
    reading = clock(started, started + timedelta(minutes=length), unit=unit, provisional=provisional)
    face = show(reading, at(9, 1) + timedelta(minutes=now))
    assert face.headline
    assert face.deadline
    assert "-" not in face.headline
    assert len(re.findall(r"\d+ (?:个工作日|小时|分|天)", face.headline)) <= 2
    assert "秒" not in face.headline
