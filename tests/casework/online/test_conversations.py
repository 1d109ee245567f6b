"""What customer and desk write to one another (OC-01 to OC-03), and what the list says of it, on both engines."""

import io

import pytest

from desktop.casework import consult, files, undoing
from desktop.casework.acting import BadInput
from desktop.casework.attachment_desk import AttachmentDesk
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Entry
from desktop.casework.online.online_desk import OnlineDesk, kept_file, known_file
from desktop.casework.online.rows import AnswerDraft
from desktop.casework.online.words import illness_words, illnesses_in, phrases
from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.vocabulary import Item, Refusal
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import done

PERSON = MANAGER.person


@pytest.fixture
def talk(desk) -> int:
    """A conversation that has just begun, at 09:10."""
    return open_case(desk, add_policy(desk), Item.OC, entrance="wechat", remark="体检血脂高，要吃药吗")


@pytest.fixture
def online(desk) -> OnlineDesk:
    """What that person's screen asks."""
    return OnlineDesk(desk, PERSON)


def picture(desk, name: str = "化验单.png") -> Arrival:
    """A stored picture."""
    stored = AttachmentDesk(desk, PERSON).contents.put(io.BytesIO(name.encode()))
    return Arrival(name, "png", stored.sha256, stored.size, kind="report", pages=1, width=40, height=30)


def bubbles(online: OnlineDesk, case: int) -> list[tuple[str, str]]:
    """Who said what."""
    return [(one.side, one.text) for one in online.talk(case).said]


@pytest.mark.rule("OC-01")
def test_words_and_pictures_go_both_ways(desk, online, talk, clock):
    clock.to("2026-03-02 09:12")
    done(consult.message(desk, talk, MANAGER, text="这是化验单", arrivals=[picture(desk)]))
    clock.to("2026-03-02 09:20")
    done(consult.answer(desk, talk, MANAGER, text="先调整饮食", arrivals=[picture(desk, "饮食图.png")]))
    said = online.talk(talk).said
    assert [(one.side, one.text, [file.title for file in one.pictures]) for one in said] == [
        ("middle", "微信", []), ("customer", "体检血脂高，要吃药吗", []), ("customer", "这是化验单", ["化验单.png"]),
        ("middle", "已自动回执“收到，医生尽快答复”，不算首答", []), ("desk", "先调整饮食", ["饮食图.png"]),
    ]  # fmt: skip


@pytest.mark.rule("OC-03")
def test_every_answer_carries_the_notice_whatever_is_written(desk, online, talk):
    for text in ("", "可以吃", "本条不附提示"):
        done(consult.answer(desk, talk, MANAGER, text=text))
    answers = [one for one in online.talk(talk).said if one.side == "desk"]
    assert len(answers) == 3
    assert all("仅供参考" in one.notice and "医疗机构" in one.notice for one in answers)


def test_the_receipt_is_written_once_a_turn(desk, online, talk):
    for text in ("在吗", "在吗在吗"):
        done(consult.message(desk, talk, MANAGER, text=text))
    assert sum("自动回执" in text for _, text in bubbles(online, talk)) == 1
    done(consult.answer(desk, talk, MANAGER, text="在的"))
    done(consult.message(desk, talk, MANAGER, text="那要不要复查"))
    assert sum("自动回执" in text for _, text in bubbles(online, talk)) == 2


def test_an_empty_message_is_no_message(desk, talk):
    with pytest.raises(BadInput, match="客户来信"):
        consult.message(desk, talk, MANAGER, text="  ")


@pytest.mark.rule("OC-01")
def test_the_list_says_whose_turn_it_is_and_the_longest_waiting_come_first(desk, online, talk, clock):
    policy = add_policy(desk, "P2")
    again, waits = (open_case(desk, policy, Item.OC, remark=words) for words in ("血糖 9.8", "皮疹"))
    clock.to("2026-03-02 09:20")
    done(consult.answer(desk, again, MANAGER, text="请复查"))
    done(consult.ask_more(desk, waits, MANAGER, asked=["照片"]))
    clock.to("2026-03-02 09:21")
    done(consult.message(desk, again, MANAGER, text="复查 7.1"))
    second = open_case(desk, policy, Item.OC, remark="胃胀")
    rows = online.talks().rows
    assert [(row.case_id, row.turn) for row in rows] == [
        (talk, "first"), (second, "first"), (again, "again"), (waits, "customer")
    ]
    assert rows[0].due == clock.now.replace(minute=40)
    assert (rows[2].snippet, rows[2].due, rows[2].answered_in_time) == ("复查 7.1", None, True)
    assert rows[3].snippet == "等客户补照片"
    assert rows[3].due == rows[0].due, "asking is no answer"


@pytest.mark.rule("OC-01")
def test_the_median_is_that_of_todays_first_answers_alone(desk, online, talk, clock):
    assert online.talks().median is None
    policy = add_policy(desk, "P2")
    cases = [talk, *(open_case(desk, policy, Item.OC) for _ in range(2))]
    for minute, case in zip((14, 20, 50), cases, strict=True):
        clock.to(f"2026-03-02 09:{minute}")
        done(consult.answer(desk, case, MANAGER, text="好"))
        done(consult.answer(desk, case, MANAGER, text="再补一句"))
    assert online.talks().median == 10
    clock.to("2026-03-03 09:00")
    assert online.talks().median is None


def test_an_answer_taken_back_leaves_the_clock_running_and_its_pictures_off(desk, online, talk):
    sent = done(online.answer(talk, "请面诊", [picture(desk)], "c1"))
    assert done(online.answer(talk, "请面诊", [picture(desk)], "c1")).seq == sent.seq
    done(undoing.undo(desk, talk, MANAGER, record=sent.seq))
    told = online.talk(talk)
    assert told.row.turn == "first"
    assert not told.files


def test_a_doctor_is_named_and_the_owner_stays(desk, online, talk):
    done(files.take(desk, talk, MANAGER))
    done(consult.refer(desk, talk, MANAGER, doctor="贺文静", question="要不要用药"))
    told = online.talk(talk)
    assert (told.doctor, told.row.owner) == ("贺文静", PERSON)
    with pytest.raises(BadInput, match="哪位医生"):
        consult.refer(desk, talk, MANAGER, doctor=" ")


def test_words_of_an_emergency_stay_on_top_until_somebody_settles_them(desk, online, talk):
    done(consult.message(desk, talk, MANAGER, text="刚才突然胸痛，出冷汗"))
    alarm = online.talk(talk).alarms[0]
    assert (alarm.title, alarm.words[0]) == ("胸痛", "胸痛")
    assert "120" in alarm.say
    done(consult.settle_sign(desk, talk, MANAGER, way="told_120"))
    assert not online.talk(talk).alarms
    done(consult.message(desk, talk, MANAGER, text="又胸痛了"))
    assert online.talks().rows[0].flagged == ("胸痛",)
    with pytest.raises(BadInput, match="为什么不是急症"):
        consult.settle_sign(desk, talk, MANAGER, way="no_emergency")


def test_a_word_of_a_critical_illness_is_named_unless_it_is_denied(desk, online, talk):
    done(consult.message(desk, talk, MANAGER, text="没有癌细胞吧"))
    assert online.talk(talk).trigger is None
    done(consult.message(desk, talk, MANAGER, text="病理写着左乳浸润性癌"))
    assert online.talk(talk).trigger == ("浸润性癌", "恶性肿瘤——重度")
    assert not illnesses_in("体检癌胚抗原正常")


def test_every_illness_word_stands_for_an_illness_of_the_standard():
    titles = {one.name for one in ILLNESSES}
    assert {sign.title for sign in illness_words().signs} <= titles
    words = [word for sign in illness_words().signs for word in sign.words]
    assert len(words) == len(set(words))


def test_a_draft_with_its_picture_comes_back_for_this_person_alone(desk, online, talk):
    draft = AnswerDraft("写到一半", (kept_file(picture(desk)),))
    online.keep_draft(talk, draft)
    assert online.draft(talk) == draft
    assert known_file(dict(online.draft(talk).files[0])) == picture(desk)
    assert OnlineDesk(desk, "别人").draft(talk) == AnswerDraft()
    done(online.answer(talk, "写完了", (), "c1"))
    assert online.draft(talk) == AnswerDraft()


def test_closing_keeps_the_summary_and_ends_the_conversation(desk, online, talk):
    done(consult.answer(desk, talk, MANAGER, text="好"))
    done(files.close(desk, talk, MANAGER, summary="血脂偏高，饮食指导"))
    assert not online.talks().rows
    assert bubbles(online, talk)[-1] == ("middle", "已结束会话。小结：血脂偏高，饮食指导")
    assert isinstance(consult.message(desk, talk, MANAGER, text="还在吗"), Refusal)


def test_phrases_are_found_by_their_title_and_say_who_must_approve_them():
    found = phrases()
    assert len({one.title for one in found}) == len(found) >= 10
    assert all(one.text and "医师" in one.note and not one.own for one in found)


def test_what_another_person_writes_is_not_taken_back_by_me(desk, talk):
    sent = done(consult.answer(desk, talk, Entry("周岚"), text="好"))
    assert isinstance(undoing.undo(desk, talk, MANAGER, record=sent.seq), Refusal)
