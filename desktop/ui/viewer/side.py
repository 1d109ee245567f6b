"""The cards at the right: the series compared with, what was measured, the key image, and what this is not for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import cards, chips, fonts, icons, text
from desktop.ui.buttons import Button
from desktop.ui.viewer import overlay
from desktop.ui.viewer.looking import Looking
from desktop.ui.viewer.measuring import Line, Measurement
from desktop.ui.viewer.pane import Pane
from desktop.ui.viewer.pixels import Slide, Window

WIDTH, _ROW = 300, 46
_MONTH = 30.44


class ComparePane(QWidget):
    """The small picture of the other examination."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = Pane()
        self.words, self.trouble = "", ""
        self.axes: tuple[Line, ...] = ()
        self.setFixedHeight(212)
        self.setAccessibleName("对比影像")

    def show_slide(self, slide: Slide | None, window: Window, words: str, trouble: str = "") -> None:
        """Show a slice in the window of the large one."""
        self.pane.slide, self.pane.window = slide, window
        self.words, self.trouble = words, trouble
        self.setAccessibleDescription(words)
        self._fit()

    def _fit(self) -> None:
        self.pane.size = QSizeF(self.size())
        self.pane.fit()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Keep the whole slice in sight."""
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint slice, axes and words."""
        painter, size = QPainter(self), QSizeF(self.size())
        cards.rounded(painter, QRectF(self.rect()), 6, "viewport")
        if self.pane.slide is None:
            text.draw_centred(painter, 0, 0, size.width(), size.height(), self.trouble or "正在读取…", "dense",
                              "overlay_text")  # fmt: skip
        self.pane.paint(painter)
        overlay.axes(painter, self.pane, self.axes)
        overlay.say(painter, 8, 6, self.words)
        words = overlay.NOT_DIAGNOSTIC
        overlay.say(painter, size.width() - 10 - fonts.width(words, "caption", 600), size.height() - 24, words,
                    "measure_a", 600)  # fmt: skip


class CompareCard(cards.Card):
    """The other examination, linked by the place of the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("对比", "", 14, parent)
        self.small = ComparePane()
        self._left, self._right = "", ""
        self._tag = chips.Tag("已联动", "info", self)
        self.body.addWidget(self.small)
        self.body.addSpacing(24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_looking(self, looking: Looking) -> None:
        """Say which examination it is, how long ago, and how the mean has changed."""
        other = looking.beside
        assert other is not None
        self.title = f"对比 {other.day or '日期不详'}"
        self.setAccessibleName(self.title)
        mine, theirs = looking.latest_of(looking.current), looking.latest_of(other)
        days = abs((looking.current.day - other.day).days) if looking.current.day and other.day else 0
        self._left = f"间隔 {days / _MONTH:.1f} 个月" if days else ""
        self._right = "两边都量过才有差值" if mine is None or theirs is None else _change(looking, mine, theirs)
        self.update()

    def resizeEvent(self, event: object) -> None:
        """The tag stands at the right of the head."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tag.move(self.width() - self._tag.width() - 14, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card with its foot."""
        super().paintEvent(event)
        painter, y = QPainter(self), self.height() - 36
        text.draw(painter, 16, y, 22, self._left, "caption", "text2")
        weight = 500 if "→" in self._right else 0
        text.draw_right(painter, self.width() - 16, y, 22, self._right, "caption", "soon_fg" if weight else "text3",
                        weight)  # fmt: skip


def _change(looking: Looking, mine: Measurement, theirs: Measurement) -> str:
    """`平均径 5.4 → 7.6 mm，+2.2`, the older one first."""
    other = looking.beside
    newer_first = other is not None and other.day and looking.current.day and other.day > looking.current.day
    old, new = (mine, theirs) if newer_first else (theirs, mine)
    return f"平均径 {old.mean} → {new.mean} mm，{new.mean - old.mean:+.1f}"


class _Measurements(QWidget):
    """The measurements line by line; a click chooses."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looking: Looking | None = None

    def show_looking(self, looking: Looking) -> None:
        """Show other measurements."""
        self.looking = looking
        self.setFixedHeight(max(1, len(looking.measurements)) * _ROW)
        self.setAccessibleName("；".join(_spell(one) for one in looking.measurements) or "还没有测量")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        row = int(event.position().y()) // _ROW
        if self.looking is not None and row < len(self.looking.measurements):
            self.chosen.emit(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        if self.looking is None or not self.looking.measurements:
            text.draw(painter, 16, 0, _ROW, "按 D 量长径，再量短径", "dense", "text3")
            return
        for place, one in enumerate(self.looking.measurements):
            self._paint_line(painter, place, one)

    def _paint_line(self, painter: QPainter, place: int, one: Measurement) -> None:
        y = place * _ROW
        assert self.looking is not None
        if place == self.looking.chosen:
            painter.fillRect(QRectF(1, y, self.width() - 2, _ROW), cards.shade_of("bg_selected"))
            painter.fillRect(QRectF(1, y, 3, _ROW), cards.shade_of("accent"))
        cards.rounded(painter, QRectF(16, y + 6, 18, 18), 9, "accent")
        text.draw_centred(painter, 16, y + 6, 18, 18, str(place + 1), "caption", "on_accent", 600)
        text.draw(painter, 42, y + 4, 22, one.title, "dense", "text", 500, room=80)
        text.draw(painter, 42, y + 24, 18, f"层 {one.slice}", "caption", "text3")
        text.draw(painter, 128, y + 4, 22, f"{one.long} × {one.short}", "dense", "text")
        text.draw_right(painter, self.width() - 16, y + 4, 22, str(one.mean), "body", "text", 600)


def _spell(one: Measurement) -> str:
    return f"{one.title} 层 {one.slice} 长 {one.long} 短 {one.short} 平均 {one.mean} 毫米"


class MeasureCard(cards.Card):
    """What was measured; `written` asks to write the chosen one into the reading, `removed` to forget it."""

    written = Signal()
    removed = Signal()
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("测量", "长 × 短 mm · 平均", 0, parent)
        self.lines = _Measurements()
        self.write, self.drop = Button("写入结节", "Return", "primary"), Button("删除", "Del")
        self.reason = ""
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 0, 16, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.write, 1)
        buttons.addWidget(self.drop)
        self.body.addWidget(self.lines)
        self.body.addSpacing(24)
        self.body.addLayout(buttons)
        self.lines.chosen.connect(self.chosen)
        self.write.clicked.connect(self.written)
        self.drop.clicked.connect(self.removed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_looking(self, looking: Looking, reason: str) -> None:
        """Show the measurements; `reason` says why none can be written into a reading."""
        self.lines.show_looking(looking)
        empty = "" if looking.measurements else "还没有测量"
        self.write.set_reason(empty or reason)
        self.drop.set_reason(empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and how the mean is made."""
        super().paintEvent(event)
        words = "平均径 =（长 + 短）÷ 2，取 1 位小数"
        text.draw(QPainter(self), 16, self.lines.geometry().bottom() + 6, 22, words, "caption", "text3")


class KeyCard(cards.Card):
    """The key image: what it keeps, and for what none of this is meant."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("关键图", "存为本案附件", 16, parent)
        self.button = Button("设为关键图", "G", "normal", "star")
        self.body.addWidget(self.button)
        self.body.addSpacing(150)
        self.body.addStretch(1)
        self.button.clicked.connect(self.wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, explanation and notice."""
        super().paintEvent(event)
        painter, y, room = QPainter(self), 92, self.width() - 32
        for line in text.wrap("保存当前窗、测量线和层号，图上姓名、证件号已遮盖。", room, "caption"):
            text.draw(painter, 16, y, 20, line, "caption", "text2")
            y += 20
        lines = text.wrap("本窗口供健康管家核对资料与标图，类别以读片专家为准。", room - 24, "caption")
        box = QRectF(16, y + 8, room, 36 + 20 * len(lines) + 8)
        cards.rounded(painter, box, 6, "soon_bg")
        icons.draw(painter, 28, box.y() + 10, "info", "soon_fg")
        text.draw(painter, 52, box.y() + 8, 20, overlay.NOT_DIAGNOSTIC, "dense", "soon_fg", 600)
        for place, line in enumerate(lines):
            text.draw(painter, 28, box.y() + 32 + 20 * place, 20, line, "caption", "soon_fg")
