"""Letting a year's calendar take effect, and taking it back: one transaction, told on every case it moves (T-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput, answered, attempt, begin, remember
from desktop.casework.calendars.effects import Effect, another, effect_on, effects
from desktop.casework.calendars.versions import add_version, free_moment, publication, table_before, versions_of
from desktop.casework.derived import refresh
from desktop.casework.desk import Desk, Entry, declared_exemptions
from desktop.casework.recalculating import note_change
from desktop.casework.rows import Done, Outcome
from desktop.handbook.moments import spoken_moment
from desktop.handbook.notice_text import read_notice
from desktop.handbook.workdays import CalendarInputError, WorkCalendar, YearTable
from desktop.handbook.year_notice import YearNotice, spell
from desktop.models.tables import CalendarVersion

BACK_WITHIN = timedelta(seconds=10)
_GRACE = timedelta(seconds=5)
"""A key pressed in time may reach the database a little later."""

Work = Callable[[Session], Done]


def publish_calendar(
    desk: Desk, entry: Entry, *, year: int, holidays: Sequence[date], workdays: Sequence[date]
) -> Outcome:
    """Enter the State Council's notice for a year; raises BadInput when a day is both or lies outside the year."""
    if not holidays and not workdays:
        raise BadInput(f"{year} 年的放假安排没有任何日期")
    try:
        table = YearTable(year, _named(desk, year, holidays), _named(desk, year, workdays))
    except CalendarInputError as error:
        raise BadInput(str(error)) from error
    return put_in_force(desk, entry, (table,), origin="notice")


def _named(desk: Desk, year: int, days: Sequence[date]) -> dict[date, str]:
    known = desk.office.calendar.tables.get(year)
    names = dict(known.holidays) if known else {}
    if not names:
        return dict.fromkeys(days, "放假安排")
    return {day: names[min(names, key=lambda feast: abs(feast - day))] for day in days}


def enable_notice(desk: Desk, entry: Entry, *, notice: str, year: int = 0) -> Outcome:
    """Read a notice's text and let it take effect; `year` where it names none. BadInput names what is wrong in it."""
    read = read_notice(notice, year or None, desk.office.calendar)
    return enable_calendar(desk, entry, read, words=notice)


def enable_calendar(
    desk: Desk, entry: Entry, notice: YearNotice, *, origin: str = "notice", words: str = "",
    based_on: int | None = None,
) -> Outcome:  # fmt: skip
    """Let a checked year take effect, by a supervisor; `words` is the notice's text, kept with the version.

    `based_on` is the publication that the preview was made on. BadInput: the notice is not sound, somebody else
    changed a calendar meanwhile, or the person is no supervisor.
    """
    tables = tables_of(desk, notice)
    return put_in_force(desk, entry, tables, origin=origin, words=words, based_on=based_on, supervised=True)


def tables_of(desk: Desk, notice: YearNotice) -> tuple[YearTable, ...]:
    """The year tables of a sound notice; BadInput with what is wrong in any other."""
    if not notice.sound:
        raise BadInput("；".join(str(one) for one in notice.troubles if one.blocks))
    try:
        return notice.tables(desk.office.calendar)
    except CalendarInputError as error:
        raise BadInput(str(error)) from error


def put_in_force(
    desk: Desk, entry: Entry, tables: Sequence[YearTable], *, origin: str, words: str = "",
    based_on: int | None = None, supervised: bool = False,
) -> Outcome:  # fmt: skip
    """Let year tables take effect from now on; the Done's `seq` is the id of the first one's new version."""

    def work(session: Session) -> Done:
        if supervised:
            _check_supervisor(desk, entry)
        if based_on is not None and publication(session) != based_on:
            raise BadInput("工作日历刚被别人改过，请按新的日历再看一遍预览")
        sentence = f"{'、'.join(str(table.year) for table in tables)} 年放假安排公布"
        return _replace(session, desk, entry, tables, origin, words, sentence)

    return _carried_out(desk, entry, work)


def take_back_year(desk: Desk, entry: Entry, *, year: int) -> Outcome:
    """Take back the newest version of a year."""
    with desk.reading() as session:
        newest = next(iter(versions_of(session, year)), None)
    if newest is None:
        raise BadInput(f"{year} 年没有可以撤回的日历")
    return take_back(desk, entry, newest.id)


def take_back(desk: Desk, entry: Entry, version_id: int) -> Outcome:
    """Let what a version replaced take effect again, within ten seconds of it and by who enabled it.

    Nothing is erased: the former table is a new version, and every case it moves back is told. BadInput otherwise.
    """

    def work(session: Session) -> Done:
        version = session.get(CalendarVersion, version_id)
        if version is None:
            raise BadInput("没有这一版日历")
        _check_takeable(session, desk, entry, version)
        # What one notice changed of two years was published in one transaction and goes back in one.
        wanted = select(CalendarVersion).where(
            CalendarVersion.published_at == version.published_at, CalendarVersion.person == version.person
        )
        together = session.scalars(wanted.order_by(CalendarVersion.id)).all()
        tables = [table_before(session, one, desk.calendar) for one in together]
        sentence = f"{'、'.join(str(table.year) for table in tables)} 年日历撤回，恢复原来的放假安排"
        return _replace(session, desk, entry, tables, "restored", "", sentence)

    return _carried_out(desk, entry, work)


def _check_supervisor(desk: Desk, entry: Entry) -> None:
    if entry.person not in desk.office.supervisors:
        raise BadInput("工作日历由主管启用")


def _check_takeable(session: Session, desk: Desk, entry: Entry, version: CalendarVersion) -> None:
    if versions_of(session, version.year)[0].id != version.id:
        raise BadInput(f"{version.year} 年的日历之后又改过，不能撤回这一版")
    if version.origin == "restored":
        raise BadInput("撤回后的日历不能再撤回；需要时重新启用")
    if version.person != entry.person:
        raise BadInput(f"这一版由{version.person}启用，只有本人能撤回")
    if desk.clock() - version.published_at > BACK_WITHIN + _GRACE:
        raise BadInput("启用已超过 10 秒，不能撤回；需要时重新启用原来的日历")


def _carried_out(desk: Desk, entry: Entry, work: Work) -> Outcome:
    """One transaction; the desk knows the calendar that is in force afterwards, also when it failed."""

    def whole(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        desk.keep_current(session)
        done = work(session)
        remember(session, entry, done, desk.clock())
        return done

    try:
        return attempt(desk, whole)
    except Exception:
        desk.refresh()
        raise


def _replace(
    session: Session, desk: Desk, entry: Entry, tables: Sequence[YearTable], origin: str, words: str, sentence: str
) -> Done:
    """The tables as new versions, audited; the cases that differ are read again, told and derived anew."""
    now, old = desk.clock(), desk.office.calendar
    years = tuple(sorted({table.year for table in tables}))
    to_come = another(old, tables, now)
    differing = [one.new.case_id for one in effects(session, desk, years, to_come) if one.differs]
    at = free_moment(session, years, now)
    versions = [add_version(session, table, at=at, person=entry.person, origin=origin, words=words)
                for table in tables]  # fmt: skip
    desk.renew(session)
    changed = tuple(case_id for case_id in differing if case_id and _tell(session, desk, entry, old, case_id, sentence))
    audit.record(session, at=now, person=entry.person, action="publish_calendar", subject=str(tables[0].year),
                 after={"origin": origin, "source": tables[0].source, "cases": len(changed),
                        "versions": [f"{one.year}-{one.number}" for one in versions]})  # fmt: skip
    return Done(0, versions[0].id, str(tables[0].year), (), changed)


def _tell(session: Session, desk: Desk, entry: Entry, old: WorkCalendar, case_id: int, sentence: str) -> bool:
    """Hold the case, say on its timeline what moved, and keep its derived columns true."""
    under_way = begin(session, desk, case_id, replace(entry, command_id=""))
    before = replace(desk, office=replace(desk.office, calendar=old))
    declared = declared_exemptions(session)
    effect = effect_on(before, desk, under_way.row, under_way.entered, declared)
    told = "；".join(_changes(effect))
    if told:
        note_change(under_way, f"{sentence}：{told}", "T-05")
    refresh(session, under_way.row, under_way.case)
    return True


def _changes(effect: Effect) -> Iterator[str]:
    for was, now in effect.pairs:
        if was.due != now.due and was.due is not None and now.due is not None:
            yield f"{now.title} {spoken_moment(was.due)} → {spoken_moment(now.due)}"
    if effect.visit is not None:
        feast = effect.new.office.calendar.holiday_name(effect.visit.date()) or "休息日"
        yield f"就诊日 {spell(effect.visit.date())} 落在{feast}，须与医院核对就诊日"
    if effect.freed is not None:
        yield f"就诊日 {spell(effect.freed.date())} 不再是休息日，不必核对"
