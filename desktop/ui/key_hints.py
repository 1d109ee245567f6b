"""The line of key caps at the foot of a page: what can be done here now, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import chips
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk

_GAP = 16
LEFT_BY_ESC = (Where.CASE, Where.IMPORT, Where.MDT, Where.NODULE, Where.ROSTER, Where.RESULTS,
               Where.YEAR)  # fmt: skip
"""Pages that cover another one, to which Esc leads back."""

TOAST, TOAST_SHADOW = "toast", 16
"""The toast's name in its window, and the room around it: what stands under it is not painted."""

Hint = tuple[tuple[str, ...], str]
"""Key caps, and what they do."""


class HintLine(QWidget):
    """24 px of key caps with their captions, as many as fit."""

    def __init__(self, hints: Sequence[Hint] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
        self._toast: QWidget | None = None
        self.setFixedHeight(24)
        self.setAccessibleName("按键提示")

    def hints(self) -> Sequence[Hint]:
        """The caps and captions to show."""
        return self._hints

    def free(self) -> int:
        """How much of the line is not under the toast, from the left."""
        if self._toast is None or not self._toast.isVisible():
            return self.width()
        left = self.mapFromGlobal(self._toast.mapToGlobal(QPoint(TOAST_SHADOW, 0))).x()
        return min(self.width(), max(0, left - _GAP))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the window's toast."""
        super().showEvent(event)
        found = self.window().findChild(QWidget, TOAST)
        if found is not self._toast and isinstance(found, QWidget):
            self._toast = found
            found.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The toast comes, moves or goes: another part of the line is free."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize):
            self.update()
        return False

    def say(self, hints: Sequence[Hint]) -> None:
        """Show others."""
        self._hints = hints
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as many pairs as fit."""
        painter, x = QPainter(self), 0
        free = self.free()
        for keys, caption in self.hints():
            if x + chips.hint_width(keys, caption) > free:
                break
            x += chips.draw_hint(painter, x, 3, keys, caption) + _GAP


class KeyHintBar(HintLine):
    """Made from the table of actions, so it cannot lie about keys."""

    def __init__(self, desk: ActionDesk, where: Where, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._where = desk, where
        desk.changed.connect(self.update)

    def hints(self) -> list[Hint]:
        """The caps and captions to show: possible ones only; two keys of the same rank share a caption."""
        usable = [action for action in self._desk.known(self._where) if self._shown(action)]
        usable.sort(key=_rank)
        return [self._pair(list(group)) for _rank_of, group in groupby(usable, key=_rank)]

    def _shown(self, action: Action) -> bool:
        here = self._where in action.where or action.name in ("palette", "back" if self._where in LEFT_BY_ESC else "")
        return here and action.hint > 0 and not self._desk.obstacle(action)

    def _pair(self, group: list[Action]) -> Hint:
        keys = tuple(action.keys[0] for action in group)
        if len({action.title for action in group}) == 1:
            return keys, self._desk.title(group[0]).removesuffix("…")
        return keys, group[0].together


def _rank(action: Action) -> float:
    """Where a hint stands: the way back right after the moves."""
    return 2.5 if action.name == "back" else action.hint
