"""What the tests of the consultation's workspace share: a real desk with one consultation, and a window on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, reading
from desktop.commands.window_desk import WindowDesk
from desktop.ui.composing import make_shell
from desktop.ui.documents import writing
from desktop.ui.mdt.page import MdtPage
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.casework.desks import MANAGER, HandClock
from tests.casework.documents.papers import drafted, held
from tests.moulds import poured
from tests.ui.calendar.conftest import Keyboard

OTHER = Entry("陈凯")


@pytest.fixture
def clock() -> HandClock:
    """The morning of the consultation."""
    return HandClock("2026-03-02 09:10")


def consultation_held(desk: Desk) -> int:
    """A consultation that was held; its report lacks two fields and every signature."""
    case = held(desk)
    row = drafted(desk, case, "mdt", signed=False)
    content = {name: value for name, value in row.content.items() if name not in ("not_advised", "trials")}
    drafts.save_draft(desk, row.id, MANAGER, content=content, revision=row.revision)
    return case


def no_case(_desk: Desk) -> int:
    """Nothing yet."""
    return 0


@pytest.fixture
def held_desk(
    clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[tuple[Desk, int]]:
    """A desk with that consultation, if the test has it; papers go into its folder, typing is kept after 60 ms."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(writing, "SAVE_MS", 60)
    fill = consultation_held if "case" in request.fixturenames else no_case
    desk, case = poured(tmp_path / "desk", clock, fill)
    yield desk, case
    desk.store.engine.dispose()


@pytest.fixture
def real_desk(held_desk: tuple[Desk, int]) -> Desk:
    """The desk."""
    return held_desk[0]


@pytest.fixture
def case(held_desk: tuple[Desk, int]) -> int:
    """The consultation."""
    return held_desk[1]


@pytest.fixture
def open_window(real_desk: Desk) -> Iterator[Callable[..., Shell]]:
    """Opens windows on the desk, with the queue of consultations on."""
    opened: list[Shell] = []

    def _open(person: str = "林管家", size: tuple[int, int] = (1440, 900)) -> Shell:
        shell = make_shell(WindowDesk(real_desk, person))
        opened.append(shell)
        shell.resize(*size)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        shell.show_page("MD")
        settle(shell, 2)
        return shell

    yield _open
    for shell in opened:
        put_away(shell)


@pytest.fixture
def window(open_window: Callable[..., Shell], case: int) -> Shell:
    """A window with the consultation in its list."""
    assert case
    return open_window()


@pytest.fixture
def keys(window: Shell) -> Keyboard:
    """The keyboard of that window."""
    return Keyboard(window)


@pytest.fixture
def page(window: Shell, keys: Keyboard) -> MdtPage:
    """The workspace, opened by Enter from the list."""
    keys("Down", "Return")
    settle(window, 2)
    assert isinstance(window.whole, MdtPage)
    return window.whole


@pytest.fixture
def rest(window: Shell) -> Callable[[], None]:
    """Lets window, worker and preview come to rest."""
    return lambda: settle(window, 2)


def kept(desk: Desk, case_id: int, kind: str = "mdt"):
    """The document as the desk has it."""
    return reading.current(desk, case_id, kind)


def write(words: str) -> None:
    """Type where the keyboard is, a key event for each character, Chinese ones included."""
    for letter in words:
        target = QApplication.focusWidget()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)
