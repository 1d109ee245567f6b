"""The window sends by itself once a gateway is set up, and says what goes wrong once."""

import pytest
from sqlalchemy import select

from desktop.casework import messages
from desktop.casework.gateways import templates
from desktop.casework.gateways.rows import GatewayTurn
from desktop.casework.gateways.settings import TextSettings, keep_text_settings
from desktop.commands.window_desk import WindowBoard, dispatch_or_leave
from desktop.commands.window_gateways import WindowGateways
from desktop.models.tables import Message
from desktop.ui.texts.gateway_post import GatewayPost
from tests.casework.booked import book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.exchange.partners import serving
from tests.exchange.sms.clouds import KEY_ID, KEY_SECRET, FakeAliyun


@pytest.fixture
def desk(tmp_path):
    """A desk with one notice that waits."""
    clock = HandClock("2026-09-23 09:10")
    made = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    messages.send(made, book_visit(made, clock, "2026-09-29 09:30"), MANAGER, purpose="notice")
    yield made
    made.store.engine.dispose()


def state(desk):
    with desk.reading() as session:
        return session.scalar(select(Message.state))


def look(qtbot, post):
    with qtbot.waitSignal(post.turned, timeout=10_000) as found:
        post.look()
    return found.args[0]


def test_without_a_gateway_people_send_and_nothing_is_asked(desk, qtbot, qapp):
    post = GatewayPost(WindowGateways(desk), qapp)
    assert look(qtbot, post) == GatewayTurn()
    dispatch_or_leave(desk, messages.queued(desk))
    assert state(desk) == "submitted"
    post.close()


def test_with_a_gateway_the_text_waits_for_its_round_and_then_goes(desk, qtbot, qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("CAREDESK_SMS_KEY_ID", KEY_ID)
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", KEY_SECRET)
    cloud = FakeAliyun()
    with serving(cloud) as base:
        keep_text_settings(desk, TextSettings("aliyun", url=base))
        WindowBoard(desk, "林悦", tmp_path).dispatch(messages.queued(desk))
        assert state(desk) == "queued"
        for code in ("OP_BOOKED", "OP_BOOKED_LATER"):
            templates.register(desk, "aliyun", code, code, "林悦")
        templates.keep_approvals(desk, "aliyun", {
            code: templates.Approval("approved") for code in ("OP_BOOKED", "OP_BOOKED_LATER")})  # fmt: skip
        post = GatewayPost(WindowGateways(desk), qapp)
        assert look(qtbot, post).active
        post.close()
    assert (state(desk), cloud.sendings) == ("submitted", 1)


def test_a_missing_key_is_told_once(desk, qtbot, qapp, monkeypatch):
    monkeypatch.delenv("CAREDESK_SMS_KEY_ID", raising=False)
    keep_text_settings(desk, TextSettings("aliyun"))
    post, told = GatewayPost(WindowGateways(desk), qapp), []
    post.told.connect(told.append)
    for _ in range(2):
        look(qtbot, post)
    post.close()
    assert len(told) == 1
    assert "CAREDESK_SMS_KEY_ID" in told[0]
