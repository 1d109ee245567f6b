"""A desk that answers for the invented cases: it counts calls and keeps what was performed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop.casework.drafts import ApplicationCheck, ApplicationDraft
from desktop.casework.rows import CaseView, Done, Outcome, VerbForm
from desktop.handbook.deskhours import DeskHours
from tests.ui.case.sample_case import CONSULTATION, LOCKED, OUTPATIENT
from tests.ui.case.sample_check import sample_check
from tests.ui.case.sample_forms import FORMS
from tests.ui.case.sample_names import SampleDirectory
from tests.ui.sample_desk import NOW, calendar


class SampleCases:
    """A `CaseSource` over invented views; it counts calls, keeps what was performed, and answers `outcome`."""

    def __init__(self, *views: CaseView, now: datetime = NOW) -> None:
        self.calendar, self.hours = calendar(), DeskHours()
        self.views = {view.id: view for view in (views or (OUTPATIENT, LOCKED, CONSULTATION))}
        self.calls: Counter[str] = Counter()
        self.threads: set[int] = set()
        self.performed: list[tuple[str, int, Mapping[str, Any], Any]] = []
        self.applied: list[ApplicationDraft] = []
        self.checked: list[ApplicationDraft] = []
        self.shelf: ApplicationDraft | None = None
        self.answers: list[Outcome | Exception] = []
        self._now = now
        self.directory = SampleDirectory(self._called)

    def now(self) -> datetime:
        """The fixed moment."""
        return self._now

    def pass_time(self, **span: float) -> None:
        """Let time go by."""
        self._now += timedelta(**span)

    def _called(self, name: str) -> None:
        self.calls[name] += 1
        self.threads.add(threading.get_ident())

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """The view as it is kept."""
        self._called("case_view")
        del now
        return self.views[case_id]

    def form(self, verb: str, view: CaseView) -> VerbForm:
        """The form of a verb."""
        self._called("form")
        del view
        return FORMS[verb]

    def perform(self, verb: str, case_id: int, values: Mapping[str, Any], late: Any, command_id: str = "") -> Outcome:
        """Remember the command and answer what the test prepared, or Done."""
        self._called("perform")
        assert command_id
        self.performed.append((verb, case_id, dict(values), late))
        return self._answer(Done(case_id, 99, self.views[case_id].number, (), (case_id,)))

    def plans(self) -> Sequence[tuple[str, str]]:
        """Two plans."""
        self._called("plans")
        return [("i-wuyou-3.0", "i 无忧 3.0"), ("i-wuyou-2.0", "i 无忧 2.0")]

    def check_application(self, draft: ApplicationDraft) -> ApplicationCheck:
        """What new-case.png shows: a known policy, no certificate, a consultation under way."""
        self._called("check_application")
        self.checked.append(draft)
        return sample_check(draft)

    def apply(self, draft: ApplicationDraft, command_id: str = "") -> Outcome:
        """Open a case, or what the test prepared."""
        self._called("apply")
        assert command_id
        self.applied.append(draft)
        return self._answer(Done(50, 1, "GT-260923-021", (), (50,)))

    def _answer(self, usual: Done) -> Outcome:
        answer = self.answers.pop(0) if self.answers else usual
        if isinstance(answer, Exception):
            raise answer
        return answer

    def save_draft(self, draft: ApplicationDraft) -> None:
        """Keep it."""
        self.shelf = draft

    def load_draft(self) -> ApplicationDraft | None:
        """What was kept."""
        return self.shelf

    def drop_draft(self) -> None:
        """Forget it."""
        self.shelf = None
