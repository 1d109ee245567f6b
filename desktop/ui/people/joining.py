"""Puts the people's page into the window; it covers the page that is on, Esc goes back to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.casework.people.rows import Passed
from desktop.casework.rows import Done
from desktop.ui.people.page import PeoplePage
from desktop.ui.people.words import passed_words
from desktop.ui.shell import Shell


class PeopleRoom(QObject):
    """What was handed over together is taken back together."""

    def __init__(self, shell: Shell, source: Any) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page = PeoplePage(source.people_desk, shell.worker, source.now)
        shell.body.keep(self.page)
        shell.book.adopt(self.page)
        self.page.back_wanted.connect(shell.back)
        self.page.told.connect(partial(shell.toast.tell, undoable=False))
        self.page.faulted.connect(shell.errors.take)
        self.page.passed.connect(self.note)
        shell.desk.handle("people", partial(shell.show_over, self.page))

    @Slot(object)
    def note(self, passed: Sequence[Passed]) -> None:
        """Offer the way back from all of them, and show what changed."""
        done = [one.outcome for one in passed if isinstance(one.outcome, Done)]
        acts = tuple((one.case_id, one.seq) for one in done)
        undoable = self._shell.undo.did(f"转交 {len(done)} 件", acts) if acts else False
        self._shell.toast.tell(passed_words(passed), undoable=undoable)
        self._shell.look_again(tuple(one.case_id for one in done))


def join_people(shell: Shell, source: Any) -> PeopleRoom | None:
    """Add it where the desk keeps its people."""
    return PeopleRoom(shell, source) if getattr(source, "people_desk", None) is not None else None
