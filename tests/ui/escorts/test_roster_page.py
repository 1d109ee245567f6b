"""The roster: read at a glance, changed in place, nobody overwritten unseen."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.roster_desk import Paper, RosterDesk, RosterEdit
from desktop.casework.roster_rows import EscortDraft
from desktop.ui import text
from desktop.ui.action import Where
from desktop.ui.palette import choices_of
from desktop.ui.roster.form_fields import read_hours
from desktop.ui.roster.page import RosterPage
from tests.ui.escorts.conftest import rest


@pytest.fixture
def page(window, press):
    """The page, opened by its key from the calendar."""
    press("P")
    rest(window)
    assert isinstance(window.whole, RosterPage)
    return window.whole


def names(page):
    return [card.name for card in page.list.shown.rows]


def type_over(field, words):
    field.edit.selectAll()
    QTest.keyClicks(field.edit, words) if words.isascii() else field.edit.insert(words)


def painted(page):
    with text.watching() as watch:
        page.grab()
    return watch


def test_one_key_opens_it_and_esc_leads_back_to_the_calendar(window, press, page):
    assert names(page) == ["何敏", "刘思远"]
    assert page.list.hasFocus()
    press("Esc")
    assert window.whole.where is Where.CALENDAR


def test_the_palette_of_every_place_offers_it_with_its_key_only_where_the_key_works(window):
    found = {where: next(one for one in choices_of(window.desk, where) if one.title == "陪诊人员…")
             for where in (Where.LIST, Where.CALENDAR)}  # fmt: skip
    assert found[Where.LIST].keys == ()
    assert found[Where.CALENDAR].keys == ("P",)
    window.show_page("today")
    found[Where.LIST].run()
    assert isinstance(window.whole, RosterPage)


def test_papers_that_lapse_within_thirty_days_and_lapsed_ones_are_marked_by_word_and_tone(window, window_desk, page):
    card = page.chosen
    papers = {"health_certificate": Paper(True, date(2026, 10, 10)), "first_aid": Paper(True, date(2026, 9, 1)),
              "training": Paper(True, date(2027, 9, 1)), "insurance": Paper(True)}  # fmt: skip
    window_desk.roster_desk.save(card, RosterEdit(None, papers, (), ()))
    page.load()
    rest(window)
    watch = painted(page)
    assert {"急救证书过期", "健康证 还有 17 天", "已过期 22 天", "至 2027年9月1日", "长期有效"} <= watch.texts
    assert watch.broken == set()
    assert "急救证书过期" in page.list.model().index(0, 0).data(0x000B)
    assert page.head.words == "2 人在岗 · 1 人证件过期"


def test_f2_changes_a_field_in_place_and_ctrl_enter_saves_in_two_keys_beside_the_text(window, window_desk, press, page):
    press("F2")
    type_over(page.form.fields["phone"], "13900006620")
    press("Ctrl+Return")
    rest(window)
    assert press.strokes == 3  # P, F2, Ctrl+Enter
    assert not page.editing
    assert window_desk.roster_desk.cards()[0].phone == "13900006620"
    assert page.chosen.phone == "13900006620"
    assert page.list.hasFocus()


def test_n_enters_a_new_escort_with_papers_leave_and_hours(window, window_desk, press, page):
    press("N")
    form = page.form
    type_over(form.fields["name"], "赵琳")
    type_over(form.fields["cities"], "上海 苏州")
    type_over(form.papers["health_certificate"], "2027-3-31")
    form.papers["id_check"].edit.insert("长期")
    type_over(form.leaves.rows[0].start, "10-1")
    type_over(form.leaves.rows[0].end, "10-3")
    press("Ctrl+Return")
    rest(window)
    card = next(card for card in window_desk.roster_desk.cards() if card.name == "赵琳")
    assert card.cities == ("上海", "苏州")
    assert {(paper.kind, paper.valid_until) for paper in card.qualifications} == {
        ("health_certificate", date(2027, 3, 31)), ("id_check", None)}  # fmt: skip
    (leave,) = card.leaves
    assert (f"{leave.start:%m-%d %H:%M}", f"{leave.end:%m-%d %H:%M}") == ("10-01 00:00", "10-04 00:00")
    assert len(card.hours) == 5
    assert page.chosen.name == "赵琳"


def test_esc_leaves_the_form_and_changes_nothing(window, window_desk, press, page):
    before = window_desk.roster_desk.cards()
    press("F2")
    type_over(page.form.fields["phone"], "1")
    press("Esc")
    rest(window)
    assert not page.editing
    assert isinstance(window.whole, RosterPage)
    assert window_desk.roster_desk.cards() == before


@pytest.mark.parametrize(("field", "words", "said"), [("phone", "1380000", "电话"), ("name", "刘思远", "已有陪诊人员")])
def test_what_cannot_be_right_is_told_at_its_field_and_what_was_typed_stays(window, press, page, field, words, said):
    press("F2")
    type_over(page.form.fields[field], words)
    press("Ctrl+Return")
    rest(window)
    assert page.editing
    assert said in page.form.fields[field].fault
    assert page.form.fields[field].value() == words
    assert page.form.fields[field].control.hasFocus()


def test_hours_that_cannot_be_read_are_told_before_anything_is_saved(press, page):
    press("F2")
    page.form.fields["hours"].edits[2].setText("早到晚")
    press("Ctrl+Return")
    assert "周三" in page.form.fields["hours"].fault
    assert page.editing


def test_who_was_faster_is_named_and_a_second_ctrl_enter_saves_over_it(window, window_desk, press, page):
    press("F2")
    type_over(page.form.fields["phone"], "13900006620")
    seen = page.chosen
    window_desk.roster_desk.save(seen, RosterEdit(EscortDraft("何敏", "13711112222", "女", ("杭州",)), {}, (), ()))
    press("Ctrl+Return")
    rest(window)
    assert page.editing
    assert page.strip.kind == "conflict"
    assert "孟佳在 9月23日 周三 14:20 改过何敏：电话 13800004471 → 13711112222" in page.strip.detail
    assert page.form.fields["phone"].value() == "13900006620"
    press("Ctrl+Return")
    rest(window)
    assert window_desk.roster_desk.cards()[0].phone == "13900006620"
    assert not page.strip.isVisible()


@pytest.mark.rule("D-01")
def test_a_leave_over_given_jobs_is_saved_and_names_the_jobs(window, window_desk, press, page):
    press("F2")
    type_over(page.form.leaves.rows[0].start, "9-23")
    type_over(page.form.leaves.rows[0].end, "9-23")
    press("Ctrl+Return")
    rest(window)
    assert page.strip.isVisible()
    assert "仍在名下" in page.strip.title
    assert page.strip.detail == "9月23日 周三 16:00 周*"
    assert len(window_desk.roster_desk.cards()[0].leaves) == 1


def test_a_leave_is_taken_back_by_its_cross(window, window_desk, press, page):
    press("F2")
    type_over(page.form.leaves.rows[0].start, "10-1")
    type_over(page.form.leaves.rows[0].end, "10-1 12:00")
    press("Ctrl+Return")
    rest(window)
    assert len(page.chosen.leaves) == 1
    press("F2")
    page.form.leaves.rows[0].removed.emit(page.form.leaves.rows[0])
    press("Ctrl+Return")
    rest(window)
    assert window_desk.roster_desk.cards()[0].leaves == ()


def save_phone(page, press, window, phone="13900006620"):
    press("F2")
    type_over(page.form.fields["phone"], phone)
    press("Ctrl+Return")
    rest(window)


def test_ctrl_z_takes_the_last_change_back_and_says_which(window, press, page):
    save_phone(page, press, window)
    assert window.desk.situation.undoable == "修改 何敏"
    press("Ctrl+Z")
    rest(window)
    assert page.chosen.phone == "13800004471"
    assert window.toast.accessibleName() == "已撤销：修改 何敏"
    assert window.desk.situation.undoable == ""


def test_the_button_of_the_toast_does_the_same_and_a_new_escort_goes_again(window, press, page):
    press("N")
    type_over(page.form.fields["name"], "赵琳")
    press("Ctrl+Return")
    rest(window)
    assert window.toast.isVisible()
    window.toast.undo()
    rest(window)
    assert names(page) == ["何敏", "刘思远"]


def test_the_toast_takes_the_change_back_also_once_its_page_is_left(window, window_desk, press, page):
    save_phone(page, press, window)
    press("Esc")
    rest(window)
    assert window.toast.undo()
    rest(window)
    assert window_desk.roster_desk.cards()[0].phone == "13800004471"


def test_undo_survives_a_look_at_the_calendar(window, press, page):
    save_phone(page, press, window)
    press("Esc")
    rest(window)
    press("P")
    rest(window)
    press("Ctrl+Z")
    rest(window)
    assert page.chosen.phone == "13800004471"


def test_what_another_desk_changed_since_is_kept_and_the_reason_told(window, window_desk, press, page):
    save_phone(page, press, window)
    other = RosterDesk(window_desk.desk, CalendarDesk(window_desk.desk, "高翔"))
    other.save(page.chosen, RosterEdit(EscortDraft("何敏", "13711112222", "女", ("杭州",)), {}, (), ()))
    press("Ctrl+Z")
    rest(window)
    assert "高翔在 9月23日 周三 14:20 改过何敏" in window.toast.accessibleName()
    assert page.chosen.phone == "13711112222"


def test_while_a_file_is_written_in_nothing_is_taken_back(window, window_desk, press, page):
    save_phone(page, press, window)
    press("F2")
    window.undo.undo()
    rest(window)
    assert page.editing
    assert window.desk.situation.undoable == "修改 何敏"
    assert window_desk.roster_desk.cards()[0].phone == "13900006620"


def test_letters_typed_into_a_field_are_letters(press, page):
    press("F2")
    QTest.keyClicks(QApplication.focusWidget(), "nkj")
    assert page.form.fields["name"].value().endswith("nkj")


@pytest.mark.parametrize(
    ("words", "read"),
    [("8-18", ("08:00", "18:00")), ("08:30–17:30", ("08:30", "17:30")), ("9点 到 12点", ("09:00", "12:00")),
     ("18-8", None), ("全天", None), ("8", None)],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(words, read):
    assert read_hours(words) == read
