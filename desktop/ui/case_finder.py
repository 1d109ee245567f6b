"""Finds cases for the palette: by name, pinyin, case number, or the tail of phone, document or policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time, timedelta
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.rows import QueueQuery, QueueRow
from desktop.handbook.deskhours import at_time
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.ui.palette import Choice, Palette
from desktop.ui.shell import Shell
from desktop.ui.source import Source
from desktop.ui.worker import Worker

AT_MOST = 20


class Found(NamedTuple):
    """The words sought, and the rows that have them, the most urgent first."""

    words: str
    rows: Sequence[QueueRow]


def find(source: Source, words: str) -> Found:
    """Ask all queues, closed cases included; runs in the worker."""
    now = source.now()
    query = QueueQuery(now, at_time(now.date() + timedelta(days=1), time(0)), "all", search=words)
    ids = source.queue_ids(query)[:AT_MOST]
    rows = {row.id: row for row in source.queue_rows(ids)}
    return Found(words, [rows[one] for one in ids if one in rows])


class CaseFinder(QObject):
    """Answers what the palette seeks; `opened` carries the id of the case that was chosen."""

    opened = Signal(int)
    failed = Signal(object)

    def __init__(self, palette: Palette, source: Source, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._palette, self._source, self._worker, self._words = palette, source, worker, ""
        palette.finds_cases = True
        palette.sought.connect(self.seek)

    @Slot(str)
    def seek(self, words: str) -> None:
        """Look for words; what was sought before is dropped."""
        self._words = words
        self._worker.run(partial(find, self._source, words), self._offer, self._fail, lane="palette", urgent=True)

    @Slot(object)
    def _offer(self, found: Found) -> None:
        self._palette.offer_cases(found.words, [self._choice(row) for row in found.rows])

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self._palette.offer_cases(self._words, ())
        self.failed.emit(fault)

    def _choice(self, row: QueueRow) -> Choice:
        title, state = f"{row.name} · {ITEM_TITLES[row.item]}", f"{row.number} · {row.stage}"
        return Choice(title, state, "folder-open", (), "", partial(self.opened.emit, row.id))


def join_finder(shell: Shell, source: Source, open_case: Callable[[int], None]) -> CaseFinder:
    """Let the window's palette find cases."""
    finder = CaseFinder(shell.palette_box, source, shell.worker, shell)
    finder.opened.connect(open_case)
    finder.failed.connect(shell.errors.take)
    return finder
