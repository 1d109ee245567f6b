"""The whole window over a real desk: steps by key from list to record, registration, import by drop."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import func, select

from desktop.casework import files, green_channel, reviewing
from desktop.casework.desk import Entry
from desktop.casework.directory_import import HospitalRow, enlist
from desktop.casework.drafts import ApplicationDraft
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.identity import check_digit
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Hospital, Record
from desktop.ui.case.outbox import Parcel
from desktop.ui.composing import Composition, make_shell
from desktop.ui.screens import settle
from desktop.ui.situations import needs_undo
from tests.casework.desks import CANCER, RESOURCES, HandClock, add_policy, open_case, scratch_desk
from tests.exchange.lists import comma_list
from tests.ui.conftest import put_away

ME = Entry("林悦")


@pytest.fixture
def clock():
    """The demo's moment."""
    return HandClock("2026-09-23 14:20")


@pytest.fixture
def desk(tmp_path, clock):
    """An encrypted desk with one unreviewed outpatient case of mine."""
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", clock)
    files.take(desk, open_case(desk, add_policy(desk)), ME)
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def shell(qtbot, desk):
    """The window, loaded."""
    shell = make_shell(WindowDesk(desk, "林悦"))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    qtbot.waitUntil(lambda: shell.view is not None, timeout=20000)
    yield shell
    put_away(shell)


def composition(shell) -> Composition:
    return shell.findChild(Composition)


def owner(desk):
    with desk.reading() as session:
        return session.scalar(select(Case)).owner.name


def verbs(desk):
    with desk.reading() as session:
        return list(session.scalars(select(Record.verb).order_by(Record.id)))


def test_a_call_is_logged_with_three_keys_and_the_composer_is_free_again(qtbot, shell, desk):
    qtbot.keyClick(shell.queue.view, Qt.Key.Key_C)
    composer = composition(shell).inspector.composer
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_2)
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "call" in verbs(desk), timeout=5000)
    with desk.reading() as session:
        assert session.scalar(select(Record.details).where(Record.verb == "call"))["outcome"] == "no_answer"
    qtbot.waitUntil(lambda: not composer.hasFocus(), timeout=5000)


def test_a_case_handed_over_by_mistake_comes_back_with_ctrl_z(qtbot, shell, desk):
    runner = composition(shell).runner
    shell.desk.trigger("undo")
    assert shell.toast.accessibleName() == "没有可撤回的"
    runner.begin("hand_over", shell.view)
    qtbot.waitUntil(lambda: runner.sheet.isVisible(), timeout=5000)
    runner.sheet.panel.fields["to"].set_value("孟主管")
    runner.sheet.submit()
    qtbot.waitUntil(lambda: shell.desk.situation.undoable == "王* 转派", timeout=5000)
    assert owner(desk) == "孟主管"
    qtbot.keyClick(shell.queue.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "void" in verbs(desk), timeout=5000)
    assert owner(desk) == "林悦"
    qtbot.waitUntil(lambda: shell.desk.situation.redoable == "王* 转派", timeout=5000)
    assert shell.desk.situation.undoable == ""


def test_the_usual_next_step_is_done_from_the_list_by_key(qtbot, shell, desk):
    qtbot.keyClick(shell.queue.view, Qt.Key.Key_V)
    review = composition(shell).green.review
    qtbot.waitUntil(lambda: review.isVisible(), timeout=5000)
    qtbot.keyClick(review, Qt.Key.Key_1)
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "review" in verbs(desk), timeout=5000)
    qtbot.waitUntil(lambda: shell.view is not None and shell.view.stage == "待分诊", timeout=5000)
    assert verbs(desk).count("review") == 1


@pytest.mark.rule("D-04", "GC-14")
def test_the_notice_waits_in_the_outbox_and_can_be_pulled_back(qtbot, desk):
    case = 1
    reviewing.review(desk, case, ME, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, ME, advised="乳腺外科")
    green_channel.book(desk, case, ME, visit_at=parse_moment("2026-09-29 09:30"), title="主任医师",
                       hospital="北京协和医院", department="乳腺外科")  # fmt: skip
    shell = make_shell(WindowDesk(desk, "林悦"))
    shell.show()
    shell.begin()
    qtbot.waitUntil(lambda: shell.view is not None, timeout=5000)
    runner = composition(shell).runner
    runner.begin("notify", shell.view)
    qtbot.waitUntil(lambda: runner.sheet.isVisible(), timeout=5000)
    runner.sheet.submit()
    runner.sheet.submit()
    qtbot.waitUntil(lambda: runner.outbox.waiting() == 1, timeout=5000)
    assert "notify" not in verbs(desk)
    assert needs_undo(shell.desk.situation) == ""
    assert runner.pull_back()
    assert needs_undo(shell.desk.situation)
    assert runner.outbox.waiting() == 0
    assert "notify" not in verbs(desk)
    put_away(shell)


@pytest.mark.rule("D-04")
def test_what_waits_in_the_outbox_is_sent_when_the_window_closes_and_the_engine_is_left(shell, desk):
    runner = composition(shell).runner
    send = partial(runner.log_note, shell.view, "等待中的一步")
    runner.outbox.hold(Parcel("李 · 备注", (), "不能撤回", send))
    shell.worker.run(partial(time.sleep, 0.2))
    pool = desk.store.engine.pool
    shell.close()
    assert "note" in verbs(desk)
    assert desk.store.engine.pool is not pool


def test_a_list_dropped_onto_the_window_is_imported_and_its_faulty_rows_are_named(qtbot, shell, desk, tmp_path):
    source = RESOURCES / "samples" / "carrier-list.xlsx"
    path = tmp_path / "清单.xlsx"
    path.write_bytes(source.read_bytes())
    page = composition(shell).importing
    drop(shell, path)
    qtbot.waitUntil(lambda: page.preview is not None, timeout=30000)
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
    with qtbot.waitSignal(page.finished, timeout=30000):
        page.go()
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 52
    assert page.problems.rowCount() == 9
    assert (tmp_path / "清单-待修复.xlsx").exists()


def test_a_list_of_hospitals_dropped_onto_the_window_enters_the_directory(qtbot, shell, desk, tmp_path):
    path = comma_list(tmp_path / "名录.csv", [
        ["医院名称", "城市", "等级", "医生"], ["云上医院", "大理", "三甲", "赵一"], ["云下医院", "大理", "五星", ""],
    ])  # fmt: skip
    page = composition(shell).importing
    drop(shell, path)
    qtbot.waitUntil(lambda: page.preview is not None, timeout=30000)
    assert "将新增 1 家" in page.strip.title
    assert "不能指定医生" in page.strip.detail
    with desk.reading() as session:
        assert session.scalars(select(Hospital.name)).all() == []
    with qtbot.waitSignal(page.finished, timeout=30000) as told:
        page.go()
    assert told.args == [0]
    with desk.reading() as session:
        assert session.scalars(select(Hospital.name)).all() == ["云上医院"]
    assert "新增 1 家" in page.strip.title
    assert "不能指定医生" in page.strip.detail
    assert [page.problems.headerData(1, Qt.Orientation.Horizontal), page.problems.rowCount()] == ["医院名称", 1]


@pytest.mark.rule("GC-10")
def test_a_hospital_picked_by_initials_is_settled_and_asks_for_the_original_id(qtbot, shell, desk):
    row = HospitalRow(2, "复旦大学附属华山医院", "上海", ("华山医院",), needs_original_id=True)
    enlist(desk, [row], "林悦")
    case_id = shell.view.id
    reviewing.review(desk, case_id, ME, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case_id, ME, advised="神经外科")
    settle(shell)
    sheet = composition(shell).runner.sheet
    composition(shell).open_case(case_id)
    settle(shell)
    composition(shell).take_verb("settle")
    qtbot.waitUntil(lambda: sheet.panel is not None and not sheet.isHidden(), timeout=5000)
    field = sheet.panel.fields["hospital"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "hsyy")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.value() == row.name, timeout=5000)
    assert sheet.panel.fields["city"].value() == "上海"
    sheet.panel.fields["department"].edit.setText("神经外科")
    sheet.submit()
    qtbot.waitUntil(lambda: "settle" in verbs(desk), timeout=5000)
    qtbot.waitUntil(lambda: sheet.isHidden(), timeout=5000)
    form = composition(shell).source.form("book", composition(shell).source.case_view(case_id, desk.clock()))
    assert {one.name: one.prefill for one in form.fields}["original_id"] == "true"


def test_a_file_that_is_no_list_is_told_in_one_sentence(qtbot, shell, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"not a workbook")
    page = composition(shell).importing
    drop(shell, path)
    qtbot.waitUntil(lambda: page.strip.kind == "error", timeout=30000)
    assert page.strip.detail


def test_a_list_is_chosen_from_a_file_dialog_that_blocks_nothing(qtbot, shell, tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes((RESOURCES / "samples" / "carrier-list.xlsx").read_bytes())
    assert shell.desk.trigger("import")
    dialog = shell.findChild(QFileDialog)
    page = composition(shell).importing
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: page.preview is not None, timeout=30000)
    assert page.isVisible()


def test_what_was_typed_is_kept_when_the_form_is_left_and_comes_back(qtbot, shell):
    whole = composition(shell)
    shell.desk.trigger("new")
    qtbot.keyClicks(whole.new_case.form.fields["phone"].control, "13700006402")
    qtbot.keyClick(whole.new_case.form.fields["phone"].control, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shell.toast.accessibleName() == "已暂存 · Ctrl+N 接着填", timeout=5000)
    assert not whole.new_case.isVisible()
    shell.desk.trigger("new")
    qtbot.waitUntil(lambda: whole.new_case.form.draft().phone == "13700006402", timeout=5000)


def test_registration_opens_the_new_case_on_its_page(qtbot, shell, desk):
    whole = composition(shell)
    before = shell.row.id
    shell.queue.seek("王")
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    wish = shell.queue.wish
    whole.begin_registration()
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    assert (shell.queue.wish, shell.row.id, shell.focusWidget()) == (wish, before, shell.queue.view)
    whole.begin_registration()
    number = "31010119790412204"
    whole.new_case.begin(ApplicationDraft(
        item=Item.OC, policy="660800001234", insured="罗英", id_number=number + check_digit(number),
        phone="13700006402", plan="i-wuyou-3.0", policy_from=date(2026, 3, 15), policy_to=date(2027, 3, 14),
        entrance="wechat", request_no="W-1",
    ))  # fmt: skip
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    whole.new_case.submit()
    qtbot.waitUntil(lambda: whole.case_page.isVisible(), timeout=5000)
    assert whole.case_page.view.item is Item.OC
    with desk.reading() as session:
        assert session.scalar(select(Case.request_no).where(Case.item == "OC")) == "W-1"
    shell.back()
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    assert (shell.row.id, shell.queue.wish.search) == (whole.case_page.view.id, "")


def test_keys_on_a_case_page_act_on_its_case_whatever_the_list_behind_it_stands_on(qtbot, shell, desk):
    whole = composition(shell)
    behind = shell.row.id
    other = open_case(desk, add_policy(desk, "P-77"), Item.OC)
    whole.open_case(other)
    qtbot.waitUntil(lambda: whole.case_page.isVisible() and whole.case_page.view.id == other, timeout=5000)
    shell.look_again((behind,))
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    settle(shell)
    assert {step.verb for step in shell.desk.situation.steps} == {step.verb for step in whole.case_page.view.steps}
    qtbot.keyClick(whole.case_page, Qt.Key.Key_R)
    qtbot.waitUntil(whole.runner.sheet.isVisible, timeout=5000)
    shell.look_again((behind,))
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    settle(shell)
    assert whole.runner.sheet.isVisible()
    assert whole.runner.sheet.errand.view.id == other
    qtbot.keyClick(whole.runner.sheet, Qt.Key.Key_Escape)
    shell.back()
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    assert shell.row.id == behind
    assert {step.verb for step in shell.desk.situation.steps} == {step.verb for step in shell.view.steps}


def test_a_form_goes_with_its_page_keeps_what_was_typed_and_esc_closes_it_before_the_page(qtbot, shell):
    whole = composition(shell)
    sheet, toast = whole.runner.sheet, shell.toast
    whole.open_case(shell.view.id)
    qtbot.waitUntil(whole.case_page.isVisible, timeout=5000)
    whole.take_verb("hand_over")
    qtbot.waitUntil(sheet.isVisible, timeout=5000)
    sheet.panel.ask_late_reason(True)
    sheet.panel.late_reason.edit.setFocus()
    qtbot.keyClicks(shell.focusWidget(), "abc")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_E, both)
    assert (whole.green.exemptions.isVisible(), sheet.isVisible()) == (True, False)
    assert toast.accessibleName() == "转派：表单已收起，填好的都在"
    whole.open_case(shell.view.id)
    qtbot.waitUntil(whole.case_page.isVisible, timeout=5000)
    whole.take_verb("hand_over")
    qtbot.waitUntil(sheet.isVisible, timeout=5000)
    assert sheet.panel.late_reason.value() == "abc"
    whole.case_page.setFocus()
    qtbot.keyClick(whole.case_page, Qt.Key.Key_Escape)
    assert (whole.case_page.isVisible(), sheet.isVisible()) == (True, False)
    shell.desk.trigger("keys")
    assert shell.key_sheet.isVisible()
    shell.show_page("all")
    assert not shell.key_sheet.isVisible()
    whole.take_verb("hand_over")
    shell.show_page("today")
    qtbot.waitUntil(lambda: not shell.worker.busy(), timeout=5000)
    settle(shell)
    assert sheet.isHidden()


def drop(shell, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    composition(shell).door.eventFilter(shell, event)
