"""A report is written, printed, issued, pulled back and corrected by keys alone."""

from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.documents import reading
from desktop.ui.mdt.page import MdtPage
from desktop.ui.screens import settle
from tests.ui.mdt.conftest import kept, write


def fill_gaps(keys, page) -> None:
    """F8 from gap to gap, as a person would; the experts sign with Space."""
    keys("F8")
    write("目前不推荐一期切除")
    keys("F8")
    write("暂无")
    for _ in range(3):
        keys("F8", "Space")
    page.editor.writing.judge()


@pytest.mark.rule("MD-07")
def test_a_report_needs_four_commands_besides_typing(keys, page, rest, real_desk, case, tmp_path):
    fill_gaps(keys, page)
    rest()
    assert page.editor.writing.gaps == ()
    assert page.bar.reason == ""
    keys("Ctrl+P")
    rest()
    assert list((tmp_path / "home" / "报告").glob("*草稿1.pdf"))
    page.runner.outbox.span = 40
    keys("Ctrl+Return")
    QTest.qWait(160)
    rest()
    row = kept(real_desk, case)
    assert (row.state, row.issued_by, row.version) == ("issued", "林管家", 1)
    issued = list((tmp_path / "home" / "报告").glob("*第1版.pdf"))
    assert issued
    assert row.pdf_sha256 == _digest(issued[0])
    assert page.bar.over.startswith(f"{row.number} 第 1 版 已签发")


def _digest(path: Path) -> str:
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()


def test_enter_opens_the_workspace_with_the_first_gap_in_sight(page):
    assert page.editor.rail.letter == "J"
    assert [row.letter for row in page.editor.rail.rows] == list("BCDEFGHIJKLMNO")
    assert page.bar.reason == "现在不能签发：差 2 处必填、3 个签名"


def test_f8_walks_the_gaps_in_the_reports_order_and_round_the_end(keys, page):
    said = []
    page.editor.gap_shown.connect(lambda gap: said.append(gap.sentence))
    assert page.editor.upcoming() == "J 不推荐方案及理由 (1/2)"
    for _ in range(6):
        keys("F8")
    assert said == [
        "J 不推荐方案及理由", "J 临床试验", "O 签名 专家0", "O 签名 专家1", "O 签名 专家2", "J 不推荐方案及理由",
    ]  # fmt: skip
    assert page.editor.accessibleDescription() == "J 不推荐方案及理由 (1/2)"
    assert QApplication.focusWidget() is page.editor.views["J"].fields["not_advised"].control


@pytest.mark.rule("D-04")
def test_an_issue_can_be_pulled_back_for_ten_seconds(window, keys, page, rest, real_desk, case):
    fill_gaps(keys, page)
    rest()
    keys("Ctrl+Return")
    assert window.whole is page
    assert page.runner.outbox.waiting() == 1
    assert page.editor.views["J"].fields["not_advised"].box.isReadOnly()
    keys("Esc")
    rest()
    assert page.runner.outbox.waiting() == 0
    assert kept(real_desk, case).state == "draft"
    assert not page.editor.views["J"].fields["not_advised"].box.isReadOnly()


def test_a_report_with_gaps_is_not_issued_and_says_why(keys, page, rest, real_desk, case):
    told = []
    page.told.connect(told.append)
    keys("Ctrl+Return")
    rest()
    assert told == ["现在不能签发：差 2 处必填、3 个签名"]
    assert page.runner.outbox.waiting() == 0
    assert kept(real_desk, case).state == "draft"


@pytest.mark.rule("D-07")
def test_a_correction_is_a_new_version_that_names_the_old(keys, page, rest, real_desk, case):
    fill_gaps(keys, page)
    rest()
    page.runner.outbox.span = 40
    keys("Ctrl+Return")
    QTest.qWait(160)
    rest()
    old = kept(real_desk, case)
    page.editor.setFocus()
    keys("Ctrl+R")
    write("更正分期")
    keys("Ctrl+Return")
    rest()
    new = kept(real_desk, case)
    assert (new.version, new.state, new.replaces, new.reason) == (2, "draft", 1, "更正分期")
    assert reading.document(real_desk, old.id).content == old.content
    assert page.editor.head.words == "第 2 版草稿·更正第 1 版"
    assert new.content["not_advised"] == "目前不推荐一期切除"


@pytest.mark.rule("MD-08")
def test_the_guidance_goes_out_with_its_channel_and_who_received_it(keys, page, rest, real_desk, case):
    fill_gaps(keys, page)
    rest()
    page.runner.outbox.span = 40
    keys("Ctrl+Return")
    QTest.qWait(160)
    rest()
    from tests.casework.documents.papers import drafted

    drafted(real_desk, case, "guidance")
    page.editor.setFocus()
    keys("Ctrl+2")
    rest()
    assert page.editor.row.form.kind == "guidance"
    keys("Ctrl+Return")
    sheet = page.issuing.sheet
    assert not sheet.isHidden()
    sheet.panel.fields["channel"].set_value("wechat")
    sheet.submit()
    rest()
    row = kept(real_desk, case, "guidance")
    assert row.state == "issued"
    assert "微信" in page.bar.over
    assert "客户本人" in page.bar.over


def test_no_key_keeps_the_window_busy_for_fifty_milliseconds(keys, page, rest):
    keys("F8")
    assert page.editor.rail.letter == "J"
    rest()
    slow = []
    for letter in "目前不推荐一期切除，肿瘤伴卫星灶，残肝体积处于临界，早期复发风险高。" * 2:
        before = thread_time()
        write(letter)
        QCoreApplication.processEvents()
        slow.append((thread_time() - before) * 1000)
    assert max(slow) < 50, f"{max(slow):.0f} ms"


def test_ctrl_p_elsewhere_still_belongs_to_the_calendar(window, page):
    seen = []
    window.book.page("calendar").sheets_wanted.connect(seen.append)
    window.show_page("calendar")
    window.desk.trigger("print")
    assert seen
    assert isinstance(page, MdtPage)


def test_the_editor_is_left_by_steps_and_nothing_typed_is_lost(window, keys, page, real_desk, case):
    keys("F8")
    write("没有来得及自动保存")
    keys("Esc")
    assert QApplication.focusWidget() is page.editor.rail
    keys("Esc")
    settle(window, 2)
    assert window.queue is not None
    assert kept(real_desk, case).content["not_advised"] == "没有来得及自动保存"
