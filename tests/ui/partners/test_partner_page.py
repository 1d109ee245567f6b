"""The partners' page by keys: a gateway is set up, its secret goes into the keychain and is never seen again."""

import keyring
import pytest
from sqlalchemy import select

from desktop.casework.gateways.settings import TextSettings, keep_text_settings, text_settings
from desktop.commands.window_desk import WindowDesk
from desktop.models.tables import AuditEntry, Setting
from desktop.ui.composing import make_shell
from desktop.ui.partners.page import PartnerPage
from desktop.ui.screens import put_away, settle
from tests.casework.desks import HandClock, scratch_desk
from tests.exchange.partners import serving
from tests.exchange.sms.clouds import KEY_ID, KEY_SECRET, FakeAliyun
from tests.exchange.test_keychain import Kept
from tests.ui.hands import Keyboard
from tests.ui.mdt.conftest import write
from tests.ui.picture import shown


@pytest.fixture
def chain():
    """A keychain for the test."""
    before, kept = keyring.get_keyring(), Kept()
    keyring.set_keyring(kept)
    yield kept.kept
    keyring.set_keyring(before)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk in a file: the test call runs in a thread of its own."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    for name in ("CAREDESK_SMS_KEY_ID", "CAREDESK_SMS_KEY_SECRET"):
        monkeypatch.delenv(name, raising=False)
    made = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


@pytest.fixture
def window(desk):
    """The window with the page on."""
    shell = make_shell(WindowDesk(desk, "林悦"))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    settle(shell, 1)
    shell.desk.trigger("partners")
    settle(shell, 1)
    assert isinstance(shell.whole, PartnerPage)
    yield shell
    put_away(shell)


@pytest.fixture
def keys(window):
    """Its keyboard."""
    return Keyboard(window)


def test_a_gateway_is_set_up_tried_and_never_shows_its_secret(window, keys, desk, chain):
    page, cloud = window.whole, FakeAliyun()
    assert [row.active for row in page.list.rows] == [False] * 4
    keys("Down")
    settle(window, 1)
    form = page.forms["sms"]
    assert not form.fields["app_id"].isVisible()
    form.fields["kind"].set_value("aliyun")
    form.fields["kind"].edited()
    form.fields["sign"].setFocus()
    write("健管台")
    with serving(cloud) as url:
        form.fields["url"].setFocus()
        write(url)
        for name, value in (("sms.key-id", KEY_ID), ("sms.key-secret", KEY_SECRET)):
            form.secrets[name].setFocus()
            write(value)
        keys("Ctrl+Return")
        settle(window, 1)
        keys("Ctrl+T")
        settle(window, 2)
    assert (page.answer.title, page.answer.detail) == ("对方有回答", "短信网关有回答，密钥有效。")
    assert text_settings(desk) == TextSettings("aliyun", url, sign="健管台")
    assert set(chain.values()) == {KEY_ID, KEY_SECRET}
    assert all(field.value() == "" for field in form.secrets.values())
    _, watch = shown(page)
    assert not any(KEY_SECRET in words for words in watch.texts)
    with desk.reading() as session:
        kept = [*session.scalars(select(Setting.value)), *session.scalars(select(AuditEntry.after))]
    assert KEY_SECRET not in str(kept)
    assert page.list.current.active


def test_a_secret_is_taken_out_and_wrong_values_are_named(window, keys, desk, chain):
    keep_text_settings(desk, TextSettings("aliyun"))
    chain["caredesk", "sms.key-id"] = chain["caredesk", "sms.key-secret"] = "alt"
    page = window.whole
    keys("Down")
    settle(window, 1)
    form = page.forms["sms"]
    assert form.secrets["sms.key-id"].hint == "已保存，不再显示；留空不改"
    form.fields["url"].setFocus()
    write("ftp://nirgends")
    keys("Ctrl+Return")
    settle(window, 1)
    assert "不是网址" in page.answer.detail
    form.fields["url"].set_value("")
    form.clear.set_value(True)
    form.clear.setFocus()
    keys("Ctrl+Return")
    settle(window, 1)
    assert chain == {}
    assert form.secrets["sms.key-id"].hint == "还没有"
    keys("Esc")
    assert window.book.over is None


def test_without_a_network_the_test_says_so(window, keys, desk, chain):
    keep_text_settings(desk, TextSettings("aliyun", "http://127.0.0.1:9"))
    chain["caredesk", "sms.key-id"] = chain["caredesk", "sms.key-secret"] = "alt"
    page = window.whole
    keys("Down")
    settle(window, 1)
    keys("Ctrl+T")
    settle(window, 2)
    assert (page.answer.title, page.answer.detail) == ("没有成功", "连不上短信网关。")
