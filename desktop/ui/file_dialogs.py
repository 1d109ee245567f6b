"""The dialogs in which files and folders are chosen: every word in Chinese, and the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_LABELS: Mapping[QFileDialog.DialogLabel, str] = {
    QFileDialog.DialogLabel.LookIn: "位置(&L)：", QFileDialog.DialogLabel.FileType: "文件类型(&T)：",
}  # fmt: skip
"""What Qt's own translation leaves in English."""


def file_dialog(
    parent: QWidget, title: str, mode: QFileDialog.FileMode, folder: str = "", kinds: str = ""
) -> QFileDialog:
    """A dialog that goes away when it is closed, not yet shown; `kinds` like `申请清单 (*.xlsx *.csv)`."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, words in _LABELS.items():
        dialog.setLabelText(label, words)
    return dialog
