"""The timeline as a list one walks through: one line an entry, the current one opens to its whole text."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.rows import TimelineEntry
from desktop.handbook.daytrace import WEEKDAYS
from desktop.handbook.workdays import DayKind, WorkCalendar
from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.case.timeline_folding import folded
from desktop.ui.case.verb_signs import icon_of

HEAD, ROW, LINE = 26, 28, 20
_TIME, _ICON, _WORDS = 16, 62, 88
_VOIDS_NOT = ("apply", "void", "recalculated")


class Line(NamedTuple):
    """One line of the list: a day's heading (entry None), or an entry at its place among the entries."""

    y: int
    height: int
    heading: str
    entry: TimelineEntry | None = None
    place: int = -1


class TimelineList(QWidget):
    """Entries under their days. ↑ ↓ walk, Tab opens the current one (a second Tab moves on), Del voids it.

    `void_wanted` carries the entry, `moved` its rectangle, to scroll to.
    """

    void_wanted = Signal(object)
    moved = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._lines: list[Line] = []
        self._today = date.min
        self._calendar: WorkCalendar | None = None
        self._may_void = False
        self.current, self.open = 0, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("时间线")

    def show_entries(
        self, entries: tuple[TimelineEntry, ...], now: datetime, calendar: WorkCalendar, may_void: bool
    ) -> None:
        """Show another case's entries, newest first; what was taken back is one line."""
        entries = folded(entries)
        if entries != self._entries:
            self.current, self.open = 0, False
        self._entries, self._today, self._calendar, self._may_void = entries, now.date(), calendar, may_void
        self._arrange()

    def count(self) -> int:
        """How many lines it has."""
        return len(self._entries)

    def entry(self) -> TimelineEntry | None:
        """The current entry."""
        return self._entries[self.current] if self.current < len(self._entries) else None

    def can_void(self, entry: TimelineEntry) -> bool:
        """Whether a record can be voided at all; the rules still have their say."""
        return self._may_void and not entry.voided and entry.verb not in _VOIDS_NOT

    def go_to(self, place: int) -> None:
        """Make another entry the current one."""
        if not self._entries:
            return
        self.current, self.open = min(max(place, 0), len(self._entries) - 1), False
        self._arrange()
        self.moved.emit(self._rect_of(self.current))

    def toggle(self) -> None:
        """Open or close the current entry."""
        self.open = not self.open
        self._arrange()
        self.moved.emit(self._rect_of(self.current))

    def _arrange(self) -> None:
        self._lines, y, day = [], 0, None
        for place, entry in enumerate(self._entries):
            if entry.happened.date() != day:
                day = entry.happened.date()
                self._lines.append(Line(y, HEAD, self._heading(day)))
                y += HEAD
            high = self._height(place, entry)
            self._lines.append(Line(y, high, "", entry, place))
            y += high
        self.setFixedHeight(max(1, y))
        self._describe()
        self.update()

    def _height(self, place: int, entry: TimelineEntry) -> int:
        if place != self.current or not self.open:
            return ROW
        return ROW + LINE * (len(self._whole(entry)) + 1) + 8

    def _whole(self, entry: TimelineEntry) -> list[str]:
        words = text.wrap(entry.detail, max(80, self.width() - _WORDS - 16), "caption") if entry.detail else []
        taken = f"{entry.undone}，{entry.undone_by}" if entry.undone else ""
        return words + [part for part in (spell_entered(entry), taken) if part]

    def _heading(self, day: date) -> str:
        near = {0: "今天 ", 1: "昨天 "}.get((self._today - day).days, "")
        makeup = self._calendar is not None and self._calendar.kind_of(day) is DayKind.MAKEUP
        return f"{near}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}{' · 补班' if makeup else ''}"

    def _describe(self) -> None:
        entry = self.entry()
        if entry is None:
            return
        states = f"，{entry.undone or '已作废'}" if entry.voided else "，锁定点" if entry.locking else ""
        when = f"{entry.happened.month}月{entry.happened.day}日 {entry.happened:%H:%M}"
        self.setAccessibleDescription(f"{when} {entry.title} {entry.detail}，{entry.person}{states}")

    def _rect_of(self, place: int) -> QRect:
        line = next((line for line in self._lines if line.place == place), None)
        return QRect(0, line.y, self.width(), line.height) if line else QRect()

    def _void_box(self, line: Line) -> QRect:
        wide = fonts.width("作废", "caption") + keycap.width("Del") + 22
        return QRect(self.width() - 16 - wide, line.y + line.height - LINE - 6, wide, LINE + 4)

    def event(self, event: QEvent) -> bool:
        """Tab opens the current entry before it moves on; the list's own keys come before shortcuts."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._opens(event):
                self.toggle()
                return True
            if keys.claim(event, keys.is_plain(event, _OWN)):
                return True
        return super().event(event)

    def _opens(self, event: QKeyEvent) -> bool:
        return keys.is_plain(event, (Key.Key_Tab,)) and not self.open and bool(self._entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, void."""
        steps = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_Home: -len(self._entries), Key.Key_End: len(self._entries)}
        entry = self.entry()
        if event.key() in steps:
            self.go_to(self.current + steps[Key(event.key())])
        elif event.key() in keys.RETURNS:
            self.toggle()
        elif event.key() == Key.Key_Delete and entry is not None and self.can_void(entry):
            self.void_wanted.emit(entry)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the entry under the pointer, or void the open one."""
        spot = event.position().toPoint()
        for line in self._lines:
            if line.entry is None or not line.y <= spot.y() < line.y + line.height:
                continue
            self._press(line, line.entry, spot)
            return

    def _press(self, line: Line, entry: TimelineEntry, spot: QPoint) -> None:
        mine = line.place == self.current
        if mine and self.open and self.can_void(entry) and self._void_box(line).contains(spot):
            self.void_wanted.emit(entry)
        elif not mine:
            self.go_to(line.place)
            self.toggle()
        elif spot.y() < line.y + ROW:
            self.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the open entry anew."""
        super().resizeEvent(event)
        if self.open and event.oldSize().width() != event.size().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines in sight."""
        painter, seen = QPainter(self), event.rect()
        for line in self._lines:
            if line.y + line.height < seen.top() or line.y > seen.bottom():
                continue
            if line.entry is None:
                used = text.draw(painter, _TIME, line.y, HEAD, line.heading, "caption", "text2", 600)
                cards.hairline(painter, _TIME + used + 12, self.width() - 16, line.y + HEAD // 2)
            else:
                self._paint_entry(painter, line, line.entry)

    def _paint_entry(self, painter: QPainter, line: Line, entry: TimelineEntry) -> None:
        box = QRectF(8, line.y + 1, self.width() - 16, line.height - 2)
        mine = line.place == self.current
        if entry.locking:
            cards.rounded(painter, box, 6, "info_bg")
        elif mine and (self.hasFocus() or self.open):
            cards.rounded(painter, box, 6, "bg_hover")
        if mine and self.hasFocus():
            cards.focus_ring(painter, box)
        faint = "text3" if entry.voided else "info_fg" if entry.locking else "text2"
        strong = "text3" if entry.voided else "info_fg" if entry.locking else "text"
        clock = faint if entry.locking else "text3"
        text.draw(painter, _TIME, line.y, ROW, f"{entry.happened:%H:%M}", "caption", clock)
        icons.draw(painter, _ICON, line.y + 6, "lock" if entry.locking else icon_of(entry.verb, entry.detail), faint)
        used = text.draw(painter, _WORDS, line.y, ROW, entry.title, "dense", strong, 500)
        if mine and self.open:
            self._paint_open(painter, line, entry, faint)
        else:
            said = text.draw_right(painter, self.width() - 16, line.y, ROW, entry.undone, "caption", "text3") + 10
            room = self.width() - _WORDS - used - 10 - (16 + said if entry.undone else 16)
            words = text.clauses(in_one_line(entry.detail), "caption", room) if room > 20 else ""
            used += 10 + text.draw(painter, _WORDS + used + 10, line.y, ROW, words, "caption", faint, room=max(1, room))
        if entry.voided:
            cards.hairline(painter, _WORDS, min(_WORDS + used, self.width() - 16), line.y + ROW // 2, "text3")

    def _paint_open(self, painter: QPainter, line: Line, entry: TimelineEntry, tint: str) -> None:
        y = line.y + ROW - 2
        for words in self._whole(entry):
            text.draw(painter, _WORDS, y, LINE, words, "caption", tint)
            y += LINE
        text.draw(painter, _WORDS, y, LINE, spell_source(entry), "caption", "text3", room=self.width() - _WORDS - 100)
        if self.can_void(entry):
            box = self._void_box(line)
            used = text.draw(painter, box.x() + 8, box.y(), box.height(), "作废", "caption", "text2")
            keycap.draw(painter, box.x() + 14 + used, box.y() + 3, "Del", "surface")


_OWN = (Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_Delete, *keys.RETURNS)


def in_one_line(words: str) -> str:
    """Words of several lines in one."""
    return " ".join(line.strip() for line in words.splitlines() if line.strip())


def spell_entered(entry: TimelineEntry) -> str:
    """`9月18日 09:12 补录` for a record entered on another day than it happened."""
    if entry.entered.date() == entry.happened.date():
        return ""
    return f"{entry.entered.month}月{entry.entered.day}日 {entry.entered:%H:%M} 补录"


def spell_source(entry: TimelineEntry) -> str:
    """Who entered it, under which number, and the rules that warned."""
    parts = [entry.person, f"第 {entry.seq} 条", *(f"提示 {rule}" for rule in entry.rules)]
    return " · ".join([*parts, "已撤销" if entry.undone else "已作废"] if entry.voided else parts)
