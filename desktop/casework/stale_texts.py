"""Texts that would tell the customer wrong: withdrawn in the transaction that made them so, and kept as proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.suiting_texts import occasion_of
from desktop.handbook.facts import Facts
from desktop.models.tables import Message

STALE = "就诊已改期或案件已结束"
OVERTAKEN = "内容已过时"
OTHER_ESCORT = "陪诊已换人"
REASONS = (STALE, OVERTAKEN, OTHER_ESCORT)
_UNSENT = ("draft", "queued", "submitted")
_VISIT = ("notice", "reminder", "courtesy")


def wrong_now(message: Message, facts: Facts, records: Sequence[Any]) -> str:
    """Why a text must not go any more; "" while it is right.

    Its case is over, what it answers has changed since (a moved visit, another assignment, a call that was answered),
    or it names an escort who does not come.
    """
    if not facts.is_open:
        return STALE
    if message.booking is not None and message.booking != occasion_of(message.purpose, records, facts.voided):
        return STALE if message.purpose in _VISIT else OVERTAKEN
    named = message.variables.get("escort")
    return OTHER_ESCORT if named and named != facts.escort else ""


def withdraw_stale(
    session: Session, case_id: int, facts: Facts, records: Sequence[Any], *, at: datetime, person: str
) -> None:
    """Withdraw the case's texts that nobody has sent yet and that have become wrong; those a gateway has stay."""
    wanted = select(Message).where(Message.case_id == case_id, Message.state.in_(_UNSENT), Message.gateway_no == "")
    for message in session.scalars(wanted):
        why = wrong_now(message, facts, records)
        if why:
            withdraw_wrong(session, message, why, at=at, person=person)


def withdraw_wrong(session: Session, message: Message, why: str, *, at: datetime, person: str) -> None:
    """Withdraw one text with the reason; that it was written, for whom and what it said stays on record."""
    message.state, message.failure, message.settled_at, message.settled_by = "withdrawn", why, at, person
    audit.record(
        session, at=at, person=person, action="withdraw_text", case_id=message.case_id, subject=f"短信 {message.id}",
        after={"purpose": message.purpose, "state": "withdrawn", "reason": why},
    )  # fmt: skip
