"""Whole green-channel cases by keyboard alone, in the real window over a real desk, with every key counted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.casework import files
from desktop.casework.desk import Entry
from desktop.casework.verification import verify
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Record
from desktop.ui.composing import Composition, make_shell
from tests.casework.desks import CANCER, MANAGER, HandClock, add_policy, open_case, scratch_desk
from tests.casework.escort_desks import add_escort, add_hospitals, booked
from tests.ui.conftest import put_away

HOSPITAL = "北京协和医院"
CTRL = Qt.KeyboardModifier.ControlModifier
WISH = {"city": "北京", "hospital": HOSPITAL, "department": "乳腺外科"}


@pytest.fixture
def clock():
    """A Monday morning."""
    return HandClock("2026-03-02 09:10")


@pytest.fixture
def desk(tmp_path, clock):
    """An encrypted desk of its own."""
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    yield desk
    desk.store.engine.dispose()


class Typist:
    """Presses keys in the window and waits for what the desk records; `pressed` counts every key."""

    def __init__(self, qtbot, desk, person="林悦") -> None:
        self.qtbot, self.desk, self.pressed = qtbot, desk, 0
        self.shell = make_shell(WindowDesk(desk, person))
        self.shell.resize(1440, 900)
        self.shell.show()
        self.shell.begin()
        QTest.qWait(50)
        qtbot.waitUntil(lambda: self.rests() and self.ready(), timeout=5000)
        self.whole = self.shell.findChild(Composition)

    def ready(self) -> bool:
        """Whether the list has been read, and its first case when it has one."""
        queue = self.shell.queue
        return queue is None or queue.view.count == 0 or self.shell.view is not None

    def rests(self) -> bool:
        """Whether nothing is under way."""
        return not self.shell.worker.busy()

    def press(self, *keys) -> None:
        """Press keys one after another, each where the keyboard is then; a text is typed letter by letter."""
        for key in keys:
            ctrl = isinstance(key, tuple)
            target = QApplication.focusWidget() or self.shell.focusWidget()
            if isinstance(key, str):
                self.type(target, key)
            else:
                QTest.keyClick(target, key[0] if ctrl else key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)
                self.pressed += 1
            self.rest()

    def type(self, target, words) -> None:
        """Type letters; what is not on the keyboard comes from the input method, as it does at the desk."""
        self.pressed += len(words)
        if words.isascii():
            QTest.keyClicks(target, words)
            return
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(target, event)

    def rest(self) -> None:
        """Let the window come to rest."""
        QTest.qWait(30)
        self.qtbot.waitUntil(lambda: self.rests() and self.ready(), timeout=5000)
        QTest.qWait(5)

    def records(self) -> list[str]:
        """The verbs recorded so far."""
        with self.desk.reading() as session:
            return list(session.scalars(select(Record.verb).order_by(Record.id)))

    def does(self, verb, *keys) -> int:
        """Press keys until `verb` is recorded last; says how many they were."""
        before = self.pressed
        self.press(*keys)
        self.qtbot.waitUntil(lambda: self.records()[-1] == verb, timeout=5000)
        self.rest()
        return self.pressed - before


ENTER = (Qt.Key.Key_Return,)
KEY = Qt.Key


@pytest.fixture
def typist(qtbot, desk):
    """Opens windows and closes them at the end."""
    opened = []

    def _open(person="林悦"):
        opened.append(Typist(qtbot, desk, person))
        return opened[-1]

    yield _open
    for one in opened:
        put_away(one.shell)


def column(desk, name):
    with desk.reading() as session:
        return session.scalar(select(getattr(Case, name)).order_by(Case.id.desc()))


@pytest.mark.rule("GC-02", "GC-03", "GC-05", "GC-08", "GC-09", "GC-10", "GC-14", "D-04", "D-08")
def test_a_whole_outpatient_case_by_keyboard(typist, desk, clock):
    case = open_case(desk, add_policy(desk), illness="乳腺癌，穿刺确诊", wish=WISH)
    files.take(desk, case, Entry("林悦"))
    hands = typist()
    assert hands.does("review", KEY.Key_V, KEY.Key_1, ENTER) == 3
    assert hands.does("call", KEY.Key_C, KEY.Key_1, ENTER) == 3
    assert hands.does("triage", KEY.Key_G, ENTER) == 2
    assert hands.does("settle", KEY.Key_H, ENTER) == 2
    assert hands.does("book", KEY.Key_B, "3-6 9:30", ENTER) == 2 + len("3-6 9:30")
    assert hands.does("notify", KEY.Key_R, ENTER, ENTER, KEY.Key_Return) == 4
    clock.to("2026-03-05 10:00")
    assert hands.does("remind", KEY.Key_R, ENTER) == 2
    assert hands.does("escort_call", KEY.Key_R, ENTER) == 2
    clock.to("2026-03-06 13:00")
    assert hands.does("serve", KEY.Key_I, ENTER) == 2
    assert hands.does("close", KEY.Key_Z) == 1
    assert column(desk, "stage") == "已结案"
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-06", "GC-11", "GC-13")
def test_a_whole_inpatient_case_by_keyboard(typist, desk, clock):
    issued = {"hospital": HOSPITAL, "issued_on": date(2026, 2, 27)}
    case = open_case(desk, add_policy(desk), Item.INPATIENT, illness="乳腺癌", wish=WISH, certificate=issued)
    files.take(desk, case, Entry("林悦"))
    hands = typist()
    hands.does("review", KEY.Key_V, KEY.Key_1, ENTER)
    hands.does("triage", KEY.Key_G, ENTER)
    hands.does("settle", KEY.Key_H, ENTER)
    hands.does("book", KEY.Key_B, "3-6 9:30", ENTER)
    hands.does("notify", KEY.Key_R, ENTER, ENTER, KEY.Key_Return)
    clock.to("2026-03-05 10:00")
    hands.does("remind", KEY.Key_R, ENTER)
    hands.does("escort_call", KEY.Key_R, ENTER)
    clock.to("2026-03-06 09:40")
    assert hands.does("admit", KEY.Key_I, ENTER) == 2
    clock.to("2026-03-12 11:00")
    assert hands.does("discharge", KEY.Key_I, ENTER) == 2
    assert hands.does("close", KEY.Key_Z) == 1
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-07", "GC-15", "GC-16")
def test_a_hospital_visit_by_keyboard_shows_its_window_while_one_types(typist, desk, clock):
    from_stay(desk, clock)
    hands = typist()
    hands.does("visit_materials", KEY.Key_P, KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_4, ENTER)
    hands.press(KEY.Key_B, "3-11 15:00")
    sheet = hands.whole.runner.sheet
    hands.qtbot.waitUntil(lambda: any(line.tone == "ok" for line in sheet.advice.lines), timeout=5000)
    assert "3月10日 周二 至 3月12日 周四 18:00" in sheet.advice.lines[0].words
    hands.does("plan_visit", ENTER)
    clock.to("2026-03-11 15:40")
    assert hands.does("visit_done", KEY.Key_I, ENTER) == 2
    assert hands.does("close", KEY.Key_Z) == 1


def from_stay(desk, clock):
    """A stay that has begun, and its visit, taken by 林悦; the stay belongs to somebody else."""
    from desktop.casework import green_channel, reviewing
    from desktop.handbook.moments import parse_moment

    policy = add_policy(desk)
    issued = {"hospital": HOSPITAL, "issued_on": date(2026, 3, 2)}
    stay = open_case(desk, policy, Item.INPATIENT, certificate=issued)
    files.take(desk, stay, Entry("陈凯"))
    reviewing.review(desk, stay, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, stay, MANAGER, advised="乳腺外科")
    green_channel.settle(desk, stay, MANAGER, hospital=HOSPITAL, department="乳腺外科")
    green_channel.book(desk, stay, MANAGER, visit_at=parse_moment("2026-03-06 09:00"))
    clock.to("2026-03-06 09:30")
    green_channel.admit(desk, stay, MANAGER)
    clock.to("2026-03-09 09:00")
    files.take(desk, open_case(desk, policy, Item.VISIT, stay_id=stay), Entry("林悦"))


def test_accepting_a_case_is_one_key(typist, desk):
    open_case(desk, add_policy(desk))
    hands = typist()
    hands.shell.show_page("GC")
    hands.rest()
    assert hands.does("take", KEY.Key_A) == 1


@pytest.mark.rule("D-01", "GC-08")
def test_assigning_the_best_escort_is_two_keys_on_the_case_page(typist, desk):
    add_hospitals(desk)
    case = booked(desk, "P1", "2026-03-06 09:30")
    files.take(desk, case, Entry("林悦"))
    add_escort(desk, "周宁", phone="13800000001")
    hands = typist()
    hands.press(KEY.Key_Return)
    hands.qtbot.waitUntil(hands.whole.case_page.isVisible, timeout=5000)
    assert hands.does("assign_escort", KEY.Key_E, (KEY.Key_Return,)) == 2
    with desk.reading() as session:
        assert session.scalar(select(Record.details).where(Record.verb == "assign_escort"))["escort"] == "周宁"


def test_any_case_is_found_by_ctrl_k_and_two_initials(typist, desk):
    first = open_case(desk, add_policy(desk))
    open_case(desk, add_policy(desk, "660899123456"), Item.OC)
    with desk.store.writing() as session:
        session.get(Case, first).person.name_key = "wangfang wf"
    hands = typist()
    hands.shell.show_page("calendar")
    hands.rest()
    before = hands.pressed
    hands.press((KEY.Key_K,), "wf", KEY.Key_Return)
    hands.qtbot.waitUntil(hands.whole.case_page.isVisible, timeout=5000)
    assert (hands.whole.case_page.view.id, hands.pressed - before) == (first, 4)
    hands.press((KEY.Key_K,), "3456", KEY.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.whole.case_page.view.item is Item.OC, timeout=5000)


@pytest.mark.rule("GC-05")
def test_the_late_visit_is_told_in_the_form_before_it_is_saved(typist, desk):
    case = open_case(desk, add_policy(desk), illness="乳腺癌", wish=WISH)
    files.take(desk, case, Entry("林悦"))
    hands = typist()
    hands.does("review", KEY.Key_V, KEY.Key_1, ENTER)
    hands.does("triage", KEY.Key_G, ENTER)
    hands.does("settle", KEY.Key_H, ENTER)
    hands.press(KEY.Key_B, "3-12 9:30")
    sheet = hands.whole.runner.sheet
    hands.qtbot.waitUntil(lambda: any(line.tone == "warn" for line in sheet.advice.lines), timeout=5000)
    assert "第 8 个工作日" in sheet.advice.lines[0].words
    assert "book" not in hands.records()


@pytest.mark.rule("D-05", "GC-17")
def test_asking_and_approving_an_exemption_by_keyboard(typist, desk):
    case = open_case(desk, add_policy(desk), illness="乳腺癌", wish=WISH)
    files.take(desk, case, Entry("林悦"))
    hands = typist()
    hands.does("review", KEY.Key_V, KEY.Key_1, ENTER)
    hands.press((KEY.Key_K,), "申请时限", KEY.Key_Return)
    hands.does("ask_exemption", KEY.Key_Tab, "感控", ENTER)
    chief = typist("孟主管")
    chief.shell.desk.trigger("exemptions")
    chief.rest()
    page = chief.whole.green.exemptions
    chief.qtbot.waitUntil(lambda: page.list.current is not None, timeout=5000)
    page.opinion.control.setFocus()
    chief.does("exempt", "属实", ENTER)
    chief.qtbot.waitUntil(lambda: page.list.current.state == "approved", timeout=5000)


def test_with_no_exemption_asked_for_the_page_says_how_to_and_esc_leads_back(typist, desk):
    open_case(desk, add_policy(desk))
    chief = typist("孟主管")
    chief.shell.desk.trigger("exemptions")
    chief.rest()
    page = chief.whole.green.exemptions
    chief.qtbot.waitUntil(page.empty.isVisible, timeout=5000)
    assert "按 L 选「申请时限豁免」" in page.empty.accessibleName()
    assert not page.requests.isVisible()
    chief.press(KEY.Key_Escape)
    assert chief.shell.queue is not None


def test_every_step_without_a_key_of_its_own_is_in_the_menu_that_l_opens(typist, desk):
    case = open_case(desk, add_policy(desk), illness="乳腺癌", wish=WISH)
    files.take(desk, case, Entry("林悦"))
    hands = typist()
    hands.press(KEY.Key_Return)
    hands.qtbot.waitUntil(hands.whole.case_page.isVisible, timeout=5000)
    steps = hands.whole.case_page.clocks.steps
    hands.press(KEY.Key_L)
    offered = {action.data() for action in steps.fill_menu().actions()} | {one.step.verb for one in steps.buttons()}
    assert offered == {step.verb for step in hands.whole.view.steps} - {"void"}
