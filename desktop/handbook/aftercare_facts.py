"""What is known of a case beyond the service: was the customer content, what was complained of, why was it late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop.handbook.consultation_facts import ConsultationFacts, Details
from desktop.handbook.vocabulary import Record


@dataclass(frozen=True, slots=True)
class Survey:
    """A satisfaction call-back: `level` 5 (best) to 1 when the customer was reached, else 0 and the reason why not."""

    at: datetime
    level: int = 0
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint under its own number; `outcome` is empty while it is open."""

    number: str
    filed_at: datetime
    category: str
    words: str
    responsible: str
    due_on: date
    settled_at: datetime | None = None
    outcome: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """Why a clock was missed, in a word of the list (handbook/breaches.py) and a word of text."""

    cause: str
    words: str


@dataclass(slots=True)
class AftercareFacts(ConsultationFacts):
    """The part of a case's facts that its aftercare adds."""

    survey: Survey | None = None
    complaints: Mapping[str, Complaint] = field(default_factory=dict)
    breaches: Mapping[str, Breach] = field(default_factory=dict)

    @property
    def open_complaints(self) -> tuple[Complaint, ...]:
        """Those that have no outcome yet, the nearest deadline first."""
        waiting = (one for one in self.complaints.values() if not one.outcome)
        return tuple(sorted(waiting, key=lambda one: (one.due_on, one.number)))


def survey(facts: AftercareFacts, record: Record, details: Details) -> None:
    """The last word counts: a customer who was not reached may be called again."""
    facts.survey = Survey(record.happened, int(details.get("level") or 0), details.get("reason", ""),
                          details.get("words", ""))  # fmt: skip


def complain(facts: AftercareFacts, record: Record, details: Details) -> None:
    """A complaint is opened."""
    number = details["number"]
    facts.complaints = {**facts.complaints, number: Complaint(
        number, record.happened, details["category"], details["words"], details["responsible"],
        date.fromisoformat(details["due_on"]),
    )}  # fmt: skip


def settle_complaint(facts: AftercareFacts, record: Record, details: Details) -> None:
    """A complaint has its outcome; one whose record was voided has nothing to settle."""
    known = facts.complaints.get(details["number"])
    if known is not None:
        settled = replace(known, settled_at=record.happened, outcome=details["outcome"], answer=details["answer"])
        facts.complaints = {**facts.complaints, known.number: settled}


def explain_breach(facts: AftercareFacts, _record: Record, details: Details) -> None:
    """The last word about a clock counts."""
    facts.breaches = {**facts.breaches, details["clock"]: Breach(details["cause"], details["words"])}
