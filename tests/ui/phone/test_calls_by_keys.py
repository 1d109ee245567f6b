"""A night shift by keys alone: take a call, hear an emergency, advise, tell the notice, save, call back, take back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Setting
from desktop.ui.inputs import Field
from desktop.ui.phone.figures_panel import FiguresPanel
from tests.casework.desks import MANAGER
from tests.casework.phone.ward import PHONE
from tests.ui.mdt.conftest import write
from tests.ui.picture import shown


def last_record(desk, case):
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), MANAGER.person).timeline[0]


@pytest.fixture
def talking(page, keys, rest, clock):
    """The waiting call, taken by R two minutes later."""
    clock.to("2026-03-02 21:42")
    keys("R")
    rest()
    rest()
    return page


def advise(page, keys, complaint="感冒三天"):
    """Complaint, kind of advice, advice and the three checks, as far as keys and boxes go."""
    write(complaint)
    page.record.kind.set_value("treatment")
    page.record.advice.setFocus()
    write("多饮水，三天不退热就诊")
    for box in page.caller.checks.values():
        box.setFocus()
        keys("Space")


def test_a_call_is_taken_and_the_keyboard_is_in_the_complaint(talking, filled):
    assert (talking.card.state(), talking.sheet.doctor, talking.sheet.waited) == ("通话中", "陆远", 120)
    assert talking.record.complaint.hasFocus()
    assert last_record(*filled).verb == "take_call"
    assert [match.insured for match in talking.caller.matches.matches] == [True, False]
    _, watch = shown(talking.caller)
    assert "不是被保险人，只能代为转述" in watch.texts


@pytest.mark.rule("PD-05")
def test_advice_is_saved_once_everything_is_told_and_checked(talking, keys, rest, filled, clock):
    advise(talking, keys)
    keys("Ctrl+1", "Ctrl+G")
    clock.to("2026-03-02 21:46")
    keys("Ctrl+Return")
    rest()
    rest()
    record = last_record(*filled)
    assert record.verb == "record_call"
    assert record.detail == "健康建议，感冒三天，多饮水，三天不退热就诊；已口头告知仅供参考"
    assert (talking.sheet.recorded, talking.card.state()) == (True, "已保存")


@pytest.mark.rule("PD-05")
@pytest.mark.rule("G-02")
def test_what_is_missing_is_said_and_nothing_is_saved(talking, keys, rest, filled):
    write("感冒三天")
    talking.record.kind.set_value("treatment")
    talking.record.advice.setFocus()
    write("多饮水")
    keys("Ctrl+1", "Ctrl+Return")
    rest()
    assert "还没有口头告知" in talking.strip.detail
    assert "还差姓名、证件后 4 位、出生年月" in talking.strip.detail
    assert talking.record.notice.box.hasFocus()
    assert last_record(*filled).verb == "take_call"


@pytest.mark.rule("PD-01")
def test_words_of_an_emergency_raise_the_banner_until_120_was_told(talking, keys, rest):
    write("晚饭后突然胸痛，出汗多，没有晕倒")
    talking.record.complaint.read()
    assert talking.banner.isVisible()
    assert talking.banner.title == "急症信号：胸痛·出汗"
    assert talking.side.script.sign.title == "胸痛"
    keys("Ctrl+3")
    rest()
    assert not talking.banner.isVisible()
    assert (talking.record.tiles.outcome, talking.record.tiles.notes[2]) == ("emergency", "已告知 21:42")


@pytest.mark.rule("PD-01")
def test_no_emergency_needs_a_reason(talking, keys):
    write("去年胸痛过一次")
    talking.record.complaint.read()
    keys("Ctrl+U", "Return")
    assert talking.banner.isVisible()
    write("去年的事")
    keys("Return")
    assert not talking.banner.isVisible()
    assert talking.record.said()["not_emergency"] == "去年的事"
    assert talking.record.complaint.hasFocus()


@pytest.mark.rule("PD-01")
def test_a_denied_sign_raises_nothing(talking):
    write("血压偏高，没有胸痛")
    talking.record.complaint.read()
    assert not talking.banner.isVisible()
    assert talking.record.complaint.found == ()


def test_digits_write_in_a_text_and_choose_outside_of_it(talking, keys):
    keys("1")
    assert talking.record.complaint.toPlainText() == "1"
    keys("Esc")
    assert talking.record.tiles.hasFocus()
    keys("5")
    assert talking.record.tiles.outcome == "call_back"
    assert talking.record.again.isVisible()
    keys("F8")
    assert talking.record.again.edit.hasFocus()


def test_a_call_back_is_agreed_and_made(talking, keys, rest, clock):
    keys("Ctrl+5", "F8")
    write("3-3 9:00")
    keys("Ctrl+G", "Ctrl+Return")
    rest()
    rest()
    assert [one.call_back for one in talking.side.waiting.calls] == [True]
    clock.to("2026-03-03 09:01")
    talking.side.waiting.setFocus()
    keys("C")
    rest()
    rest()
    assert (talking.card.state(), talking.side.waiting.calls) == ("通话中", ())


def test_a_saved_call_is_taken_back_and_written_on(window, talking, keys, rest, filled):
    advise(talking, keys)
    keys("Ctrl+1", "Ctrl+G", "Ctrl+Return")
    rest()
    rest()
    window.desk.trigger("undo")
    rest()
    rest()
    assert last_record(*filled).verb == "void"
    assert (talking.sheet.recorded, talking.record.complaint.toPlainText()) == (False, "感冒三天")


def test_somebody_rings_and_is_found_by_number(page, keys, rest, filled):
    keys("I")
    write(PHONE)
    keys("Return")
    rest()
    assert page.ring.matches.hasFocus()
    keys("Return")
    rest()
    rest()
    assert page.card.talking
    assert page.sheet.case_id != filled[1]


def test_an_unknown_number_leads_to_registration(page, keys, rest):
    keys("I")
    write("13900000000")
    keys("Return")
    rest()
    assert "Ctrl+N" in page.ring.say.words


def test_a_phrase_is_put_into_the_advice(talking, keys):
    talking.record.advice.setFocus()
    write("/")
    write("发热")
    keys("Return")
    assert talking.record.advice.toPlainText().startswith("体温 38.5℃")


def test_another_service_is_asked_for_and_opened(window, talking, keys, rest, filled):
    keys("Ctrl+B")
    rest()
    labels = {field.label: field for field in window.findChildren(Field) if field.isVisible()}
    labels["转为"].set_value("OC")
    keys("Ctrl+Return")
    rest()
    rest()
    assert talking.sheet.case_id == filled[1]
    assert last_record(*filled).detail == "在线问诊 WZ-260302-001"


def test_the_queue_stays_below_the_page(window, page, keys):
    keys("L")
    assert window.queue is not None
    assert window.queue.spec.name == "PD"
    keys("7")
    assert window.whole is page


def test_everything_that_takes_the_keyboard_has_a_name(talking):
    focusable = [one for one in talking.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    inside = [one for one in focusable if one.window() is talking.window()]
    held = [one for one in inside if not isinstance(one, Field) and one.focusProxy() is None]
    assert len(held) > 20
    assert [one for one in held if not one.accessibleName() and not one.objectName().startswith("qt_")] == []


@pytest.mark.rule("T-07")
def test_the_statistics_are_called_the_desks_own_target(window, talking, keys, rest):
    keys("Esc", "G")
    rest()
    panel = window.findChild(FiguresPanel)
    _, watch = shown(panel)
    assert {"内部目标", "10 分内接起", "1 通", "100%"} <= watch.texts
    assert not talking.record.tiles.hasFocus()
    keys("Right")
    rest()
    assert "近 30 天" in shown(panel)[1].texts
    keys("Esc")
    assert not panel.isVisible()


def test_what_is_written_is_kept_until_it_is_saved(talking, keys, rest, filled, clock):
    desk, case = filled
    phone = PhoneDesk(desk, MANAGER.person)
    talking.keeping.keep()
    rest()
    assert phone.sheet(case).draft == {}
    advise(talking, keys)
    talking.record.again.set_value(parse_moment("2026-03-03 09:00"))
    keys("Ctrl+5")
    talking.keeping.keep()
    rest()
    draft = phone.sheet(case).draft
    assert (draft["complaint"], draft["outcome"], draft["again_at"]) == (
        "感冒三天", "call_back", parse_moment("2026-03-03 09:00"),
    )  # fmt: skip
    keys("Ctrl+1", "Ctrl+G")
    clock.to("2026-03-02 21:46")
    keys("Ctrl+Return")
    talking.keeping.keep()
    rest()
    rest()
    assert last_record(*filled).verb == "record_call"
    assert phone.sheet(case).draft == {}
    with desk.reading() as session:
        assert session.get(Setting, f"call:{case}:{MANAGER.person}") is None
