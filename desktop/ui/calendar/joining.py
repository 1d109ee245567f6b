"""Puts the calendar into the window, when the desk has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from desktop.ui.calendar.page import CalendarPage
from desktop.ui.shell import Shell
from desktop.ui.undo_stack import Act

_OWNER = "calendar"


def join_calendar(shell: Shell, source: Any, open_case: Callable[[int], None]) -> CalendarPage | None:
    """Add the page to the navigation, behind the line under the services; None when the desk has no calendar."""
    escorts = getattr(source, "calendar_desk", None)
    if escorts is None:
        return None
    page = CalendarPage(source, escorts, shell.worker, shell.desk)
    shell.add_page("calendar", page, "陪诊日历", "calendar-days", apart=True)
    page.case_wanted.connect(open_case)
    page.told.connect(shell.toast.tell)
    page.changed.connect(shell.look_again)
    page.faulted.connect(shell.errors.take)
    page.deeds.kept.connect(partial(_remember, shell, page))
    page.deeds.planned.connect(partial(_remember_plan, shell))
    page.renamed.connect(partial(shell.undo.rename, _OWNER))
    return page


def _remember(shell: Shell, page: CalendarPage, steps: int) -> None:
    """The desk keeps the calendar's steps itself, newest last, as the window's stack does."""
    for _ in range(steps):
        shell.undo.did("陪诊安排", back=partial(_take_back, shell, page), owner=_OWNER)


def _remember_plan(shell: Shell, words: str, acts: Sequence[Act]) -> None:
    """A plan is one deed, whatever it gave out: one Ctrl+Z takes the whole of it back, one Ctrl+Y does it again."""
    shell.undo.did(words, acts)


def _take_back(shell: Shell, page: CalendarPage) -> bool:
    page.deeds.undo(f"已撤销：{shell.undo.leaving}")
    return True
