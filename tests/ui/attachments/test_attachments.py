"""Files dropped on a case appear as tiles, are looked at, taken off and taken back; the window goes on meanwhile."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.screens import settle
from tests.ui.attachments.conftest import NEW, slices, whole
from tests.ui.picture import shown

Key = Qt.Key
CORNER = QPointF(30, 30)


def drop(widget, *paths, at: QPointF = CORNER) -> bool:
    """Drag files onto a widget and let go; says whether they were taken."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), action, files, button, none)
    QApplication.sendEvent(widget, enter)
    let_go = QDropEvent(at, action, files, button, none)
    QApplication.sendEvent(widget, let_go)
    return enter.isAccepted() and let_go.isAccepted()


def titles(shell) -> list[str]:
    """The tiles of the case page."""
    return [entry.title for entry in tiles(shell).entries]


def tiles(shell):
    """The tiles of the case page."""
    return whole(shell).case_page.facts.attachments.tiles


def test_an_empty_case_says_how_files_come(open_window):
    shell = open_window()
    _, watch = shown(tiles(shell))
    assert any("拖到这里" in words for words in watch.texts)


def test_files_dropped_on_the_case_become_tiles_and_a_line_of_the_timeline(open_window, papers):
    shell = open_window()
    page = whole(shell).case_page
    assert drop(page, papers["超声.jpg"], papers["病理.pdf"])
    settle(shell, 2)
    assert titles(shell) == ["超声.jpg", "病理.pdf"]
    assert page.view.timeline[0].title == "添加附件"
    _, watch = shown(page.facts.attachments)
    assert {"附件 2", "PDF 3 页", "超声.jpg"} <= watch.texts


def test_what_is_not_taken_is_named_below_the_tiles(open_window, papers):
    shell = open_window()
    page = whole(shell).case_page
    drop(page, *papers.values())
    settle(shell, 2)
    assert len(titles(shell)) == 3
    said = page.facts.attachments.said
    assert len(said) == 2
    assert any(words.startswith("「程序.exe」未收：") for words in said)
    assert any(words.startswith("「坏图.png」未收：") for words in said)


@pytest.mark.parametrize("many", [1, 2, 5])
def test_the_toast_names_the_file_that_was_not_taken_and_why(open_window, papers, tmp_path, many):
    shell = open_window()
    broken = [tmp_path / f"坏图{place}.png" for place in range(many)]
    for path in broken:
        path.write_bytes(papers["坏图.png"].read_bytes())
    drop(whole(shell).case_page, *broken)
    settle(shell, 2)
    said = shell.toast.accessibleName()
    assert said.startswith("「坏图0.png」未收：")
    assert len(said) > len("「坏图0.png」未收：") + 4
    assert ("「坏图1.png」未收：" in said or "另有 1 个未收" in said) == (many == 2)
    assert ("另有 4 个未收" in said) == (many == 5)


def test_a_folder_of_a_disc_becomes_one_tile(open_window, tmp_path):
    shell = open_window()
    drop(whole(shell).case_page, slices(NEW, tmp_path / "disc"))
    settle(shell, 3)
    (entry,) = tiles(shell).entries
    assert (entry.title, entry.note) == ("薄层肺窗", "2026-09-15 5 幅")
    assert entry.warning == ""


def test_the_same_files_again_are_told(open_window, hand, papers):
    hand(papers["超声.jpg"])
    shell = open_window()
    drop(whole(shell).case_page, papers["超声.jpg"])
    settle(shell, 2)
    assert "已经在本案" in shell.toast.accessibleName()


def test_delete_takes_off_and_ctrl_z_hangs_it_on_again(open_window, hand, papers, press):
    hand(papers["超声.jpg"], papers["病理.pdf"])
    shell = open_window()
    tiles(shell).setFocus()
    press(Key.Key_Right, Key.Key_Delete)
    settle(shell, 2)
    assert titles(shell) == ["超声.jpg"]
    press(Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    settle(shell, 2)
    assert titles(shell) == ["超声.jpg", "病理.pdf"]


def test_the_toast_takes_an_adding_back(open_window, papers):
    shell = open_window()
    drop(whole(shell).case_page, papers["超声.jpg"])
    settle(shell, 2)
    assert shell.toast.undo()
    settle(shell, 2)
    assert titles(shell) == []


def test_what_was_done_after_an_adding_is_taken_back_before_it(open_window, papers):
    shell, taken = open_window(), []
    drop(whole(shell).case_page, papers["超声.jpg"])
    settle(shell, 2)
    shell.undo.did("修改 何敏", back=lambda: not taken.append("档案"))
    shell.undo.undo()
    settle(shell, 2)
    assert taken == ["档案"]
    assert titles(shell) == ["超声.jpg"]
    shell.undo.undo()
    settle(shell, 2)
    assert titles(shell) == []
    shell.undo.redo()
    settle(shell, 2)
    assert titles(shell) == ["超声.jpg"]


def test_space_shows_a_picture_and_space_again_puts_it_away(open_window, hand, papers, press):
    hand(papers["超声.jpg"])
    shell = open_window()
    press(Key.Key_Space)
    settle(shell, 2)
    preview = whole(shell).attachments.preview
    assert preview.isVisible()
    image, watch = shown(preview)
    assert "超声.jpg" in watch.texts
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert (middle.red() > 200, middle.green() < 60) == (True, True)
    press(Key.Key_Space)
    assert not preview.isVisible()


def test_a_scan_is_turned_and_the_next_file_comes_by_the_arrow(open_window, hand, papers, press):
    hand(papers["扫描.tif"], papers["超声.jpg"])
    shell = open_window()
    press(Key.Key_Space)
    settle(shell, 1)
    preview = whole(shell).attachments.preview
    press(Key.Key_PageDown)
    settle(shell, 1)
    assert (preview.page, preview.pages) == (1, 2)
    press(Key.Key_Right)
    settle(shell, 1)
    assert preview.entry.title == "超声.jpg"
    press(Key.Key_Escape)
    assert preview.isHidden()


def test_a_document_shows_its_pages_without_a_file_of_its_own(open_window, hand, papers, press):
    hand(papers["病理.pdf"])
    shell = open_window()
    press(Key.Key_Space)
    settle(shell, 2)
    preview = whole(shell).attachments.preview
    assert (preview.trouble, preview.pages) == ("", 3)
    press(Key.Key_PageDown, Key.Key_Plus)
    press(Key.Key_Escape)


def test_a_damaged_content_is_told_in_the_preview(open_window, hand, papers, press, window_desk):
    hand(papers["超声.jpg"])
    (entry,) = window_desk.attachment_desk.listing(1)
    place = window_desk.attachment_desk.contents.place(entry.rows[0].sha256)
    content = place.read_bytes()
    place.write_bytes(content[:200] + bytes([content[200] ^ 1]) + content[201:])
    shell = open_window()
    press(Key.Key_Space)
    settle(shell, 2)
    assert "已损坏" in whole(shell).attachments.preview.trouble


def test_a_case_without_attachments_says_so(open_window, press):
    shell = open_window()
    press(Key.Key_Space)
    settle(shell, 1)
    assert "还没有附件" in shell.toast.accessibleName()
    press(Key.Key_Y)
    settle(shell, 1)
    assert whole(shell).attachments.viewer.page is None


def test_the_window_answers_while_files_are_taken_in(open_window, tmp_path):
    shell = open_window()
    shell.watchdog.start()
    drop(whole(shell).case_page, slices(NEW._replace(slices=60), tmp_path / "disc"))
    settle(shell, 4)
    shell.watchdog.stop()
    assert tiles(shell).entries[0].note.endswith("60 幅")
    assert shell.watchdog.longest < 250


def test_taking_in_can_be_broken_off(open_window, tmp_path, press):
    shell = open_window()
    shelf = whole(shell).attachments.shelf
    drop(whole(shell).case_page, slices(NEW._replace(slices=80), tmp_path / "disc"))
    press(Key.Key_Escape)
    settle(shell, 2)
    assert not shelf.busy
    assert titles(shell) == []
    assert whole(shell).case_page.isVisible()


def test_the_review_shows_and_takes_attachments_too(open_window, hand, papers):
    hand(papers["超声.jpg"])
    shell = open_window()
    materials = whole(shell).green.review.materials
    assert [entry.title for entry in materials.attachments.tiles.entries] == ["超声.jpg"]


def test_the_tiles_speak(open_window, hand, papers):
    hand(papers["超声.jpg"], papers["病理.pdf"])
    shell = open_window()
    assert "超声.jpg 影像 图片；病理.pdf PDF 3 页" in tiles(shell).accessibleName()
    assert "第 1 个" in tiles(shell).accessibleDescription()
