"""The painted parts of the inspector: who it is, the banner, the rail of clocks, and the last entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.rows import CaseView, TimelineEntry
from desktop.handbook.countdown import Face
from desktop.handbook.daytrace import WEEKDAYS
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.ui import cards, chips, fonts, icons, keycap, sla_cell, text
from desktop.ui.buttons import IconButton
from desktop.ui.case.clock_lines import CHIPS, KINDS, ClockLine, spoken
from desktop.ui.case.timeline_list import in_one_line
from desktop.ui.case.verb_signs import icon_of

RAIL_ROW, BRIEF_ROW, PLATE = 24, 22, 8


class WhoHead(QWidget):
    """Tile, masked name and item, number and person, policy; a button opens the whole case (Enter in the list)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CaseView | None = None
        self.open = IconButton("external-link", "打开案件", "↵", parent=self)
        self.setFixedHeight(74)

    def show_case(self, view: CaseView) -> None:
        """Show another case."""
        self._view = view
        self.setAccessibleName(f"{view.name} {ITEM_TITLES[view.item]}，{view.subtitle}，{view.policy}")
        self.setToolTip(f"{view.subtitle}\n{view.policy}")
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the button at the right."""
        self.open.move(self.width() - 28 - keycap.width("↵") - 4, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three lines."""
        if self._view is None:
            return
        painter, view = QPainter(self), self._view
        chips.draw_tile(painter, 0, 2, view.item.service, 32)
        room = self.width() - 44
        text.draw(painter, 44, 0, 26, f"{view.name} · {ITEM_TITLES[view.item]}", "title", room=room - 56, keep=True)
        text.draw(painter, 44, 26, 18, as_fits(view.subtitle, room), "caption", "text2", room=room)
        text.draw(painter, 0, 52, 18, view.policy, "caption", "text2", room=self.width())
        keycap.draw(painter, self.width() - keycap.width("↵"), 5, "↵", "surface")


def as_fits(words: str, room: int) -> str:
    """The facts between middle dots, as many as fit whole: never half a telephone or document number."""
    parts = [part.strip() for part in words.split("·")]
    while len(parts) > 1 and fonts.width("·".join(parts), "caption") > room:
        parts.pop()
    return "·".join(parts)


class SlaBanner(QWidget):
    """The current clock, 60 px high; a click on it asks why (W)."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: Face | None = None
        self._step, self._kind = "", ""
        self.setFixedHeight(60)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_face(self, face: Face | None, step: str, kind: str) -> None:
        """Show how the clock stands now; None hides the banner."""
        self.setVisible(face is not None)
        if face is None or (face, step, CHIPS.get(kind, "")) == (self._face, self._step, self._kind):
            return
        self._face, self._step, self._kind = face, step, CHIPS.get(kind, "")
        self.setAccessibleName(face.spoken)
        self.setAccessibleDescription("为什么：按 W")
        self.setToolTip("，".join(part for part in (face.spoken, face.holder) if part))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask why."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the banner, and 为什么 W at its right."""
        if self._face is None:
            return
        painter = QPainter(self)
        holder = f"· {self._face.holder}" if self._face.holder else ""
        beside = self._has_room_for_kind()
        words = self._fitting(holder or self._step) if beside else ""
        sla_cell.draw_banner(painter, QRectF(self.rect()), self._face, words, self._kind if beside else "")
        right = self.width() - 12 - keycap.width("W")
        keycap.draw(painter, right, 34, "W", "surface")
        if beside:
            text.draw_right(painter, right - 6, 34, 18, "为什么", "caption", "text2")
        else:
            x = 38 + fonts.width(self._face.deadline, "caption") + 8
            chips.draw_tag(painter, x, 34, self._kind, "plain", 18)

    def _has_room_for_kind(self) -> bool:
        """Whether the kind fits beside the words that must not be cut; else it stands in the second line."""
        headline = fonts.width(self._face.headline, "title") if self._face else 0
        return headline + chips.tag_width(self._kind) + 8 <= self.width() - 38 - 12 - 12

    def _fitting(self, words: str) -> str:
        """The words beside the deadline, if they leave the question at the right alone."""
        room = self.width() - 38 - 12 - 72
        deadline = self._face.deadline if self._face else ""
        return words if fonts.width(f"{deadline} {words}", "caption") <= room else ""


class ClockRail(QWidget):
    """All clocks of the case, 24 px each, the current one on a plate."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ClockLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lines(self, lines: tuple[ClockLine, ...]) -> None:
        """Show how the clocks stand now."""
        if lines == self._lines:
            return
        self._lines = lines
        self.setFixedHeight(max(1, RAIL_ROW * len(lines)))
        self.setAccessibleName("时限")
        self.setAccessibleDescription(spoken(lines))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask why of the clock under the pointer."""
        if self._lines:
            self.chosen.emit(min(int(event.position().y() // RAIL_ROW), len(self._lines) - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rail with its thread from sign to sign."""
        painter = QPainter(self)
        for place in range(len(self._lines) - 1):
            y = place * RAIL_ROW + 19
            cards.upright(painter, PLATE + 5.5, y, y + 10)
        for place, line in enumerate(self._lines):
            box = QRectF(PLATE, place * RAIL_ROW, self.width() - 2 * PLATE, RAIL_ROW)
            kind = KINDS.get(line.reading.kind, "")
            words = self._fitting(line, round(box.width()) - 104 - fonts.width(kind, "caption"))
            sla_cell.draw_rail_line(painter, box, line.face, line.reading.title, words, kind, line.current)

    @staticmethod
    def _fitting(line: ClockLine, room: int) -> str:
        """The line's words, without what follows the middle dot when both do not fit."""
        role, weight = ("dense", 600) if line.current else ("caption", 0)
        return line.short if fonts.width(line.short, role, weight) <= room else line.short.split(" · ")[0]


def day_mark(moment: datetime, now: datetime) -> str:
    """When an entry happened, in five characters at most: `11:30`, `昨天`, `周一`, `9/8`."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if days == 1:
        return "昨天"
    if 1 < days < 7 and moment.weekday() < now.weekday():
        return f"周{WEEKDAYS[moment.weekday()]}"
    return f"{moment.month}/{moment.day}"


class TimelineBrief(QWidget):
    """The last entries, 22 px each: when, what it was, one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._marks: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[TimelineEntry], now: datetime) -> None:
        """Show the newest entries."""
        self._entries = tuple(entries)
        self._marks = tuple(day_mark(entry.happened, now) for entry in entries)
        self.setFixedHeight(max(1, BRIEF_ROW * len(self._entries)))
        words = (f"{mark} {one_line(entry)}" for mark, entry in zip(self._marks, self._entries, strict=True))
        self.setAccessibleName("时间线")
        self.setAccessibleDescription("；".join(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the entries."""
        painter = QPainter(self)
        for place, entry in enumerate(self._entries):
            y = place * BRIEF_ROW
            text.draw(painter, 0, y, BRIEF_ROW, self._marks[place], "caption", "text3")
            icons.draw(painter, 44, y + 4, icon_of(entry.verb, entry.detail), "text2", 14)
            tint = "text3" if entry.voided else "text2"
            room = self.width() - 66
            words = text.clauses(one_line(entry), "caption", room)
            wide = text.draw(painter, 66, y, BRIEF_ROW, words, "caption", tint, room=room)
            if entry.voided:
                cards.hairline(painter, 66, 66 + min(wide, room), y + BRIEF_ROW // 2, "text3")


def one_line(entry: TimelineEntry) -> str:
    """An entry in one line: title and detail."""
    return f"{entry.title} · {in_one_line(entry.detail)}" if entry.detail else entry.title
