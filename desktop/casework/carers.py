"""Reads escorts and the ways between hospitals as plans see them, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from desktop.casework.planning.model import Away, Carer, Hours, Paper, Ways
from desktop.handbook.deskhours import MIDNIGHT, at_time
from desktop.models.tables import Case, Escort, EscortLeave, EscortQualification, Hospital, Job, Travel

EVERY_DAY = "every"
_REMEMBERED = timedelta(days=365)


def read_carers(session: Session, first: date, last: date, now: datetime) -> tuple[Carer, ...]:
    """The active escorts and those with a job from `first` to `last`: usual staff first, then the reserve."""
    start, end = at_time(first, MIDNIGHT), at_time(last + timedelta(days=1), MIDNIGHT)
    busy = select(Job.escort_id).where(Job.cancelled.is_(False), Job.starts_at >= start, Job.starts_at < end)
    wanted = select(Escort).where(Escort.active | Escort.id.in_(busy)).order_by(Escort.reserve, Escort.id)
    return _carers(session, wanted, known_visits(session, now))


def carer_of(session: Session, escort_id: int) -> Carer:
    """One escort, without what hospitals are known."""
    return _carers(session, select(Escort).where(Escort.id == escort_id), {})[0]


def _carers(session: Session, wanted: Select[Any], known: Mapping[int, Mapping[str, int]]) -> tuple[Carer, ...]:
    rows: Sequence[Escort] = session.scalars(wanted).all()
    ids = wanted.with_only_columns(Escort.id).order_by(None)
    leave: dict[int, list[Away]] = defaultdict(list)
    for one in session.scalars(select(EscortLeave).where(EscortLeave.escort_id.in_(ids)).order_by(EscortLeave.id)):
        leave[one.escort_id].append(Away(one.starts_at, one.ends_at, one.reason))
    papers: dict[int, list[Paper]] = defaultdict(list)
    held = select(EscortQualification).where(EscortQualification.escort_id.in_(ids)).order_by(EscortQualification.id)
    for paper in session.scalars(held):
        papers[paper.escort_id].append(Paper(paper.kind, paper.valid_until))
    return tuple(
        Carer(
            id=row.id, name=row.name, sex=row.sex, phone=row.phone, cities=tuple(row.cities),
            hours=read_hours(row.hours), reserve=row.reserve, active=row.active, leave=tuple(leave[row.id]),
            papers=tuple(papers[row.id]), known=known.get(row.id, {}),
        )
        for row in rows
    )  # fmt: skip


def read_hours(stored: Mapping[str, Sequence[str]]) -> dict[int, Hours]:
    """Working hours by weekday from `{"every": [from, to]}` or one pair per weekday; empty when none are set."""
    if EVERY_DAY in stored:
        return dict.fromkeys(range(7), _pair(stored[EVERY_DAY]))
    return {int(day): _pair(pair) for day, pair in stored.items()}


def _pair(pair: Sequence[str]) -> Hours:
    return time.fromisoformat(pair[0]), time.fromisoformat(pair[1])


def known_visits(session: Session, now: datetime) -> Mapping[int, Mapping[str, int]]:
    """How often each escort was at each hospital in the last year, most often first."""
    done = (
        select(Job.escort_id, Case.hospital, func.count().label("visits")).join(Case, Case.id == Job.case_id)
        .where(Job.cancelled.is_(False), Job.starts_at >= now - _REMEMBERED, Job.starts_at < now, Job.ends_at <= now)
        .where(Case.hospital != "").group_by(Job.escort_id, Case.hospital).order_by(func.count().desc(), Case.hospital)
    )  # fmt: skip
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for escort_id, hospital, visits in session.execute(done):
        found[escort_id][hospital] = visits
    return found


def read_ways(session: Session) -> Ways:
    """Minutes between hospitals by their names."""
    one, other = aliased(Hospital), aliased(Hospital)
    wanted = select(one.name, other.name, Travel.minutes).join(one, one.id == Travel.from_id)
    return {(row[0], row[1]): row[2] for row in session.execute(wanted.join(other, other.id == Travel.to_id))}
