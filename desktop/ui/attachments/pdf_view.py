"""A PDF from bytes in memory: nothing of it is written unencrypted; loaded when the first one is looked at."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

_SENTENCES = {QPdfDocument.Error.IncorrectPassword: "这份 PDF 设了打开密码，请向发件人要没有密码的。"}


class PdfView(QPdfView):
    """Shows the pages of one document below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = QByteArray()
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)  # made after the document, because children die in the order they were made
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("PDF 页面")

    def show_content(self, content: bytes) -> str:
        """Show a document; returns why not, or nothing."""
        self.forget()
        self._content = QByteArray(content)
        self._buffer.setBuffer(self._content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        error = self._document.error()
        if error == QPdfDocument.Error.None_ and self._document.pageCount() > 0:
            return ""
        return _SENTENCES.get(error, "这份 PDF 不完整或已损坏，打不开。")

    def forget(self) -> None:
        """Let go of the document."""
        self._document.close()
        self._buffer.close()
        self._content = QByteArray()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self.pageNavigator().currentPage()

    def turn(self, places: int) -> None:
        """Go to another page."""
        wanted = min(max(self.page + places, 0), max(self.pages - 1, 0))
        self.pageNavigator().jump(wanted, QPointF(), 0)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(self.zoomFactor() * factor, 0.2), 6.0))
