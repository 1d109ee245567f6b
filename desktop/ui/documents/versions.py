"""The versions of a document with their snapshots, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import DocumentRow, TextOf, VersionRow
from desktop.handbook.documents.differences import Difference
from desktop.ui import cards, chips, text
from desktop.ui.documents.source import DocumentSource
from desktop.ui.popover import SHADOW, Popover
from desktop.ui.worker import Worker

_WIDE, _HIGH, _SIDE, _ROW, _HEAD = 760, 460, 268, 48, 44
_STATES = {"draft": "草稿", "issued": "已签发", "dropped": "已放弃"}


class Entry(NamedTuple):
    """A version or a snapshot as a line: which text it is, what it is called, when and by whom."""

    text: TextOf
    title: str
    detail: str


def entries(versions: Sequence[VersionRow]) -> Iterator[Entry]:
    """Every text that can be compared, newest first; a version's snapshots after it."""
    for version in versions:
        state = "已撤销的签发" if version.voided else _STATES[version.state]
        replaces = f"·更正第 {version.replaces} 版" if version.replaces else ""
        reason = f"·{version.reason}" if version.reason else ""
        when = f"{version.at.month}月{version.at.day}日 {version.at:%H:%M} {version.person}"
        yield Entry(TextOf(version.id), f"第 {version.version} 版 {state}", f"{when}{replaces}{reason}")
        for kept in version.snapshots:
            day = f"{kept.at.month}月{kept.at.day}日 {kept.at:%H:%M} {kept.person}"
            yield Entry(TextOf(kept.id, True), f"留存 {kept.note}".strip(), day)


class VersionsPanel(Popover):
    """↑ ↓ choose a text on the left; at the right what changed from it to the newest one."""

    def __init__(self, host: QWidget, source: DocumentSource, worker: Worker) -> None:
        super().__init__(host, _WIDE, _HIGH)
        self._source, self._worker = source, worker
        self.entries: list[Entry] = []
        self.changes: tuple[Difference, ...] | None = None
        self.at, self._scroll = 0, 0
        self.setAccessibleName("版本与差异")

    def ask(self, document_id: int) -> None:
        """Read the versions and open."""
        self._worker.run(partial(self._source.document, document_id), self.show_row, lane="versions")

    @Slot(object)
    def show_row(self, row: DocumentRow) -> None:
        """Open with the versions of this document."""
        self.entries, self.at, self.changes, self._scroll = list(entries(row.versions)), 0, None, 0
        window = self.host
        self.open_at(QPoint((window.width() - _WIDE) // 2, (window.height() - _HIGH) // 2), take_focus=True)
        self.choose(1 if len(self.entries) > 1 else 0)

    def choose(self, place: int) -> None:
        """Compare a text with the newest one."""
        if not self.entries:
            return
        self.at = max(0, min(place, len(self.entries) - 1))
        self.changes, self._scroll = None, 0
        self.setAccessibleDescription(f"{self.entries[self.at].title}，{self.entries[self.at].detail}")
        if self.at:
            job = partial(self._source.differences, self.entries[self.at].text, self.entries[0].text)
            self._worker.run(job, self.take_changes, lane="differences")
        else:
            self.changes = ()
        self.update()

    @Slot(object)
    def take_changes(self, changes: tuple[Difference, ...]) -> None:
        """Show what changed."""
        self.changes = changes
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, PgUp and PgDn read on."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        turns = {Qt.Key.Key_PageUp: -200, Qt.Key.Key_PageDown: 200}
        if event.key() in steps:
            self.choose(self.at + steps[Qt.Key(event.key())])
        elif event.key() in turns:
            self._turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _turn(self, pixels: int) -> None:
        self._scroll = max(0, self._scroll + pixels)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Read on."""
        self._turn(-event.angleDelta().y() // 2)

    def mousePressEvent(self, event: Any) -> None:
        """A click chooses."""
        if event.position().x() < SHADOW + _SIDE:
            self.choose(int((event.position().y() - SHADOW - _HEAD) // _ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the texts and the differences."""
        super().paintEvent(event)
        painter, card = QPainter(self), QRectF(self.card())
        text.draw(painter, card.x() + 16, card.y(), _HEAD, "版本与差异", "section")
        chips.draw_hint(painter, card.right() - 200, card.y() + 13, ("↑", "↓"), "选一版，和最新的比", "surface")
        cards.hairline(painter, card.x(), card.right(), card.y() + _HEAD - 1)
        cards.upright(painter, card.x() + _SIDE, card.y() + _HEAD, card.bottom() - 1)
        for place, entry in enumerate(self.entries[: int((_HIGH - _HEAD) // _ROW)]):
            box = QRectF(card.x() + 4, card.y() + _HEAD + place * _ROW, _SIDE - 8, _ROW)
            if place == self.at:
                cards.rounded(painter, box, 6, "bg_selected")
            text.draw(painter, box.x() + 12, box.y() + 4, 22, entry.title, "dense", "text", 600, room=_SIDE - 32)
            text.draw(painter, box.x() + 12, box.y() + 25, 18, entry.detail, "caption", "text3", room=_SIDE - 32)
        painter.setClipRect(QRectF(card.x() + _SIDE + 1, card.y() + _HEAD, _WIDE - _SIDE - 2, _HIGH - _HEAD - 2))
        self._paint_changes(painter, card.x() + _SIDE + 16, card.y() + _HEAD + 10 - self._scroll)

    def _paint_changes(self, painter: QPainter, x: float, y: float) -> None:
        room = _WIDE - _SIDE - 32
        if not self.changes:
            words = "正在比较…" if self.changes is None else "这就是最新的文字" if not self.at else "两份文字相同"
            text.draw(painter, x, y, 22, words, "dense", "text3")
            return
        for change in self.changes:
            title = f"{change.section} {change.field} {change.place}".strip()
            text.draw(painter, x, y, 22, title, "dense", "text", 600, room=room)
            y += 24
            sides = ((change.before, "－", "bg_subtle", "text3"), (change.after, "＋", "ok_bg", "text"))
            for said, mark, ground, ink in sides:
                lines = text.wrap(said or "（空）", room - 36, "caption")
                cards.rounded(painter, QRectF(x, y, room, 18 * len(lines) + 6), 4, ground)
                text.draw(painter, x + 6, y + 3, 18, mark, "caption", ink)
                for line in lines:
                    text.draw(painter, x + 26, y + 3, 18, line, "caption", ink)
                    y += 18
                y += 9
            y += 8
