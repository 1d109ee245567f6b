"""Online consultation as one person's screen asks for it: conversations, answers, phrases, drafts, hand-overs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, time, timedelta
from typing import Any

from desktop.casework import consult, unsent
from desktop.casework.acting import plain
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.rows import Block
from desktop.casework.online import reading, turning, words
from desktop.casework.online.rows import AnswerDraft, HandOver, HandOverCheck, Talk, Talks
from desktop.casework.queues import queue_ids
from desktop.casework.rows import Outcome, QueueQuery
from desktop.handbook.deskhours import at_time


class OnlineDesk:
    """Every method runs in the database worker; repeating a `command_id` acts once."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self.person = desk, person
        self._memory = reading.TalkMemory()

    def talks(self) -> Talks:
        """The open conversations as they wait; ask again while there are `more`."""
        with self._desk.reading() as session:
            return reading.talks(session, self._desk, self._desk.clock(), self._memory)

    def find(self, words: str) -> frozenset[int]:
        """The open conversations whose customer, number or policy fits, as in every queue."""
        now = self._desk.clock()
        query = QueueQuery(now, at_time(now.date(), time(0)) + timedelta(days=1), service="OC", search=words)
        with self._desk.reading() as session:
            return frozenset(queue_ids(session, query))

    def talk(self, case_id: int) -> Talk:
        """One of them."""
        with self._desk.reading() as session:
            return reading.talk(session, self._desk, case_id, self._desk.clock(), self.person)

    def phrases(self) -> tuple[Block, ...]:
        """The phrases for answers."""
        return words.phrases()

    def answer(self, case_id: int, text: str, files: Sequence[Arrival], command_id: str) -> Outcome:
        """Send an answer; its draft is gone with it."""
        outcome = consult.answer(self._desk, case_id, self._entry(command_id), text=text, arrivals=files)
        self.keep_draft(case_id, AnswerDraft())
        return outcome

    def message(self, case_id: int, text: str, files: Sequence[Arrival], command_id: str) -> Outcome:
        """Keep what the customer wrote by a way that is not connected."""
        return consult.message(self._desk, case_id, self._entry(command_id), text=text, arrivals=files)

    def check(self, case_id: int, wanted: HandOver) -> HandOverCheck:
        """What would be said to a hand-over now."""
        with self._desk.reading() as session:
            return turning.check(session, self._desk, case_id, wanted, self._desk.clock())

    def turn(self, case_id: int, wanted: HandOver, told: Sequence[str], command_id: str) -> Outcome:
        """Turn the conversation into another service."""
        return turning.turn(self._desk, case_id, self._entry(command_id), wanted, told)

    def turn_back(self, case_id: int, seq: int, command_id: str) -> Outcome:
        """Take that back."""
        return turning.take_back(self._desk, case_id, self._entry(command_id), record=seq)

    def keep_draft(self, case_id: int, draft: AnswerDraft) -> None:
        """Keep what is written and not sent, for this person; an empty draft is forgotten."""
        written = {"text": draft.text, "files": [dict(one) for one in draft.files]}
        unsent.keep(self._desk, self._key(case_id), {} if draft == AnswerDraft() else written)

    def draft(self, case_id: int) -> AnswerDraft:
        """What was written and not sent."""
        kept = unsent.load(self._desk, self._key(case_id))
        return AnswerDraft(kept.get("text", ""), tuple(kept.get("files", ())))

    def _key(self, case_id: int) -> str:
        return f"answer:{case_id}:{self.person}"

    def _entry(self, command_id: str) -> Entry:
        return Entry(self.person, command_id=command_id)


def kept_file(arrival: Arrival) -> dict[str, Any]:
    """A stored file as a draft keeps it."""
    return plain(asdict(arrival))


def known_file(kept: dict[str, Any]) -> Arrival:
    """The file of a draft."""
    taken = kept.get("taken_on")
    return Arrival(**{"thumbnail": "", **kept, "taken_on": date.fromisoformat(taken) if taken else None})
