"""A reading as its page asks for it: case and sheet, the days of its deadline, and whether it can be posted."""

from __future__ import annotations

from typing import Any, NamedTuple

from desktop.casework.consulting.rows import ReadingSheet
from desktop.casework.rows import CaseView
from desktop.ui.nodule.day_words import day_lines
from desktop.ui.nodule.head_card import report_clock
from desktop.ui.trace_words import why
from desktop.ui.workspace.head_card import now_of
from desktop.ui.workspace.words import was_issued


class OnDesk(NamedTuple):
    """A reading as its page shows it: the case and the sheet, read together."""

    view: CaseView
    sheet: ReadingSheet


def read_case(source: Any, case_id: int) -> OnDesk:
    """Both from one moment."""
    return OnDesk(source.case_view(case_id, source.now()), source.consulting.reading(case_id))


def trace_lines(source: Any, read: OnDesk) -> tuple[str, ...]:
    """Why the report is due when it is, once the set is complete; () before."""
    at = now_of(source)
    clock = report_clock(read.view, at)
    answer = why(clock[0], *at) if clock is not None and clock[0].name == "nd.report" else None
    if read.sheet.complete_at is None or answer is None:
        return ()
    return day_lines(read.sheet.complete_at, answer.trace)


def can_post(view: CaseView) -> bool:
    """Whether the report can go to the customer now (ND-05)."""
    return was_issued(view) and any(step.verb == "post_report" and not step.findings for step in view.steps)
