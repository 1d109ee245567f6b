"""The roster of escorts: who they are, when they work, what papers they hold; each change one transaction, audited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from desktop.casework import audit
from desktop.casework.acting import BadInput, answered, attempt, check_dates, plain, remember
from desktop.casework.carers import EVERY_DAY, known_visits, read_hours
from desktop.casework.desk import Desk, Entry
from desktop.casework.hospital_names import HospitalNames, read_names
from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.roster_rows import DayHours, EscortCard, EscortDraft, Leave, Qualification
from desktop.casework.rows import Done, Outcome
from desktop.handbook.moments import spoken_moment
from desktop.models.errors import Stale
from desktop.models.tables import Escort, EscortLeave, EscortQualification, Hospital, Job, Travel

SEXES = ("女", "男")
_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8})$")
_WEEKDAYS = (EVERY_DAY, *map(str, range(7)))


def escort_cards(session: Session, now: datetime) -> tuple[EscortCard, ...]:
    """Every escort with everything: those in service first, by name."""
    known = known_visits(session, now)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    for one in session.scalars(select(EscortLeave).order_by(EscortLeave.starts_at)):
        leaves[one.escort_id].append(Leave(one.id, one.starts_at, one.ends_at, one.reason))
    papers: dict[int, list[Qualification]] = defaultdict(list)
    for paper in session.scalars(select(EscortQualification)):
        papers[paper.escort_id].append(_qualification(paper, now.date()))
    rows = session.scalars(select(Escort).order_by(Escort.active.desc(), Escort.reserve, Escort.name))
    names = read_names(session)
    return tuple(_card(row, papers[row.id], leaves[row.id], _called(names, known.get(row.id, {}))) for row in rows)


def _called(names: HospitalNames, known: Mapping[str, int]) -> dict[str, int]:
    """Visits by what the desk calls the hospitals; two spellings of one are one."""
    found: dict[str, int] = defaultdict(int)
    for name, visits in known.items():
        found[names.brief(name)] += visits
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _qualification(paper: EscortQualification, today: date) -> Qualification:
    lapsed = paper.valid_until is not None and paper.valid_until < today
    return Qualification(paper.kind, PAPER_TITLES[paper.kind], paper.valid_until, lapsed)


def _card(row: Escort, papers: list[Qualification], leaves: list[Leave], known: Mapping[str, int]) -> EscortCard:
    order = tuple(PAPER_TITLES)
    return EscortCard(
        row.id, row.version, row.name, row.phone, row.sex, tuple(row.cities), tuple(row.languages),
        tuple(DayHours(day, *hours) for day, hours in sorted(read_hours(row.hours).items())), row.reserve, row.active,
        row.note, tuple(sorted(papers, key=lambda paper: order.index(paper.kind))), tuple(leaves),
        tuple(known.items()),
    )  # fmt: skip


def add_escort(desk: Desk, entry: Entry, draft: EscortDraft) -> Outcome:
    """Put a new escort on the roster; the answer's `case_id` is the escort's id."""
    _check(draft)

    def work(session: Session) -> int:
        check_name_free(session, draft.name.strip(), 0)
        row = Escort(**_columns(draft))
        session.add(row)
        session.flush()
        return row.id

    return audited(desk, entry, "add_escort", draft.name, plain(_columns(draft)), work)


def change_escort(desk: Desk, escort_id: int, version: int, entry: Entry, draft: EscortDraft) -> Outcome:
    """Change what is known of an escort; Stale when somebody else changed it meanwhile."""
    _check(draft)

    def work(session: Session) -> int:
        row = held_escort(session, escort_id)
        if row.version != version:
            raise Stale
        check_name_free(session, draft.name.strip(), escort_id)
        for column, value in _columns(draft).items():
            setattr(row, column, value)
        return row.id

    return audited(desk, entry, "change_escort", draft.name, plain(_columns(draft)), work)


def set_leave(
    desk: Desk, escort_id: int, entry: Entry, *, start: datetime, end: datetime, reason: str = "", leave_id: int = 0
) -> Outcome:
    """Enter a leave, or change one; jobs already given stay and show as a conflict on the calendar."""
    check_dates(start, end)
    if end <= start:
        raise BadInput("请假的结束须晚于开始")

    def work(session: Session) -> int:
        row = held_escort(session, escort_id)
        leave = session.get(EscortLeave, leave_id) if leave_id else EscortLeave(escort_id=escort_id)
        if leave is None or leave.escort_id != escort_id:
            raise BadInput("没有这条请假")
        _check_leave_free(session, row, start, end, leave_id)
        leave.starts_at, leave.ends_at, leave.reason = start, end, reason.strip()
        session.add(leave)
        return escort_id

    details = plain({"escort_id": escort_id, "start": start, "end": end, "reason": reason.strip()})
    return audited(desk, entry, "set_leave", "", details, work)


def jobs_between(session: Session, escort_id: int, start: datetime, end: datetime) -> Sequence[Job]:
    """The escort's jobs that reach into a span; a cancelled one blocks nothing (D-01)."""
    wanted = select(Job).where(
        Job.escort_id == escort_id, Job.cancelled.is_(False), Job.starts_at < end, Job.ends_at > start
    )
    return session.scalars(wanted.options(joinedload(Job.case))).all()


def drop_leave(desk: Desk, leave_id: int, entry: Entry) -> Outcome:
    """Take a leave back."""

    def work(session: Session) -> int:
        leave = session.get(EscortLeave, leave_id)
        if leave is None:
            raise BadInput("没有这条请假")
        session.delete(leave)
        return leave.escort_id

    return audited(desk, entry, "drop_leave", "", {"leave_id": leave_id}, work)


def set_qualification(
    desk: Desk, escort_id: int, entry: Entry, *, kind: str, valid_until: date | None = None, held: bool = True
) -> Outcome:
    """Enter a paper of an escort and until when it is valid; `held` False takes it off the file."""
    if kind not in PAPER_TITLES:
        raise BadInput(f"证件「{kind}」不存在，应为 {'、'.join(PAPER_TITLES.values())}")

    def work(session: Session) -> int:
        held_escort(session, escort_id)
        wanted = select(EscortQualification).filter_by(escort_id=escort_id, kind=kind)
        paper = session.scalars(wanted).first()
        if paper is not None and not held:
            session.delete(paper)
        elif held:
            paper = paper or EscortQualification(escort_id=escort_id, kind=kind)
            paper.valid_until = valid_until
            session.add(paper)
        return escort_id

    details = plain({"escort_id": escort_id, "kind": kind, "valid_until": valid_until}) | {"held": held}
    return audited(desk, entry, "set_qualification", PAPER_TITLES[kind], details, work)


def set_travel(desk: Desk, entry: Entry, *, one: str, other: str, minutes: int) -> Outcome:
    """How long the way between two hospitals takes, in both directions; 0 forgets it."""
    if one == other or not 0 <= minutes <= 600:
        raise BadInput("请填两家不同的医院，路程 0 到 600 分钟")

    def work(session: Session) -> int:
        ids = sorted(_hospital(session, name) for name in (one, other))
        way = session.scalars(select(Travel).filter_by(from_id=ids[0], to_id=ids[1])).first()
        if way is not None and not minutes:
            session.delete(way)
        elif minutes:
            way = way or Travel(from_id=ids[0], to_id=ids[1])
            way.minutes = minutes
            session.add(way)
        return 0

    return audited(desk, entry, "set_travel", f"{one}–{other}", {"minutes": minutes}, work)


def audited(
    desk: Desk, entry: Entry, action: str, subject: str, details: Mapping[str, Any], work: Callable[[Session], int]
) -> Outcome:
    """`work` returns the escort it is about; the whole is one transaction with its entry in the audit trail."""

    def whole(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        now, escort_id = desk.clock(), work(session)
        session.flush()
        named = subject or str(session.scalar(select(Escort.name).where(Escort.id == escort_id)) or "")
        audit.record(session, at=now, person=entry.person, action=action, subject=named, after=details)
        done = Done(escort_id, 0, "")
        remember(session, entry, done, now)
        return done

    return attempt(desk, whole)


def held_escort(session: Session, escort_id: int) -> Escort:
    """The escort, held until the transaction ends; BadInput when there is none."""
    row = session.get(Escort, escort_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise BadInput("没有这位陪诊人员")
    return row


def _hospital(session: Session, name: str) -> int:
    found = session.scalar(select(Hospital.id).where(Hospital.name == name))
    if found is None:
        raise BadInput(f"没有医院「{name}」，请先登记")
    return found


def _columns(draft: EscortDraft) -> dict[str, Any]:
    hours = {day: list(pair) for day, pair in (draft.hours or {}).items()}
    return {
        "name": draft.name.strip(), "phone": draft.phone.strip(), "sex": draft.sex, "cities": list(draft.cities),
        "languages": list(draft.languages), "hours": hours, "reserve": draft.reserve, "active": draft.active,
        "note": draft.note.strip(),
    }  # fmt: skip


def _check(draft: EscortDraft) -> None:
    if not draft.name.strip():
        raise BadInput("请填写陪诊人员的姓名")
    if draft.phone.strip() and not _PHONE.match(draft.phone.strip()):
        raise BadInput(f"电话「{draft.phone.strip()}」不是 11 位手机号，也不是带区号的座机")
    if draft.sex and draft.sex not in SEXES:
        raise BadInput("性别填 女 或 男")
    for day, (start, end) in (draft.hours or {}).items():
        check_hours(day, start, end)


def check_hours(day: str, start: str, end: str) -> None:
    """BadInput unless the day is one and its end comes after its start."""
    try:
        right = day in _WEEKDAYS and time.fromisoformat(start) < time.fromisoformat(end)
    except ValueError:
        right = False
    if not right:
        raise BadInput(f"上班时间「{start}–{end}」不对：请填如 08:00–18:00，结束晚于开始")


def check_name_free(session: Session, name: str, besides: int) -> None:
    """BadInput when another escort than `besides` has the name."""
    taken = session.scalar(select(Escort.id).where(Escort.name == name, Escort.id != besides))
    if taken is not None:
        raise BadInput(f"已有陪诊人员「{name}」；同名的请加以区分")


def _check_leave_free(session: Session, row: Escort, start: datetime, end: datetime, besides: int) -> None:
    wanted = select(EscortLeave).where(
        EscortLeave.escort_id == row.id, EscortLeave.starts_at < end, EscortLeave.ends_at > start,
        EscortLeave.id != besides,
    )  # fmt: skip
    other = session.scalars(wanted).first()
    if other is not None:
        raise BadInput(f"{row.name}在 {spoken_moment(other.starts_at)} 至 {spoken_moment(other.ends_at)} 已请假")
