"""Puts the viewer into the window when it is first asked for, and hands its measurements on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui.action import Where
from desktop.ui.actions import ACTIONS
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.whole_page import WholePage


class ViewerRoom(QObject):
    """`measured` carries a Measurement of the viewer (see `give_measurements_to`), `kept` a case with a new key image.

    `page` is None until the viewer is opened: numpy and the rest are loaded then.
    """

    measured = Signal(object)
    kept = Signal(int)

    def __init__(self, shell: Any, source: AttachmentSource, pages: Sequence[QWidget]) -> None:
        super().__init__(shell)
        self._shell, self._source, self._pages = shell, source, tuple(pages)
        self.page: Any = None
        self._deeds: Mapping[str, Callable[[], object]] = {}
        self._wanted: tuple[int, tuple[AttachmentEntry, ...], str] = (0, (), "")
        self._writable = False
        self._back: QWidget | None = None
        for action in ACTIONS:
            if action.where == (Where.VIEWER,):
                shell.desk.handle(action.name, partial(self._do, action.name))

    def open(self, case_id: int, entries: Sequence[AttachmentEntry], key: str = "") -> None:
        """Open the viewer on a case, at the series of that key; what it needs is loaded at the first time."""
        if self.page is None:
            self._make()
        self._wanted = case_id, tuple(entries), key
        job = partial(self._source.patient, case_id)
        self._shell.worker.run(job, self._show, self._shell.errors.take, lane="viewer")

    def _make(self) -> None:
        shell = self._shell
        self.page = import_module("desktop.ui.viewer.page").ViewerPage(self._source, shell.worker, shell.desk)
        self._deeds = import_module("desktop.ui.viewer.keys").handlers(self.page)
        shell.body.keep(self.page)
        shell.book.adopt(self.page)
        self.page.left.connect(self.leave)
        self.page.told.connect(partial(shell.toast.tell, undoable=False))
        self.page.kept.connect(self.kept)
        self.page.faulted.connect(shell.errors.take)
        self.page.measured.connect(self.measured)
        self.page.writable = self._writable

    @Slot(object)
    def _show(self, patient: Mapping[str, str]) -> None:
        case_id, entries, key = self._wanted
        looking = import_module("desktop.ui.viewer.looking").Looking(case_id, entries, patient)
        if not looking.series:
            return
        page = self._shell.body.page()
        self._back = page if page is not self.page else self._back
        self.page.open(case_id, looking, key)
        self._shell.show_over(self.page)

    def _do(self, name: str) -> None:
        if self.page is not None and self.page.looking is not None:
            self._deeds[name]()

    @Slot()
    def leave(self) -> None:
        """Go back to where it was opened."""
        shell, back = self._shell, self._back
        if back in self._pages or isinstance(back, WholePage):
            shell.show_over(back)
        else:
            shell.show_page(shell.book.name)

    def give_measurements_to(self, taker: Callable[[Any], None]) -> None:
        """Have measurements written into a reading: `taker` gets each Measurement that Enter or the button hands on."""
        self.measured.connect(taker)
        self._writable = True
        if self.page is not None:
            self.page.writable = True

    def renew(self, case_id: int, entries: Sequence[AttachmentEntry]) -> None:
        """The attachments of a case have been read anew."""
        if self.page is not None:
            self.page.renew(case_id, entries)

    def close(self) -> None:
        """End the viewer's thread."""
        if self.page is not None:
            self.page.frames.close()
