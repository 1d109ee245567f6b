"""What stands in the window's place while the program is being loaded: its name, and what it is doing."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.ui import cards, fonts, icons, text

_ICON, _SHOWN_WITHIN = 64, 0.5


class Splash(QMainWindow):
    """A plain window; it never ends the program by being closed. `say` paints at once, without an event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setWindowTitle("健管台 CareDesk")
        self.setWindowIcon(icons.application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumSize(480, 280)
        self._face = _Face(self)
        self.setCentralWidget(self._face)

    def say(self, words: str) -> None:
        """Show what is being done now, before it is begun."""
        self.words = words
        self.setAccessibleName(f"健管台 CareDesk，{words}")
        self._face.update()
        begun = perf_counter()
        while True:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            handle = self.windowHandle()
            if handle is None or handle.isExposed() or perf_counter() - begun > _SHOWN_WITHIN:
                break
        self._face.repaint()
        QApplication.processEvents()


class _Face(QWidget):
    """Logo, name and words in the middle."""

    def __init__(self, splash: Splash) -> None:
        super().__init__(splash)
        self._splash = splash

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), cards.shade_of("bg_app"))
        middle, wide = self.height() / 2 - 40, self.width()
        logo = icons.application_icon().pixmap(_ICON, _ICON)
        painter.drawPixmap(round((wide - _ICON) / 2), round(middle - _ICON), logo)
        text.draw_centred(painter, 0, middle + 16, wide, 29, "健管台 CareDesk", "display")
        text.draw_centred(painter, 0, middle + 52, wide, 20, self._splash.words, "dense", "text2")
        line = min(160, fonts.width(self._splash.words, "dense"))
        cards.hairline(painter, (wide - line) / 2, (wide + line) / 2, middle + 80, "accent")
