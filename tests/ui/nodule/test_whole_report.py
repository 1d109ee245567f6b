"""A whole reading is written, confirmed and issued by keys alone, and then posted."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.desk import Entry
from desktop.casework.documents import drafts
from tests.ui.nodule.conftest import kept, rest, write

_NODULE = (
    ("findings", "lobe", "Down"), ("findings", "density", "Down"), ("findings", "long_mm", "8.2"),
    ("findings", "short_mm", "7.0"), ("previous", "long_mm", "5.8"), ("previous", "short_mm", "5.0"),
    ("row", "category", "4A"),
)  # fmt: skip


def reach(page, control, key):
    """From field to field until it has the keyboard."""
    for _ in range(40):
        if QApplication.focusWidget() is control:
            return
        page.keys(key)
    pytest.fail(f"{control.accessibleName()} is not reached by {key}")


def enter_nodule(page):
    """Insert, then from field to field by Tab, as a person would."""
    page.keys("Insert")
    cells = page.findings.forms["lung"].cells
    for part, name, typed in _NODULE:
        cell = cells[part, name]
        reach(page, cell.control, "Shift+Tab" if name == "category" else "Tab")
        if typed == "Down":
            page.keys("Down")
        elif name == "category":
            for _ in range(9):
                if page.book.current.get("category") != typed:
                    page.keys("Down")
        else:
            write(typed)
    page.keys("Tab")


def issued_row(page, desk, case):
    """The reading once its issue has left the outbox; setting and signing the paper take their time."""
    for _ in range(20):
        QTest.qWait(160)
        rest(page)
        row = kept(desk, case)
        if row.state == "issued":
            break
    return row


@pytest.mark.rule("ND-04")
def test_a_report_is_written_and_issued_by_keys_alone(open_page, unwritten, real_desk):
    page = open_page(unwritten)
    enter_nodule(page)
    said = page.book.current
    assert said["place"] == "右上叶"
    assert (said["computed"], said["verdict"]) == ("4A", "边界")
    page.keys("Esc", "Return")
    assert page.book.current["confirmed_by"] == "李卫东"
    rest(page)
    assert page.editor.writing.gaps == ()
    assert page.editor.writing.content["overall"] == "4A 类"
    page.keys("Ctrl+Return")
    assert not page.book.editable
    row = issued_row(page, real_desk, unwritten)
    assert (row.state, row.issued_by) == ("issued", "林管家")
    assert row.content["nodules"][0]["revision"] == "r1"
    assert page.bar.over.startswith(f"{row.number} 第 1 版 已签发")
    page.findings.setFocus()
    page.keys("R")
    rest(page)
    assert page.runner.sheet.isVisible()
    write("顺丰")
    page.keys("Tab")
    write("SF1500000000001")
    page.keys("Ctrl+Return")
    rest(page)
    assert page.sheet.parcels[0].number == "SF1500000000001"


@pytest.mark.rule("D-04")
def test_an_issue_can_be_pulled_back(page, real_desk, sampled):
    page.book.go(1)
    page.book.set_value("row", "word", "考虑高危因素")
    rest(page)
    page.runner.outbox.span = 10_000
    page.findings.setFocus()
    page.keys("Ctrl+Return")
    assert page.runner.outbox.waiting() == 1
    assert not page.book.editable
    page.keys("Esc")
    rest(page)
    assert page.book.editable
    assert kept(real_desk, sampled).state == "draft"


def test_a_report_with_a_disputed_category_is_not_issued_and_f8_leads_there(page, real_desk, sampled):
    told = []
    page.told.connect(told.append)
    page.keys("Ctrl+Return")
    assert told == ["现在不能签发：1 处类别待确认"]
    assert page.bar.gap.text() == "下一处：结节 2 理由 (1/1)"
    page.keys("F8")
    assert page.book.at == 1
    assert QApplication.focusWidget() is page.findings.forms["lung"].cells["row", "word"].control
    assert kept(real_desk, sampled).state == "draft"


def test_f8_turns_to_the_report_for_what_is_missing_there(page):
    page.editor.writing.put("conclusion", "")
    page.keys("F8")
    assert page.tabs.value() == "findings"
    page.keys("F8")
    assert page.tabs.value() == "report"
    assert QApplication.focusWidget() is page.editor.views["5"].fields["conclusion"].control
    page.keys("F8")
    assert page.tabs.value() == "findings"


def test_what_another_desk_wrote_is_taken_in(page, real_desk, sampled):
    row = kept(real_desk, sampled)
    drafts.save_draft(real_desk, row.id, Entry("陈凯"), content={**row.content, "evidence": "另一依据"},
                      revision=row.revision)  # fmt: skip
    page.book.set_value("findings", "slice", 90)
    rest(page)
    stored = kept(real_desk, sampled).content
    assert (stored["evidence"], stored["nodules"][0]["findings"]["slice"]) == ("另一依据", 90)
