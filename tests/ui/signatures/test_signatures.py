"""The page of seal and signatures: looked at, replaced, taken away and put back by keys; bad pictures are refused."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.commands.window_desk import WindowDesk
from desktop.ui.screens import settle
from desktop.ui.signatures.page import SignaturesPage
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.casework.escort_desks import CHEST, add_hospitals
from tests.casework.journeys import done
from tests.exchange.images import huge_png, picture
from tests.ui.hands import Keyboard, coordinators_window


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """A window on a desk of its own with one expert."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREDESK_HOME", str(tmp_path_factory.mktemp("home")))
        desk = scratch_desk(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}", HandClock("2026-09-23 14:20"))
        add_hospitals(desk)
        done(add_expert(desk, MANAGER, ExpertDraft("李东", CHEST, "主任医师", "呼吸内科", "上海")))
        with coordinators_window(WindowDesk(desk, "林悦")) as shell:
            yield shell
        desk.store.engine.dispose()


@pytest.fixture
def page(shell):
    """The page, with nothing kept and the seal in front."""
    found = shell.findChild(SignaturesPage)
    for name, hospital in (("", ""), ("李东", CHEST)):
        shell.source.house_desk.use(name, hospital, "")
    found.strip.clear()
    shell.activateWindow()
    QTest.qWaitForWindowActive(shell)
    Keyboard(shell)("Ctrl+Alt+S")
    rest(shell)
    found.table.selectRow(0)
    rest(shell)
    yield found
    shell.back()
    rest(shell)


def rest(shell):
    shell.worker.wait_idle()
    settle(shell, 2)


@pytest.fixture
def file(tmp_path):
    """Writes a file into a folder of the test's own."""

    def _file(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return _file


def lines(page):
    return [tuple(page.model.index(row, column).data() for column in (0, 3)) for row in range(page.model.rowCount())]


def test_the_key_shows_the_seal_and_everybody_who_signs(shell, page):
    assert shell.book.over is page
    assert lines(page) == [("服务商电子章", "没有"), ("李东", "没有")]
    assert page.picture.words == "还没有图片"
    assert not page.remove.isVisible()
    Keyboard(shell)("Esc")
    assert shell.book.over is None


def test_a_picture_is_taken_from_a_file_that_is_chosen_and_is_looked_at(shell, page, file):
    path = file("章.png", picture(size=(300, 300)))
    Keyboard(shell)("R")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert "服务商电子章" in dialog.windowTitle()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    rest(shell)
    assert lines(page)[0] == ("服务商电子章", "已登记")
    assert page.picture.words.startswith("300 × 300 像素")
    assert "已登记服务商电子章" in shell.toast.accessibleName()


def test_a_signature_that_was_taken_away_comes_back_with_ctrl_z(shell, page, file):
    page.take(page.rows[1], file("李东.jpg", picture("JPEG")))
    rest(shell)
    page.table.selectRow(1)
    rest(shell)
    before = page.rows[1].sha256
    Keyboard(shell)("Delete")
    rest(shell)
    assert (page.rows[1].sha256, page.picture.words) == ("", "还没有图片")
    Keyboard(shell)("Ctrl+Z")
    rest(shell)
    assert page.rows[1].sha256 == before


def test_what_was_replaced_comes_back_too_and_only_once(shell, page, file):
    for colour in ("red", "blue"):
        page.take(page.rows[0], file(f"{colour}.png", picture(colour=colour)))
        rest(shell)
    blue = page.rows[0].sha256
    page.undo()
    rest(shell)
    red = page.rows[0].sha256
    assert red not in ("", blue)
    page.undo()
    rest(shell)
    assert page.rows[0].sha256 == red


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("说明.png", b"no picture", "格式不认识"),
        ("巨.png", huge_png(), "无法打开"),
        ("动.gif", picture("GIF"), "不是 PNG 或 JPEG"),
        ("大.png", b"\x89PNG\r\n\x1a\n" + bytes(5 << 20), "超过 4 MB"),
        ("断.jpg", picture("JPEG")[:-70], "损坏"),
    ],
)
def test_a_bad_picture_is_refused_in_one_sentence_and_nothing_is_kept(shell, page, file, name, content, words):
    page.take(page.rows[0], file(name, content))
    rest(shell)
    assert page.strip.isVisible()
    assert page.strip.title == "请核对"
    assert words in page.strip.detail
    assert name in page.strip.detail
    assert not page.rows[0].sha256


def test_a_file_that_is_gone_is_told_and_the_next_try_works(shell, page, file, tmp_path):
    page.take(page.rows[0], tmp_path / "没有.png")
    rest(shell)
    assert "读不到「没有.png」" in page.strip.detail
    page.take(page.rows[0], file("章.png", picture()))
    rest(shell)
    assert not page.strip.isVisible()
    assert page.rows[0].sha256


def test_letters_of_the_page_do_nothing_on_a_line_without_a_picture(shell, page):
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    rest(shell)
    assert lines(page)[0] == ("服务商电子章", "没有")


@pytest.mark.usefixtures("page")
def test_the_keys_of_the_window_work_over_the_page(shell):
    Keyboard(shell)("Ctrl+K")
    assert shell.palette_box.isVisible()
    shell.palette_box.hide()
