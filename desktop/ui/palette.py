"""Ctrl+K: every action, page and case by a few letters; actions with the key that would have done it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.casework.rows import Step
from desktop.ui import cards, chips, fonts, icons, keycap, text
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.popover import SHADOW, Popover

WIDTH, HEIGHT = 680, 500
_ROW = 40
_SHOWN = 9
_LEAST = 2
_FOOT = (
    (("Up", "Down"), "选择"), (("Return",), "执行"), (("Ctrl+Return",), "执行并保留"), (("Esc",), "关闭"),
)
_UNLISTED = (
    "palette", "down", "up", "roster_down", "roster_up", "results_down", "results_up", "back", "next_pane",
    "previous_pane",
)  # fmt: skip
_ORDER = "办理查看页面登记窗口移动"


class Choice(NamedTuple):
    """One line: what it is called, its keys, why it is not possible, and what it does."""

    title: str
    group: str
    icon: str
    keys: tuple[str, ...]
    reason: str
    run: Callable[[], object]


def choices_of(desk: ActionDesk, where: Where) -> list[Choice]:
    """All actions that exist, steps of the case that have no key of the table included; possible ones first."""
    made = [_choice(desk, action, where) for action in desk.offered(where) if action.name not in _UNLISTED]
    made += [_step_choice(desk, step) for step in desk.keyless_steps()]
    return sorted(made, key=lambda choice: (bool(choice.reason), _ORDER.find(choice.group)))


def _step_choice(desk: ActionDesk, step: Step) -> Choice:
    reason = "；".join(finding.sentence for finding in step.findings)
    return Choice(step.title, "办理", step.icon, (), reason, partial(desk.take, step))


def _choice(desk: ActionDesk, action: Action, where: Where) -> Choice:
    works_here = where in action.where or Where.WINDOW in action.where
    keys, reason = keycap.caps(action.keys) if works_here else (), desk.obstacle(action)
    return Choice(desk.title(action), action.group, action.icon, keys, reason, partial(desk.trigger, action.name))


def matches(words: str, choice: Choice) -> bool:
    """Whether all characters typed occur in the title in this order, or the words are one of its keys."""
    rest = iter(f"{choice.title}{choice.group}".lower())
    typed = words.lower().replace(" ", "")
    return all(char in rest for char in typed) or typed in (key.lower() for key in choice.keys)


def is_named(words: str, choice: Choice) -> bool:
    """Whether the title holds the words as they stand, or they are one of its keys."""
    typed = words.lower().replace(" ", "")
    return typed in choice.title.lower().replace(" ", "") or typed in (key.lower() for key in choice.keys)


def is_sought(words: str) -> bool:
    """Whether cases are looked for: one Chinese character is enough, of letters and digits two."""
    return len(words) >= _LEAST or (bool(words) and not words.isascii())


class _Lines(QWidget):
    """The painted lines under the input; the chosen one is tinted."""

    def __init__(self, owner: Palette) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setFixedHeight(_ROW * _SHOWN)
        self.setMouseTracking(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines in sight."""
        painter = QPainter(self)
        shown = self._owner.in_sight()
        if not shown:
            words = "正在找案件…" if self._owner.waits else "没有这样的命令或案件，换一个词试试"
            text.draw_centred(painter, 0, 24, self.width(), 40, words, "dense", "text2")
        for place, (choice, chosen) in enumerate(shown):
            self._paint_line(painter, place * _ROW, choice, chosen)

    def _paint_line(self, painter: QPainter, y: int, choice: Choice, chosen: bool) -> None:
        if chosen:
            cards.rounded(painter, QRectF(8, y, self.width() - 16, _ROW), 6, "bg_selected")
        tint = "text_disabled" if choice.reason else "text"
        icons.draw(painter, 24, y + 12, choice.icon, "text_disabled" if choice.reason else "text2")
        x = 52 + text.draw(painter, 52, y, _ROW, choice.title, "body", tint, 500) + 12
        text.draw(painter, x, y, _ROW, choice.reason or choice.group, "caption", "text3", room=260)
        right = self.width() - 20.0
        for key in reversed(choice.keys):
            right -= keycap.width(key)
            keycap.draw(painter, right, y + 11, key, "surface")
            right -= 4

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer chooses."""
        self._owner.point_at(int(event.position().y()) // _ROW)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click does it."""
        self._owner.run()

    def sizeHint(self) -> QSize:
        """Nine lines."""
        return QSize(WIDTH, _ROW * _SHOWN)


class Palette(Popover):
    """The command palette: type, ↑↓, Enter does it, Ctrl+Enter does it and stays, Esc closes.

    `sought` carries words to find cases by; `offer_cases` answers it. An Enter that comes before waits for them.
    """

    sought = Signal(str)
    radius = 12
    stays = True

    def __init__(self, host: QWidget, desk: ActionDesk) -> None:
        super().__init__(host, WIDTH, HEIGHT)
        self._desk = desk
        self._all: list[Choice] = []
        self._found: Sequence[Choice] = ()
        self._cases: Sequence[Choice] = ()
        self.finds_cases = self._hasty = False
        self._awaited = ""
        self._at, self._top = 0, 0
        self.input = QLineEdit(self)
        self.input.setProperty("bare", "true")
        self.input.setFont(fonts.font("title", 500))
        self.input.setPlaceholderText("要做什么，或找哪一件：姓名、拼音、案号、尾号")
        self.input.setAccessibleName("命令或案件")
        self.input.setFixedHeight(56)
        self.input.textChanged.connect(self._search)
        self._lines = _Lines(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 1, SHADOW, SHADOW + 1, SHADOW + 12)
        box.setSpacing(8)
        self.input.setTextMargins(52, 0, 16, 0)
        box.addWidget(self.input)
        box.addWidget(self._lines)
        box.addStretch(1)

    def open(self, where: Where = Where.LIST) -> None:
        """Open in the upper middle of the window with the keyboard in the input; `where` had it before."""
        self._all = choices_of(self._desk, where)
        self.input.clear()
        self._search("")
        self.open_at(QPoint((self.host.width() - WIDTH) // 2, 96))
        self.input.setFocus()

    def in_sight(self) -> list[tuple[Choice, bool]]:
        """The lines shown, each with whether it is the chosen one."""
        shown = self._found[self._top : self._top + _SHOWN]
        return [(choice, self._top + place == self._at) for place, choice in enumerate(shown)]

    def point_at(self, line: int) -> None:
        """Choose a line in sight."""
        self._at = min(max(self._top + line, 0), max(0, len(self._found) - 1))
        self._lines.update()

    def run(self, stay: bool = False) -> None:
        """Do what is chosen; what only might be meant waits for the cases that are being sought."""
        if self.waits and not (self._found and (self._at or is_named(self.input.text(), self._found[0]))):
            self._hasty = True
            return
        if not self._found:
            return
        choice = self._found[self._at]
        if not stay:
            self.dismiss()
        choice.run()

    @property
    def waits(self) -> bool:
        """Whether cases are being sought."""
        return bool(self._awaited)

    def offer_cases(self, words: str, cases: Sequence[Choice]) -> None:
        """Show the cases found for words, unless something else is sought by now; the chosen line stays chosen."""
        if words != self._awaited:
            return
        chosen = self._found[self._at] if self._at else None
        self._awaited, self._cases = "", cases
        self._gather()
        if chosen is not None:
            self._step(self._found.index(chosen))
        if self._hasty:
            self.run()

    def _search(self, words: str) -> None:
        self._cases, self._hasty = (), False
        self._awaited = words.strip() if is_sought(words.strip()) and self.finds_cases else ""
        self._gather()
        if self._awaited:
            self.sought.emit(self._awaited)

    def _gather(self) -> None:
        """What is named stands first, then the cases, then what only has the letters in this order."""
        words = self.input.text()
        fitting = [choice for choice in self._all if matches(words, choice)]
        loose = [choice for choice in fitting if not is_named(words, choice)]
        self._found = [*(choice for choice in fitting if choice not in loose), *self._cases, *loose]
        self._at = self._top = 0
        self._lines.update()

    def _step(self, step: int) -> None:
        self._at = min(max(self._at + step, 0), max(0, len(self._found) - 1))
        self._top = min(max(self._top, self._at - _SHOWN + 1), self._at)
        self._lines.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys the input leaves over: arrows and Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
        if event.key() in step:
            self._step(step[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run(stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lens, the line under the input and the foot."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        icons.draw(painter, card.x() + 22, card.y() + 19, "search", "text2", 18)
        cards.hairline(painter, card.x() + 1, card.right(), card.y() + 57)
        y, x = card.bottom() - 30, card.x() + 20
        cards.hairline(painter, card.x() + 1, card.right(), card.bottom() - 44)
        for keys, words in _FOOT:
            x += chips.draw_hint(painter, x, y, keys, words, "surface") + 16
