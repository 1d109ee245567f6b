"""The partners of the desk at a glance: which are set up, when each was spoken with last, and what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import state_of
from desktop.casework.feed.settings import feed_settings
from desktop.casework.gateways import claiming
from desktop.casework.gateways.settings import KINDS, courier_settings, mail_settings, text_settings
from desktop.models.tables import MailDelivery, Parcel, TextDispatch

TITLES = {"carrier": "承保对接", "sms": "短信网关", "courier": "快递查询", "mail": "邮件"}


class PartnerRow(NamedTuple):
    """One partner; `active` False means people do it by hand. `how` is what it is set to, `failure` one sentence."""

    key: str
    title: str
    active: bool
    how: str
    last_at: datetime | None = None
    failure: str = ""


def partner_rows(desk: Desk) -> tuple[PartnerRow, ...]:
    """Every partner in one order; nobody outside is asked."""
    return _carrier(desk), _texts(desk), _courier(desk), _mail(desk)


def _carrier(desk: Desk) -> PartnerRow:
    settings = feed_settings(desk)
    state = state_of(desk, settings.carrier, whole=False)
    how = "，".join(part for part in (settings.url, settings.folder and f"文件夹 {settings.folder}") if part)
    return PartnerRow("carrier", TITLES["carrier"], settings.active, how or "清单导入，状态由人告知", state.spoke_at,
                      state.failure if settings.active else "")  # fmt: skip


def _texts(desk: Desk) -> PartnerRow:
    settings = text_settings(desk)
    state = claiming.state_of(desk, settings.kind)
    last = _newest(desk, func.max(TextDispatch.claimed_at))
    return PartnerRow("sms", TITLES["sms"], settings.active, KINDS[settings.kind], last,
                      state.failure if settings.active else "")  # fmt: skip


def _courier(desk: Desk) -> PartnerRow:
    settings = courier_settings(desk)
    with desk.reading() as session:
        failure = _newest_failure(session)
    how = f"快递100，编号 {settings.customer}" if settings.customer else "在浏览器里看运单"
    last = _newest(desk, func.max(Parcel.said_at))
    return PartnerRow("courier", TITLES["courier"], bool(settings.customer), how, last,
                      failure if settings.customer else "")  # fmt: skip


def _newest_failure(session: Session) -> str:
    wanted = select(Parcel.failure).where(Parcel.failure != "", Parcel.settled_at.is_(None))
    return session.scalar(wanted.order_by(Parcel.id.desc()).limit(1)) or ""


def _mail(desk: Desk) -> PartnerRow:
    settings = mail_settings(desk)
    with desk.reading() as session:
        newest = session.scalars(select(MailDelivery).order_by(MailDelivery.id.desc()).limit(1)).first()
    how = f"{settings.host}，发件地址 {settings.sender}" if settings.host else "文书由人寄送"
    failure = newest.failure if newest is not None and newest.state in ("failed", "unknown") else ""
    return PartnerRow("mail", TITLES["mail"], bool(settings.host), how, newest.begun_at if newest else None,
                      failure if settings.host else "")  # fmt: skip


def _newest(desk: Desk, moment: object) -> datetime | None:
    with desk.reading() as session:
        return session.scalar(select(moment))  # type: ignore[call-overload]
