"""The frozen rows of texts to the customer: what is previewed, what goes to a gateway, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from desktop.handbook.vocabulary import Finding, Refusal

PURPOSES: Mapping[str, str] = {
    "notice": "就诊时间通知", "reminder": "就诊提醒", "courtesy": "前日提醒", "escort_changed": "陪诊变更",
    "lost_contact": "未联系上",
}  # fmt: skip
STATES: Mapping[str, str] = {
    "draft": "草稿", "queued": "待发", "submitted": "已提交", "delivered": "已送达", "failed": "失败",
    "manual": "人工已发", "withdrawn": "已撤回",
}  # fmt: skip
UNDER_WAY = ("queued", "submitted")
SENT = ("delivered", "manual")
DECLINED = "不加发"
"""Why a courtesy reminder was withdrawn: the desk decided against it."""


class Preview(NamedTuple):
    """A text as it would go: real values, phone masked, parts as billed, and what cannot be undone ("" for nothing)."""

    case_id: int
    purpose: str
    title: str
    name: str
    phone: str
    body: str
    segments: int
    visit: str
    consequence: str
    warnings: tuple[Finding, ...] = ()


class Queued(NamedTuple):
    """A text that is on its way now; nothing is locked by that (GC-14)."""

    case_id: int
    message_id: int
    number: str
    warnings: tuple[Finding, ...] = ()


SendOutcome = Queued | Refusal


class OutgoingText(NamedTuple):
    """What a gateway gets of one text; `phone` is not masked."""

    id: int
    number: str
    phone: str
    body: str
    template: str
    variables: Mapping[str, str]
    segments: int


class Handed(NamedTuple):
    """What a gateway did with a text: state `submitted` with its own number, or `failed` with the reason."""

    id: int
    state: str
    number: str = ""
    reason: str = ""


class Receipt(NamedTuple):
    """What became of a text: `delivered` or `failed`, when (None: now), and why it failed."""

    id: int
    state: str
    at: datetime | None = None
    reason: str = ""
