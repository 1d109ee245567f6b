"""Dialogs for files and folders speak Chinese, button by button."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, QLibraryInfo, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListView,
    QPushButton,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from desktop.ui.file_dialogs import file_dialog

MODES = {
    QFileDialog.FileMode.ExistingFiles: "打开(&O)", QFileDialog.FileMode.ExistingFile: "打开(&O)",
    QFileDialog.FileMode.Directory: "选择(&C)",
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_every_word_of_a_file_dialog_is_chinese(qtbot, mode):
    host = QWidget()
    qtbot.addWidget(host)
    dialog = file_dialog(host, "添加附件", mode, kinds="清单 (*.xlsx)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    buttons = [button.text() for button in dialog.findChildren(QPushButton)]
    assert buttons == [MODES[mode], "取消"]
    said = [label.text() for label in dialog.findChildren(QLabel)]
    said += [tool.toolTip() for tool in dialog.findChildren(QToolButton)]
    side = dialog.findChild(QListView, "sidebar")
    places = side.model()
    assert places.rowCount() >= 1
    for row in range(places.rowCount()):
        option = QStyleOptionViewItem()
        side.itemDelegate().initStyleOption(option, places.index(row, 0))
        said.append(option.text)
    files = dialog.findChild(QTreeView, "treeView").model()
    said += [str(files.headerData(place, Qt.Orientation.Horizontal)) for place in range(files.columnCount())]
    for words in said:
        assert not re.search("[A-Za-z]{2,}", words), words


def test_what_a_thing_is_stands_in_chinese_too(qtbot, tmp_path):
    host = QWidget()
    qtbot.addWidget(host)
    dialog = file_dialog(host, "导入清单", QFileDialog.FileMode.ExistingFile)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    kind = dialog.iconProvider().type
    assert (kind(QFileInfo(str(tmp_path))), kind(QFileInfo(str(tmp_path / "a.xlsx")))) == ("文件夹", "xlsx 文件")


def test_standard_buttons_speak_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Open)
    qtbot.addWidget(box)
    said = {button.text().split("(")[0] for button in box.buttons()}
    assert said == {"取消", "打开"}


def test_the_words_ship_with_the_program():
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert (Path(folder) / "qtbase_zh_CN.qm").is_file()
