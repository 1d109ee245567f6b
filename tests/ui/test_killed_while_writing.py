"""The program is killed while somebody writes: a call and an answer come back as they were two seconds before."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.casework.online.online_desk import OnlineDesk
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case
from desktop.ui.composing import make_shell
from desktop.ui.online import writing
from desktop.ui.phone import keeping
from desktop.ui.screens import put_away, settle
from tests.casework.desks import MANAGER, HandClock, open_case
from tests.moulds import poured
from tests.ui.phone.conftest import night_shift
from tests.ui.writing_child import ADVICE, ANSWER, COMPLAINT

ROOT = Path(__file__).resolve().parents[2]


def call_and_talk(desk):
    """A call that waits, and a question that waits."""
    call = night_shift(desk)
    with desk.reading() as session:
        policy = session.get(Case, call).policy_id
    return call, open_case(desk, policy, Item.OC, illness="吃药后起皮疹")


@pytest.fixture
def desk_and_cases(tmp_path, monkeypatch):
    """The desk in a file, with both cases."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk, cases = poured(tmp_path / "desk", HandClock("2026-03-02 21:40"), call_and_talk)
    yield desk, *cases
    desk.store.engine.dispose()


def killed_while_typing(database, words, kept):
    """Type in another process, wait until `kept` finds it, and kill that process hard."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.writing_child", database, words], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    try:
        assert child.stdout.readline().strip() == "typed"
        ends = time.monotonic() + 20
        while not kept() and time.monotonic() < ends:
            time.sleep(0.1)
    finally:
        child.kill()
        child.wait()
    assert child.returncode == -9
    assert keeping.KEEP_MS <= 2000
    assert writing.KEEP_MS <= 2000


@pytest.fixture
def reopened(desk_and_cases):
    """Opens a window on what the killed one left."""
    shells = []

    def opened(digit):
        shell = make_shell(WindowDesk(desk_and_cases[0], MANAGER.person))
        shells.append(shell)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        shell.desk.trigger(digit)
        settle(shell, 2)
        return shell.whole

    yield opened
    for shell in shells:
        put_away(shell)


@pytest.mark.slow
def test_a_call_being_written_down_is_there_again(desk_and_cases, reopened):
    desk, call, _ = desk_and_cases
    phone = PhoneDesk(desk, MANAGER.person)
    killed_while_typing(str(desk.store.engine.url), "call", lambda: "checked" in phone.sheet(call).draft)
    page = reopened("page_7")
    assert page.sheet.case_id == call
    assert page.record.complaint.toPlainText() == COMPLAINT
    assert page.record.advice.toPlainText() == ADVICE
    assert page.caller.said()["checked"] == ["name"]
    assert PhoneDesk(desk, "别人").sheet(call).draft == {}


@pytest.mark.slow
def test_an_answer_being_written_is_there_again(desk_and_cases, reopened):
    desk, _, case = desk_and_cases
    online = OnlineDesk(desk, MANAGER.person)
    killed_while_typing(str(desk.store.engine.url), "answer", lambda: online.draft(case).text == ANSWER)
    page = reopened("page_6")
    assert page.composer.text() == ANSWER
