"""A paper's pages as pictures, made from its bytes away from the window's thread, with the places of its gaps."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from desktop.casework.documents.preview_text import UNFILLED


class Mark(NamedTuple):
    """A gap on the paper: page from 0, and its box as shares of the page's width and height."""

    page: int
    box: QRectF


class Pages(NamedTuple):
    """The pictures of all pages at one width, and the gaps in the order of the paper."""

    images: tuple[QImage, ...]
    marks: tuple[Mark, ...]


class UnreadablePaper(Exception):
    """The bytes are no paper that can be shown."""


def picture_pages(pdf: bytes, width: int, scale: float = 1.0) -> Pages:
    """Render every page `width` logical pixels wide for a screen of this scale. Raises UnreadablePaper."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready or not document.pageCount():
        raise UnreadablePaper("这份 PDF 打不开")
    images = tuple(_page(document, number, width, scale) for number in range(document.pageCount()))
    marks = tuple(mark for number in range(document.pageCount()) for mark in _marks(document, number))
    document.close()
    return Pages(images, marks)


def _page(document: QPdfDocument, number: int, width: int, scale: float) -> QImage:
    size = document.pagePointSize(number)
    pixels = round(width * scale)
    image = document.render(number, QSize(pixels, round(pixels * size.height() / size.width())))
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    _lay_on(paper, image)
    paper.setDevicePixelRatio(scale)
    return paper


def _lay_on(paper: QImage, image: QImage) -> None:
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()


def _marks(document: QPdfDocument, number: int) -> list[Mark]:
    said, size = document.getAllText(number).text(), document.pagePointSize(number)
    found, at = [], said.find(UNFILLED)
    while at >= 0:
        box = document.getSelectionAtIndex(number, at, len(UNFILLED)).boundingRectangle()
        found.append(Mark(number, QRectF(box.x() / size.width(), box.y() / size.height(),
                                         box.width() / size.width(), box.height() / size.height())))  # fmt: skip
        at = said.find(UNFILLED, at + 1)
    return found
