"""Parcels on the road: which are followed, what the courier says, and what that may record by itself.

A report that reached the customer is recorded through `delivered`, if the rules allow it now. That material has
reached the desk stays a person's act (ND-08): the timeline says so, and nothing is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import consultation, files
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.handbook.couriers import courier_named, courier_of, number_fault, plain_number
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Conflict
from desktop.models.tables import Case, Parcel, Record

STATES: Mapping[str, str] = {
    "new": "还没有消息", "moving": "在途", "delivered": "已签收", "trouble": "疑难件", "returned": "退回",
    "unknown": "查不到",
}  # fmt: skip
PERSON = "快递查询"
FOLLOWED = timedelta(days=30)
_POSTED = ("post_report", "return_originals")
_PAUSE, _NOTHING = timedelta(hours=2), timedelta(hours=6)


class ParcelAsked(NamedTuple):
    """A parcel whose turn it is; `code` is the courier's at parcel desks, `phone` some couriers want."""

    id: int
    code: str
    number: str
    phone: str


class ParcelTold(NamedTuple):
    """What the courier says: one of STATES, its own last words, and when it said them."""

    state: str
    words: str = ""
    at: datetime | None = None


class ParcelRow(NamedTuple):
    """One followed parcel; `way` is in or out."""

    id: int
    case_id: int
    number: str
    courier: str
    parcel: str
    way: str
    state: str
    words: str
    said_at: datetime | None
    failure: str


def expect(desk: Desk, case_id: int, number: str, courier: str = "") -> int:
    """Follow a parcel that the customer says is on its way here; BadInput for a number that cannot be one."""
    known = courier_named(courier) or courier_of(number)
    if known is None:
        raise BadInput(f"看不出是哪家快递：{courier or number}")
    fault = number_fault(known.name, number)
    if fault:
        raise BadInput(fault)

    def work(session: Session) -> int:
        if session.get(Case, case_id) is None:
            raise BadInput("没有这件案件")
        return _follow(session, desk, case_id, known.name, plain_number(number), "in").id

    try:
        return desk.store.run(work)
    except Conflict as fault_:
        raise BadInput("这个包裹已在查询") from fault_


def _follow(session: Session, desk: Desk, case_id: int, courier: str, number: str, way: str) -> Parcel:
    row = Parcel(case_id=case_id, courier=courier, number=number, way=way, next_at=desk.clock())
    session.add(row)
    session.flush()
    return row


def gather(desk: Desk) -> int:
    """Follow what was posted lately and is not followed yet; how many that were."""

    def work(session: Session) -> int:
        since = desk.clock() - FOLLOWED
        posted = session.execute(
            select(Record.case_id, Record.details).where(Record.verb.in_(_POSTED), Record.happened_at >= since)
            .order_by(Record.id)).all()  # fmt: skip
        known = {(case_id, number) for case_id, number in session.execute(select(Parcel.case_id, Parcel.number))}
        fresh = {(case_id, plain_number(str(told["number"]))): str(told["courier"]) for case_id, told in posted}
        added = 0
        for (case_id, number), name in fresh.items():
            courier = courier_named(name) or courier_of(number)
            if courier is not None and (case_id, number) not in known:
                _follow(session, desk, case_id, courier.name, number, "out")
                added += 1
        return added

    try:
        return desk.store.run(work)
    except Conflict:
        return 0


def to_ask(desk: Desk, limit: int = 50) -> tuple[ParcelAsked, ...]:
    """The parcels whose turn it is; they are put off, so that no other desk asks for them."""

    def work(session: Session) -> tuple[ParcelAsked, ...]:
        now = desk.clock()
        wanted = select(Parcel).where(Parcel.settled_at.is_(None), Parcel.next_at <= now)
        found = session.scalars(wanted.order_by(Parcel.next_at, Parcel.id).limit(limit).with_for_update()).all()
        for row in found:
            row.next_at, row.tries = now + _PAUSE, row.tries + 1
        return tuple(_asked(session, row) for row in found)

    return desk.store.run(work)


def _asked(session: Session, row: Parcel) -> ParcelAsked:
    courier, case = courier_named(row.courier), session.get_one(Case, row.case_id)
    return ParcelAsked(row.id, courier.code if courier else "", row.number, case.policy.insured.phone)


def ask_failed(desk: Desk, parcel_id: int, reason: str) -> None:
    """The courier desk did not answer for it: asked again later, the last state stays."""

    def work(session: Session) -> None:
        row = session.get_one(Parcel, parcel_id, with_for_update=True)
        row.failure, row.next_at = reason, desk.clock() + _PAUSE

    desk.store.run(work)


def heard(desk: Desk, parcel_id: int, told: ParcelTold) -> int:
    """Keep what the courier says; the case when it looks different now, else 0. Older news than known is dropped."""

    def work(session: Session) -> tuple[int, str, str, str]:
        row, now = session.get_one(Parcel, parcel_id, with_for_update=True), desk.clock()
        row.failure, row.next_at = "", now + (_NOTHING if told.state == "unknown" else _PAUSE)
        older = told.at is not None and row.said_at is not None and told.at < row.said_at
        if row.settled_at is not None or older or told.state == "unknown":
            return 0, "", "", ""
        news = row.state != told.state
        row.state, row.words, row.said_at = told.state, told.words[:200], told.at
        row.settled_at = now if told.state in ("delivered", "returned") else None
        return (row.case_id, row.way, row.courier, row.number) if news else (0, "", "", "")

    case_id, way, courier, number = desk.store.run(work)
    if case_id:
        _record(desk, case_id, way, f"{courier} {number}", told)
    return case_id


def _record(desk: Desk, case_id: int, way: str, parcel: str, told: ParcelTold) -> None:
    """Only what a rule allows now; a refusal leaves the remark alone."""
    if told.state == "delivered" and way == "out" and _is_report(desk, case_id, parcel.split()[-1]):
        try:
            if not isinstance(consultation.delivered(desk, case_id, Entry(PERSON)), Refusal):
                return
        except BadInput:
            pass
    remark = _REMARKS.get((told.state, way))
    if remark:
        files.note(desk, case_id, Entry(PERSON), text=remark.format(parcel=parcel))


_REMARKS: Mapping[tuple[str, str], str] = {
    ("delivered", "in"): "待办：快递显示材料已送到（{parcel}），请拆件核对后登记收件",
    ("delivered", "out"): "快递显示客户已签收（{parcel}）",
    ("trouble", "in"): "待办：材料包裹派送有问题（{parcel}），请联系客户或快递",
    ("trouble", "out"): "待办：寄出的包裹派送有问题（{parcel}），请联系快递",
    ("returned", "in"): "待办：材料包裹被退回（{parcel}），请联系客户",
    ("returned", "out"): "待办：寄出的包裹被退回（{parcel}），请核对地址后再寄",
}  # fmt: skip


def _is_report(desk: Desk, case_id: int, number: str) -> bool:
    """Whether the last report that was posted went in this very parcel."""
    with desk.reading() as session:
        wanted = select(Record.details).where(Record.case_id == case_id, Record.verb == "post_report")
        last = session.scalars(wanted.order_by(Record.seq.desc()).limit(1)).first()
    return last is not None and plain_number(str(last["number"])) == number


def parcels(desk: Desk, case_id: int = 0) -> tuple[ParcelRow, ...]:
    """What is followed, newest first; of one case when it is named."""
    with desk.reading() as session:
        wanted = select(Parcel, Case.number).join(Case, Case.id == Parcel.case_id).order_by(Parcel.id.desc())
        found = session.execute(wanted.where(Parcel.case_id == case_id) if case_id else wanted.limit(500)).all()
        return tuple(
            ParcelRow(row.id, row.case_id, number, row.courier, row.number, row.way, row.state, row.words, row.said_at,
                      row.failure) for row, number in found)  # fmt: skip
