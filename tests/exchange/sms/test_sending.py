"""Texts through a cloud: each goes once whatever happens, accepted is not delivered, and only delivery locks."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import select

from desktop.casework import green_channel, messages
from desktop.casework.acting import BadInput
from desktop.casework.desk import open_desk
from desktop.casework.gateways import claiming, templates
from desktop.casework.gateways.settings import TextSettings, keep_text_settings, text_settings
from desktop.casework.message_rows import Handed
from desktop.exchange.http_door import Limits
from desktop.exchange.sms.choosing import open_sender
from desktop.exchange.sms.gateway import NotTaken
from desktop.exchange.sms.sending import PERSON, Sender
from desktop.faults import InputFault
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import Refusal
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from desktop.models.tables import Case, Message, TextDispatch
from tests.casework.booked import book_visit
from tests.casework.desks import CALENDAR, KEY, MANAGER, HandClock, scratch_desk
from tests.exchange.partners import serving
from tests.exchange.sms.clouds import KEY_ID, KEY_SECRET, FakeAliyun, FakeTencent

ONE_CLOUD = pytest.mark.parametrize("cloud", [FakeAliyun], indirect=True)
"""For what the desk decides and no cloud."""

SHORT = Limits(connect=1, silence=0.2, whole=1)


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk_url, clock):
    """A desk with one notice that waits, on SQLite and on PostgreSQL."""
    made = scratch_desk(desk_url, clock)
    yield made
    made.store.engine.dispose()


@pytest.fixture(params=[FakeAliyun, FakeTencent], ids=["aliyun", "tencent"])
def cloud(request, monkeypatch):
    """Each cloud in turn, with the key that it knows."""
    monkeypatch.setenv("CAREDESK_SMS_KEY_ID", KEY_ID)
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", KEY_SECRET)
    return request.param()


def waiting(desk, clock, visit="2026-09-29 09:30", name="王芳"):
    return messages.send(desk, book_visit(desk, clock, visit, name), MANAGER, purpose="notice").message_id


@contextmanager
def sender(desk, cloud, approved=True, **more):
    with serving(cloud) as base:
        settings = TextSettings(cloud.kind, url=base, app_id="1400006666", sign="健管台")
        if approved:
            for number, code in enumerate(("OP_BOOKED", "OP_BOOKED_LATER"), 100):
                templates.register(desk, cloud.kind, code, str(number), "孟主管")
            templates.keep_approvals(desk, cloud.kind, {
                one: templates.Approval("approved") for one in templates.provider_ids(desk, cloud.kind)})  # fmt: skip
        with open_sender(desk, settings, SHORT, **more) as opened:
            yield opened


def row(desk, message_id):
    with desk.reading() as session:
        return session.get(Message, message_id)


def locked(desk):
    with desk.reading() as session:
        return session.scalar(select(Case.locked))


def dispatch(desk):
    with desk.reading() as session:
        return session.scalars(select(TextDispatch)).one()


@pytest.mark.rule("GC-14")
def test_an_accepted_notice_locks_nothing_its_delivery_does(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        assert line.turn().sent == 1
        assert (row(desk, message).state, locked(desk), cloud.refusals) == ("submitted", False, 0)
        clock.to("2026-09-23 09:12")
        assert line.turn().delivered == 0
        assert row(desk, message).state == "submitted"
        cloud.settle("delivered")
        clock.to("2026-09-23 09:15")
        assert line.turn().delivered == 1
        assert (row(desk, message).state, locked(desk)) == ("delivered", True)
        assert row(desk, message).settled_by == PERSON
        clock.to("2026-09-23 10:30")
        assert line.turn() == (0, 0, 0, 0, 0, (), "")
    assert (cloud.sendings, dispatch(desk).state) == (1, "settled")


def test_what_goes_carries_the_clouds_own_template_and_every_value(desk, clock, cloud):
    waiting(desk, clock)
    with sender(desk, cloud) as line:
        line.turn()
    (given,) = cloud.accepted.values()
    if cloud.kind == "aliyun":
        assert given["PhoneNumbers"] == "13800002046"
        assert '"name":"王芳"' in given["TemplateParam"]
        assert given["TemplateCode"].startswith("1")
    else:
        assert given["PhoneNumberSet"] == ["+8613800002046"]
        assert given["TemplateParamSet"][0] == "王芳"
        assert given["SmsSdkAppId"] == "1400006666"


def test_an_answer_that_never_came_is_asked_for_and_nothing_is_sent_again(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        cloud.mood = "slow"
        assert line.turn().sent == 0
        assert (dispatch(desk).state, row(desk, message).state) == ("unknown", "queued")
        with pytest.raises(BadInput, match="已交给网关"):
            messages.withdraw(desk, message, "林管家")
        clock.to("2026-09-23 09:20")
        cloud.settle("delivered")
        assert line.turn().delivered == 1
    assert (row(desk, message).state, cloud.sendings) == ("delivered", 1)


@ONE_CLOUD
def test_a_text_without_any_trace_goes_to_a_person_and_may_then_be_sent_anew(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        cloud.mood = "error"
        line.turn()
        clock.to("2026-09-23 11:20")
        line.turn()
        assert (row(desk, message).state, row(desk, message).failure) == ("failed", claiming.NO_TRACE)
        again = messages.send(desk, row(desk, message).case_id, MANAGER, purpose="notice").message_id
        assert line.turn().sent == 1
    assert (row(desk, again).state, cloud.sendings) == ("submitted", 2)


@ONE_CLOUD
def test_a_killed_desk_leaves_a_text_that_another_asks_for_and_does_not_send(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        (text,) = claiming.outgoing(desk, "")
        assert claiming.claim(desk, cloud.kind, text) is not None
        assert line.turn().sent == 0
        clock.to("2026-09-23 09:21")
        line.turn()
        assert (dispatch(desk).state, dispatch(desk).failure) == ("unknown", "发送时程序中断")
    assert (cloud.sendings, row(desk, message).state) == (0, "queued")


def test_throttling_waits_and_then_sends_once(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        cloud.mood = "busy"
        assert "慢一点" in line.turn().failure
        assert (dispatch(desk).state, row(desk, message).gateway_no) == ("waiting", "")
        assert line.turn().sent == 0
        clock.to("2026-09-23 09:11")
        assert line.turn().sent == 1
    assert (cloud.sendings, dispatch(desk).tries) == (2, 2)


@ONE_CLOUD
def test_a_text_that_waits_for_a_free_line_can_still_be_pulled_back(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        cloud.mood = "busy"
        line.turn()
        messages.withdraw(desk, message, "林管家")
        clock.to("2026-09-23 10:11")
        assert line.turn().sent == 0
    assert (row(desk, message).state, cloud.sendings) == ("withdrawn", 1)


def test_a_refused_template_fails_its_text_and_stops_the_others_of_it(desk, clock, cloud):
    first, second = waiting(desk, clock), waiting(desk, clock, "2026-09-29 10:30", "李燕")
    with sender(desk, cloud) as line:
        cloud.mood = "template"
        assert line.turn().refused == 2
    assert "模板没有通过或不存在" in row(desk, first).failure
    assert "未通过" in row(desk, second).failure
    assert (cloud.sendings, cloud.accepted) == (1, {})


@pytest.mark.parametrize("state", ["PENDING", "REJECTED"])
def test_a_template_that_is_not_approved_is_not_tried(desk, clock, cloud, state):
    message = waiting(desk, clock)
    cloud.approval = getattr(cloud, state)
    with sender(desk, cloud) as line:
        numbers = templates.provider_ids(desk, cloud.kind)[:30]
        templates.keep_approvals(desk, cloud.kind, line.gateway.approvals(numbers))
        assert line.turn().refused == 1
    failure = row(desk, message).failure
    assert ("审核中" in failure) if state == "PENDING" else ("未通过：含个人号码" in failure)
    assert cloud.sendings == 0


def test_a_wrong_key_sends_nothing_and_says_so(desk, clock, cloud, monkeypatch):
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", "other")
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        assert "不接受本台的密钥" in line.turn().failure
    assert (cloud.refusals, cloud.accepted, row(desk, message).state) == (1, {}, "queued")
    assert "密钥" in claiming.state_of(desk, cloud.kind).failure


def test_receipts_may_repeat_come_late_and_name_strangers(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud) as line:
        line.turn()
        cloud.settle("failed")
        cloud.repeat, cloud.extra = 3, ["somebody-else"]
        clock.to("2026-09-23 09:12")
        turn = line.turn()
        assert (turn.failed, turn.strangers) == (1, 3)
        assert row(desk, message).state == "failed"
        cloud.settle("delivered")
        assert line.take(line.gateway.states([asked(desk)])).delivered == 1
        cloud.settle("failed")
        assert line.take(line.gateway.states([asked(desk)])).failed == 0
    assert row(desk, message).state == "delivered"


def asked(desk):
    one = dispatch(desk)
    return claiming.Asked(one.message_id, one.out_id, one.number, "13800002046", one.claimed_at, True)


@ONE_CLOUD
def test_two_desks_never_send_the_same_text(desk, desk_url, clock, cloud):
    for minute in range(4):
        waiting(desk, clock, f"2026-09-29 09:{30 + minute}", "王芳甲乙丙丁戊"[: 2 + minute % 3] + str(minute))
    other = open_desk(Store(open_engine(desk_url, key=KEY)), clock, CALENDAR, DeskHours())
    with sender(desk, cloud) as line, sender(other, cloud, approved=False) as second, ThreadPoolExecutor(2) as pool:
        turns = list(pool.map(lambda each: [each.send() for _ in range(3)], (line, second)))
    other.store.engine.dispose()
    assert sum(turn.sent for each in turns for turn in each) == 4
    assert cloud.sendings == len(cloud.accepted) == 4


@ONE_CLOUD
def test_at_night_only_what_the_morning_would_be_too_late_for_goes(desk, clock, cloud):
    clock.to("2026-09-23 20:30")
    late = waiting(desk, clock, "2026-09-29 09:30")
    soon = waiting(desk, clock, "2026-09-24 08:30", "李燕")
    with sender(desk, cloud) as line:
        assert line.turn().sent == 1
        assert (row(desk, late).state, row(desk, soon).state) == ("queued", "submitted")
        clock.to("2026-09-24 08:00")
        assert line.turn().sent == 1


@ONE_CLOUD
def test_nobody_at_the_other_end_keeps_the_text_for_later(desk, clock, cloud):
    message = waiting(desk, clock)
    with sender(desk, cloud):
        pass
    settings = TextSettings(cloud.kind, url="http://127.0.0.1:9", app_id="1")
    with open_sender(desk, settings, SHORT) as line:
        assert "连不上" in line.turn().failure
    assert (dispatch(desk).state, row(desk, message).gateway_no) == ("waiting", "")


def test_a_phone_that_got_enough_holds_up_no_other(desk, clock):
    first, second = waiting(desk, clock), waiting(desk, clock, "2026-09-29 10:30", "李燕")

    class Choosy:
        name = "挑剔的网关"

        def submit(self, texts):
            if texts[0].id == first:
                raise NotTaken("这个号码今天够了", wait=60, alone=True)
            return [Handed(texts[0].id, "submitted", "N1")]

        def states(self, _asked):
            return []

    assert Sender(desk, "aliyun", Choosy(), Random(1), registered=False).turn().sent == 1
    assert (row(desk, first).state, row(desk, second).state) == ("queued", "submitted")


@ONE_CLOUD
def test_a_visit_that_moved_takes_its_text_back_before_it_goes(desk, clock, cloud):
    message = waiting(desk, clock)
    case = row(desk, message).case_id
    outcome = green_channel.rebook(desk, case, MANAGER, visit_at=clock.now.replace(day=30), cause="hospital")
    assert not isinstance(outcome, Refusal)
    with sender(desk, cloud) as line:
        assert line.turn().sent == 0
    assert (row(desk, message).state, cloud.sendings) == ("withdrawn", 0)


def test_settings_are_kept_without_a_secret_and_checked(desk, monkeypatch):
    assert not text_settings(desk).active
    keep_text_settings(desk, TextSettings("aliyun", sign="【健管台】"))
    assert text_settings(desk) == TextSettings("aliyun", sign="健管台")
    for wrong in (TextSettings("pigeon"), TextSettings("tencent"), TextSettings("smpp")):
        with pytest.raises(BadInput):
            keep_text_settings(desk, wrong)
    monkeypatch.delenv("CAREDESK_SMS_KEY_ID", raising=False)
    with pytest.raises(InputFault, match="CAREDESK_SMS_KEY_ID"), open_sender(desk, text_settings(desk)):
        pass
