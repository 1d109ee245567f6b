"""Who it is about and until when: the case in one card of 56 px, its clock at the right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.vocabulary import Service
from desktop.ui import cards, chips, fonts, glyphs, keycap, text, theme
from desktop.ui.case.clock_lines import Time
from desktop.ui.workspace.head_card import CaseCard, Clock, age_of, measuring_clock, paint_whereabouts


class HeadCard(CaseCard):
    """The consultation's case, its illness and codes as the report says them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes, self.illness = "", ""

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

    def clock_at(self, at: Time) -> Clock | None:
        """The clock of the report, else the current one: the card shows what the work here is measured by."""
        return measuring_clock(self.view, at, lambda one: one.name == "md.report") if self.view is not None else None

    def _paint_case(self, painter: QPainter, view: CaseView, left: float) -> None:
        right = left - 16
        keys = fonts.width("上一件 / 下一件", "caption") + 8 + 2 * (keycap.width("K") + 4)
        chips.draw_tile(painter, 16, 16, Service.MD)
        x = 52.0 + text.draw(painter, 52, 6, 24, view.name, "section", keep=True)
        who = "·".join(part for part in (age_of(view), self.illness) if part)
        x += 10 + text.draw(painter, x + 10, 7, 24, who, "body", "text2", room=260)
        x += 12 + self._paint_reviewed(painter, x + 12, view)
        if self.codes and x + 12 + chips.tag_width(self.codes) < right:
            chips.draw_tag(painter, x + 12, 8, self.codes, "plain", 20)
        paint_whereabouts(painter, view, round(right - keys - 60))
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
