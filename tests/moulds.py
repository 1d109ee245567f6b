"""Desks that many tests begin at: filled once per worker through the verbs themselves, then copied with their files."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop.casework.desk import Desk, open_desk
from desktop.handbook.deskhours import DeskHours
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from tests.casework.desks import CALENDAR, KEY, HandClock, scratch_desk


class Mould(NamedTuple):
    """A filled desk at rest: its folder, what the filling gave back, and the hour at which it ended."""

    folder: Path
    made: Any
    now: datetime


_moulds: dict[Callable[[Desk], Any], Mould] = {}


def poured(folder: Path, clock: HandClock, fill: Callable[[Desk], Any]) -> tuple[Desk, Any]:
    """A desk of the test's own in `folder`, as `fill` leaves one, and what `fill` gave back.

    `fill` runs once per worker, at the clock the first test gives it, and may turn that clock; what it gives back
    is shared and must not be changed. The desk is an encrypted file with its stored files beside it.
    """
    if fill not in _moulds:
        _moulds[fill] = _cast(clock, fill)
    mould = _moulds[fill]
    shutil.copytree(mould.folder, folder, dirs_exist_ok=True)
    clock.now = mould.now
    store = Store(open_engine(f"sqlite:///{folder / 'desk.db'}", key=KEY))
    return open_desk(store, clock, CALENDAR, DeskHours()), mould.made


def _cast(clock: HandClock, fill: Callable[[Desk], Any]) -> Mould:
    folder = Path(tempfile.mkdtemp(prefix="caredesk-mould-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = scratch_desk(f"sqlite:///{folder / 'desk.db'}", clock)
    try:
        return Mould(folder, fill(desk), clock.now)
    finally:
        desk.store.engine.dispose()
