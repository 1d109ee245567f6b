"""Opens the gateway that the desk has chosen, with its secrets from the keychain or the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from urllib.parse import urlsplit

from desktop.casework.desk import Desk
from desktop.casework.gateways.settings import TextSettings
from desktop.casework.texts import text_set
from desktop.exchange.http_door import HttpDoor, Limits, Partner, check_base, is_loopback, trust
from desktop.exchange.keychain import secret, variable_of
from desktop.exchange.sms.aliyun import URL as ALIYUN_URL
from desktop.exchange.sms.aliyun import AliyunGateway
from desktop.exchange.sms.cloud import Cloud
from desktop.exchange.sms.gateway import Gateway, ManualGateway
from desktop.exchange.sms.sending import Sender
from desktop.exchange.sms.signatures import CloudKey
from desktop.exchange.sms.tencent import URL as TENCENT_URL
from desktop.exchange.sms.tencent import TencentGateway
from desktop.faults import InputFault

KEY_ID, KEY_SECRET = "sms.key-id", "sms.key-secret"
_URLS: Mapping[str, str] = {"aliyun": ALIYUN_URL, "tencent": TENCENT_URL}


def check_settings(settings: TextSettings) -> None:
    """InputFault for an address that is none."""
    if settings.url:
        check_base(settings.url)


def cloud_key() -> CloudKey:
    """The key of the gateway; InputFault when nobody has put one."""
    key = CloudKey(secret(KEY_ID), secret(KEY_SECRET))
    if not key.id or not key.secret:
        names = f"{variable_of(KEY_ID)} 和 {variable_of(KEY_SECRET)}"
        raise InputFault(f"还没有短信网关的密钥：用 caredesk sms key 放进系统钥匙串，或用环境变量 {names}")
    return key


@contextmanager
def open_sender(
    desk: Desk, settings: TextSettings, limits: Limits | None = None, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Sender]:
    """The desk's way to its gateway; InputFault for wrong settings, nothing is asked yet."""
    if settings.kind == "smpp":
        yield Sender(desk, "smpp", _smpp(settings), SystemRandom(), registered=False, stopped=stopped)
        return
    if settings.kind not in _URLS:
        yield Sender(desk, settings.kind, ManualGateway(), SystemRandom(), registered=False)
        return
    base, key = check_base(settings.url or _URLS[settings.kind]), cloud_key()
    sign = settings.sign or text_set().signature
    ca_file = Path(settings.ca_file) if settings.ca_file else None
    with HttpDoor(Partner(base, ca_file, name="短信网关"), limits, stopped) as door:
        cloud = Cloud(door, key, urlsplit(base).netloc, desk.clock)
        gateway = (
            AliyunGateway(cloud, sign) if settings.kind == "aliyun"
            else TencentGateway(cloud, sign, settings.app_id, settings.region)
        )  # fmt: skip
        yield Sender(desk, settings.kind, gateway, SystemRandom(), stopped=stopped)


def _smpp(settings: TextSettings) -> Gateway:
    """SMPP over TLS; without it on this very machine alone. InputFault without the library."""
    try:
        smpp = import_module("desktop.exchange.sms.smpp")
    except ImportError as fault:
        raise InputFault("SMPP 要另装组件：pip install caredesk[smpp]") from fault
    ca_file = Path(settings.ca_file) if settings.ca_file else None
    near = is_loopback(settings.host) and ca_file is None
    gateway: Gateway = smpp.SmppGateway(
        settings.host, settings.port, settings.sender, cloud_key(), None if near else trust(ca_file)
    )
    return gateway
