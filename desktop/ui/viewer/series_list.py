"""The series at the left, the newest examination first, and the key images below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui import cards, fonts, keycap, text
from desktop.ui.attachments.thumbnails import Thumbnails, draw_covering, draw_within
from desktop.ui.case.scroller import Scroller
from desktop.ui.viewer.looking import Looking
from desktop.ui.viewer.series import Series

WIDTH = 172
_HEAD, _ITEM, _KEY, _PICTURE = 26, 150, 64, 92


class _Row(NamedTuple):
    """A row of the list: what kind, where, how high, and what it stands for."""

    kind: str
    y: int
    high: int
    number: int = 0
    words: str = ""


class _Rows(QWidget):
    """The painted list; a click chooses."""

    chosen = Signal(int)
    opened = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.looking: Looking | None = None
        self.rows: tuple[_Row, ...] = ()
        thumbnails.came.connect(self.update)

    def show_looking(self, looking: Looking) -> None:
        """Show what one looks at."""
        self.looking, self.rows = looking, tuple(_rows(looking))
        self.setFixedHeight(sum(row.high for row in self.rows) + 8)
        self.setAccessibleName("序列：" + "；".join(f"{one.title} {len(one.places)} 幅" for one in looking.series))
        self.setAccessibleDescription(f"正在看 {looking.current.title}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a series, or go to a key image."""
        y = event.position().y()
        row = next((row for row in self.rows if row.y <= y < row.y + row.high), None)
        if row is None or self.looking is None:
            return
        if row.kind == "series":
            self.chosen.emit(row.number)
        elif row.kind == "key":
            self.opened.emit(self.looking.key_images[row.number])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        for row in self.rows if self.looking else ():
            assert self.looking is not None
            if row.kind == "series":
                self._paint_series(painter, row, self.looking.series[row.number], row.number == self.looking.at)
            elif row.kind == "key":
                self._paint_key(painter, row, self.looking.key_images[row.number])
            else:
                self._paint_head(painter, row)

    def _paint_head(self, painter: QPainter, row: _Row) -> None:
        if row.kind == "keys":
            cards.hairline(painter, 12, self.width() - 12, row.y + 2)
            cap = self.width() - 12 - keycap.width("G")
            keycap.draw(painter, cap, row.y + 10, "G", "surface")
        text.draw(painter, 12, row.y + row.high - 24, 20, row.words, "caption", "text2", 500)

    def _paint_series(self, painter: QPainter, row: _Row, series: Series, current: bool) -> None:
        box = QRectF(6, row.y, self.width() - 12, row.high - 6)
        if current:
            cards.rounded(painter, box, 6, "bg_selected")
        frame = QRectF(12, row.y + 6, self.width() - 24, _PICTURE)
        cards.rounded(painter, frame, 4, "viewport", "accent" if current else None, 2)
        picture = self._thumbnails.get(series.entry)
        if picture is not None:
            draw_within(painter, frame.adjusted(3, 3, -3, -3), picture)
        count = f"{len(series.places)} 幅"
        wide = fonts.width(count, "caption")
        text.draw(painter, 12, row.y + 102, 20, series.title, "dense", "text", 500, room=self.width() - 32 - wide)
        text.draw_right(painter, self.width() - 12, row.y + 102, 20, count, "caption", "text2")
        words = "可能非本人" if series.entry.warning else series.words()
        tint = "soon_fg" if series.entry.warning else "text3"
        text.draw(painter, 12, row.y + 121, 20, words, "caption", tint, room=self.width() - 24)

    def _paint_key(self, painter: QPainter, row: _Row, entry: AttachmentEntry) -> None:
        frame = QRectF(12, row.y + 4, 54, 54)
        cards.rounded(painter, frame, 4, "viewport")
        picture = self._thumbnails.get(entry)
        if picture is not None:
            draw_covering(painter, frame, picture)
        details = entry.rows[0].details
        text.draw(painter, 76, row.y + 10, 20, f"层 {details.get('slice', '')}", "dense", "text", 500)
        if details.get("mean"):
            text.draw(painter, 76, row.y + 30, 20, f"平均 {details['mean']}", "caption", "text3")


def _rows(looking: Looking) -> Iterator[_Row]:
    y, day = 0, None
    first = looking.series[0].day
    for number, series in enumerate(looking.series):
        if number == 0 or series.day != day:
            day = series.day
            when = "本次" if day == first else "对比"
            yield _Row("day", y, _HEAD, words=f"{day or '日期不详'} {when}")
            y += _HEAD
        yield _Row("series", y, _ITEM, number)
        y += _ITEM
    yield _Row("keys", y, _HEAD + 8, words=f"关键图 {len(looking.key_images)}")
    y += _HEAD + 8
    for number in range(len(looking.key_images)):
        yield _Row("key", y, _KEY, number)
        y += _KEY


class SeriesList(cards.Card):
    """The left column: `chosen` carries a series' number, `opened` the entry of a key image."""

    chosen = Signal(int)
    opened = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__("序列", "", 0, parent)
        self.setFixedWidth(WIDTH)
        self.rows = _Rows(thumbnails)
        self._foot: tuple[str, ...] = ()
        self._area = Scroller(self.rows)
        self.body.addWidget(self._area, 1)
        self.body.addSpacing(44)
        self.rows.chosen.connect(self.chosen)
        self.rows.opened.connect(self.opened)

    def show_looking(self, looking: Looking) -> None:
        """Show what one looks at."""
        days = {series.day for series in looking.series}
        self.set_fact(f"{len(days)} 次检查")
        total = sum(len(series.places) for series in looking.series)
        self._foot = (f"共 {total} 幅，本机解码", "姓名与证件号已遮盖")
        self.rows.show_looking(looking)
        row = next((row for row in self.rows.rows if row.kind == "series" and row.number == looking.at), None)
        if row is not None:
            self._area.ensureVisible(0, row.y + row.high // 2, 0, row.high // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its foot."""
        super().paintEvent(event)
        painter = QPainter(self)
        for place, words in enumerate(self._foot):
            text.draw(painter, 12, self.height() - 46 + 19 * place, 18, words, "caption", "text3", room=WIDTH - 20)


