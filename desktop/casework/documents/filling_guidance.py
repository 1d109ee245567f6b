"""Fills the guidance's paper from its document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from desktop.casework.documents.filling_common import coded, issue_of, joined, paragraphs, rows, text, texts
from desktop.casework.documents.papers_common import KeyFact, Station
from desktop.casework.documents.papers_guidance import Contact, Daily, GuidancePaper, NextStep
from desktop.casework.documents.rows import DocumentRow, Ticket
from desktop.casework.paperwork import PROVIDER
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.moments import spoken_day

_DAILY = (("吃", "diet"), ("动", "activity"), ("心", "mind"), ("药", "medicine"), ("护", "care"))
_ADDRESS = {"男": "先生", "女": "女士"}


def guidance_paper(row: DocumentRow, made_at: datetime, ticket: Ticket | None = None) -> GuidancePaper:
    """The guidance as it is printed: a draft, with a `ticket` the version that is about to go, or the one that went."""
    said = row.content
    to = f"{text(said, 'name')}{_ADDRESS.get(text(said, 'sex'), '')}"
    issue = issue_of(row, made_at, ticket)
    return coded(GuidancePaper(
        provider=PROVIDER, issue=issue, day=issue.issued_on or made_at.date(), to=to, addressed=f"写给{to}和家人",
        three=tuple(_three(said)), explained=paragraphs(text(said, "reading")), steps=tuple(_steps(said)),
        costs=text(said, "costs"), illness=paragraphs(text(said, "about")),
        daily=tuple(Daily(label, text(said, name)) for label, name in _DAILY if text(said, name)),
        red_flags=tuple(texts(said, "red_flags")),
        long_term=(*paragraphs(text(said, "rehabilitation")), *paragraphs(text(said, "family"))),
        calendar=tuple(_calendar(said)), contact=_contact(said), refers=f"对应会诊意见书 {text(said, 'opinion')}",
    ))  # fmt: skip


def _three(said: Content) -> Iterator[KeyFact]:
    for row in rows(said, "three"):
        yield KeyFact("", text(row, "title"), text(row, "note"), urgent=text(row, "urgent") == "是")


def _steps(said: Content) -> Iterator[NextStep]:
    for row in rows(said, "next_treatments"):
        bring = tuple(part.strip() for part in text(row, "bring").replace("，", "、").split("、"))
        yield NextStep(text(row, "when"), (text(row, "where"), text(row, "what")), bring, text(row, "at"))


def _calendar(said: Content) -> Iterator[Station]:
    for place, row in enumerate(rows(said, "calendar")):
        state = "later" if place else "next"
        yield Station(text(row, "item"), text(row, "note"), text(row, "when"), state=state)


def _contact(said: Content) -> Contact:
    day = text(said, "call_back")
    back = f"{spoken_day(date.fromisoformat(day))}会给您回访电话" if day else ""
    return Contact(text(said, "manager"), text(said, "manager_phone"), joined(text(said, "hours")), back)
