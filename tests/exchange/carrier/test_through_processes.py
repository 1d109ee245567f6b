"""Real processes: a carrier that fails, repeats and reorders, and a desk that is killed in the middle again and again.

Every application opens one case, every status is told at least once and in the order of its case.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from desktop.casework import consult, files
from desktop.casework.desk import Desk, Entry, open_desk
from desktop.casework.feed.settings import FeedSettings, keep_settings
from desktop.casework.feed.telling import TOLD
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import Item
from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from desktop.models.tables import Case, FeedApplication, FeedExchange, FeedMessage, Record
from tests.casework.desks import CALENDAR, KEY

ROOT = Path(__file__).resolve().parents[3]
PERSON = Entry("林管家")
TOKEN = "only-for-this-test"


def caredesk(*words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "CAREDESK_CARRIER_TOKEN": TOKEN, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@contextmanager
def carrier(applications: int, seed: int, fail: float):
    """The address of a carrier's server with 10 % repeats and 5 % bad applications, out of their order.

    `fail` is the part of requests that fail.
    """
    process = caredesk(
        "carrier-sim", "--applications", str(applications), "--seed", str(seed), "--repeat", "0.1", "--fail", str(fail),
        "--bad", "0.05", "--reorder", "--slow", "0.05", "--page", "10",
    )  # fmt: skip
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def report(address: str) -> dict:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return httpx.get(f"{address}/sim/report", headers=headers, trust_env=False, timeout=30).json()


def counted(desk: Desk, table, *where) -> int:
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


@pytest.fixture
def desk(database_url, tmp_path, monkeypatch):
    """A desk on a database that other processes open too."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    (tmp_path / "desk.db.key").write_text(KEY.hex())
    engine = open_engine(database_url, key=KEY)
    create_scratch(engine)
    from desktop.app import now

    yield open_desk(Store(engine), now, CALENDAR, DeskHours())
    engine.dispose()


SIZES = [pytest.param(60, 2, 0.25, id="60"), pytest.param(2000, 5, 0.05, id="2000", marks=pytest.mark.slow)]


@pytest.mark.rule("D-03")
@pytest.mark.parametrize(("applications", "kills", "fail"), SIZES)
def test_every_application_opens_once_and_every_status_is_told_in_order(
    desk, database_url, tmp_path, applications, kills, fail
):
    told = play(desk, database_url, tmp_path, applications, kills, fail)
    numbers, outcomes = cases_of(desk), outcomes_of(desk)
    assert set(numbers.values()) == {1}
    assert numbers.keys() == set(told["good"])
    assert numbers.keys() == {number for number, outcome in outcomes.items() if outcome == "opened"}
    assert {number for number, outcome in outcomes.items() if outcome != "opened"} <= set(told["bad"])
    assert heard(told) == to_be_heard(desk)
    assert len({message["key"] for message in told["messages"]}) == len(told["messages"])


def play(desk: Desk, url: str, home: Path, applications: int, kills: int, fail: float) -> dict:
    """Let the carrier and the desk talk until nothing is left to say; what the carrier reports in the end."""
    begun = time.monotonic()
    with carrier(applications, seed=applications + kills, fail=fail) as address:
        keep_settings(desk, FeedSettings(url=address, interval=5))
        for kill in range(kills):
            poll_until(desk, url, home, applications * (kill + 1) // (kills + 1))
            work(desk)
        work(desk)
        poll_until(desk, url, home, None, address)
        told = report(address)
    (home / "figures.json").write_text(json.dumps({**figures(desk, told), "seconds": time.monotonic() - begun}))
    return told


def poll_until(desk: Desk, url: str, home: Path, enough: int | None, address: str = "") -> None:
    """Let the desk's poller run, and kill it hard when so many applications have come, or end it when all is told."""
    process = caredesk("carrier", "poll", "--watch", "--db", url, CAREDESK_HOME=str(home))
    try:
        limit = time.monotonic() + 300
        while time.monotonic() < limit and process.poll() is None:
            if counted(desk, FeedApplication) >= enough if enough is not None else is_over(desk, address):
                break
            time.sleep(0.02)
        else:
            pytest.fail(f"the poller came to no end: {process.stdout.read() if process.poll() is not None else ''}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def is_over(desk: Desk, address: str) -> bool:
    """Whether all that the carrier has lies at the desk, and all that the desk has to say was heard."""
    time.sleep(0.3)
    told = report(address)
    with desk.reading() as session:
        known = set(session.scalars(select(FeedApplication.key)))
        outcomes = session.scalar(select(func.count()).where(FeedApplication.outcome == "refused"))
    waits = counted(desk, FeedMessage, FeedMessage.state == "waiting")
    return not waits and known >= set(told["good"]) and outcomes == len(told["bad"])


def work(desk: Desk) -> None:
    """People work on what has come: consultations are answered and closed, the rest is cancelled."""
    with desk.reading() as session:
        cases = session.execute(select(Case.id, Case.item).where(Case.is_open)).all()
    for case_id, item in cases[: len(cases) // 2]:
        if item == Item.OC.value:
            consult.answer(desk, case_id, PERSON, text="多休息，按时复查")
            files.close(desk, case_id, PERSON)
        else:
            files.cancel(desk, case_id, PERSON, by="customer")


def cases_of(desk: Desk) -> Counter[str]:
    """How many cases each application opened."""
    with desk.reading() as session:
        return Counter(session.scalars(select(Case.request_no)))


def outcomes_of(desk: Desk) -> dict[str, str]:
    """What became of each application that has a number."""
    with desk.reading() as session:
        return {row.request_no: row.outcome for row in session.scalars(select(FeedApplication)) if row.request_no}


def to_be_heard(desk: Desk) -> dict[str, list[int]]:
    """The records of each case that the carrier has to hear of, in their order."""
    wanted = defaultdict(list)
    with desk.reading() as session:
        for number, seq, verb in session.execute(
            select(Case.number, Record.seq, Record.verb).join(Record).order_by(Record.case_id, Record.seq)
        ):
            if verb in TOLD:
                wanted[number].append(seq)
    return wanted


def heard(told: dict) -> dict[str, list[int]]:
    """The records of each case that the carrier heard of, in the order in which they came."""
    found = defaultdict(list)
    for message in told["messages"]:
        if "case_number" in message:
            found[message["case_number"]].append(message["seq"])
    return found


def figures(desk: Desk, told: dict) -> dict:
    return {
        "cases": counted(desk, Case), "bad": len(told["bad"]), "entries": told["entries"],
        "messages": len(told["messages"]), "sent": told["counts"]["messages"], "requests": told["counts"]["requests"],
        "failed": told["counts"].get("failed", 0), "exchanges": counted(desk, FeedExchange),
    }  # fmt: skip
