"""What the tests of online consultation share: a desk with conversations, and a window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.casework.desk import Desk
from desktop.commands.window_desk import WindowDesk
from desktop.exchange.rehearsal_talks import rehearse_talks
from desktop.ui.composing import make_shell
from desktop.ui.online.page import OnlinePage
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.casework.desks import HandClock
from tests.moulds import poured
from tests.ui.hands import Keyboard

PERSON = "林悦"


@pytest.fixture
def clock() -> HandClock:
    """The afternoon of the conversations."""
    return HandClock("2026-09-23 14:20")


@pytest.fixture
def real_desk(clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with nine invented conversations."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk, _ = poured(tmp_path / "desk", clock, rehearse_talks)
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def window(real_desk: Desk) -> Iterator[Shell]:
    """A window with the page on."""
    shell = make_shell(WindowDesk(real_desk, PERSON))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    shell.show_page("online")
    settle(shell, 2)
    yield shell
    put_away(shell)


@pytest.fixture
def page(window: Shell) -> OnlinePage:
    """The page."""
    assert isinstance(window.whole, OnlinePage)
    return window.whole


@pytest.fixture
def keys(window: Shell) -> Keyboard:
    """The keyboard of that window."""
    return Keyboard(window)
