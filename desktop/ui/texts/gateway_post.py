"""Looks after the gateways while the window is open, in a thread of its own: a slow network delays nothing."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.casework.gateways.rows import GatewayTurn
from desktop.faults import InputFault
from desktop.ui.errors import is_environment
from desktop.ui.shell import Shell
from desktop.ui.worker import Worker

FIRST_MS, EVERY_MS, IDLE_MS = 3000, 10_000, 60_000


class GatewaySource(Protocol):
    """The gateways of a desk."""

    def possible(self) -> bool:
        """Whether a second thread may use this desk."""

    def turn(self) -> GatewayTurn:
        """Do what is due."""

    def stop(self) -> None:
        """The window closes."""


class GatewayPost(QObject):
    """`turned` carries a GatewayTurn, `failed` what kept the desk from looking, `told` a failure that is new."""

    turned = Signal(object)
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, source: GatewaySource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._worker: Worker | None = None
        self._known: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look for the first time after the window has been painted."""
        if self._source.possible():
            self._timer.start(FIRST_MS)

    @Slot()
    def look(self) -> None:
        """Do what is due, unless that is under way."""
        self._worker = self._worker or Worker(self)
        if not self._worker.busy():
            self._worker.run(self._source.turn, self._done, self._lost)

    @Slot(object)
    def _done(self, turn: GatewayTurn) -> None:
        self._timer.start(EVERY_MS if turn.active else IDLE_MS)
        for failure in turn.failures:
            if failure not in self._known:
                self.told.emit(failure)
        self._known = turn.failures
        self.turned.emit(turn)

    @Slot(object)
    def _lost(self, fault: Any) -> None:
        self._timer.start(IDLE_MS)
        self.failed.emit(fault)

    @Slot()
    def close(self) -> None:
        """Look no more; what is under way ends after its exchange."""
        self._timer.stop()
        self._source.stop()
        if self._worker is not None:
            self._worker.close()


class _Ears(QObject):
    """What the window does with what is heard."""

    def __init__(self, shell: Shell, post: GatewayPost) -> None:
        super().__init__(post)
        self._shell = shell
        post.turned.connect(self.take)
        post.failed.connect(self.lose)
        post.told.connect(partial(shell.toast.tell, undoable=False))

    @Slot(object)
    def take(self, turn: GatewayTurn) -> None:
        """Cases that changed are shown anew."""
        if turn.changed:
            self._shell.refresh()

    @Slot(object)
    def lose(self, fault: BaseException) -> None:
        """A desk out of reach is tried again by itself; anything else is a bug."""
        if not isinstance(fault, InputFault) and not is_environment(fault):
            self._shell.errors.take(fault)


def join_gateways(shell: Shell, source: Any) -> GatewayPost | None:
    """Add it where the desk has gateways."""
    gateways = getattr(source, "gateways", None)
    if gateways is None:
        return None
    post = GatewayPost(gateways, shell)
    _Ears(shell, post)
    shell.closing.connect(post.close)
    post.begin()
    return post
