"""What stands under the calendar: the legend of states, and the keys of the mode that is on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, fonts, text
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.actions import BY_NAME
from desktop.ui.calendar import paint
from desktop.ui.calendar.shown import TURNS
from desktop.ui.key_hints import Hint, KeyHintBar

_LEGEND = (
    ("done", "已完成"), ("ended", "待登记结果"), ("running", "进行中"), ("planned", "待出发"),
    ("open", "待指派"), ("conflict", "冲突"),
)  # fmt: skip
_PUT_DOWN: tuple[Hint, ...] = (
    (("Shift+Left", "Shift+Right"), "改结束"), (("Ctrl+Left", "Ctrl+Right"), "改开始"), (("Up", "Down"), "换人"),
    (("Return",), "放下"), (("Esc",), "放回原处"),
)  # fmt: skip
MODES: dict[str, tuple[Hint, ...]] = {
    "move": ((("Left", "Right"), "15 分钟"), *_PUT_DOWN),
    "move week": ((("Left", "Right"), "换一天"), *_PUT_DOWN),
    "plan": ((("Up", "Down"), "看下一处"), (("X",), "留下这一处"), (("Return",), "采用"), (("Esc",), "不用")),
}


class Legend(QWidget):
    """How each state looks; 24 px high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(24)
        self.setAccessibleName("图例")
        self.setAccessibleDescription("、".join((*(words for _name, words in _LEGEND), "前后占用")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the plates with their names."""
        painter, x = QPainter(self), 0.0
        for name, words in _LEGEND:
            cards.rounded(painter, QRectF(x, 5, 24, 14), 3, paint.LOOKS[name].ground, paint.LOOKS[name].edge,
                          paint.LOOKS[name].width, paint.LOOKS[name].dashed)  # fmt: skip
            text.draw(painter, x + 32, 0, 24, words, "caption", "text2")
            x += 32 + fonts.width(words, "caption") + 20
        paint.hatch(painter, QRectF(x, 5, 24, 14), "border_strong", 6)
        text.draw(painter, x + 32, 0, 24, "前后占用", "caption", "text2")


class CalendarHints(KeyHintBar):
    """The key hints of the calendar; while a block is moved or a plan is looked at, the keys of that."""

    def __init__(self, desk: ActionDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, Where.CALENDAR, parent)
        self.mode, self._view, self._mending = "", "day", False

    def set_mode(self, mode: str, view: str, mending: bool = False) -> None:
        """Show the keys of a mode ("", move or plan) in a view; while `mending`, Enter ends the conflict."""
        self.mode, self._view, self._mending = mode, view, mending
        self.update()

    def hints(self) -> list[Hint]:
        """The mode's keys, else those of the table of actions."""
        if not self.mode:
            return super().hints()
        return list(MODES.get(f"{self.mode} {self._view}") or MODES[self.mode])

    def _shown(self, action: Action) -> bool:
        undo = action.name == "undo" and not self._desk.obstacle(action)
        return undo or super()._shown(action)

    def _pair(self, group: list[Action]) -> Hint:
        keys, words = super()._pair(group)
        return keys, self._own_words().get(group[0].name, words)

    def _own_words(self) -> dict[str, str]:
        """What the table's captions are called here and now."""
        own = {"calendar_previous": TURNS[self._view], "undo": BY_NAME["undo"].title}
        if self._mending or self._view == "month":
            own["calendar_open"] = "应用改法" if self._mending else "看这一天"
        return own | ({"calendar_move": "移动"} if self._view == "week" else {})
