"""Looks after the gateways while the window is open, in a thread of its own: a slow network delays nothing."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.gateways.rows import GatewayTurn
from desktop.faults import InputFault
from desktop.ui.errors import is_environment
from desktop.ui.feed.poller import FeedPoller
from desktop.ui.feed.source import FeedSource
from desktop.ui.shell import Shell


class GatewaySource(Protocol):
    """The gateways of a desk."""

    def possible(self) -> bool:
        """Whether a second thread may use this desk."""

    def turn(self) -> GatewayTurn:
        """Do what is due."""

    def stop(self) -> None:
        """The window closes."""


class GatewayPost(FeedPoller):
    """Looks as the carrier's feed is looked after; `turned` carries a GatewayTurn, `told` a failure that is new."""

    told = Signal(str)

    def __init__(self, source: GatewaySource, parent: QObject) -> None:
        super().__init__(cast(FeedSource, source), parent)
        self._known: tuple[str, ...] = ()
        self.turned.connect(self._tell)

    @Slot(object)
    def _tell(self, turn: GatewayTurn) -> None:
        for failure in turn.failures:
            if failure not in self._known:
                self.told.emit(failure)
        self._known = turn.failures


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
    if gateways.possible():
        post.begin()
    return post
