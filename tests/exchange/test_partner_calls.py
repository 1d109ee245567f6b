"""One harmless call to each partner: who answers, who refuses the secret, who is not there; nothing is sent."""

import socket

import pytest

from desktop.casework.feed.keeping import cursor_of
from desktop.casework.feed.settings import FeedSettings, keep_settings
from desktop.casework.gateways.partners import partner_rows
from desktop.casework.gateways.settings import (
    CourierSettings,
    MailSettings,
    TextSettings,
    keep_courier_settings,
    keep_mail_settings,
    keep_text_settings,
)
from desktop.exchange.partner_calls import call
from tests.exchange.carrier.feeding import Office, wire
from tests.exchange.courier.test_kuaidi100 import CUSTOMER, FakeDesk
from tests.exchange.courier.test_kuaidi100 import KEY as COURIER_KEY
from tests.exchange.mail.server import mail_server
from tests.exchange.partners import make_papers, says, serving
from tests.exchange.sms.clouds import KEY_ID, KEY_SECRET, FakeAliyun, FakeTencent


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    """What the partners of these tests gave the desk."""
    for name, value in (("CARRIER_TOKEN", "s3cret"), ("SMS_KEY_ID", KEY_ID), ("SMS_KEY_SECRET", KEY_SECRET),
                        ("COURIER_KEY", COURIER_KEY), ("MAIL_PASSWORD", "geheim")):  # fmt: skip
        monkeypatch.setenv(f"CAREDESK_{name}", value)


@pytest.fixture
def desk(small_desk):
    """A desk in memory: what is asked depends on no engine."""
    return small_desk


def told(desk):
    return {row.key: (row.active, row.failure) for row in partner_rows(desk)}


@pytest.mark.parametrize(
    ("key", "words"),
    [("carrier", "清单导入"), ("sms", "人工或平台"), ("courier", "浏览器"), ("mail", "由人寄送")],
)
def test_what_is_not_set_up_needs_no_network(desk, key, words):
    ok, sentence = call(desk, key)
    assert ok
    assert words in sentence
    assert told(desk)[key] == (False, "")


def test_the_carrier_is_asked_for_one_application_and_keeps_its_place(desk):
    office = Office([wire()])
    with serving(office.answer) as url:
        keep_settings(desk, FeedSettings(url=url))
        assert call(desk, "carrier") == (True, "保险公司的接口有回答，密钥有效。")
    assert office.asked == ["GET /v1/applications?after=&limit=1"]
    assert office.tokens == {"Bearer s3cret"}
    assert cursor_of(desk, FeedSettings().carrier) == ""


def test_a_carrier_that_refuses_the_key_says_so(desk):
    with serving(says(b"{}", 401)) as url:
        keep_settings(desk, FeedSettings(url=url))
        ok, sentence = call(desk, "carrier")
    assert not ok
    assert "密钥" in sentence


@pytest.mark.parametrize(("kind", "cloud"), [("aliyun", FakeAliyun), ("tencent", FakeTencent)])
def test_text_clouds_check_the_signature_and_send_nothing(desk, kind, cloud, monkeypatch):
    fake = cloud()
    with serving(fake) as url:
        keep_text_settings(desk, TextSettings(kind, url, app_id="1400006666"))
        assert call(desk, "sms") == (True, "短信网关有回答，密钥有效。")
        monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", "other")
        ok, sentence = call(desk, "sms")
    assert not ok
    assert sentence
    assert (fake.sendings, fake.refusals) == (0, 1)


def test_the_parcel_desk_checks_the_signature(desk, monkeypatch):
    fake = FakeDesk()
    with serving(fake) as url:
        keep_courier_settings(desk, CourierSettings(CUSTOMER, url))
        assert call(desk, "courier").ok
        monkeypatch.setenv("CAREDESK_COURIER_KEY", "other")
        assert call(desk, "courier") == (False, "快递查询不接受本台的签名。")
        monkeypatch.delenv("CAREDESK_COURIER_KEY")
        assert call(desk, "courier") == (False, "还没有快递查询的密钥，请先填写。")


def test_the_mail_server_is_logged_in_to_and_gets_no_mail(desk, tmp_path):
    papers = make_papers(tmp_path / "papers")
    with mail_server(papers) as post:
        settings = MailSettings("127.0.0.1", post.port, "tls", "desk", "desk@example.com", str(papers.root))
        keep_mail_settings(desk, settings)
        assert call(desk, "mail") == (True, "邮件服务器有回答，登录成功；没有发信。")
    assert (len(post.logins), post.mails) == (1, [])


def test_without_a_network_each_says_so_in_one_sentence(desk):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = f"http://127.0.0.1:{port}"
    keep_settings(desk, FeedSettings(url=nobody))
    keep_text_settings(desk, TextSettings("aliyun", nobody))
    keep_courier_settings(desk, CourierSettings(CUSTOMER, nobody))
    keep_mail_settings(desk, MailSettings("127.0.0.1", port, sender="desk@example.com"))
    for key, who in (("carrier", "保险公司"), ("sms", "短信网关"), ("courier", "快递查询"), ("mail", "邮件服务器")):
        assert call(desk, key) in ((False, f"连不上{who}。"), (False, f"连不上{who}，或连接中断。"))
    assert [row.active for row in partner_rows(desk)] == [True] * 4
