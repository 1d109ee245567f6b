"""`caredesk carrier`: settings without secrets, rounds at once, and what was sent back to a person."""

import argparse
import io
import json

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeychain

from desktop.casework.feed.settings import feed_settings
from desktop.commands import carrier
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.models.tables import Setting
from tests.casework.desks import HandClock, scratch_desk
from tests.exchange.carrier.feeding import Office, wire
from tests.exchange.carrier.test_taking import every
from tests.exchange.partners import serving


@pytest.fixture
def desk(monkeypatch):
    """A desk in memory; its secret is in the environment."""
    monkeypatch.setenv("CAREDESK_CARRIER_TOKEN", "s3cret")
    made = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


def run(desk, *words) -> int:
    parser = argparse.ArgumentParser()
    carrier.add_arguments(parser)
    return carrier.run(parser.parse_args([str(word) for word in words]), desk)


def test_nothing_is_set_at_first_and_polling_says_so(desk, capsys):
    assert run(desk, "status") == 0
    assert "没有设置对接" in capsys.readouterr().out
    with pytest.raises(UsageFault, match="carrier set"):
        run(desk, "poll")


def test_settings_are_kept_without_the_secret_and_checked(desk, tmp_path):
    assert run(desk, "set", "--url", "https://carrier.example/x", "--interval", 30, "--folder", tmp_path) == 0
    assert run(desk, "set", "--url", "http://127.0.0.1:9") == 0
    kept = feed_settings(desk)
    assert (kept.url, kept.interval, kept.folder) == ("http://127.0.0.1:9", 30, str(tmp_path))
    assert "s3cret" not in str([row.value for row in every(desk, Setting, Setting.key)])
    for wrong in (["--url", "http://carrier.example"], ["--interval", 1], ["--folder", tmp_path / "no"],
                  ["--ca-file", tmp_path / "no.pem"]):  # fmt: skip
        with pytest.raises(UsageFault):
            run(desk, "set", *wrong)
    assert feed_settings(desk) == kept


def test_a_round_at_once_and_what_a_person_does_with_the_rest(desk, capsys):
    office = Office([wire(1), wire(2, phone=5), wire(3, plan="没有的计划")])
    with serving(office.answer) as base:
        run(desk, "set", "--url", base)
        assert run(desk, "poll") == 1
        assert "新登记 1 件" in capsys.readouterr().out
        assert office.tokens == {"Bearer s3cret"}
        assert run(desk, "rejected", "--json") == 1
        rows = json.loads(capsys.readouterr().out)
        assert [row["reasons"][0]["field"] for row in rows] == ["plan", "phone"]
        assert run(desk, "again", "--id", rows[0]["id"]) == 1
        assert run(desk, "settle", "--id", rows[0]["id"], "--note", "已去电") == 0
        with pytest.raises(UsageFault, match="处理过"):
            run(desk, "settle", "--id", rows[0]["id"], "--note", "已去电")
        with pytest.raises(UsageFault, match="A12"):
            run(desk, "again", "--id", "x")
        assert run(desk, "rejected") == 1
        assert "「手机号」的类型不对" in capsys.readouterr().out
    assert run(desk, "poll") == 3
    assert "连不上保险公司" in capsys.readouterr().out
    assert run(desk, "status", "--json") == 1
    assert json.loads(capsys.readouterr().out)["failures"] == 1


def test_a_secret_goes_into_the_keychain_or_its_variable_is_named(desk, monkeypatch):
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeychain())
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    try:
        with pytest.raises(EnvironmentFault, match="CAREDESK_CARRIER_TOKEN"):
            run(desk, "token")
    finally:
        keyring.set_keyring(before)
