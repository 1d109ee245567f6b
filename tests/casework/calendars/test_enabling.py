"""A new calendar takes effect whole or not at all, moves exactly what it should, and goes back."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from desktop.casework import audit, green_channel
from desktop.casework.acting import BadInput
from desktop.casework.calendars import enabling
from desktop.casework.calendars.calendars_desk import CalendarsDesk
from desktop.casework.calendars.rows import HolidayVisit
from desktop.casework.calendars.versions import versions_of
from desktop.casework.desk import Entry, open_desk
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.stories.arguments import CASE_VERBS
from desktop.casework.verification import verify
from desktop.models.tables import CalendarDay, CalendarVersion, Case, Message, Record
from tests.casework.calendars.filled import book_into_2027
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import done
from tests.handbook.notices import INVENTED, SAMPLE_2027

pytestmark = pytest.mark.rule("T-05")
SUPERVISOR = Entry("孟主管")
WORDS = (
    "时限重算 · 2027 年放假安排公布：就诊提醒 1月29日 周五 18:00 → 1月31日 周日 18:00；"
    "陪诊来电 1月29日 周五 17:00 → 1月31日 周日 17:00"
)


@pytest.fixture
def booked(pour, clock):
    """Such a desk on each engine, and its cases."""
    return pour(book_into_2027, clock)


def told(desk, case):
    """What the case's timeline says of recalculations."""
    with desk.reading() as session:
        wanted = select(Record.text).where(Record.case_id == case, Record.verb == "recalculated").order_by(Record.seq)
        return list(session.scalars(wanted))


def columns(desk):
    """The derived columns and how many records there are, of every case."""
    with desk.reading() as session:
        kept = select(Case.id, Case.next_due_at, Case.next_provisional, Case.next_step, Case.stage).order_by(Case.id)
        return session.execute(kept).all(), session.scalar(select(func.count()).select_from(Record))


def test_the_preview_names_what_moves_what_stays_and_which_visit_falls_on_the_holiday(booked):
    desk, cases = booked
    before = columns(desk)
    draft = CalendarsDesk(desk, "孟主管").read_text(INVENTED, 2027)
    rows = [(row.case_id, row.state, row.titles, row.old.date(), row.new.date(), row.makeup)
            for row in draft.preview.deadlines]  # fmt: skip
    assert [(case, state, old, new, makeup) for case, state, _, old, new, makeup in rows if state == "moved"] == [
        (cases["before"], "moved", date(2027, 1, 29), date(2027, 1, 31), True),
        (cases["after"], "moved", date(2027, 2, 12), date(2027, 2, 14), True),
    ]
    assert {titles for _, _, titles, *_ in rows} == {("就诊提醒", "陪诊来电")}
    assert {case for case, state, *_ in rows if state == "firm"} == {cases["early"], cases["amid"]}
    assert [one.case_id for one in draft.preview.visits] == [cases["amid"]]
    assert isinstance(draft.preview.visits[0], HolidayVisit)
    assert draft.preview.visits[0].feast == "春节"
    assert (draft.preview.touched, draft.preview.moved) == (8, 4)
    assert columns(desk) == before


def test_what_was_previewed_is_what_happens_and_nothing_else(booked):
    desk, cases = booked
    screen = CalendarsDesk(desk, "孟主管")
    draft = screen.read_text(INVENTED, 2027)
    enabled = done(screen.enable(draft))
    assert set(enabled.changed) == {cases[name] for name in ("before", "after", "amid")}
    assert told(desk, cases["before"]) == [WORDS]
    assert "2月9日 周二 落在春节，须与医院核对就诊日" in told(desk, cases["amid"])[0]
    assert told(desk, cases["early"]) == told(desk, cases["gone"]) == []
    assert verify(desk).differences == ()
    again = screen.read_text(INVENTED, 2027)
    assert (again.preview.deadlines, again.preview.visits, again.preview.moved) == ((), (), 0)


def test_sent_texts_stay_as_they_were(booked, clock):
    desk, cases = booked
    clock.to("2026-11-10 10:00")
    done(green_channel.notify(desk, cases["before"], MANAGER, by="sms"))
    with desk.reading() as session:
        sent = [(row.id, row.state, row.text) for row in session.scalars(select(Message))]
    done(enabling.enable_notice(desk, SUPERVISOR, notice=SAMPLE_2027))
    with desk.reading() as session:
        assert [(row.id, row.state, row.text) for row in session.scalars(select(Message))] == sent


def test_it_goes_back_within_ten_seconds_and_every_deadline_with_it(booked, clock):
    desk, cases = booked
    screen = CalendarsDesk(desk, "孟主管")
    before, _ = columns(desk)
    enabled = done(screen.enable(screen.read_text(SAMPLE_2027, 2027)))
    assert desk.office.calendar.tables[2027].published
    clock.now += timedelta(seconds=9)
    restored = done(screen.take_back(enabled.seq))
    assert restored.changed == enabled.changed
    assert columns(desk)[0] == before
    assert not desk.office.calendar.tables[2027].published
    assert len(told(desk, cases["before"])) == 2
    assert "2月9日 周二 不再是休息日，不必核对" in told(desk, cases["amid"])[1]
    page = screen.year(2027)
    assert [(one.number, one.origin) for one in page.versions] == [(2, "restored"), (1, "notice")]
    assert verify(desk).differences == ()
    with pytest.raises(BadInput, match="不能再撤回"):
        screen.take_back(restored.seq)


def test_too_late_by_another_or_after_a_newer_version_nothing_goes_back(desk, clock):
    clock.to("2026-11-09 09:20")
    mine = CalendarsDesk(desk, "孟主管")
    first = done(mine.enable(mine.read_text(SAMPLE_2027, 2027)))
    with pytest.raises(BadInput, match="孟主管启用"):
        CalendarsDesk(desk, "林管家").take_back(first.seq)
    second = done(mine.enable(mine.read_day(date(2027, 7, 1))))
    with pytest.raises(BadInput, match="之后又改过"):
        mine.take_back(first.seq)
    clock.now += timedelta(seconds=16)
    with pytest.raises(BadInput, match="超过 10 秒"):
        mine.take_back(second.seq)
    assert not desk.office.calendar.is_workday(date(2027, 7, 1))


def test_a_published_year_goes_back_to_what_ships_or_to_the_version_before(desk, clock):
    clock.to("2026-03-09 09:20")
    screen = CalendarsDesk(desk, "孟主管")
    first = done(screen.enable(screen.read_day(date(2026, 5, 9))))
    assert not desk.office.calendar.is_workday(date(2026, 5, 9))
    done(screen.take_back(first.seq))
    assert desk.office.calendar.tables[2026].flags() == desk.calendar.tables[2026].flags()
    done(screen.enable(screen.read_day(date(2026, 5, 9))))
    second = done(screen.enable(screen.read_day(date(2026, 5, 10))))
    assert desk.office.calendar.is_workday(date(2026, 5, 10))
    done(screen.take_back(second.seq))
    assert not desk.office.calendar.is_workday(date(2026, 5, 10))
    assert not desk.office.calendar.is_workday(date(2026, 5, 9))


def test_a_makeup_saturday_taken_off_moves_the_deadline_over_the_weekend(desk, clock):
    clock.to("2026-05-08 09:00")
    case = open_case(desk, add_policy(desk))
    screen = CalendarsDesk(desk, "孟主管")
    draft = screen.read_day(date(2026, 5, 9))
    assert [(row.old.date(), row.new.date()) for row in draft.preview.deadlines] == [
        (date(2026, 5, 9), date(2026, 5, 11))
    ]
    assert draft.preview.changed_days == (date(2026, 5, 9),)
    done(screen.enable(draft))
    assert "5月9日" in told(desk, case)[0]


def test_a_day_of_an_estimated_year_waits_for_its_notice(desk):
    with pytest.raises(BadInput, match="先录入通知"):
        CalendarsDesk(desk, "孟主管").read_day(date(2027, 5, 1))


def test_only_a_supervisor_lets_a_sound_notice_take_effect(desk, clock):
    clock.to("2026-11-09 09:20")
    before = columns(desk)
    manager = CalendarsDesk(desk, "林管家")
    assert not manager.year(2027).may_enable
    with pytest.raises(BadInput, match="由主管启用"):
        manager.enable(manager.read_text(SAMPLE_2027, 2027))
    wrong = SAMPLE_2027.replace("共9天", "共8天")
    weighed = CalendarsDesk(desk, "孟主管").read_text(wrong, 2027)
    assert weighed.preview is None
    with pytest.raises(BadInput, match="第 6 行：通知写 8 天，数得 9 天"):
        CalendarsDesk(desk, "孟主管").enable(weighed)
    with desk.reading() as session:
        assert versions_of(session, 2027) == ()
    assert columns(desk) == before


def test_a_preview_of_another_calendar_is_not_enabled(desk, clock):
    clock.to("2026-11-09 09:20")
    screen = CalendarsDesk(desk, "孟主管")
    stale = screen.read_day(date(2026, 12, 31))
    done(screen.enable(screen.read_day(date(2026, 12, 30))))
    with pytest.raises(BadInput, match="刚被别人改过"):
        screen.enable(stale)


def test_the_same_command_acts_once(desk, clock):
    clock.to("2026-11-09 09:20")
    screen = CalendarsDesk(desk, "孟主管")
    draft = screen.read_text(SAMPLE_2027, 2027)
    assert done(screen.enable(draft, "c-1")).seq == done(screen.enable(draft, "c-1")).seq
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarVersion)) == 1
        assert audit.first_break(session) is None


def test_a_fault_on_the_way_leaves_no_trace(booked, monkeypatch):
    desk, _ = booked
    before, calendar = columns(desk), desk.office.calendar.flags

    def fail(*_given):
        raise RuntimeError("halfway")

    monkeypatch.setattr(enabling, "refresh", fail)
    with pytest.raises(RuntimeError):
        enabling.enable_notice(desk, SUPERVISOR, notice=SAMPLE_2027)
    assert columns(desk) == before
    assert desk.office.calendar.flags == calendar
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(CalendarDay)) == 0


def test_another_desk_sees_it_at_its_next_question(booked):
    desk, cases = booked
    other = open_desk(desk.store, desk.clock, desk.calendar, desk.hours)
    done(enabling.enable_notice(desk, SUPERVISOR, notice=SAMPLE_2027))
    assert not other.office.calendar.tables[2027].published
    assert CalendarsDesk(other, "林管家").year(2027).published
    view = ScreenDesk(open_desk(desk.store, desk.clock, desk.calendar, desk.hours), "林管家").case_view(
        cases["before"], desk.clock()
    )
    assert next(task.day for task in view.tasks if task.name == "reminder") == date(2027, 1, 31)


def test_a_notice_that_reaches_into_december_is_taken_back_in_both_years(desk, clock):
    clock.to("2026-11-09 09:20")
    text = INVENTED.replace("1月1日（周五）至3日（周日）放假，共3天", "2026年12月31日至2027年1月3日放假，共4天")
    screen = CalendarsDesk(desk, "孟主管")
    enabled = done(screen.enable(screen.read_text(text, 2027)))
    assert not desk.office.calendar.is_workday(date(2026, 12, 31))
    done(screen.take_back(enabled.seq))
    assert desk.office.calendar.is_workday(date(2026, 12, 31))
    assert not desk.office.calendar.tables[2027].published


def test_the_hospitals_answer_ends_the_task_and_is_asked_for_only_then(booked):
    desk, cases = booked
    confirm = partial(CASE_VERBS["confirm_visit"], desk, entry=MANAGER, said="照常出诊")
    with pytest.raises(BadInput, match="不用核对"):
        confirm(case_id=cases["amid"])
    done(enabling.enable_notice(desk, SUPERVISOR, notice=SAMPLE_2027))
    screen = ScreenDesk(desk, "林管家")
    view = screen.case_view(cases["amid"], desk.clock())
    assert "confirm_visit" in [step.verb for step in view.steps]
    done(confirm(case_id=cases["amid"]))
    view = screen.case_view(cases["amid"], desk.clock())
    assert "confirm_visit" not in [step.verb for step in view.steps]
    assert next(task for task in view.tasks if task.name == "check_visit").done


@pytest.mark.parametrize(("now", "missing"), [
    ("2026-10-31 23:59", 0), ("2026-11-01 00:00", 2027), ("2026-12-31 23:59", 2027), ("2027-01-01 00:00", 2027),
])  # fmt: skip
def test_from_november_on_the_next_years_notice_is_missed(small_desk, clock, now, missing):
    clock.to(now)
    screen = CalendarsDesk(small_desk, "孟主管")
    assert screen.standing().missing == screen.year().missing == missing


def test_a_year_is_twelve_months_with_their_working_days(small_desk, clock):
    clock.to("2026-11-09 09:20")
    page = CalendarsDesk(small_desk, "孟主管").year()
    assert (page.year, page.workdays, len(page.holidays), len(page.makeups)) == (2026, 248, 33, 6)
    assert [month.workdays for month in page.months] == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(len(month.days) for month in page.months) == 365
    assert page.neighbours == ((2025, "已归档"), (2026, "国务院通知"), (2027, "预估"))
    with pytest.raises(BadInput, match="范围"):
        CalendarsDesk(small_desk, "孟主管").year(2100)
