"""Texts to one customer as a person's screen asks for them: which suit, how they read, sending and marking them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import messages
from desktop.casework.board_desk import BoardDesk, CardOutcome
from desktop.casework.dossier import load_case, situation
from desktop.casework.masking import masked_name, masked_phone
from desktop.casework.message_rows import PURPOSES, Preview, Suiting, TextChoice
from desktop.casework.suiting_texts import occasion_of, suiting
from desktop.casework.texts import text_set
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import Case, Message


class TextDesk:
    """Every method runs in the database worker. Queued texts go the way of the reminders board's."""

    def __init__(self, board: BoardDesk) -> None:
        self._board, self.desk, self.person = board, board.desk, board.person

    def choice(self, case_id: int) -> TextChoice:
        """The texts that suit the case now, best first: those still to be sent before those that went."""
        with self.desk.reading() as session:
            row = load_case(session, case_id)
            case = situation(session, self.desk, row, self.desk.clock(), self.person)
            found = sorted(_suiting(session, row, case), key=lambda one: not one.is_open)
            name, phone = masked_name(row.policy.insured.name), masked_phone(row.policy.insured.phone)
        return TextChoice(case_id, name, row.number, phone, tuple(found), 0 if found else -1)

    def preview(self, case_id: int, purpose: str, worded: Mapping[str, str]) -> Preview | Refusal:
        """One text with real values and a person's words, as it would go."""
        return messages.preview(self.desk, case_id, self.person, purpose, worded)

    def send(self, case_id: int, purpose: str, worded: Mapping[str, str]) -> CardOutcome:
        """Put it on its way; outside the gateways' hours it waits for the morning."""
        outcome = self._board.send_one(case_id, purpose, worded)
        self._board.dispatch([outcome.message_id] if outcome.message_id else [])
        return outcome._replace(waits=text_set().waiting_words(self.desk.clock()) if outcome.message_id else "")

    def mark_sent(self, case_id: int, purpose: str, worded: Mapping[str, str], how: str) -> CardOutcome:
        """A person sent it by hand, `how` is the proof: the text is kept, and its sending recorded in the case."""
        with self.desk.reading() as session:
            row = load_case(session, case_id)
            case = situation(session, self.desk, row, self.desk.clock(), self.person)
            live = _newest(session, row, case, purpose)
        waiting = live is not None and live.state in ("queued", "submitted", "failed")
        message_id = live.id if live is not None and waiting else 0
        if not message_id:
            outcome = self._board.send_one(case_id, purpose, worded)
            if not outcome.message_id:
                return outcome
            message_id = outcome.message_id
        return self._board.mark_sent([message_id], how)[0]._replace(message_id=message_id)

    def withdraw(self, message_id: int) -> CardOutcome:
        """Pull a text back that nobody has sent yet."""
        return self._board.withdraw([message_id])[0]


def _suiting(session: Session, row: Case, case: Situation) -> Iterator[Suiting]:
    for purpose, why in suiting(case, row.records):
        newest = _newest(session, row, case, purpose)
        if newest is None:
            yield Suiting(purpose, PURPOSES[purpose], why)
            continue
        since = newest.settled_at or newest.submitted_at or newest.queued_at
        yield Suiting(purpose, PURPOSES[purpose], why, newest.id, newest.state, since)


def _newest(session: Session, row: Case, case: Situation, purpose: str) -> Message | None:
    """The newest text of the purpose for what it would answer now, unless its record was voided (D-09)."""
    occasion = occasion_of(purpose, row.records, case.facts.voided)
    wanted = select(Message).where(Message.case_id == row.id, Message.purpose == purpose)
    if occasion is not None:
        wanted = wanted.where(Message.booking == occasion)
    found = session.scalars(wanted.order_by(Message.id.desc()).limit(1)).first()
    return None if found is None or found.record_seq in case.facts.voided else found
