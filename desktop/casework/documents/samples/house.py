"""What the invented papers share: the house that issues them, its hour, its pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from desktop.casework.documents.papers_common import Issue
from desktop.casework.papers import Provider
from desktop.handbook.workdays import SHANGHAI
from desktop.paths import resource_path

HOUSE = Provider("安衡健康", "专家会诊与阅片中心")
COMPANY = "安衡健康管理有限公司"
PROGRAM = "CareDesk 健管台"
Paper = TypeVar("Paper")


def picture(name: str) -> bytes:
    """A picture of the samples by its file name."""
    return resource_path("samples", "papers", name).read_bytes()


def issued(number: str, day: date) -> Issue:
    """The first version, issued at ten in the morning of a day."""
    return Issue(number, 1, False, datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI), PROGRAM, day)


def as_draft(paper: Paper, number: int = 3) -> Paper:
    """The paper as it was before it was issued: no code, no day of issue."""
    known: Any = paper
    issue = replace(known.issue, draft=True, version=number, issued_on=None, code="", replaces="")
    result: Paper = replace(known, issue=issue)
    return result
