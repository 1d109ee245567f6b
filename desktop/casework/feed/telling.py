"""What a carrier is told of a case: one message for each record that concerns it, written with that record.

Messages carry numbers, moments and outcomes; names, telephones, illnesses and free text stay at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.handbook.moments import write_moment
from desktop.models.tables import Case, FeedMessage, Record

TOLD: Mapping[str, tuple[str, ...]] = {
    "apply": (), "review": ("outcome",), "settle": (), "certificate": (), "book": ("visit_at",),
    "rebook": ("visit_at",), "notify": (), "serve": (), "admit": (), "discharge": (), "no_show": (),
    "visit_materials": (), "plan_visit": (), "visit_done": (), "plan_mdt": (), "hold_consultation": (),
    "receive_materials": (), "assign_reader": (), "issue_report": (), "post_report": (), "delivered": (),
    "send_guidance": (), "answer": (), "take_call": (), "exempt": (), "cancel": ("by",), "close": (), "reopen": (),
    "void": ("record",),
}  # fmt: skip
"""The verbs that concern the carrier, each with the details that go with it."""

_DOCUMENT = ("number", "version", "replaces", "pdf_sha256")


def tell(session: Session, row: Case) -> None:
    """Write what the carrier has not been told of a case that came through its feed; the caller's transaction."""
    if row.request_no is None:
        return
    known = select(func.max(FeedMessage.seq)).where(FeedMessage.case_id == row.id)
    told = session.scalar(known)
    if told is not None:
        _write(session, row, told)


def begin_telling(session: Session, case_id: int) -> None:
    """The carrier's application has its case: tell it so, and everything that is on the case's record already.

    The case is held, so that no record slips in between what is read here and what its own verb would tell.
    """
    row = session.get_one(Case, case_id, with_for_update=True)
    if session.scalar(select(FeedMessage.id).where(FeedMessage.case_id == case_id).limit(1)) is None:
        _write(session, row, 0)


def _write(session: Session, row: Case, after: int) -> None:
    wanted = select(Record).where(Record.case_id == row.id, Record.seq > after).order_by(Record.seq)
    for record in session.scalars(wanted):
        if record.verb in TOLD:
            session.add(_message(row, record))
            # One by one, so that their ids follow the order of the records on every engine.
            session.flush()


def _message(row: Case, record: Record) -> FeedMessage:
    kind = "document" if record.details.get("pdf_sha256") else "answer" if record.verb == "apply" else "status"
    return FeedMessage(
        carrier_id=row.carrier_id, case_id=row.id, seq=record.seq, kind=kind, key=f"{row.number}:{record.seq}",
        body=_body(row, record, kind), created_at=record.entered_at,
    )  # fmt: skip


def _body(row: Case, record: Record, kind: str) -> dict[str, Any]:
    told = TOLD[record.verb]
    body: dict[str, Any] = {
        "type": kind, "request_no": row.request_no, "case_number": row.number, "seq": record.seq,
        "happened_at": write_moment(record.happened_at), "entered_at": write_moment(record.entered_at),
    }  # fmt: skip
    if kind == "answer":
        return {**body, "outcome": "accepted"}
    details = {name: record.details[name] for name in told if record.details.get(name)}
    if kind == "document":
        details = {name: record.details[name] for name in _DOCUMENT if record.details.get(name)}
    return {**body, "event": record.verb, "details": details}
