"""Folds what is said in an online consultation: the customer's words, the desk's answers, and who else is asked."""

from __future__ import annotations

from desktop.handbook.consultation_facts import Details
from desktop.handbook.facts import Facts
from desktop.handbook.moments import earlier
from desktop.handbook.vocabulary import Record


def message(facts: Facts, record: Record, _details: Details) -> None:
    """The customer wrote: what was asked for may be there, the ball is the desk's."""
    facts.wrote_at = max(facts.wrote_at or record.happened, record.happened)
    facts.asked_material = False


def answer(facts: Facts, record: Record, _details: Details) -> None:
    """OC-01: the earliest answer ends the clock, the latest one is what the customer has in hand."""
    facts.answered_at = earlier(facts.answered_at, record.happened)
    facts.last_answered_at = max(facts.last_answered_at or record.happened, record.happened)


def ask_more(facts: Facts, record: Record, _details: Details) -> None:
    """The customer is to add something; that is no answer, and the clock of the first one goes on."""
    facts.asked_material, facts.asked_at = True, record.happened


def refer(facts: Facts, _record: Record, details: Details) -> None:
    """Which doctor is to answer."""
    facts.doctor = details["doctor"]
