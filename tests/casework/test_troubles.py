"""Conflicts on the calendar: named in one sentence, and ended by the one change that is proposed."""

from datetime import date

import pytest

from desktop.casework import green_channel, jobs, roster
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.casework.escort_desks import CHEST, COORDINATOR, HUASHAN, add_escort, add_hospitals, admitted, booked

DAY = date(2026, 9, 23)


@pytest.fixture
def desk(desk_url):
    """A desk with hospitals on the Monday before."""
    desk = scratch_desk(desk_url, HandClock("2026-09-21 09:30"))
    add_hospitals(desk)
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def calendar(desk):
    """The calendar of one coordinator."""
    return CalendarDesk(desk, "孟佳")


def at(clock):
    return parse_moment(f"2026-09-23 {clock}")


def give(desk, case, escort, start, end, reason=""):
    done = jobs.assign_escort(desk, case, MANAGER, escort=escort, from_=at(start), to=at(end), reason=reason)
    assert isinstance(done, Done), done
    return done


def ends_with_its_change(calendar):
    """Apply the one proposed change: the calendar is quiet afterwards."""
    (trouble,) = calendar.schedule(DAY, DAY).troubles
    change = trouble.change
    done = calendar.assign(change.block, change.escort_id, change.starts_at, change.ends_at)
    assert isinstance(done, Done), done
    assert calendar.schedule(DAY, DAY).troubles == ()
    assert all(block.conflict == "" for block in calendar.schedule(DAY, DAY).blocks)
    return trouble


@pytest.mark.rule("D-01")
def test_a_forced_overlap_is_a_conflict_that_somebody_free_ends(desk, calendar):
    first = booked(desk, "P1", "2026-09-23 09:00", name="韩春梅")
    second = booked(desk, "P2", "2026-09-23 10:00", HUASHAN)
    add_escort(desk, "刘思远")
    free = add_escort(desk, "唐佳")
    give(desk, first, "刘思远", "08:30", "10:30")
    give(desk, second, "刘思远", "09:30", "11:30", "家属要求")
    shown = {block.case_id: block.conflict for block in calendar.schedule(DAY, DAY).blocks}
    assert shown[first] == ""
    assert "时间重叠：韩*梅 08:30–10:30" in shown[second]
    trouble = ends_with_its_change(calendar)
    assert trouble.sentence.startswith("刘思远 08:30–10:30 胸科门诊 与 09:30–11:30 华山门诊，含前后占用重叠 2 小时")
    assert "改派 唐佳" in trouble.advice
    assert "客户还不知道陪诊是谁" in trouble.advice
    assert trouble.change.was_escort_id != free == trouble.change.escort_id


def test_the_conflict_names_its_day_where_several_are_shown_and_jobs_that_follow_too_soon(desk, calendar):
    first = booked(desk, "P1", "2026-09-23 09:00", name="韩春梅")
    second = booked(desk, "P2", "2026-09-23 11:00", HUASHAN)
    add_escort(desk, "刘思远")
    give(desk, first, "刘思远", "08:30", "10:30")
    give(desk, second, "刘思远", "10:45", "12:30", "家属要求")
    words = "10:30 胸科结束，10:45 要到华山，含前后占用重叠 45 分"
    assert [one.sentence for one in calendar.schedule(DAY, DAY).troubles] == [f"刘思远 {words}"]
    week = calendar.schedule(date(2026, 9, 21), date(2026, 9, 27))
    assert [one.sentence for one in week.troubles] == [f"刘思远 9月23日 周三 {words}"]


def test_a_discharge_that_comes_too_soon_after_a_long_way_is_put_off(desk, calendar):
    first = booked(desk, "P1", "2026-09-23 09:00", CHEST)
    stay = admitted(desk, "P2", HUASHAN)
    green_channel.discharge_notice(desk, stay, MANAGER, discharge_at=at("12:00"))
    roster.set_travel(desk, COORDINATOR, one=CHEST, other=HUASHAN, minutes=80)
    add_escort(desk, "刘思远")
    give(desk, first, "刘思远", "08:30", "10:30")
    give(desk, stay, "刘思远", "11:30", "14:00")
    trouble = ends_with_its_change(calendar)
    assert "路程 80 分钟" in trouble.sentence
    assert "改到 12:00–14:30" in trouble.advice or "改到 11:45" in trouble.advice


@pytest.mark.rule("GC-11", "D-01")
def test_a_discharge_is_not_put_off_past_its_hour_nor_cut_short(desk, calendar):
    first = booked(desk, "P1", "2026-09-23 13:00", CHEST)
    stay = admitted(desk, "P2", HUASHAN)
    green_channel.discharge_notice(desk, stay, MANAGER, discharge_at=at("15:30"))
    add_escort(desk, "刘思远")
    give(desk, first, "刘思远", "12:30", "14:45")
    give(desk, stay, "刘思远", "15:00", "18:00", "家属要求")
    (trouble,) = calendar.schedule(DAY, DAY).troubles
    assert trouble.change is None
    free = add_escort(desk, "唐佳")
    change = ends_with_its_change(calendar).change
    assert (change.escort_id, change.starts_at, change.ends_at) == (free, at("15:00"), at("18:00"))


@pytest.mark.rule("GC-08")
def test_a_moved_visit_keeps_the_length_of_its_job_and_says_the_hour_as_people_do(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 09:00")
    escort = add_escort(desk, "刘思远")
    give(desk, case, "刘思远", "12:30", "15:30")
    trouble = ends_with_its_change(calendar)
    assert "门诊：就诊改到 09:00，陪诊没有覆盖" in trouble.sentence
    change = trouble.change
    assert (change.escort_id, change.starts_at, change.ends_at) == (escort, at("08:30"), at("11:30"))


def test_a_change_that_would_trouble_another_job_is_not_proposed(desk, calendar):
    other = booked(desk, "P1", "2026-09-23 09:30", HUASHAN)
    case = booked(desk, "P2", "2026-09-23 09:00")
    add_escort(desk, "刘思远")
    give(desk, other, "刘思远", "09:00", "11:00")
    give(desk, case, "刘思远", "13:30", "15:30")
    (trouble,) = calendar.schedule(DAY, DAY).troubles
    assert trouble.change is None
    assert "没有人可以替换" in trouble.advice


def test_a_leave_entered_after_the_assignment_and_a_lapsed_paper_are_conflicts(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 09:00")
    escort = add_escort(desk, "刘思远")
    add_escort(desk, "唐佳")
    give(desk, case, "刘思远", "08:30", "10:30")
    roster.set_leave(desk, escort, COORDINATOR, start=at("00:00"), end=at("12:00"))
    roster.set_qualification(desk, escort, COORDINATOR, kind="insurance", valid_until=date(2026, 9, 1))
    trouble = ends_with_its_change(calendar)
    assert "请假" in trouble.sentence
    assert "保险已过期 2026-09-01" in trouble.sentence


def test_a_day_over_eight_hours_is_a_conflict(desk, calendar):
    add_escort(desk, "刘思远")
    add_escort(desk, "唐佳")
    day = (("07:00", "07:30", "10:30"), ("12:00", "12:30", "16:00"), ("17:00", "17:30", "18:45"))
    for number, (start, visit, end) in enumerate(day):
        give(desk, booked(desk, f"P{number}", f"2026-09-23 {visit}"), "刘思远", start, end)
    trouble = ends_with_its_change(calendar)
    assert "当天 9.25 小时，超过 8 小时" in trouble.sentence


@pytest.mark.rule("GC-08")
def test_a_visit_moved_out_of_the_escorts_hours_takes_the_escort_along(desk, calendar):
    stay = admitted(desk, "P2", HUASHAN)
    green_channel.discharge_notice(desk, stay, MANAGER, discharge_at=at("10:00"))
    escort = add_escort(desk, "刘思远")
    give(desk, stay, "刘思远", "09:30", "12:00")
    green_channel.discharge_notice(desk, stay, MANAGER, discharge_at=at("15:00"))
    trouble = ends_with_its_change(calendar)
    assert "改到" in trouble.sentence
    assert (trouble.change.escort_id, trouble.change.starts_at) == (escort, at("14:30"))


def test_without_anybody_free_the_advice_says_so(desk, calendar):
    first, second = booked(desk, "P1", "2026-09-23 09:00"), booked(desk, "P2", "2026-09-23 10:00")
    add_escort(desk, "刘思远")
    give(desk, first, "刘思远", "08:30", "10:30")
    give(desk, second, "刘思远", "09:30", "11:30", "家属要求")
    (trouble,) = calendar.schedule(DAY, DAY).troubles
    assert trouble.change is None
    assert "没有人可以替换" in trouble.advice
