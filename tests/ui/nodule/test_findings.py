"""Findings are written by keys, judged at once, drawn where they lie, and kept by themselves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.handbook.nodules.comparing import Agreement
from desktop.ui.nodule import organs
from desktop.ui.viewer.measuring import Measurement
from tests.ui.nodule.conftest import kept, rest, write


def verdicts(page):
    return [one.agreement for one in page.book.judged]


def field(page, name, part="findings"):
    return page.findings.forms[page.book.kind].cells[part, name]


def test_a_reading_opens_with_its_nodules_judged(page):
    assert verdicts(page) == [Agreement.BORDER, Agreement.DIFFERS]
    assert page.findings.hasFocus()
    assert page.findings.overall.categories() == ("4A", "4A", Agreement.AGREES)
    assert page.bar.reason == "现在不能签发：1 处类别待确认"
    first, second = page.findings.cards
    assert "边界" in first.accessibleDescription()
    assert second.button.text() == "按专家 3 确认"


@pytest.mark.rule("ND-04")
def test_a_size_typed_is_another_verdict_at_once_and_kept(page, real_desk, sampled):
    page.keys("F2")
    page.findings.edit("long_mm")
    QApplication.focusWidget().selectAll()
    write("9.9")
    page.keys("Return")
    assert page.book.judged[0].computed == "4B"
    assert verdicts(page)[0] is Agreement.DIFFERS
    assert page.book.judged[0].growth.change_mm == 3.1
    rest(page)
    stored = kept(real_desk, sampled).content["nodules"][0]
    assert (stored["findings"]["long_mm"], stored["verdict"], stored["computed"]) == (9.9, "不一致", "4B")
    assert "confirmed_by" not in stored


@pytest.mark.rule("ND-04")
def test_a_disagreement_wants_a_word_and_then_a_second_enter(page, real_desk, sampled):
    page.keys("Down", "Return")
    assert QApplication.focusWidget() is field(page, "word", "row").control
    write("考虑高危因素")
    page.keys("Return", "Esc")
    assert page.findings.hasFocus()
    assert page.findings.cards[1].button.text() == "按专家 3 确认"
    page.keys("Return")
    assert page.findings.cards[1].button.text() == "复核"
    rest(page)
    stored = kept(real_desk, sampled).content["nodules"][1]
    assert (stored["word"], stored["confirmed_by"]) == ("考虑高危因素", "李卫东")
    assert page.bar.reason == ""


def test_agreement_and_what_cannot_be_computed(page):
    page.keys("Down")
    page.book.set_value("row", "category", "2")
    assert verdicts(page)[1] is Agreement.AGREES
    page.book.set_value("findings", "density", None)
    assert verdicts(page)[1] is Agreement.UNKNOWN
    assert page.findings.cards[1].button.text() == "补 密度"
    page.keys("Return")
    assert QApplication.focusWidget() is field(page, "density").control


def test_another_system_computes_anew_and_keeps_the_experts_word(page):
    chooser = page.findings.overall.system
    chooser.setCurrentIndex(2)
    chooser.activated.emit(2)
    assert [row["category"] for row in page.book.rows] == ["4A", "3"]
    assert [row["computed"] for row in page.book.rows] == ["2", "2"]
    assert {row["system"] for row in page.book.rows} == {"C-Lung-RADS"}
    assert verdicts(page) == [Agreement.DIFFERS, Agreement.DIFFERS]


def test_the_diagram_chooses_by_click_and_by_keys(page):
    diagram = page.findings.overall.diagram
    where = organs.spot("lung", page.book.rows[1]["findings"])
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=where.toPoint())
    assert page.book.at == 1
    diagram.setFocus()
    diagram.at = 1
    page.keys("Left", "Return")
    assert page.book.at == 0
    assert "右上叶，结节 1" in diagram.accessibleDescription()


def test_a_new_nodule_takes_the_part_that_is_clicked(page):
    page.keys("Insert", "Esc")
    diagram = page.findings.overall.diagram
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=QPoint(50, 124))
    assert page.book.current["findings"] == {"number": 3, "lobe": "right_lower", "side": "right"}
    assert page.book.current["place"] == "右下叶"


def test_a_nodule_taken_away_comes_back(page):
    page.keys("Delete")
    assert [row["number"] for row in page.book.rows] == [2]
    page.keys("Ctrl+Z")
    assert [row["number"] for row in page.book.rows] == [1, 2]
    assert page.book.at == 0


def test_an_earlier_date_written_in_the_report_judges_anew(page):
    page.editor.writing.put("prior_on", "2020-03-10")
    assert page.book.judged[0].growth.change.value == "slow_growing"
    assert page.book.rows[0]["findings"]["change"] == "slow_growing"


def test_what_cannot_be_read_is_said_and_not_written(page):
    told = []
    page.told.connect(told.append)
    page.findings.edit("long_mm")
    QApplication.focusWidget().selectAll()
    write("很大")
    page.keys("Tab")
    assert told == ["长径应为数字"]
    assert page.book.rows[0]["findings"]["long_mm"] == 8.2


def test_the_recommended_plan_goes_into_the_schedule(page, real_desk, sampled):
    page.keys("Ctrl+2", "Return")
    rest(page)
    assert kept(real_desk, sampled).content["schedule"][0]["when"] == "2026-12-15 前后"
    assert page.editor.views == {} or page.editor.writing.content["schedule"][0]["item"] == "低剂量薄层 CT"


def test_what_the_viewer_measured_is_written_into_the_current_nodule(page):
    page.deeds.take_measurement(Measurement("k", 88, ((0, 0), (1, 0)), ((0, 0), (0, 1)), 7.4, 6.6, 7.0))
    found = page.book.rows[0]["findings"]
    assert (found["long_mm"], found["short_mm"], found["slice"]) == (7.4, 6.6, 88)
