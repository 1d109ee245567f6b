"""The large pane: turns slices over, moves and zooms, sets the window, and measures, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import cards, text, theme
from desktop.ui.viewer import overlay
from desktop.ui.viewer.measuring import Line, Measuring
from desktop.ui.viewer.pane import Pane
from desktop.ui.viewer.pixels import Slide, Window, length, tenth

_LEFT, _MIDDLE, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
_NOTCH = 120


class Viewport(QWidget):
    """Shows one slice. `turned` asks for other slices, `finished` tells that four places are fixed.

    `windowed` and `moved` tell that what the slice looks like was changed here. `drag` is what the left button does
    while nothing is measured: move, window or zoom; the right one always sets the window, the middle one moves.
    """

    turned = Signal(int)
    finished = Signal()
    windowed = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = Pane()
        self.trouble = ""
        self.words: Sequence[Sequence[str]] = ((), (), (), ())
        self.signs: tuple[str, str, str] | None = None
        self.place: tuple[int, int, tuple[int, ...]] = (0, 0, ())
        self.axes: Sequence[Line] = ()
        self.measuring: Measuring | None = None
        self.drag = "move"
        self._held: tuple[Qt.MouseButton, QPointF] | None = None
        self._turning = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setObjectName("viewport")
        self.setAccessibleName("影像")

    def show_slide(self, slide: Slide | None, trouble: str = "") -> None:
        """Show another slice where the one before was, or say why there is none."""
        fresh = self.pane.slide is None or (slide is not None and slide.size != self.pane.slide.size)
        self.pane.slide, self.trouble = slide, trouble
        if fresh:
            self.reset()
        self.update()

    def reset(self) -> None:
        """The whole slice again."""
        self.pane.size = QSizeF(self.size())
        self.pane.fit()
        self.moved.emit()
        self.update()

    def set_window(self, window: Window) -> None:
        """Show other densities."""
        self.pane.window = Window(min(max(window.width, 1), 20_000), min(max(window.centre, -20_000), 20_000))
        self.windowed.emit()
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Zoom at the middle."""
        self.pane.zoom_at(QPointF(self.width() / 2, self.height() / 2), factor)
        self.moved.emit()
        self.update()

    def shift(self, dx: float, dy: float) -> None:
        """Move the slice by screen pixels."""
        self.pane.shift(QPointF(dx, dy))
        self.moved.emit()
        self.update()

    def begin_measuring(self) -> bool:
        """Begin at the middle of what is in sight; says whether the slice can be measured at all."""
        slide = self.pane.slide
        if slide is None or slide.spacing is None:
            return False
        self.measuring = Measuring(slide.spacing, self.pane.middle)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.update()
        return True

    def end_measuring(self) -> None:
        """Put the tool away."""
        self.measuring = None
        self.unsetCursor()
        self.update()

    def nudge(self, dx: float, dy: float) -> None:
        """Move the next place by pixels of the slice."""
        if self.measuring is not None:
            x, y = self.measuring.cursor
            self.measuring.move((x + dx, y + dy))
            self.update()

    def fix(self) -> None:
        """Fix the place under the cursor."""
        if self.measuring is not None and self.measuring.put():
            self.finished.emit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The slice stays as large beside the pane's new size."""
        before = self.pane.size.width()
        super().resizeEvent(event)
        self.pane.size = QSizeF(self.size())
        if before <= 1:
            self.reset()
        else:
            self.pane.zoom *= self.pane.size.width() / before

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn slices over; with Ctrl zoom where the pointer is."""
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pane.zoom_at(event.position(), 1.0015**turn)
            self.moved.emit()
            self.update()
        else:
            self._turning += turn
            places = int(self._turning / _NOTCH)
            self._turning -= places * _NOTCH
            if places:
                self.turned.emit(-places)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button measures or moves, the right one sets the window."""
        self.setFocus()
        self._held = (event.button(), event.position())
        if event.button() == _LEFT and self.measuring is not None:
            self.measuring.move(self.pane.to_slice(event.position()))
            self.fix()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.measuring is not None:
            self.measuring.move(self.pane.to_slice(event.position()))
            self.update()
        if self._held is None:
            return
        button, before = self._held
        by = event.position() - before
        self._held = (button, event.position())
        if button == _LEFT and self.measuring is not None:
            return
        does = "window" if button == _RIGHT else "move" if button == _MIDDLE else self.drag
        if does == "window":
            window = self.pane.window
            self.set_window(Window(window.width + 4 * by.x(), window.centre + 4 * by.y()))
        elif does == "zoom":
            self.zoom_by(1.01 ** -by.y())
        else:
            self.shift(by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Letting go after drawing fixes the other end; a click alone leaves it to the next click."""
        tool, held = self.measuring, self._held
        self._held = None
        if tool is None or held is None or held[0] != _LEFT or not len(tool.places) % 2:
            return
        tool.move(self.pane.to_slice(event.position()))
        begun = self.pane.to_screen(tool.places[-1])
        if (event.position() - begun).manhattanLength() > 4:
            self.fix()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint slice, words, axes and the focus ring."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "viewport")
        painter.setClipRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        self.pane.paint(painter)
        size = QSizeF(self.size())
        if self.pane.slide is None:
            words = self.trouble or "正在读取…"
            text.draw_centred(painter, 0, 0, size.width(), size.height(), words, "body", "overlay_text")
        else:
            self._paint_over(painter, size)
        overlay.warn(painter, size)
        painter.setClipping(False)
        if self.hasFocus():
            cards.rounded(painter, QRectF(self.rect()), 8, None, theme.colour("focus"), 2)

    def _paint_over(self, painter: QPainter, size: QSizeF) -> None:
        assert self.pane.slide is not None
        overlay.corners(painter, size, self.words)
        if self.signs is not None:
            overlay.directions(painter, size, self.signs)
        overlay.slice_bar(painter, size, *self.place)
        overlay.scale_bar(painter, self.pane, self.pane.slide.spacing)
        lines = self.measuring.axes() if self.measuring else self.axes
        overlay.axes(painter, self.pane, lines)
        if self.measuring is not None:
            tint = overlay.TINTS[len(self.measuring.places) // 2 % 2]
            overlay.crosshair(painter, self.pane, self.measuring.snapped, tint)
            overlay.magnifier(painter, self.pane, self.measuring.snapped, lines, self.lengths(lines))
        elif lines:
            ends = [spot for line in lines for spot in line]
            middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
            overlay.magnifier(painter, self.pane, middle, lines, self.lengths(lines))

    def lengths(self, lines: Sequence[Line]) -> list[str]:
        """`长 8.2`, `短 7.0`."""
        return spell_lengths(self.pane.slide, lines)


def spell_lengths(slide: Slide | None, lines: Sequence[Line]) -> list[str]:
    """What stands beside the axes; nothing where the size of a pixel is not known."""
    spacing = slide.spacing if slide else None
    if spacing is None:
        return []
    pairs = zip("长短", lines, strict=False)
    return [f"{name} {tenth(length(line[0], line[1], spacing))}" for name, line in pairs]
