"""Who the reading is for and how far it has come: one card of 56 px with the four stations and the report's clock."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.casework.consulting.rows import ReadingSheet
from desktop.casework.rows import CaseView, Stage
from desktop.handbook.vocabulary import Service
from desktop.ui import cards, chips, fonts, glyphs, icons, text, theme
from desktop.ui.case.clock_lines import Time
from desktop.ui.workspace.head_card import CaseCard, Clock, age_of, measuring_clock, paint_whereabouts

STEP = 80
STATIONS = ("首呼", "收件", "解读", "寄送")
_SIGNS = {"done": ("ok", "ok_fg"), "now": ("soon", "accent"), "ahead": ("calm", "text3"), "gap": ("pause", "text3")}


def report_clock(view: CaseView, at: Time) -> Clock | None:
    """The clock of the report once it runs, else the current one."""
    return measuring_clock(view, at, lambda one: one.name == "nd.report" and one.started is not None)


class HeadCard(CaseCard):
    """The reading's case and the four stations it passes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ReadingSheet | None = None
        self.count = 0

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

    def _stages(self) -> list[Stage]:
        return [one for one in (self.view.stages if self.view else ()) if one.title in STATIONS]

    def clock_at(self, at: Time) -> Clock | None:
        """The clock of the report once it runs, else the current one."""
        return report_clock(self.view, at) if self.view is not None else None

    def _paint_case(self, painter: QPainter, view: CaseView, left: float) -> None:
        stages = left - len(self._stages()) * STEP - 8
        self._paint_stages(painter, stages)
        chips.draw_tile(painter, 16, 16, Service.ND)
        x = 52 + text.draw(painter, 52, 6, 24, view.name, "section", keep=True)
        kind = self.sheet.nodule_title if self.sheet else ""
        who = "·".join(part for part in (age_of(view), f"{kind} {self.count} 枚" if self.count else kind) if part)
        lock = fonts.width("服务已生效", "caption", 500) + 38 if self.sheet and self.sheet.lock else 0
        x += 10 + text.draw(painter, x + 10, 7, 24, who, "body", "text2", room=max(40, round(stages - x - lock - 24)))
        if lock:
            cards.rounded(painter, QRectF(x + 12, 8, lock - 6, 20), 4, "ok_bg")
            icons.draw(painter, x + 18, 11, "lock", "ok_fg", 14)
            text.draw(painter, x + 38, 8, 20, "服务已生效", "caption", "ok_fg", 500)
        paint_whereabouts(painter, view, round(stages - 60))

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


def _mark(stage: Stage) -> str:
    if stage.when is not None:
        return f"{stage.when.month}/{stage.when.day}"
    return {"now": "进行中", "gap": "缺"}.get(stage.state, "签发后" if stage.title == "寄送" else "")
