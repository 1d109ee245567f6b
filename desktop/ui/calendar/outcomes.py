"""What follows a deed: told in a line, and put back as the desk said last when it was refused or failed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.faults import InputFault
from desktop.ui import errors, queue_states
from desktop.ui.calendar.board import CalendarBoard


class Outcomes(QObject):
    """Answers deeds on the board. `failed` tells that something under way has ended badly."""

    failed = Signal()

    def __init__(self, page: CalendarBoard) -> None:
        super().__init__(page)
        self._page = page
        page.deeds.lost.connect(self.lose)
        page.deeds.done.connect(self._did)
        page.deeds.undone.connect(self._undid)
        page.deeds.refused.connect(self._refused)
        page.deeds.faulted.connect(self._fail)
        page.strip.acted.connect(self._take_offer)

    @Slot(str, object)
    def _did(self, words: str, changed: tuple[int, ...]) -> None:
        self._page.told.emit(words, True)
        self._page.changed.emit(changed)

    @Slot(str, object)
    def _undid(self, words: str, changed: tuple[int, ...]) -> None:
        self._page.told.emit(words, False)
        self._page.changed.emit(changed)

    @Slot(str)
    def _refused(self, words: str) -> None:
        self._page.put_back()
        self._page.told.emit(words, False)
        self._page.load()

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self.failed.emit()
        if isinstance(fault, InputFault):
            self._refused(f"没有办成，已放回原处：{fault}")
            return
        self._page.put_back()
        self.lose(fault)
        if not errors.is_environment(fault):
            self._page.faulted.emit(fault)

    @Slot(object)
    def lose(self, fault: BaseException) -> None:
        """The days could not be read, or a deed not be done: say so above what is shown."""
        queue_states.say_failed(self._page.strip, fault, self._page.asked)

    @Slot(str)
    def _take_offer(self, name: str) -> None:
        if name == "refresh":
            self._page.load()
        self._page.views.setFocus(Qt.FocusReason.OtherFocusReason)
