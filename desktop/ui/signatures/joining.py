"""Puts the page of seal and signatures into the window, where the desk keeps them."""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop.ui.shell import Shell
from desktop.ui.signatures.page import SignaturesPage


def join_signatures(shell: Shell, source: Any) -> SignaturesPage | None:
    """Add the page; it covers the queue as long as somebody looks at it."""
    house = getattr(source, "house_desk", None)
    if house is None:
        return None
    page = SignaturesPage(house, shell.worker)
    shell.body.keep(page)
    shell.book.adopt(page)
    page.back_wanted.connect(shell.back)
    page.told.connect(partial(shell.toast.tell, undoable=False))
    page.faulted.connect(shell.errors.take)
    shell.desk.handle("signatures", partial(shell.show_over, page))
    return page
