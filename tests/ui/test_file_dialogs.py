"""Dialogs for files and folders speak Chinese, button by button."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QListView, QPushButton, QToolButton, QWidget

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
    places = dialog.findChild(QListView, "sidebar").model()
    said.append(places.index(0, 0).data())
    for words in said:
        assert not re.search("[A-Za-z]{2,}", words), words


def test_standard_buttons_speak_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Open)
    qtbot.addWidget(box)
    said = {button.text().split("(")[0] for button in box.buttons()}
    assert said == {"取消", "打开"}


def test_the_words_ship_with_the_program():
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert (Path(folder) / "qtbase_zh_CN.qm").is_file()
