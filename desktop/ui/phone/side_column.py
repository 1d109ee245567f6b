"""The right column: what to say in an emergency step by step, who waits, and whether the doctor may answer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.phone.rows import DoctorCard, Waiting
from desktop.handbook.red_flags import Sign
from desktop.ui import cards, glyphs, text, theme
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.phone.bare_fields import BareChoice

_STEP, _CALL, _POINT = 42, 56, 24
_SHOWN = 3


class ScriptList(QWidget):
    """The steps for an emergency: Space ticks the present one off, Backspace takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign: Sign | None = None
        self.done = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_sign(None)

    def show_sign(self, sign: Sign | None) -> None:
        """Show another emergency; the steps done of the same one stay."""
        if sign != self.sign:
            self.sign, self.done = sign, 0
        self.setFixedHeight(max(1, len(sign.steps) if sign else 1) * _STEP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if sign else Qt.FocusPolicy.NoFocus)
        self._say()

    def step(self, places: int) -> None:
        """Go on or back in the script."""
        if self.sign:
            self.done = min(max(self.done + places, 0), len(self.sign.steps))
            self._say()

    def _say(self) -> None:
        if self.sign is None:
            self.setAccessibleName("急症话术：没有急症信号")
        else:
            now = self.sign.steps[self.done] if self.done < len(self.sign.steps) else ("全部说完", "")
            self.setAccessibleName(f"急症话术 {self.sign.title}：{now[0]} {now[1]}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes on, Backspace goes back."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1)
        elif event.key() == Qt.Key.Key_Backspace:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click ticks the present step off."""
        self.step(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the steps: done, now, to come."""
        painter = QPainter(self)
        if self.sign is None:
            text.draw(painter, 4, 0, _STEP, "主诉里出现急症信号时，这里给出话术", "dense", "text3")
            return
        for place, (title, words) in enumerate(self.sign.steps):
            y = place * _STEP
            if place == self.done:
                cards.rounded(painter, QRectF(0, y, self.width(), _STEP - 2), 6, "bg_selected")
            sign, tint = ("ok", "ok_fg") if place < self.done else ("soon", "accent")
            if place > self.done:
                sign, tint = "calm", "border_strong"
            glyphs.draw(painter, 6, y + 5, sign, theme.colour(tint))
            text.draw(painter, 28, y + 1, 20, title, "dense", "text", 600)
            text.draw(painter, 28, y + 20, 18, f"“{words}”", "caption", "text2", room=self.width() - 34)
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))


class WaitingList(QWidget):
    """Who waits: ↑ ↓ move, Enter takes; `picked` carries the call."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calls: tuple[Waiting, ...] = ()
        self.at = 0
        self.now: datetime | None = None
        self.shown = _SHOWN
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_CALL)

    def show_calls(self, calls: tuple[Waiting, ...], now: datetime) -> None:
        """Show who waits at `now`, the most urgent first."""
        self.calls, self.now = calls, now
        self.at = min(self.at, max(0, len(calls) - 1))
        self.setFixedHeight(max(1, min(len(calls), self.shown)) * (_CALL + 4))
        self._say()

    def show_most(self, shown: int) -> None:
        """Show so many at once: an emergency's script needs the room."""
        self.shown = shown
        self.setFixedHeight(max(1, min(len(self.calls), shown)) * (_CALL + 4))
        self.update()

    def tick(self, now: datetime) -> None:
        """Move the countdowns."""
        self.now = now
        self._say()

    def _say(self) -> None:
        one = self.calls[self.at] if self.calls else None
        self.setAccessibleName(f"候接 {one.phone} {one.words}，{self.left(one)}" if one else "没有人在等")
        self.update()

    def left(self, one: Waiting) -> str:
        """`剩 8 分`, `超 3 分`, or the agreed time of a call back."""
        if self.now is None:
            return ""
        minutes = int((one.due - self.now).total_seconds() // 60)
        if one.call_back and minutes >= 60:
            return f"{one.due:%m-%d %H:%M} 回呼"
        return f"剩 {minutes} 分" if one.due >= self.now else f"超 {-minutes} 分"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter takes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.calls:
            self.at = min(max(self.at + step, 0), len(self.calls) - 1)
            self._say()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.calls:
            self.picked.emit(self.calls[self.at])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click takes."""
        place = int(event.position().y()) // (_CALL + 4) + self._first()
        if place < len(self.calls):
            self.picked.emit(self.calls[place])

    def _first(self) -> int:
        return max(0, self.at - self.shown + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the calls round the cursor."""
        painter, first = QPainter(self), self._first()
        if not self.calls:
            text.draw(painter, 4, 0, 32, "没有人在等", "dense", "text3")
        for place, one in enumerate(self.calls[first : first + self.shown]):
            box = QRectF(0, place * (_CALL + 4), self.width(), _CALL)
            self._paint_call(painter, box, one, first + place == self.at)

    def _paint_call(self, painter: QPainter, box: QRectF, one: Waiting, on: bool) -> None:
        cards.rounded(painter, box, 6, "bg_subtle")
        if on and self.hasFocus():
            cards.focus_ring(painter, box)
        late = self.now is not None and one.due < self.now
        text.draw(painter, 12, box.y() + 6, 22, one.phone, "body", "text", 600, keep=True)
        used = text.draw_right(painter, box.right() - 12, box.y() + 6, 22, self.left(one), "dense",
                               "breach_bar" if late else "text", 600)  # fmt: skip
        tint = "breach_bar" if late else "border_strong"
        sign, x, y = "breach" if late else "calm", box.right() - 12, box.y() + 30
        glyphs.draw(painter, x - used - 18, box.y() + 11, sign, theme.colour(tint))
        what = f"{one.due:%H:%M} {'回呼' if one.call_back else '前接起'}"
        room = round(box.width()) - text.draw_right(painter, x, y, 20, what, "caption", "text2") - 36
        text.draw(painter, 12, y, 20, one.words or "未说明", "caption", "text2", room=room)


class PointList(QWidget):
    """PD-03 part by part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: DoctorCard | None = None
        self.setFixedHeight(3 * _POINT)

    def show_doctor(self, card: DoctorCard | None) -> None:
        """Show whether this doctor may answer."""
        self.card = card
        said = (f"{title} {value} {'符合' if met else '不符合'}" for title, value, met in self.lines())
        self.setAccessibleName(f"接听资格：{'；'.join(said)}")
        self.update()

    def lines(self) -> list[tuple[str, str, bool]]:
        """The five parts in three lines, as (title, value, met)."""
        if self.card is None:
            return []
        general, years, public, house, title = self.card.points
        return [
            ("职称", f"{title.value}·{general.value}", title.met and general.met),
            (years.title, years.value, years.met),
            ("医院", f"{public.value}·{house.value}", public.met and house.met),
        ]  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each line with its sign."""
        painter = QPainter(self)
        for place, (title, value, met) in enumerate(self.lines()):
            y = place * _POINT
            sign, tint = ("ok", "ok_fg") if met else ("breach", "breach_bar")
            glyphs.draw(painter, 4, y + 6, sign, theme.colour(tint))
            used = text.draw_right(painter, self.width() - 4, y, _POINT, value, "caption", "text2")
            text.draw(painter, 26, y, _POINT, title, "dense", "text2", room=self.width() - used - 40)


class SideColumn(Card):
    """The script above, the waiting below it, the doctor at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("急症话术", parent=parent)
        self.script, self.waiting = ScriptList(self), WaitingList(self)
        self.doctor = BareChoice("接听医生", ())
        self.points = PointList(self)
        self.doctors: tuple[DoctorCard, ...] = ()
        self.waiting_head, self.points_head = Head("候接", self), Head("接听资格", self)
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(4)
        for widget in (self.script, self.waiting_head, self.waiting, self.points_head, self.doctor, self.points):
            box.addWidget(widget)
        box.addStretch(1)
        self.body.setContentsMargins(16, self.HEAD, 12, 8)
        self.body.addWidget(Scroller(inner))
        self.doctor.changed.connect(self.follow_doctor)

    def show_sign(self, sign: Sign | None) -> None:
        """Show the script of an emergency."""
        self.script.show_sign(sign)
        self.waiting.show_most(1 if sign else _SHOWN)
        self.set_fact(f"{sign.title}·{len(sign.steps)} 步" if sign else "")

    def show_doctors(self, cards: tuple[DoctorCard, ...], usual: int, *, keep: bool) -> None:
        """Offer those who may answer; the chosen one stays while `keep`, else the usual one is."""
        before = self.chosen
        self.doctors = tuple(card for card in cards if card.active and not card.unfit)
        self.doctor.set_choices(tuple((str(card.id), f"{card.name}·{card.title}") for card in self.doctors))
        wanted = before.id if before and (keep or not usual) else usual
        self.doctor.set_value(str(wanted))
        self.follow_doctor()

    def follow_doctor(self) -> None:
        """Show the chosen doctor's parts."""
        self.points.show_doctor(self.chosen)
        self.points_head.set_fact(self.chosen.name if self.chosen else "没有可接听的医生")

    def choose(self, name: str) -> None:
        """Show the doctor who talks."""
        card = next((card for card in self.doctors if card.name == name), None)
        if card is not None:
            self.doctor.set_value(str(card.id))
            self.follow_doctor()

    @property
    def chosen(self) -> DoctorCard | None:
        """Who answers."""
        return next((card for card in self.doctors if str(card.id) == self.doctor.value()), None)


class Head(QWidget):
    """The head of a part: a line above, a title, a fact at the right."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self.fact = title, ""
        self.setFixedHeight(32)

    def set_fact(self, fact: str) -> None:
        """Say something else."""
        self.fact = fact
        self.setAccessibleName(f"{self._title} {fact}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the head."""
        painter = QPainter(self)
        cards.hairline(painter, 0, self.width(), 3)
        text.draw(painter, 0, 5, 26, self._title, "body", "text", 600)
        text.draw_right(painter, self.width(), 5, 26, self.fact, "caption", "text3")
