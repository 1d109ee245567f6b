"""An exemption is asked for by one person, waits, and is answered by another, a supervisor."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework import files, green_channel, reviewing
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.exemption_requests import approve_exemption, ask_exemption, refuse_exemption
from desktop.casework.green_desk import GreenDesk
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.verification import verify
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import ExemptionRow, User
from tests.casework.desks import CANCER, MANAGER, HandClock, add_policy, open_case, scratch_desk

SUPERVISOR = Entry("孟主管")
GAPS = ("booked", "notified", "reminded", "escort_called", "served")


@pytest.fixture
def clock():
    """A clock set by hand."""
    return HandClock()


@pytest.fixture
def desk(desk_url, clock):
    """A desk on SQLite and on PostgreSQL, with two supervisors."""
    desk = scratch_desk(desk_url, clock)
    with desk.store.writing() as session:
        session.add(User(login="he", name="何主管", role="supervisor"))
    desk.refresh()
    yield desk
    desk.store.engine.dispose()


def settled(desk, number="P1", hospital="北京协和医院", department="乳腺外科"):
    case = open_case(desk, add_policy(desk, number))
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised=department)
    green_channel.settle(desk, case, MANAGER, hospital=hospital, department=department)
    return case


def state(desk, case, clock="gc.outpatient", person="林管家"):
    view = ScreenDesk(desk, person).case_view(case, desk.clock())
    return next(reading.state for reading in view.readings if reading.name == clock)


def steps(desk, case, person):
    return {step.verb for step in ScreenDesk(desk, person).case_view(case, desk.clock()).steps if not step.findings}


@pytest.mark.rule("GC-17", "D-05")
def test_a_request_changes_nothing_until_a_supervisor_approves(desk):
    case = settled(desk)
    assert isinstance(ask_exemption(desk, case, MANAGER, reason="病区感控"), Done)
    assert state(desk, case) == "running"
    assert isinstance(approve_exemption(desk, case, SUPERVISOR, opinion="属实"), Done)
    assert state(desk, case) == "exempt"
    with desk.reading() as session:
        row = session.scalars(select(ExemptionRow)).one()
        assert (row.state, row.asked_by, row.approved_by, row.opinion) == ("approved", "林管家", "孟主管", "属实")
    assert verify(desk).differences == ()


@pytest.mark.rule("D-05")
def test_the_asker_and_everybody_who_is_no_supervisor_is_refused(desk):
    case = settled(desk)
    ask_exemption(desk, case, SUPERVISOR, reason="病区感控")
    for person in ("孟主管", "陈凯"):
        refused = approve_exemption(desk, case, Entry(person), opinion="同意")
        assert isinstance(refused, Refusal)
        assert refused.rules == ("D-05",)
    assert isinstance(refuse_exemption(desk, case, SUPERVISOR, opinion="不同意"), Refusal)
    assert isinstance(approve_exemption(desk, case, Entry("何主管"), opinion="同意"), Done)


@pytest.mark.rule("D-05")
def test_one_asks_and_only_another_supervisor_is_offered_the_answer(desk):
    case = settled(desk)
    assert "ask_exemption" in steps(desk, case, "林管家")
    ask_exemption(desk, case, MANAGER, reason="病区感控")
    assert not steps(desk, case, "林管家") & {"ask_exemption", "exempt", "refuse_exemption"}
    assert steps(desk, case, "孟主管") >= {"exempt", "refuse_exemption"}


@pytest.mark.rule("D-05")
def test_a_second_request_waits_for_the_answer_to_the_first(desk):
    case = settled(desk)
    ask_exemption(desk, case, MANAGER, reason="病区感控")
    again = ask_exemption(desk, case, MANAGER, reason="再申请")
    assert isinstance(again, Refusal)
    assert again.rules == ("D-05",)
    refuse_exemption(desk, case, SUPERVISOR, opinion="通知里没有这家医院")
    assert state(desk, case) == "running"
    assert isinstance(ask_exemption(desk, case, MANAGER, reason="换了通知"), Done)


@pytest.mark.rule("GC-17")
def test_a_department_is_exempt_for_its_period_after_approval(desk):
    case, neighbour = settled(desk), settled(desk, "P2")
    elsewhere = settled(desk, "P3", department="胃外科")
    asked = {"scope": "department", "start": date(2026, 3, 4), "end": date(2026, 3, 6)}
    ask_exemption(desk, case, MANAGER, reason="病区感控", **asked)
    assert state(desk, neighbour) == "running"
    done = approve_exemption(desk, case, SUPERVISOR, opinion="属实")
    assert set(done.changed) >= {case, neighbour}
    assert [state(desk, one) for one in (case, neighbour, elsewhere)] == ["exempt", "exempt", "running"]
    assert "exempt" not in steps(desk, case, "何主管")
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-17")
def test_only_outpatient_and_inpatient_cases_can_ask(desk):
    consultation = open_case(desk, add_policy(desk), Item.MD)
    refused = ask_exemption(desk, consultation, MANAGER, reason="专家出差")
    assert refused.rules == ("GC-17",)
    assert "ask_exemption" not in steps(desk, consultation, "林管家")


def test_what_cannot_be_right_is_said_in_one_sentence(desk):
    case = open_case(desk, add_policy(desk))
    dated = {"reason": "x", "scope": "hospital", "start": date(2026, 3, 4), "end": date(2026, 3, 5)}
    undated = {"reason": "x", "scope": "hospital"}
    for given in ({"reason": " "}, {"reason": "x", "scope": "city"}, undated, dated):
        with pytest.raises(BadInput):
            ask_exemption(desk, case, MANAGER, **given)
    with pytest.raises(BadInput):
        approve_exemption(desk, case, SUPERVISOR, opinion="同意")


def test_the_supervisors_page_lists_what_waits_first_and_answers_once(desk, clock):
    first, second = settled(desk), settled(desk, "P2")
    green = GreenDesk(desk, "孟主管")
    ask_exemption(desk, first, MANAGER, reason="一")
    ask_exemption(desk, second, MANAGER, reason="二")
    refuse_exemption(desk, second, SUPERVISOR, opinion="不够")
    lines = green.exemptions()
    assert [(line.case_id, line.state) for line in lines] == [(first, "waiting"), (second, "refused")]
    once = green.decide_exemption(first, True, "同意", "c1")
    clock.to("2026-03-02 10:00")
    assert green.decide_exemption(first, True, "同意", "c1").seq == once.seq
    assert sorted(line.state for line in green.exemptions()) == ["approved", "refused"]


def test_cancelling_leaves_no_request_to_answer(desk):
    case = settled(desk)
    ask_exemption(desk, case, MANAGER, reason="病区感控")
    files.cancel(desk, case, MANAGER, by="customer")
    assert "exempt" not in steps(desk, case, "孟主管")
    assert isinstance(approve_exemption(desk, case, SUPERVISOR, opinion="同意"), Refusal)


def line_of(desk, case):
    return next(line for line in GreenDesk(desk, "孟主管").exemptions() if line.case_id == case)


def end_by_refusal(desk, case):
    return reviewing.review(desk, case, MANAGER, outcome="refused", reason="不在病种内")


@pytest.mark.rule("D-08")
@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda desk, case: files.cancel(desk, case, MANAGER, by="customer"), "已取消"),
        (lambda desk, case: files.close(desk, case, MANAGER, gaps=dict.fromkeys(GAPS, "客户不再需要")), "已结案"),
        (end_by_refusal, "审核未通过"),
    ],
)
@pytest.mark.parametrize("scope", ["case", "hospital"])
def test_a_request_ends_with_its_case_and_the_list_says_so(desk, clock, end, said, scope):
    case, other = settled(desk), settled(desk, "P2")
    period = {"start": date(2026, 3, 4), "end": date(2026, 3, 6)} if scope == "hospital" else {}
    ask_exemption(desk, case, MANAGER, reason="病区感控", scope=scope, **period)
    ask_exemption(desk, other, MANAGER, reason="病区感控")
    clock.to("2026-03-02 11:00")
    assert isinstance(end(desk, case), Done)
    line = line_of(desk, case)
    assert (line.state, line.decided_at, line.open_cases) == ("ended", clock.now, 0)
    assert said in line.opinion
    assert [one.case_id for one in GreenDesk(desk, "孟主管").exemptions() if one.state == "waiting"] == [other]
    assert verify(desk).differences == ()


@pytest.mark.rule("D-08")
def test_a_case_that_is_opened_again_brings_its_request_back(desk):
    case = settled(desk)
    ask_exemption(desk, case, MANAGER, reason="病区感控")
    files.close(desk, case, MANAGER, gaps=dict.fromkeys(GAPS, "客户不再需要"))
    assert line_of(desk, case).state == "ended"
    assert isinstance(files.reopen(desk, case, MANAGER, reason="客户改了主意"), Done)
    assert line_of(desk, case).state == "waiting"
    assert isinstance(approve_exemption(desk, case, SUPERVISOR, opinion="属实"), Done)


@pytest.mark.rule("D-09")
def test_a_request_whose_record_was_voided_waits_no_longer_and_can_be_asked_anew(desk):
    case = settled(desk)
    seq = ask_exemption(desk, case, MANAGER, reason="填错了").seq
    assert isinstance(files.void(desk, case, MANAGER, record=seq, reason="填错了"), Done)
    assert (line_of(desk, case).state, line_of(desk, case).opinion) == ("ended", "申请记录已作废")
    with pytest.raises(BadInput, match="没有等待批准"):
        approve_exemption(desk, case, SUPERVISOR, opinion="同意")
    assert isinstance(ask_exemption(desk, case, MANAGER, reason="病区感控"), Done)
    states = sorted(line.state for line in GreenDesk(desk, "孟主管").exemptions())
    assert states == ["ended", "waiting"]
