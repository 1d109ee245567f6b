"""A small sheet beside a card: what would happen, in real words, with one key to do it and one to leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import cards, fonts, icons, text
from desktop.ui.buttons import Button
from desktop.ui.case import keys
from desktop.ui.nav import WIDTH as NAV_WIDTH
from desktop.ui.popover import Popover

WIDTH, _PAD, _LINE, _FIELD = 440, 20, 22, 40
_LETTERS = {chr(code): code for code in range(ord("A"), ord("Z") + 1)} | {"2": ord("2"), "4": ord("4")}


class Question(NamedTuple):
    """What a sheet asks. `body` is a text that goes to a customer; `fields` are (name, label, value) to fill in.

    `consequence` says what cannot be undone. `primary` is done by Enter; `other` and `third` are (title, key),
    done by that key.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    body: str = ""
    foot: str = ""
    consequence: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()
    primary: str = "发出"
    other: tuple[str, str] = ("", "")
    third: tuple[str, str] = ("", "")


class AskSheet(Popover):
    """`agreed` carries the kind and the fields' values, `copied` the text.

    `declined` and `other_chosen` carry the kind: the other and the third button.
    """

    agreed = Signal(str, object)
    declined = Signal(str)
    other_chosen = Signal(str)
    copied = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH, 200)
        self.question: Question | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._primary = Button("", "Enter", "primary", parent=self)
        self._other = Button("", "", parent=self)
        self._third = Button("", "", parent=self)
        self._copy = Button("复制", "Ctrl+C", parent=self)
        self._primary.clicked.connect(self.agree)
        self._other.clicked.connect(self._decline)
        self._third.clicked.connect(self._choose_third)
        self._copy.clicked.connect(self.copy)
        for button in (self._primary, self._other, self._third, self._copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def ask(self, question: Question, beside: QRect) -> None:
        """Ask beside a card, whose place is given in the window's coordinates."""
        self.dismiss()
        self.question = question
        self.setAccessibleName("。".join((question.title, *question.lines, question.body, question.consequence)))
        self._make_fields(question)
        self._arrange(question)
        left = beside.right() + 12
        if left + WIDTH > self.host.width() - 12:
            left = max(beside.left() - WIDTH - 12, NAV_WIDTH + 8)
        self.open_at(QPoint(left, beside.top()), take_focus=True)
        self.update()

    def _make_fields(self, question: Question) -> None:
        for field in self._fields.values():
            field.deleteLater()
        self._fields = {}
        for name, label, value in question.fields:
            field = QLineEdit(value, self)
            field.setFont(fonts.font("dense"))
            field.setAccessibleName(label)
            field.returnPressed.connect(self.agree)
            field.show()
            self._fields[name] = field

    def values(self) -> Mapping[str, str]:
        """What the fields hold."""
        return {name: field.text().strip() for name, field in self._fields.items()}

    def agree(self) -> None:
        """Do it."""
        if self.question is not None and self.isVisible():
            kind, values = self.question.kind, self.values()
            self.dismiss()
            self.agreed.emit(kind, values)

    def _decline(self) -> None:
        if self.question is not None:
            kind = self.question.kind
            self.dismiss()
            self.declined.emit(kind)

    def _choose_third(self) -> None:
        if self.question is not None:
            kind = self.question.kind
            self.dismiss()
            self.other_chosen.emit(kind)

    def copy(self) -> None:
        """Put the text to the customer on the clipboard."""
        if self.question is not None and self.question.body:
            QGuiApplication.clipboard().setText(self.question.body)
            self.copied.emit(self.question.body)

    def _body_lines(self, question: Question) -> list[str]:
        return text.wrap(question.body, WIDTH - 2 * _PAD - 24, "dense") if question.body else []

    def _arrange(self, question: Question) -> None:
        lines = self._body_lines(question)
        high = 52 + _LINE * len(question.lines) + (len(lines) * _LINE + 24 if lines else 0)
        high += (28 if question.foot else 0) + _FIELD * len(question.fields) + (58 if question.consequence else 0) + 60
        self.set_card_size(WIDTH, high)
        card = self.card()
        y = card.bottom() - 52 - (58 if question.consequence else 0) - _FIELD * len(question.fields)
        for field in self._fields.values():
            field.setGeometry(card.x() + _PAD + 84, y, WIDTH - 2 * _PAD - 84, 32)
            y += _FIELD
        self._place_buttons(question, card)

    def _place_buttons(self, question: Question, card: QRect) -> None:
        title, key = question.other
        self._primary.set_title(question.primary)
        self._other.key = key
        self._other.set_title(title)
        self._third.key = question.third[1]
        self._third.set_title(question.third[0])
        x = card.x() + _PAD
        shown_buttons = ((self._primary, True), (self._other, bool(title)), (self._third, bool(question.third[0])),
                         (self._copy, bool(question.body)))  # fmt: skip
        for button, shown in shown_buttons:
            button.setVisible(shown)
            if shown:
                button.setGeometry(x, card.bottom() - 48, button.sizeHint().width(), 36)
                x += button.width() + 8

    def event(self, event: QEvent) -> bool:
        """Enter, Ctrl+C and the other button's key belong to the sheet while it has the keyboard."""
        if isinstance(event, QKeyEvent) and keys.claim(event, self._means(event) != ""):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        deeds = {"agree": self.agree, "copy": self.copy, "decline": self._decline, "third": self._choose_third}
        deed = deeds.get(self._means(event))
        if deed is not None:
            deed()
        elif event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.accept()

    def _means(self, event: QKeyEvent) -> str:
        if event.key() in keys.RETURNS:
            return "agree"
        if event.key() == Qt.Key.Key_C and keys.modifiers(event) == keys.CTRL:
            return "copy"
        if self.question is None or keys.modifiers(event):
            return ""
        names = {self.question.other[1]: "decline", self.question.third[1]: "third"}
        return next((name for key, name in names.items() if key and event.key() == _LETTERS.get(key)), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, text, foot, labels and consequence."""
        super().paintEvent(event)
        if self.question is None:
            return
        painter, card, question = QPainter(self), self.card(), self.question
        x, y, room = card.x() + _PAD, card.y() + 14, WIDTH - 2 * _PAD
        text.draw(painter, x, y, 26, question.title, "section", room=room, keep=True)
        y += 34
        for line in question.lines:
            text.draw(painter, x, y, _LINE, line, "dense", "text2", room=room)
            y += _LINE
        below = self._paint_body(painter, x, y, room, question)
        if question.foot:
            text.draw(painter, x, below + 4, 20, question.foot, "caption", "text3", room=room)
        for (_name, label, _value), field in zip(question.fields, self._fields.values(), strict=True):
            text.draw(painter, x, field.y(), 32, label, "dense", "text3", room=80)
        if question.consequence:
            self._paint_consequence(painter, QRectF(x, card.bottom() - 108, room, 50), question.consequence)

    def _paint_body(self, painter: QPainter, x: float, y: float, room: int, question: Question) -> float:
        lines = self._body_lines(question)
        if not lines:
            return y
        high = len(lines) * _LINE + 16
        cards.rounded(painter, QRectF(x, y + 2, room, high), 6, "bg_subtle")
        for place, line in enumerate(lines):
            text.draw(painter, x + 12, y + 10 + place * _LINE, _LINE, line, "dense", "text")
        return y + high + 6

    @staticmethod
    def _paint_consequence(painter: QPainter, box: QRectF, words: str) -> None:
        cards.rounded(painter, box, 6, "info_bg")
        icons.draw(painter, box.x() + 12, box.y() + 9, "lock", "info_fg", 14)
        for place, line in enumerate(text.wrap(words, round(box.width()) - 46, "caption", 500)[:2]):
            text.draw(painter, box.x() + 34, box.y() + 6 + 19 * place, 19, line, "caption", "info_fg", 500)
