"""Who it is about and until when: the case in one card of 56 px, its clock at the right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.countdown import Face
from desktop.handbook.vocabulary import ClockReading, Service
from desktop.ui import cards, chips, fonts, glyphs, keycap, sla_cell, text, theme
from desktop.ui.case.clock_lines import CHIPS, Time, clock_lines

HIGH = 56


def report_clock(view: CaseView, at: Time) -> tuple[ClockReading, Face] | None:
    """The clock of the report, else the current one: the card shows what the work here is measured by."""
    lines = clock_lines(view, at)
    named = [line for line in lines if line.reading.name == "md.report"]
    shown = named or [line for line in lines if line.current] or list(lines[:1])
    return (shown[0].reading, shown[0].face) if shown else None


class HeadCard(QWidget):
    """Painted only; `tick` moves the clock by arithmetic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CaseView | None = None
        self.codes, self.illness = "", ""
        self._clock: tuple[ClockReading, Face] | None = None
        self.setFixedHeight(HIGH)

    def show_case(self, view: CaseView, at: Time) -> None:
        """Show a case."""
        self.view = view
        self.tick(at)
        self.setAccessibleName(f"{view.name} {view.subtitle} {view.stage}")

    def show_content(self, content: Mapping[str, Any]) -> None:
        """The diagnosis and its codes as the report says them."""
        self.illness = re.split(r"[（(；;，,]", str(content.get("clinical") or ""))[0]
        staging = " ".join(str(content[name]) for name in ("tnm_version", "tnm") if content.get(name))
        parts = [str(content.get(name) or "") for name in ("icd10", "icdo3")]
        self.codes = "·".join(part for part in (*parts, staging.replace("第 8 版", "8").replace("第8版", "8")) if part)
        self.update()

    def tick(self, at: Time) -> None:
        """Move the clock."""
        if self.view is not None:
            self._clock = report_clock(self.view, at)
            if self._clock is not None:
                self.setAccessibleDescription(self._clock[1].spoken)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tile, names, ids and clock."""
        painter, view = QPainter(self), self.view
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if view is None:
            return
        right = self._paint_clock(painter) - 16
        keys = fonts.width("上一件 / 下一件", "caption") + 8 + 2 * (keycap.width("K") + 4)
        chips.draw_tile(painter, 16, 16, Service.MD)
        x = 52.0 + text.draw(painter, 52, 6, 24, view.name, "section", keep=True)
        who = "·".join(part for part in (_age(view), self.illness) if part)
        x += 10 + text.draw(painter, x + 10, 7, 24, who, "body", "text2", room=260)
        x += 12 + self._paint_reviewed(painter, x + 12, view)
        if self.codes and x + 12 + chips.tag_width(self.codes) < right:
            chips.draw_tag(painter, x + 12, 8, self.codes, "plain", 20)
        quota = "·".join(f"权益 {tile.used + tile.reserved}/{tile.total} 已{'用' if tile.used else '预留'}"
                         for tile in view.quotas if tile.own)  # fmt: skip
        parts = (view.number, view.policy.split("·")[0].strip(), quota, f"负责人 {view.owner}" if view.owner else "")
        text.draw(painter, 52, 31, 18, "·".join(part for part in parts if part), "caption", "text3",
                  room=round(right - keys - 60))  # fmt: skip
        x = right - keys + 8
        x += text.draw(painter, x, 31, 18, "上一件 / 下一件", "caption", "text3") + 8
        for key in ("K", "J"):
            x += keycap.draw(painter, x, 31, key, "surface") + 4

    @staticmethod
    def _paint_reviewed(painter: QPainter, x: float, view: CaseView) -> int:
        wide = fonts.width("恶性肿瘤审核通过", "caption", 500) + 32
        if any(step.verb == "review" for step in view.steps):
            return 0
        cards.rounded(painter, QRectF(x, 8, wide, 20), 4, "ok_bg")
        glyphs.draw(painter, x + 7, 12, "ok", theme.colour("ok_fg"))
        text.draw(painter, x + 24, 8, 20, "恶性肿瘤审核通过", "caption", "ok_fg", 500)
        return wide

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


def _age(view: CaseView) -> str:
    """`男 58 岁`, of the case's own line."""
    return next((part.strip() for part in view.subtitle.split("·") if "岁" in part), "")


def now_of(source: Any) -> Time:
    """The moment with calendar and hours."""
    moment: datetime = source.now()
    return Time(moment, source.calendar, source.hours)
