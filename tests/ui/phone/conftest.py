"""What the tests of the phone doctor's page share: a filled desk at night, and a window on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.casework.desk import Desk
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.vocabulary import Item
from desktop.ui.composing import make_shell
from desktop.ui.phone.page import PhonePage
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.casework.desks import MANAGER, HandClock, open_case
from tests.casework.phone.ward import doctor, hired, insured, stretch
from tests.moulds import poured
from tests.ui.hands import Keyboard


@pytest.fixture
def clock() -> HandClock:
    """A Monday evening."""
    return HandClock("2026-03-02 21:40")


def night_shift(desk: Desk) -> int:
    """Two general practitioners until two o'clock, one after, an unfit third; one call waits. The call's case."""
    phone = PhoneDesk(desk, MANAGER.person)
    one, two, _ = hired(phone, doctor(), doctor("韦清"), doctor("毕宇", title="住院医师"))
    phone.save_duty(stretch(one, "2026-03-02 12:00", "2026-03-03 12:00"))
    phone.save_duty(stretch(two, "2026-03-02 12:00", "2026-03-03 02:00"))
    return open_case(desk, insured(desk), Item.PD, entrance="wechat")


@pytest.fixture
def filled(clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, int]]:
    """The desk and the call that waits."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk, case = poured(tmp_path / "desk", clock, night_shift)
    yield desk, case
    desk.store.engine.dispose()


@pytest.fixture
def window(filled: tuple[Desk, int]) -> Iterator[Shell]:
    """A window of 1440 x 900 with the page on, by digit 7."""
    shell = make_shell(WindowDesk(filled[0], MANAGER.person))
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    settle(shell, 1)
    Keyboard(shell)("7")
    settle(shell, 1)
    yield shell
    put_away(shell)


@pytest.fixture
def page(window: Shell) -> PhonePage:
    """The page."""
    assert isinstance(window.whole, PhonePage)
    return window.whole


@pytest.fixture
def keys(window: Shell) -> Keyboard:
    """The keyboard of that window."""
    return Keyboard(window)


@pytest.fixture
def rest(window: Shell) -> Callable[[], None]:
    """Lets window and worker come to rest."""
    return lambda: settle(window, 1)
