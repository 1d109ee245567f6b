"""The one database worker: jobs run in its thread one after another, answers come back to the window's thread."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal, Slot
from shiboken6 import isValid

_log = logging.getLogger(__name__)
Answer = Callable[[Any], None]


@dataclass(eq=False)
class Ticket:
    """One job on its way: what to do, who hears of it, and whether anybody still wants to."""

    job: Callable[[], Any]
    done: Answer | None
    failed: Answer | None
    lane: str
    command: bool = False
    wanted: bool = True
    outcome: Any = None
    fault: BaseException | None = None

    def drop(self) -> None:
        """Nobody wants the answer any more; a job not begun yet is not begun."""
        self.wanted = False


class _Hands(QObject):
    """Lives in the worker's thread and does the jobs."""

    finished = Signal(object)

    @Slot(object)
    def do(self, ticket: Ticket) -> None:
        """Do one job and hand its ticket back."""
        if ticket.wanted:
            try:
                ticket.outcome = ticket.job()
            except Exception as fault:  # every fault of a job belongs to its asker
                ticket.fault = fault
        self.finished.emit(ticket)

    @Slot()
    def end(self) -> None:
        """Let the thread stop, after everything that was sent before."""
        self.thread().quit()


class Worker(QObject):
    """One thread that owns the database session; `run` hands it a job.

    `done` and `failed` must be methods of QObjects of the window's thread: no lambdas, no functions. They are
    called there with the outcome or the exception. A job in a named `lane` makes earlier jobs of that lane
    stale: their answers are dropped, so a fast typist never sees an old search. Urgent jobs overtake the rest.
    """

    _begin = Signal(object)
    _end = Signal()
    faulted = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Ticket] = deque()
        self._lanes: dict[str, Ticket] = {}
        self._current: Ticket | None = None
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName("database")
        self._hands = _Hands()
        self._hands.moveToThread(self._thread)
        self._begin.connect(self._hands.do, Qt.ConnectionType.QueuedConnection)
        self._end.connect(self._hands.end, Qt.ConnectionType.QueuedConnection)
        self._hands.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

    def run(
        self,
        job: Callable[[], Any],
        done: Answer | None = None,
        failed: Answer | None = None,
        lane: str = "",
        urgent: bool = False,
        command: bool = False,
    ) -> Ticket:
        """Queue a job; the ticket can be dropped. A `command` writes: closing waits for it, and drops what only reads.

        After `close` nothing is taken any more.
        """
        ticket = Ticket(job, _checked(done), _checked(failed), lane, command)
        if self._closed:
            ticket.drop()
            return ticket
        self._overtake(ticket)
        if urgent:
            self._waiting.appendleft(ticket)
        else:
            self._waiting.append(ticket)
        self._next()
        return ticket

    def _overtake(self, ticket: Ticket) -> None:
        if not ticket.lane:
            return
        if older := self._lanes.get(ticket.lane):
            older.drop()
        self._lanes[ticket.lane] = ticket

    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._current is not None or bool(self._waiting)

    def _next(self) -> None:
        while self._current is None and self._waiting:
            ticket = self._waiting.popleft()
            if ticket.wanted:
                self._current = ticket
                self._begin.emit(ticket)

    @Slot(object)
    def _deliver(self, ticket: Ticket) -> None:
        self._current = None
        if self._lanes.get(ticket.lane) is ticket:
            del self._lanes[ticket.lane]
        self._next()
        if ticket.wanted and not self._closed:
            self._answer(ticket)
        if not self.busy():
            self.idle.emit()

    def _answer(self, ticket: Ticket) -> None:
        if ticket.fault is None:
            _tell(ticket.done, ticket.outcome)
        elif ticket.failed is not None:
            _tell(ticket.failed, ticket.fault)
        else:
            _log.error("a job in the worker failed", exc_info=ticket.fault)
            self.faulted.emit(ticket.fault)

    def wait_idle(self, milliseconds: int = 5000) -> bool:
        """Let events run until nothing is queued; for pictures and tests. Says whether that was reached."""
        if self.busy():
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            QTimer.singleShot(milliseconds, loop, loop.quit)
            loop.exec()
            self.idle.disconnect(loop.quit)
        return not self.busy()

    def close(self, last: Callable[[], Any] | None = None) -> None:
        """Finish the running job and the commands that wait, run `last` in the thread, and stop it.

        What only reads is dropped. Nobody is left to be told of a fault, so it is logged.
        """
        if self._closed:
            return
        self._closed = True
        left = [ticket for ticket in self._waiting if ticket.command]
        if last is not None:
            left.append(Ticket(last, None, None, ""))
        self._waiting.clear()
        for ticket in left:
            self._begin.emit(ticket)
        self._hands.finished.disconnect(self._deliver)
        self._end.emit()
        self._thread.wait()
        faults = [ticket.fault for ticket in (self._current, *left) if ticket is not None and ticket.fault is not None]
        for fault in faults:
            _log.error("a job failed while the window closed", exc_info=fault)


def _checked(answer: Answer | None) -> Answer | None:
    """Only methods of QObjects are called back: a lambda may run in the wrong thread."""
    if answer is not None and not isinstance(getattr(answer, "__self__", None), QObject):
        raise TypeError("the worker answers to methods of QObjects only")
    return answer


def _tell(answer: Answer | None, value: Any) -> None:
    if answer is not None and isValid(getattr(answer, "__self__", None)):
        answer(value)
