"""The empty state: why there is nothing, and the next key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, icons, text
from desktop.ui.buttons import Button
from desktop.ui.strip import Offer

_DISC = 56


class EmptyState(QWidget):
    """A disc with an icon, a title, up to two lines, buttons with keys and a footnote, in the middle of its place.

    `tone` is `ok` for a job that is done, `plain` otherwise. `acted` carries the name of the chosen offer.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._foot, self._tone = "inbox", "", "", "plain"
        self._lines: tuple[str, ...] = ()
        self._buttons: list[Button] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def tell(
        self,
        icon: str,
        title: str,
        lines: tuple[str, ...] = (),
        offers: tuple[Offer, ...] = (),
        foot: str = "",
        tone: str = "plain",
    ) -> None:
        """Say why it is empty and what to do next."""
        self._icon, self._title, self._lines, self._foot, self._tone = icon, title, lines, foot, tone
        self.setAccessibleName("，".join((title, *lines)))
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._make(offer) for offer in offers]
        self._arrange()
        self.update()

    def _make(self, offer: Offer) -> Button:
        button = Button(offer.title, offer.key, "primary" if offer.primary else "normal", parent=self)
        button.setObjectName(offer.name)
        button.clicked.connect(self._announce)
        button.show()
        return button

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())

    def _top(self) -> int:
        high = _DISC + 20 + 28 + 24 * len(self._lines) + (56 if self._buttons else 0) + (48 if self._foot else 0)
        return max(8, round((self.height() - high) * 0.44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons in the middle."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        y = self._top() + _DISC + 20 + 28 + 24 * len(self._lines) + 18
        wide = sum(button.sizeHint().width() for button in self._buttons) + 8 * max(0, len(self._buttons) - 1)
        x = (self.width() - wide) // 2
        for button in self._buttons:
            button.setGeometry(x, y, button.sizeHint().width(), 36)
            x += button.sizeHint().width() + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc, title, lines and footnote."""
        painter = QPainter(self)
        wide, y = self.width(), self._top()
        ground, ink = ("ok_bg", "ok_fg") if self._tone == "ok" else ("bg_subtle", "text2")
        cards.rounded(painter, QRectF((wide - _DISC) / 2, y, _DISC, _DISC), _DISC / 2, ground)
        icons.draw(painter, (wide - 28) / 2, y + 14, self._icon, ink, 28)
        y += _DISC + 20
        text.draw_centred(painter, 0, y, wide, 28, self._title, "title")
        for line in self._lines:
            y += 26
            text.draw_centred(painter, 0, y, wide, 24, line, "dense", "text2")
        if self._foot:
            below = y + 28 + (18 + 36 if self._buttons else 0) + 24
            text.draw_centred(painter, 0, below, wide, 20, self._foot, "caption", "text3")
