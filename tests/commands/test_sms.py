"""`caredesk sms`: settings, templates, sending and receipts, each told in one line."""

import argparse
import io
import json

import keyring
import pytest

from desktop.casework import messages
from desktop.casework.gateways.settings import text_settings
from desktop.casework.texts import text_set
from desktop.commands import sms
from desktop.commands.failing import EnvironmentFault, UsageFault
from tests.casework.booked import book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.exchange.partners import serving
from tests.exchange.sms.clouds import KEY_ID, KEY_SECRET, FakeAliyun
from tests.exchange.test_keychain import Kept


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(tmp_path, clock):
    """A desk with one notice that waits."""
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    messages.send(desk, book_visit(desk, clock, "2026-09-29 09:30"), MANAGER, purpose="notice")
    yield desk
    desk.store.engine.dispose()


def run(desk, *words):
    parser = argparse.ArgumentParser()
    sms.add_arguments(parser)
    return sms.run(parser.parse_args([str(word) for word in words]), desk)


def test_a_gateway_is_set_up_and_sends_and_hears_back(desk, clock, capsys, monkeypatch):
    monkeypatch.setenv("CAREDESK_SMS_KEY_ID", KEY_ID)
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", KEY_SECRET)
    cloud = FakeAliyun()
    with serving(cloud) as base:
        assert run(desk, "set", "--kind", "aliyun", "--url", base, "--sign", "【健管台】") == 0
        assert text_settings(desk).sign == "健管台"
        assert run(desk, "templates") == 1
        assert "还没有在网关登记" in capsys.readouterr().out
        for number, code in enumerate(text_set().templates):
            run(desk, "template", "--code", code, "--id", f"SMS_{number}")
        assert run(desk, "templates") == 0
        assert run(desk, "send", "--json") == 0
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["sent"] == 1
        run(desk, "status")
        assert "等回执 1 条" in capsys.readouterr().out
        cloud.settle("failed")
        clock.to("2026-09-23 09:20")
        assert run(desk, "receipts") == 1
        assert "失败 1 条" in capsys.readouterr().out


def test_what_is_missing_or_wrong_is_named(desk, monkeypatch):
    for words in (["send"], ["set", "--url", "http://sms.example"], ["set", "--kind", "tencent"]):
        with pytest.raises(UsageFault):
            run(desk, *words)
    monkeypatch.setenv("CAREDESK_SMS_KEY_ID", KEY_ID)
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", KEY_SECRET)
    run(desk, "set", "--kind", "aliyun", "--url", "http://127.0.0.1:9")
    run(desk, "template", "--code", "OP_BOOKED", "--id", "SMS_1")
    with pytest.raises(EnvironmentFault, match="连不上"):
        run(desk, "templates")


def test_the_key_goes_into_the_keychain_alone(desk, monkeypatch):
    before = keyring.get_keyring()
    kept = Kept()
    keyring.set_keyring(kept)
    monkeypatch.setattr("sys.stdin", io.StringIO("number\nsecret\n"))
    try:
        assert run(desk, "key") == 0
    finally:
        keyring.set_keyring(before)
    assert list(kept.kept.values()) == ["number", "secret"]
    assert "secret" not in repr(text_settings(desk))
