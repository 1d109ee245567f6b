"""Puts attachments into the window: tiles on the case and the review, drops, the preview, and the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui.attachments.preview import Preview
from desktop.ui.attachments.section import AttachmentSection
from desktop.ui.attachments.shelf import Shelf
from desktop.ui.attachments.thumbnails import Thumbnails
from desktop.ui.attachments.viewer_room import ViewerRoom
from desktop.ui.file_dialogs import file_dialog
from desktop.ui.worker import Worker

DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)


def join_attachments(whole: Any) -> AttachmentRoom | None:
    """Add them where the desk has attachments; `whole` is the window's composition."""
    source = getattr(whole.source, "attachment_desk", None)
    return None if source is None else AttachmentRoom(whole, source)


class AttachmentRoom(QObject):
    """Knows who shows the attachments of the case in front, and does what the keys ask about them."""

    def __init__(self, whole: Any, source: Any) -> None:
        super().__init__(whole)
        self._whole, self._shell, self.source = whole, whole.shell, source
        self.showing = Worker(self)
        self.shelf = Shelf(source, self._shell.worker, self)
        self.thumbnails = Thumbnails(source, self.showing, self)
        self.preview = Preview(self._shell.body, source, self.showing)
        self.viewer = ViewerRoom(self._shell, source, (whole.case_page, whole.green.review))
        self._wanted: str | None = None
        self.sections = (whole.case_page.facts.attachments, whole.green.review.materials.attachments)
        for section in self.sections:
            section.tiles.use(self.thumbnails)
            section.tiles.opened.connect(self.look_at)
            section.tiles.removed.connect(self.shelf.remove)
        for page in (whole.case_page, whole.green.review):
            page.setAcceptDrops(True)
            page.installEventFilter(self)
        self._connect()

    def _connect(self) -> None:
        shell, shelf, desk = self._shell, self.shelf, self._shell.desk
        shelf.listed.connect(self._list)
        shelf.told.connect(shell.toast.tell)
        shelf.progress.connect(self._say)
        shelf.troubled.connect(self._say)
        shelf.changed.connect(self._changed)
        shelf.did.connect(shell.undo.did)
        shelf.faulted.connect(shell.errors.take)
        shell.undo.changed.connect(self._renew)
        shell.closing.connect(self.close)
        self.preview.stepped.connect(self.step_preview)
        for name in ("attach", "detach", "images", "peek"):
            desk.handle(name, getattr(self, name))
        self.viewer.kept.connect(self._kept)
        self._whole.case_page.shown.connect(self.shelf.open)
        self._whole.green.review.shown.connect(self._open_review)

    @Slot()
    def _open_review(self) -> None:
        sheet = self._whole.green.review.sheet
        if sheet is not None:
            self.shelf.open(sheet.view.id)

    @Slot(int, object)
    def _list(self, case_id: int, entries: tuple[AttachmentEntry, ...]) -> None:
        for section in self.sections:
            section.show_entries(entries)
        self.viewer.renew(case_id, entries)
        if self._wanted is not None and entries:
            wanted, self._wanted = self._wanted, None
            self._open_first(entries, wanted)

    @Slot(object)
    def _say(self, sentences: Sequence[str]) -> None:
        for section in self.sections:
            section.say(sentences)

    @Slot(object)
    def _changed(self, ids: tuple[int, ...]) -> None:
        page = self._whole.case_page
        self._shell.look_again(ids)
        if page.view is not None and page.view.id in ids:
            self._whole.open_case(page.view.id, turn=False)

    @Slot(object)
    def _renew(self, ids: tuple[int, ...]) -> None:
        """An adding or a taking off may have been taken back."""
        if self.shelf.case_id in ids:
            self.shelf.open(self.shelf.case_id)

    def attach(self) -> None:
        """Choose files to add; the window goes on meanwhile."""
        if not self._case_in_front():
            return
        dialog = file_dialog(self._shell, "添加附件", QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    @Slot(list)
    def take(self, paths: list[str]) -> None:
        """Take files in."""
        self.shelf.hand_over([Path(path) for path in paths])

    def detach(self) -> None:
        """Take the attachment at the cursor off the case; the cursor is seen while the tiles have the keyboard."""
        tiles = self._section().tiles
        if tiles.hasFocus() and tiles.current is not None:
            self.shelf.remove(tiles.current)
        else:
            self._shell.toast.tell("先按 Tab 走到附件，选中要移除的一份", undoable=False)

    def _section(self) -> AttachmentSection:
        return next((section for section in self.sections if section.isVisible()), self.sections[0])

    def _case_in_front(self) -> int:
        review = self._whole.green.review
        view = review.sheet.view if review.isVisible() and review.sheet is not None else self._whole.view
        if view is not None and view.id != self.shelf.case_id:
            self.shelf.open(view.id)
        return view.id if view is not None else 0

    def peek(self) -> None:
        """Space: look at the attachment at the cursor; from a list the first one of the case."""
        self._look(media="")

    def images(self) -> None:
        """Open the viewer with the case's images."""
        self._look(media="dicom")

    def _look(self, media: str) -> None:
        before = self.shelf.case_id
        if not self._case_in_front():
            return
        if before != self.shelf.case_id or not self.shelf.entries:
            self._wanted = media
            self.shelf.open(self.shelf.case_id)
            self._shell.worker.run(int, self._found_nothing)
        else:
            self._open_first(self.shelf.entries, media)

    @Slot(object)
    def _found_nothing(self, _answer: object) -> None:
        """The listing has come by now; without entries there is nothing to look at."""
        if self._wanted is not None:
            self._wanted = None
            self._shell.toast.tell("这一件还没有附件，可按 Ctrl+U 添加", undoable=False)

    def _open_first(self, entries: tuple[AttachmentEntry, ...], media: str) -> None:
        tiles = self._section().tiles
        current = tiles.current if tiles.hasFocus() or not media else None
        fitting = [one for one in entries if not media or one.media == media]
        if not fitting:
            self._shell.toast.tell("这一件没有 DICOM 影像", undoable=False)
        elif media and current not in fitting:
            self.open_viewer("")
        else:
            self.look_at(current if current in fitting else fitting[0])

    @Slot(object)
    def look_at(self, entry: AttachmentEntry) -> None:
        """Preview a file; open the viewer for a series, and for a key image made in it."""
        if entry.media == "dicom":
            self.open_viewer(entry.key)
        else:
            self.preview.show_entry(entry)

    def open_viewer(self, key: str = "") -> None:
        """Open the viewer at the series of that key, else at the newest."""
        self.preview.dismiss()
        self.viewer.open(self.shelf.case_id, self.shelf.entries, key)

    @Slot(int)
    def step_preview(self, places: int) -> None:
        """Preview the file before or after; series are passed over."""
        files = [one for one in self.shelf.entries if one.media != "dicom"]
        shown = self.preview.entry
        at = next((place for place, one in enumerate(files) if shown is not None and one.key == shown.key), 0)
        if 0 <= at + places < len(files):
            self.preview.show_entry(files[at + places])

    @Slot(int)
    def _kept(self, case_id: int) -> None:
        self._changed((case_id,))
        self.shelf.open(case_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dragged onto a case, or onto its review, are taken in."""
        if event.type() not in DRAGS:
            return super().eventFilter(watched, event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            if not paths or not self._case_in_front():
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take(paths)
        for section in self.sections:
            section.tiles.set_hovered(event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove))
        return True

    @Slot()
    def close(self) -> None:
        """End the threads and what decodes."""
        self.preview.close_for_good()
        self.shelf.close()
        self.showing.close()
        self.viewer.close()
