"""The doctors beside the roster: who may answer, and what the others lack (PD-03)."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.rows import DoctorCard
from desktop.ui import cards, glyphs, text, theme

_ROW = 66


class DoctorList(QWidget):
    """Those in service first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doctors: tuple[DoctorCard, ...] = ()

    def show_doctors(self, doctors: tuple[DoctorCard, ...]) -> None:
        """Show these."""
        self.doctors = doctors
        self.setMinimumHeight(max(1, len(doctors)) * _ROW)
        self.setAccessibleName("；".join(one.unfit or f"{one.name} 可接听" for one in doctors) or "还没有登记医生")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each doctor with what is met or lacking."""
        painter = QPainter(self)
        if not self.doctors:
            text.draw(painter, 4, 0, 32, "还没有登记医生，按 N 登记", "dense", "text3")
        for place, one in enumerate(self.doctors):
            y, wide = place * _ROW, self.width()
            sign, tint = ("breach", "breach_bar") if one.unfit else ("ok", "ok_fg")
            glyphs.draw(painter, 2, y + 8, sign, theme.colour(tint))
            used = text.draw(painter, 22, y + 2, 24, one.name, "body", "text", 600, keep=True)
            title = one.title if one.active else f"{one.title}·停用"
            text.draw(painter, 30 + used, y + 2, 24, title, "caption", "text2")
            departments = "·".join(one.departments) or "未定科室"
            text.draw(painter, 22, y + 24, 18, f"{departments}·{one.hospital}", "caption", "text3", room=wide - 24)
            said = one.unfit.partition("：")[2] if one.unfit else "符合接听资格"
            text.draw(painter, 22, y + 42, 18, said, "caption", tint, room=wide - 24)
            cards.hairline(painter, 0, wide, y + _ROW - 3)
