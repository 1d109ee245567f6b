"""The line above the viewer: whose pictures these are, masked, and what they are not for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import chips, fonts, text
from desktop.ui.buttons import Button
from desktop.ui.viewer.overlay import NOT_DIAGNOSTIC

_REMARK = "显示器未校准，不能据此下诊断"


class ViewerHead(QWidget):
    """32 px: title, patient, notice, and the way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setFixedHeight(34)
        self.back = Button("返回案件", "Esc", height=32, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.back)

    def show_patient(self, patient: Mapping[str, str]) -> None:
        """Say whose pictures these are."""
        self._words = f"{patient['name']}·{patient['number']}·本机解码，不外传"
        self.setAccessibleName(f"影像查看 {self._words}，{NOT_DIAGNOSTIC}，{_REMARK}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, patient and notice."""
        painter = QPainter(self)
        x = text.draw(painter, 0, 0, 34, "影像查看", "display") + 12
        tag = chips.tag_width(NOT_DIAGNOSTIC) + 6
        right = self.back.x() - 28 - tag
        used = text.draw(painter, x, 2, 32, self._words, "dense", "text2", room=max(60, right - 220 - x))
        chips.draw_tag(painter, right, 7, NOT_DIAGNOSTIC, "soon", 20)
        if right - 12 - fonts.width(_REMARK, "caption") > x + used + 16:
            text.draw_right(painter, right - 12, 0, 34, _REMARK, "caption", "text3")
