"""The conflict of the day is mended and a plan is looked at, by keys alone."""

import pytest

from tests.ui.calendar.sample_calendar import DAY, at, named


def test_the_conflict_is_mended_by_enter_on_its_block(page, keyboard, rest, escorts):
    assert page.conflicts.isVisible()
    assert page.conflicts.apply.key == "Tab Return"
    page.pick(named(page, "杨*"))
    assert page.conflicts.apply.key == "Return"
    assert page.conflicts.keep.key == "Esc"
    keyboard("Return")
    rest()
    assert named(page, "杨*").starts_at == at(DAY, "15:45")
    assert not page.conflicts.isVisible()
    assert escorts.is_sound(DAY)


def test_the_conflict_is_left_by_esc_and_enter_opens_the_case_then(page, keyboard, qtbot, escorts):
    page.pick(named(page, "杨*"))
    keyboard("Esc")
    assert not page.conflicts.isVisible()
    with qtbot.waitSignal(page.case_wanted) as opened:
        keyboard("Return")
    assert opened.args == [named(page, "杨*").case_id]
    assert escorts.deeds == []


@pytest.mark.parametrize("view", ["day", "week", "list"])
def test_tab_leads_to_the_conflict_from_any_block(page, keyboard, rest, view):
    page.choose_view(view)
    rest()
    page.pick(named(page, "石*"))
    assert (page.conflicts.keep.key, page.conflicts.apply.key) == ("Tab Esc", "Tab Return")
    keyboard("Tab")
    assert page.conflicts.apply.hasFocus()
    assert (page.conflicts.keep.key, page.conflicts.apply.key) == ("Esc", "Return")
    keyboard("Return")
    rest()
    assert named(page, "杨*").starts_at == at(DAY, "15:45")
    assert page.views.isAncestorOf(page.window().focusWidget())


def test_a_plan_is_looked_at_change_by_change_and_taken_in_part(page, keyboard, rest, escorts, told):
    page.show_days(page.shown.turned(15))
    keyboard("Ctrl+2")
    rest()
    keyboard("G")
    rest()
    panel = page.planning.panel
    assert page.mode == "plan"
    assert [change.block.name for change in panel.proposal.changes] == ["钱*林", "邹*"]
    assert page.views.week.preview == panel.proposal.changes
    keyboard("Down", "X")
    assert [change.block.name for change in page.views.week.preview] == ["钱*林"]
    keyboard("Return")
    rest()
    assert page.mode == ""
    assert len(escorts.deeds) == 1
    assert told[-1] == "自动排班：采用 1 处"


def test_a_plan_dropped_by_esc_changes_nothing(page, keyboard, rest, escorts):
    keyboard("G")
    rest()
    assert page.mode == "plan"
    keyboard("Esc")
    assert page.mode == ""
    assert page.views.day.preview == ()
    assert page.views.day.hasFocus()
    assert escorts.deeds == []


def test_esc_while_the_plan_is_made_gives_it_up(page, keyboard, rest):
    keyboard("G", "Esc")
    rest()
    assert page.mode == ""
    assert page.strip.isHidden()
