"""The head of the editor: which document, which version, and whether what is typed is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.documents.rows import DocumentRow
from desktop.ui import cards, fonts, glyphs, keycap, text, theme
from desktop.ui.buttons import IconButton
from desktop.ui.documents.merging import Clash

HIGH = 40


def version_words(row: DocumentRow | None) -> str:
    """`第 3 版草稿`, `第 2 版 已签发 9月23日 14:20`."""
    if row is None:
        return ""
    if row.editable:
        return f"第 {row.version} 版草稿" + (f"·更正第 {row.replaces} 版" if row.replaces else "")
    when = f" {row.issued_at.month}月{row.issued_at.day}日 {row.issued_at:%H:%M}" if row.issued_at else ""
    return f"第 {row.version} 版 {'已发出' if row.form.kind == 'guidance' else '已签发'}{when}"


class EditorHead(QWidget):
    """Tabs of the case's documents (one alone is a title), the version, and the line about saving.

    `turned` carries the kind of a tab, `versions_wanted` a click on the version, `retry_wanted` one on the failure.
    """

    turned = Signal(str)
    versions_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs, self.on = tuple(tabs), tabs[0][0]
        self.words, self.state, self.fault = "", "", ""
        self._spots: list[tuple[str, QRectF]] = []
        self.setFixedHeight(HIGH)
        self.history = IconButton("history", "版本与差异", "Ctrl+H", 28, self)
        self.history.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.history.clicked.connect(self.versions_wanted)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def turn(self, kind: str) -> None:
        """Show which tab is on, without telling."""
        self.on = kind
        self.update()

    def show_row(self, row: DocumentRow | None) -> None:
        """Show a document's version."""
        self.words, self.fault = version_words(row), ""
        editable = row is not None and row.editable
        self.state = f"{row.updated_at:%H:%M} 已自动保存" if editable and row is not None else ""
        self._say()

    def say_kept(self, at: datetime) -> None:
        """What was typed is kept."""
        self.state, self.fault = f"{at:%H:%M} 已自动保存", ""
        self._say()

    def say_writing(self) -> None:
        """Something is typed that is not kept yet."""
        if not self.fault and not self.state.startswith("正在"):
            self.state = "正在写…"
            self._say()

    def say_failed(self, why: str) -> None:
        """What was typed could not be kept."""
        self.fault = f"未保存·{why}"
        self._say()

    def say_clash(self, clash: Clash) -> None:
        """Somebody else wrote in the same field; it is for the person to settle."""
        self.say_failed(f"{clash.conflict.person} 也改了")

    def _say(self) -> None:
        self.setAccessibleName(f"{dict(self.tabs)[self.on]} {self.words}")
        self.setAccessibleDescription(self.fault or self.state)
        self.setToolTip(self.fault)
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the button at the right."""
        self.history.move(self.width() - 40, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tab turns, the failure retries."""
        kind = next((kind for kind, box in self._spots if box.contains(event.position())), "")
        if kind and kind != self.on:
            self.turned.emit(kind)
        elif self.fault and event.position().x() > self.width() / 2:
            self.retry_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tabs, version and the line about saving."""
        painter, x = QPainter(self), 15.0
        self._spots = []
        for kind, title in self.tabs:
            on = kind == self.on
            wide = fonts.width(title, "body", 600)
            text.draw(painter, x, 0, HIGH, title, "body", "text" if on else "text3", 600)
            if on and len(self.tabs) > 1:
                cards.rounded(painter, QRectF(x, HIGH - 3, wide, 3), 1.5, "accent")
            self._spots.append((kind, QRectF(x - 6, 0, wide + 12, HIGH)))
            x += wide + 16
        used = x + text.draw(painter, x, 1, HIGH, self.words, "caption", "text3")
        self._paint_state(painter, used + 12)
        cards.hairline(painter, 0, self.width(), HIGH - 1)

    def _paint_state(self, painter: QPainter, left: float) -> None:
        right = self.width() - 48
        if self.fault:
            keycap.draw(painter, right - keycap.width("F5"), 11, "F5", "surface")
            right -= keycap.width("F5") + 6
            text.draw(painter, max(left, right - fonts.width(f"{self.fault}·重试", "caption", 600)), 0, HIGH,
                      f"{self.fault}·重试", "caption", "soon_fg", 600, room=round(right - left))  # fmt: skip
        elif self.state:
            x = right - fonts.width(self.state, "caption")
            text.draw(painter, x, 0, HIGH, self.state, "caption", "text3")
            if "已" in self.state:
                glyphs.draw(painter, x - 20, 14, "ok", theme.colour("text2"))
