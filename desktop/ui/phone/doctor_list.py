"""The doctors beside the roster: who may answer, and what the others lack (PD-03)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.phone.rows import DoctorCard
from desktop.ui import cards, glyphs, text, theme

_ROW = 66


class DoctorList(QWidget):
    """Those in service first; `opened` tells of a double click on one."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doctors: tuple[DoctorCard, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def current(self) -> DoctorCard | None:
        """The doctor with the cursor."""
        return self.doctors[self.at] if self.at < len(self.doctors) else None

    def step(self, places: int) -> None:
        """Move the cursor."""
        self.at = min(max(self.at + places, 0), max(0, len(self.doctors) - 1))
        self._say()

    def show_doctors(self, doctors: tuple[DoctorCard, ...]) -> None:
        """Show these; the cursor stays on its doctor."""
        known = self.current.id if self.current else 0
        self.doctors = doctors
        self.at = next((place for place, one in enumerate(doctors) if one.id == known), 0)
        self.setMinimumHeight(max(1, len(doctors)) * _ROW)
        self._say()

    def _say(self) -> None:
        one = self.current
        self.setAccessibleName(f"{one.name}，{one.unfit or '可接听'}，Enter 修改" if one else "还没有登记医生")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor on a doctor."""
        self.at = min(int(event.position().y()) // _ROW, max(0, len(self.doctors) - 1))
        self._say()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens one."""
        self.mousePressEvent(event)
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each doctor with what is met or lacking."""
        painter = QPainter(self)
        if not self.doctors:
            text.draw(painter, 4, 0, 32, "还没有登记医生，按 N 登记", "dense", "text3")
        for place, one in enumerate(self.doctors):
            y, wide = place * _ROW, self.width()
            if self.hasFocus() and place == self.at:
                cards.rounded(painter, QRectF(0, y - 1, wide, _ROW - 3), 6, "bg_selected")
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
