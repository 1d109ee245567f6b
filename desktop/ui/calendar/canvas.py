"""The ground of the painted views: blocks laid out once, only what is exposed painted, focus and moves above it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.casework.schedule_rows import Change
from desktop.handbook.workdays import WorkCalendar
from desktop.ui import cards, theme
from desktop.ui.calendar import above
from desktop.ui.calendar.agenda import Agenda, Key
from desktop.ui.calendar.moving import Move
from desktop.ui.calendar.spots import SIDE, Spot
from desktop.ui.calendar.wording import key_of, spoken


class Canvas(QAbstractScrollArea):
    """A view of days. `picked` carries the block that got the cursor, `opened` a double-clicked one.

    Subclasses lay their blocks out (`_lay_out`) and paint what stands still (`_paint_scene`).
    """

    picked = Signal(object)
    opened = Signal(object)
    head = 36

    def __init__(self, calendar: WorkCalendar, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar, self._clock = calendar, now
        self.agenda: Agenda | None = None
        self.cursor_key: Key | None = None
        self.move_shown: Move | None = None
        self.preview: tuple[Change, ...] = ()
        self.spots: list[Spot] = []
        self._places: dict[Key, Spot] = {}
        self.pinned = 0.0
        self._laid_for = QSize()
        self.touched = QRect()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.SWITCH.changed.connect(self._themed)

    @property
    def now(self) -> datetime:
        """The desk's moment."""
        return self._clock()

    @abstractmethod
    def _lay_out(self) -> QSize:
        """Place the spots; returns the size of the content without head and names. `pinned` px of it do not scroll."""

    @abstractmethod
    def _paint_scene(self, painter: QPainter, exposed: QRect) -> None:
        """Paint everything but focus, ghost and preview, where it is exposed."""

    def box_of(self, _move: Move) -> QRectF | None:
        """Where a move would put its block, in the content's pixels; None where blocks cannot be moved."""
        return None

    def show_agenda(self, agenda: Agenda, cursor: Key | None) -> None:
        """Show another state of things; the cursor stays with its block, in sight when that went elsewhere."""
        before = self.spot(cursor) if cursor == self.cursor_key else None
        self.agenda = agenda
        self.cursor_key = cursor
        self.relay()
        now = self.spot(cursor)
        if before is not None and now is not None and before.box != now.box:
            self.reveal(cursor)

    def relay(self) -> None:
        """Lay out anew, for new data, another size, another minute."""
        if self.agenda is None:
            return
        size = self._lay_out()
        self._places = {key_of(spot.block): spot for spot in reversed(self.spots)}
        view = self._laid_for = self.viewport().size()
        for bar, all_of_it, room in (
            (self.horizontalScrollBar(), size.width(), view.width() - SIDE - 1),
            (self.verticalScrollBar(), size.height(), view.height() - self.head - 1),
        ):
            bar.setPageStep(max(1, room))
            bar.setSingleStep(24)
            bar.setRange(0, max(0, all_of_it - room))
        self.refresh()

    def refresh(self) -> None:
        """Paint all of it at the next repaint."""
        self.viewport().update()
        self._tell_readers()

    def _themed(self, _name: str) -> None:
        self.refresh()

    def seen(self, box: QRectF, waiting: bool) -> QRectF:
        """A box of the content where it is seen now."""
        down = 0 if waiting and self.pinned else self.verticalScrollBar().value()
        return box.translated(SIDE - self.horizontalScrollBar().value(), self.head - down)

    def seen_spot(self, spot: Spot) -> QRectF:
        """A spot where it is seen now."""
        return self.seen(spot.box, not spot.block.escort_id)

    def lanes_area(self) -> QRectF:
        """Where lanes are seen: right of the names, below what is pinned."""
        view = self.viewport().rect()
        top = self.head + self.pinned
        return QRectF(SIDE, top, view.width() - SIDE, view.height() - top)

    def body_area(self) -> QRectF:
        """Right of the names and below the head, what is pinned included."""
        view = self.viewport().rect()
        return QRectF(SIDE, self.head, view.width() - SIDE, view.height() - self.head)

    def spot(self, key: Key | None) -> Spot | None:
        """The spot of a block."""
        return self._places.get(key) if key else None

    def set_cursor(self, key: Key | None) -> None:
        """Give a block the cursor and bring it into sight."""
        if key == self.cursor_key:
            return
        touched = above.touched(self)
        self.cursor_key = key
        self.reveal(key)
        self.touch(touched.united(above.touched(self)))
        self._tell_readers()

    def reveal(self, key: Key | None) -> None:
        """Scroll a block into sight."""
        spot = self.spot(key)
        if spot is None:
            return
        box, area = self.seen_spot(spot).adjusted(-8, -8, 8, 8), self.lanes_area()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(round(across.value() + min(0, box.left() - area.left()) + max(0, box.right() - area.right())))
        if spot.block.escort_id or not self.pinned:
            down.setValue(round(down.value() + min(0, box.top() - area.top()) + max(0, box.bottom() - area.bottom())))

    def show_move(self, move: Move | None) -> None:
        """Show where a block would go, or nothing; only what that touches is painted."""
        touched = above.touched(self)
        self.move_shown = move
        self.touch(touched.united(above.touched(self)))

    def touch(self, area: QRect) -> None:
        """Paint a part of the view again."""
        self.touched = area
        self.viewport().update(area)

    def show_preview(self, changes: tuple[Change, ...]) -> None:
        """Show what a proposal would do."""
        self.preview = changes
        self.viewport().update()

    def _tell_readers(self) -> None:
        block = self.agenda.find(self.cursor_key) if self.agenda else None
        words = spoken(block, self.agenda.name(block.escort_id), self.now) if block and self.agenda else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days where they are exposed, focus, preview and ghost above them, and the card's edge last."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("bg_surface"))
        if self.agenda is not None:
            self._paint_scene(painter, event.rect())
            self._paint_above(painter)
            painter.setClipping(False)
        self._paint_edge(painter, QRectF(self.viewport().rect()))

    def _paint_edge(self, painter: QPainter, box: QRectF) -> None:
        corners = QPainterPath()
        corners.addRect(box)
        corners.addRoundedRect(box, 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(corners, theme.colour("bg_app"))
        cards.rounded(painter, box, 8, None, "border")

    def _paint_above(self, painter: QPainter) -> None:
        above.paint_above(painter, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        super().resizeEvent(event)
        if self.viewport().size() != self._laid_for:
            self.relay()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint at the new place."""
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring turns blue."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring turns grey."""
        super().focusOutEvent(event)
        self.viewport().update()
