"""The frozen rows of texts to the customer: what is previewed, what goes to a gateway, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from desktop.handbook.vocabulary import Finding, Refusal

PURPOSES: Mapping[str, str] = {
    "notice": "就诊时间通知", "reminder": "就诊提醒", "courtesy": "前日提醒", "escort_changed": "陪诊变更",
    "lost_contact": "未联系上", "material_wanted": "补充材料", "refused": "审核未通过", "accepted": "受理",
    "mail_address": "邮寄地址", "material_lacking": "材料不齐", "material_received": "收到材料",
    "visit_planned": "探视安排", "consultation": "会诊安排", "report_ready": "报告出具", "report_posted": "报告寄出",
    "delay": "时效延后", "complaint": "投诉受理", "survey": "满意度回访", "finished": "服务完成",
}  # fmt: skip
VISIT_TEXTS = ("notice", "reminder", "courtesy")
"""The texts about a booked visit that have a verb of their own; all others are recorded as `send_text`."""
STATES: Mapping[str, str] = {
    "draft": "草稿", "queued": "待发", "submitted": "已提交", "delivered": "已送达", "failed": "失败",
    "manual": "人工已发", "withdrawn": "已撤回",
}  # fmt: skip
UNDER_WAY = ("queued", "submitted")
SENT = ("delivered", "manual")
DECLINED = "不加发"
"""Why a courtesy reminder was withdrawn: the desk decided against it."""


class Blank(NamedTuple):
    """A value of a text that the desk does not know or that a person may word: at most `limit` characters."""

    name: str
    title: str
    value: str
    limit: int


class Preview(NamedTuple):
    """A text as it would go: real values, phone masked, parts as billed, and what cannot be undone ("" for nothing).

    `problem` says why it cannot go as it is, `blanks` what a person may fill in, `waits` when it goes at night.
    """

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
    problem: str = ""
    blanks: tuple[Blank, ...] = ()
    waits: str = ""


class Suiting(NamedTuple):
    """A text that suits a case now, and why; the newest of its kind for the same occasion, if any, with its state."""

    purpose: str
    title: str
    why: str
    message_id: int = 0
    state: str = ""
    since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sent."""
        return self.state in ("", "draft", "failed", "withdrawn")


class TextChoice(NamedTuple):
    """The texts that suit a case, best first; `chosen` is the place of the one to begin with, -1 without any."""

    case_id: int
    name: str
    number: str
    phone: str
    texts: tuple[Suiting, ...]
    chosen: int


class Queued(NamedTuple):
    """A text that is on its way now; nothing is locked by that (GC-14)."""

    case_id: int
    message_id: int
    number: str
    warnings: tuple[Finding, ...] = ()


SendOutcome = Queued | Refusal


class OutgoingText(NamedTuple):
    """What a gateway gets of one text; `phone` is not masked. `out_id` comes back with its receipt."""

    id: int
    number: str
    phone: str
    body: str
    template: str
    variables: Mapping[str, str]
    segments: int
    out_id: str = ""
    provider_template: str = ""


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
