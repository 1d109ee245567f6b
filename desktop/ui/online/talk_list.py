"""The list of conversations: tabs by whose turn it is, rows of 72 px with name, words and clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.casework.online.rows import TalkRow
from desktop.ui import cards, chips, fonts, glyphs, icons, text, theme
from desktop.ui.chips import Chip
from desktop.ui.online import words
from desktop.ui.painted_list import Index, PaintedList, PaintedRows

ROW, WIDTH = 72, 264
_SIGNS = {"calm": ("calm", "text"), "soon": ("soon", "soon_fg"), "crit": ("crit", "crit_bar"),
          "breach": ("breach", "breach_bar")}  # fmt: skip


class _Line(QStyledItemDelegate):
    """Paints a conversation's row."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As wide as the list."""
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, name and moment, words, clock."""
        view = option.widget
        assert isinstance(view, PaintedList)
        row, box, now = view.shown.rows[index.row()], QRectF(option.rect), view.shown.now()
        painter.save()
        if index.row() == view.currentIndex().row():
            painter.fillRect(box, cards.shade_of("bg_selected"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height() - 1), cards.shade_of("accent"))
            if view.hasFocus():
                cards.focus_ring(painter, box.adjusted(1, 1, -1, -2))
        cards.hairline(painter, box.x(), box.right(), box.bottom() - 1)
        _paint_words(painter, row, box, now)
        painter.restore()


def _paint_words(painter: QPainter, row: TalkRow, box: QRectF, now: datetime) -> None:
    x, y, right = box.x() + 16, box.y() + 8, box.right() - 16
    at = x + text.draw(painter, x, y, 20, row.name, "dense", "text", 600, keep=True) + 8
    at += text.draw(painter, at, y, 20, row.person.replace(" 岁", ""), "caption", "text2") + 8
    if row.flagged:
        chips.draw_tag(painter, at, y + 1, row.flagged[0], "breach", 18)
    text.draw_right(painter, right, y, 20, words.short_moment(row.last_at, now), "caption", "text2")
    text.draw(painter, x, y + 20, 18, row.snippet, "caption", "text2", room=round(right - x))
    _paint_state(painter, row, QRectF(x, y + 39, right - x, 18), now)


def _paint_state(painter: QPainter, row: TalkRow, box: QRectF, now: datetime) -> None:
    said, aside = words.state_words(row, now)
    sign, ink, weight = "wait", "text2", 0
    if row.turn == "first" and row.due is not None:
        sign, ink = _SIGNS[words.band(row.due, now)]
        weight = 600
    elif row.turn == "again":
        sign = "ok" if row.answered_in_time else "wait"
    glyphs.draw(painter, box.x(), box.y() + 3, sign, theme.colour(ink if weight else "ok_fg" if sign == "ok" else ink))
    text.draw(painter, box.x() + 18, box.y(), 18, said, "caption", ink, weight, keep=True)
    if aside and fonts.width(said, "caption", weight) + fonts.width(aside, "caption") + 30 < box.width():
        text.draw_right(painter, box.right(), box.y(), 18, aside, "caption", "text2")


class TalkList(QWidget):
    """Tabs and rows; `chosen` carries a case's id, 0 when the tab is empty. It stays on its conversation."""

    chosen = Signal(int)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[TalkRow, ...] = ()
        self.tab, self.case_id, self._quiet = "", 0, False
        self.found: frozenset[int] | None = None
        self.setFixedWidth(WIDTH)
        self.view = PaintedList("会话", PaintedRows(now, words.spoken, self), _Line(self), self)
        self.view.picked.connect(self._pick)
        self.setFocusProxy(self.view)
        self._chips = {name: Chip(title, parent=self) for name, title in words.TABS}
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for name, chip in self._chips.items():
            chip.setObjectName(name)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._take_tab)
            tabs.addWidget(chip)
        tabs.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 36, 1, 1)
        box.setSpacing(8)
        tabs.setContentsMargins(7, 0, 4, 0)
        box.addLayout(tabs)
        box.addWidget(self.view, 1)

    def show_rows(self, rows: Sequence[TalkRow]) -> None:
        """Show the conversations as they are now."""
        self.rows = tuple(rows)
        self._fill()

    def show_found(self, found: frozenset[int] | None) -> None:
        """Show only these conversations, or all with None."""
        self.found = found
        self._fill()

    def turn(self, places: int) -> None:
        """The next tab, or the one before."""
        names = list(self._chips)
        self.choose_tab(names[(names.index(self.tab) + places) % len(names)])

    def choose_tab(self, name: str) -> None:
        """Show the conversations of one turn, "" for all."""
        self.tab = name
        self._fill()

    def step(self, places: int) -> None:
        """Move the cursor."""
        self.view.step(places)

    def choose(self, case_id: int) -> None:
        """Put the cursor on a conversation, in the tab of all when the present one does not hold it."""
        if all(one.case_id != case_id for one in self.view.shown.rows):
            self.tab, self.found = "", None
        self.case_id = case_id
        self._fill()

    def tick(self) -> None:
        """Move the clocks."""
        self.view.viewport().update()

    def _take_tab(self) -> None:
        self.choose_tab(self.sender().objectName())

    def _fill(self) -> None:
        rows = [one for one in self.rows if self.found is None or one.case_id in self.found]
        for name, chip in self._chips.items():
            chip.setChecked(name == self.tab)
            chip.set_count(str(sum(1 for one in rows if name in ("", one.turn))))
        shown = [one for one in rows if self.tab in ("", one.turn)]
        self._quiet = True
        self.view.shown.show(shown)
        self._quiet = False
        place = next((at for at, one in enumerate(shown) if one.case_id == self.case_id), 0)
        self.view.choose(place) if shown else self._pick(-1)

    def _pick(self, place: int) -> None:
        if self._quiet:
            return
        self.case_id = self.view.shown.rows[place].case_id if place >= 0 else 0
        self.chosen.emit(self.case_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and its head."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        text.draw(painter, 16, 8, 28, "会话", "body", "text", 600)
        text.draw_right(painter, self.width() - 16, 8, 28, "最早截止 ↑", "caption", "text2")
        if not self.view.shown.rows:
            icons.draw(painter, self.width() / 2 - 8, 140, "check", "ok_fg")
            said = "没有会话在等" if self.found is None else "没有找到会话"
            text.draw_centred(painter, 0, 160, self.width(), 24, said, "dense", "text2")
