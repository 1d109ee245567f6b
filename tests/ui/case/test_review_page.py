"""The review workspace: digits decide, F8 walks the gaps, the text follows, what is half done is kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.casework import files
from desktop.casework.desk import Entry
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Record
from desktop.ui.composing import Composition, make_shell
from desktop.ui.screens import settle
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.ui.conftest import put_away

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path):
    """An encrypted desk of its own."""
    desk = scratch_desk(f"sqlite:///{tmp_path / 'desk.db'}", HandClock("2026-03-02 09:10"))
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def open_review(qtbot, desk):
    """Opens the review of a new case of mine in the real window."""
    shells = []

    def _open(item=Item.OUTPATIENT, **more):
        case = open_case(desk, add_policy(desk), item, **more)
        files.take(desk, case, Entry("林悦"))
        return _again(case)

    def _again(case):
        shell = make_shell(WindowDesk(desk, "林悦"))
        shells.append(shell)
        shell.show()
        shell.begin()
        settle(shell, 2)
        page = shell.findChild(Composition).green.review
        page.open(case)
        qtbot.waitUntil(lambda: page.sheet is not None and page.isVisible(), timeout=5000)
        settle(shell, 1)
        return page

    _open.again = _again
    yield _open
    for shell in shells:
        put_away(shell)


def key(qtbot, page, code, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or page, code, modifier)


def details(desk):
    with desk.reading() as session:
        return session.scalars(select(Record.details).where(Record.verb == "review")).all()


@pytest.mark.rule("GC-02")
def test_the_checklist_proposes_and_the_digit_decides(qtbot, open_review, desk):
    page = open_review(illness="乳腺癌")
    assert page.decision.banner.proposal.outcome == "more_material"
    key(qtbot, page, Qt.Key.Key_2)
    assert page.decision.outcomes.value() == "suspected"
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(details(desk)) == 1, timeout=5000)
    (kept,) = details(desk)
    assert (kept["proposed"], kept["outcome"], kept["illness"]["icd10"]) == ("more_material", "suspected", "C50")
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=5000)


@pytest.mark.rule("GC-02")
def test_a_review_opened_from_the_case_page_goes_back_to_it_and_a_second_verdict_says_why_not(qtbot, open_review, desk):
    page = open_review(illness="乳腺癌")
    whole, case = page.window().findChild(Composition), page.sheet.view.id
    key(qtbot, page, Qt.Key.Key_Escape)
    whole.open_case(case)
    qtbot.waitUntil(whole.case_page.isVisible, timeout=5000)
    whole.take_verb("review")
    qtbot.waitUntil(page.isVisible, timeout=5000)
    key(qtbot, page, Qt.Key.Key_1)
    assert "与核对表建议（补材料）不同" in page.decision.differing.words
    page.decision.reason.set_value("病理已看过原件")
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(whole.case_page.isVisible, timeout=5000)
    settle(page.window(), 2)
    assert (page.isVisible(), whole.case_page.view.stage) == (False, "待分诊")
    (kept,) = details(desk)
    assert (kept["proposed"], kept["outcome"], kept["reason"]) == ("more_material", "confirmed", "病理已看过原件")
    with qtbot.waitSignal(whole.shell.desk.refused) as told:
        whole.shell.desk.trigger("decide")
    assert "案件在「待分诊」" in told.args[0]


@pytest.mark.rule("GC-02")
def test_a_case_reviewed_before_says_so_and_nothing_the_checklist_wants_is_called_optional(qtbot, open_review):
    page = open_review(illness="乳腺癌")
    assert page.decision.decided.words == ""
    parts = page.findings.form.cancer.parts
    assert all(parts[name].required for name in ("icd10", "icdo3", "pathology"))
    case = page.sheet.view.id
    key(qtbot, page, Qt.Key.Key_3)
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=5000)
    settle(page.window(), 1)
    again = open_review.again(case)
    assert "林悦 已审核：补材料。再记录一次" in again.decision.decided.words


@pytest.mark.rule("GC-02")
def test_wanted_material_is_written_down_from_what_is_missing_and_follows_the_findings(qtbot, open_review):
    page = open_review(illness="甲状腺癌")
    key(qtbot, page, Qt.Key.Key_3)
    assert "TNM 分期" in page.decision.missing.value()
    page.findings.form.cancer.parts["stage"].set_value("II")
    page.findings.form.changed.emit()
    assert "TNM 分期" not in page.decision.missing.value()
    page.decision.missing.edit.setPlainText("身份证复印件")
    page.findings.form.diagnosed.set_value(date(2026, 2, 20))
    page.findings.form.changed.emit()
    assert page.decision.missing.value() == ["身份证复印件"]
    assert "身份证复印件" in page.decision.preview.words


def test_f8_walks_the_empty_fields_and_ends_at_the_outcomes(qtbot, open_review):
    page = open_review(illness="瘫痪")
    form = page.findings.form
    key(qtbot, page, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is form.diagnosed.control
    form.diagnosed.set_value(date(2026, 2, 20))
    key(qtbot, page, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is form.grade.control


def test_a_refusal_without_reason_goes_to_the_reason(qtbot, open_review, desk):
    page = open_review(illness="瘫痪")
    key(qtbot, page, Qt.Key.Key_4)
    page.decision.reason.set_value("")
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is page.decision.reason.control
    assert page.window().toast.accessibleName() == f"「{page.decision.reason.label}」还没有填"
    assert details(desk) == []


def test_of_a_refusal_the_customer_reads_only_what_was_written_for_them(qtbot, open_review, desk):
    page = open_review(illness="瘫痪")
    key(qtbot, page, Qt.Key.Key_4)
    page.decision.reason.set_value("转核保复查")
    page.decision.told.set_value("瘫痪不满 180 天，属癌前")
    page.decision.arrange()
    key(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is page.decision.told.control
    assert details(desk) == []
    page.decision.told.set_value("不在本保单的服务范围")
    page.decision.arrange()
    assert "不在本保单的服务范围" in page.decision.preview.words
    assert "核保" not in page.decision.preview.words
    assert page.values()["told"] == "不在本保单的服务范围"


def test_a_digit_typed_into_words_stays_a_digit_and_ctrl_digit_decides(qtbot, open_review):
    page = open_review(illness="瘫痪")
    key(qtbot, page, Qt.Key.Key_3)
    page.decision.missing.control.setFocus()
    page.decision.missing.edit.setPlainText("")
    qtbot.keyClicks(page.decision.missing.edit, "1")
    assert page.decision.missing.edit.toPlainText() == "1"
    assert page.decision.outcomes.value() == "more_material"
    qtbot.keyClick(page.decision.missing.edit, Qt.Key.Key_1, CTRL)
    assert page.decision.outcomes.value() == "confirmed"


@pytest.mark.rule("GC-02")
def test_the_behaviour_code_is_the_digit_typed_and_the_hints_say_what_decides_meanwhile(qtbot, open_review):
    page = open_review(illness="乳腺癌")
    assert (("1", "2", "3", "4"), "结论") in page.hints.hints()
    code = page.findings.form.cancer.parts["icdo3"]
    code.control.setFocus()
    assert (("Ctrl+1", "2", "3", "4"), "结论") in page.hints.hints()
    qtbot.keyClick(code.control, Qt.Key.Key_3)
    assert (page.findings.form.illness()["icdo3"], page.decision.outcomes.value()) == (3, "")
    qtbot.keyClick(code.control, Qt.Key.Key_1, CTRL)
    assert (code.value(), page.decision.outcomes.value()) == ("3", "confirmed")


def test_what_is_half_done_comes_back(qtbot, open_review):
    page = open_review(illness="甲状腺癌")
    key(qtbot, page, Qt.Key.Key_3)
    page.findings.form.diagnosed.set_value(date(2026, 2, 20))
    page.findings.form.changed.emit()
    case = page.sheet.view.id
    key(qtbot, page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=5000)
    settle(page.window(), 1)
    again = open_review.again(case)
    assert again.findings.form.diagnosed.value() == date(2026, 2, 20)
    assert again.decision.outcomes.value() == "more_material"


def test_an_illness_is_searched_by_pinyin_and_chosen_with_enter(qtbot, open_review):
    page = open_review()
    search = page.findings.picker.search.edit
    qtbot.waitUntil(search.hasFocus, timeout=5000)
    qtbot.keyClicks(search, "mxsj")
    assert [one.name for one in page.findings.picker.rows.found] == []
    search.clear()
    qtbot.keyClicks(search, "shenshuaijie")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert page.findings.form.illness()["name"] == "严重慢性肾衰竭"
    assert "须规律透析治疗" in page.findings.picker.conditions.words[0]
    assert page.findings.form.condition.isVisible()


@pytest.mark.rule("MD-01")
def test_no_verdict_is_told_while_one_searches_the_list(qtbot, open_review):
    page = open_review()
    qtbot.keyClicks(page.findings.picker.search.edit, "exzl")
    assert page.decision.banner.proposal.outcome == ""


def test_a_consultation_knows_no_suspected(qtbot, open_review):
    page = open_review(Item.MD, illness="乳腺癌")
    key(qtbot, page, Qt.Key.Key_2)
    assert page.decision.outcomes.value() == ""
    assert page.decision.banner.proposal.clause == "四（二）2"
