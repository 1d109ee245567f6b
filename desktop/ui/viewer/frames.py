"""Slices decoded in a thread of their own and kept while there is room, the neighbours of the present one ahead."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.exchange.decoding import Undecodable
from desktop.faults import OutsideFault
from desktop.ui.attachments.source import AttachmentSource
from desktop.ui.viewer.pixels import Slide, slide_of
from desktop.ui.viewer.series import Place, Series
from desktop.ui.worker import Ticket, Worker

ROOM = 384 << 20
AHEAD = 6
Key = tuple[int, int]
Answer = tuple[Key, Slide | str]
"""A slice under its key, or the sentence that says why it cannot be shown."""


class Frames(QObject):
    """Asks for slices; `came` carries the key of one that has come or failed."""

    came = Signal(object)

    def __init__(self, source: AttachmentSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.worker = Worker(self)
        self._kept: OrderedDict[Key, Slide] = OrderedDict()
        self.failed: dict[Key, str] = {}
        self._asked: dict[Key, Ticket] = {}
        self._bytes = 0

    def get(self, place: Place) -> Slide | None:
        """The slice when it is here; it is asked for at once otherwise."""
        slide = self._kept.get(place.key)
        if slide is not None:
            self._kept.move_to_end(place.key)
        elif place.key not in self.failed:
            self._ask(place, urgent=True)
        return slide

    def look_ahead(self, series: Series, at: int) -> None:
        """Ask for the slices round one, the nearest first; what nobody waits for any more is dropped."""
        near = [at + step * sign for step in range(1, AHEAD + 1) for sign in (1, -1)]
        wanted = [series.places[place] for place in near if 0 <= place < len(series.places)]
        keep = {place.key for place in wanted} | {series.places[at].key}
        for key, ticket in list(self._asked.items()):
            if key not in keep and ticket.outcome is None:
                ticket.drop()
                del self._asked[key]
        for place in wanted:
            if place.key not in self._kept and place.key not in self.failed:
                self._ask(place, urgent=False)

    def _ask(self, place: Place, urgent: bool) -> None:
        if place.key in self._asked:
            if not urgent:
                return
            self._asked.pop(place.key).drop()
        job = partial(_decoded, self._source, place)
        self._asked[place.key] = self.worker.run(job, self._take, self._lose, urgent=urgent)

    @Slot(object)
    def _take(self, answer: Answer) -> None:
        key, slide = answer
        self._asked.pop(key, None)
        if isinstance(slide, str):
            self.failed[key] = slide
        else:
            self._keep(key, slide)
        self.came.emit(key)

    def _keep(self, key: Key, slide: Slide) -> None:
        self._kept[key] = slide
        self._bytes += slide.values.nbytes
        while self._bytes > ROOM and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= old.values.nbytes

    @Slot(object)
    def _lose(self, fault: BaseException) -> None:
        """Only a bug comes here; it belongs to the window."""
        raise fault

    def forget(self) -> None:
        """Give the room back, as when another case is opened."""
        for ticket in self._asked.values():
            ticket.drop()
        self._kept.clear()
        self._asked.clear()
        self.failed.clear()
        self._bytes = 0

    def close(self) -> None:
        """End the thread and what decodes."""
        self.worker.close(last=self._source.close)


def _decoded(source: AttachmentSource, place: Place) -> Answer:
    try:
        frame = source.frame(place.row, place.frame)
        return place.key, slide_of(frame.kind, frame.columns, frame.rows, frame.values, frame.facts)
    except (Undecodable, OutsideFault) as fault:
        return place.key, str(fault)
    except ValueError:
        return place.key, "影像的数据不完整或已损坏。"
