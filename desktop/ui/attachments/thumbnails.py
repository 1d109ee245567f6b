"""The small pictures of attachments, read in the background once each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPixmap

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.faults import OutsideFault
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.worker import Worker

_KEPT = 400


class Thumbnails(QObject):
    """`get` gives the picture or asks for it; `came` tells that one is there."""

    came = Signal()

    def __init__(self, source: AttachmentSource, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._worker = source, worker
        self._pictures: dict[str, QPixmap] = {}
        self._asked: set[str] = set()

    def get(self, entry: AttachmentEntry) -> QPixmap | None:
        """The small picture, None while it is not here or when there is none."""
        key = entry.thumbnail
        if key and key not in self._pictures and key not in self._asked:
            self._asked.add(key)
            self._worker.run(partial(_read, self._source, entry), self._take)
        return self._pictures.get(key)

    @Slot(object)
    def _take(self, found: tuple[str, QImage]) -> None:
        key, image = found
        if len(self._pictures) >= _KEPT:
            self._pictures.clear()
            self._asked = {key}
        if not image.isNull():
            self._pictures[key] = QPixmap.fromImage(image)
            self.came.emit()


def _read(source: AttachmentSource, entry: AttachmentEntry) -> tuple[str, QImage]:
    """The picture, none when it cannot be read: the tile then shows its icon."""
    try:
        return entry.thumbnail, QImage.fromData(source.thumbnail(entry))
    except OutsideFault:
        return entry.thumbnail, QImage()


def draw_covering(painter: QPainter, box: QRectF, picture: QPixmap) -> None:
    """Draw a picture so that it covers a box, cut at the edges."""
    scale = max(box.width() / picture.width(), box.height() / picture.height())
    wide, high = box.width() / scale, box.height() / scale
    part = QRectF((picture.width() - wide) / 2, (picture.height() - high) / 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(box, picture, part)


def draw_within(painter: QPainter, box: QRectF, picture: QPixmap) -> None:
    """Draw a whole picture in the middle of a box."""
    size = picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    x, y = box.x() + (box.width() - size.width()) / 2, box.y() + (box.height() - size.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(x, y, size.width(), size.height()), picture, QRectF(picture.rect()))
