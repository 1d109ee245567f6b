"""The day's results on one screen: digits, hours, one recording, one way back."""

from datetime import date, datetime

import pytest
from PySide6.QtTest import QTest
from sqlalchemy import select

from desktop.casework.day_results import DayJob, day_jobs
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Record
from desktop.ui import text
from desktop.ui.action import Where
from desktop.ui.results.draft import Draft, draft_of
from desktop.ui.results.page import ResultsPage
from tests.ui.escorts.conftest import rest

DAY = date(2026, 9, 23)


@pytest.fixture
def page(window, press):
    """The page, opened by its key from the calendar."""
    press("D")
    rest(window)
    assert isinstance(window.whole, ResultsPage)
    return window.whole


def write(edit, words):
    edit.selectAll()
    QTest.keyClicks(edit, words) if words.isascii() else edit.insert(words)


def whats(window_desk):
    return [job.what for job in day_jobs(window_desk.desk, DAY)]


def test_one_key_shows_the_day_in_order_and_esc_leads_back(window, press, page):
    assert [row.draft.job.name for row in page.rows] == ["王*", "李*", "周*"]
    assert page.rows[0].hasFocus()
    assert page.head.words == "9月23日 周三 · 3 单 · 还没开始 1"
    press("Esc")
    assert window.whole.where is Where.CALENDAR


def test_five_keys_record_a_day_of_two_jobs(window, window_desk, press, page):
    before = press.strokes
    press("1", "Down", "2", "Ctrl+Return")
    rest(window)
    assert press.strokes - before == 4
    assert whats(window_desk) == ["served", "no_show", ""]
    assert window.toast.isVisible()
    assert page.head.words == "9月23日 周三 · 3 单 · 已登记 2 · 还没开始 1"


def test_ctrl_z_takes_the_whole_recording_back(window, window_desk, press, page):
    press("1", "Down", "1", "Ctrl+Return")
    rest(window)
    press("Ctrl+Z")
    rest(window)
    assert whats(window_desk) == ["", "", ""]
    assert [row.draft.recorded for row in page.rows] == [False] * 3


@pytest.mark.rule("GC-12", "GC-13")
def test_more_than_four_hours_are_flagged_with_the_clause_and_the_order_is_ticked(window, window_desk, press, page):
    press("1", "Space", "Tab")
    write(page.rows[0].start, "8:00")
    press("Tab")
    write(page.rows[0].end, "12:30")
    with text.watching() as watch:
        page.grab()
    assert {"4 小时 30 分", "超 4 小时 三（七）2", "开出入院"} <= watch.texts
    assert watch.broken == set()
    press("Ctrl+Return")
    rest(window)
    job = day_jobs(window_desk.desk, DAY)[0]
    assert job.ordered
    assert f"{job.to:%H:%M}" == "12:30"


def test_a_visit_cut_short_wants_its_reason_and_the_others_are_recorded_meanwhile(window, window_desk, press, page):
    press("3")
    assert page.rows[0].reason.hasFocus()
    press("Down", "1", "Ctrl+Return")
    rest(window)
    assert whats(window_desk) == ["", "served", ""]
    assert page.rows[0].draft.what == "cut_short"
    press("Up")
    write(page.rows[0].reason, "医生停诊")
    press("Ctrl+Return")
    rest(window)
    assert day_jobs(window_desk.desk, DAY)[0].reason == "医生停诊"


def test_what_has_not_begun_cannot_be_chosen_and_says_so(window, window_desk, press, page):
    press("Down", "Down", "1")
    assert page.rows[2].draft.what == ""
    assert "16:00 才开始" in window.toast.accessibleName()
    press("Ctrl+Return")
    rest(window)
    assert whats(window_desk) == ["", "", ""]


@pytest.mark.rule("D-06")
def test_a_refused_row_stays_with_its_reason_and_the_page_asks_why_so_late(window, window_desk, clock, press, page):
    clock.to("2026-09-28 10:00")
    press("1", "Ctrl+Return")
    rest(window)
    assert whats(window_desk) == ["", "", ""]
    assert page.rows[0].draft.what == "served"
    assert page.rows[0].draft.refused
    assert page.late.isVisible()
    assert page.late.edit.hasFocus()
    page.late.edit.insert("陪诊人员手机没电")
    press("Ctrl+Return")
    rest(window)
    assert whats(window_desk)[0] == "served"
    assert not page.late.isVisible()


@pytest.fixture
def untold(window_desk, clock):
    """王*'s visit of the morning was never announced."""
    with window_desk.desk.store.writing() as session:
        told = session.scalars(select(Record).where(Record.verb == "notify").order_by(Record.id)).first()
        voided = {"record": told.seq, "reason": "发错人"}
        session.add(Record(case_id=told.case_id, seq=90, verb="void", happened_at=clock(), entered_at=clock(),
                           person="孟主管", details=voided, text="作废", rules=""))  # fmt: skip


@pytest.mark.rule("D-04", "D-09")
@pytest.mark.usefixtures("untold")
def test_a_visit_nobody_announced_says_before_saving_that_it_locks_and_offers_no_way_back(window, window_desk, press):
    press("D")
    rest(window)
    page = window.whole
    press("1")
    with text.watching() as watch:
        page.grab()
    said = next(words for words in watch.texts if "撤销须主管作废" in words)
    assert "三（七）6" in said
    assert said not in watch.cut
    assert said in page.rows[0].accessibleName()
    press("Ctrl+Return")
    rest(window)
    assert "1 单已锁定" in window.toast.accessibleName()
    assert not window.toast.undo()
    assert window.desk.situation.undoable == ""
    assert whats(window_desk) == ["served", "", ""]


@pytest.mark.rule("D-09")
@pytest.mark.usefixtures("untold")
def test_of_several_only_what_did_not_lock_is_taken_back(window, window_desk, press):
    press("D")
    rest(window)
    press("1", "Down", "1", "Ctrl+Return")
    rest(window)
    assert window.desk.situation.undoable == "登记 1 单结果"
    press("Ctrl+Z")
    rest(window)
    assert whats(window_desk) == ["served", "", ""]


def test_what_is_being_entered_survives_a_refresh(window, press, page):
    press("1", "F5")
    rest(window)
    assert page.rows[0].draft.what == "served"
    assert page.rows[0].hasFocus()


def test_brackets_turn_the_day_and_an_empty_day_says_so(window, press, page):
    press("]")
    rest(window)
    assert page.rows == []
    assert page.empty.isVisible()
    press("[")
    rest(window)
    assert len(page.rows) == 3


def test_a_row_says_everything_to_a_screen_reader(press, page):
    press("2")
    assert page.rows[0].accessibleName() == "08:30 至 10:30，王*，胸科医院，门诊，陪诊 何敏，客户未到，2 小时"


def at(clock: str) -> datetime:
    return parse_moment(f"2026-09-23 {clock}")


JOB = DayJob(1, 1, 1, "GT-1", "王*", "胸科医院", "", "何敏", "outpatient", at("13:00"), at("15:00"))


def test_a_job_under_way_is_prefilled_until_now():
    draft = draft_of(JOB, at("14:20"))
    assert (draft.start, draft.end) == ("13:00", "14:20")
    assert draft.chosen("served").fault(at("14:20")) == ""


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft(JOB, "served", "13:00", "15:00"), "结束时间 15:00 还没到，现在是 14:20"),
        (Draft(JOB, "served", "13:00", "12:00"), "结束时间须晚于开始时间"),
        (Draft(JOB, "served", "一点", "14:00"), "时间看不懂，例 9:30"),
        (Draft(JOB, "cut_short", "13:00", "14:00"), "请写明中途结束的原因"),
    ],
)
def test_what_cannot_be_right_is_said_before_it_is_sent(draft, said):
    assert draft.fault(at("14:20")) == said


@pytest.mark.rule("GC-13", "D-10")
def test_who_did_not_come_was_not_sent_to_hospital():
    draft = Draft(JOB, "served", "13:00", "14:00").ticked()
    assert draft.ordered
    assert not draft.chosen("no_show").ordered
    assert not draft.chosen("no_show").ticked().ordered
