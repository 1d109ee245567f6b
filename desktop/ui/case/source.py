"""What the screens of one case need from the desk: reading it, acting on it, and opening a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.rows import CaseView, Outcome, VerbForm
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.case.picking import DirectorySource

Late = tuple[datetime | None, str]


class CaseSource(Protocol):
    """The desk as the screens of a case see it.

    The attributes and `now()` are pure and used in the window's thread; every method below runs in the database
    worker's thread. `perform` and `apply` answer a Refusal as a value, raise an `InputFault` with one Chinese
    sentence for what cannot be right, and the environment's known errors; anything else is a bug.
    """

    calendar: WorkCalendar
    hours: DeskHours
    directory: DirectorySource

    def now(self) -> datetime:
        """The desk's clock: an aware moment in Asia/Shanghai."""

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """Everything the screens show of one case."""

    def form(self, verb: str, view: CaseView) -> VerbForm:
        """How the verb is asked for in this case, prefilled."""

    def perform(
        self, verb: str, case_id: int, values: Mapping[str, Any], late: Late | None, command_id: str = ""
    ) -> Outcome:
        """Do the verb as the person of this desk.

        `late` is (when it happened, or None for the verb's own time; why it is entered late, or ""), see D-06.
        `values` are the verb function's keyword arguments; repeating a `command_id` acts once.
        """

    def plans(self) -> Sequence[tuple[str, str]]:
        """The plans a new policy can have: (name, title)."""

    def check_application(self, draft: ApplicationDraft) -> ApplicationCheck:
        """What would happen to the draft now; writes nothing."""

    def apply(self, draft: ApplicationDraft, command_id: str = "") -> Outcome:
        """Open the case, with policy and person when the desk does not know them yet."""


class DraftShelf(Protocol):
    """Where a half-filled 登记 form is kept on this machine; a source without it has no 暂存草稿."""

    def save_draft(self, draft: ApplicationDraft) -> None:
        """Keep the draft, in place of the one kept before."""

    def load_draft(self) -> ApplicationDraft | None:
        """The draft kept last, or None."""

    def drop_draft(self) -> None:
        """Forget it."""
