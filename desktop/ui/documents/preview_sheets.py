"""The pages of a paper one below the other on their ground, with a dashed box round every gap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui import cards, theme
from desktop.ui.documents.page_pictures import Mark, Pages

EDGE, BETWEEN = 16, 14


class Sheets(QWidget):
    """The pictures; a click on a gap tells which by `gap_clicked`."""

    gap_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.pages = Pages((), ())
        self.at = -1

    def show_pages(self, pages: Pages) -> None:
        """Show other pictures."""
        self.pages = pages
        self.setFixedHeight(round(sum(self._high(place) + BETWEEN for place in range(len(pages.images))) + EDGE))
        self.update()

    def _high(self, place: int) -> float:
        image = self.pages.images[place]
        return image.height() / image.devicePixelRatio()

    def top(self, page: int) -> float:
        """Where a page begins."""
        return EDGE + sum(self._high(place) + BETWEEN for place in range(page))

    def left(self) -> float:
        """Where the pages begin from the left."""
        wide = self.pages.images[0].width() / self.pages.images[0].devicePixelRatio() if self.pages.images else 0
        return max(0.0, (self.width() - wide) / 2)

    def box(self, mark: Mark) -> QRectF:
        """A gap's box here."""
        image = self.pages.images[mark.page]
        wide, high = image.width() / image.devicePixelRatio(), self._high(mark.page)
        box = QRectF(mark.box.x() * wide, mark.box.y() * high, mark.box.width() * wide, mark.box.height() * high)
        return box.translated(self.left(), self.top(mark.page)).adjusted(-5, -4, 5, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a gap goes to its field."""
        for place, mark in enumerate(self.pages.marks):
            if self.box(mark).contains(event.position()):
                self.gap_clicked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight; paper stays white in either theme."""
        painter = QPainter(self)
        for place, image in enumerate(self.pages.images):
            wide = image.width() / image.devicePixelRatio()
            box = QRectF(self.left(), self.top(place), wide, self._high(place))
            if box.intersects(QRectF(event.rect())):
                cards.rounded(painter, box.adjusted(-1, -1, 1, 1), 2, None, "border")
                painter.drawImage(box, image)
        for place, mark in enumerate(self.pages.marks):
            wide, ground = 2 if place == self.at else 1.2, theme.faded("soon_bar", 0.2)
            cards.rounded(painter, self.box(mark), 3, ground, "soon_bar", wide, dashed=True)


class SheetsView(QScrollArea):
    """Scrolls through the pages; `page_changed` carries the page in front, from 0."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = Sheets()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.sheets)
        self.sheets.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("报告预览")
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: Pages) -> None:
        """Show other pictures; the place one reads at stays."""
        where = self.verticalScrollBar().value()
        self.sheets.show_pages(pages)
        self.verticalScrollBar().setValue(where)
        self._moved()

    @property
    def page(self) -> int:
        """The page that begins above the middle."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [self.sheets.top(place) for place in range(len(self.sheets.pages.images))]
        return max([place for place, top in enumerate(tops) if top <= middle], default=0)

    def turn_to(self, page: int) -> None:
        """Scroll to a page."""
        if 0 <= page < len(self.sheets.pages.images):
            self.verticalScrollBar().setValue(round(self.sheets.top(page) - EDGE))

    def show_mark(self, place: int) -> None:
        """Scroll to a gap and point it out."""
        self.sheets.at = place
        if 0 <= place < len(self.sheets.pages.marks):
            box = self.sheets.box(self.sheets.pages.marks[place])
            self.verticalScrollBar().setValue(round(box.center().y() - self.viewport().height() / 2))
        self.sheets.update()

    def _moved(self) -> None:
        self.page_changed.emit(self.page)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        self.sheets.update()
