"""Handing cases over in the real window: seen before, carried out by one key, taken back by one key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.casework import files
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.vocabulary import Item
from desktop.models.tables import User
from desktop.ui.composing import make_shell
from desktop.ui.people.joining import PeopleRoom
from desktop.ui.screens import put_away, settle
from tests.casework.desks import MANAGER, HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import done

SUPERVISOR, CHEN, LIN = "孟主管", "陈凯", "林管家"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Two open cases of Lin's; Chen could take them."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    made = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", HandClock("2026-03-02 14:20"))
    with made.store.writing() as session:
        session.add(User(login=CHEN, name=CHEN, role="manager"))
    for number in ("P1", "P2"):
        done(files.take(made, open_case(made, add_policy(made, number), Item.OC), MANAGER))
    yield made
    made.store.engine.dispose()


@pytest.fixture
def shell(desk):
    """The supervisor's window."""
    made = make_shell(ScreenDesk(desk, SUPERVISOR))
    made.resize(1366, 768)
    made.show()
    made.begin()
    made.watchdog.stop()
    wait(made)
    yield made
    put_away(made)


def wait(shell):
    """Until the worker has answered everything."""
    for _ in range(3):
        shell.worker.wait_idle()
        settle(shell, 2)


def owners(desk):
    """Who has how many open cases."""
    return {one.name: one.open_cases for one in ScreenDesk(desk, SUPERVISOR).people_desk.colleagues()}


@pytest.fixture
def page(shell):
    """The people's page with Lin in front."""
    shell.desk.trigger("people")
    wait(shell)
    found = shell.findChild(PeopleRoom).page
    names = [one.name for one in found.colleagues]
    found.table.selectRow(names.index(LIN))
    wait(shell)
    return found


def test_what_is_shown_is_handed_over_and_taken_back_as_one(shell, page, desk):
    assert page.to.value() == [CHEN]
    assert page.detail.fact == "可转 2 件"
    assert owners(desk)[LIN] == 2
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(shell)
    assert (owners(desk)[CHEN], owners(desk)[LIN]) == (2, 0)
    assert shell.undo.titles[0] == "转交 2 件"
    shell.undo.undo()
    wait(shell)
    assert (owners(desk)[CHEN], owners(desk)[LIN]) == (0, 2)


def test_an_absence_stands_beside_the_name_until_it_is_taken_back(shell, page):
    page.start.set_value(shell.source.now().date())
    page.end.set_value(shell.source.now().date())
    page.reason.set_value("休假")
    page.set_absence()
    wait(shell)
    assert page.current.name == LIN
    assert page.current.absences[0].reason == "休假"
    page.set_absence()
    wait(shell)
    assert "已登记不在" in page.strip.accessibleName() + page.strip.accessibleDescription()
    page.drop_absence()
    wait(shell)
    assert page.current.absences == ()


def test_nobody_chosen_hands_nothing_over(shell, page, desk):
    page.to.set_value([])
    page.foresee()
    wait(shell)
    assert page.detail.fact == "请选转给谁"
    page.carry_out()
    wait(shell)
    assert owners(desk)[LIN] == 2
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert shell.book.over is None
