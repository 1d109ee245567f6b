"""Which gateway takes the desk's texts: kept in the database for every desk of it, without any secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.models.tables import Setting

KINDS: Mapping[str, str] = {
    "manual": "人工或平台", "aliyun": "阿里云短信", "tencent": "腾讯云短信", "smpp": "SMPP",
}  # fmt: skip
_TEXTS, _COURIER, _MAIL = "text_gateway", "courier_gateway", "mail_gateway"


@dataclass(frozen=True, slots=True)
class TextSettings:
    """The gateway for texts: `url` its interface, `sign` the registered signature ('' for the templates' own)."""

    kind: str = "manual"
    url: str = ""
    ca_file: str = ""
    sign: str = ""
    app_id: str = ""
    region: str = "ap-guangzhou"
    host: str = ""
    port: int = 2775
    sender: str = ""

    @property
    def active(self) -> bool:
        """Whether texts go by themselves; otherwise people send them."""
        return self.kind != "manual"


@dataclass(frozen=True, slots=True)
class CourierSettings:
    """The courier desk that tells where parcels are: `customer` is this desk's number there, '' for none."""

    customer: str = ""
    url: str = "https://poll.kuaidi100.com"
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes e-mails; `security` is `starttls` or `tls`, never neither."""

    host: str = ""
    port: int = 465
    security: str = "tls"
    user: str = ""
    sender: str = ""
    ca_file: str = ""


def text_settings(desk: Desk) -> TextSettings:
    """The settings as they are; manual when nobody has made any."""
    return TextSettings(**_kept(desk, _TEXTS, TextSettings))


def courier_settings(desk: Desk) -> CourierSettings:
    """The settings as they are; inactive without a customer number."""
    return CourierSettings(**_kept(desk, _COURIER, CourierSettings))


def mail_settings(desk: Desk) -> MailSettings:
    """The settings as they are; inactive without a server."""
    return MailSettings(**_kept(desk, _MAIL, MailSettings))


def keep_text_settings(desk: Desk, settings: TextSettings) -> None:
    """Keep them; BadInput when what this kind needs is missing."""
    if settings.kind not in KINDS:
        raise BadInput(f"没有「{settings.kind}」这种短信网关，应为 {'、'.join(KINDS)}")
    if settings.kind == "tencent" and not settings.app_id:
        raise BadInput("腾讯云短信要写应用编号（SdkAppId）")
    if settings.kind == "smpp" and not (settings.host and settings.sender):
        raise BadInput("SMPP 要写服务器和发送号码")
    _keep(desk, _TEXTS, asdict(replace(settings, sign=settings.sign.strip("【】 "))))


def keep_courier_settings(desk: Desk, settings: CourierSettings) -> None:
    """Keep them."""
    _keep(desk, _COURIER, asdict(settings))


def keep_mail_settings(desk: Desk, settings: MailSettings) -> None:
    """Keep them; BadInput for a way that is not encrypted or a sender that is no address."""
    if settings.security not in ("tls", "starttls"):
        raise BadInput("邮件只能加密发送：tls（465 端口）或 starttls（587 端口）")
    if settings.host and "@" not in settings.sender:
        raise BadInput("请写明发件地址")
    _keep(desk, _MAIL, asdict(settings))


def _kept(desk: Desk, key: str, kind: type[Any]) -> dict[str, Any]:
    with desk.reading() as session:
        kept = session.get(Setting, key)
        value = dict(kept.value) if kept else {}
    return {field.name: value[field.name] for field in fields(kind) if field.name in value}


def _keep(desk: Desk, key: str, value: dict[str, Any]) -> None:
    def work(session: Session) -> None:
        session.merge(Setting(key=key, value=value))

    desk.store.run(work)
