"""What both workspaces say in one line: a check, a day, and what went out when."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.casework.documents.rows import DocumentRow
from desktop.casework.rows import CaseView

_WEEKDAYS = "一二三四五六日"


class Check(NamedTuple):
    """One of the checks before a report is issued: its words, and whether it holds (None: it only informs)."""

    words: str
    good: bool


def day_and_time(moment: datetime) -> str:
    """`9月23日 周三 10:00`."""
    return f"{moment.month}月{moment.day}日 周{_WEEKDAYS[moment.weekday()]} {moment:%H:%M}"


def was_issued(view: CaseView | None) -> bool:
    """Whether a report stands."""
    return view is not None and any(one.verb == "issue_report" and not one.voided for one in view.timeline)


def over_words(row: DocumentRow, view: CaseView | None) -> str:
    """What is said of a document that went out: when, by whom, and of the guidance how and to whom."""
    when = day_and_time(row.issued_at) if row.issued_at else ""
    verb = "send_guidance" if row.form.kind == "guidance" else "issue_report"
    record = next((one for one in (view.timeline if view else ()) if one.verb == verb and not one.voided), None)
    how = f"·{record.detail}" if record is not None and row.form.kind == "guidance" and record.detail else ""
    went = "已发出" if verb == "send_guidance" else "已签发"
    return f"{row.number} 第 {row.version} 版 {went} {when} {row.issued_by}{how}"
