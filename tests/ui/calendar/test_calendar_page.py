"""The calendar's page: what it shows first, what it says when it is empty or cannot read, and who may ask the desk."""

import threading
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from desktop.ui import text
from desktop.ui.calendar.spots import SIDE
from desktop.ui.composing import make_shell
from desktop.ui.pages import QUEUES
from desktop.ui.screens import SCREENS, put_away, render_all, settle
from desktop.ui.shell import MINIMUM
from tests.ui.calendar.sample_calendar import CalendarSampleDesk, SampleCalendar
from tests.ui.sample_desk import NOW, SampleDesk


class Unreachable(OSError):
    """The shared database is gone."""


def nav_row(shell):
    """The calendar's row in the navigation."""
    return next(row for row in shell.nav.findChildren(QAbstractButton) if row.objectName() == "calendar")


def test_the_navigation_counts_what_waits_in_fourteen_days(calendar_shell):
    assert nav_row(calendar_shell).accessibleDescription() == "1 件"
    assert calendar_shell.nav.names() == (*(spec.name for spec in QUEUES), "calendar")


def test_the_page_has_the_whole_width_and_begins_with_what_waits(page, calendar_shell):
    assert not calendar_shell.body.inspector.isVisible()
    assert page.head.title.words == "9月23日 周三 · 今天 · 工作日 · 后天起中秋休 3 天"
    assert page.block.name == "周*"
    assert calendar_shell.focusWidget() is page.views.day


def test_a_screen_reader_hears_the_block_under_the_cursor(page):
    heard = QAccessible.queryAccessibleInterface(page.views.day).text(QAccessible.Text.Description)
    assert heard == "周*，9月23日 周三，15:30–17:30，胸科医院·门诊，待指派"


@pytest.mark.usefixtures("page")
def test_the_desk_is_asked_in_the_worker_only(keyboard, rest, escorts):
    keyboard("E", "Return")
    rest()
    keyboard("G", "Ctrl+2")
    rest()
    assert threading.get_ident() not in escorts.threads
    assert len(escorts.threads) == 1


def test_a_deed_shows_before_the_desk_has_answered(page, keyboard, rest, escorts):
    page.pick(next(block for block in page.agenda.every() if block.name == "龚*"))
    escorts.gate.clear()
    keyboard("U")
    assert page.agenda.find(page.cursor_key).escort_id == 0
    assert page.agenda.lane(5).minutes == 120
    assert escorts.deeds == []
    escorts.gate.set()
    rest()
    assert escorts.deeds == ["退回 龚*"]


@pytest.mark.rule("D-01")
def test_a_job_that_somebody_else_changed_goes_back_with_the_reason(page, keyboard, rest, escorts, told):
    key = page.cursor_key
    keyboard("E")
    rest()
    escorts.blocks[key] = escorts.blocks[key]._replace(version=7)
    keyboard("Return")
    rest()
    assert told == ["没有办成，已放回原处：别人刚刚改过这一件，请看过再改"]
    assert page.agenda.find(key).escort_id == 0
    assert page.agenda.find(key).version == 7


def test_a_desk_out_of_reach_puts_the_block_back_and_offers_to_try_again(page, keyboard, rest, escorts):
    key = page.cursor_key
    keyboard("E")
    rest()
    escorts.fault = Unreachable("共享库 30 秒没有回应")
    keyboard("Return")
    rest()
    assert page.agenda.find(key).escort_id == 0
    assert page.strip.title == "没能更新列表：共享库 30 秒没有回应"
    assert "14:20 的数据" in page.strip.detail
    escorts.fault = None
    keyboard("F5")
    rest()
    assert page.strip.isHidden()


def test_an_answer_for_other_days_is_not_shown(page, keyboard, rest):
    keyboard("]", "[")
    rest()
    assert page.agenda.schedule.first == page.shown.day == NOW.date()


def test_without_escorts_the_page_says_what_to_do(qtbot):
    shell = make_shell(CalendarSampleDesk(SampleCalendar(escorts=())), "陪诊协调")
    shell.show()
    shell.begin()
    shell.show_page("calendar")
    settle(shell, 2)
    page = shell.whole
    assert page.agenda.schedule.lanes == ()
    page.show_days(page.shown.turned(4))
    settle(shell, 1)
    assert page.views.empty.accessibleName().startswith("还没有陪诊人员")
    put_away(shell)
    del qtbot


def test_a_desk_without_calendar_has_no_page_and_no_keys(qtbot):
    desk = SampleDesk()
    desk.person, desk.connection = "林悦", "本机"
    shell = make_shell(desk)
    assert "calendar" not in shell.nav.names()
    assert "calendar_assign" not in {action.name for action in shell.desk.known()}
    put_away(shell)
    del qtbot


def test_the_minute_moves_the_line_and_the_words(page, calendar_shell, sample_desk):
    page.pick(next(block for block in page.agenda.every() if block.name == "石*"))
    painted = page.views.day.pictures.painted
    sample_desk.set_now(NOW + timedelta(minutes=70))
    calendar_shell.tick(sample_desk.now())
    page.views.day.viewport().grab()
    assert page.views.day.pictures.painted > painted
    assert page.views.day.accessibleDescription().endswith("陪诊 唐佳，进行中")


@pytest.mark.parametrize("view", ["day", "week", "month", "list"])
def test_the_smallest_window_shows_every_view_with_names_whole(calendar_shell, page, rest, view):
    calendar_shell.resize(*MINIMUM)
    page.show_days(page.shown.turned(16))
    rest()
    page.choose_view(view)
    rest()
    with text.watching() as watch:
        if page.views.canvas is not None:
            page.views.canvas.refresh()
        image = calendar_shell.grab().toImage()
    assert watch.broken == set()
    assert image.width() == MINIMUM[0]
    assert page.head.sheets.geometry().right() <= page.head.width()


def test_national_week_is_narrow_and_the_makeup_saturday_wide(page, rest):
    page.show_days(page.shown.turned(15))
    rest()
    page.choose_view("week")
    rest()
    widths = {column.day: column.width for column in page.views.week.frame.columns}
    off = [date(2026, 10, number) for number in (5, 6, 7, 11)]
    work = [date(2026, 10, number) for number in (8, 9, 10)]
    assert {widths[day] for day in off} == {76.0}
    assert len({widths[day] for day in work}) == 1
    assert widths[date(2026, 10, 10)] > 200
    assert page.head.title.words == "10月5日 – 10月11日 · 第 41 周 · 工作日 3 天"


def test_the_week_after_national_day_names_its_days(page, rest):
    page.show_days(page.shown.turned(15))
    page.choose_view("week")
    rest()
    tops: dict[int, list[str]] = {}
    left, draw = page.views.week.frame.columns, text.draw

    def note(painter, x, y, *rest_of_it, **kept):
        if y < 30 and x >= SIDE:
            column = max(place for place, one in enumerate(left) if one.left + SIDE <= x)
            tops.setdefault(column, []).append(rest_of_it[1])
        return draw(painter, x, y, *rest_of_it, **kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "draw", note)
        page.views.week.viewport().grab()
    assert [tops[place] for place in range(7)] == [
        ["周一", "国庆", "10月5日"], ["周二", "国庆", "10月6日"], ["周三", "国庆", "10月7日"],
        ["周四", "节后首日", "10月8日", "7 件陪诊"], ["周五", "10月9日", "3 件陪诊"],
        ["周六", "补班", "10月10日", "3 件陪诊"], ["周日", "休息", "10月11日"],
    ]  # fmt: skip


def test_the_screens_show_that_week(tmp_path):
    (screen,) = (one for one in SCREENS if one.name == "calendar-national-day")
    make = lambda: make_shell(CalendarSampleDesk(), "陪诊协调")  # noqa: E731
    with text.watching() as watch:
        (picture,) = render_all(make, tmp_path, "light", (1366, 768), (screen,))
    assert picture.faults == ()
    assert {"节后首日", "补班", "10月5日", "10月11日"} <= watch.texts


def test_the_week_advises_the_best_escort_under_what_waits(page, rest):
    page.show_days(page.shown.turned(15))
    page.choose_view("week")
    rest()
    assert sorted(page.views.week.advice.values()) == ["建议 刘思远·全天空闲", "建议 唐佳·全天空闲·熟悉仁济"]


def test_the_month_sums_each_day(page, rest):
    page.show_days(page.shown.turned(15))
    page.choose_view("month")
    rest()
    page.pick_day(date(2026, 10, 8))
    assert page.views.month.accessibleDescription() == "10月8日 周四，陪诊 7 件，已排 46%，冲突 1 件"
    assert page.head.title.words == "2026年10月 · 工作日 18 天 · 陪诊 13 件 · 待指派 2"
