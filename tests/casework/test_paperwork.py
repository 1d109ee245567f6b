"""The papers' content is taken from the timeline, masked, and complete for a case in any state."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import update

from desktop.casework import files, jobs
from desktop.casework.escort_papers import escort_sheets
from desktop.casework.paperwork import case_sheet, queue_sheet
from desktop.casework.rows import QueueQuery
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import booked, consulted, done, locked, nodule, settled, staying

QUERY = QueueQuery(now=parse_moment("2026-03-03 11:00"), today_end=parse_moment("2026-03-04 00:00"))


def escorted(desk, clock, start="2026-03-06 09:00", end="2026-03-06 12:00", number="P1"):
    clock.to("2026-03-02 09:10")
    case = booked(desk, clock, add_policy(desk, number))
    done(jobs.assign_escort(desk, case, MANAGER, escort="何敏", from_=parse_moment(start), to=parse_moment(end)))
    return case


@pytest.mark.rule("GC-10", "GC-19")
def test_an_escort_is_given_the_day_but_not_the_illness(small_desk, clock):
    escorted(small_desk, clock)
    with small_desk.store.writing() as session:
        session.execute(update(Escort).values(phone="13900001111"))
    (sheet,) = escort_sheets(small_desk, clock())
    assert (sheet.escort, sheet.escort_phone, sheet.client) == ("何敏", "13900001111", "王女士，51 岁")
    assert (sheet.meeting, sheet.day_title, sheet.hospital) == (None, "就诊日", "北京协和医院")
    assert sheet.slot == "09:30 起"
    assert "肿瘤" not in repr(sheet)
    assert "王芳" not in repr(sheet)


def test_the_stations_of_a_day_follow_each_other_and_the_visit_is_a_main_one(small_desk, clock):
    escorted(small_desk, clock)
    (sheet,) = escort_sheets(small_desk, clock())
    times = [stop.planned for stop in sheet.stops if stop.planned]
    assert times == sorted(times)
    assert [stop.title for stop in sheet.stops if stop.main] == ["见面", "就诊"]
    assert (times[0], times[-1]) == (time(9, 30), time(12, 0))


@pytest.mark.parametrize(("end", "words"), [("12:00", "预计 3.0 小时"), ("13:30", "预计 4.5 小时")])
def test_the_plan_says_the_hours_of_the_job(small_desk, clock, end, words):
    escorted(small_desk, clock, end=f"2026-03-06 {end}")
    assert escort_sheets(small_desk, clock())[0].plan_note.startswith(words)


def test_the_nearest_job_is_first_and_a_cancelled_or_past_one_is_left_out(small_desk, clock):
    late = escorted(small_desk, clock, "2026-03-06 14:00", "2026-03-06 16:00", "P1")
    escorted(small_desk, clock, "2026-03-06 08:00", "2026-03-06 11:00", "P2")
    numbers = [sheet.number for sheet in escort_sheets(small_desk, clock())]
    assert numbers == ["GT-260302-002", "GT-260302-001"]
    done(files.cancel(small_desk, late, MANAGER, by="customer"))
    assert [sheet.number for sheet in escort_sheets(small_desk, clock())] == ["GT-260302-002"]
    assert escort_sheets(small_desk, parse_moment("2026-03-06 08:01")) == []


@pytest.mark.rule("GC-11")
def test_a_discharge_has_a_sheet_of_its_own_name(small_desk, clock):
    case = staying(small_desk, clock, add_policy(small_desk))
    span = {"from_": parse_moment("2026-03-09 09:00"), "to": parse_moment("2026-03-09 11:00")}
    done(jobs.assign_escort(small_desk, case, MANAGER, escort="何敏", **span))
    (sheet,) = escort_sheets(small_desk, clock())
    assert sheet.day_title == "出院日"


def test_a_case_sheet_explains_the_running_promise_that_ends_last(small_desk):
    case = settled(small_desk, add_policy(small_desk))
    sheet = case_sheet(small_desk, small_desk.clock(), case, person="林管家")
    assert sheet.readings[sheet.current].name == "gc.outpatient"
    assert [day.counted for day in sheet.trace.days if day.counted] == [1, 2, 3, 4, 5]
    assert (sheet.name, sheet.printed_by, sheet.holder) == ("王*", "林管家", "医院")


@pytest.mark.parametrize("make", [lambda desk, p: open_case(desk, p, Item.OC), nodule, consulted])
def test_a_case_without_a_running_promise_in_days_has_a_sheet_without_a_trace_or_with_its_own(small_desk, make):
    case = make(small_desk, add_policy(small_desk))
    sheet = case_sheet(small_desk, small_desk.clock(), case)
    running = [r for r in sheet.readings if r.state == "running" and r.kind == "promise" and r.unit == "days"]
    assert (sheet.trace is not None) == bool(running)
    assert (sheet.current >= 0) == bool(running)
    assert "王芳" not in repr(sheet)


def test_without_a_number_the_sheet_is_of_the_nearest_promise(small_desk, clock):
    open_case(small_desk, add_policy(small_desk, "P1"), Item.OC)
    case = settled(small_desk, add_policy(small_desk, "P2"))
    sheet = case_sheet(small_desk, clock())
    assert sheet.number == case_sheet(small_desk, clock(), case).number


@pytest.mark.rule("GC-14")
def test_a_locked_case_says_so_on_its_sheet(small_desk, clock):
    sheet = case_sheet(small_desk, clock(), locked(small_desk, clock, add_policy(small_desk)))
    assert (sheet.lock_rule, sheet.quotas[0].note) == ("GC-14", "本案已用")


def test_a_queue_becomes_lines_in_the_order_of_the_screen(desk, clock):
    waiting = nodule(desk, add_policy(desk, "P1"))
    booked(desk, clock, add_policy(desk, "P2"))
    sheet = queue_sheet(desk, QUERY, "林管家")
    widths = {len(row) for row in sheet.rows}
    assert widths == {len(sheet.columns)}
    heads = [column.title for column in sheet.columns]
    lines = [dict(zip(heads, row, strict=True)) for row in sheet.rows]
    assert [line["项目"] for line in lines] == ["专家门诊", "解结服务"]
    assert (lines[0]["客户"], lines[0]["承诺或目标"], lines[0]["已锁定"]) == ("王*", "内部目标", "")
    assert lines[1]["截止"] is None or lines[1]["截止"].tzinfo is not None
    backwards = queue_sheet(desk, replace(QUERY, descending=True), "林管家")
    assert backwards.rows == sheet.rows[::-1]
    assert waiting


def test_a_queue_with_filters_names_them_and_may_be_empty(small_desk):
    sheet = queue_sheet(small_desk, replace(QUERY, service="GC", owner="陈凯", tab="overdue"), "林管家", "逾期")
    assert sheet.rows == ()
    assert (sheet.title, dict(sheet.filters)) == ("逾期", {"视图": "已超时", "服务": "GC", "负责人": "陈凯"})
