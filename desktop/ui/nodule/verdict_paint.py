"""Verdicts, categories and growth as they are painted: pills, boxes, and the slope between two examinations."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.handbook.nodules.comparing import Agreement
from desktop.handbook.nodules.growth import Growth, GrowthRules
from desktop.ui import cards, fonts, glyphs, text, theme

LOOKS = {
    Agreement.AGREES: ("ok", "ok_bg", "ok_fg"), Agreement.BORDER: ("approx", "soon_bg", "soon_fg"),
    Agreement.DIFFERS: ("breach", "crit_bg", "crit_fg"), Agreement.UNKNOWN: ("wait", "bg_subtle", "text2"),
}  # fmt: skip
PILL = 22


def draw_pill(painter: QPainter, x: float, y: float, agreement: Agreement) -> int:
    """Draw a verdict's pill; returns its width."""
    sign, ground, ink = LOOKS[agreement]
    wide = fonts.width(agreement.value, "dense", 600) + 42
    cards.rounded(painter, QRectF(x, y, wide, PILL), PILL / 2, ground)
    glyphs.draw(painter, x + 11, y + 5, sign, theme.colour(ink))
    text.draw(painter, x + 30, y, PILL, agreement.value, "dense", ink, 600)
    return wide


def draw_category(painter: QPainter, box: QRectF, category: str, *, record: bool) -> None:
    """Draw a category in its box; the expert's is the value of record."""
    cards.rounded(painter, box, 6, "info_bg" if record else "bg_subtle", "accent" if record else "border",
                  1.5 if record else 1)  # fmt: skip
    words = category or "—"
    role = "section" if fonts.width(words, "section", 600) <= box.width() - 8 else "caption"
    lines = text.wrap(words, round(box.width()) - 8, role) if role == "caption" else [words]
    for place, line in enumerate(lines[:2]):
        high = box.height() / min(2, len(lines))
        text.draw_centred(painter, box.x(), box.y() + place * high, box.width(), high, line, role,
                          "text" if record else "text3", 600 if record else 500)  # fmt: skip


class Slope(NamedTuple):
    """Two sizes in mm on two days, and from where on the later one is growth."""

    before: float
    after: float
    first: date
    second: date
    limit: float
    limit_words: str
    grown: bool


def slope_of(
    growth: Growth | None, days: tuple[date | None, date | None], kind: str, rules: GrowthRules
) -> Slope | None:
    """The slope of a growth; None while a size or a day is unknown."""
    if growth is None or growth.before_mm is None or growth.after_mm is None or days[0] is None or days[1] is None:
        return None
    before, words = growth.before_mm, f"界值 +{rules.lung_mm:g}"
    limit = before + rules.lung_mm
    if kind == "breast":
        limit, words = before * (1 + rules.breast_percent / 100), f"界值 +{rules.breast_percent:g}%"
    elif kind == "thyroid":
        limit = max(before * (1 + rules.thyroid_percent / 100), before + rules.thyroid_mm)
        words = f"界值 +{rules.thyroid_percent:g}% 且 {rules.thyroid_mm:g} mm"
    grown = growth.change is not None and growth.change.value in ("growing", "slow_growing")
    return Slope(before, growth.after_mm, days[0], days[1], limit, words, grown)


def draw_slope(painter: QPainter, box: QRectF, slope: Slope) -> None:
    """Draw both sizes with the band in which a change is none; 192×126 in the card."""
    left, right = box.x() + 34, box.right() - 40
    top, bottom = box.y() + 14, box.bottom() - 34
    low = min(slope.before, slope.after) - 0.6
    high = max(slope.before, slope.after, slope.limit) + 0.6

    def level(size: float) -> float:
        return bottom - (size - low) / (high - low) * (bottom - top)

    band = QRectF(left, level(slope.limit), right - left, level(slope.before) - level(slope.limit))
    painter.fillRect(band, theme.colour("bg_subtle"))
    painter.setPen(QPen(theme.colour("border_strong"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(band.topLeft(), band.topRight())
    ink = "soon_fg" if slope.grown else "text2"
    ends = QPointF(left, level(slope.before)), QPointF(right, level(slope.after))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(ink), 2))
    painter.drawLine(*ends)
    painter.setBrush(theme.colour("bg_surface"))
    for end in ends:
        painter.drawEllipse(end, 3.5, 3.5)
    low_side = slope.after > (slope.before + slope.limit) / 2
    y = band.bottom() - 19 if low_side else band.top() + 1
    x = right - fonts.width(slope.limit_words, "caption") - 4 if low_side else left + 4
    text.draw(painter, x, y, 18, slope.limit_words, "caption", "text2")
    text.draw_right(painter, left - 8, ends[0].y() - 10, 20, f"{slope.before:.1f}", "dense", "text2", 500)
    text.draw(painter, right + 8, ends[1].y() - 10, 20, f"{slope.after:.1f}", "dense", "text", 600)
    text.draw_centred(painter, left - 34, box.bottom() - 22, 76, 18, f"{slope.first}", "caption", "text3")
    text.draw_centred(painter, right - 40, box.bottom() - 22, 76, 18, f"{slope.second}", "caption", "text3")
