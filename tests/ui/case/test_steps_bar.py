"""The steps of a case as buttons and menu: what fits, what is refused, and what cannot be undone."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import Finding
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.steps_bar import Consequence, StepsBar, ordered, reason_of
from tests.ui.case.sample_case import CONSULTATION, LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import LOCKS, step
from tests.ui.picture import at, count, name, shown

REFUSED = Finding("GC-14", "就诊时间通知已发出，不能取消或更改")


@pytest.fixture
def bar(window):
    """A bar 340 px wide."""
    made = StepsBar(window)
    made.setGeometry(20, 20, 340, 36)
    made.show()
    return made


def verbs(buttons):
    return [button.step.verb for button in buttons]


@pytest.mark.parametrize("view", [OUTPATIENT, LOCKED, CONSULTATION], ids=lambda view: view.number)
def test_the_next_step_is_first_refused_ones_are_last_and_voiding_is_elsewhere(view):
    found = ordered(view.steps)
    assert found[0].primary
    refusals = [bool(one.findings) for one in found]
    assert refusals == sorted(refusals)
    assert "void" not in [one.verb for one in found]
    assert len(found) == len([one for one in view.steps if one.verb != "void"])


@pytest.mark.parametrize("wide", [120, 200, 270, 326, 370, 500, 900])
def test_buttons_share_the_row_without_overlap_and_lose_no_step(bar, wide):
    bar.show_steps(LOCKED.steps)
    bar.resize(wide, 36)
    boxes = [button.geometry() for button in bar.buttons()]
    assert boxes
    assert all(one.right() < other.left() for one, other in pairwise(boxes))
    if wide >= 200:
        assert boxes[-1].right() < bar.more.x()
    assert bar.reachable() == {one.verb for one in LOCKED.steps} - {"void"}
    assert all(button.width() >= button.minimumSizeHint().width() for button in bar.buttons())


def test_a_wider_row_shows_more_of_them_and_never_more_than_allowed(bar):
    bar.show_steps(OUTPATIENT.steps)
    shown_at = []
    for wide in (130, 240, 360, 1200):
        bar.resize(wide, 36)
        shown_at.append(len(bar.buttons()))
    assert shown_at == sorted(shown_at)
    assert (shown_at[0], shown_at[-1]) == (1, 3)


def test_when_all_steps_have_buttons_there_is_no_more(bar):
    bar.resize(600, 36)
    bar.show_steps((step("call", "记电话", primary=True), step("note", "备注")))
    assert bar.more.isHidden()
    assert bar.buttons()[-1].geometry().right() == 599


def test_the_same_steps_keep_their_buttons_and_the_focus(bar):
    bar.show_steps(OUTPATIENT.steps)
    before = bar.buttons()
    bar.show_steps(tuple(OUTPATIENT.steps))
    assert bar.buttons() == before


@pytest.mark.rule("GC-14")
def test_a_refusal_quotes_sentence_section_and_rule():
    words = reason_of((REFUSED, Finding("XX-1", "没有这条")))
    assert words.splitlines()[0] == f"{REFUSED.sentence}（GC-14）"
    assert f"{RULES['GC-14'].section}「" in words
    assert words.splitlines()[-1] == "没有这条（XX-1）"


@pytest.mark.rule("GC-14")
def test_a_refused_button_looks_disabled_takes_the_focus_and_never_asks_for_its_verb(bar, qtbot):
    bar.show_steps((step("cancel", "取消", "X", primary=True, findings=(REFUSED,)),))
    (button,) = bar.buttons()
    asked = []
    bar.step_wanted.connect(asked.append)
    with qtbot.waitSignal(bar.barred) as told:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert told.args[0].verb == "cancel"
    assert asked == []
    assert button.isEnabled()
    assert button.accessibleDescription().startswith("现在不能：")
    assert at(shown(button)[0], button.width() / 2, 3) == name("bg_subtle")


def test_an_allowed_primary_button_is_filled_with_the_accent(bar):
    bar.show_steps((step("notify", "发就诊时间通知", "R", primary=True), step("call", "记电话")))
    first, second = bar.buttons()
    assert at(shown(first)[0], 4, 18) == name("accent")
    assert at(shown(second)[0], 4, 18) == name("bg_surface")
    assert first.text() == "发时间通知"


def test_the_menu_holds_the_rest_with_keys_and_asks_for_its_verb(bar, qtbot):
    bar.show_steps(OUTPATIENT.steps)
    actions = bar.fill_menu().actions()
    rest = [one.verb for one in ordered(OUTPATIENT.steps)][len(bar.buttons()) :]
    assert [action.data() for action in actions] == rest
    free = next(action for action in actions if action.data() == "hand_over")
    assert free.text() == "转派\tT"
    with qtbot.waitSignal(bar.step_wanted) as told:
        free.trigger()
    assert told.args == ["hand_over"]
    refused = next(action for action in actions if action.data() == "take")
    assert not refused.isEnabled()
    assert refused.text().split("\t")[0].endswith("本台")
    assert "9月17日" in refused.toolTip()


def test_a_key_stands_only_beside_the_step_it_takes(bar):
    steps = (step("remind", "发就诊提醒", key="R", primary=True), step("notify", "发就诊时间通知", key="R"),
             step("escort_call", "陪诊致电", key="R"), step("book", "预约", key="B"))  # fmt: skip
    bar.resize(120, 36)
    bar.show_steps(steps)
    assert [button.key for button in bar.buttons()] == ["R"]
    assert {action.text() for action in bar.fill_menu().actions()} == {"发就诊时间通知\t", "陪诊致电\t", "预约\tB"}
    desk = ActionDesk()
    desk.perform_with(print)
    desk.stand(steps=steps)
    assert [one.verb for one in desk.keyless_steps()] == ["notify", "escort_call"]


def test_a_bar_without_steps_is_empty_and_has_no_menu(bar):
    bar.show_steps(())
    assert (bar.buttons(), bar.reachable(), bar.fill_menu().actions()) == ([], set(), [])
    assert bar.more.isHidden()


@pytest.mark.rule("D-04")
@pytest.mark.parametrize("wide", [300, 326, 370, 800])
def test_what_cannot_be_undone_is_whole_at_every_width(window, wide):
    card = Consequence(window)
    card.resize(wide, 48)
    card.say(LOCKS)
    image, watch = shown(card)
    assert not watch.cut
    assert len("".join(watch.texts)) == len(LOCKS)
    assert card.height() == max(28, 12 + 18 * len(watch.texts))
    assert count(image, "info_bg") > wide
    assert card.accessibleName() == LOCKS
    card.say("")
    assert card.isHidden()
