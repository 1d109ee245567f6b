"""The checklist of materials as rows under their groups: sign, name, where from, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.consulting.rows import MaterialLine
from desktop.handbook.consultation_materials import FORMS, NEEDS, PROBLEMS
from desktop.ui import cards, chips, file_mark, glyphs, text, theme

ROW, GROUP = 41, 24
_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)")


def sign_of(line: MaterialLine) -> tuple[str, str]:
    """The sign of a line and its tint: received, with a problem, asked for, or still open."""
    if line.problem:
        return "breach", "soon_fg"
    if line.state == "received":
        return "ok", "text2"
    if line.state == "asked":
        return "wait", "text2"
    return "calm", "text3"


def detail_of(line: MaterialLine) -> str:
    """The second line: what is known of it, else what is asked for; dates short, `9/15`."""
    if line.state == "received":
        form = FORMS.get(line.form, "")
        known = "·".join(part for part in (form, line.note) if part) or "已收"
        return _DAY.sub(_short_day, known)
    if line.state == "not_provided":
        return "·".join(part for part in ("资料未提供", line.note) if part)
    if line.state == "asked":
        return "已通知补"
    return "·".join(part for part in (NEEDS[line.need], line.hint or "未收到") if part)


def _short_day(found: re.Match[str]) -> str:
    return f"{int(found[1])}/{int(found[2])}"


def chip_of(line: MaterialLine) -> tuple[str, str]:
    """The chip at the right and its tone: the problem, or that an original has to go back."""
    if line.problem:
        return PROBLEMS[line.problem], "soon"
    if line.returned:
        return "已寄回", "plain"
    return ("原件", "plain") if line.back or line.form == "original" else ("", "")


class MaterialList(QWidget):
    """Rows moved through by ↑ ↓; `picked` carries the line, `opened` Enter or a double click on it."""

    picked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[MaterialLine, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("病历材料")

    def show_lines(self, lines: Sequence[MaterialLine]) -> None:
        """Show other lines; the current entry stays the current one."""
        here = self.line
        self.lines = tuple(lines)
        if here is not None:
            self.at = next((place for place, one in enumerate(self.lines) if one.key == here.key), self.at)
        self.at = max(0, min(self.at, len(self.lines) - 1))
        self.setFixedHeight(max(40, max((round(box.bottom()) for _one, box in self._boxes()), default=40) + 6))
        self._say()

    @property
    def line(self) -> MaterialLine | None:
        """The current entry."""
        return self.lines[self.at] if 0 <= self.at < len(self.lines) else None

    def go(self, place: int) -> None:
        """Make an entry the current one."""
        if self.lines:
            self.at = max(0, min(place, len(self.lines) - 1))
            self._say()
            self.picked.emit(self.line)

    def _say(self) -> None:
        line = self.line
        if line is not None:
            state = chip_of(line)[0]
            self.setAccessibleDescription(f"{line.title}，{detail_of(line)}{'，' + state if state else ''}")
        self.update()

    def _boxes(self) -> Iterator[tuple[MaterialLine, QRectF]]:
        y, group = 0.0, ""
        for line in self.lines:
            if line.group != group:
                y, group = y + GROUP, line.group
            yield line, QRectF(0, y, self.width(), ROW)
            y += ROW

    def box(self, place: int) -> QRectF:
        """Where an entry lies."""
        return [box for _line, box in self._boxes()][place]

    def at_point(self, point: QPointF) -> str:
        """The key of the entry under a point; "" beside all of them."""
        return next((line.key for line, box in self._boxes() if box.contains(point)), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; Enter opens what was handed in."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.lines) - 1}
        if step:
            self.go(self.at + step)
        elif event.key() in ends:
            self.go(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the entry under the pointer."""
        for place, (_line, box) in enumerate(self._boxes()):
            if box.contains(event.position()):
                self.go(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        self.mousePressEvent(event)
        self.opened.emit(self.line)

    def event(self, event: QEvent) -> bool:
        """A tool tip says what does not fit."""
        if event.type() == QEvent.Type.ToolTip and self.line is not None:
            self.setToolTip(f"{self.line.title}\n{detail_of(self.line)}")
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groups and rows in sight."""
        painter, group = QPainter(self), ""
        seen = QRectF(event.rect())
        for place, (line, box) in enumerate(self._boxes()):
            if line.group != group:
                group = line.group
                text.draw(painter, 15, box.y() - GROUP + 4, 20, group, "caption", "text3")
            if box.intersects(seen):
                self._paint_row(painter, box, line, place == self.at)

    def _paint_row(self, painter: QPainter, box: QRectF, line: MaterialLine, on: bool) -> None:
        if on:
            painter.fillRect(box.adjusted(1, 0, -1, 0), cards.shade_of("bg_selected"))
            painter.fillRect(QRectF(1, box.y(), 3, ROW), cards.shade_of("accent"))
            if self.hasFocus():
                cards.focus_ring(painter, box.adjusted(2, 1, -2, -1), 4)
        sign, tint = sign_of(line)
        glyphs.draw(painter, 16, box.y() + 7, sign, theme.colour(tint))
        chip, tone = chip_of(line)
        right = box.right() - 15 - (chips.tag_width(chip) + 8 if chip else 0)
        if chip:
            chips.draw_tag(painter, box.right() - 15 - chips.tag_width(chip), box.y() + 10, chip, tone, 20)
        right -= file_mark.draw(painter, right, box.y() + 11, line.files)
        room = round(right - 36)
        text.draw(painter, 36, box.y() + 2, 20, line.title, "dense", "text", 500, room=room)
        text.draw(painter, 36, box.y() + 20, 18, detail_of(line), "caption", "text3", room=room)
