"""A page that is read from the desk: when that fails it says so above what was read before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot

from desktop.ui import errors, queue_states
from desktop.ui.strip import Strip
from desktop.ui.whole_page import WholePage


class ReadPage(WholePage):
    """`faulted` carries what is no fault of the environment; `asked` is when the page was read last."""

    faulted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: datetime | None = None
        self.strip = Strip("error", self, gap=8)
        self.answers: dict[str, Callable[[], object]] = {queue_states.RETRY.name: self.load}
        self.strip.acted.connect(self._take_offer)

    @Slot(object)
    def lose(self, fault: BaseException) -> None:
        """The page could not be read, or not be written."""
        queue_states.say_failed(self.strip, fault, self.asked)
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    @Slot(str)
    def _take_offer(self, name: str) -> None:
        deed = self.answers.get(name)
        if deed is not None:
            deed()
