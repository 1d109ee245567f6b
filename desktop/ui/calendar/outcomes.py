"""What follows a reading or a deed: told in a line, shown, or put back as the desk said last."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from desktop.casework.schedule_rows import Schedule
from desktop.ui import errors, queue_states
from desktop.ui.calendar.deeds import Reading

if TYPE_CHECKING:
    from desktop.ui.calendar.page import CalendarPage


class Outcomes(QObject):
    """Remembers what the desk said last, so that what ran ahead of it can be put back."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page
        self._said: Schedule | None = None
        self._asked: datetime | None = None
        page.deeds.lost.connect(self.lose)
        page.deeds.done.connect(self._did)
        page.deeds.refused.connect(self._refused)
        page.deeds.faulted.connect(self._failed)
        page.strip.acted.connect(self._take_offer)

    def take(self, reading: Reading) -> None:
        """The desk said this."""
        self._said, self._asked = reading.schedule, self._page.now
        self._page.strip.clear()

    def put_back(self) -> None:
        """Show what the desk said last."""
        if self._said is not None and self._page.shown.is_of(self._said):
            self._page.show_schedule(self._said)

    @Slot(str, object)
    def _did(self, words: str, changed: tuple[int, ...]) -> None:
        self._page.told.emit(words, True)
        self._page.changed.emit(changed)

    @Slot(str)
    def _refused(self, words: str) -> None:
        self.put_back()
        self._page.told.emit(words, False)
        self._page.load()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.put_back()
        self._page.planning.end()
        self.lose(fault)
        if not errors.is_environment(fault):
            self._page.faulted.emit(fault)

    @Slot(object)
    def lose(self, fault: BaseException) -> None:
        """The days could not be read, or a deed not be done: say so above what is shown."""
        queue_states.say_failed(self._page.strip, errors.sentence_of(fault), errors.code_of(fault), self._asked)

    @Slot(str)
    def _take_offer(self, name: str) -> None:
        if name == "refresh":
            self._page.load()
        elif name == "copy_code":
            QApplication.clipboard().setText(self._page.strip.code)
        self._page.views.setFocus(Qt.FocusReason.OtherFocusReason)
