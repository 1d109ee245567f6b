"""Puts the carrier's feed together for the command line and the window: settings, secret, door, papers, folder."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from desktop.casework.desk import Desk
from desktop.casework.feed.settings import FeedSettings, feed_settings
from desktop.exchange.carrier.round import Carrier, RoundResult, open_door, speak
from desktop.exchange.http_door import Limits
from desktop.exchange.keychain import TOKEN, secret
from desktop.faults import InputFault
from desktop.models.contents.opening import open_contents

if TYPE_CHECKING:
    from desktop.exchange.carrier.drop import Dropped, Watch


def _watch(settings: FeedSettings) -> Watch:
    from desktop.exchange.carrier.drop import Watch

    return Watch(settings)


def checked(settings: FeedSettings) -> FeedSettings:
    """The settings with the folder's whole path; InputFault for an address, a CA file or a folder that is none."""
    if settings.url:
        open_door(settings, "").close()
    if not settings.folder:
        return settings
    folder = Path(settings.folder).absolute()
    if not folder.is_dir():
        raise InputFault(f"没有文件夹「{folder}」")
    return replace(settings, folder=str(folder))


class Feed:
    """A desk's feed, looked after by one thread; `stop` may be called from any other and ends it soon."""

    def __init__(self, desk: Desk, settings: FeedSettings | None = None, limits: Limits | None = None) -> None:
        self.desk = desk
        self.settings = settings or feed_settings(desk)
        self.watch = _watch(self.settings) if self.settings.folder else None
        self._contents = open_contents(desk.store)
        self._limits = limits
        self._stop = threading.Event()
        self._first = True

    def stop(self) -> None:
        """End the round after the exchange that is under way."""
        self._stop.set()

    def speak(self, *, force: bool = False) -> RoundResult:
        """One round over HTTPS when it is due; nothing is asked without an address.

        The first one of a process is always due: a killed one may have left word that it still speaks.
        """
        if not self.settings.url or self._stop.is_set():
            return RoundResult(asked=False)
        force, self._first = force or self._first, False
        stopped = self._stop.is_set
        with open_door(self.settings, secret(TOKEN), self._limits, stopped) as door:
            carrier = Carrier(self.settings, door, self._paper, SystemRandom(), stopped, self._pause)
            return speak(self.desk, carrier, force=force)

    def _pause(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def look(self) -> list[Dropped]:
        """What lies ready in the watched folder."""
        return self.watch.look(self.desk, time.monotonic()) if self.watch else []

    def _paper(self, sha256: str) -> bytes | None:
        return self._contents.read(sha256) if self._contents.has(sha256) else None
