"""What stands under the pasted notice: its verdict or troubles, its holidays, and the deadlines it moves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.calendars.calendars_desk import Draft
from desktop.handbook.year_notice import Trouble
from desktop.ui import cards, chips, fonts, glyphs, icons, text, theme
from desktop.ui.case.keys import Key
from desktop.ui.working_days.words import (
    EffectRow,
    FeastRow,
    effect_rows,
    effects_title,
    feast_row,
    troubles_of,
    verdict,
)

_LINE, _FEAST, _EFFECT = 22, 25, 44
_SHOWN_TROUBLES = 6
_TONES = {"moved": "text", "visit": "soon_fg", "firm": "text2", "estimated": "soon_fg"}


class Verdict(QWidget):
    """One green line when the text agrees with itself, else a line for each trouble with its line number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.troubles = "", tuple[Trouble, ...]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_draft(None)

    def show_draft(self, draft: Draft | None) -> None:
        """Show what is to be said of a draft."""
        self.troubles = troubles_of(draft.notice) if draft else ()
        sound = draft is not None and draft.notice.sound
        self.words = verdict(draft) if draft is not None and sound and not self.troubles else ""
        if draft is not None and sound and self.troubles:
            self.words = "可以启用；有没有用到的文字"
        self.setAccessibleName("；".join((*([self.words] if self.words else []), *map(str, self.troubles))))
        self.setToolTip(self.accessibleName())
        self.setFixedHeight(_LINE * (bool(self.words) + len(self._shown())) + 2)
        self.update()

    def _shown(self) -> list[str]:
        told = [str(one) for one in self.troubles[:_SHOWN_TROUBLES]]
        rest = len(self.troubles) - len(told)
        return [*told[:-1], f"{told[-1]}；另有 {rest} 处"] if rest else told

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, y = QPainter(self), 0
        if self.words:
            icons.draw(painter, 0, 3, "check", "ok_fg")
            text.draw(painter, 22, 0, _LINE, self.words, "caption", "ok_fg", 500, room=self.width() - 22)
            y = _LINE
        for words, trouble in zip(self._shown(), self.troubles, strict=False):
            glyphs.draw(painter, 2, y + 5, "breach" if trouble.blocks else "wait", theme.colour("soon_fg"))
            tint = "soon_fg" if trouble.blocks else "text2"
            text.draw(painter, 22, y, _LINE, words, "caption", tint, 500, room=self.width() - 22)
            y += _LINE


class FeastList(QWidget):
    """The holidays: name, span, days and make-up days, 25 px a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FeastRow, ...] = ()
        self.setAccessibleName("识别的节日")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_draft(self, draft: Draft | None) -> None:
        """Show a notice's holidays; one changed day has none to show."""
        wanted = draft is not None and draft.origin != "day"
        self.rows = tuple(map(feast_row, draft.notice.feasts)) if draft is not None and wanted else ()
        self.setAccessibleDescription("；".join(" ".join(row) for row in self.rows))
        self.setFixedHeight(_FEAST * len(self.rows))
        self.setVisible(bool(self.rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter, wide = QPainter(self), self.width()
        span, days, makeups = 64, int(wide * 0.47), int(wide * 0.57)
        for place, row in enumerate(self.rows):
            y = place * _FEAST
            text.draw(painter, 0, y, _FEAST, row.name, "dense", room=span - 4)
            text.draw(painter, span, y, _FEAST, row.span, "caption", "text2", room=days - span - 4)
            text.draw(painter, days, y, _FEAST, row.days, "caption", "text2")
            if row.makeups:
                cards.rounded(painter, QRectF(makeups, y + 6, 12, 12), 4, "soon_bg", "soon_bar")
                text.draw(painter, makeups + 20, y, _FEAST, row.makeups, "caption", "soon_fg", 500,
                          room=wide - makeups - 20)  # fmt: skip
            else:
                text.draw(painter, makeups, y, _FEAST, "无补班", "caption", "text2")
            cards.hairline(painter, 0, wide, y + _FEAST - 1)


class EffectHead(QWidget):
    """The heading over the list of effects, with its counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = ""
        self.setFixedHeight(30)

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft's counts."""
        self.fact = effects_title(draft.preview) if draft is not None and draft.preview is not None else ""
        self.setAccessibleName(f"启用后会移动的时限，{self.fact}")
        self.setVisible(bool(self.fact))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading and counts."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 4, 24, "启用后会移动的时限", "body", "text", 600)
        room = self.width() - used - 12
        wide = min(fonts.width(self.fact, "caption"), room)
        text.draw(painter, self.width() - wide, 4, 24, self.fact, "caption", "text2", room=room)


class EffectList(QWidget):
    """The deadlines that become others; J and K or the arrows walk, `opened` carries a case's id."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[EffectRow, ...] = ()
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("会移动的时限")

    def show_draft(self, draft: Draft | None) -> None:
        """Show a draft's effects."""
        self.rows = effect_rows(draft.preview) if draft is not None and draft.preview is not None else ()
        self.at = 0
        self.setMinimumHeight(max(1, _EFFECT * len(self.rows)))
        self.go(0)

    def go(self, step: int) -> None:
        """Go up or down."""
        self.at = min(max(self.at + step, 0), max(0, len(self.rows) - 1))
        if self.rows:
            row = self.rows[self.at]
            self.setAccessibleDescription(f"{row.name} {row.clocks} {row.old} {row.new}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the row under the pointer."""
        self.go(int(event.position().y() // _EFFECT) - self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, and open the case."""
        step = {Key.Key_J: 1, Key.Key_Down: 1, Key.Key_K: -1, Key.Key_Up: -1}.get(Key(event.key()), 0)
        if step:
            self.go(step)
        elif event.key() in (Key.Key_Return, Key.Key_Enter) and self.rows:
            self.opened.emit(self.rows[self.at].case_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        if not self.rows:
            text.draw(painter, 0, 0, 32, "没有未完成的时限会移动", "dense", "text2", room=self.width())
        for place, row in enumerate(self.rows):
            self._paint_row(painter, row, place * _EFFECT, place == self.at and self.hasFocus())

    def _paint_row(self, painter: QPainter, row: EffectRow, y: int, on: bool) -> None:
        wide, half = self.width(), int(self.width() * 0.45)
        if on:
            cards.rounded(painter, QRectF(0, y, wide, _EFFECT - 1), 4, "bg_selected")
        chips.draw_tile(painter, 4, y + 5, row.service, 20)
        used = 34 + text.draw(painter, 34, y + 2, 20, row.name, "dense", "text", 600, keep=True) + 6
        text.draw(painter, used, y + 2, 20, row.clocks, "caption", "text2", room=max(24, half - used))
        visit = "soon_fg" if row.tone == "visit" else "text2"
        text.draw(painter, 34, y + 21, 18, row.visit, "caption", visit, room=half - 34)
        self._paint_days(painter, row, y, half)
        cards.hairline(painter, 0, wide, y + _EFFECT - 1)

    @staticmethod
    def _paint_days(painter: QPainter, row: EffectRow, y: int, half: int) -> None:
        right, middle = half + 76, y + _EFFECT / 2
        moved = row.tone == "moved"
        used = text.draw_right(painter, right, y, _EFFECT, row.old, "caption", "text2")
        if moved:
            painter.setPen(theme.colour("text2"))
            painter.drawLine(QPointF(right - used, middle + 1), QPointF(right, middle + 1))
            icons.draw(painter, right + 8, middle - 8, "arrow-right", "text2")
        text.draw(painter, right + (30 if moved else 12), y, _EFFECT, row.new, "dense" if moved else "caption",
                  _TONES[row.tone], 600 if moved else 500, keep=moved)  # fmt: skip
