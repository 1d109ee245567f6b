"""The page of online consultation by keyboard, with real widgets on a real desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework import consult
from desktop.casework.desk import Desk, Entry
from desktop.casework.directory_stock import stock
from desktop.casework.online.online_desk import OnlineDesk
from desktop.models.tables import Case
from desktop.ui.buttons import Button
from desktop.ui.online.page import OnlinePage
from desktop.ui.online.words import NOTICE_LINE
from desktop.ui.screens import settle
from desktop.ui.shell import Shell
from tests.casework.desks import HandClock
from tests.casework.journeys import done
from tests.ui import picture
from tests.ui.mdt.conftest import write
from tests.ui.online.conftest import PERSON

ANSWER = "先到心内科看，带上心电图。"


@pytest.fixture
def rest(window: Shell) -> Callable[[], None]:
    """Lets window and workers come to rest."""
    return lambda: settle(window, 1)


@pytest.fixture
def online(real_desk: Desk) -> OnlineDesk:
    """The desk behind the page."""
    return OnlineDesk(real_desk, PERSON)


def names(page: OnlinePage) -> list[str]:
    """Who is in the list, from the top."""
    return [one.name for one in page.list.view.shown.rows]


def sides(online: OnlineDesk, case_id: int) -> list[tuple[str, str]]:
    """What was said last."""
    return [(one.side, one.text) for one in online.talk(case_id).said]


@pytest.mark.rule("OC-01")
def test_an_emergency_leads_the_list_and_its_sentence_stands_first(window, page, rest):
    assert names(page)[0] == "俞*安"
    assert page.card.alarm.isVisible()
    assert "120" in page.card.alarm.detail
    assert page.card.alarm.y() < page.card.scroller.y()
    window.desk.trigger("online_sign")
    rest()
    assert not page.card.alarm.isVisible()
    assert names(page)[0] == "褚*", "settled, it waits like the others"


def test_keys_walk_the_list_and_brackets_the_tabs(page, keys, rest):
    keys("J", "J")
    rest()
    assert page.talk.row.name == names(page)[2]
    keys("K")
    rest()
    assert page.talk.row.name == names(page)[1]
    keys("]", "]")
    assert {one.turn for one in page.list.view.shown.rows} == {"again"}
    keys("[")
    assert {one.turn for one in page.list.view.shown.rows} == {"first"}


@pytest.mark.rule("OC-03")
def test_an_answer_waits_ten_seconds_with_its_notice_and_then_is_the_first_answer(page, keys, rest, online):
    case = page.talk.row.case_id
    keys("R")
    write(ANSWER)
    keys("Ctrl+Return")
    assert page.list.view.hasFocus(), "the next conversation is a key away"
    assert [one.side for one in online.talk(case).said][-1] != "desk", "it is not sent yet"
    assert page.bubbles.said[-1].text == ANSWER
    page.writing.outbox.send_all()
    rest()
    last = online.talk(case).said[-1]
    assert (last.side, last.text) == ("desk", ANSWER)
    assert "仅供参考" in last.notice
    assert page.talk.row.due is None
    _, watch = picture.shown(page.bubbles)
    assert NOTICE_LINE in watch.texts


def test_ctrl_z_pulls_the_answer_back_into_the_box(page, keys, rest, online):
    case = page.talk.row.case_id
    keys("R")
    write(ANSWER)
    keys("Ctrl+Return", "Ctrl+Z")
    rest()
    assert page.composer.text() == ANSWER
    assert page.composer.box.hasFocus()
    assert all(side != "desk" for side, _ in sides(online, case))


def test_what_was_sent_can_be_taken_back_too(page, keys, rest, online):
    case = page.talk.row.case_id
    keys("R")
    write(ANSWER)
    keys("Ctrl+Return")
    page.writing.outbox.send_all()
    rest()
    keys("Ctrl+Z")
    rest()
    assert all(side != "desk" for side, _ in sides(online, case))


def test_what_is_written_survives_another_conversation_another_page_and_the_end_of_the_window(
    window, page, keys, rest, online
):
    case = page.talk.row.case_id
    keys("R")
    write("写到一半")
    keys("Esc", "J")
    rest()
    assert page.composer.text() == ""
    keys("K")
    rest()
    assert page.composer.text() == "写到一半"
    window.show_page("today")
    rest()
    assert online.draft(case).text == "写到一半"


def test_slash_offers_phrases_by_initials_and_enter_puts_one_in(page, keys):
    keys("R", "Slash")
    write("jcqzb")
    keys("Return")
    assert page.composer.text().startswith("抽血")
    assert page.composer.box.hasFocus()


def test_a_pasted_picture_goes_along_with_the_answer(page, keys, rest, online):
    case = page.talk.row.case_id
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    data = QMimeData()
    data.setImageData(image)
    page.composer.box.insertFromMimeData(data)
    page.writing.files.wait_idle()
    rest()
    assert [one.name for one in page.composer.files] == ["粘贴的图片.png"]
    assert [one["name"] for one in online.draft(case).files] == ["粘贴的图片.png"]
    keys("Ctrl+Return")
    page.writing.outbox.send_all()
    rest()
    assert [entry.title for entry in online.talk(case).said[-1].pictures] == ["粘贴的图片.png"]


def test_a_file_that_is_no_picture_says_why_it_was_not_taken(page, rest, tmp_path):
    told: list[str] = []
    page.told.connect(told.append)
    path = Path(tmp_path / "程序.exe")
    path.write_bytes(b"MZ" + bytes(64))
    page.writing.take([path])
    page.writing.files.wait_idle()
    rest()
    assert "程序.exe" in told[-1]
    assert not page.composer.files


def test_what_the_customer_wrote_elsewhere_is_taken_down(page, keys, rest, online):
    case = page.talk.row.case_id
    keys("I")
    write("已经叫了救护车")
    keys("Ctrl+Return")
    rest()
    assert sides(online, case)[-1] == ("customer", "已经叫了救护车")


def test_space_shows_a_picture_large_and_esc_comes_back(page, keys, rest):
    keys("J")
    rest()
    assert page.bubbles.current.title == "病理报告.png"
    keys("Left", "Space")
    rest()
    preview = QApplication.focusWidget()
    assert preview.entry.title == "彩超图.png"
    keys("Esc")
    assert page.isVisible()
    assert page.list.view.hasFocus()


@pytest.mark.rule("G-08")
def test_ctrl_n_opens_the_booking_with_its_files_and_ctrl_z_takes_it_back(page, keys, rest, online):
    keys("J")
    rest()
    assert "浸润性癌" in page.card.trigger.title
    assert page.panel.illness.value() == "恶性肿瘤——重度"
    assert "预留专家门诊权益 1 次" in page.panel.promise.said
    case = page.talk.row.case_id
    keys("Ctrl+N")
    rest()
    link = online.talk(case).links[0]
    assert link.item == "专家门诊"
    assert len(online.talk(case).files) == 2
    rest()
    assert page.panel.go.reason, "a second one is refused before it is asked"
    keys("Ctrl+Z")
    rest()
    assert not online.talk(case).links


def test_elsewhere_ctrl_n_still_begins_a_registration(window, keys, rest):
    window.show_page("today")
    rest()
    keys("Ctrl+N")
    assert "登记" in window.body.page().accessibleName() or window.book.over is not None


def test_another_service_is_a_key_away_and_an_admission_says_what_it_lacks(page, keys, rest):
    keys("J")
    rest()
    page.panel.items.setFocus()
    keys("Right")
    rest()
    assert page.panel.items.value() == "GC.inpatient"
    assert page.panel.go.reason
    page.list.setFocus()
    keys("G")
    rest()
    assert (page.panel.go.text(), page.panel.go.reason) == ("建会诊案", "")


def test_the_queue_of_these_cases_is_a_key_away(window, keys, rest):
    keys("L")
    rest()
    assert window.queue is not None
    assert window.queue.spec.name == "OC"
    keys("6")
    rest()
    assert isinstance(window.whole, OnlinePage)


@pytest.mark.rule("OC-01")
def test_a_material_asked_for_puts_the_ball_with_the_customer(page, rest, real_desk):
    case = page.talk.row.case_id
    done(consult.ask_more(real_desk, case, Entry(PERSON), asked=["心电图"]))
    page.load()
    rest()
    assert page.talk.row.turn == "customer"
    assert page.talk.row.asked == "心电图"


def test_clocks_move_without_asking_the_desk(page, clock: HandClock):
    row = next(one for one in page.list.rows if one.name == "褚*")
    clock.to("2026-09-23 14:40")
    page.tick(clock.now)
    _, watch = picture.shown(page.list)
    assert any("超 4 分" in one for one in watch.texts)
    assert row.due is not None


def test_everything_that_takes_the_keyboard_has_a_name(page):
    nameless = [
        type(one).__name__ for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.accessibleName()
    ]  # fmt: skip
    assert nameless == []


def test_ctrl_f_finds_a_conversation_by_full_name_and_esc_takes_it_off(page, keys, rest, real_desk):
    every = len(page.list.rows)
    with real_desk.reading() as session:
        wanted = session.get(Case, page.list.rows[-1].case_id)
        name = wanted.person.name
    keys("Ctrl+F")
    assert page.search.hasFocus()
    write(name)
    keys("Return")
    rest()
    assert [one.case_id for one in page.list.view.shown.rows] == [wanted.id]
    assert page.list.hasFocus() or page.list.view.hasFocus()
    keys("Esc")
    assert len(page.list.view.shown.rows) == every


def test_the_wished_hospital_is_picked_and_brings_its_city(page, keys, rest, real_desk):
    stock(real_desk.store)
    field = page.panel.hospital
    field.setFocus()
    write("zs")
    for _ in range(3):
        rest()
    assert field.list.isVisible()
    keys("Return")
    assert field.value()
    wanted = page.panel.wanted()
    assert (wanted.hospital, bool(wanted.city)) == (field.value(), True)


def test_a_case_it_led_to_is_a_button_that_opens_it(window, page, keys, rest):
    keys("Ctrl+N")
    rest()
    rest()
    (button,) = (one for one in page.panel.findChildren(Button) if one.text().startswith("已转 "))
    button.click()
    rest()
    assert window.book.over is not None
