"""One key means one thing in one place, and every action can be found by eye."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from desktop.casework.rows import Step
from desktop.handbook.vocabulary import Finding
from desktop.ui import actions, icons
from desktop.ui.action import Action, Where
from desktop.ui.actions import ACTIONS
from desktop.ui.palette import choices_of, matches
from desktop.ui.situations import Situation
from tests.ui.picture import shown
from tests.ui.sample_desk import sample_rows

FORBIDDEN = ("Ctrl+Space", "Shift", "Ctrl+.", "Ctrl+Shift+Space", "Ctrl+Shift+E", "Ctrl+Alt+Space", "Ctrl+Shift+F")


def test_no_key_means_two_things_in_one_place():
    assert actions.collisions() == []


def test_a_collision_would_be_found():
    twice = Action("other", "另一个", ("J",), "x", (Where.LIST,), "移动")
    assert actions.collisions((*ACTIONS, twice)) == [("J", "down", "other")]


def test_names_are_unique_and_icons_exist():
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)
    assert [action.icon for action in ACTIONS if not icons.exists(action.icon)] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_key_is_one_stroke_that_no_input_method_owns(action):
    for key in action.keys:
        assert QKeySequence(key).count() == 1
        assert key not in FORBIDDEN


def test_every_action_that_exists_is_in_the_palette_or_moves_the_cursor(shell):
    titles = {choice.title for choice in choices_of(shell.desk, Where.LIST)}
    missing = [a.name for a in shell.desk.known(Where.LIST) if shell.desk.title(a) not in titles]
    assert set(missing) <= {"down", "up", "back", "palette", "next_pane", "previous_pane"}


def test_an_action_without_handler_is_shown_nowhere(shell):
    shown = {action.name for action in shell.desk.known()}
    assert "export" not in shown
    assert "down" in shown


def test_a_step_of_the_case_lends_its_title_and_its_refusal():
    row = sample_rows()[0]
    step = Step("book", "预约专家号", "B", "calendar-check", True, "", (Finding("GC-02", "还没有审核通过"),))
    now = Situation(row, (step,))
    book = actions.BY_NAME["book"]
    assert actions.title_of(book, now) == "预约专家号"
    assert actions.obstacle(book, now) == "还没有审核通过"
    assert actions.obstacle(actions.BY_NAME["call"], now) == "现在这一步不需要"
    later = replace(now, stage="待分诊")
    assert actions.obstacle(actions.BY_NAME["call"], later) == "现在这一步不需要，案件在「待分诊」"


def test_a_refused_action_says_why_and_does_nothing(shell, qtbot):
    done = []
    shell.desk.perform_with(done.append)
    with qtbot.waitSignal(shell.desk.refused) as told:
        assert not shell.desk.trigger("transfer")
    assert "现在这一步不需要" in told.args[0]
    assert done == []


def test_the_palette_finds_by_letters_in_order(shell):
    found = [choice.title for choice in choices_of(shell.desk, Where.LIST) if matches("时限", choice)]
    assert found == ["为什么是这个时限"]


def test_the_palette_runs_what_is_chosen(shell, qtbot):
    shell.desk.trigger("palette")
    shell.palette_box.input.setText("会诊")
    qtbot.keyClick(shell.palette_box.input, Qt.Key.Key_Return)
    assert shell.queue.spec.name == "MD"
    assert not shell.palette_box.isVisible()


def test_the_key_sheet_shows_the_present_place_only(shell):
    shell.desk.trigger("keys")
    names = {action.name for _group, some in shell.key_sheet.groups() for action in some}
    assert "down" in names
    assert "next_case" not in names


def test_every_line_of_the_key_sheet_is_inside_it(shell):
    shell.resize(1366, 768)
    shell.desk.trigger("keys")
    sheet = shell.key_sheet
    _, watch = shown(sheet)
    assert {shell.desk.title(action) for _, some in sheet.groups() for action in some} <= watch.texts
    assert all(spot.column < sheet.columns for spot in sheet.spots())
