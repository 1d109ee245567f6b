"""The pieces of the composer: the outcomes of a call, and the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.ui import cards, fonts, text
from desktop.ui.case import keys
from desktop.ui.case.keys import Key

OUTCOMES = (("reached", "接通"), ("no_answer", "未接"), ("refused", "拒接"), ("later", "约回电"))
_DIGITS = "1234"


class OutcomeChips(QWidget):
    """The outcomes of a call, 24 px high: a digit chooses, arrows step; `chosen` carries the value.

    A letter is never a shortcut here: `typed` carries it to the words.
    """

    chosen = Signal(str)
    typed = Signal(str)
    submitted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._fault = -1, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(24)
        self.setMinimumWidth(sum(self._widths()) + 8 * len(OUTCOMES))
        self.setAccessibleName("通话结果")
        self.choose("")

    def _widths(self) -> list[int]:
        return [fonts.width(title, "dense", 600) + fonts.width("8", "dense", 600) + 20 for _name, title in OUTCOMES]

    def value(self) -> str:
        """The chosen outcome, or ""."""
        return OUTCOMES[self._at][0] if self._at >= 0 else ""

    def choose(self, value: str) -> None:
        """Choose without telling; "" chooses nothing."""
        self._at = next((place for place, pair in enumerate(OUTCOMES) if pair[0] == value), -1)
        self._fault = False
        self.setAccessibleDescription(OUTCOMES[self._at][1] if self._at >= 0 else "未选，按 1 到 4 选择")
        self.update()

    def demand(self) -> None:
        """Show that an outcome is missing, and take the keyboard."""
        self._fault = True
        self.setAccessibleDescription("先选通话结果，按 1 到 4")
        self.setFocus()
        self.update()

    def pick(self, place: int) -> None:
        """Choose the outcome at a place, and tell."""
        self.choose(OUTCOMES[place][0])
        self.chosen.emit(self.value())

    def event(self, event: QEvent) -> bool:
        """Digits, letters, Ctrl+Enter and Esc belong to the chips, whatever they mean to the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = _letters(event) or keys.is_submit(event) or event.key() == Key.Key_Escape
            if keys.claim(event, mine):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and arrows choose, Ctrl+Enter saves, Esc leaves."""
        if event.text() and event.text() in _DIGITS:
            self.pick(int(event.text()) - 1)
        elif event.key() in (Key.Key_Left, Key.Key_Right):
            step = 1 if event.key() == Key.Key_Right else -1
            self.choose(OUTCOMES[min(max(self._at + step, 0), len(OUTCOMES) - 1)][0])
        elif keys.is_submit(event):
            self.submitted.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        elif _letters(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the chip under the pointer."""
        x = 0.0
        for place, wide in enumerate(self._widths()):
            if x <= event.position().x() < x + wide:
                self.pick(place)
            x += wide + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips; what is missing is said in words at their right."""
        painter, x = QPainter(self), 0.0
        for place, wide in enumerate(self._widths()):
            self._paint_chip(painter, QRectF(x, 0, wide, 24), place)
            x += wide + 8
        if self._fault:
            text.draw(painter, x, 0, 24, "先选结果", "caption", "breach_bar", 600)

    def _paint_chip(self, painter: QPainter, box: QRectF, place: int) -> None:
        mine = place == self._at
        cards.rounded(painter, box, 6, "info_bg" if mine else "bg_subtle", "accent" if mine else None, 1.5)
        x = box.x() + 8
        x += text.draw(painter, x, 0, 24, str(place + 1), "dense", "text", 600) + 4
        text.draw(painter, x, 0, 24, OUTCOMES[place][1], "dense", "text" if mine else "text2", 600 if mine else 0)
        if self.hasFocus() and (mine or (self._at < 0 and place == 0)):
            cards.focus_ring(painter, box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()


def _letters(event: QKeyEvent) -> bool:
    """Whether the key writes something."""
    held = keys.modifiers(event) & (keys.CTRL | keys.ALT)
    return bool(event.text()) and event.text().isprintable() and not held


def _never() -> bool:
    return False


class NoteEdit(QPlainTextEdit):
    """The words: Ctrl+Enter saves, Esc leaves, Tab moves on.

    While `choosing()` holds, 1 to 4 are no words: `digit` carries the place from 0.
    """

    digit = Signal(int)
    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choosing: Callable[[], bool] = _never
        self.setProperty("bare", "true")
        self.setTabChangesFocus(True)
        self.setFont(fonts.font("dense"))
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter and Esc belong to the words."""
        if isinstance(event, QKeyEvent) and keys.claim(event, keys.is_submit(event) or event.key() == Key.Key_Escape):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, save or leave; anything else is typed."""
        if event.text() and event.text() in _DIGITS and self.choosing():
            self.digit.emit(int(event.text()) - 1)
        elif keys.is_submit(event):
            self.submitted.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame."""
        super().focusOutEvent(event)
        self.focused.emit(False)
