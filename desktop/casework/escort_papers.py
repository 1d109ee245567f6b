"""Fills the escort's day sheets: what is on record is printed, what nobody has said yet is left free to write in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from desktop.casework.bringing import booked_things, things_to_bring
from desktop.casework.desk import Desk
from desktop.casework.directory import hospital_named
from desktop.casework.dossier import load_case, situation
from desktop.casework.facts_view import patient_words
from desktop.casework.papers import DayStop, EscortSheet
from desktop.casework.paperwork import PROGRAM, PROVIDER
from desktop.handbook.deskhours import ONE_DAY, at_time
from desktop.handbook.facts import Facts
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case, Escort, Job

_FOR_THE_DAY = ("手机与充电器", "水和点心")
_USUAL_PAPERS = ("身份证", "医保卡", "既往病历", "影像光盘", "近期化验单", "目前用药清单",
                 *_FOR_THE_DAY)  # fmt: skip
_PRINTED = ("assign_escort", "release_escort", "book", "rebook", "escort_call", "discharge_notice", "plan_visit",
            "void")  # fmt: skip
_DAY_TITLES = {"outpatient": "就诊日", "admission": "入院日", "discharge": "出院日", "visit": "探视日"}
_MEET = DayStop(None, "见面", "核对证件；需要时借轮椅", True)
_PART = DayStop(None, "送别", "交接病历与票据，约定回访时间")
_REGISTER = DayStop(None, "取号签到", "凭身份证")
_WAIT = DayStop(None, "候诊", "把想问的问题再看一遍")
_PAY = DayStop(None, "缴费、检查预约", "费用由客户自付，陪诊人员不垫款")
_MEDICINE = DayStop(None, "取药", "核对药名与用量")
_BEFORE = {"outpatient": (_REGISTER, _WAIT), "admission": (_REGISTER,)}
_MAIN = {
    "outpatient": DayStop(None, "就诊", "经同意可进诊室，协助记录医嘱", True),
    "admission": DayStop(None, "办理入院", "费用由客户自付，陪诊人员不垫款", True),
    "discharge": DayStop(None, "办理出院", "费用由客户自付，陪诊人员不垫款", True),
    "visit": DayStop(None, "探视", "遵守病区的探视规定", True),
}
_AFTER = {
    "outpatient": (_PAY, _MEDICINE), "admission": (DayStop(None, "送入病房", "与护士交接"),), "discharge": (_MEDICINE,),
}  # fmt: skip


class Meeting(NamedTuple):
    """When and where escort and customer meet, as the escort's call recorded it; None and "" where it did not."""

    at: datetime | None
    place: str


def escort_sheets(desk: Desk, now: datetime) -> list[EscortSheet]:
    """The day sheets of every live job that is still to come, the nearest first (GC-10, GC-11)."""
    wanted = select(Job).where(Job.cancelled.is_(False), Job.starts_at >= now).order_by(Job.starts_at)
    with desk.reading() as session:
        jobs = session.scalars(wanted.options(joinedload(Job.escort))).all()
        return [_sheet(session, desk, job, now) for job in jobs]


class EscortsJobs(NamedTuple):
    """How many jobs an escort has on a day."""

    escort: str
    jobs: int


class EscortPapers(NamedTuple):
    """The day sheets of one escort for one day, in the order of time."""

    escort: str
    sheets: tuple[EscortSheet, ...]


def escort_names(desk: Desk) -> frozenset[str]:
    """The names on the roster, those out of service included."""
    with desk.reading() as session:
        return frozenset(session.scalars(select(Escort.name)))


def papers_of_day(desk: Desk, day: date, escort: str = "") -> tuple[EscortPapers, ...]:
    """What each escort (or the named one) takes along on a day; whoever has nothing to do is left out."""
    start = at_time(day, time(0))
    wanted = select(Job).where(Job.cancelled.is_(False), Job.starts_at >= start, Job.starts_at < start + ONE_DAY)
    now = desk.clock()
    with desk.reading() as session:
        found = session.scalars(wanted.options(joinedload(Job.escort))).all()
        jobs = sorted(found, key=lambda job: (job.escort.name, job.starts_at, job.id))
        return tuple(
            EscortPapers(name, tuple(_sheet(session, desk, job, now) for job in own))
            for name, own in groupby(jobs, lambda job: job.escort.name) if escort in ("", name)
        )  # fmt: skip


def _sheet(session: Session, desk: Desk, job: Job, now: datetime) -> EscortSheet:
    row = load_case(session, job.case_id)
    facts = situation(session, desk, row, now).facts
    visit = _appointment(job, facts)
    meeting = _meeting(row, facts, job.starts_at.date())
    booking = facts.booking if visit and job.occasion in _BEFORE else {}
    place = _place(session, row, facts)
    doctor = str(booking.get("title") or "")
    return EscortSheet(
        provider=PROVIDER, number=row.number, printed_at=now, visit_day=job.starts_at.date(),
        meeting=meeting.at.time() if meeting.at else None, meeting_place=meeting.place, escort=job.escort.name,
        escort_phone=job.escort.phone, client=patient_words(row, now), hospital=place.name,
        room=str(booking.get("place") or ""), expert=f"由医院安排，{doctor}" if doctor else "",
        slot=f"{visit:%H:%M} 起" if visit else "", booking="", emergency="",
        stops=tuple(_stops(job, visit, meeting.at)), bring=_bring(facts, job.occasion),
        manager=row.owner.name if row.owner else "", manager_phone="", program=PROGRAM, plan_note=_plan_note(job),
        day_title=_DAY_TITLES[job.occasion], edition=_edition(row), client_phone=row.policy.insured.phone,
        address=place.address,
    )  # fmt: skip


class _Place(NamedTuple):
    """A hospital and where it is."""

    name: str
    address: str


def _place(session: Session, row: Case, facts: Facts) -> _Place:
    """The hospital of the case, of a hospital visit that of its stay; the address as the directory has it."""
    stay = session.get(Case, row.stay_id) if row.stay_id and not facts.hospital else None
    name = facts.hospital or (stay.hospital if stay else "")
    known = hospital_named(session, name)
    return _Place(name, f"{known.district}{known.address}" if known and known.address else "")


def _bring(facts: Facts, occasion: str) -> tuple[str, ...]:
    """What the booking names; what is usual for an outpatient visit when it names nothing."""
    if occasion == "outpatient" and not booked_things(facts, occasion):
        return _USUAL_PAPERS
    return (*things_to_bring(facts, occasion), *_FOR_THE_DAY)


def _edition(row: Case) -> int:
    """How often what the sheet says was entered, from the first escort on: a change reissues the sheet (GC-08)."""
    entered = [record.verb for record in sorted(row.records, key=lambda record: record.seq)]
    first = entered.index("assign_escort") if "assign_escort" in entered else len(entered)
    return max(1, sum(verb in _PRINTED for verb in entered[first:]))


def _appointment(job: Job, facts: Facts) -> datetime | None:
    """The planned hour, when it is the job's: a discharge has the one that was told of (GC-11), not the booking's."""
    planned = facts.leaves_at if job.occasion == "discharge" else facts.visit_at
    return planned if planned and planned.date() == job.starts_at.date() else None


def _meeting(row: Case, facts: Facts, day: date) -> Meeting:
    """What the last escort's call agreed for this day (GC-09)."""
    calls = (record for record in row.records if record.verb == "escort_call" and record.seq not in facts.voided)
    for call in sorted(calls, key=lambda record: record.seq, reverse=True):
        agreed = call.details.get("meeting_at")
        at = parse_moment(agreed) if agreed else None
        if at.date() == day if at else call.happened_at in facts.escort_calls:
            return Meeting(at, str(call.details.get("place") or ""))
    return Meeting(None, "")


def _plan_note(job: Job) -> str:
    hours = (job.ends_at - job.starts_at) / timedelta(hours=1)
    return f"预计 {hours:.1f} 小时；超过 4 小时请联系健康管家"


def _stops(job: Job, visit: datetime | None, meeting: datetime | None) -> Iterator[DayStop]:
    """The day's stations; agreed times as they are, those between two agreed ones spread evenly, the rest free."""
    yield _MEET._replace(planned=_clock(meeting))
    yield from _spread(_BEFORE.get(job.occasion, ()), meeting, visit)
    yield _MAIN[job.occasion]._replace(planned=_clock(visit))
    yield from _spread(_AFTER.get(job.occasion, ()), visit, job.ends_at)
    yield _PART._replace(planned=_clock(job.ends_at))


def _spread(stops: tuple[DayStop, ...], start: datetime | None, end: datetime | None) -> Iterator[DayStop]:
    if start is None or end is None or start >= end:
        yield from stops
        return
    for place, stop in enumerate(stops, 1):
        yield stop._replace(planned=_clock(start + (end - start) * place / (len(stops) + 1)))


def _clock(moment: datetime | None) -> time | None:
    """The time of day to the five minutes, as one plans a day."""
    return time(moment.hour, moment.minute // 5 * 5) if moment else None
