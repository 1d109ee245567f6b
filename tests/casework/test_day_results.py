"""A day's results: plan and outcome of each job, recorded together, refused one by one, taken back together."""

from datetime import date

import pytest

from desktop.casework import files, green_channel, shifting
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.day_results import ResultDesk
from desktop.casework.roster_rows import JobResult
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Refusal
from tests.casework.desks import MANAGER, HandClock
from tests.casework.escort_desks import CHEST, COORDINATOR, HUASHAN, add_escort, add_hospitals, booked

DAY = date(2026, 9, 23)


@pytest.fixture
def clock():
    """Monday morning before the day."""
    return HandClock("2026-09-21 09:30")


def wednesday(desk):
    """Three customers on Wednesday, told of it, with an escort each."""
    add_hospitals(desk)
    for number, (hour, name, hospital) in enumerate((("08:30", "王芳", CHEST), ("10:00", "李强", HUASHAN),
                                                     ("16:00", "周敏", CHEST)), 1):  # fmt: skip
        case = booked(desk, f"P{number}", f"2026-09-23 {hour}", hospital, name)
        green_channel.notify(desk, case, MANAGER, by="sms")
        start = parse_moment(f"2026-09-23 {hour}")
        end = start.replace(hour=start.hour + 2)
        done = shifting.give_work(desk, case, add_escort(desk, f"陪诊{number}"), start, end, COORDINATOR)
        assert isinstance(done.outcome, Done), done.outcome
    desk.clock.to("2026-09-23 14:20")


@pytest.fixture
def desk(pour, clock):
    """Wednesday, on SQLite and on PostgreSQL."""
    return pour(wednesday, clock)[0]


@pytest.fixture
def results(desk):
    """The results as one coordinator enters them."""
    return ResultDesk(desk, CalendarDesk(desk, "孟佳"))


def finish(results, *more):
    return [one.outcome for one in results.finish(*more)]


def result(job, what, start, end, **more):
    hours = (parse_moment(f"2026-09-23 {clock}") for clock in (start, end))
    return JobResult(job.job_id, job.version, what, *hours, **more)


def test_the_days_jobs_come_in_order_with_masked_customers_and_usual_hospitals(results):
    jobs = results.jobs(DAY)
    assert [(job.name, job.hospital, job.escort) for job in jobs] == [
        ("王*", "胸科医院", "陪诊1"), ("李*", "华山医院", "陪诊2"), ("周*", "胸科医院", "陪诊3")]  # fmt: skip
    assert {job.what for job in jobs} == {""}
    assert results.jobs(date(2026, 9, 24)) == ()


@pytest.mark.rule("GC-12", "GC-13", "D-10")
def test_results_are_recorded_together_and_read_again_as_they_were_entered(results):
    one, two, _ = results.jobs(DAY)
    outcomes = finish(results, (
        result(one, "served", "08:20", "12:40", admission_ordered=True),
        result(two, "cut_short", "10:00", "10:45", reason="医生停诊"),
    ))  # fmt: skip
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert any("4 小时" in warning.sentence for warning in outcomes[0].warnings)
    one, two, three = results.jobs(DAY)
    assert (one.what, f"{one.from_:%H:%M}", f"{one.to:%H:%M}", one.ordered) == ("served", "08:20", "12:40", True)
    assert (two.what, two.reason, two.ordered) == ("cut_short", "医生停诊", False)
    assert three.what == ""


@pytest.mark.rule("D-10")
def test_a_customer_who_did_not_come_stays_on_the_list_of_the_day(results):
    one = results.jobs(DAY)[0]
    (outcome,) = finish(results, (result(one, "no_show", "08:30", "09:15", reason="客户未到"),))
    assert isinstance(outcome, Done)
    again = results.jobs(DAY)[0]
    assert (again.what, again.reason, f"{again.to:%H:%M}") == ("no_show", "客户未到", "09:15")


def test_a_job_recorded_before_is_refused_alone(results):
    one, two, _ = results.jobs(DAY)
    finish(results, (result(one, "served", "08:30", "10:30"),))
    first, second = finish(
        results, (result(one, "served", "08:30", "10:30"), result(two, "served", "10:00", "12:00"))
    )
    assert isinstance(first, Refusal)
    assert isinstance(second, Done)


def test_everything_recorded_together_is_taken_back_together(results):
    jobs = results.jobs(DAY)[:2]
    outcomes = finish(results, [result(job, "served", "10:00", "12:00") for job in jobs])
    undone = results.undo([outcome.seq for outcome in outcomes])
    assert all(isinstance(outcome, Done) for outcome in undone)
    assert {job.what for job in results.jobs(DAY)} == {""}
    again = finish(results, [result(job, "no_show", "10:00", "10:30") for job in results.jobs(DAY)[:2]])
    assert all(isinstance(outcome, Done) for outcome in again)


@pytest.mark.rule("D-06")
def test_what_is_entered_days_later_needs_a_reason(clock, results):
    clock.to("2026-09-28 10:00")
    job = results.jobs(DAY)[0]
    (refused,) = finish(results, (result(job, "served", "08:30", "10:30"),))
    assert {finding.rule for finding in refused.findings} == {"D-06"}
    (outcome,) = finish(results, (result(job, "served", "08:30", "10:30"),), "陪诊人员手机没电")
    assert isinstance(outcome, Done)


@pytest.fixture
def untold(desk, clock):
    """A fourth customer on Wednesday whom nobody told of the visit, with an escort."""
    clock.to("2026-09-21 09:30")
    case = booked(desk, "P4", "2026-09-23 09:00", CHEST, "赵英")
    start, end = parse_moment("2026-09-23 09:00"), parse_moment("2026-09-23 11:00")
    shifting.give_work(desk, case, add_escort(desk, "陪诊4"), start, end, COORDINATOR)
    clock.to("2026-09-23 14:20")
    return case


def of(results, case):
    return next(job for job in results.jobs(DAY) if job.case_id == case)


@pytest.mark.rule("D-04", "D-09", "GC-14")
@pytest.mark.parametrize(("what", "reason"), [("served", ""), ("cut_short", "医生停诊")])
def test_attending_unannounced_locks_which_is_known_before_and_not_offered_to_be_taken_back(
    results, untold, what, reason
):
    assert [(job.name, job.locks) for job in results.jobs(DAY)] == [
        ("王*", False), ("赵*", True), ("李*", False), ("周*", False)]  # fmt: skip
    told = results.jobs(DAY)[0]
    first, second = results.finish((
        result(told, "served", "08:30", "10:30"), result(of(results, untold), what, "09:00", "10:00", reason=reason),
    ))  # fmt: skip
    assert isinstance(first.outcome, Done)
    assert first.undo is not None
    assert isinstance(second.outcome, Done)
    assert second.undo is None
    (undone,) = results.undo([first.undo.record])
    assert isinstance(undone, Done)
    assert (results.jobs(DAY)[0].what, of(results, untold).what) == ("", what)


@pytest.mark.rule("D-09")
def test_only_a_supervisor_who_did_not_enter_it_voids_an_unannounced_visit(desk, results, untold):
    (done,) = finish(results, (result(of(results, untold), "served", "09:00", "10:00"),))
    refused = files.void(desk, untold, MANAGER, record=done.seq, reason="登错了")
    assert isinstance(refused, Refusal)
    assert refused.rules == ("D-09",)
    assert isinstance(files.void(desk, untold, MANAGER, record=done.seq, reason="登错了", approved_by="孟主管"), Done)
    assert of(results, untold).what == ""


@pytest.mark.rule("D-10")
def test_who_did_not_come_unannounced_locks_nothing_and_can_be_taken_back(results, untold):
    (finished,) = results.finish((result(of(results, untold), "no_show", "09:00", "09:30"),))
    assert finished.undo is not None
    (undone,) = results.undo([finished.undo.record])
    assert isinstance(undone, Done)
