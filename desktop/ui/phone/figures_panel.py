"""Statistics as a floating panel: answered within the desk's own target, waits and lengths, by department and hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.rows import PhoneFigures, Tally
from desktop.ui import cards, chips, text
from desktop.ui.phone.call_card import span_words
from desktop.ui.phone.source import PhoneSource
from desktop.ui.popover import Popover
from desktop.ui.worker import Worker

_WIDE, _HIGH, _ROW, _BARS = 720, 500, 26, 96
SPANS = ((1, "近 24 小时"), (7, "近 7 天"), (30, "近 30 天"))
_KEYS = ((("Left", "Right"), "换时段"), (("Esc",), "关闭"))


class FiguresPanel(Popover):
    """← → change the span."""

    faulted = Signal(object)

    def __init__(self, host: QWidget, source: PhoneSource, worker: Worker) -> None:
        super().__init__(host, _WIDE, _HIGH)
        self._source, self._worker = source, worker
        self.figures: PhoneFigures | None = None
        self.at = 1
        self._now: datetime | None = None

    def open_for(self, now: datetime) -> None:
        """Open with the figures up to now."""
        self._now = now
        self.open_at(QPoint((self.host.width() - _WIDE) // 2 + 60, 110), take_focus=True)
        self.read()

    def read(self) -> None:
        """Ask for the span."""
        if self._now is not None:
            start = self._now - timedelta(days=SPANS[self.at][0])
            job = partial(self._source.figures, start, self._now)
            self._worker.run(job, self._take, self._failed, lane="phone figures")

    @Slot(object)
    def _take(self, figures: PhoneFigures) -> None:
        self.figures = figures
        self.setAccessibleName("；".join(f"{label} {value}" for label, value in summary(figures)))
        self.update()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.faulted.emit(fault)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows change the span."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.at = min(max(self.at + step, 0), len(SPANS) - 1)
            self.read()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        x, y = card.x() + 20, card.y() + 8
        used = text.draw(painter, x, y, 32, "电话医生统计", "section") + 12
        used += text.draw(painter, x + used, y + 1, 32, SPANS[self.at][1], "dense", "text2") + 12
        chips.draw_tag(painter, x + used, y + 8, "内部目标", "plain")
        if self.figures is None:
            return
        for place, (label, value) in enumerate(summary(self.figures)):
            left = x + place * 170
            text.draw(painter, left, y + 40, 18, label, "caption", "text3")
            text.draw(painter, left, y + 58, 30, value, "title")
        self._paint_departments(painter, x, y + 104)
        self._paint_hours(painter, x, card.bottom() - _BARS - 84)
        at = x
        for keys, words in _KEYS:
            at += chips.draw_hint(painter, at, card.bottom() - 30, keys, words, "surface") + 12

    def _paint_departments(self, painter: QPainter, x: float, y: float) -> None:
        assert self.figures is not None
        text.draw(painter, x, y, 20, "按科室", "caption", "text3", 600)
        text.draw(painter, x + 360, y, 20, "按结果", "caption", "text3", 600)
        for place, one in enumerate(self.figures.departments[:6]):
            top = y + 24 + place * _ROW
            text.draw(painter, x, top, _ROW, one.name, "dense")
            text.draw_right(painter, x + 320, top, _ROW, tally_words(one), "dense", "text2")
        for place, (title, count) in enumerate(self.figures.ends):
            top = y + 24 + place * _ROW
            text.draw(painter, x + 360, top, _ROW, title, "dense")
            text.draw_right(painter, x + 660, top, _ROW, f"{count} 通", "dense", "text2")

    def _paint_hours(self, painter: QPainter, x: float, y: float) -> None:
        assert self.figures is not None
        most = max((one.calls for one in self.figures.hours), default=0) or 1
        text.draw(painter, x, y - 4, 20, "按来电钟点（深色为目标内接起）", "caption", "text3", 600)
        for place, one in enumerate(self.figures.hours):
            left, foot = x + place * 28, y + 20 + _BARS - 28
            high, met = (_BARS - 32) * one.calls / most, (_BARS - 32) * one.within / most
            if one.calls:
                cards.rounded(painter, QRectF(left, foot - high, 20, high), 2, "chart_muted")
                cards.rounded(painter, QRectF(left, foot - met, 20, met), 2, "accent")
                text.draw_centred(painter, left, foot - high - 16, 20, 14, str(one.calls), "caption", "text2")
            text.draw_centred(painter, left, foot + 2, 20, 16, one.name, "caption", "text3")


def tally_words(one: Tally) -> str:
    """`12 通，目标内 11，92%`."""
    share = "—" if one.share is None else f"{one.share:.0%}"
    return f"{one.calls} 通，目标内 {one.within}，{share}"


def summary(figures: PhoneFigures) -> tuple[tuple[str, str], ...]:
    """The four figures at the top: (label, value)."""
    whole = figures.whole
    wait = "—" if figures.median_wait is None else span_words(figures.median_wait)
    length = "—" if figures.median_length is None else span_words(figures.median_length)
    share = "—" if whole.share is None else f"{whole.share:.0%}"
    return (
        ("来电", f"{whole.calls} 通"), (f"{figures.target} 分内接起", share), ("等待中位数", wait),
        ("通话中位数", length),
    )  # fmt: skip
