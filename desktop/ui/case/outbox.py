"""The outbox: what cannot be undone waits here for ten seconds and can be pulled back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import cards, icons, text, theme
from desktop.ui.buttons import Button
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.frame import frame_of

SECONDS = 10
WIDTH, HEIGHT = 388, 236
_SHADOW, _RING = 16, 52
_TICK = 100


class Parcel(NamedTuple):
    """What waits: who and what, two lines about it, what cannot be undone, and what to run when the time is up."""

    title: str
    lines: tuple[str, ...]
    consequence: str
    send: Callable[[], None]


def application() -> QApplication:
    """The one application."""
    return cast(QApplication, QApplication.instance())


class Ring(QWidget):
    """The seconds left as a ring of 52 px with the number inside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left, self._share = SECONDS, 1.0
        self.setFixedSize(_RING, _RING)

    def say(self, left: int, share: float) -> None:
        """Show the seconds left and the share of the time that is left."""
        if left != self._left:
            self.setAccessibleName(f"{left} 秒后发出")
        self._left, self._share = left, share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2.5, 2.5, _RING - 5, _RING - 5)
        for token, share in (("bg_subtle", 1.0), ("accent", self._share)):
            painter.setPen(QPen(theme.colour(token), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(box, 90 * 16, round(-360 * 16 * share))
        text.draw_centred(painter, 0, 0, _RING, _RING, str(self._left), "display")


class Outbox(QWidget):
    """A card at the lower right of its window. `hold` starts the time; Esc or Ctrl+Z pulls back.

    Ctrl+Enter sends at once, and so does Enter while it has the keyboard.
    A parcel held while another waits sends nothing early: both wait, the newest is in front and Esc takes it.
    `pulled_back` carries the parcel, `changed` the title of the one that Ctrl+Z would take, "" for none.
    `span` is the time in milliseconds, shortened by tests.
    """

    pulled_back = Signal(object)
    sent = Signal(object)
    changed = Signal(str)

    def __init__(self, host: QWidget, span: int = SECONDS * 1000) -> None:
        super().__init__(host)
        self._host, self.span = host, span
        self._waiting: list[tuple[Parcel, QElapsedTimer]] = []
        self._before: QWidget | None = None
        self.ring = Ring(self)
        self.back = Button("撤回", "Esc", parent=self)
        self.now = Button("立即发出", "Ctrl+Enter", parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(min(_TICK, max(10, span // 10)))
        self._timer.timeout.connect(self._count)
        self.back.clicked.connect(self.pull_back)
        self.now.clicked.connect(self.send_now)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(WIDTH + 2 * _SHADOW, HEIGHT + 2 * _SHADOW)
        self.hide()

    def waiting(self) -> int:
        """How many parcels wait."""
        return len(self._waiting)

    def seconds_left(self) -> dict[str, int]:
        """The parcels that wait, by title, with the seconds each has left."""
        left = ((parcel.title, self.span - clock.elapsed()) for parcel, clock in self._waiting)
        return {title: max(0, -(-rest * SECONDS // self.span)) for title, rest in left}

    def hold(self, parcel: Parcel, take_focus: bool = True) -> None:
        """Let a parcel wait its time; without `take_focus` the keyboard stays where the work goes on."""
        clock = QElapsedTimer()
        clock.start()
        self._waiting.append((parcel, clock))
        if self.isHidden():
            self._before = QApplication.focusWidget()
            application().installEventFilter(self)
        self._present()
        if take_focus:
            self.setFocus()
        self._timer.start()

    def pull_back(self) -> bool:
        """Take the newest parcel back; says whether there was one."""
        if not self._waiting:
            return False
        parcel, _clock = self._waiting.pop()
        self._settle()
        self.pulled_back.emit(parcel)
        return True

    def send_now(self) -> None:
        """Do not wait any longer for the newest parcel."""
        if self._waiting:
            parcel, _clock = self._waiting.pop()
            self._send(parcel)

    def send_all(self) -> None:
        """Send everything at once: before the window closes."""
        while self._waiting:
            self.send_now()

    def _send(self, parcel: Parcel) -> None:
        self._settle()
        parcel.send()
        self.sent.emit(parcel)

    def _count(self) -> None:
        due = [entry for entry in self._waiting if entry[1].elapsed() >= self.span]
        for entry in due:
            self._waiting.remove(entry)
            self._send(entry[0])
        self._show_time()

    def _show_time(self) -> None:
        if self._waiting:
            left = max(0, self.span - self._waiting[-1][1].elapsed())
            self.ring.say(-(-left * SECONDS // self.span), left / self.span)

    def _settle(self) -> None:
        """Show the next parcel, or go away and give the keyboard back."""
        if self._waiting:
            self._present()
            return
        self._timer.stop()
        self.changed.emit("")
        application().removeEventFilter(self)
        had_focus = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self._host)
        self.hide()
        if had_focus and self._before is not None:
            self._before.setFocus()
        self._before = None

    def _present(self) -> None:
        parcel = self._waiting[-1][0]
        self.setAccessibleName(f"发件箱：{parcel.title}，{SECONDS} 秒后发出，Esc 撤回")
        self.setAccessibleDescription(parcel.consequence)
        self.changed.emit(parcel.title)
        self._show_time()
        self._place()
        self.show()
        self.raise_()
        self.update()

    def _place(self) -> None:
        host, card = self._host, QRectF(_SHADOW, _SHADOW, WIDTH, HEIGHT)
        self.move(host.width() - WIDTH - 12 - _SHADOW, host.height() - HEIGHT - 12 - _SHADOW)
        self.ring.move(round(card.x()) + 16, round(card.y()) + 58)
        half = (WIDTH - 40) // 2
        self.back.setGeometry(_SHADOW + 16, _SHADOW + HEIGHT - 50, half, 36)
        self.now.setGeometry(_SHADOW + 24 + half, _SHADOW + HEIGHT - 50, half, 36)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and Ctrl+Z pull back from anywhere but a text or form being filled in; the card follows its window."""
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self._place()
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or self._typing():
            return False
        if self._pulls(event) or keys.is_submit(event):
            event.accept()
            self.send_now() if keys.is_submit(event) else self.pull_back()
            return True
        return False

    @staticmethod
    def _pulls(event: QKeyEvent) -> bool:
        if event.key() == Key.Key_Escape:
            return True
        return event.key() == Key.Key_Z and keys.modifiers(event) == keys.CTRL

    @staticmethod
    def _typing() -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit | QPlainTextEdit) or frame_of(focus) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends at once."""
        if event.key() in keys.RETURNS:
            self.send_now()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the card while it has the keyboard."""
        if isinstance(event, QKeyEvent) and keys.claim(event, event.key() in keys.RETURNS):
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card, head, what waits and its consequence."""
        if not self._waiting:
            return
        painter, parcel = QPainter(self), self._waiting[-1][0]
        box = QRectF(_SHADOW, _SHADOW, WIDTH, HEIGHT)
        cards.soft_shadow(painter, box, 8)
        focused = self.hasFocus()
        cards.rounded(painter, box, 8, "bg_surface", "focus" if focused else "border_strong", 2 if focused else 1)
        x, y, right = box.x(), box.y(), box.right() - 16
        icons.draw(painter, x + 16, y + 14, "send", "accent")
        text.draw(painter, x + 40, y + 10, 24, f"发件箱 {len(self._waiting)}", "body", "text", 600)
        text.draw_right(painter, right, y + 10, 24, "只有不可撤的等 10 秒", "caption", "text3")
        cards.hairline(painter, x + 1, box.right() - 1, y + 44)
        text.draw(painter, x + 88, y + 54, 22, parcel.title, "body", "text", 600, room=WIDTH - 104)
        for place, line in enumerate(parcel.lines[:2]):
            text.draw(painter, x + 88, y + 76 + 19 * place, 18, line, "caption", "text2", room=WIDTH - 104)
        self._paint_consequence(painter, QRectF(x + 16, y + 126, WIDTH - 32, 50), parcel.consequence)

    def _paint_consequence(self, painter: QPainter, box: QRectF, words: str) -> None:
        cards.rounded(painter, box, 6, "info_bg")
        icons.draw(painter, box.x() + 12, box.y() + 9, "lock", "info_fg", 14)
        for place, line in enumerate(text.wrap(words, round(box.width()) - 46, "caption", 500)[:2]):
            text.draw(painter, box.x() + 34, box.y() + 6 + 19 * place, 19, line, "caption", "info_fg", 500)
