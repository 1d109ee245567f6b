"""Fetches the phrases of a field when its text asks with `/`, and opens them at the caret."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import Block
from desktop.ui.documents.phrase_popover import PhrasePopover
from desktop.ui.documents.source import DocumentSource
from desktop.ui.worker import Worker


class Phrases(QObject):
    """A field's phrases are read once; a field without any gets its `/` as typed."""

    def __init__(self, source: DocumentSource, worker: Worker, host: QWidget) -> None:
        super().__init__(host)
        self._source, self._worker, self._host = source, worker, host
        self._known: dict[str, tuple[Block, ...]] = {}
        self._asking: tuple[str, Any] | None = None
        self.popover: PhrasePopover | None = None

    def forget(self) -> None:
        """Another document."""
        self._known.clear()
        self._asking = None

    def ask(self, kind: str, field: Any, box: Any) -> None:
        """A text of a form asks for phrases."""
        self._asking = field.place, box
        known = self._known.get(field.place)
        if known is not None:
            self._open(known)
        else:
            job = partial(self._source.blocks, kind, field.place)
            self._worker.run(job, self._open, lane="phrases", urgent=True)

    @Slot(object)
    def _open(self, blocks: tuple[Block, ...]) -> None:
        if self._asking is None:
            return
        place, box = self._asking
        self._known[place] = blocks
        if not blocks:
            box.insert("/")
            return
        if self.popover is None:
            self.popover = PhrasePopover(self._host)
        self.popover.ask(blocks, box)
