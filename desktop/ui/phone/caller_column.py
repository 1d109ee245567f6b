"""The caller's column: who has the number, the three checks, what is known, and the last calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.phone.calling import NOT_INSURED
from desktop.casework.phone.rows import CallSheet, Match, PastCall
from desktop.handbook.phone import CHECKS
from desktop.ui import cards, chips, fonts, text
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.ticks import TickBox
from desktop.ui.text_label import Caption

_ROW = 58
BACKGROUND = (("history", "既往"), ("medicines", "用药"), ("allergy", "过敏"), ("address", "住址"))


class MatchList(QWidget):
    """Who may be calling: ↑ ↓ choose; contacts say that they are no insured persons."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matches: tuple[Match, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_matches(())

    def show_matches(self, matches: tuple[Match, ...]) -> None:
        """Show these, the first chosen."""
        self.matches, self.at = matches, 0
        self.setFixedHeight(max(1, len(matches)) * (_ROW + 4))
        self._say()

    @property
    def current(self) -> Match | None:
        """Who is chosen."""
        return self.matches[self.at] if self.matches else None

    def choose(self, place: int) -> None:
        """Choose one."""
        self.at = min(max(place, 0), max(0, len(self.matches) - 1))
        self._say()
        self.chosen.emit(self.current)

    def _say(self) -> None:
        one = self.current
        self.setAccessibleName(f"来电人 {one.name} {one.words}" if one else "没有来电人")
        self.setAccessibleDescription("" if one is None or one.insured else NOT_INSURED)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.choose(self.at + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self.choose(int(event.position().y()) // (_ROW + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        if not self.matches:
            text.draw(painter, 4, 0, _ROW, "接听后显示号码匹配到的人", "dense", "text3")
        for place, one in enumerate(self.matches):
            self._paint_match(painter, QRectF(0, place * (_ROW + 4), self.width(), _ROW), one, place == self.at)
        if self.hasFocus() and self.matches:
            cards.focus_ring(painter, QRectF(0, self.at * (_ROW + 4), self.width(), _ROW))

    def _paint_match(self, painter: QPainter, box: QRectF, one: Match, on: bool) -> None:
        cards.rounded(painter, box, 6, "bg_selected" if on else "bg_surface", "accent" if on else "border")
        cards.rounded(painter, QRectF(10, box.y() + 10, 16, 16), 8, "bg_surface", "accent" if on else "border_strong")
        if on:
            cards.rounded(painter, QRectF(14, box.y() + 14, 8, 8), 4, "accent")
        used = text.draw(painter, 36, box.y() + 6, 24, one.name, "body", "text", 600, keep=True)
        room = round(box.width()) - 36 - used - 20
        text.draw(painter, 44 + used, box.y() + 6, 24, one.words, "caption", "text2", room=room)
        until = f"·有效至 {one.until:%Y-%m-%d}" if one.until else ""
        line = f"保单 {one.policy}{until}" if one.insured and one.policy else "没有生效的保单"
        text.draw(painter, 36, box.y() + 31, 20, line if one.insured else NOT_INSURED, "caption", "text2",
                  room=round(box.width()) - 46)  # fmt: skip


class KnownLine(QWidget):
    """One line of background: a label and what is known, to be changed in place."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self.edit = QLineEdit(self)
        self.edit.setProperty("bare", "true")
        self.edit.setFont(fonts.font("dense"))
        self.edit.setPlaceholderText("未记")
        self.edit.setAccessibleName(label)
        self.setFixedHeight(26)
        box = QHBoxLayout(self)
        box.setContentsMargins(44, 0, 0, 0)
        box.addWidget(self.edit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the label."""
        painter = QPainter(self)
        text.draw(painter, 4, 0, 26, self._label, "caption", "text3")
        if self.edit.hasFocus():
            cards.focus_ring(painter, QRectF(38, 0, self.width() - 38, 26))


class PastList(QWidget):
    """The last calls of the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calls: tuple[PastCall, ...] = ()
        self.setMinimumHeight(24 + 3 * 26)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_calls(self, calls: tuple[PastCall, ...]) -> None:
        """Show these."""
        self.calls = calls
        said = "；".join(f"{one.day:%m-%d} {one.words} {one.end}" for one in calls)
        self.setAccessibleName(f"最近 {len(calls)} 次：{said}" if calls else "没有以前的咨询")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines; the service knows no limit (PD-04)."""
        painter, wide = QPainter(self), self.width()
        text.draw(painter, 4, 0, 22, f"最近 {len(self.calls)} 次" if self.calls else "最近", "caption", "text3")
        text.draw_right(painter, wide - 4, 0, 22, "不限次", "caption", "text3")
        for place, one in enumerate(self.calls):
            y = 24 + place * 26
            chips.draw_tile(painter, 4, y + 3, one.item.service, 20)
            text.draw(painter, 32, y, 26, f"{one.day.month}/{one.day.day:02d}", "caption", "text3")
            used = text.draw_right(painter, wide - 4, y, 26, one.end, "caption", "text2")
            text.draw(painter, 74, y, 26, one.words or "—", "dense", "text", room=wide - 74 - used - 16)
        if not self.calls:
            text.draw(painter, 4, 24, 26, "没有以前的咨询", "dense", "text3")


class CallerColumn(Card):
    """`chosen` carries the match."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("来电人", parent=parent)
        self.matches = MatchList(self)
        self.matches.chosen.connect(self.chosen)
        self.checks = {name: TickBox(title, "caption", parent=self) for name, title in CHECKS.items()}
        self.known = {name: KnownLine(title, self) for name, title in BACKGROUND}
        self.past = PastList(self)
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(4)
        box.addWidget(self.matches)
        box.addLayout(self._ticks())
        for line in (*self.known.values(), self.past):
            box.addWidget(line)
        box.addStretch(1)
        self.body.setContentsMargins(16, self.HEAD, 12, 8)
        self.body.addWidget(Scroller(inner))

    def _ticks(self) -> QHBoxLayout:
        """The identity checks in one line."""
        ticks = QHBoxLayout()
        ticks.setSpacing(0)
        label = Caption("核对", self)
        label.setFixedWidth(32)
        ticks.addWidget(label)
        for box in self.checks.values():
            ticks.addWidget(box)
        ticks.addStretch(1)
        return ticks

    def show_call(self, sheet: CallSheet | None) -> None:
        """Show who is calling; nothing is checked yet."""
        matches = sheet.matches if sheet else ()
        self.matches.show_matches(matches)
        self.set_fact(f"号码匹配 {len(matches)} 人" if matches else "")
        for box in self.checks.values():
            box.setChecked(False)
        for name, line in self.known.items():
            line.edit.setText(sheet.known.get(name, "") if sheet else "")
            line.edit.setCursorPosition(0)
        self.past.show_calls(sheet.past if sheet else ())

    def fill(self, said: Mapping[str, Any]) -> None:
        """Show what was written before, as `said` gives it."""
        name = said.get("caller_name", "")
        place = next((place for place, one in enumerate(self.matches.matches) if name and one.name == name), 0)
        self.matches.choose(place)
        for check, box in self.checks.items():
            box.setChecked(check in said.get("checked", ()))
        for kind, words in said.get("background", {}).items():
            if kind in self.known:
                self.known[kind].edit.setText(words)

    def said(self) -> dict[str, object]:
        """Who calls, which checks were made, and what is known, as the record keeps it."""
        one = self.matches.current
        insured = one is None or one.insured
        return {
            "caller": "insured" if insured else "contact", "caller_name": "" if insured or one is None else one.name,
            "checked": [name for name, box in self.checks.items() if box.isChecked()],
            "background": {name: line.edit.text().strip() for name, line in self.known.items()
                           if line.edit.text().strip()},
        }  # fmt: skip

    def first_unchecked(self) -> QWidget | None:
        """The first identity check not made yet."""
        return next((box for box in self.checks.values() if not box.isChecked()), None)


