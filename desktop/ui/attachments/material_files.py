"""Files of a checklist's entries: dropped on a row or taken by key, opened from it, and asked for where unclear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui.attachments.room import DRAGS, AttachmentRoom

NONE_YET = "这一项还没有文件：把文件拖到这一行，或按 Ctrl+U 添加"


class MaterialFiles(QObject):
    """Serves one workspace; `page` has `case_id`, and `rows` is its list with `at_point`, `key` and `titles`."""

    def __init__(self, room: AttachmentRoom, shell: Any, page: Any, rows: Any) -> None:
        super().__init__(page)
        self._room, self._shell, self._page, self._rows = room, shell, page, rows
        self._wanted = ""
        self.menu: QMenu | None = None
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        room.shelf.hung.connect(self._sort_out)

    def open(self, material: str) -> None:
        """Show the first file of an entry; the arrows of the preview lead to the others."""
        self._wanted = material
        self._room.shelf.open(self._page.case_id)
        self._shell.worker.run(int, self._open_wanted)

    def open_current(self) -> None:
        """Show the files of the entry at the cursor."""
        self.open(self._rows.key)

    @Slot(object)
    def _open_wanted(self, _answer: object) -> None:
        """The listing has come by now."""
        found = next((one for one in self._room.shelf.entries if one.kind == self._wanted), None)
        if found is None:
            self._shell.toast.tell(NONE_YET, undoable=False)
        elif not found.shown:
            self._shell.toast.tell(f"「{found.title}」在这里打不开，请到案件页另存后查看", undoable=False)
        else:
            self._room.look_at(found)

    def open_images(self, case_id: int) -> None:
        """Open the viewer with the workspace's case, whatever the list behind it stands on."""
        self._room.shelf.open(case_id)
        self._shell.worker.run(int, self._open_viewer)

    @Slot(object)
    def _open_viewer(self, _answer: object) -> None:
        if any(one.media == "dicom" for one in self._room.shelf.entries):
            self._room.open_viewer()
        else:
            self._shell.toast.tell("这一件没有 DICOM 影像", undoable=False)

    def choose(self) -> None:
        """Choose files for the current entry; the window goes on meanwhile."""
        dialog = QFileDialog(self._shell, f"添加文件：{self._rows.titles.get(self._rows.key, '')}", "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(partial(self.take, material=self._rows.key))
        dialog.open()

    def take(self, paths: Sequence[str], material: str = "") -> None:
        """Take files in as an entry's; without one their names tell, and what they do not tell is asked."""
        self._room.shelf.open(self._page.case_id)
        self._room.shelf.hand_over([Path(path) for path in paths], material)

    @Slot(int, int)
    def _sort_out(self, case_id: int, seq: int) -> None:
        if case_id == self._page.case_id and self._page.isVisible():
            job = partial(self._unsorted, case_id, seq)
            self._shell.worker.run(job, self._ask, self._shell.errors.take, lane="unsorted")

    def _unsorted(self, case_id: int, seq: int) -> tuple[AttachmentEntry, ...]:
        listed = self._room.source.listing(case_id)
        return tuple(one for one in listed if one.rows[0].record_seq == seq and not one.kind)

    @Slot(object)
    def _ask(self, entries: tuple[AttachmentEntry, ...]) -> None:
        """Which entry are these? The answer is one key or click; Esc leaves them among the case's other files."""
        if not entries:
            return
        ids = [one for entry in entries for one in entry.ids]
        self.menu = QMenu(self._page)
        more = f" 等 {len(entries)} 份" if len(entries) > 1 else ""
        self.menu.addSection(f"「{entries[0].title}」{more}是哪一项？")
        for key, title in self._rows.titles.items():
            self.menu.addAction(title).triggered.connect(partial(self.sort, ids, key))
        self.menu.popup(self._page.mapToGlobal(self._rows.widget.pos()))

    def sort(self, ids: Sequence[int], material: str, _checked: bool = False) -> None:
        """These files are that entry's."""
        job = partial(self._room.source.sort, self._page.case_id, tuple(ids), material)
        self._shell.worker.run(job, self._sorted, self._shell.errors.take, command=True)

    @Slot(object)
    def _sorted(self, answer: Any) -> None:
        if not isinstance(answer, int):
            self._shell.toast.tell(answer.sentence, undoable=False)
        self._shell.look_again((self._page.case_id,))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dragged onto the page are taken in, as the entry under the pointer."""
        if event.type() not in DRAGS or not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return super().eventFilter(watched, event)
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths or not self._page.case_id:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(paths, self._under(event.position()))
        return True

    def _under(self, point: QPointF) -> str:
        return str(self._rows.at_point(QPointF(self._rows.widget.mapFrom(self._page, point))))


class Rows:
    """The list of a workspace as files see it: which entry is current, which is under a point, how all are called."""

    def __init__(self, widget: Any) -> None:
        self.widget = widget

    @property
    def key(self) -> str:
        """The current entry."""
        line = self.widget.line
        return str(line.key) if line is not None else ""

    @property
    def titles(self) -> dict[str, str]:
        """Every entry."""
        return {one.key: one.title for one in self.widget.lines}

    def at_point(self, point: QPointF) -> str:
        """The entry under a point of the list."""
        return str(self.widget.at_point(point))


def join_material_files(whole: Any) -> None:
    """Serve both workspaces, where the desk has attachments and them."""
    room, shell = whole.attachments, whole.shell
    if room is None or whole.consultation is None or whole.reading is None:
        return
    for prefix, workspace, widget in (
        ("mdt", whole.consultation, whole.consultation.page.materials.list),
        ("nodule", whole.reading, whole.reading.page.parcel.items),
    ):  # fmt: skip
        files = MaterialFiles(room, shell, workspace.page, Rows(widget))
        workspace.files = files
        shell.desk.handle(f"{prefix}_attach", files.choose)
        if prefix == "mdt":
            workspace.open_attachment = lambda _case, line, files=files: files.open(line.key)
        else:
            workspace.open_images = files.open_images
            shell.desk.handle("nodule_open", files.open_current)
