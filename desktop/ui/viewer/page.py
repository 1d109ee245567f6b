"""The viewer's page: what its tools and keys do with the pictures of one case."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.rows import Done, Outcome
from desktop.faults import InputFault
from desktop.ui.action_desk import ActionDesk
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.errors import is_environment
from desktop.ui.viewer.key_image import as_png, draw_key_image
from desktop.ui.viewer.pixels import PRESETS
from desktop.ui.viewer.view import NO_READING, ViewerView
from desktop.ui.viewer.words import picture_words
from desktop.ui.worker import Worker


class ViewerPage(ViewerView):
    """`measured` carries a Measurement that is to be written into a reading, while `writable`.

    `left` asks to go back, `told` carries a line for the toast, `kept` the case whose attachments have changed.
    """

    measured = Signal(object)
    left = Signal()
    told = Signal(str)
    kept = Signal(int)
    faulted = Signal(object)

    def __init__(self, source: AttachmentSource, worker: Worker, desk: ActionDesk) -> None:
        super().__init__(source, desk)
        self._source, self._worker = source, worker
        self._connect()

    def _connect(self) -> None:
        self.head.back.clicked.connect(self.left)
        self.list.chosen.connect(self.choose)
        self.list.opened.connect(self.go_to_key_image)
        self.viewport.turned.connect(self.turn)
        self.viewport.finished.connect(self._finish)
        self.toolbar.taken.connect(self.take_tool)
        self.toolbar.preset.connect(self.set_preset)
        self.measurements.written.connect(self.write)
        self.measurements.removed.connect(self.remove)
        self.measurements.chosen.connect(self.choose_measurement)
        self.key_card.wanted.connect(self.keep_key_image)

    @Slot(int)
    def turn(self, places: int) -> None:
        """Turn over slices."""
        if self.looking is not None and self.looking.turn(places):
            self.viewport.end_measuring()
            self.refresh()

    @Slot(int)
    def choose(self, number: int) -> None:
        """Turn to another series."""
        if self.looking is not None and self.looking.choose(number):
            self.viewport.end_measuring()
            self.fresh = True
            self.refresh()

    def step_series(self, places: int) -> None:
        """Turn to the series before or after."""
        if self.looking is not None:
            self.choose(self.looking.at + places)

    def follow(self) -> None:
        """Turn to the next measurement."""
        if self.looking is not None and self.looking.measurements:
            self.choose_measurement((self.looking.chosen + 1) % len(self.looking.measurements))

    @Slot(object)
    def go_to_key_image(self, entry: AttachmentEntry) -> None:
        """Turn to the slice a key image was made of."""
        details = entry.rows[0].details
        if self.looking is not None and details.get("series"):
            self.looking.choose_key(str(details["series"]))
            self.looking.go_to(int(details.get("slice", 1)) - 1)
            self.fresh = True
            self.refresh()

    @Slot(str)
    def take_tool(self, name: str) -> None:
        """Take a tool of the bar."""
        if name in ("move", "window", "zoom"):
            self.viewport.drag = name
            self.viewport.end_measuring()
        elif name == "measure":
            self.measure()
        elif name == "reset":
            self.viewport.reset()
        else:
            self.compare()
        self.say()
        self.viewport.setFocus()

    @Slot(str)
    def set_preset(self, name: str) -> None:
        """Show the densities of lung, soft tissue or bone."""
        slide = self.viewport.pane.slide
        if slide is not None and not slide.colour:
            self.viewport.set_window(PRESETS[name])

    def measure(self) -> None:
        """Begin to measure, or put the tool away."""
        if self.viewport.measuring is not None:
            self.viewport.end_measuring()
        elif self.unmeasurable:
            self.told.emit(self.unmeasurable)
        else:
            self.viewport.begin_measuring()
        self.say()

    @Slot()
    def _finish(self) -> None:
        tool, looking = self.viewport.measuring, self.looking
        if tool is None or looking is None:
            return
        number = len(looking.measurements) + 1
        found = tool.result(looking.current.key, looking.slice + 1)._replace(title=f"结节 {number}")
        self.viewport.end_measuring()
        looking.add(found)
        self.refresh()

    @Slot(int)
    def choose_measurement(self, number: int) -> None:
        """Choose a measurement and turn to its slice."""
        if self.looking is not None:
            self.looking.chosen = number
            found = self.looking.measurements[number]
            self.fresh = found.series != self.looking.current.key
            self.looking.choose_key(found.series)
            self.looking.go_to(found.slice - 1)
            self.refresh()

    @Slot()
    def write(self) -> None:
        """Hand the chosen measurement to the reading."""
        found = self.looking.measurement if self.looking is not None else None
        if found is None or not self.writable:
            self.told.emit("还没有测量" if found is None else NO_READING)
            return
        self.measured.emit(found)

    @Slot()
    def remove(self) -> None:
        """Forget the chosen measurement."""
        if self.looking is not None and self.looking.remove() is not None:
            self.refresh()

    def compare(self) -> None:
        """Put another examination beside this one, or take it away."""
        if self.looking is None:
            return
        if not self.looking.compare():
            self.told.emit("本案没有第二个序列可以对比")
        self.refresh()

    @Slot()
    def keep_key_image(self) -> None:
        """Keep the picture as it is looked at as an attachment of the case."""
        looking, pane = self.looking, self.viewport.pane
        if looking is None or pane.slide is None:
            return
        here = looking.here()
        axes = (here.long_axis, here.short_axis) if here else ()
        image = draw_key_image(pane, axes, picture_words(looking, pane), self.viewport.lengths(axes))
        details = {
            "series": looking.current.key, "slice": looking.slice + 1, "window": [*pane.window],
            **(here.as_details() if here else {}),
        }  # fmt: skip
        name = f"关键图 系列 {looking.current.number} 层 {looking.slice + 1}.png"
        job = partial(_keep, self._source, looking.case_id, name, image, details)
        self._worker.run(job, self._kept, self._fail, command=True)

    @Slot(object)
    def _kept(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self.told.emit("已存为关键图，并列入本案附件")
            self.kept.emit(outcome.case_id)
        else:
            self.told.emit(outcome.sentence)

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        if isinstance(fault, InputFault) or is_environment(fault):
            self.told.emit(str(fault))
        else:
            self.faulted.emit(fault)

    def retreat(self) -> bool:
        """Esc: take the last place back, put the tool away, then leave."""
        tool = self.viewport.measuring
        if tool is None:
            self.left.emit()
        elif not tool.take_back():
            self.viewport.end_measuring()
        self.say()
        return True


def _keep(source: AttachmentSource, case_id: int, name: str, image: QImage, details: dict[str, Any]) -> Outcome:
    return source.keep_key_image(case_id, name, as_png(image), (image.width(), image.height()), details)
