"""Jobs run in one other thread, answers come back to the window's, and stale ones never arrive."""

import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, Slot

from desktop.ui.worker import Worker


class Listener(QObject):
    """Remembers what it was told, and in which thread."""

    def __init__(self):
        super().__init__()
        self.heard, self.faults, self.threads = [], [], set()

    @Slot(object)
    def hear(self, answer):
        """An answer."""
        self.threads.add(threading.get_ident())
        self.heard.append(answer)

    @Slot(object)
    def fail(self, fault):
        """A fault."""
        self.faults.append(fault)


def broken():
    """A job that fails."""
    raise OSError("断开了")


def slow(value):
    """A job that takes a moment."""
    time.sleep(0.05)
    return value


def test_the_job_runs_elsewhere_and_the_answer_comes_home(worker):
    listener = Listener()
    worker.run(threading.get_ident, listener.hear)
    assert worker.wait_idle()
    assert listener.heard != [threading.get_ident()]
    assert listener.threads == {threading.get_ident()}


def test_jobs_run_one_after_another_in_the_same_thread(worker):
    listener = Listener()
    for _ in range(5):
        worker.run(threading.get_ident, listener.hear)
    worker.wait_idle()
    assert len(listener.heard) == 5
    assert len(set(listener.heard)) == 1


def test_a_newer_job_of_a_lane_makes_the_older_answer_stale(worker):
    listener = Listener()
    for letter in ("z", "zh", "zha"):
        worker.run(partial(slow, letter), listener.hear, lane="search")
    worker.wait_idle()
    assert listener.heard == ["zha"]


def test_a_dropped_ticket_is_not_answered(worker):
    listener = Listener()
    worker.run(partial(slow, 1), listener.hear)
    ticket = worker.run(partial(slow, 2), listener.hear)
    ticket.drop()
    worker.wait_idle()
    assert listener.heard == [1]


def test_urgent_jobs_overtake_those_that_wait(worker):
    listener = Listener()
    for value in (1, 2):
        worker.run(partial(slow, value), listener.hear)
    worker.run(partial(slow, 3), listener.hear, urgent=True)
    worker.wait_idle()
    assert listener.heard == [1, 3, 2]


def test_a_fault_reaches_its_asker(worker):
    listener = Listener()
    worker.run(broken, listener.hear, listener.fail)
    worker.wait_idle()
    assert listener.heard == []
    assert str(listener.faults[0]) == "断开了"


def test_a_fault_nobody_asked_for_is_told_to_all(worker, qtbot):
    with qtbot.waitSignal(worker.faulted) as told:
        worker.run(broken)
    assert isinstance(told.args[0], OSError)


def test_lambdas_and_plain_functions_are_refused_as_listeners(worker):
    with pytest.raises(TypeError, match="methods of QObjects"):
        worker.run(time.monotonic, lambda _answer: None)
    with pytest.raises(TypeError):
        worker.run(time.monotonic, print)


def test_a_listener_that_is_gone_is_not_called(worker):
    listener = Listener()
    worker.run(partial(slow, 1), listener.hear)
    listener.deleteLater()
    assert worker.wait_idle()


def test_closing_waits_for_the_running_job_and_runs_the_last_one():
    done = []
    worker = Worker()
    worker.run(partial(slow, 1))
    worker.run(partial(done.append, "never"))
    time.sleep(0.01)
    worker.close(partial(done.append, "last"))
    assert done == ["last"]
    assert not worker.run(time.monotonic).wanted
    worker.close()


def test_closing_does_the_commands_that_wait_in_their_order_before_the_last_job():
    done = []
    worker = Worker()
    worker.run(partial(slow, 1))
    worker.run(partial(done.append, "read"))
    worker.run(partial(done.append, "first"), command=True)
    worker.run(partial(done.append, "second"), command=True)
    worker.run(partial(done.append, "urgent"), urgent=True, command=True)
    worker.close(partial(done.append, "last"))
    assert done == ["urgent", "first", "second", "last"]


def test_a_command_dropped_before_closing_is_not_done():
    done = []
    worker = Worker()
    worker.run(partial(slow, 1))
    worker.run(partial(done.append, "dropped"), command=True).drop()
    worker.close()
    assert done == []


def test_a_command_that_fails_while_closing_is_logged(caplog):
    worker = Worker()
    worker.run(partial(slow, 1))
    worker.run(broken, command=True)
    worker.close()
    assert "while the window closed" in caplog.text
