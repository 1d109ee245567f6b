"""The sheet for one text to a customer: the texts that suit, the chosen one as it would go, what a person words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.casework.message_rows import UNDER_WAY, Preview, Suiting, TextChoice
from desktop.ui import fonts
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.popover import Popover
from desktop.ui.texts import text_paint, text_rows, text_words
from desktop.ui.texts.text_buttons import TextButtons
from desktop.ui.texts.text_paint import PAD, WIDTH

_FIELD, _HEAD = 38, 52
_PAUSE_MS = 150
_STEPS = {int(Key.Key_Down): 1, int(Key.Key_J): 1, int(Key.Key_Up): -1, int(Key.Key_K): -1}


class TextSheet(Popover):
    """Up, Down or a digit choose, Enter goes on to what is to be worded, Ctrl+Enter sends.

    `turned` carries the purpose that is looked at, `worded` asks to read the text again with `values()`. `agreed`
    sends, `proved` says that a person sent it, `pulled_back` carries the id of a text on its way, `copied` the text.
    """

    turned = Signal(str)
    worded = Signal()
    agreed = Signal()
    proved = Signal()
    pulled_back = Signal(int)
    copied = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH, 300)
        self.choice: TextChoice | None = None
        self.shown: Preview | None = None
        self.at = 0
        self._now: datetime | None = None
        self._corner = QPoint()
        self._fields: dict[str, QLineEdit] = {}
        self.buttons = TextButtons(self)
        for name, deed in self._deeds().items():
            self.buttons[name].clicked.connect(deed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.worded)

    def _deeds(self) -> Mapping[str, Callable[[], None]]:
        return {"send": self.agree, "back": self.pull_back, "prove": self.prove, "copy": self.copy}

    def open(self, choice: TextChoice, now: datetime, lower_left: QPoint) -> None:
        """Show the texts of a case; the card stands with its lower left corner there."""
        self.dismiss()
        self.choice, self.shown, self.at = choice, None, max(0, choice.chosen)
        self._now, self._corner = now, lower_left
        self._make_fields()
        self._arrange()
        self.open_at(self.card_corner(), take_focus=True)
        self._tell_turned()

    def card_corner(self) -> QPoint:
        """Where the card's upper left corner goes."""
        return QPoint(self._corner.x(), self._corner.y() - self.card().height())

    @property
    def text(self) -> Suiting | None:
        """The text that is looked at."""
        texts = self.choice.texts if self.choice else ()
        return texts[self.at] if 0 <= self.at < len(texts) else None

    def values(self) -> Mapping[str, str]:
        """What the fields hold."""
        return {name: field.text().strip() for name, field in self._fields.items()}

    def show_preview(self, shown: Preview) -> None:
        """Show the text as it would go; what a person is typing stays."""
        if self.text is None or shown.purpose != self.text.purpose:
            return
        fresh = self.shown is None or self.shown.purpose != shown.purpose
        self.shown = shown
        if fresh:
            self._make_fields()
        self._arrange()
        self.move(inside(self.host, self.card_corner(), self.card()))
        parts = (self.text.title, shown.body, text_words.foot_words(shown), shown.problem, shown.consequence)
        self.setAccessibleName("。".join(part for part in parts if part))
        self.update()

    def turn(self, place: int) -> None:
        """Look at another text."""
        if self.choice is not None and 0 <= place < len(self.choice.texts) and place != self.at:
            self.at, self.shown = place, None
            self._make_fields()
            self._arrange()
            self._tell_turned()
            self.update()

    def _tell_turned(self) -> None:
        if self.text is not None:
            self.turned.emit(self.text.purpose)

    def _make_fields(self) -> None:
        for field in self._fields.values():
            field.deleteLater()
        self._fields = {}
        for blank in self.shown.blanks if self.shown else ():
            field = QLineEdit(blank.value, self)
            field.setFont(fonts.font("dense"))
            field.setAccessibleName(f"{blank.title}，最多 {blank.limit} 字")
            field.textEdited.connect(self._pause.start)
            field.installEventFilter(self)
            field.show()
            self._fields[blank.name] = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field goes on, Ctrl+Enter sends; everything else is the popover's."""
        if watched in self._fields.values() and isinstance(event, QKeyEvent) and event.key() in keys.RETURNS:
            if event.type() == QEvent.Type.KeyPress:
                (self.agree if keys.is_submit(event) else self.go_on)()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def go_on(self) -> None:
        """Enter: to the next place that is to be worded, then to the button that sends."""
        places: list[QWidget] = [*self._fields.values(), *self.buttons.shown(self.text)[:1]]
        at = next((place for place, one in enumerate(places) if one.hasFocus()), -1)
        if at + 1 < len(places):
            places[at + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def agree(self) -> None:
        """Send it, with what was worded up to now."""
        if self.text is not None and self.shown is not None and self.text.is_open:
            self._pause.stop()
            self.agreed.emit()

    def prove(self) -> None:
        """A person has sent it."""
        if self.text is not None and self.shown is not None and self.text.state not in ("delivered", "manual"):
            self.proved.emit()

    def pull_back(self) -> None:
        """Pull a text back that waits."""
        if self.text is not None and self.text.state in UNDER_WAY:
            self.pulled_back.emit(self.text.message_id)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        if self.shown is not None and not self.shown.problem:
            QGuiApplication.clipboard().setText(self.shown.body)
            self.copied.emit(self.shown.body)

    def event(self, event: QEvent) -> bool:
        """The sheet's keys belong to it while it has the keyboard."""
        if isinstance(event, QKeyEvent) and keys.claim(event, self._means(event) is not None):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        deed = self._means(event)
        if deed is not None:
            deed()
        elif event.key() not in (Key.Key_Tab, Key.Key_Backtab):
            event.accept()

    def _means(self, event: QKeyEvent) -> Callable[[], None] | None:
        if keys.is_submit(event):
            return self.agree
        if event.key() == Key.Key_C and keys.modifiers(event) == keys.CTRL:
            return self.copy
        if keys.modifiers(event):
            return None
        if event.text().isdigit() and event.text() != "0":
            return partial(self.turn, int(event.text()) - 1)
        step = _STEPS.get(event.key(), 0)
        if step:
            return partial(self.turn, self.at + step)
        if event.key() in keys.RETURNS:
            return self.go_on
        return {int(Key.Key_Y): self.prove, int(Key.Key_U): self.pull_back}.get(event.key())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at a text."""
        if self.choice is not None:
            spot = event.position()
            self.turn(text_rows.row_at(self._rows(), self.choice, self.at, spot.x(), spot.y()))

    def _rows(self) -> QRectF:
        card = self.card()
        high = text_rows.high(self.choice) if self.choice else 0
        return QRectF(card.x() + PAD - 8, card.y() + _HEAD, WIDTH - 2 * PAD + 16, high)

    def _arrange(self) -> None:
        above = _HEAD + (text_rows.high(self.choice) if self.choice else 0) + 8
        above += text_paint.body_height(self.shown) + 28 + (26 if self.shown and self.shown.problem else 0)
        below = (58 if self.shown and self.shown.consequence else 0) + 60
        self.set_card_size(WIDTH, above + _FIELD * len(self._fields) + below)
        card = self.card()
        y = card.y() + above
        for field in self._fields.values():
            field.setGeometry(card.x() + PAD + 84, y, WIDTH - 2 * PAD - 84, 32)
            y += _FIELD
        self.buttons.place(card, self.text, self.shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head, rows, text, foot, problem, labels and consequence."""
        super().paintEvent(event)
        if self.choice is None or self._now is None:
            return
        painter, card = QPainter(self), QRectF(self.card())
        text_paint.draw_head(painter, card, self.choice)
        text_rows.draw_rows(painter, self._rows(), self.choice, self.at, self._now)
        below = text_paint.draw_body(painter, card, self._rows().bottom() + 8, self.choice, self.shown)
        if self.shown is not None:
            text_paint.draw_rest(painter, card, below, self.shown, [field.y() for field in self._fields.values()])


def inside(host: QWidget, corner: QPoint, card: QRect) -> QPoint:
    """Where a popover with this visible card goes, so that the card stands at `corner` and inside its window."""
    x = min(max(corner.x(), 4), host.width() - card.width() - 4)
    y = min(max(corner.y(), 4), host.height() - card.height() - 4)
    return QPoint(x - card.x(), y - card.y())
