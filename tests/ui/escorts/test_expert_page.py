"""The experts' page: found by pinyin, entered and changed by keys alone, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.consulting.rows import ExpertDraft
from desktop.ui import text
from desktop.ui.experts.page import ExpertPage
from desktop.ui.roster.page import RosterPage
from tests.casework.escort_desks import CHEST, HUASHAN
from tests.ui.escorts.conftest import rest

HOURS = {"0": ("08:00", "12:00")}


@pytest.fixture
def page(window, window_desk, press):
    """The page with two experts, opened by its key."""
    for draft in (ExpertDraft("郑安", CHEST, "主任医师", "胸外科", hours=HOURS),
                  ExpertDraft("夏清", HUASHAN, "副主任医师", "放射科")):  # fmt: skip
        window_desk.consulting.save_expert(draft)
    press("Ctrl+Alt+P")
    rest(window)
    assert isinstance(window.whole, ExpertPage)
    return window.whole


def names(page):
    return [card.name for card in page.list.shown.rows]


def enter(page, name, words):
    page.form.fields[name].setFocus()
    page.form.fields[name].edit.setText(words)


def test_the_page_shows_who_where_and_when(page):
    assert names(page) == ["夏清", "郑安"]
    assert page.head.words == "2 位可邀 · 0 位可解读结节 · 2 个专科"
    with text.watching() as watch:
        page.grab()
    assert not watch.cut
    assert {"郑安", "主任医师", "胸外科"} <= set(watch.texts)
    said = page.list.shown.data(page.list.shown.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert "周一 08:00–12:00" in said


@pytest.mark.parametrize(("typed", "found"), [
    ("za", ["郑安"]), ("xiaqing", ["夏清"]), ("fsk", ["夏清"]), ("胸", ["郑安"]), ("没有", []), ("", ["夏清", "郑安"]),
])  # fmt: skip
def test_search_knows_names_hospitals_and_specialties_by_pinyin(page, press, typed, found):
    press("Slash")
    assert QApplication.focusWidget() is page.finder.edit
    page.finder.edit.insert(typed)
    assert names(page) == found
    press("Down")
    assert page.list.hasFocus()
    press("Esc")
    assert names(page) == ["夏清", "郑安"]


def test_n_enters_an_expert_and_ctrl_z_takes_it_back(window, press, page):
    press("N")
    assert page.editing
    for name, words in (("name", "梅岭"), ("hospital", CHEST), ("specialty", "病理科")):
        enter(page, name, words)
    page.form.leaves.rows[0].start.edit.setText("10-1")
    page.form.leaves.rows[0].end.edit.setText("10-3")
    press("Ctrl+Return")
    rest(window)
    assert not page.editing
    assert (page.chosen.name, page.chosen.specialty, page.chosen.hospital) == ("梅岭", "病理科", CHEST)
    assert len(page.chosen.absences) == 1
    press("Ctrl+Z")
    rest(window)
    assert names(page) == ["夏清", "郑安"]


def test_f2_puts_an_expert_out_of_service_and_takes_it_back(window, window_desk, press, page):
    press("F2")
    page.form.fields["active"].box.click()
    press("Ctrl+Return")
    rest(window)
    assert names(page) == ["郑安", "夏清"]
    assert "1 位停用" in page.head.words
    assert [card.name for card in window_desk.consulting.experts() if card.active] == ["郑安"]
    press("Ctrl+Z")
    rest(window)
    assert names(page) == ["夏清", "郑安"]


def test_what_cannot_be_right_is_told_at_its_field(window, press, page):
    press("N")
    for name, words in (("name", "梅岭"), ("hospital", "云上医院"), ("specialty", "病理科")):
        enter(page, name, words)
    press("Ctrl+Return")
    rest(window)
    assert page.editing
    assert "云上医院" in page.form.fields["hospital"].fault


def test_an_empty_required_field_stops_the_saving(press, page):
    press("N")
    press("Ctrl+Return")
    assert page.editing
    assert page.form.fields["name"].fault


def test_who_was_faster_is_told_and_nothing_is_overwritten(window, window_desk, press, page):
    press("F2")
    seen = page.chosen
    window_desk.consulting.save_expert(ExpertDraft("夏清", HUASHAN, "主任医师", "放射科"), seen)
    page.form.fields["note"].edit.setText("周三下午")
    press("Ctrl+Return")
    rest(window)
    assert page.strip.kind == "conflict"
    assert window_desk.consulting.experts()[0].note == ""


def test_the_keys_belong_to_the_page_that_is_on(window, press, page):
    press("Esc")
    press("P")
    rest(window)
    assert isinstance(window.whole, RosterPage)
    press("N")
    assert window.whole.editing
    assert not page.editing


def test_a_plain_letter_typed_into_the_search_is_a_letter(page, press):
    press("Slash")
    QTest.keyClicks(page.finder.edit, "nn")
    assert page.finder.edit.text() == "nn"
    assert not page.editing
