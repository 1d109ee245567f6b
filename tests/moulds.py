"""Desks that many tests begin at: filled once per worker through the verbs themselves, then copied whole."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import count
from os import getpid
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from desktop.casework.desk import Desk, open_desk
from desktop.handbook.deskhours import DeskHours
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from tests.casework.desks import CALENDAR, KEY, HandClock, scratch_desk
from tests.postgres import Server

Fill = Callable[[Desk], Any]


class Mould(NamedTuple):
    """A filled desk at rest: its folder or database, what the filling gave back, and the hour at which it ended."""

    place: str
    made: Any
    now: datetime


class Pour(Protocol):
    """Gives a desk as `fill` leaves one, and what `fill` gave back."""

    def __call__(self, fill: Fill, clock: HandClock) -> tuple[Desk, Any]:
        """The desk stands at the hour at which the filling ended."""
        ...


_files: dict[Fill, Mould] = {}
_databases: dict[Fill, Mould] = {}
_numbers = count(1)


def poured(folder: Path, clock: HandClock, fill: Fill) -> tuple[Desk, Any]:
    """A desk of the test's own in `folder`, as `fill` leaves one, and what `fill` gave back.

    `fill` runs once per worker, at the clock the first test gives it, and may turn that clock; what it gives back
    is shared and must not be changed. The desk is an encrypted file with its stored files beside it.
    """
    if fill not in _files:
        home = Path(tempfile.mkdtemp(prefix="caredesk-mould-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        _files[fill] = _cast(str(home), f"sqlite:///{home / 'desk.db'}", clock, fill)
    mould = _files[fill]
    shutil.copytree(mould.place, folder, dirs_exist_ok=True)
    return _stand(f"sqlite:///{folder / 'desk.db'}", clock, mould)


@contextmanager
def on_files(folder: Path) -> Iterator[Pour]:
    """Pours desks into a folder, each into one of its own."""
    with ExitStack() as stack:

        def pour(fill: Fill, clock: HandClock) -> tuple[Desk, Any]:
            desk, made = poured(folder / f"poured-{next(_numbers)}", clock, fill)
            stack.callback(desk.store.engine.dispose)
            return desk, made

        yield pour


@contextmanager
def on_server(server: Server) -> Iterator[Pour]:
    """Pours desks into databases of a PostgreSQL, each gone at the end."""
    with ExitStack() as stack:

        def pour(fill: Fill, clock: HandClock) -> tuple[Desk, Any]:
            if fill not in _databases:
                name = f"mould_{getpid()}_{next(_numbers)}"
                server.create(name)
                _databases[fill] = _cast(name, server.url(name), clock, fill)
            mould = _databases[fill]
            desk, made = _stand(stack.enter_context(server.fresh(mould.place)), clock, mould)
            stack.callback(desk.store.engine.dispose)
            return desk, made

        yield pour


def _cast(place: str, url: str, clock: HandClock, fill: Fill) -> Mould:
    desk = scratch_desk(url, clock)
    try:
        return Mould(place, fill(desk), clock.now)
    finally:
        desk.store.engine.dispose()


def _stand(url: str, clock: HandClock, mould: Mould) -> tuple[Desk, Any]:
    clock.now = mould.now
    key = KEY if url.startswith("sqlite") else None
    return open_desk(Store(open_engine(url, key=key)), clock, CALENDAR, DeskHours()), mould.made
