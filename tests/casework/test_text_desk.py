"""Texts to one customer: which suit now, that each ends its task, and that those overtaken do not go."""

import pytest
from sqlalchemy import select

from desktop.casework import files, green_channel, handing_over, jobs, messages, reviewing, stale_texts
from desktop.casework.applying import Application, apply
from desktop.casework.board_desk import BoardDesk
from desktop.casework.desk import Entry
from desktop.casework.message_rows import Queued
from desktop.casework.rows import Done
from desktop.casework.suiting_texts import OCCASIONS
from desktop.casework.text_desk import TextDesk
from desktop.casework.text_values import WORDED, material_words
from desktop.casework.texts import text_set
from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Message, Record
from tests.casework.booked import add_customer, add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock

VISIT = "2026-09-29 09:30"


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk):
    """A desk with two escorts, on SQLite and on PostgreSQL."""
    add_escort(desk)
    add_escort(desk, "唐佳", "13800004472")
    return desk


@pytest.fixture
def texts(desk):
    """The texts as a person's screen asks for them, with a gateway that takes everything."""
    return TextDesk(BoardDesk(desk, "林管家", lambda _desk, _ids: None))


@pytest.fixture
def told(desk, clock):
    """A visit whose customer was told of 何敏."""
    case = book_visit(desk, clock, VISIT, escort="何敏")
    assert isinstance(green_channel.notify(desk, case, MANAGER, by="sms"), Done)
    return case


@pytest.fixture
def fresh(desk):
    """A case that was just applied for."""
    return apply(desk, add_customer(desk, "P-9", "李燕"), Application(Item.OUTPATIENT), MANAGER).case_id


def change_escort(desk, case, name="唐佳"):
    start = parse_moment(VISIT)
    done = jobs.assign_escort(desk, case, MANAGER, escort=name, from_=start, to=start.replace(hour=12))
    assert isinstance(done, Done), done


def purposes(texts, case):
    return [one.purpose for one in texts.choice(case).texts]


def task(desk, case, name):
    with desk.reading() as session:
        tasks = case_view(session, desk, case, desk.clock(), "林管家").tasks
    return next((one.done for one in tasks if one.name == name), None)


def row(desk, message_id):
    with desk.reading() as session:
        return session.get(Message, message_id)


def last_record(desk, case):
    with desk.reading() as session:
        return session.scalars(select(Record).where(Record.case_id == case).order_by(Record.seq.desc())).first()


@pytest.mark.rule("GC-08")
def test_after_a_change_of_escort_the_customer_is_told_by_text_and_the_task_ends(desk, clock, texts, told):
    assert task(desk, told, "tell_escort") is True
    change_escort(desk, told)
    assert task(desk, told, "tell_escort") is False
    choice = texts.choice(told)
    assert (choice.texts[choice.chosen].purpose, choice.texts[0].why) == ("escort_changed", "已改派唐佳，客户还不知道")
    shown = texts.preview(told, "escort_changed", {})
    assert (shown.problem, shown.consequence, shown.segments) == ("", "", 1)
    assert "9月29日周二陪诊员变更为唐佳，电话13800004472" in shown.body
    sent = texts.send(told, "escort_changed", {})
    assert task(desk, told, "tell_escort") is False
    clock.to("2026-09-23 10:05")
    assert texts.mark_sent(told, "escort_changed", {}, "工作手机").sentence == ""
    assert row(desk, sent.message_id).proof == "林管家 2026-09-23 10:05 工作手机"
    assert (last_record(desk, told).verb, last_record(desk, told).text) == ("send_text", "发短信 · 陪诊变更")
    assert task(desk, told, "tell_escort") is True
    assert "escort_changed" not in purposes(texts, told)
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-08")
def test_every_later_change_of_escort_is_told_anew(desk, texts, told):
    for name in ("唐佳", "何敏", "唐佳"):
        change_escort(desk, told, name)
        assert task(desk, told, "tell_escort") is False
        assert texts.mark_sent(told, "escort_changed", {}, "手机短信").sentence == ""
        assert task(desk, told, "tell_escort") is True


@pytest.mark.rule("GC-08")
def test_a_call_that_reached_the_customer_tells_of_the_escort_too(desk, texts, told):
    change_escort(desk, told)
    files.call(desk, told, MANAGER, outcome="no_answer")
    assert "escort_changed" in purposes(texts, told)
    files.call(desk, told, MANAGER, outcome="reached")
    assert "escort_changed" not in purposes(texts, told)


@pytest.mark.rule("GC-08")
def test_a_text_that_names_the_escort_before_does_not_go_and_does_not_end_the_task(desk, texts, told):
    change_escort(desk, told)
    old = texts.send(told, "escort_changed", {}).message_id
    change_escort(desk, told, "何敏")
    assert (row(desk, old).state, row(desk, old).failure) == ("withdrawn", stale_texts.OVERTAKEN)
    assert isinstance(messages.record_sent(desk, old, MANAGER, proof="手机短信"), Done)
    assert (row(desk, old).state, task(desk, told, "tell_escort")) == ("manual", False)


@pytest.mark.rule("GC-08")
def test_a_notice_that_named_nobody_leaves_the_escort_to_be_told(desk, clock, texts):
    case = book_visit(desk, clock, VISIT)
    notice = texts.send(case, "notice", {}).message_id
    change_escort(desk, case, "何敏")
    messages.record_sent(desk, notice, MANAGER, proof="手机短信")
    assert task(desk, case, "tell_escort") is False
    assert "陪诊员为何敏" in texts.preview(case, "escort_changed", {}).body


@pytest.mark.rule("GC-09")
def test_a_queued_reminder_that_names_another_escort_is_withdrawn(desk, clock, texts, told):
    clock.to("2026-09-28 10:00")
    reminder = texts.send(told, "reminder", {}).message_id
    change_escort(desk, told)
    assert (row(desk, reminder).state, row(desk, reminder).failure) == ("withdrawn", stale_texts.OTHER_ESCORT)


def test_three_unanswered_calls_ask_for_one_text_and_it_ends_the_task(desk, clock, texts, fresh):
    for at in ("2026-09-23 09:20", "2026-09-23 11:20", "2026-09-24 09:00"):
        clock.to(at)
        files.call(desk, fresh, MANAGER, outcome="no_answer")
    choice = texts.choice(fresh)
    assert (choice.texts[0].purpose, choice.texts[0].why) == ("lost_contact", "3 次未接")
    assert task(desk, fresh, "lost_contact") is False
    assert "请回电400-000-0000" in texts.preview(fresh, "lost_contact", {}).body
    texts.mark_sent(fresh, "lost_contact", {}, "手机短信")
    assert task(desk, fresh, "lost_contact") is True
    with desk.reading() as session:
        assert case_view(session, desk, fresh, clock(), "林管家").next_call == "客户失联，等回电"


def test_a_lost_contact_text_is_withdrawn_when_the_customer_calls(desk, texts, fresh):
    for _ in range(3):
        files.call(desk, fresh, MANAGER, outcome="no_answer")
    queued = texts.send(fresh, "lost_contact", {}).message_id
    files.call(desk, fresh, MANAGER, outcome="reached")
    assert (row(desk, queued).state, row(desk, queued).failure) == ("withdrawn", stale_texts.OVERTAKEN)
    assert "lost_contact" not in purposes(texts, fresh)


@pytest.mark.rule("GC-02")
def test_wanted_material_is_named_without_an_illness_and_may_be_worded(desk, texts, fresh):
    reviewing.review(desk, fresh, MANAGER, outcome="more_material", missing=["身份证正反面", "病理报告", "既往病历"])
    assert texts.choice(fresh).texts[0].purpose == "material_wanted"
    shown = texts.preview(fresh, "material_wanted", {})
    assert "还需补充：身份证正反面、诊断所依据的检查报告、既往病历。请于10月8日周四前提交" in shown.body
    assert "病理" not in shown.body
    assert [blank.name for blank in shown.blanks] == ["items", "due"]
    worded = texts.preview(fresh, "material_wanted", {"due": "9月28日", "tel": "13900000000"})
    assert "请于9月28日前提交" in worded.body
    assert "13900000000" not in worded.body


@pytest.mark.parametrize(
    ("given", "problem"),
    [({"items": "肿瘤病理切片"}, "疾病字样「瘤」"), ({"due": ""}, "还缺「截止时间」"),
     ({"items": "材料" * 18}, "有 36 字，网关最多 35 字")],
)  # fmt: skip
def test_what_keeps_a_text_from_going_is_said(desk, texts, fresh, given, problem):
    reviewing.review(desk, fresh, MANAGER, outcome="more_material", missing=["身份证"])
    assert problem in texts.preview(fresh, "material_wanted", given).problem
    assert problem in texts.send(fresh, "material_wanted", given).sentence


def test_a_deadline_that_has_passed_is_promised_to_nobody(clock, texts, fresh):
    assert texts.preview(fresh, "accepted", {}).blanks[0].value == "9月24日周四18:00"
    clock.to("2026-09-28 10:00")
    assert "还缺「截止时间」" in texts.preview(fresh, "accepted", {}).problem


def test_material_words_fit_and_count_the_rest():
    assert material_words(["身份证", "病历"], 35) == "身份证、病历"
    assert material_words(["癌症诊断书", "病理报告"], 35) == "诊断所依据的检查报告，另1项见申请入口"
    assert material_words(["癌症诊断书"], 35) == "1项材料，详见申请入口"
    long = [f"出院小结及完整病程记录{number}" for number in range(4)]
    assert len(material_words(long, 35)) <= 35
    assert material_words(long, 35).endswith("另2项见申请入口")


def test_the_same_text_is_not_sent_twice_and_is_offered_after_the_others(texts, fresh):
    assert purposes(texts, fresh) == ["accepted"]
    first = texts.send(fresh, "accepted", {})
    assert "已在发送" in texts.send(fresh, "accepted", {}).sentence
    assert (texts.choice(fresh).texts[0].state, texts.choice(fresh).texts[0].is_open) == ("queued", False)
    assert texts.withdraw(first.message_id).sentence == ""
    assert texts.choice(fresh).texts[0].is_open


def test_a_text_that_answers_no_step_may_go_again_once_the_last_is_settled(desk, texts, fresh):
    files.note(desk, fresh, MANAGER, text="客户投诉等候太久")
    assert "complaint" in purposes(texts, fresh)
    assert texts.send(fresh, "complaint", {}).message_id
    assert "已在发送" in texts.send(fresh, "complaint", {}).sentence
    texts.mark_sent(fresh, "complaint", {}, "手机短信")
    assert texts.send(fresh, "complaint", {}).message_id


@pytest.mark.rule("D-08")
def test_a_closed_case_has_no_texts(desk, texts, fresh):
    files.cancel(desk, fresh, MANAGER, by="customer")
    assert purposes(texts, fresh) == []
    assert isinstance(messages.send(desk, fresh, MANAGER, purpose="accepted"), Queued) is False


@pytest.mark.rule("GC-14")
def test_a_visit_moved_or_cancelled_withdraws_its_queued_text_at_once_and_keeps_it(desk, clock, texts):
    moved, gone = book_visit(desk, clock, VISIT), book_visit(desk, clock, VISIT, "崔民")
    first, second = (texts.send(case, "notice", {}).message_id for case in (moved, gone))
    green_channel.rebook(desk, moved, Entry("唐管家"), visit_at=parse_moment("2026-10-09 10:20"), cause="customer")
    files.cancel(desk, gone, MANAGER, by="customer")
    for message in (row(desk, first), row(desk, second)):
        assert (message.state, message.failure) == ("withdrawn", stale_texts.STALE)
        assert message.body
        assert message.settled_at is not None
    assert row(desk, first).settled_by == "唐管家"


def test_at_night_a_text_waits_for_the_morning_and_then_goes(desk, clock, fresh):
    taken = []
    board = BoardDesk(desk, "林管家", lambda _desk, ids: taken.extend(ids))
    texts = TextDesk(board)
    clock.to("2026-09-23 20:30")
    assert texts.preview(fresh, "accepted", {}).waits == "20:00 后暂存，明天 08:00 发"
    sent = texts.send(fresh, "accepted", {})
    assert (sent.waits, taken, handing_over.outgoing(desk, by_hand=True)) == ("20:00 后暂存，明天 08:00 发", [], [])
    clock.to("2026-09-24 07:59")
    assert (board.release(), text_set().waiting_words(clock())) == (0, "20:00 后暂存，今天 08:00 发")
    clock.to("2026-09-24 08:00")
    assert (board.release(), taken) == (1, [sent.message_id])
    assert [one.id for one in handing_over.outgoing(desk, by_hand=True)] == [sent.message_id]


def test_every_template_has_an_occasion_and_every_worded_value_its_place():
    used = {one.template for one in OCCASIONS.values()}
    late = ("OP_BOOKED", "IP_BOOKED", "T1_REMIND", "IP_REMIND")
    made = {"IP_BOOKED", "IP_REMIND", "IP_EVE_REMIND", "ESCORT_SET"} | {f"{code}_LATER" for code in late}
    assert set(text_set().templates) == used | made
    for purpose, names in WORDED.items():
        assert set(names) <= set(text_set().templates[OCCASIONS[purpose].template].variables)
