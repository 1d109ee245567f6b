"""One nodule as a card: head, nine fields or its form, the slope, and the verdict with what Enter does about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.handbook.nodules.cross_check import Judged
from desktop.ui import cards, chips, fonts, text
from desktop.ui.buttons import Button
from desktop.ui.nodule import nodule_words as words
from desktop.ui.nodule.diagram import draw_marker
from desktop.ui.nodule.finding_form import FindingForm
from desktop.ui.nodule.own_keys import OVERRIDE, keeps_moves
from desktop.ui.nodule.verdict_paint import Slope, draw_category, draw_pill, draw_slope

HIGH, HEAD, FOOT, CELL_WIDE, CELL_HIGH = 252, 42, 80, 112, 42


class NoduleCard(QWidget):
    """`chosen` at a click on it, `deed` what its button asks for."""

    chosen = Signal(int)
    deed = Signal(int, str)

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.on = place, False
        self.row: Mapping[str, Any] = {}
        self.judged: Judged | None = None
        self.slope: Slope | None = None
        self.form: FindingForm | None = None
        self.button = Button("复核", "Enter", height=32, role="dense", parent=self)
        self.button.clicked.connect(self._act)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HIGH)

    def show_nodule(self, row: Mapping[str, Any], judged: Judged, slope: Slope | None, *, on: bool) -> None:
        """Show a nodule."""
        self.row, self.judged, self.slope, self.on = row, judged, slope, on
        title, _ = words.button_of(row, judged)
        self.button.key = "F2" if title == "复核" else "Enter"
        self.button.set_title(title)
        said = "，".join(words.verdict_lines(row, judged))
        self.setAccessibleName(f"结节 {row.get('number')} {row.get('place', '')}")
        self.setAccessibleDescription(
            f"专家 {row.get('category', '未给')}，计算 {judged.computed or '无'}，{judged.agreement.value}，{said}"
        )
        self._arrange()
        self.update()

    def lend(self, form: FindingForm | None) -> None:
        """Take the form in, or give it back."""
        self.form = form
        if form is not None:
            form.setParent(self)
            form.show()
        self._arrange()

    def _act(self) -> None:
        if self.judged is not None:
            self.deed.emit(self.place, words.button_of(self.row, self.judged)[1])

    def resizeEvent(self, _event: QEvent) -> None:
        """Place form and button."""
        self._arrange()

    def _arrange(self) -> None:
        high = HIGH
        if self.form is not None:
            inner = self.form.sizeHint().height()
            high = HEAD + inner + 12 + FOOT
            self.form.setGeometry(16, HEAD, self.width() - 32, inner)
        if high != self.height():
            self.setFixedHeight(high)
        wide = self.button.sizeHint().width()
        self.button.setGeometry(self.width() - wide - 16, self.height() - 44, wide, 32)

    def event(self, event: QEvent) -> bool:
        """Its button keeps Enter and Space."""
        mine = event.type() == OVERRIDE and keeps_moves(event, self.button)
        return mine or super().event(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click chooses it."""
        self.chosen.emit(self.place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter, judged = QPainter(self), self.judged
        box = QRectF(self.rect())
        cards.rounded(painter, box, 8, "bg_surface", "focus" if self.on else "border", 2 if self.on else 1)
        if judged is None:
            return
        draw_marker(painter, 16, 11, str(self.row.get("number", "")))
        x = 44 + text.draw(painter, 44, 9, 24, str(self.row.get("place") or "还没有位置"), "body", "text", 600)
        if words.tag(self.row):
            chips.draw_tag(painter, x + 10, 11, words.tag(self.row), "plain", 20)
        change, grown = words.change_words(judged.growth, self.row)
        text.draw_right(painter, self.width() - 16, 9, 24, change, "dense", "soon_fg" if grown else "text2",
                        600 if grown else 0)  # fmt: skip
        if self.form is None:
            self._paint_fields(painter)
        self._paint_verdict(painter, judged)

    def _paint_fields(self, painter: QPainter) -> None:
        wide = min(CELL_WIDE, (self.width() - 240) // 3)
        for place, (label, value, heavy) in enumerate(words.cells(self.row)):
            x, y = 16 + place % 3 * wide, HEAD + place // 3 * CELL_HIGH
            text.draw(painter, x, y, 18, label, "caption", "text3", room=wide - 8)
            text.draw(painter, x, y + 18, 20, value, "dense", "text", 600 if heavy else 0, room=wide - 4)
        if self.slope is not None:
            draw_slope(painter, QRectF(self.width() - 204, HEAD + 2, 192, 126), self.slope)

    def _paint_verdict(self, painter: QPainter, judged: Judged) -> None:
        top = self.height() - FOOT
        cards.hairline(painter, 1, self.width() - 1, top)
        for x, label, category, record in (
            (16, "专家", str(self.row.get("category") or ""), True), (74, "计算", judged.computed, False),
        ):  # fmt: skip
            text.draw(painter, x, top + 8, 18, label, "caption", "text2")
            draw_category(painter, QRectF(x, top + 28, 46, 32), category, record=record)
        first, second = words.verdict_lines(self.row, judged)
        x = 134 + draw_pill(painter, 134, top + 9, judged.agreement) + 10
        text.draw(painter, x, top + 9, 22, first, "dense", "text", 600, room=round(self.width() - x - 16))
        room = self.button.x() - 134 - 12
        lines = text.wrap(second, room, "caption")
        for place, line in enumerate(lines[:2]):
            shown = line if place == 0 or len(lines) <= 2 else line[:-1] + "…"
            text.draw(painter, 134, top + 37 + 17 * place, 17, shown, "caption", "text2", room=room)
        self.setToolTip(f"{first}。{second}" if fonts.width(second, "caption") > 2 * room else "")
