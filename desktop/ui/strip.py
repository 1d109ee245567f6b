"""Message strips inside a page: what happened, one sentence why, and the way on, each with its key."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.faults import InputFault
from desktop.ui import cards, chips, errors, fonts, icons, text
from desktop.ui.buttons import Button


class Offer(NamedTuple):
    """A way on that a strip or an empty page offers; `name` comes back in the `acted` signal."""

    name: str
    title: str
    key: str = ""
    primary: bool = False


COPY = Offer("copy_code", "复制错误码")
"""The strip that shows it puts its own code into the clipboard."""


class Manner(NamedTuple):
    """How a kind of strip looks: ground, border, ink, icon; `outlined` adds the bar at the left."""

    ground: str
    ink: str
    detail: str
    icon: str
    outlined: bool = False


MANNERS = {
    "error": Manner("bg_surface", "breach_bar", "text2", "circle-alert", True),
    "refusal": Manner("bg_surface", "breach_bar", "text2", "ban", True),
    "stale": Manner("info_bg", "info_fg", "info_fg", "refresh-cw"),
    "info": Manner("info_bg", "info_fg", "info_fg", "info"),
    "locked": Manner("info_bg", "info_fg", "info_fg", "lock"),
    "cutoff": Manner("soon_bg", "soon_fg", "soon_fg", "cloud-off"),
    "conflict": Manner("soon_bg", "soon_fg", "soon_fg", "git-compare"),
    "warning": Manner("soon_bg", "soon_fg", "soon_fg", "triangle-alert"),
}
_EDGE, _LINE = 12, 20


class Strip(QWidget):
    """A strip of one of the kinds in `MANNERS`; hidden until `tell` is called.

    60 px high with one line of detail; every further line adds 20, a row of offers 36; `gap` is left free below.
    `clause` quotes the handbook, `chip` names section and rule, `code` is what support asks for.
    """

    acted = Signal(str)

    def __init__(self, kind: str = "info", parent: QWidget | None = None, gap: int = 0) -> None:
        super().__init__(parent)
        self.kind, self.title, self.detail, self.code, self.chip = kind, "", "", "", ""
        self._buttons: list[Button] = []
        self._gap = gap
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(
        self,
        title: str,
        detail: str = "",
        offers: tuple[Offer, ...] = (),
        *,
        kind: str = "",
        code: str = "",
        chip: str = "",
    ) -> None:
        """Show a message with its offers; screen readers get it as one sentence."""
        self.kind = kind or self.kind
        self.title, self.detail, self.code, self.chip = title, detail, code, chip
        self.setAccessibleName(f"{title}。{detail}")
        self._rebuild(offers)
        self._arrange()
        self.show()
        self.update()

    def tell_fault(self, fault: BaseException) -> bool:
        """What was typed wrong, or what the machine could not do; False when it is a fault of the program."""
        if isinstance(fault, InputFault):
            self.tell("请核对", str(fault), kind="warning")
        elif errors.is_environment(fault):
            self.tell("没有办成", errors.sentence_of(fault), kind="error", code=errors.code_of(fault))
        else:
            return False
        return True

    def clear(self) -> None:
        """Take the message away."""
        self.title = ""
        self.hide()

    def _rebuild(self, offers: tuple[Offer, ...]) -> None:
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._make(offer) for offer in offers]

    def _make(self, offer: Offer) -> Button:
        kind = "primary" if offer.primary else "normal"
        button = Button(offer.title, offer.key, kind, height=30, role="dense", parent=self)
        button.setObjectName(offer.name)
        button.clicked.connect(self._announce)
        button.show()
        return button

    def _announce(self) -> None:
        name = self.sender().objectName()
        if name == COPY.name:
            QApplication.clipboard().setText(self.code)
        self.acted.emit(name)

    def _lines(self) -> list[str]:
        return text.wrap(self.detail, max(80, self.width() - 56 - self._side()), "caption") if self.detail else []

    def _side(self) -> int:
        """Room at the right that a single offer beside the text takes."""
        return self._buttons[0].sizeHint().width() + _EDGE if self._beside() else 0

    def _beside(self) -> bool:
        return len(self._buttons) == 1 and not self.code and not self.chip

    def heightForWidth(self, _width: int) -> int:
        """The height for the text at the present width."""
        return self.sizeHint().height()

    def sizeHint(self) -> QSize:
        """As high as title, lines and offers need."""
        lines = len(self._lines())
        below = 36 if (self._buttons and not self._beside()) or self.chip or self.code else 0
        return QSize(240, max(40, 20 + _LINE * (1 + lines)) + below + self._gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentence anew and place the offers."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        high = self.sizeHint().height()
        self.setFixedHeight(high)
        high -= self._gap
        if self._beside():
            button = self._buttons[0]
            wide = button.sizeHint().width()
            button.setGeometry(self.width() - wide - _EDGE, (high - 30) // 2, wide, 30)
            return
        x = 40 + (chips.tag_width(self.chip) + 8 if self.chip else 0)
        for button in self._buttons:
            wide = button.sizeHint().width()
            button.setGeometry(x, high - 40, wide, 30)
            x += wide + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and sentences."""
        painter = QPainter(self)
        manner = MANNERS[self.kind]
        box = QRectF(self.rect()).adjusted(0, 0, 0, -self._gap)
        cards.rounded(painter, box, 6, manner.ground, manner.ink if manner.outlined else None)
        if manner.outlined:
            cards.rounded(painter, QRectF(0, 8, 3, box.height() - 16), 1.5, manner.ink)
        icons.draw(painter, 16, 12, manner.icon, manner.ink)
        text.draw(painter, 40, 10, _LINE, self.title, "dense", manner.ink, 600)
        for place, line in enumerate(self._lines()):
            text.draw(painter, 40, 10 + _LINE * (place + 1), _LINE, line, "caption", manner.detail)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        y = self.height() - self._gap - 40
        if self.chip:
            chips.draw_tag(painter, 40, y + 5, self.chip, "plain", 20)
        if self.code:
            right = self.width() - _EDGE
            text.draw(painter, right - fonts.width(self.code, "caption"), y, 30, self.code, "caption", "text3")


def progress_line(painter: QPainter, width: int, share: float, y: int = 0) -> None:
    """Draw the 2-pixel line of something under way; `share` from 0 to 1."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(0, y, width * share, 2), cards.shade_of("accent"))
