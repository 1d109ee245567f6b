"""A dropped list is taken in whole; one dropped meanwhile is neither lost in silence nor in the way."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework.intake_rows import RowResult
from desktop.exchange.import_report import ImportReport
from desktop.exchange.list_preview import ListPreview
from desktop.exchange.reading import ListUnreadable, Sheet
from desktop.exchange.row_reader import Problem
from desktop.ui.action_desk import ActionDesk
from desktop.ui.import_page import ImportPage
from desktop.ui.import_tables import ROW


class Importer:
    """Takes lists in when the test lets it."""

    def __init__(self):
        self.shown, self.taken, self.go = [], [], threading.Event()

    def preview_list(self, path, _mapping, _sheets=()):
        """Wait for the test, then show one good row or refuse."""
        self.go.wait(5)
        self.shown.append(path.name)
        if path.suffix == ".csv":
            raise ListUnreadable("没有任何内容。")
        row = RowResult(2, "A-1", "opened")
        return ListPreview(path, (), ImportReport(path.name, Sheet("", (), ()), 0, (row,), (), (), False, ()))

    def import_list(self, preview):
        """Take it in."""
        self.go.wait(5)
        self.taken.append(preview.path.name)
        return ImportReport(preview.path.name, Sheet("", (), ()), 0, (), (), (), True, ())


@pytest.fixture
def importer():
    """An importer that has not begun."""
    return Importer()


@pytest.fixture
def page(qtbot, importer, worker):
    """The page over it."""
    page = ImportPage(importer, worker, ActionDesk())
    qtbot.addWidget(page)
    return page


def test_a_second_list_does_not_drop_the_first_and_is_named_until_the_report_is_there(page, importer, worker):
    page.take(Path("甲.xlsx"))
    page.take(Path("乙.xlsx"))
    page.take(Path("乙.xlsx"))
    assert "甲.xlsx" in page.strip.title
    assert "先完成前一份" in page.strip.detail
    importer.go.set()
    worker.wait_idle()
    assert (importer.shown, importer.taken) == (["甲.xlsx"], [])
    assert "预览「甲.xlsx」：可登记 1 件" in page.strip.title
    assert page.strip.detail.startswith("「乙.xlsx」没有开始")
    page.go()
    worker.wait_idle()
    assert importer.taken == ["甲.xlsx"]
    assert "「甲.xlsx」：新登记 0 件" in page.strip.title
    page.take(Path("乙.xlsx"))
    worker.wait_idle()
    assert importer.shown == ["甲.xlsx", "乙.xlsx"]
    assert "没有开始" not in page.strip.detail


def test_a_list_that_was_taken_in_is_not_taken_in_again_by_the_same_key(page, importer, worker):
    importer.go.set()
    page.take(Path("甲.xlsx"))
    worker.wait_idle()
    for _ in range(3):
        page.go()
        worker.wait_idle()
    assert importer.taken == ["甲.xlsx"]


def test_after_a_list_that_cannot_be_read_the_next_one_can_be_taken(page, importer, worker):
    importer.go.set()
    for name in ("坏.csv", "好.xlsx"):
        page.take(Path(name))
        worker.wait_idle()
    assert importer.shown == ["坏.csv", "好.xlsx"]
    assert "好.xlsx" in page.strip.title


def test_an_import_that_waits_is_done_before_the_window_closes(page, importer, worker):
    importer.go.set()
    page.take(Path("甲.xlsx"))
    worker.wait_idle()
    importer.go.clear()
    worker.run(importer.go.set)
    page.go()
    worker.close()
    assert importer.taken == ["甲.xlsx"]


def test_long_advice_is_shown_whole(page):
    page.resize(1000, 600)
    page.show()
    long = Problem(2, "证件号码", "", "证件号码的校验码不对，请对照证件逐位核对；" * 5, "A-1")
    short = Problem(3, "手机号", "", "手机号应为 11 位", "A-2")
    page.show_report(ImportReport("甲.xlsx", Sheet("", (), ()), 0, (), (long, short), (), True, ()))
    QApplication.processEvents()
    heights = [page.table.rowHeight(place) for place in range(2)]
    assert ROW <= heights[1] < heights[0]
