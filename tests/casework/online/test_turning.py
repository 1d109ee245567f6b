"""A conversation becomes another service: checked before, linked both ways, and taken back, on both engines."""

import io

import pytest
from sqlalchemy import func, select

from desktop.casework import consult, files, reviewing
from desktop.casework.attachment_desk import AttachmentDesk
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Entry
from desktop.casework.online.online_desk import OnlineDesk
from desktop.casework.online.rows import HandOver
from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Case
from tests.casework.desks import CANCER, MANAGER, add_policy, open_case
from tests.casework.journeys import done

WISH = HandOver("GC.outpatient", "复旦大学附属肿瘤医院", "乳腺外科", "上海", "恶性肿瘤——重度", reason="病理确诊")


@pytest.fixture
def policy(desk) -> int:
    """The customer's policy."""
    return add_policy(desk)


@pytest.fixture
def talk(desk, policy) -> int:
    """A conversation with a picture."""
    case = open_case(desk, policy, Item.OC, entrance="wechat", remark="穿刺结果是乳腺癌")
    stored = AttachmentDesk(desk, MANAGER.person).contents.put(io.BytesIO(b"pathology"))
    arrival = Arrival("病理报告.png", "png", stored.sha256, stored.size, kind="pathology", pages=1)
    done(consult.message(desk, case, MANAGER, text="报告在下面", arrivals=[arrival]))
    return case


@pytest.fixture
def online(desk) -> OnlineDesk:
    """What that person's screen asks."""
    return OnlineDesk(desk, MANAGER.person)


def turned(online: OnlineDesk, talk: int) -> tuple[int, int]:
    """The record of the hand-over and the case it opened."""
    file = online.talk(talk).files[0].ids[0]
    seq = done(online.turn(talk, WISH._replace(files=(file,)), ("客户：穿刺结果是乳腺癌",), "c1")).seq
    return seq, next(link.case_id for link in online.talk(talk).links if link.to)


def view(desk, case: int):
    """A case as its page shows it."""
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), MANAGER.person)


@pytest.mark.rule("G-08")
def test_the_check_says_what_would_be_reserved_and_writes_nothing(online, talk):
    told = online.check(talk, WISH)
    assert [(line.title, line.ok) for line in told.lines] == [
        ("本人是被保险人", True), ("保单有效", True), ("专家门诊权益", True), ("没有在办的专家门诊", True)
    ]
    assert (told.refusals, told.reserves) == ((), "预留专家门诊权益 1 次")
    assert any("工作日" in when or "前" in when for _, when in told.ahead)
    assert len(online.talks().rows) == 1


@pytest.mark.rule("D-03")
def test_an_open_booking_is_named_before_and_refused(desk, online, talk, policy):
    other = open_case(desk, policy)
    told = online.check(talk, WISH)
    assert told.refusals
    assert told.open_case == other
    assert [line.title for line in told.lines if not line.ok] == ["专家门诊权益", "没有在办的专家门诊"]
    assert isinstance(online.turn(talk, WISH, (), "c1"), Refusal)
    assert not online.talk(talk).links


def test_an_admission_wants_its_certificate_first(online, talk):
    told = online.check(talk, WISH._replace(item="GC.inpatient"))
    assert told.refusals
    assert ("已有住院证", False) in [(line.title, line.ok) for line in told.lines]


@pytest.mark.rule("OC-02")
def test_files_and_words_go_along_and_both_timelines_name_the_other(desk, online, talk):
    _, opened = turned(online, talk)
    ours, theirs = view(desk, talk), view(desk, opened)
    assert [entry.detail for entry in ours.timeline if entry.verb == "turn_into"] == [
        f"专家门诊 {theirs.number} 病理确诊"
    ]
    assert [entry.detail for entry in theirs.timeline if entry.verb == "came_from"] == [f"{ours.number} 病理确诊"]
    assert any("会话记录 1 条" in entry.detail for entry in theirs.timeline)
    assert [one.title for one in AttachmentDesk(desk, "林管家").listing(opened)] == ["病理报告.png"]
    assert online.talk(talk).trigger is None, "it has been acted on"


@pytest.mark.rule("G-08")
def test_taking_it_back_gives_the_right_back_and_cuts_the_link(desk, online, talk):
    seq, opened = turned(online, talk)
    assert {tile.left for tile in view(desk, opened).quotas if tile.name == "GC.outpatient"} == {0}
    done(online.turn_back(talk, seq, "c2"))
    done(online.turn_back(talk, seq, "c2"))
    assert view(desk, opened).state == "cancelled"
    assert {tile.left for tile in view(desk, opened).quotas if tile.name == "GC.outpatient"} == {1}
    assert not online.talk(talk).links
    assert online.talk(talk).trigger is not None
    assert verify(desk).differences == ()


@pytest.mark.rule("D-09")
def test_a_case_somebody_has_gone_on_with_is_not_taken_back(desk, online, talk):
    seq, opened = turned(online, talk)
    done(reviewing.review(desk, opened, Entry("陈凯"), outcome="confirmed", illness=CANCER))
    refused = online.turn_back(talk, seq, "c2")
    assert isinstance(refused, Refusal)
    assert "陈凯" in refused.sentence
    assert view(desk, opened).state == "open"


def test_a_conversation_that_is_over_turns_into_nothing(desk, online, talk):
    done(consult.answer(desk, talk, MANAGER, text="好"))
    done(files.close(desk, talk, MANAGER))
    assert "D-08" in online.turn(talk, WISH, (), "c1").rules
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
