"""Prints what the queues of a seeded desk cost, beside the same page read by the bare driver, on either engine."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import cycle
from pathlib import Path

from sqlalchemy import text

from desktop.casework import queues
from desktop.casework.desk import Desk, open_desk
from desktop.casework.rows import QueueQuery
from desktop.casework.seeding import seed
from desktop.casework.verification import verify
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.workdays import SHANGHAI
from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store

CALENDAR = load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars")
NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
END = NOW.replace(hour=23, minute=59)
KEY = bytes(range(32))
RAW_PAGE = (
    "SELECT c.*, p.name, u.name FROM case_file c JOIN person p ON p.id = c.person_id"
    " LEFT JOIN desk_user u ON u.id = c.owner_id WHERE c.id IN ({ids})"
)


def scratch_desk(url: str) -> Desk:
    """An empty desk; an encrypted file, or a fresh schema on a server."""
    engine = open_engine(url, key=KEY)
    create_scratch(engine)
    return open_desk(Store(engine), lambda: NOW, CALENDAR, DeskHours())


def measured(label: str, call: Callable[[], object], times: int = 15) -> float:
    """Print the median and the worst of several calls in milliseconds; returns the median."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        call()
        found.append((time.perf_counter() - before) * 1e3)
    median = statistics.median(found)
    print(f"{label:34}{median:12.2f} ms   worst {max(found):8.2f} ms")
    return median


def print_queues(desk: Desk) -> None:
    """The green channel's queue with each of its views, its pages, its counts, and a page by the bare driver."""
    query = QueueQuery(NOW, END, service="GC")
    with desk.reading() as session:
        ids = queues.queue_ids(session, query)
        measured(f"queue of {len(ids):,} ids", lambda: queues.queue_ids(session, query))
        for tab in queues.TABS[1:]:
            shown = QueueQuery(NOW, END, service="GC", tab=tab)
            measured(f"  view {tab}", partial(queues.queue_ids, session, shown))
        for sort in ("accepted", "stage", "number"):
            sorted_by = QueueQuery(NOW, END, service="GC", sort=sort)
            measured(f"  by {sort}", partial(queues.queue_ids, session, sorted_by))
        measured("counts of all pages", lambda: queues.queue_counts(session, "林悦", NOW))
        measured("counts of all views", lambda: queues.tab_counts(session, query))
        pages = [list(ids[place : place + 50]) for place in range(0, max(min(len(ids), 5_000), 1), 50)]
        turn, again = cycle(pages), cycle([RAW_PAGE.format(ids=",".join(map(str, page))) for page in pages])
        page = measured("page of 50 rows", lambda: queues.queue_rows(session, next(turn)), 300)
        bare = session.connection().connection.driver_connection
        assert bare is not None
        raw = measured("  the same by the bare driver", lambda: bare.execute(next(again)).fetchall(), 300)
        print(f"{'page / bare driver':34}{page / raw:12.1f} times")
        size = session.scalar(text("SELECT count(*) FROM case_file"))
        print(f"cases {size:,}")


def main() -> None:
    """Seed a scratch desk, read its queues, verify it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--db", default="", help="a fresh schema there instead of a scratch file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = scratch_desk(args.db or f"sqlite:///{Path(folder) / 'desk.db'}")
        before = time.perf_counter()
        seed(desk, args.cases)
        print(f"{f'seeding {args.cases:,} cases':34}{args.cases / (time.perf_counter() - before):12,.0f} cases/s")
        print_queues(desk)
        before = time.perf_counter()
        found = verify(desk)
        rate = found.cases / (time.perf_counter() - before)
        print(f"{f'verifying, {len(found.differences)} differences':34}{rate:12,.0f} cases/s")
        desk.store.engine.dispose()


if __name__ == "__main__":
    main()
