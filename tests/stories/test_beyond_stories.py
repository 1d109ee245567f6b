"""What a story cannot say: that something is not warned about, which clocks are promises, what is said beforehand."""

from datetime import date, datetime

import pytest

from desktop.casework import green_channel, jobs, reviewing
from desktop.casework.applying import Application, apply
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.plans import HANDBOOK_PLAN, extend, house_carrier, save_plan
from desktop.casework.rows import Done
from desktop.casework.steps import offered_steps
from desktop.handbook import progress
from desktop.handbook.moments import closing_day, parse_moment
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import Clock, Item
from desktop.models.scratch import scratch_store
from tests.casework.desks import CANCER, HandClock, add_policy, scratch_desk

LIN = Entry("林管家")

TABLE = """
gc.review            target   1 days    GC.outpatient GC.inpatient
gc.outpatient        promise  5 days    GC.outpatient
gc.outpatient_visit  watched  5 days    GC.outpatient
gc.inpatient         promise 10 days    GC.inpatient
gc.inpatient_admission watched 10 days  GC.inpatient
gc.visit             promise  3 days    GC.visit
gc.notice            target   4 hours   GC.outpatient GC.inpatient
gc.reminder          promise  0 days    GC.outpatient GC.inpatient
gc.escort_call       promise  0 days    GC.outpatient GC.inpatient
md.review            target   1 days    MD
md.call              promise  1 days    MD
md.report            promise  7 days    MD
md.guidance          target   3 days    MD
nd.call              promise  1 days    ND
nd.report            promise  5 days    ND
nd.posting           promise  1 days    ND
oc.answer            target  30 minutes OC
pd.answer            target  10 minutes PD
"""
"""The rulebook's clocks at a glance: name, kind, limit, unit, items."""


def clock_line(clock: Clock) -> tuple[str, ...]:
    """A clock as a line of the table."""
    return (clock.name, clock.kind.value, str(clock.limit), clock.unit.value, *(item.value for item in clock.items))


@pytest.mark.rule("T-07", "T-06", "GC-05", "GC-06", "GC-07", "GC-09", "MD-02", "MD-06", "ND-03", "ND-04", "ND-05")
def test_the_clocks_are_those_of_the_rulebook() -> None:
    known = {clock_line(clock) for item in Item for _, clock in CLOCKS[item]}
    assert known == {tuple(line.split()) for line in TABLE.strip().splitlines()}


@pytest.mark.rule("T-03")
@pytest.mark.parametrize(("due", "day"), [("2026-03-09 18:00", 9), ("2026-03-09 24:00", 9), ("2026-03-10 00:01", 10)])
def test_midnight_closes_the_day_before(due: str, day: int) -> None:
    assert closing_day(parse_moment(due)) == date(2026, 3, day)


@pytest.fixture
def clock() -> HandClock:
    """Monday morning."""
    return HandClock("2026-03-02 09:00")


@pytest.fixture
def desk(clock: HandClock) -> Desk:
    """A desk in memory."""
    return scratch_desk(clock=clock)


def settled(desk: Desk, policy: str = "P1") -> int:
    """An outpatient case settled at a hospital; its id."""
    done = apply(desk, add_policy(desk, policy), Application(Item.OUTPATIENT), LIN)
    assert isinstance(done, Done)
    reviewing.review(desk, done.case_id, LIN, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, done.case_id, LIN, advised="乳腺外科")
    green_channel.settle(desk, done.case_id, LIN, hospital="北京协和医院", department="乳腺外科")
    return done.case_id


def warned(outcome: object) -> list[str]:
    """The rules that warned about a verb that happened."""
    assert isinstance(outcome, Done), outcome
    return [finding.rule for finding in outcome.warnings]


def at(text: str) -> datetime:
    """A moment in Shanghai."""
    return parse_moment(text)


@pytest.mark.rule("GC-05")
def test_a_visit_on_the_promised_day_warns_of_nothing(desk: Desk) -> None:
    case = settled(desk)
    assert warned(green_channel.book(desk, case, LIN, visit_at=at("2026-03-09 23:59"), title="主任医师")) == []
    assert warned(green_channel.rebook(desk, case, LIN, visit_at=at("2026-03-10 00:00"), cause="customer")) == ["GC-05"]


@pytest.mark.rule("GC-12", "GC-08", "D-01")
def test_four_hours_to_the_minute_and_an_escort_at_hand_warn_of_nothing(desk: Desk) -> None:
    case = settled(desk)
    green_channel.book(desk, case, LIN, visit_at=at("2026-03-06 09:30"), title="主任医师")
    span = {"from_": at("2026-03-06 08:30"), "to": at("2026-03-06 12:30")}
    assert warned(jobs.assign_escort(desk, case, LIN, escort="陈陪诊", **span, reason="客户指定")) == []
    assert warned(green_channel.notify(desk, case, LIN, by="sms")) == []


@pytest.mark.rule("D-04", "GC-14")
def test_the_notice_says_beforehand_that_it_locks(desk: Desk) -> None:
    case = settled(desk)
    green_channel.book(desk, case, LIN, visit_at=at("2026-03-06 09:30"), title="主任医师")
    with desk.reading() as session:
        steps = offered_steps(situation(session, desk, load_case(session, case), desk.clock(), LIN.person))
    assert "不能再取消" in next(step.irreversible for step in steps if step.verb == "notify")


@pytest.mark.rule("G-03")
def test_a_case_keeps_the_plan_version_it_was_accepted_under(desk: Desk, clock: HandClock) -> None:
    old = settled(desk)
    with desk.store.writing() as session:
        later = extend(HANDBOOK_PLAN, HANDBOOK_PLAN.name, {"limits": {"gc.outpatient": 2}})
        save_plan(session, house_carrier(session), later, date(2026, 3, 3))
    clock.to("2026-03-03 09:00")
    new = settled(desk, "P2")
    due = {}
    for case in (old, new):
        with desk.reading() as session:
            readings = progress.clocks_of(situation(session, desk, load_case(session, case), desk.clock()))
        due[case] = next(reading.due for reading in readings if reading.name == "gc.outpatient")
    assert due == {old: at("2026-03-09 18:00"), new: at("2026-03-05 18:00")}


def test_a_scratch_database_starts_empty() -> None:
    with scratch_store() as store, store.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM case_file").scalar() == 0
