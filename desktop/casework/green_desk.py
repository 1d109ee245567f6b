"""The green channel's work as one person's screens see it: reviews, advice on forms, requests for exemption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.casework import advising, exemption_requests, review_sheet, telling
from desktop.casework.desk import Desk, Entry
from desktop.casework.green_rows import Advice, ExemptionLine, ReviewSheet
from desktop.casework.rows import Outcome


class GreenDesk:
    """What the window asks beyond forms and verbs; every method runs in the database worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.desk, self.person = desk, person

    def review(self, case_id: int) -> ReviewSheet:
        """What the review workspace shows."""
        with self.desk.reading() as session:
            return review_sheet.review_sheet(session, self.desk, case_id, self.person)

    def keep_review(self, case_id: int, draft: Mapping[str, Any]) -> None:
        """Keep a half-done review; an empty one is forgotten."""
        with self.desk.store.writing() as session:
            review_sheet.keep_draft(session, case_id, self.person, draft)

    def advise(self, verb: str, case_id: int, values: Mapping[str, Any]) -> tuple[Advice, ...]:
        """What the desk says about a half-filled form."""
        if verb in telling.PURPOSE_OF:
            return telling.foretold(self.desk, verb, case_id, self.person, values)
        with self.desk.reading() as session:
            return advising.advise(session, self.desk, verb, case_id, self.person, values)

    def exemptions(self) -> Sequence[ExemptionLine]:
        """Every request for exemption, those that wait first."""
        with self.desk.reading() as session:
            return exemption_requests.requests(session, self.desk)

    def decide_exemption(self, case_id: int, approve: bool, opinion: str, command_id: str = "") -> Outcome:
        """Approve or send back the request of a case (D-05)."""
        decide = exemption_requests.approve_exemption if approve else exemption_requests.refuse_exemption
        return decide(self.desk, case_id, Entry(self.person, command_id=command_id), opinion=opinion)
