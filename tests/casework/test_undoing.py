"""An act is taken back with everything it made, and done again; what rests on it or is final stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desktop.casework import audit, files, green_channel, jobs, reviewing
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.rows import Done
from desktop.casework.undoing import undo
from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Job
from tests.casework.desks import CANCER, HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import DEPARTMENT, HOSPITAL, booked, done, nodule, settled
from tests.casework.taking_back import LIN, back, lin, stored

VISIT = parse_moment("2026-03-06 09:30")
BEGIN, END = parse_moment("2026-03-06 09:00"), parse_moment("2026-03-06 12:00")
WANG = Entry("王敏")


@pytest.fixture
def desk(desk_url):
    desk = scratch_desk(desk_url, HandClock())
    yield desk
    desk.store.engine.dispose()


def sentence(outcome):
    """Why it was refused."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.findings[0].sentence


def reviewed(desk, case):
    """A review that accepts."""
    return done(reviewing.review(desk, case, lin(), outcome="confirmed", illness=CANCER))


@pytest.mark.rule("D-09", "GC-02", "GC-03")
def test_a_review_and_a_triage_are_taken_back_and_done_again(desk):
    case = open_case(desk, add_policy(desk))
    states = [stored(desk, case)]
    acts = [reviewed(desk, case), done(reviewing.triage(desk, case, lin(), advised=DEPARTMENT))]
    after = stored(desk, case)
    desk.clock.to("2026-03-02 09:20")
    undone = [done(back(desk, act)) for act in reversed(acts)]
    assert stored(desk, case) == states[0]
    for one in reversed(undone):
        done(back(desk, one))
    assert stored(desk, case) == after
    with desk.reading() as session:
        texts = [record.text for record in load_case(session, case).records]
        lines = {line.seq: line for line in case_view(session, desk, case, desk.clock(), LIN).timeline}
        assert audit.first_break(session) is None
    assert texts[-4:] == ["作废记录 · 第 3 条：撤销诊前沟通与分诊", "作废记录 · 第 2 条：撤销审核",
                          "作废记录 · 第 5 条：重做审核", "作废记录 · 第 4 条：重做诊前沟通与分诊"]  # fmt: skip
    assert [seq for seq, line in lines.items() if line.voided] == [5, 4]
    assert verify(desk).differences == ()


@pytest.mark.rule("D-09", "GC-05")
def test_a_booking_is_taken_back_with_the_place_it_settled(desk):
    case = open_case(desk, add_policy(desk))
    reviewed(desk, case)
    done(reviewing.triage(desk, case, lin(), advised=DEPARTMENT))
    before = stored(desk, case)
    act = done(green_channel.book(desk, case, lin(), visit_at=VISIT, title="主任医师", hospital=HOSPITAL,
                                  department=DEPARTMENT))  # fmt: skip
    after = stored(desk, case)
    undone = done(back(desk, act))
    assert stored(desk, case) == before
    done(back(desk, undone))
    assert stored(desk, case) == after
    assert verify(desk).differences == ()


@pytest.mark.rule("D-01", "D-09")
def test_a_moved_visit_is_moved_back_with_its_escort(desk):
    case = booked(desk, desk.clock, add_policy(desk))
    first = done(jobs.assign_escort(desk, case, lin(), escort="何敏", from_=BEGIN, to=END))
    other = done(jobs.assign_escort(desk, case, lin(), escort="陈晓", from_=BEGIN, to=END))
    before = stored(desk, case)
    moved = done(green_channel.rebook(desk, case, lin(), visit_at=VISIT + timedelta(days=3), cause="hospital"))
    assert stored(desk, case)[2] == []
    done(back(desk, moved))
    assert stored(desk, case) == before
    done(back(desk, other))
    with desk.reading() as session:
        assert situation(session, desk, load_case(session, case), desk.clock()).facts.escort == "何敏"
        assert [job.escort.name for job in session.scalars(select(Job).where(~Job.cancelled))] == ["何敏"]
    done(back(desk, first))
    assert stored(desk, case)[2] == []
    assert verify(desk).differences == ()


@pytest.mark.rule("D-01")
def test_a_job_does_not_come_back_to_an_escort_who_has_another_now(desk):
    case, other = (booked(desk, desk.clock, add_policy(desk, number)) for number in ("P1", "P2"))
    done(jobs.assign_escort(desk, case, lin(), escort="何敏", from_=BEGIN, to=END))
    released = done(jobs.release_escort(desk, case, lin()))
    done(jobs.assign_escort(desk, other, lin(), escort="何敏", from_=BEGIN, to=END))
    before = stored(desk, case)
    assert sentence(back(desk, released))
    assert stored(desk, case) == before


@pytest.mark.rule("D-09")
def test_a_call_is_taken_back(desk):
    case = nodule(desk, add_policy(desk))
    before = stored(desk, case)
    act = done(files.call(desk, case, lin(), outcome="no_answer"))
    done(back(desk, act))
    assert stored(desk, case) == before
    assert sentence(back(desk, act)) == "记电话已经撤销过了"


@pytest.mark.rule("D-04", "GC-14")
def test_a_notice_is_never_taken_back(desk):
    case = booked(desk, desk.clock, add_policy(desk))
    act = done(green_channel.notify(desk, case, lin(), by="sms"))
    before = stored(desk, case)
    assert sentence(back(desk, act)) == "就诊时间通知已经发出，不能撤销；误录的由未经手的主管作废"
    assert stored(desk, case) == before


@pytest.mark.rule("D-04", "GC-14", "D-09")
def test_what_came_before_a_notice_stays(desk):
    case = booked(desk, desk.clock, add_policy(desk))
    act = done(jobs.assign_escort(desk, case, lin(), escort="何敏", from_=BEGIN, to=END))
    done(green_channel.notify(desk, case, lin(), by="sms"))
    assert sentence(back(desk, act)) == "之后已「发就诊时间通知」（11:00），不能再撤销派陪诊"


@pytest.mark.rule("D-04")
def test_what_makes_the_service_count_as_rendered_is_not_taken_back(desk):
    case = booked(desk, desk.clock, add_policy(desk))
    desk.clock.to("2026-03-06 12:00")
    act = done(green_channel.serve(desk, case, lin(), from_=VISIT, to=END))
    assert sentence(back(desk, act)).startswith("这一步已使服务生效")


@pytest.mark.rule("D-09")
def test_a_case_that_another_person_changed_is_left_and_says_who_and_when(desk):
    case = settled(desk, add_policy(desk))
    act = done(files.call(desk, case, lin(), outcome="reached"))
    desk.clock.to("2026-03-02 10:32")
    done(files.note(desk, case, WANG, text="客户要换日期"))
    assert sentence(back(desk, act)) == "王敏在 10:32 又做了「备注」，不能再撤销记电话"
    assert sentence(back(desk, act, WANG)).startswith("记电话是林管家在 09:10 记的，只有本人能撤销")


@pytest.mark.rule("D-09")
def test_what_is_older_than_a_day_is_left(desk):
    case = settled(desk, add_policy(desk))
    act = done(files.call(desk, case, lin(), outcome="reached"))
    desk.clock.to("2026-03-03 09:11")
    assert sentence(back(desk, act)) == "记电话是 03-02 09:10 记的，已过一天，不能撤销；误录的可以作废"


@pytest.mark.rule("D-08", "G-08", "D-03")
def test_an_ending_is_taken_back_with_the_right_unless_the_right_is_gone(desk):
    policy = add_policy(desk)
    case = settled(desk, policy)
    before = stored(desk, case)
    act = done(files.cancel(desk, case, lin(), by="customer"))
    undone = done(back(desk, act))
    assert stored(desk, case) == before
    done(back(desk, undone))
    desk.clock.to("2026-03-02 09:12")
    open_case(desk, policy)
    assert {"D-03", "G-08"} == {finding.rule for finding in back(desk, _newest(desk, case)).findings}


def _newest(desk, case):
    with desk.reading() as session:
        return Done(case, load_case(session, case).records[-1].seq, "")


@pytest.mark.rule("D-08")
def test_closing_and_opening_again_are_taken_back(desk):
    case = open_case(desk, add_policy(desk), Item.OC)
    before = stored(desk, case)
    closed = done(files.close(desk, case, lin(), gaps={"answered": "客户放弃"}))
    after = stored(desk, case)
    opened = done(files.reopen(desk, case, lin(), reason="客户又来问"))
    done(back(desk, opened))
    assert stored(desk, case) == after
    done(back(desk, closed))
    assert stored(desk, case) == before


@pytest.mark.rule("D-09")
def test_a_voiding_is_taken_back(desk):
    case = settled(desk, add_policy(desk))
    call = done(files.call(desk, case, lin(), outcome="reached"))
    before = stored(desk, case)
    act = done(files.void(desk, case, lin(), record=call.seq, reason="记错了人"))
    done(back(desk, act))
    assert stored(desk, case) == before


@pytest.mark.rule("D-09")
def test_the_same_undo_sent_twice_happens_once(desk):
    case = settled(desk, add_policy(desk))
    act, entry = done(files.call(desk, case, lin(), outcome="reached")), lin()
    assert back(desk, act, entry).seq == back(desk, act, entry).seq
    with pytest.raises(BadInput):
        undo(desk, case, lin(), record=99)


@pytest.mark.rule("D-09")
def test_an_application_is_not_undone(desk):
    case = open_case(desk, add_policy(desk))
    assert sentence(undo(desk, case, lin(), record=1)) == "登记的案件不能撤销；可以取消案件"


@pytest.mark.rule("D-09")
def test_sixty_acts_are_taken_back_one_after_another_and_done_again(desk):
    case = settled(desk, add_policy(desk))
    acts, states = [], []
    for turn in range(60):
        desk.clock.now += timedelta(minutes=1)
        states.append(stored(desk, case))
        if turn % 3:
            acts.append(done(files.call(desk, case, lin(), outcome=("reached", "no_answer")[turn % 2])))
        else:
            acts.append(done(files.hand_over(desk, case, lin(), to=(LIN, "孟主管")[turn % 2])
                             if turn % 2 == 0 else files.note(desk, case, lin(), text=f"第 {turn} 步")))  # fmt: skip
    last, undone = stored(desk, case), []
    for act, state in zip(reversed(acts), reversed(states), strict=True):
        undone.append(done(back(desk, act)))
        assert stored(desk, case) == state
    for one in reversed(undone):
        done(back(desk, one))
    assert stored(desk, case) == last
    assert verify(desk).differences == ()
