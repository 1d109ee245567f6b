"""The dialogs in which files and folders are chosen: every word in Chinese, and the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QFileInfo, QModelIndex, QPersistentModelIndex, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFileIconProvider,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from desktop.ui import icons

_LABELS: Mapping[QFileDialog.DialogLabel, str] = {
    QFileDialog.DialogLabel.LookIn: "位置(&L)：", QFileDialog.DialogLabel.FileType: "文件类型(&T)：",
}  # fmt: skip
"""What Qt's own translation leaves in English."""
_PLACES: Mapping[QStandardPaths.StandardLocation, str] = {
    QStandardPaths.StandardLocation.HomeLocation: "主文件夹", QStandardPaths.StandardLocation.DesktopLocation: "桌面",
    QStandardPaths.StandardLocation.DocumentsLocation: "文档",
    QStandardPaths.StandardLocation.DownloadLocation: "下载",
}  # fmt: skip
_URL = int(Qt.ItemDataRole.UserRole) + 1
_SIGNS = {"backButton": "arrow-left", "forwardButton": "arrow-right", "toParentButton": "arrow-up",
          "newFolderButton": "plus"}  # fmt: skip
_SIZE, _NAME_WIDE = (880, 560), 380


def _places() -> dict[str, str]:
    """The folders people keep things in, each once, with its Chinese name."""
    found: dict[str, str] = {}
    for place, words in _PLACES.items():
        found.setdefault(QStandardPaths.writableLocation(place), words)
    return {path: words for path, words in found.items() if path and QFileInfo(path).isDir()}


class _Icons(QFileIconProvider):
    """Our own signs, and Chinese words for what a thing is."""

    def icon(self, info: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """A folder's or a file's sign."""
        folder = info.isDir() if isinstance(info, QFileInfo) else info != QFileIconProvider.IconType.File
        return icons.icon("folder-open" if folder else "file-text")

    def type(self, info: QFileInfo) -> str:
        """`文件夹`, `xlsx 文件`."""
        return "文件夹" if info.isDir() else f"{info.suffix()} 文件".strip()


class _PlaceNames(QStyledItemDelegate):
    """The side list in Chinese, whatever the folders are called on this machine."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The place's own words."""
        super().initStyleOption(option, index)
        url = index.data(_URL)
        words = _places().get(url.toLocalFile()) if isinstance(url, QUrl) else None
        if words:
            option.text = words


class _Dialog(QFileDialog):
    """The platform's dialog; where it has none, Qt's in our words and signs."""

    def showEvent(self, event: QShowEvent) -> None:
        """Dress what Qt made by itself; a platform's own dialog has none of these parts."""
        super().showEvent(event)
        side, details = self.findChild(QListView, "sidebar"), self.findChild(QTreeView, "treeView")
        if isinstance(side, QListView) and isinstance(details, QTreeView):
            self.setIconProvider(_icons())
            self.setSidebarUrls([QUrl.fromLocalFile(path) for path in _places()])
            side.setItemDelegate(_PlaceNames(side))
            side.setMinimumWidth(132)
            details.setColumnWidth(0, _NAME_WIDE)
            details.header().setStretchLastSection(True)
            for name, sign in _SIGNS.items():
                button = self.findChild(QToolButton, name)
                if isinstance(button, QToolButton):
                    button.setIcon(icons.icon(sign))
            self.resize(*_SIZE)


@cache
def _icons() -> _Icons:
    return _Icons()


def file_dialog(
    parent: QWidget, title: str, mode: QFileDialog.FileMode, folder: str = "", kinds: str = ""
) -> QFileDialog:
    """A dialog that goes away when it is closed, not yet shown; `kinds` like `申请清单 (*.xlsx *.csv)`."""
    dialog = _Dialog(parent, title, folder, kinds)
    dialog.setFileMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for label, words in _LABELS.items():
        dialog.setLabelText(label, words)
    return dialog
