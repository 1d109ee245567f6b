"""Who the reading is for and how far it has come: one card of 56 px with the four stations and the report's clock."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.consulting.rows import ReadingSheet
from desktop.casework.rows import CaseView, Stage
from desktop.handbook.countdown import Face
from desktop.handbook.vocabulary import ClockReading, Service
from desktop.ui import cards, chips, fonts, glyphs, icons, sla_cell, text, theme
from desktop.ui.case.clock_lines import CHIPS, Time, clock_lines

HIGH, STEP = 56, 80
STATIONS = ("首呼", "收件", "解读", "寄送")
_SIGNS = {"done": ("ok", "ok_fg"), "now": ("soon", "accent"), "ahead": ("calm", "text3"), "gap": ("pause", "text3")}


def report_clock(view: CaseView, at: Time) -> tuple[ClockReading, Face] | None:
    """The clock of the report once it runs, else the current one."""
    lines = clock_lines(view, at)
    named = [line for line in lines if line.reading.name == "nd.report" and line.reading.started is not None]
    shown = named or [line for line in lines if line.current] or list(lines[:1])
    return (shown[0].reading, shown[0].face) if shown else None


class HeadCard(QWidget):
    """Painted only; `tick` moves the clock by arithmetic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: CaseView | None = None
        self.sheet: ReadingSheet | None = None
        self.count = 0
        self._clock: tuple[ClockReading, Face] | None = None
        self.setFixedHeight(HIGH)

    def show_case(self, view: CaseView, sheet: ReadingSheet | None, at: Time) -> None:
        """Show a case."""
        self.view, self.sheet = view, sheet
        stages = "，".join(f"{one.title} {_mark(one)}" for one in self._stages())
        self.setAccessibleName(f"{view.name} {view.subtitle}，{stages}")
        self.tick(at)

    def show_count(self, count: int) -> None:
        """How many nodules the reading describes."""
        self.count = count
        self.update()

    def tick(self, at: Time) -> None:
        """Move the clock."""
        if self.view is not None:
            self._clock = report_clock(self.view, at)
            self.setAccessibleDescription(self._clock[1].spoken if self._clock else "")
            self.update()

    def _stages(self) -> list[Stage]:
        return [one for one in (self.view.stages if self.view else ()) if one.title in STATIONS]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tile, names, stations and clock."""
        painter, view = QPainter(self), self.view
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if view is None:
            return
        left = self._paint_clock(painter)
        stages = left - len(self._stages()) * STEP - 8
        self._paint_stages(painter, stages)
        chips.draw_tile(painter, 16, 16, Service.ND)
        x = 52 + text.draw(painter, 52, 6, 24, view.name, "section", keep=True)
        kind = self.sheet.nodule_title if self.sheet else ""
        who = "·".join(part for part in (_age(view), f"{kind} {self.count} 枚" if self.count else kind) if part)
        lock = fonts.width("服务已生效", "caption", 500) + 38 if self.sheet and self.sheet.lock else 0
        x += 10 + text.draw(painter, x + 10, 7, 24, who, "body", "text2", room=max(40, round(stages - x - lock - 24)))
        if lock:
            cards.rounded(painter, QRectF(x + 12, 8, lock - 6, 20), 4, "ok_bg")
            icons.draw(painter, x + 18, 11, "lock", "ok_fg", 14)
            text.draw(painter, x + 38, 8, 20, "服务已生效", "caption", "ok_fg", 500)
        quota = "·".join(f"权益 {one.used + one.reserved}/{one.total} 已{'用' if one.used else '预留'}"
                         for one in view.quotas if one.own)  # fmt: skip
        parts = (view.number, view.policy.split("·")[0].strip(), quota, f"负责人 {view.owner}" if view.owner else "")
        text.draw(painter, 52, 31, 18, "·".join(part for part in parts if part), "caption", "text3",
                  room=round(stages - 60))  # fmt: skip

    def _paint_stages(self, painter: QPainter, left: float) -> None:
        for place, stage in enumerate(self._stages()):
            x = left + place * STEP
            sign, tint = _SIGNS[stage.state]
            glyphs.draw(painter, x, 12, sign, theme.colour(tint))
            now = stage.state == "now"
            ink = "text2" if stage.state == "ahead" else "text"
            used = text.draw(painter, x + 20, 8, 20, stage.title, "dense", ink, 600 if now else 500)
            text.draw(painter, x + 20, 31, 18, _mark(stage), "caption", "text2")
            if place < len(self._stages()) - 1:
                cards.hairline(painter, x + 26 + used, x + STEP - 8, 18)

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
    return next((part.strip() for part in view.subtitle.split("·") if "岁" in part), "")


def _mark(stage: Stage) -> str:
    if stage.when is not None:
        return f"{stage.when.month}/{stage.when.day}"
    return {"now": "进行中", "gap": "缺"}.get(stage.state, "签发后" if stage.title == "寄送" else "")
