"""The card of 56 px at a workspace's head: who it is about, what the work is measured by, until when."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.countdown import Face
from desktop.handbook.vocabulary import ClockReading
from desktop.ui import cards, sla_cell, text
from desktop.ui.case.clock_lines import CHIPS, Time, clock_lines

HIGH = 56
Clock = tuple[ClockReading, Face]


def now_of(source: Any) -> Time:
    """The moment with calendar and hours."""
    moment: datetime = source.now()
    return Time(moment, source.calendar, source.hours)


def measuring_clock(view: CaseView, at: Time, measures: Callable[[ClockReading], bool]) -> Clock | None:
    """The clock the work here is measured by, else the current one, else the first."""
    lines = clock_lines(view, at)
    named = [line for line in lines if measures(line.reading)]
    shown = named or [line for line in lines if line.current] or list(lines[:1])
    return (shown[0].reading, shown[0].face) if shown else None


def age_of(view: CaseView) -> str:
    """`男 58 岁`, of the case's own line."""
    return next((part.strip() for part in view.subtitle.split("·") if "岁" in part), "")


class CaseCard(QWidget):
    """Painted only; `tick` moves the clock by arithmetic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CaseView | None = None
        self._clock: Clock | None = None
        self.setFixedHeight(HIGH)

    @abstractmethod
    def clock_at(self, at: Time) -> Clock | None:
        """The report's clock at a moment; None without a case or a clock."""

    @abstractmethod
    def _paint_case(self, painter: QPainter, view: CaseView, left: float) -> None:
        """Paint the case; its clock begins at `left`."""

    def tick(self, at: Time) -> None:
        """Move the clock."""
        if self.view is not None:
            self._clock = self.clock_at(at)
            self.setAccessibleDescription(self._clock[1].spoken if self._clock else "")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint case and clock."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if self.view is not None:
            self._paint_case(painter, self.view, self._paint_clock(painter))

    def _paint_clock(self, painter: QPainter) -> float:
        """The right third: which clock, its kind, how long, until when; returns where it begins."""
        left = max(self.width() - 392.0, self.width() * 0.6)
        if self._clock is None:
            return self.width()
        reading, face = self._clock
        cards.upright(painter, left, 10, 46)
        text.draw(painter, left + 12, 7, 20, reading.title, "dense", "text2", room=96)
        text.draw(painter, left + 12, 30, 18, CHIPS.get(reading.kind, ""), "caption", "text3")
        sla_cell.draw_cell(painter, left + 112, 2, face, round(self.width() - left - 124))
        return left


def paint_whereabouts(painter: QPainter, view: CaseView, room: int) -> None:
    """The second line: number, policy, the quota the case takes of, and who looks after it; in `room` px."""
    quota = "·".join(f"权益 {tile.used + tile.reserved}/{tile.total} 已{'用' if tile.used else '预留'}"
                     for tile in view.quotas if tile.own)  # fmt: skip
    parts = (view.number, view.policy.split("·")[0].strip(), quota, f"负责人 {view.owner}" if view.owner else "")
    text.draw(painter, 52, 31, 18, "·".join(part for part in parts if part), "caption", "text3", room=room)
