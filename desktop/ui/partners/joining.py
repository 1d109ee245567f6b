"""Puts the partners' page into the window; it covers the page that is on, Esc goes back to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop.ui.partners.page import PartnerPage
from desktop.ui.shell import Shell


def join_partners(shell: Shell, source: Any) -> PartnerPage | None:
    """Add it where the desk has doors to partners."""
    desk = getattr(source, "partner_desk", None)
    if desk is None:
        return None
    page = PartnerPage(desk, shell.worker, shell.source.now)
    shell.body.keep(page)
    shell.book.adopt(page)
    page.back_wanted.connect(shell.back)
    page.told.connect(partial(shell.toast.tell, undoable=False))
    page.faulted.connect(shell.errors.take)
    shell.closing.connect(page.close_down)
    shell.desk.handle("partners", partial(shell.show_over, page))
    return page
