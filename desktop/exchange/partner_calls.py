"""One harmless call to a partner, to see whether it is there and takes this desk's secret; one sentence either way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import cursor_of
from desktop.casework.feed.settings import feed_settings
from desktop.casework.gateways import templates
from desktop.casework.gateways.parcels import ParcelAsked
from desktop.casework.gateways.settings import courier_settings, mail_settings, text_settings
from desktop.exchange.carrier.contract import APPLICATIONS
from desktop.exchange.carrier.round import open_door as open_carrier
from desktop.exchange.courier import kuaidi100
from desktop.exchange.http_door import Limits, PartnerFault
from desktop.exchange.keychain import TOKEN, secret
from desktop.exchange.mail.posting import PASSWORD, MailFault, greet
from desktop.exchange.sms.choosing import open_sender
from desktop.faults import InputFault

QUICK = Limits(connect=4, silence=8, whole=15)
_LATER = ("，稍后自动再试", "，稍后再试")


class Called(NamedTuple):
    """What came of a call: whether the partner answered as it should, and one sentence."""

    ok: bool
    sentence: str


def call(desk: Desk, key: str) -> Called:
    """Call the partner `key` as it is set up now; nothing is sent to a customer, opened or moved on."""
    try:
        return Called(True, _CALLS[key](desk))
    except (PartnerFault, MailFault) as fault:
        words = fault.sentence
        for later in _LATER:
            words = words.replace(later, "")
        return Called(False, words)
    except InputFault as fault:
        return Called(False, f"{fault}")


def _carrier(desk: Desk) -> str:
    settings = feed_settings(desk)
    if not settings.url:
        return "没有设接口网址，只看文件夹，不需要网络。" if settings.folder else "没有设置，照常由清单导入。"
    with open_carrier(settings, secret(TOKEN), QUICK) as door:
        door.ask("GET", APPLICATIONS, params={"after": cursor_of(desk, settings.carrier), "limit": 1}).json()
    return "保险公司的接口有回答，密钥有效。"


def _texts(desk: Desk) -> str:
    """Templates are asked for: that costs nothing and is signed as a text would be."""
    settings = text_settings(desk)
    if not settings.active:
        return "短信由人工或平台发送，不需要网络。"
    with open_sender(desk, settings, QUICK) as sender:
        line = getattr(sender.gateway, "greet", None)
        if line is not None:
            line()
        else:
            sender.approvals(tuple(templates.provider_ids(desk, settings.kind))[:1] or ("1",))
    return "短信网关有回答，密钥有效。"


def _courier(desk: Desk) -> str:
    """A number that is no parcel's: the answer proves the signature, and no parcel is found."""
    settings = courier_settings(desk)
    if not settings.customer:
        return "没有设置，运单在浏览器里看。"
    key = secret(kuaidi100.KEY)
    if not key:
        raise InputFault("还没有快递查询的密钥，请先填写。")
    with kuaidi100.open_door(settings, QUICK) as door:
        kuaidi100.ask(door, settings.customer, key, ParcelAsked(0, "shunfeng", "SF0000000000000", ""))
    return "快递查询有回答，签名有效。"


def _mail(desk: Desk) -> str:
    settings = mail_settings(desk)
    if not settings.host:
        return "没有设置，文书由人寄送。"
    greet(settings, secret(PASSWORD), QUICK.silence)
    return "邮件服务器有回答，登录成功；没有发信。" if settings.user else "邮件服务器有回答；没有发信。"


_CALLS: Mapping[str, Callable[[Desk], str]] = {
    "carrier": _carrier, "sms": _texts, "courier": _courier, "mail": _mail,
}  # fmt: skip
