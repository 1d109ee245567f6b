"""Puts the experts' page into the window; it covers the page that is on, Esc goes back to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop.ui.experts.page import ExpertPage
from desktop.ui.shell import Shell


def _remember(shell: Shell, page: ExpertPage, title: str) -> None:
    shell.undo.did(title, back=page.take_back)


def join_experts(shell: Shell, source: Any) -> ExpertPage | None:
    """Add it where the desk keeps experts' files."""
    desk = getattr(source, "expert_desk", None)
    if desk is None:
        return None
    page = ExpertPage(source, desk, shell.worker, shell.desk)
    shell.body.keep(page)
    shell.book.adopt(page)
    page.faulted.connect(shell.errors.take)
    page.told.connect(shell.toast.tell)
    page.did.connect(partial(_remember, shell, page))
    shell.desk.handle("experts", partial(shell.show_over, page))
    return page
