"""Calls: who waits, who calls, what is kept of a call, what follows from it, and the statistics."""

from datetime import timedelta

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.rows import Done
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from tests.casework.desks import MANAGER, open_case
from tests.casework.phone.ward import ADVISED, PHONE, doctor, hired, insured


@pytest.fixture
def phone(desk):
    """The phone doctor's desk on either engine."""
    return PhoneDesk(desk, MANAGER.person)


@pytest.fixture
def card(phone):
    """A doctor who may answer."""
    return hired(phone, doctor())[0]


@pytest.fixture
def policy(desk):
    """The policy of somebody who calls."""
    return insured(desk)


@pytest.fixture
def taken(desk, phone, card, policy, clock):
    """A call that came at 21:40 and was taken 42 seconds later."""
    clock.to("2026-03-02 21:40")
    case = open_case(desk, policy, Item.PD, entrance="wechat")
    clock.now += timedelta(seconds=42)
    assert isinstance(phone.answer(case, card), Done)
    return case


def timeline(desk, case):
    with desk.reading() as session:
        return [(one.verb, one.detail) for one in case_view(session, desk, case, desk.clock(), "林管家").timeline]


@pytest.mark.rule("T-06")
def test_a_waiting_call_is_due_in_plain_minutes_at_night(desk, phone, policy, clock):
    clock.to("2026-03-07 23:55")
    open_case(desk, policy, Item.PD, illness="儿子发热", wish={"department": "儿科"})
    (one,) = phone.board().waiting
    assert (one.phone, one.words, one.due - one.since) == ("138****5521", "儿科·儿子发热", timedelta(minutes=10))
    assert f"{one.due:%m-%d %H:%M}" == "03-08 00:05"


@pytest.mark.rule("G-02")
def test_a_number_leads_to_the_insured_first_and_marks_contacts(phone, policy):
    first, second = phone.callers("138 0000 5521")
    assert (first.name, first.words) == ("陈*宇", "本人·被保险人·男 61 岁")
    assert (first.insured, first.policy) == (True, "6608****3012")
    assert (second.name, second.words, second.insured, second.served) == ("陈*敏", "女儿·联系人", False, "陈*宇")
    assert first.policy_id == second.policy_id == policy
    assert phone.callers("13900000000") == ()
    with pytest.raises(BadInput, match="11 位"):
        phone.callers("1380000")


@pytest.mark.usefixtures("policy")
def test_somebody_who_rings_is_taken_at_once(phone, card):
    done = phone.begin(phone.callers(PHONE)[1], card)
    assert phone.board().mine == done.case_id
    assert phone.board().busy == {card.id}
    sheet = phone.sheet(done.case_id)
    assert (sheet.doctor, sheet.waited, sheet.entrance, sheet.recorded) == ("陆远", 0, "电话", False)


@pytest.mark.usefixtures("policy")
def test_without_a_policy_in_force_nobody_is_served(phone, card, clock):
    clock.to("2027-03-02 21:40")
    with pytest.raises(BadInput, match="没有生效的保单"):
        phone.begin(phone.callers(PHONE)[0], card)


@pytest.mark.rule("PD-03")
def test_one_who_may_not_answer_takes_no_call(desk, phone, policy):
    (young,) = hired(phone, doctor("方哲", title="住院医师"))
    outcome = phone.answer(open_case(desk, policy, Item.PD), young)
    assert isinstance(outcome, Refusal)
    assert outcome.rules == ("PD-03",)


@pytest.mark.rule("PD-05")
def test_what_was_said_is_kept_with_the_notice(desk, phone, taken):
    assert phone.sheet(taken).waited == 42
    phone.keep(taken, {**ADVISED, "background": {"history": "高血压 10 年", "allergy": "青霉素"}})
    assert timeline(desk, taken)[0] == (
        "record_call", "健康建议，内科，感冒三天，多饮水，三天不退热就诊；已口头告知仅供参考",
    )
    assert (phone.board().mine, phone.board().waiting, phone.sheet(taken).recorded) == (0, (), True)
    assert phone.sheet(taken).known == {"history": "高血压 10 年", "allergy": "青霉素"}


@pytest.mark.rule("PD-05")
@pytest.mark.rule("G-02")
@pytest.mark.rule("PD-01")
def test_everything_that_is_missing_is_named_at_once(phone, taken):
    outcome = phone.keep(taken, {**ADVISED, "complaint": "突然胸痛", "checked": ("name",), "notice_told": False})
    assert outcome.rules == ("G-02", "PD-01", "PD-05")
    assert "证件后 4 位、出生年月" in outcome.sentence
    assert "胸痛" in outcome.sentence


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"outcome": ""}, "选择这次通话的结果"),
        ({"advice": " "}, "写下主诉、建议"),
        ({"advice_kind": "other"}, "不在可选之列"),
        ({"department": "眼科"}, "没有科室"),
        ({"outcome": "emergency"}, "先告知客户拨打 120"),
        ({"outcome": "invalid", "reason": ""}, "写明无效或中断的原因"),
        ({"outcome": "call_back"}, "须选定时间"),
        ({"again_at": parse_moment("2026-03-03 09:00")}, "只有约回呼"),
        ({"outcome": "call_back", "again_at": parse_moment("2026-03-02 21:00")}, "在现在之后"),
        ({"seconds": 90_000}, "24 小时"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(phone, taken, more, sentence):
    with pytest.raises(BadInput, match=sentence):
        phone.keep(taken, {**ADVISED, **more})
    assert phone.board().mine == taken


def test_a_call_to_be_returned_waits_until_it_was(phone, taken, card, clock):
    said = {"outcome": "call_back", "again_at": parse_moment("2026-03-03 09:00"), "notice_told": True}
    phone.keep(taken, {**said, "complaint": "等化验结果"})
    (one,) = phone.board().waiting
    assert (one.case_id, one.call_back, one.words) == (taken, True, "等化验结果")
    assert f"{one.due:%m-%d %H:%M}" == "03-03 09:00"
    clock.to("2026-03-03 09:02")
    phone.answer(taken, card)
    assert phone.board().mine == taken
    phone.keep(taken, ADVISED)
    assert phone.board().waiting == ()


def test_a_call_for_another_doctor_waits_for_one(phone, taken):
    phone.keep(taken, {"outcome": "transfer", "department": "儿科", "notice_told": True})
    (one,) = phone.board().waiting
    assert (one.words, one.call_back, one.due - one.since) == ("儿科", False, timedelta(minutes=10))


@pytest.mark.rule("PD-04")
def test_earlier_questions_of_the_person_are_shown(desk, phone, taken, policy, clock):
    phone.keep(taken, ADVISED)
    clock.to("2026-03-05 10:00")
    again = open_case(desk, policy, Item.PD)
    (one,) = phone.sheet(again).past
    assert (one.case_id, one.words, one.end) == (taken, "感冒三天", "健康建议")
    assert [match.insured for match in phone.sheet(again).matches] == [True, False]


def test_another_service_is_opened_with_a_link_on_both_timelines(desk, phone, taken):
    done = phone.turn(taken, {"item": "GC.outpatient", "city": "上海", "reason": "客户要绿通"})
    (other,) = set(done.changed) - {taken}
    assert timeline(desk, taken)[0] == ("turn_into", "专家门诊 GT-260302-001 客户要绿通")
    assert timeline(desk, other)[0][0] == "came_from"
    assert "DH-260302-001" in timeline(desk, other)[0][1]


@pytest.mark.rule("G-08")
def test_a_service_whose_right_is_gone_is_refused_and_nothing_is_written(desk, phone, taken):
    phone.turn(taken, {"item": "GC.outpatient"})
    before = timeline(desk, taken)
    assert "G-08" in phone.turn(taken, {"item": "GC.outpatient"}).rules
    assert timeline(desk, taken) == before
    with pytest.raises(BadInput, match="不能转为"):
        phone.turn(taken, {"item": "PD"})


@pytest.mark.rule("T-07")
def test_statistics_count_against_the_desks_own_target(desk, phone, card, policy, clock):
    for start, wait, minutes in (("2026-03-02 21:00", 1, 4), ("2026-03-02 21:30", 10, 6), ("2026-03-02 22:00", 11, 8)):
        clock.to(start)
        case = open_case(desk, policy, Item.PD)
        clock.now += timedelta(minutes=wait)
        phone.answer(case, card)
        clock.now += timedelta(minutes=minutes)
        phone.keep(case, {**ADVISED, "seconds": minutes * 60})
    open_case(desk, policy, Item.PD)
    told = phone.figures(parse_moment("2026-03-02 00:00"), parse_moment("2026-03-03 00:00"))
    assert (told.whole.calls, told.whole.answered, told.whole.within, told.target) == (4, 3, 2, 10)
    assert (told.median_wait, told.median_length) == (600, 360)
    assert [(one.name, one.calls) for one in told.departments] == [("内科", 3), ("未分科", 1)]
    assert {one.name: one.within for one in told.hours if one.calls} == {"21": 2, "22": 0}
    assert dict(told.ends)["健康建议"] == 3
    empty = phone.figures(parse_moment("2026-04-02 00:00"), parse_moment("2026-04-03 00:00"))
    assert (empty.whole.share, empty.median_wait, empty.departments) == (None, None, ())
