"""The window's body: navigation, the page, and the inspector beside or over it, by the width of the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui import cards
from desktop.ui.inspector_pane import NARROW, NARROW_BELOW, OVERLAY_BELOW, WIDE, InspectorPane
from desktop.ui.nav import WIDTH as NAV_WIDTH
from desktop.ui.nav import NavBar
from desktop.ui.popover import close_all
from desktop.ui.queue_states import DISMISS
from desktop.ui.strip import COPY, Strip

_EDGE = 12


class Body(QWidget):
    """Lays the three panes out. Pages that need the whole width say so by `set_inspector(False)`.

    In a window narrower than 1280 the inspector floats over the page and is shown on demand only.
    """

    def __init__(self, nav: NavBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nav = nav
        nav.setParent(self)
        self.pages = QStackedWidget(self)
        self.pages.currentChanged.connect(self._close_popovers)
        self.strip = Strip("error", self)
        self.strip.acted.connect(self._take_offer)
        self.inspector = InspectorPane(self)
        self._wanted, self._called, self._hidden = True, False, False

    def keep(self, *pages: QWidget) -> None:
        """Own pages that will be shown over others, so that they end with the window."""
        for page in pages:
            self.pages.addWidget(page)

    @Slot(int)
    def _close_popovers(self, _place: int) -> None:
        """What floats over a page goes with it."""
        close_all(self.window())

    def set_inspector(self, wanted: bool) -> None:
        """Whether the page that is on has an inspector at all."""
        self._wanted, self._called = wanted, False
        self.arrange()

    def page(self) -> QWidget:
        """The page that is on."""
        return self.pages.currentWidget() or self.pages

    def call_inspector(self) -> None:
        """Show the inspector, or take it away again, whatever the width."""
        if self.is_narrow():
            self._called = not self._called
        else:
            self._hidden = not self._hidden
        self.arrange()

    def dismiss_inspector(self) -> bool:
        """Take a floating inspector away; says whether there was one."""
        was = self._called and self.is_narrow()
        self._called = False
        self.arrange()
        return was

    def is_narrow(self) -> bool:
        """Whether the inspector floats."""
        return self.width() < OVERLAY_BELOW

    @Slot(str, str, str)
    def show_fault(self, title: str, sentence: str, code: str) -> None:
        """Show a fault in the strip above the page, until it is put away."""
        self.strip.tell(title, sentence, (DISMISS, COPY), kind="error", code=code)
        self.arrange()

    def _take_offer(self, _name: str) -> None:
        self.strip.clear()
        self.arrange()

    def arrange(self) -> None:
        """Place everything anew."""
        narrow = self.is_narrow()
        beside = self._wanted and not narrow and not self._hidden
        floating = self._wanted and narrow and self._called
        wide = NARROW if self.width() < NARROW_BELOW else WIDE
        place = QRect(self.width() - wide - _EDGE, _EDGE, wide, self.height() - 2 * _EDGE)
        self.inspector.floating = floating
        self.inspector.setGeometry(place)
        self.inspector.setVisible(beside or floating)
        self.nav.setGeometry(0, 0, NAV_WIDTH, self.height())
        room = self.width() - NAV_WIDTH - (wide + _EDGE if beside else 0)
        self._place_pages(room)
        if floating:
            self.inspector.raise_()

    def _place_pages(self, room: int) -> None:
        top = 0
        if not self.strip.isHidden():
            self.strip.setGeometry(NAV_WIDTH + 16, _EDGE, room - 28, self.strip.height())
            top = self.strip.height() + _EDGE
        self.pages.setGeometry(NAV_WIDTH, top, room, self.height() - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), cards.shade_of("bg_app"))
