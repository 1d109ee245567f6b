"""A picture as the paper will show it: on white in both themes, never larger than it is, with what it is below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import cards, icons, text

_PAPER = QColor(Qt.GlobalColor.white)
_FOOT, _PAD = 28, 16


class PictureView(QWidget):
    """Painted only; `show_picture` with b"" says that there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self.words = QImage(), ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)

    def show_picture(self, content: bytes, nothing: str) -> None:
        """Show a picture, or say `nothing`."""
        self._image = QImage.fromData(content) if content else QImage()
        shown = not self._image.isNull()
        self.words = f"{self._image.width()} × {self._image.height()} 像素，{_size(len(content))}" if shown else nothing
        self.setAccessibleName(f"预览，{self.words}")
        self.update()

    def sizeHint(self) -> QSize:
        """A card's width."""
        return QSize(360, 320)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, the picture and the line below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = QRectF(0, 0, self.width(), self.height() - _FOOT)
        if self._image.isNull():
            cards.rounded(painter, paper, 6, "bg_subtle")
            icons.draw(painter, paper.center().x() - 8, paper.center().y() - 24, "stamp", "text3")
            text.draw_centred(painter, 0, paper.center().y(), self.width(), 24, self.words, "dense", "text2")
            return
        painter.fillRect(paper, _PAPER)
        cards.rounded(painter, paper, 2, None, "border")
        room = paper.adjusted(_PAD, _PAD, -_PAD, -_PAD).size().toSize()
        fitted = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        size = fitted if fitted.width() < self._image.width() else self._image.size()
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(paper.center())
        painter.drawImage(box, self._image)
        text.draw(painter, 0, self.height() - _FOOT + 4, 20, self.words, "caption", "text2")


def _size(amount: int) -> str:
    return f"{amount / 1024 / 1024:.1f} MB" if amount >= 1 << 20 else f"{max(1, round(amount / 1024))} KB"
