"""The panel of day sheets: chosen by key, written in the worker, told line by line."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from desktop.ui.sheets.panel import SheetsPanel
from tests.ui.escorts.conftest import rest


@pytest.fixture
def panel(window, press):
    """The panel for the day the calendar shows."""
    press("Ctrl+P")
    rest(window)
    panel = window.findChild(SheetsPanel)
    assert panel.isVisible()
    return panel


def written(tmp_path):
    return sorted(path.name for path in (tmp_path / "home").rglob("陪诊日程单-*"))


def test_two_keys_write_everybodys_sheets_into_the_days_folder(window, press, panel, tmp_path):
    assert [(line.escort, line.jobs) for line in panel.escorts.lines] == [("何敏", 2), ("刘思远", 1)]
    assert panel.folder.value() == str(tmp_path / "home" / "陪诊日程单" / "2026-09-23")
    press("Return")
    rest(window)
    assert press.strokes == 2
    assert written(tmp_path) == [
        f"陪诊日程单-2026-09-23-{name}{kind}" for name in ("何敏", "刘思远") for kind in (".ics", ".pdf")]  # fmt: skip
    assert panel.say.words == "已生成 4 个文件"
    assert panel.escorts.ends == {"何敏": "", "刘思远": ""}


def test_x_leaves_an_escort_out(window, press, panel, tmp_path):
    press("X", "Return")
    rest(window)
    assert panel.say.words == "已生成 2 个文件"
    assert written(tmp_path) == ["陪诊日程单-2026-09-23-刘思远.ics", "陪诊日程单-2026-09-23-刘思远.pdf"]


def test_nobody_chosen_writes_nothing_and_says_why(window, press, panel, tmp_path):
    press("X", "Down", "X", "Return")
    rest(window)
    assert written(tmp_path) == []
    assert panel.write_button.reason == "先选一位陪诊人员"


def test_another_folder_can_be_written(window, panel, tmp_path):
    panel.folder.edit.setFocus()
    panel.folder.edit.selectAll()
    QTest.keyClicks(panel.folder.edit, str(tmp_path / "mine"))
    panel.write()
    rest(window)
    assert len(list((tmp_path / "mine").iterdir())) == 4


def test_a_folder_that_cannot_be_written_is_told_at_each_name(window, panel, tmp_path):
    (tmp_path / "file").write_text("x")
    panel.folder.set_value(str(tmp_path / "file" / "in"))
    panel.write()
    rest(window)
    assert all(panel.escorts.ends.values())
    assert panel.say.words == "已生成 0 个文件，2 人没有生成"
    assert panel.open_button.reason


def test_o_opens_the_folder_once_there_is_one(window, press, panel, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    press("O")
    assert opened == []
    press("Return")
    rest(window)
    press("O")
    assert [url.toLocalFile() for url in opened] == [panel.folder.value()]


def test_a_day_without_work_says_so(window, press):
    press("]", "Ctrl+P")
    rest(window)
    panel = window.findChild(SheetsPanel)
    assert panel.escorts.accessibleName() == "这一天没有陪诊安排"
    assert panel.write_button.reason
    press("Esc")
    assert not panel.isVisible()
