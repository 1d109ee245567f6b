"""The plan of a consultation: MD-05 as a tag, the time with its confirmations, the experts, the numbered questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.consulting.rows import ConsultationSheet, Invited
from desktop.casework.wording import MODES, PARTIES
from desktop.handbook.documents.gaps import SIGNATURES
from desktop.ui import cards, chips, fonts, glyphs, icons, keycap, text, theme
from desktop.ui.mdt.words import confirmed_words, meeting_line

HIGH, FOLDED, HEAD, ROW = 248, 44, 40, 30
_TIME, _COLUMNS, _FIRST, _SEEN = HEAD + 2, HEAD + 30, HEAD + 54, 4
_PARTIES = ("customer", "host")


class PlanCard(QWidget):
    """← → and ↑ ↓ go through the parties: customer, place, and each expert. `acted` carries invite, plan or time."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ConsultationSheet | None = None
        self.content: Mapping[str, Any] = {}
        self.at, self.folded = 0, False
        self.setFixedHeight(HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("会诊方案")

    def show_sheet(self, sheet: ConsultationSheet) -> None:
        """Show the plan as it is now."""
        self.sheet = sheet
        self.at = min(self.at, 1 + len(sheet.experts))
        self._say()

    def show_content(self, content: Mapping[str, Any]) -> None:
        """The report tells who has signed, and how long the consultation took."""
        self.content = content
        self.update()

    def set_folded(self, folded: bool) -> None:
        """In a low window only the head stays while one writes."""
        if folded != self.folded:
            self.folded = folded
            self.setFixedHeight(FOLDED if folded else HIGH)

    @property
    def party(self) -> str:
        """Who the cursor is on: customer, host, or an expert's name."""
        return _PARTIES[self.at] if self.at < 2 else self.expert.name if self.expert else ""

    @property
    def expert(self) -> Invited | None:
        """The expert under the cursor."""
        experts = self.sheet.experts if self.sheet else ()
        return experts[self.at - 2] if 2 <= self.at < 2 + len(experts) else None

    def go(self, place: int) -> None:
        """Move the cursor."""
        if self.sheet is not None:
            self.at = max(0, min(place, 1 + len(self.sheet.experts)))
            self._say()

    def _say(self) -> None:
        if self.sheet is not None:
            expert = self.expert
            who = f"{expert.specialty} {expert.name}" if expert else PARTIES.get(self.party, "")
            state = "已确认时间" if self.confirmed(self.party) else "未确认时间"
            self.setAccessibleDescription(f"{who}，{state}，{self.sheet.verdict}")
        self.update()

    def confirmed(self, party: str) -> bool:
        """Whether the proposed time is confirmed by customer, host or an expert."""
        proposal = self.sheet.proposal if self.sheet else None
        return proposal is not None and party not in proposal.waiting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.go(self.at + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a party, or take the invitation's button."""
        x, y = event.position().x(), event.position().y()
        if _FIRST <= y < _FIRST + ROW * self._seen():
            self.go(2 + self._top() + int((y - _FIRST) // ROW))
        elif _TIME <= y < _COLUMNS and x > self.width() / 2:
            self.go(0 if x < self.width() * 0.75 else 1)
        elif y > self.height() - 32:
            self.acted.emit("invite" if x > self.width() - 110 else "plan")
        elif _TIME <= y < _COLUMNS:
            self.acted.emit("time")

    def _seen(self) -> int:
        return min(_SEEN, len(self.sheet.experts)) if self.sheet else 0

    def _top(self) -> int:
        return max(0, self.at - 2 - _SEEN + 1)

    def focusInEvent(self, event: Any) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter, sheet = QPainter(self), self.sheet
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        x = 16 + text.draw(painter, 16, 0, HEAD + 2, "会诊方案", "body", "text", 600)
        if sheet is None:
            return
        if sheet.experts:
            x += 12 + self._paint_verdict(painter, x + 12, sheet)
        room = max(20, self.width() - round(x) - 28)
        text.draw(painter, x + 12, 0, HEAD + 2, _count_words(sheet), "caption", "text2", room=room)
        if self.folded:
            return
        self._paint_time(painter, sheet)
        if sheet.experts:
            self._paint_columns(painter)
            top = self._top()
            for place, expert in enumerate(sheet.experts[top : top + _SEEN]):
                self._paint_expert(painter, _FIRST + place * ROW, expert, place + top + 2 == self.at)
        else:
            words = "按方案的学科邀请专家，跨院也可以" if sheet.questions else "先写方案：哪些学科，回答哪些问题"
            text.draw_centred(painter, 0, _FIRST, self.width(), 60, words, "dense", "text3")
        self._paint_foot(painter, sheet)

    def _paint_verdict(self, painter: QPainter, x: float, sheet: ConsultationSheet) -> int:
        tone, sign, ink = ("ok_bg", "ok", "ok_fg") if sheet.enough else ("soon_bg", "breach", "soon_fg")
        wide = fonts.width(sheet.verdict, "caption", 500) + 32
        cards.rounded(painter, QRectF(x, 11, wide, 20), 4, tone)
        glyphs.draw(painter, x + 7, 15, sign, theme.colour(ink))
        text.draw(painter, x + 24, 11, 20, sheet.verdict, "caption", ink, 500)
        return wide

    def _paint_time(self, painter: QPainter, sheet: ConsultationSheet) -> None:
        icons.draw(painter, 16, _TIME + 6, "video", "text2")
        words = meeting_line(sheet, self.content)
        used = 40 + text.draw(painter, 40, _TIME, 28, words, "dense", "text", 500 if sheet.proposal else 0)
        right = self.width() - 16.0
        if sheet.proposal is None:
            if sheet.held_at is None and sheet.questions:
                chips.draw_hint(painter, used + 12, _TIME + 5, ("B",), "约时间", "surface")
        else:
            self._paint_parties(painter, right, sheet)
        cards.hairline(painter, 16, self.width() - 16, _COLUMNS - 1)

    def _paint_parties(self, painter: QPainter, right: float, sheet: ConsultationSheet) -> None:
        proposal = sheet.proposal
        assert proposal is not None
        experts = confirmed_words(proposal, len(sheet.experts))
        whole = all(one.confirmed for one in sheet.experts)
        parts = [
            (experts, whole and bool(sheet.experts), -1), ("地点", proposal.host, 1), ("客户", proposal.customer, 0),
        ]  # fmt: skip
        for words, good, place in parts:
            wide = fonts.width(words, "caption") + 18
            x = right - wide
            if place == self.at and self.hasFocus():
                cards.focus_ring(painter, QRectF(x - 5, _TIME + 4, wide + 8, 20), 4)
            text.draw(painter, x, _TIME, 28, words, "caption", "text2" if good else "soon_fg")
            name, tint = ("ok", "text2") if good else ("calm", "soon_fg")
            glyphs.draw(painter, right - 13, _TIME + 8, name, theme.colour(tint), 11)
            right = x - 12

    def _paint_columns(self, painter: QPainter) -> None:
        time, sign = self._places()
        for x, words in ((16, "专科"), (124, "专家·医院"), (time, "时间确认"), (sign, "签名")):
            text.draw(painter, x, _COLUMNS, 24, words, "caption", "text3")
        cards.hairline(painter, 16, self.width() - 16, _FIRST - 1)

    def _places(self) -> tuple[float, float]:
        return self.width() - 152, self.width() - 78

    def _paint_expert(self, painter: QPainter, y: float, expert: Invited, on: bool) -> None:
        if on and self.hasFocus():
            cards.rounded(painter, QRectF(6, y + 1, self.width() - 12, ROW - 2), 5, "bg_selected", "focus", 2)
        elif y > _FIRST:
            cards.hairline(painter, 40, self.width() - 16, y)
        ink = "text" if expert.number else "text3"
        if expert.number:
            cards.rounded(painter, QRectF(16, y + 6, 18, 18), 9, "bg_subtle")
        text.draw_centred(painter, 16, y + 6, 18, 18, str(expert.number or "–"), "caption", ink)
        time, sign = self._places()
        text.draw(painter, 42, y, ROW, expert.specialty, "dense", ink, 500, room=80)
        x = 124 + text.draw(painter, 124, y, ROW, expert.name, "dense", "text", 500, room=70)
        where = f"{expert.title}·{expert.hospital}"
        text.draw(painter, x + 8, y, ROW, where, "caption", "text2", room=round(time - x - 16))
        mode = MODES[self.sheet.proposal.mode] if self.sheet and self.sheet.proposal else ""
        _paint_state(painter, time, y, expert.confirmed, mode if expert.confirmed and mode else "待确认")
        signed = self._signed(expert)
        _paint_state(painter, sign, y, signed, "已签" if signed else "待签")

    def _signed(self, expert: Invited) -> bool:
        rows = self.content.get(SIGNATURES) or ()
        return any(row.get("name") == expert.name and row.get("signed") and row.get("signed_on") for row in rows)

    def _paint_foot(self, painter: QPainter, sheet: ConsultationSheet) -> None:
        y = self.height() - 34
        right = self.width() - 16 - keycap.width("Y")
        keycap.draw(painter, right, y + 8, "Y", "surface")
        text.draw_right(painter, right - 6, y, 34, "邀专家", "caption", "text2")
        if sheet.questions:
            words = f"问题 {len(sheet.questions)}：" + "·".join(sheet.questions)
            text.draw(painter, 16, y, 34, words, "caption", "text2", room=round(right) - 80)
        else:
            chips.draw_hint(painter, 16, y + 8, ("F2",), "写方案", "surface")


def _count_words(sheet: ConsultationSheet) -> str:
    """`专家 4 位·肿瘤内科 2 位计 1`."""
    if not sheet.experts:
        return "MDT 一般不少于 3 个不同专科"
    names = [one.specialty for one in sheet.experts]
    twice = [f"{name} {names.count(name)} 位计 1" for name in dict.fromkeys(names) if names.count(name) > 1]
    return "·".join((f"专家 {len(names)} 位", *twice))


def _paint_state(painter: QPainter, x: float, y: float, good: bool, words: str) -> None:
    name, ink = ("ok", "text2") if good else ("calm", "soon_fg")
    glyphs.draw(painter, x, y + 9, name, theme.colour("ok_fg" if good else "soon_fg"))
    text.draw(painter, x + 18, y, ROW, words, "caption", ink, 0 if good else 500)
