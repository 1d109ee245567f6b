"""The card of the call at the top: how long it goes on, who calls, and how soon it was taken."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.casework.phone.rows import CallSheet
from desktop.handbook.vocabulary import Service
from desktop.ui import cards, chips, fonts, glyphs, text, theme
from desktop.ui.buttons import Button

TARGET = "内部目标 10 分，连续计时，不看工作日"
_BEAT_MS = 1000


def clock_words(seconds: int) -> str:
    """`06:12`, or `1:06:12` after an hour."""
    hours, rest = divmod(max(0, seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def span_words(seconds: int) -> str:
    """`42 秒`, `3 分 5 秒`."""
    minutes, left = divmod(max(0, seconds), 60)
    return f"{minutes} 分 {left} 秒" if minutes and left else f"{minutes} 分" if minutes else f"{left} 秒"


class CallCard(QWidget):
    """64 px high; the timer is the only place with seconds. `acted` carries an action's name."""

    acted = Signal(str)

    def __init__(self, now: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.sheet: CallSheet | None = None
        self.ended_at: datetime | None = None
        self.waiting = 0
        self.setFixedHeight(64)
        self.answer = Button("接听最急的一位", "R", "primary", "phone-incoming", parent=self)
        self.ring = Button("有人来电", "I", icon="phone-call", parent=self)
        self.hang_up = Button("结束通话", "Ctrl+H", icon="phone-off", parent=self)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        box.addStretch(1)
        for name, button in (("phone_ring", self.ring), ("phone_answer", self.answer), ("phone_hang_up", self.hang_up)):
            button.setObjectName(name)
            button.clicked.connect(self._announce)
            box.addWidget(button)
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._tick)
        self.show_call(None)

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())

    def show_call(self, sheet: CallSheet | None, ended_at: datetime | None = None) -> None:
        """Show a call, or that there is none."""
        self.sheet, self.ended_at = sheet, ended_at
        talking = self.talking
        self.answer.setVisible(not talking)
        self.ring.setVisible(not talking)
        self.hang_up.setVisible(talking)
        if talking:
            self._beat.start()
        else:
            self._beat.stop()
        self._say()

    @property
    def talking(self) -> bool:
        """Whether the line is open."""
        return self.sheet is not None and not self.sheet.recorded and self.ended_at is None

    def set_waiting(self, waiting: int) -> None:
        """How many wait; nobody to be taken is said at the button."""
        self.waiting = waiting
        self.answer.set_reason("" if waiting else "没有人在等")
        self._say()

    def seconds(self) -> int:
        """How long the call has gone on, or went on."""
        if self.sheet is None or self.sheet.taken_at is None:
            return 0
        until = self.ended_at or self._now()  # type: ignore[operator]
        return int((until - self.sheet.taken_at).total_seconds())

    def _tick(self) -> None:
        self.update(0, 0, 150, self.height())

    def _say(self) -> None:
        if self.sheet is None:
            self.setAccessibleName(f"没有通话，{self.waiting} 位在等")
        else:
            waited = span_words(self.sheet.waited)
            self.setAccessibleName(f"{self.state()} {self.sheet.phone}，等了 {waited}，{TARGET}")
        self.update()

    def state(self) -> str:
        """What the line is doing, in words."""
        if self.sheet is None:
            return "空闲"
        return "通话中" if self.talking else "已保存" if self.sheet.recorded else "已挂断"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint timer, number and how soon it was taken."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        chips.draw_tile(painter, 16, 20, Service.PD)
        cards.rounded(painter, QRectF(52, 23, 18, 18), 9, "ok_bg" if self.talking else "bg_subtle")
        cards.rounded(painter, QRectF(57, 28, 8, 8), 4, "ok_fg" if self.talking else "border_strong")
        text.draw(painter, 80, 7, 18, self.state(), "caption", "text2")
        sheet = self.sheet
        if sheet is None:
            words = f"{self.waiting} 位在等" if self.waiting else "没有人在等"
            text.draw(painter, 80, 26, 30, words, "title")
            return
        talked = clock_words(0 if sheet.recorded else self.seconds()) if not sheet.recorded else "—"
        text.draw(painter, 80, 24, 32, talked, "timer", keep=True)
        cards.upright(painter, 176, 12, 52)
        text.draw(painter, 192, 8, 26, sheet.phone, "title", keep=True)
        source = "·".join(part for part in (sheet.entrance, sheet.number) if part)
        text.draw(painter, 192, 35, 20, source, "caption", "text2")
        self._paint_wait(painter, 192 + max(190, fonts.width(source, "caption") + 24))

    def _paint_wait(self, painter: QPainter, x: float) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        late = sheet.waited > 600
        cards.upright(painter, x, 12, 52)
        used = text.draw(painter, x + 16, 8, 26, "接起", "caption", "text2")
        tint = "breach_bar" if late else "ok_fg"
        glyphs.draw(painter, x + 24 + used, 15, "breach" if late else "ok", theme.colour(tint))
        said = f"等了 {span_words(sheet.waited)}"
        text.draw(painter, x + 42 + used, 8, 26, said, "body", "breach_bar" if late else "text", 600)
        text.draw(painter, x + 16, 35, 20, TARGET, "caption", "text2")
