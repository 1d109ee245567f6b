"""The page of working days by the keyboard alone: looking, pasting, enabling, taking back, one day, files."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework.calendars.calendars_desk import CalendarsDesk
from desktop.casework.desk import open_desk
from desktop.commands.window_desk import WindowDesk
from desktop.ui.composing import make_shell
from desktop.ui.screens import put_away, settle
from desktop.ui.working_days.joining import WorkingDaysRoom
from desktop.ui.working_days.page import WorkingDaysPage
from tests.casework.calendars.filled import book_into_2027
from tests.casework.desks import HandClock
from tests.handbook.notices import INVENTED, SAMPLE_2027
from tests.moulds import poured
from tests.ui.hands import Keyboard
from tests.ui.picture import shown

pytestmark = pytest.mark.rule("T-05")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of 9 November 2026 with visits in 2027."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREDESK_HOME", str(tmp_path_factory.mktemp("home")))
        made, _ = poured(tmp_path_factory.mktemp("desk"), HandClock("2026-11-01 09:00"), book_into_2027)
        yield made
        made.store.engine.dispose()


@pytest.fixture(scope="module")
def opened(desk):
    """The supervisor's window, one for all tests: each leaves the calendars as it found them."""
    shell = make_shell(WindowDesk(desk, "孟主管"), "主管")
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    settle(shell, 1)
    yield shell
    put_away(shell)


@pytest.fixture
def window(opened):
    """That window with the page on at the present year, nothing pasted."""
    opened.desk.trigger("calendars")
    opened.whole.drop()
    opened.whole.show_year(2026)
    opened.whole.card.grid.go_to(date(2026, 11, 9))
    settle(opened, 1)
    opened.whole.card.grid.go_to(date(2026, 11, 9))
    return opened


@pytest.fixture
def page(window):
    assert isinstance(window.whole, WorkingDaysPage)
    return window.whole


@pytest.fixture
def keys(window):
    return Keyboard(window)


def pasted(window, keys, words):
    """Put words into the clipboard and strike Ctrl+V on the grid."""
    QApplication.clipboard().setText(words)
    keys("Ctrl+V")
    settle(window, 1)


def banner(window):
    return window.findChild(WorkingDaysRoom).banner


def test_arrows_walk_the_days_and_brackets_turn_the_years(window, page, keys):
    grid = page.card.grid
    assert grid.hasFocus()
    assert (page.page.year, grid.cursor_day) == (2026, date(2026, 11, 9))
    keys("Right", "Down", "Left", "Up", "Up")
    assert grid.cursor_day == date(2026, 11, 2)
    assert "按 Enter 看改为放假" in page.card.note.words
    keys("]")
    settle(window, 1)
    assert (page.page.year, page.page.published, grid.cursor_day) == (2027, False, date(2027, 11, 2))
    keys("[", "[")
    settle(window, 1)
    assert page.page.year in (2025, 2026)


def test_a_pasted_notice_is_shown_with_what_it_moves_enabled_and_taken_back(window, page, keys, desk):
    assert "2027 年放假通知还没有录入" in banner(window).title
    pasted(window, keys, SAMPLE_2027)
    words = shown(window)[1].texts
    assert {
        "识别 7 节、放假 29 天、补班 5 天；星期与天数全部核对一致", "触及 2027 的 8 个：移动 4，不变 4",
        "1/31 周日·补班", "不变 · 就诊日落在假期", "启用 2027 日历",
    } <= words  # fmt: skip
    keys("Ctrl+Return")
    settle(window, 2)
    assert desk.office.calendar.tables[2027].published
    assert (page.page.year, page.page.published, page.draft) == (2027, True, None)
    assert window.undo.titles == ["启用 2027 年日历"]
    assert not banner(window).isVisibleTo(window.queues["today"])
    keys("Ctrl+Z")
    settle(window, 2)
    assert not desk.office.calendar.tables[2027].published
    assert not page.page.published
    assert banner(window).isVisibleTo(window.queues["today"])


def test_after_ten_seconds_there_is_nothing_to_take_back(window, page, keys, desk):
    assert page.deeds.back.interval() == 10_000
    pasted(window, keys, SAMPLE_2027)
    keys("Ctrl+Return")
    settle(window, 2)
    page.deeds.back.timeout.emit()
    assert window.undo.titles == []
    keys("Ctrl+Z")
    settle(window, 1)
    assert desk.office.calendar.tables[2027].published
    supervisor = CalendarsDesk(desk, "孟主管")
    supervisor.take_back(supervisor.year(2027).versions[0].id)


def test_a_notice_that_contradicts_itself_names_its_lines_and_cannot_be_enabled(window, page, keys, desk):
    pasted(window, keys, INVENTED.replace("共9天", "共8天").replace("5月8日（周六）", "5月7日（周五）"))
    words = shown(window)[1].texts
    assert {"第 2 行：通知写 8 天，数得 9 天", "第 4 行：5月7日 周五 本来就是工作日，不能写作补班"} <= words
    assert page.pane.enable.reason == "还有 2 处不一致"
    keys("Ctrl+Return")
    settle(window, 1)
    assert not desk.office.calendar.tables[2027].published
    keys("Esc")
    settle(window, 1)
    assert (page.draft, page.pane.field.toPlainText()) == (None, "")
    assert window.whole is page
    keys("Esc")
    assert window.whole is not page


def test_typing_into_the_field_reads_the_notice_after_a_pause(window, page, keys):
    keys("F6")
    assert page.pane.field.hasFocus()
    page.pane.field.insertPlainText(INVENTED)
    page.pane.pause.setInterval(0)
    page.pane.pause.start()
    settle(window, 1)
    assert page.draft.notice.sound
    keys("F6")
    assert page.pane.effects.hasFocus()
    keys("J", "J")
    assert page.pane.effects.at == 2


def test_enter_weighs_one_day_and_an_estimated_one_waits_for_its_notice(window, page, keys, desk):
    page.card.grid.go_to(date(2026, 12, 31))
    keys("Return")
    settle(window, 1)
    assert page.draft.words == "12月31日 周四：上班改为放假"
    assert page.card.grid.changed == {date(2026, 12, 31)}
    assert [row.old.date() for row in page.draft.preview.deadlines if row.state == "moved"] == [date(2026, 12, 31)]
    keys("Ctrl+Return")
    settle(window, 2)
    assert not desk.office.calendar.is_workday(date(2026, 12, 31))
    keys("Ctrl+Z")
    settle(window, 2)
    assert desk.office.calendar.is_workday(date(2026, 12, 31))
    keys("]")
    settle(window, 1)
    keys("Return")
    settle(window, 1)
    assert "先录入通知" in page.strip.detail


def test_a_year_goes_into_a_file_and_comes_back(window, page, tmp_path):
    page.deeds.write_file(str(tmp_path / "年历.csv"))
    settle(window, 1)
    page.deeds.read_file(str(tmp_path / "年历.csv"))
    settle(window, 1)
    assert (page.draft.origin, page.draft.notice.year, page.draft.preview.changed_days) == ("file", 2026, ())
    page.deeds.read_file(str(tmp_path / "没有.txt"))
    settle(window, 1)
    assert "打不开" in page.strip.detail


def test_whoever_is_no_supervisor_sees_what_would_happen_and_why_it_cannot(desk):
    shell = make_shell(WindowDesk(desk, "林管家"))
    shell.resize(1366, 768)
    shell.show()
    shell.desk.trigger("calendars")
    settle(shell, 1)
    shell.whole.pane.paste(INVENTED)
    settle(shell, 1)
    assert shell.whole.draft.preview.moved == 4
    assert shell.whole.pane.enable.reason == "由主管启用"
    watch = shown(shell)[1]
    assert watch.broken == set()
    put_away(shell)


def test_what_another_desk_enables_is_seen_within_a_minute(window, page, desk):
    other = CalendarsDesk(open_desk(desk.store, desk.clock, desk.calendar, desk.hours), "孟主管")
    enabled = other.enable(other.read_text(SAMPLE_2027, 2027))
    assert not desk.office.calendar.tables[2027].published
    window.clock.ticked.emit(desk.clock())
    settle(window, 2)
    assert desk.office.calendar.tables[2027].published
    assert dict(page.page.neighbours)[2027] == "国务院通知"
    assert not banner(window).isVisibleTo(window.queues["today"])
    other.take_back(enabled.seq)
    window.clock.ticked.emit(desk.clock())
    settle(window, 2)
    assert banner(window).isVisibleTo(window.queues["today"])
