"""Cyclic garbage is taken apart in the window's thread, whoever made it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.garbage import Collector
from desktop.ui.worker import Worker

pytestmark = pytest.mark.usefixtures("qapp")


class _Ring:
    """Holds itself, so that only the collector can end it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector at work, gone afterwards."""
    collector = Collector()
    collector.start()
    yield collector
    collector.stop()
    gc.disable()


def _rings(ended_in: list[str], many: int) -> None:
    for _ in range(many):
        weakref.finalize(_Ring(), lambda: ended_in.append(threading.current_thread().name))


@pytest.mark.usefixtures("collector")
def test_garbage_made_in_the_database_thread_is_ended_in_the_window_s_thread(qtbot: QtBot) -> None:
    worker, ended_in = Worker(), list[str]()
    try:
        worker.run(lambda: _rings(ended_in, 5000))
        assert worker.wait_idle()
        assert ended_in == []
        qtbot.waitUntil(lambda: len(ended_in) == 5000)
        assert set(ended_in) == {threading.main_thread().name}
    finally:
        worker.close()


def test_without_the_collector_the_database_thread_ends_it_itself() -> None:
    worker, ended_in = Worker(), list[str]()
    gc.enable()
    try:
        worker.run(lambda: _rings(ended_in, 5000))
        assert worker.wait_idle()
        assert set(ended_in) - {threading.main_thread().name}
    finally:
        gc.disable()
        worker.close()


def test_little_garbage_is_left_lying_and_much_is_collected(collector: Collector) -> None:
    gc.collect()
    assert collector.collect() == -1
    kept = [_Ring() for _ in range(gc.get_threshold()[0] + 10)]
    assert collector.collect() == 0
    del kept


def test_the_oldest_generation_has_its_turn(collector: Collector) -> None:
    generations = set()
    for _ in range(200):
        _rings([], gc.get_threshold()[0] + 10)
        generations.add(collector.collect())
    assert generations >= {0, 1, 2}


def test_stopping_gives_collection_back_to_python() -> None:
    collector = Collector()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
