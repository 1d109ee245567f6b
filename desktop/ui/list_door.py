"""The window's door for carriers' lists: chosen in a file dialog, or dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.ui.file_dialogs import file_dialog
from desktop.ui.import_page import ImportPage, dropped_list
from desktop.ui.shell import Shell


class ListDoor(QObject):
    """Hands the list that a person names to the import page."""

    def __init__(self, shell: Shell, page: ImportPage) -> None:
        super().__init__(shell)
        self._shell, self._page = shell, page
        shell.desk.handle("import", self.choose)
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def choose(self) -> None:
        """Choose a list; the window goes on meanwhile."""
        mode = QFileDialog.FileMode.ExistingFile
        dialog = file_dialog(self._shell, "导入清单", mode, kinds="清单 (*.xlsx *.csv)")
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    @Slot(str)
    def _take_chosen(self, path: str) -> None:
        self.take(Path(path))

    def take(self, path: Path) -> None:
        """Take a list in and show what became of it."""
        self._shell.show_over(self._page)
        self._page.take(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list dragged onto the window is imported."""
        if watched is self._shell and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return self._take_drop(event)
        return super().eventFilter(watched, event)

    def _take_drop(self, event: QEvent) -> bool:
        assert isinstance(event, (QDragEnterEvent, QDropEvent))
        path = dropped_list(event.mimeData().urls())
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(path)
        return True
