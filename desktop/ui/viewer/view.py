"""Shows what one looks at: the series, the large picture, the comparison and the measurements, as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.attachments.thumbnails import Thumbnails
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.viewer.frames import Frames
from desktop.ui.viewer.head import ViewerHead
from desktop.ui.viewer.looking import Looking
from desktop.ui.viewer.pixels import NO_SPACING, usual_window
from desktop.ui.viewer.series_list import SeriesList
from desktop.ui.viewer.side import WIDTH, CompareCard, KeyCard, MeasureCard
from desktop.ui.viewer.toolbar import Toolbar
from desktop.ui.viewer.viewport import Viewport
from desktop.ui.viewer.words import corner_words
from desktop.ui.whole_page import WholePage

NO_READING = "从解结的解读表打开时可以写入"


class ViewerView(WholePage):
    """The parts of the page and what they show of `looking`."""

    where = Where.VIEWER

    def __init__(self, source: AttachmentSource, desk: ActionDesk) -> None:
        super().__init__()
        self.looking: Looking | None = None
        self.writable = False
        self.fresh = True
        self.frames = Frames(source, self)
        self.thumbnails = Thumbnails(source, self.frames.worker, self)
        self.head, self.toolbar, self.viewport = ViewerHead(self), Toolbar(self), Viewport(self)
        self.list, self.compared = SeriesList(self.thumbnails, self), CompareCard(self)
        self.measurements, self.key_card = MeasureCard(self), KeyCard(self)
        self.hints = KeyHintBar(desk, Where.VIEWER, self)
        self.setAccessibleName("影像查看")
        self._lay_out()
        self.frames.came.connect(self._come)
        self.viewport.windowed.connect(self.say)
        self.viewport.moved.connect(self.say)

    def _lay_out(self) -> None:
        middle, side, columns = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for box in (middle, side, columns):
            box.setSpacing(8)
        middle.addWidget(self.toolbar)
        middle.addWidget(self.viewport, 1)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        for card in (self.compared, self.measurements):
            side.addWidget(card)
        side.addWidget(self.key_card, 1)
        columns.addWidget(self.list)
        columns.addLayout(middle, 1)
        columns.addWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 8)
        whole.setSpacing(8)
        whole.addWidget(self.head)
        whole.addLayout(columns, 1)
        whole.addWidget(self.hints)
        self.compared.hide()

    def open(self, case_id: int, looking: Looking, key: str = "") -> None:
        """Show a case's series, the one of `key` first; what was measured in the case before stays until another."""
        if self.looking is not None and self.looking.case_id == case_id:
            looking.measurements, looking.slices = self.looking.measurements, {**looking.slices, **self.looking.slices}
        elif self.looking is not None:
            self.frames.forget()
        self.looking, self.fresh = looking, True
        if key:
            looking.choose_key(key)
        self.head.show_patient(looking.patient)
        self.refresh()

    def renew(self, case_id: int, entries: Sequence[AttachmentEntry]) -> None:
        """Show key images that have come; the series stay as they are."""
        if self.looking is not None and self.looking.case_id == case_id:
            self.looking.take_key_images(entries)
            self.refresh()

    def refresh(self) -> None:
        """Show series, slice, comparison and measurements as they are now."""
        looking = self.looking
        if looking is None:
            return
        self._show_slide()
        self.frames.look_ahead(looking.current, looking.slice)
        self.list.show_looking(looking)
        self.measurements.show_looking(looking, "" if self.writable else NO_READING)
        self.compared.setVisible(looking.beside is not None)
        if looking.beside is not None:
            self.compared.show_looking(looking)
            self._show_beside()
        self.say()

    def _show_slide(self) -> None:
        assert self.looking is not None
        slide = self.frames.get(self.looking.place)
        trouble = self.frames.failed.get(self.looking.place.key, "")
        if slide is None and not trouble:
            if self.fresh:
                self.viewport.show_slide(None)
            return
        if slide is not None and self.fresh:
            self.fresh = False
            self.viewport.pane.slide = None
            self.viewport.pane.window = usual_window(slide)
        self.viewport.show_slide(slide, trouble)
        here = self.looking.here()
        self.viewport.axes = (here.long_axis, here.short_axis) if here else ()

    def _show_beside(self) -> None:
        assert self.looking is not None
        looking, other = self.looking, self.looking.beside
        assert other is not None
        at = looking.linked_slice()
        place = other.places[at]
        slide = self.frames.get(place)
        small, latest = self.compared.small, looking.latest_of(other)
        on = latest is not None and latest.slice == at + 1
        small.axes = (latest.long_axis, latest.short_axis) if latest is not None and on else ()
        words = f"系列 {other.number or other.title} 层 {at + 1} / {len(other.places)}"
        small.show_slide(slide, self.viewport.pane.window, words, self.frames.failed.get(place.key, ""))

    @Slot(object)
    def _come(self, key: Any) -> None:
        if self.looking is None:
            return
        if key == self.looking.place.key:
            self._show_slide()
            self.say()
        elif self.looking.beside is not None:
            self._show_beside()

    def say(self) -> None:
        """Words over the picture and the state of the tools."""
        looking, pane = self.looking, self.viewport.pane
        if looking is None:
            return
        self.viewport.words = corner_words(looking, pane)
        signs = looking.place.row.details.get("signs")
        self.viewport.signs = (signs[0], signs[1], signs[2]) if signs and len(signs) == 3 else None
        self.viewport.place = (looking.slice, len(looking.current.places), looking.marks())
        self.viewport.setAccessibleDescription("，".join(word for words in self.viewport.words for word in words))
        tool = "measure" if self.viewport.measuring else self.viewport.drag
        self.toolbar.show_state(tool, pane.window, looking.linked, self.unmeasurable)
        if looking.beside is not None and self.compared.small.pane.window != pane.window:
            self._show_beside()
        self.viewport.update()

    @property
    def unmeasurable(self) -> str:
        """Why the slice in sight cannot be measured, or nothing."""
        slide = self.viewport.pane.slide
        return NO_SPACING if slide is not None and slide.spacing is None else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The picture has the keyboard."""
        super().focusInEvent(event)
        self.viewport.setFocus()
