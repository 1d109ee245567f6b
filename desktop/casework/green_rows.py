"""The frozen rows of the green channel's own screens: advice on forms, a review, requests for exemption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop.casework.rows import CaseView
from desktop.handbook.illness_list import Illness
from desktop.handbook.vocabulary import Plan, PolicyTerms

SCOPES = {"case": "单个案件", "hospital": "医院", "department": "医院 + 科室"}
STATES = {"waiting": "待批准", "approved": "已批准", "refused": "已退回", "ended": "已终止"}


class ExemptionLine(NamedTuple):
    """One request as the supervisor's page lists it; `open_cases` are those its hospital (and department) has now."""

    id: int
    state: str
    scope: str
    subject: str
    reason: str
    start: date | None
    end: date | None
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    opinion: str
    case_id: int | None
    open_cases: int


class Advice(NamedTuple):
    """One line beside a form: tone ok, warn or refuse, the words, and the rule it comes from ('' for none)."""

    tone: str
    words: str
    rule: str = ""


class Material(NamedTuple):
    """One thing the reviewer can look at: under which heading, what it is, and a word about it."""

    group: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything of one review: `illness` and `findings` are what is known, `draft` what was left half done.

    `decided` says when, by whom and how it was reviewed before, "" for the first review.
    """

    view: CaseView
    plan: Plan
    policy: PolicyTerms
    materials: tuple[Material, ...]
    illnesses: tuple[Illness, ...]
    complaint: str
    illness: Mapping[str, Any] = field(default_factory=dict)
    findings: Mapping[str, Any] = field(default_factory=dict)
    draft: Mapping[str, Any] | None = None
    decided: str = ""
