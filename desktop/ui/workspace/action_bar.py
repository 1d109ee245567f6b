"""The card at the foot: what holds, the next gap, what the issue will mean, and the two deeds that end the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, fonts, glyphs, icons, text, theme
from desktop.ui.buttons import Button
from desktop.ui.workspace.words import Check

HIGH = 52
_WILL = ("签发后本版锁定，更正只能出新版本；时限于此刻停止", "10 秒内可撤回 Ctrl+Z，之后通知客户并转诊后指导")
_SENDS = ("发出后本版锁定，更正只能出新版本", "记下发送方式和收件人；约 7 天后回访")


class ActionBar(QWidget):
    """`acted` carries mdt_gap, print, mdt_issue or mdt_correct."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks: tuple[Check, ...] = ()
        self.reason, self.lines, self.over = "", _WILL, ""
        self.gap = self._button("mdt_gap", "下一处", "F8", "arrow-right")
        self.pdf = self._button("print", "生成 PDF", "Ctrl+P", "printer")
        self.issue = self._button("mdt_issue", "签发", "Ctrl+Enter", "stamp", "primary")
        self.correct = self._button("mdt_correct", "更正为新版本", "Ctrl+R", "file-text")
        self.setFixedHeight(HIGH)
        self.setAccessibleName("签发")

    def _button(self, name: str, title: str, key: str, icon: str, kind: str = "normal") -> Button:
        button = Button(title, key, kind, icon, 32, "dense", self)
        button.setObjectName(name)
        button.clicked.connect(self._announce)
        return button

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())

    def show_state(self, checks: Sequence[Check], upcoming: str, reason: str, *, guidance: bool, over: str) -> None:
        """Show what holds; `reason` why it cannot be issued now, `over` what is said once it was issued."""
        self.checks, self.reason, self.over = tuple(checks), reason, over
        self.lines = _SENDS if guidance else _WILL
        self.gap.setVisible(bool(upcoming) and not over)
        self._upcoming = upcoming
        self.issue.set_title("发出" if guidance else "签发")
        self.issue.setVisible(not over)
        self.issue.set_reason(reason)
        self.correct.setVisible(bool(over))
        self.setAccessibleDescription("，".join((*(check.words for check in checks), reason or over or self.lines[0])))
        self._arrange()
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the buttons in place."""
        self._arrange()

    def sizeHint(self) -> QSize:
        """52 px high."""
        return QSize(600, HIGH)

    def _arrange(self) -> None:
        x = self.width() - 16
        for button in (self.issue, self.correct, self.pdf):
            if not button.isHidden():
                wide = button.sizeHint().width()
                x -= wide
                button.setGeometry(x, 10, wide, 32)
                x -= 8
        self._right = x
        left = 16 + sum(fonts.width(check.words, "dense", 500) + 36 for check in self.checks)
        self.gap.set_title(f"下一处：{_short(self._upcoming)}")
        said = max(fonts.width(line, "caption", 500) for line in (self.reason, self.lines[0].split("；")[0])) + 40
        if left + self.gap.sizeHint().width() + said > x:
            self.gap.set_title(f"下一处 {self._upcoming.rpartition(' ')[2]}".strip())
        self.gap.setGeometry(round(left), 10, self.gap.sizeHint().width(), 32)

    _right, _upcoming = 0, ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint checks and consequence."""
        painter, x = QPainter(self), 16.0
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        for check in self.checks:
            name, tint, ink = ("ok", "ok_fg", "text") if check.good else ("breach", "soon_fg", "soon_fg")
            glyphs.draw(painter, x, 20, name, theme.colour(tint))
            x += 20 + text.draw(painter, x + 20, 0, HIGH, check.words, "dense", ink, 0 if check.good else 600) + 16
        left = self.gap.geometry().right() + 16 if not self.gap.isHidden() else x + 8
        self._paint_consequence(painter, left, self._right - 8.0)

    def _paint_consequence(self, painter: QPainter, left: float, right: float) -> None:
        room = round(right - left)
        if room < 120:
            return
        if self.over:
            lines = (self.over, "一经签发不再改动；更正是新的一版，两版都留存")
            self._paint_right(painter, right, room, lines, "text2", "text3")
        elif self.reason:
            self._paint_right(painter, right, room, (self.lines[0].split("；")[0], self.reason), "text2", "soon_fg")
        else:
            wide = min(room, max(fonts.width(line, "caption", 500) for line in self.lines) + 50)
            box = QRectF(right - wide, 6, wide, 40)
            cards.rounded(painter, box, 6, "info_bg")
            icons.draw(painter, box.x() + 12, 18, "info", "info_fg")
            for place, line in enumerate(self.lines):
                weight = 0 if place else 500
                text.draw(painter, box.x() + 38, 7 + 19 * place, 19, line, "caption", "info_fg", weight,
                          room=round(wide) - 44)  # fmt: skip

    @staticmethod
    def _paint_right(painter: QPainter, right: float, room: int, lines: tuple[str, str], ink: str, second: str) -> None:
        for place, (line, tint) in enumerate(zip(lines, (ink, second), strict=True)):
            wide = min(room, fonts.width(line, "caption", 500))
            text.draw(painter, right - wide, 8 + 19 * place, 19, line, "caption", tint, 500 if place else 0, room=room)


def _short(upcoming: str) -> str:
    """At most some twenty characters of a gap; its place in the walk stays whole."""
    words, bracket, place = upcoming.rpartition(" (")
    return f"{words[:18]}…{bracket}{place}" if len(words) > 19 else upcoming
