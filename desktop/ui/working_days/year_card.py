"""The left card: the years as tabs, the legend, the grid, the next year's strip and the line about one day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.calendars.rows import YearPage
from desktop.handbook.workdays import DayFact, DayKind
from desktop.handbook.year_notice import short_name
from desktop.ui import cards, fonts, glyphs, icons, text, theme
from desktop.ui.working_days.words import RULE, day_words
from desktop.ui.working_days.year_grid import YearGrid

_TAB_PAD, _HEAD = 12, 54
_STRIP, _NOTE = 118, 44


class YearHead(QWidget):
    """The years as tabs, the legend and the year's sum; `wanted` carries the year of a tab that was clicked."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: YearPage | None = None
        self._tabs: list[tuple[QRectF, int]] = []
        self.setFixedHeight(_HEAD)

    def show_page(self, page: YearPage) -> None:
        """Show a year's tabs and sums."""
        self.page = page
        days = f"全年 {page.workdays} 工作日，放假 {len(page.holidays)}，补班 {len(page.makeups)}"
        self.setAccessibleName(f"{page.year} 年，{days}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to the year of a tab."""
        for box, year in self._tabs:
            if box.contains(event.position()):
                self.wanted.emit(year)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tabs, legend and sum."""
        if self.page is None:
            return
        painter, page = QPainter(self), self.page
        self._paint_tabs(painter, page)
        total = f"全年 {page.workdays} 工作日"
        right = self.width() - 16 - text.draw_right(painter, self.width() - 16, 12, 32, total, "dense", "text", 600)
        self._paint_legend(painter, page, right - 24)
        cards.hairline(painter, 0, self.width(), _HEAD - 1)

    def _paint_tabs(self, painter: QPainter, page: YearPage) -> None:
        tabs = page.neighbours if page.year in dict(page.neighbours) else (
            *page.neighbours, (page.year, "国务院通知" if page.published else "预估")
        )  # fmt: skip
        self._tabs, x = [], 16.0
        for year, what in sorted(tabs):
            on = year == page.year
            wide = 2 * _TAB_PAD + fonts.width(str(year), "body", 600) + 8 + fonts.width(what, "caption")
            box = QRectF(x, 12, wide, 30)
            if on:
                cards.rounded(painter, box, 6, "bg_selected")
            ink, weight = ("text", 600) if on else ("text2", 0)
            used = text.draw(painter, x + _TAB_PAD, 12, 30, str(year), "body", ink, weight)
            tint = "soon_fg" if what == "预估" else "text2"
            text.draw(painter, x + _TAB_PAD + used + 8, 13, 30, what, "caption", tint)
            self._tabs.append((box, year))
            x += wide + 4

    def _paint_legend(self, painter: QPainter, page: YearPage, right: float) -> None:
        parts = (("今天", "accent", ""), (f"补班 {len(page.makeups)}", "soon_bg", "soon_bar"),
                 (f"放假 {len(page.holidays)}", "ok_bg", ""))  # fmt: skip
        for words, fill, edge in parts:
            right -= text.draw_right(painter, right, 12, 32, words, "caption", "text2") + 8
            cards.rounded(painter, QRectF(right - 14, 21, 14, 14), 4, fill, edge or None)
            right -= 14 + 16


class EstimateStrip(QWidget):
    """A year without a notice as one strip: its statutory days, marked as an estimate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: YearPage | None = None
        self.setFixedHeight(_STRIP)

    def show_page(self, page: YearPage | None) -> None:
        """Show a year's strip, or nothing when its notice is there."""
        self.page = page if page is not None and not page.published else None
        self.setVisible(self.page is not None)
        if self.page is not None:
            self.setAccessibleName(f"{self.page.year} 年预估：按法定节日推算，无调休；通知未启用")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading, months and holidays."""
        if self.page is None:
            return
        painter, page, wide = QPainter(self), self.page, self.width() - 32.0
        cards.hairline(painter, 0, self.width(), 0)
        x = 16 + text.draw(painter, 16, 8, 24, str(page.year), "section") + 12
        glyphs.draw(painter, x, 14, "approx", theme.colour("soon_fg"))
        words = f"预估：按法定节日推算，无调休；凡触及 {page.year} 的时限都带此标记"
        text.draw(painter, x + 18, 8, 24, words, "caption", "soon_fg", 500, room=int(wide - x - 100))
        text.draw_right(painter, 16 + wide, 8, 24, "通知未启用", "caption", "text2")
        self._paint_months(painter, wide)
        self._paint_feasts(painter, page, wide)

    @staticmethod
    def _paint_months(painter: QPainter, wide: float) -> None:
        for month in range(12):
            x = 16 + month * wide / 12
            painter.fillRect(QRectF(x, 40, wide / 12 - 2, 26), cards.shade_of("bg_subtle"))
            text.draw_centred(painter, x, 68, wide / 12, 18, f"{month + 1}月", "caption", "text2")

    @staticmethod
    def _paint_feasts(painter: QPainter, page: YearPage, wide: float) -> None:
        first, after, told = date(page.year, 1, 1), 0.0, ""
        for fact in page.holidays:
            at = 16 + (fact.date - first).days / 365 * wide
            painter.fillRect(QRectF(at, 40, max(2.0, wide / 365), 26), cards.shade_of("ok_fg"))
            name = fact.name.split("、")[0]
            if name != told:
                words = "除夕" if name == "春节" else short_name(name)
                x = max(at - fonts.width(words, "caption") / 2, after, 12.0)
                after = x + text.draw(painter, x, 88, 18, words, "caption", "ok_fg") + 6
                told = name


class DayNote(QWidget):
    """The line under the grid: the rule, or the day under the cursor and how to change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = RULE
        self.setFixedHeight(_NOTE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line on its ground."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_subtle")
        icons.draw(painter, 14, (_NOTE - 16) / 2, "info", "text2")
        text.draw(painter, 42, 0, _NOTE, self.words, "caption", "text2", room=self.width() - 54)


class YearCard(cards.Card):
    """Head, grid, strip and note in one card; the strip gives way to the grid when the window is low."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", padding=0, parent=parent)
        self.head, self.grid, self.strip, self.note = YearHead(self), YearGrid(), EstimateStrip(self), DayNote()
        self.setAccessibleName("年历")
        self.body.setSpacing(0)
        self.body.addWidget(self.head)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 6)
        inner.addWidget(self.grid, 1)
        self.body.addLayout(inner, 1)
        self.body.addWidget(self.strip)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 6, 16, 14)
        foot.addWidget(self.note)
        self.body.addLayout(foot)
        self.grid.moved.connect(self._tell_day)
        self._touched = False

    def sizeHint(self) -> QSize:
        """As wide as the design's."""
        return QSize(740, 780)

    def show_page(self, page: YearPage, following: YearPage | None) -> None:
        """Show a year, and the one after it as a strip while it is an estimate."""
        self.head.show_page(page)
        self.strip.show_page(following)
        self._touched = False
        self.grid.show_year(page.months, page.now.date())
        self.note.say(RULE)
        self._touched = True

    def _tell_day(self, fact: DayFact) -> None:
        if self._touched:
            worked = "改为放假" if fact.kind in (DayKind.WORK, DayKind.MAKEUP) else "改为上班"
            self.note.say(f"{day_words(fact)} · 按 Enter 看{worked}会移动哪些时限")

