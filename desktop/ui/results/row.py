"""One job of the day as a row: the plan painted, outcome by digit, the real hours in two fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import cards, chips, fonts, glyphs, icons, text, theme
from desktop.ui.results.columns import COLUMNS, Column
from desktop.ui.results.draft import CLAUSE, WHATS, Draft, spell_length, title_of

HIGH, MORE = 52, 36
_OCCASIONS = {"outpatient": "门诊", "admission": "入院", "discharge": "出院", "visit": "探视"}


class ResultRow(QWidget):
    """A row; `edited` says that its draft changed, `entered` that it has the keyboard now."""

    edited = Signal()
    entered = Signal(object)

    def __init__(self, draft: Draft, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self._now = draft, now
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.start, self.end = self._edit("实际开始"), self._edit("实际结束")
        self.reason = self._edit("中途结束的原因")
        self.reason.setPlaceholderText("为什么中途结束，必填")
        self.show_draft(draft)

    def _edit(self, name: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setFont(fonts.font("dense"))
        edit.setFixedHeight(32)
        edit.setAccessibleName(f"{self.draft.job.name} {name}")
        edit.textEdited.connect(self._typed)
        edit.returnPressed.connect(self.setFocus)
        edit.installEventFilter(self)
        return edit

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A field that gets the keyboard makes this the current row."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self)
            self.update()
        return False

    def _typed(self) -> None:
        self.draft = replace(self.draft, start=self.start.text(), end=self.end.text(), reason=self.reason.text(),
                             refused="")  # fmt: skip
        self._say()
        self.edited.emit()

    def show_draft(self, draft: Draft) -> None:
        """Show another state of the job."""
        self.draft = draft
        for edit, words in ((self.start, draft.start), (self.end, draft.end), (self.reason, draft.reason)):
            if edit.text() != words:
                edit.setText(words)
        writable = bool(draft.what) and not draft.recorded
        for edit in (self.start, self.end):
            edit.setVisible(writable)
        self.reason.setVisible(writable and draft.what == "cut_short")
        self._say()
        self._arrange()

    def _say(self) -> None:
        self.setFixedHeight(HIGH + (MORE if self._has_more() else 0))
        self.setAccessibleName(_spoken(self.draft, self._trouble(), self._now()))
        for edit in (self.start, self.end):
            wrong = bool(self.draft.what) and not self.draft.recorded and "时间" in self.draft.fault(self._now())
            edit.setProperty("fault", "true" if wrong else "false")
            edit.style().polish(edit)
        self.update()

    def _has_more(self) -> bool:
        return bool(self._trouble() or self.draft.consequence()) or not self.reason.isHidden()

    def _trouble(self) -> str:
        draft = self.draft
        if draft.recorded or not draft.what:
            return draft.refused
        fault = draft.fault(self._now())
        return draft.refused or ("" if fault == "请写明中途结束的原因" else fault)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the fields."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        places = COLUMNS.places(self.width())
        hours = places[Column.HOURS]
        self.start.setGeometry(round(hours.x()), 10, 64, 32)
        self.end.setGeometry(round(hours.x()) + 80, 10, 64, 32)
        outcome = places[Column.OUTCOME]
        wide = 180 if self.draft.consequence() else 420
        self.reason.setGeometry(round(outcome.x()), HIGH - 4, min(wide, self.width() - round(outcome.x()) - 16), 32)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the row; on an outcome it chooses it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        box = COLUMNS.places(self.width())[Column.OUTCOME]
        if box.contains(event.position()) and not self.draft.obstacle(self._now()):
            place = int((event.position().x() - box.x()) * len(WHATS) / box.width())
            self.show_draft(self.draft.chosen(WHATS[min(place, len(WHATS) - 1)]))
            self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """This is the current row now."""
        super().focusInEvent(event)
        self.entered.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def has_keyboard(self) -> bool:
        """Whether the row or one of its fields has it."""
        return self.hasFocus() or any(edit.hasFocus() for edit in (self.start, self.end, self.reason))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, plan, outcome, hours and what is wrong."""
        painter, places = QPainter(self), COLUMNS.places(self.width())
        box = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        if self.has_keyboard():
            cards.rounded(painter, box, 6, "bg_selected")
            cards.rounded(painter, QRectF(4, 14, 3, HIGH - 28), 1.5, "accent")
        if self.hasFocus():
            cards.focus_ring(painter, box)
        cards.hairline(painter, 16, self.width() - 16, self.height() - 1)
        self._paint_plan(painter, places)
        self._paint_outcome(painter, places[Column.OUTCOME])
        self._paint_hours(painter, places)
        self._paint_more(painter, places[Column.OUTCOME].x())

    def _paint_more(self, painter: QPainter, x: float) -> None:
        """What is wrong, else what recording will lock, at the right of the reason when that is asked for."""
        trouble, consequence = self._trouble(), self.draft.consequence()
        asked = not self.reason.isHidden()
        if trouble and not asked:
            glyphs.draw(painter, x, HIGH + 6, "breach", theme.colour("breach_bar"))
            text.draw(painter, x + 18, HIGH - 4, 32, trouble, "dense", "breach_bar", room=round(self.width() - x - 34))
        elif consequence:
            x += self.reason.width() + 12 if asked else 0
            icons.draw(painter, x, HIGH + 4, "lock", "info_fg", 16)
            room = round(self.width() - x - 38)
            text.draw(painter, x + 22, HIGH - 4, 32, consequence, "caption", "info_fg", room=room)

    def _paint_plan(self, painter: QPainter, places: dict[Column, QRectF]) -> None:
        job = self.draft.job
        waits = not self.draft.what and bool(self.draft.obstacle(self._now()))
        ink, soft = ("text3", "text3") if waits else ("text", "text2")
        words = (
            (Column.TIME, f"{job.starts_at:%H:%M}–{job.ends_at:%H:%M}", 500, ink), (Column.NAME, job.name, 600, ink),
            (Column.HOSPITAL, " ".join(part for part in (job.hospital, _OCCASIONS[job.occasion]) if part), 0, soft),
            (Column.ESCORT, job.escort, 0, soft),
        )  # fmt: skip
        for column, said, weight, tint in words:
            place = places[column]
            text.draw(painter, place.x(), 0, HIGH, said, "dense", tint, weight, room=round(place.width()),
                      keep=column in (Column.TIME, Column.NAME))  # fmt: skip

    def _paint_outcome(self, painter: QPainter, box: QRectF) -> None:
        draft = self.draft
        if draft.recorded:
            glyphs.draw(painter, box.x(), HIGH / 2 - 6, "ok", theme.colour("ok_fg"))
            words = title_of(draft.what, draft.job.occasion) + (f"：{draft.reason}" if draft.reason else "")
            text.draw(painter, box.x() + 20, 0, HIGH, words, "dense", "text", 500, room=round(box.width()) - 20)
        elif waits := draft.obstacle(self._now()):
            text.draw(painter, box.x(), 0, HIGH, waits, "dense", "text3")
        else:
            self._paint_choices(painter, box)

    def _paint_choices(self, painter: QPainter, box: QRectF) -> None:
        each = box.width() / len(WHATS)
        cards.rounded(painter, QRectF(box.x(), 10, box.width(), 32), 6, "bg_surface", "border_strong")
        for place, what in enumerate(WHATS):
            mine = QRectF(box.x() + place * each, 10, each, 32).adjusted(3, 3, -3, -3)
            on = self.draft.what == what
            if on:
                cards.rounded(painter, mine, 4, "bg_selected", "accent", 1.5)
            words = f"{place + 1} {title_of(what, self.draft.job.occasion)}"
            text.draw_centred(painter, mine.x(), mine.y(), mine.width(), mine.height(), words, "dense",
                              "text" if on else "text2", 600 if on else 0)  # fmt: skip

    def _paint_hours(self, painter: QPainter, places: dict[Column, QRectF]) -> None:
        draft, box = self.draft, places[Column.HOURS]
        if not draft.what:
            return
        if draft.recorded:
            text.draw(painter, box.x() + 10, 0, HIGH, draft.start, "dense")
            text.draw(painter, box.x() + 90, 0, HIGH, draft.end, "dense")
        text.draw(painter, box.x() + 67, 0, HIGH, "–", "dense", "text2")
        length, x = draft.length(), places[Column.LENGTH].x()
        if length is not None and length.total_seconds() > 0:
            ink, weight = ("soon_fg", 600) if draft.over() else ("text", 0)
            text.draw(painter, x, 4 if draft.over() else 0, 22 if draft.over() else HIGH, spell_length(length), "dense",
                      ink, weight)  # fmt: skip
        if draft.over():
            chips.draw_tag(painter, x, 27, f"超 4 小时 {CLAUSE}", "soon", 18)
        if draft.job.occasion == "outpatient" and draft.what != "no_show":
            self._paint_order(painter, places[Column.ORDERED])

    def _paint_order(self, painter: QPainter, box: QRectF) -> None:
        draft, y = self.draft, HIGH / 2 - 8
        if not draft.recorded:
            fill, edge = ("accent", "accent") if draft.ordered else ("bg_surface", "border_strong")
            cards.rounded(painter, QRectF(box.x(), y, 16, 16), 4, fill, edge)
            if draft.ordered:
                glyphs.draw(painter, box.x() + 2, y + 2, "ok", theme.colour("on_accent"))
        if draft.ordered or not draft.recorded:
            text.draw(painter, box.x() + 22, 0, HIGH, "开出入院", "dense", "text" if draft.ordered else "text2")


def _spoken(draft: Draft, trouble: str, now: datetime) -> str:
    """What a screen reader says of a row."""
    job, length = draft.job, draft.length()
    parts = [f"{job.starts_at:%H:%M} 至 {job.ends_at:%H:%M}", job.name, job.hospital, _OCCASIONS[job.occasion],
             f"陪诊 {job.escort}"]  # fmt: skip
    parts += [title_of(draft.what, job.occasion) if draft.what else draft.obstacle(now) or "未登记"]
    parts += [spell_length(length)] if draft.what and length else []
    parts += ["超过 4 小时"] if draft.what and draft.over() else []
    parts += ["开出入院"] if draft.ordered else []
    return "，".join(part for part in (*parts, trouble, draft.consequence()) if part)
