"""The reminders board as one person's screen asks for it: reading it, and one transaction for each card acted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from desktop.casework import files, green_channel, messages, reminders
from desktop.casework.acting import BadInput
from desktop.casework.board_cases import BoardQuery
from desktop.casework.board_rows import Board
from desktop.casework.desk import Desk, Entry
from desktop.casework.message_rows import PURPOSES, VISIT_TEXTS, Preview, Queued
from desktop.casework.reminders import Timelines
from desktop.casework.rows import Done, Outcome
from desktop.casework.texts import text_set
from desktop.casework.undoing import FINAL
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Record

Dispatch = Callable[[Desk, Sequence[int]], None]


class CardOutcome(NamedTuple):
    """What became of one card: `sentence` says why not, "" when it was done; `warnings` are sentences with rules.

    `waits` says when a text goes that was put on its way at night, `seq` which record can be taken back, 0 for none.
    """

    case_id: int
    message_id: int = 0
    sentence: str = ""
    warnings: tuple[str, ...] = ()
    waits: str = ""
    seq: int = 0


class BoardDesk:
    """Every method runs in the database worker. `dispatch` hands queued texts to the desk's gateway, if it has one."""

    def __init__(self, desk: Desk, person: str, dispatch: Dispatch | None = None) -> None:
        self.desk, self.person, self._dispatch = desk, person, dispatch
        self._timelines = Timelines()

    def board(self, query: tuple[str, str] = ("", "")) -> Board:
        """The board as it stands now; `query` is (whose cases, words to find by), empty for everything."""
        with self.desk.reading() as session:
            self.desk.keep_current(session)
            return reminders.board(session, self.desk, self.desk.clock(), BoardQuery(*query), self._timelines)

    def preview(self, case_id: int, purpose: str) -> Preview | Refusal:
        """One text with real values, as it would go; BadInput with one sentence when it cannot be written."""
        return messages.preview(self.desk, case_id, self.person, purpose)

    def send(self, cards: Sequence[tuple[int, str]]) -> tuple[CardOutcome, ...]:
        """Put the texts of (case, purpose) on their way, each for itself, and hand them to the gateway."""
        outcomes = [self.send_one(case_id, purpose) for case_id, purpose in cards]
        self.dispatch([one.message_id for one in outcomes if one.message_id])
        waits = text_set().waiting_words(self.desk.clock())
        return tuple(one._replace(waits=waits) if one.message_id else one for one in outcomes)

    def send_one(self, case_id: int, purpose: str, worded: Mapping[str, str] | None = None) -> CardOutcome:
        """Queue one text, with what a person has worded of it."""
        try:
            outcome = messages.send(self.desk, case_id, self._entry(), purpose=purpose, worded=worded)
        except BadInput as fault:
            return CardOutcome(case_id, sentence=str(fault))
        if isinstance(outcome, Queued):
            return CardOutcome(case_id, outcome.message_id, warnings=_sentences(outcome.warnings))
        return CardOutcome(case_id, sentence=outcome.sentence)

    def dispatch(self, ids: Sequence[int]) -> None:
        """Hand queued texts to the gateway when there is one and it takes texts at this hour; else they wait."""
        if self._dispatch is not None and ids and text_set().may_send(self.desk.clock()):
            self._dispatch(self.desk, ids)

    def release(self) -> int:
        """In the morning: hand on what has waited since the evening before; how many texts."""
        waiting = messages.queued(self.desk) if text_set().may_send(self.desk.clock()) else []
        self.dispatch(waiting)
        return len(waiting) if self._dispatch is not None else 0

    def mark_sent(self, message_ids: Sequence[int], how: str) -> tuple[CardOutcome, ...]:
        """Texts that a person sent by hand; `how` is the proof. This locks (GC-14)."""
        return tuple(self._told(messages.record_sent, one, self._entry(), proof=how) for one in message_ids)

    def by_phone(self, case_id: int, purpose: str) -> CardOutcome:
        """The customer was told by phone instead: recorded like the sending (GC-08)."""
        if purpose not in VISIT_TEXTS:
            note = f"{PURPOSES[purpose]}，改用电话告知"
            return self._told(files.call, case_id, self._entry(), outcome="reached", note=note)
        tell = green_channel.notify if purpose == "notice" else green_channel.remind
        return self._told(tell, case_id, self._entry(), by="phone")

    def log_call(self, case_id: int, meeting_at: datetime | None, place: str) -> CardOutcome:
        """The escort has phoned the customer (GC-09)."""
        return self._told(green_channel.escort_call, case_id, self._entry(), meeting_at=meeting_at, place=place)

    def log_missed(self, case_id: int, again_at: datetime | None = None) -> CardOutcome:
        """The escort phoned and nobody answered; `again_at` is when they will call again."""
        return self._told(files.call, case_id, self._entry(), outcome="no_answer", note="陪诊来电未接",
                          again_at=again_at)  # fmt: skip

    def log_later(self, case_id: int, again_at: datetime | None) -> CardOutcome:
        """The customer answered and asked to be called at another time."""
        return self._told(files.call, case_id, self._entry(), outcome="later", note="陪诊来电", again_at=again_at)

    def withdraw(self, message_ids: Sequence[int]) -> tuple[CardOutcome, ...]:
        """Pull texts back that nobody has sent yet."""
        return tuple(self._withdraw(one) for one in message_ids)

    def _withdraw(self, message_id: int) -> CardOutcome:
        try:
            return CardOutcome(messages.withdraw(self.desk, message_id, self.person), message_id)
        except BadInput as fault:
            return CardOutcome(0, message_id, str(fault))

    def plan_courtesy(self, case_ids: Sequence[int], wanted: bool) -> tuple[CardOutcome, ...]:
        """Whether these customers are reminded once more on the eve (GC-09)."""
        for case_id in case_ids:
            messages.plan_courtesy(self.desk, case_id, self._entry(), wanted=wanted)
        return tuple(CardOutcome(case_id) for case_id in case_ids)

    def _told(self, verb: Callable[..., Outcome], subject: int, *given: object, **more: object) -> CardOutcome:
        try:
            outcome = verb(self.desk, subject, *given, **more)
        except BadInput as fault:
            return CardOutcome(subject, sentence=str(fault))
        if isinstance(outcome, Done):
            seq = self._reversible(outcome)
            return CardOutcome(outcome.case_id, warnings=_sentences(outcome.warnings), seq=seq)
        return CardOutcome(subject, sentence=outcome.sentence)

    def _reversible(self, done: Done) -> int:
        """D-04: a notice stays sent, whether by hand or by phone."""
        wanted = select(Record.verb).where(Record.case_id == done.case_id, Record.seq == done.seq)
        with self.desk.reading() as session:
            verb = session.scalar(wanted)
        return 0 if verb is None or verb in FINAL else done.seq

    def _entry(self) -> Entry:
        return Entry(self.person)


def _sentences(warnings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f"{found.sentence}（{found.rule}）" for found in warnings)
