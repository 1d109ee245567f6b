"""Green channel: hospital and department, certificate, booking, notice, reminders, visit, admission and discharge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.acting import (
    Act,
    BadInput,
    Effect,
    Given,
    act,
    answered,
    ask,
    attempt,
    begin,
    check_dates,
    finish,
    write,
)
from desktop.casework.applying import check_escort_sex
from desktop.casework.desk import Desk, Entry
from desktop.casework.directory import same_spelling
from desktop.casework.jobs import Look, end_in_vain, finish_job, unfit_jobs
from desktop.casework.rows import Outcome
from desktop.casework.wording import CAUSES, CHANNELS, ORIGINAL_ID
from desktop.handbook.before_visit import visit_to_check
from desktop.handbook.moments import day_start
from desktop.handbook.ranks import TITLES
from desktop.handbook.rulebook.green_channel import NOTICE

_LATEST_NOTICE = timedelta(hours=12)


def settle(desk: Desk, case_id: int, entry: Entry, *, hospital: str, department: str, city: str = "") -> Outcome:
    """Hospital and department are agreed with the customer: the promise starts to run (GC-05, GC-06)."""
    given = {"hospital": hospital.strip(), "department": department.strip(), "city": city}
    return act(desk, case_id, entry, "settle", given, prepare=partial(spell, given))


def certificate(desk: Desk, case_id: int, entry: Entry, *, hospital: str, issued_on: date) -> Outcome:
    """The admission certificate and its own date, which is what counts (GC-06, GC-13)."""
    given = {"hospital": hospital.strip(), "issued_on": issued_on}
    check_dates(issued_on)
    day = day_start(issued_on.isoformat())
    return act(desk, case_id, entry, "certificate", given, happened=day, prepare=partial(spell, given))


def spell(given: dict[str, Any], under_way: Act) -> Given:
    """A case keeps to one name of a hospital, so that GC-13 compares hospitals and not spellings."""
    facts = under_way.case.facts
    known = (facts.certificate_hospital, *under_way.case.ordering_hospitals, facts.hospital)
    given["hospital"] = same_spelling(under_way.session, given["hospital"], known)
    return {"hospital": given["hospital"]}


def book(
    desk: Desk, case_id: int, entry: Entry, *, visit_at: datetime, title: str = "", hospital: str = "",
    department: str = "", place: str = "", original_id: bool = False, bring: Sequence[str] = (),
    arrive_at: datetime | None = None, escort_sex: str = "",
) -> Outcome:  # fmt: skip
    """Book the visit or the bed; settles hospital and department first when they are given and not settled yet.

    `bring` is what the customer takes along; `arrive_at` the time agreed where the original ID is asked for (GC-10);
    `escort_sex` (女, 男 or 不限) replaces what the application said of it, "" keeps that.
    """
    check_escort_sex(escort_sex)
    check_dates(visit_at, arrive_at)
    if title and title not in TITLES:
        raise BadInput(f"职称「{title}」不存在，应为 {'、'.join(TITLES)}")
    if arrive_at is not None and arrive_at > visit_at:
        raise BadInput("到院时间晚于就诊时间，请核对", "arrive_at")
    given: dict[str, object] = {
        "visit_at": visit_at, "title": title, "place": place, "original_id": original_id,
        "bring": list(dict.fromkeys((*((ORIGINAL_ID,) if original_id else ()), *bring))),
        "arrive_at": arrive_at,
        "hospital": hospital.strip(), "department": department.strip(),
    }  # fmt: skip

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry)
        _check_visit_hour(under_way, visit_at)
        given["escort_sex"] = "" if escort_sex == (under_way.case.facts.escort_sex or "不限") else escort_sex
        spell(given, under_way)
        given.update(_whole_place(under_way, given))
        warned = ask(under_way, "book", given)
        _settle_first(under_way, given)
        write(under_way, "book", {key: value for key, value in given.items() if key not in _PLACE}, warned)
        return finish(under_way, "book", warned)

    return attempt(desk, work)


_PLACE = ("hospital", "department")


def _whole_place(under_way: Act, given: Given) -> Given:
    """Who names only the hospital or only the department keeps the other as it was settled."""
    settled = {key: getattr(under_way.case.facts, key) for key in _PLACE}
    return {key: given[key] or settled[key] for key in _PLACE} if any(given[key] for key in _PLACE) else {}


def _settle_first(under_way: Act, given: Given) -> None:
    facts = under_way.case.facts
    place = {key: given[key] for key in _PLACE}
    if all(place.values()) and (facts.settled_at is None or (facts.hospital, facts.department) != (*place.values(),)):
        write(under_way, "settle", place)


def _check_visit_hour(under_way: Act, visit_at: datetime) -> None:
    if visit_at < under_way.happened:
        raise BadInput("就诊时间早于现在，请核对日期")


def rebook(desk: Desk, case_id: int, entry: Entry, *, visit_at: datetime, cause: str, place: str = "") -> Outcome:
    """Move a booking; after the lock only for the hospital's or the provider's cause (GC-14)."""
    if cause not in CAUSES:
        raise BadInput(f"改期原因「{cause}」不存在，应为 {'、'.join(CAUSES)}")
    given: dict[str, object] = {"visit_at": visit_at, "cause": cause, "place": place}

    def prepare(under_way: Act) -> Given:
        _check_visit_hour(under_way, visit_at)
        given["escort_released"] = True if unfit_jobs(under_way, visit_at) else None
        return {}

    def release(under_way: Act) -> None:
        for job in unfit_jobs(under_way, visit_at):
            job.cancelled = True
        under_way.session.flush()

    return act(desk, case_id, entry, "rebook", given, prepare=prepare, effect=release)


def notify(desk: Desk, case_id: int, entry: Entry, *, by: str) -> Outcome:
    """The visit-time notice was sent or phoned: the point of no return; it says whose the costs are (GC-08, GC-14)."""
    return act(desk, case_id, entry, "notify", {"by": _channel(by), "notice": NOTICE})


def remind(desk: Desk, case_id: int, entry: Entry, *, by: str = "sms") -> Outcome:
    """The reminder of the working day before the visit was sent (GC-09)."""
    return act(desk, case_id, entry, "remind", {"by": _channel(by)})


def escort_call(
    desk: Desk, case_id: int, entry: Entry, *, meeting_at: datetime | None = None, place: str = ""
) -> Outcome:
    """The escort phoned the customer: meeting time and place, what to bring (GC-09)."""
    return act(desk, case_id, entry, "escort_call", {"meeting_at": meeting_at, "place": place})


def serve(
    desk: Desk, case_id: int, entry: Entry, *, from_: datetime, to: datetime, admission_ordered: bool = False,
    cut_short: str = "", look: Look | None = None,
) -> Outcome:  # fmt: skip
    """The outpatient visit took place; `admission_ordered` opens the way to the inpatient item (GC-10, GC-13).

    `cut_short` says why a visit was broken off: it counts as done, flagged with the reason.
    """
    check_dates(from_, to)
    if to <= from_:
        raise BadInput("结束时间须晚于开始时间")
    if from_ > desk.clock():
        raise BadInput("就诊开始时间还没到，不能登记为已就诊")
    given = {"from_": from_, "to": to, "admission_ordered": admission_ordered, "cut_short": cut_short.strip()}
    when = entry.happened or min(to, desk.clock())
    return act(desk, case_id, entry, "serve", given, happened=when, effect=_hours("outpatient", from_, to, look))


def confirm_visit(desk: Desk, case_id: int, entry: Entry, *, said: str) -> Outcome:
    """The hospital was asked about a visit that a new calendar put on a day off, and said this (T-05)."""
    if not said.strip():
        raise BadInput("请写明医院的答复")

    def check(under_way: Act) -> Given:
        if not visit_to_check(under_way.case):
            raise BadInput("就诊日没有落在新公布的假期里，不用核对")
        return {}

    return act(desk, case_id, entry, "confirm_visit", {"said": said.strip()}, prepare=check)


def admit(
    desk: Desk, case_id: int, entry: Entry, *, from_: datetime | None = None, to: datetime | None = None,
    cut_short: str = "", look: Look | None = None,
) -> Outcome:  # fmt: skip
    """The customer was admitted, accompanied `from_` `to` (GC-11, GC-12)."""
    given = {"from_": from_, "to": to, "cut_short": cut_short}
    return act(desk, case_id, entry, "admit", given, effect=_hours("admission", from_, to, look))


def discharge_notice(desk: Desk, case_id: int, entry: Entry, *, discharge_at: datetime) -> Outcome:
    """The desk was told of the discharge: somebody accompanies it that day (GC-11)."""
    if discharge_at < desk.clock() - _LATEST_NOTICE:
        raise BadInput("出院时间早于现在，请核对日期")
    return act(desk, case_id, entry, "discharge_notice", {"discharge_at": discharge_at})


def discharge(
    desk: Desk, case_id: int, entry: Entry, *, from_: datetime | None = None, to: datetime | None = None,
    cut_short: str = "", look: Look | None = None,
) -> Outcome:  # fmt: skip
    """The customer was discharged, accompanied `from_` `to` (GC-11, GC-12)."""
    given = {"from_": from_, "to": to, "cut_short": cut_short}
    return act(desk, case_id, entry, "discharge", given, effect=_hours("discharge", from_, to, look))


def no_show(
    desk: Desk, case_id: int, entry: Entry, *, reason: str = "", from_: datetime | None = None,
    to: datetime | None = None, look: Look | None = None,
) -> Outcome:  # fmt: skip
    """The customer did not come or turned back; `from_` `to` is how long the escort waited (D-10)."""

    def end(under_way: Act) -> None:
        if look:
            look(under_way)
        end_in_vain(under_way, from_, to)

    return act(desk, case_id, entry, "no_show", {"reason": reason, "from_": from_, "to": to}, effect=end)


def _hours(occasion: str, start: datetime | None, end: datetime | None, look: Look | None = None) -> Effect:
    if start is not None and end is not None and end <= start:
        raise BadInput("结束时间须晚于开始时间")

    def keep(under_way: Act) -> None:
        if look:
            look(under_way)
        finish_job(under_way, occasion, start, end)

    return keep


def _channel(by: str) -> str:
    if by not in CHANNELS:
        raise BadInput(f"方式「{by}」不存在，应为 {'、'.join(CHANNELS)}")
    return by

