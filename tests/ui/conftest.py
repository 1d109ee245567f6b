"""What tests of the screens share: the dressed application, a sample desk, and a window on it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.application import make_application
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from desktop.ui.worker import Worker
from tests.ui.sample_desk import ME, SampleDesk


@pytest.fixture(scope="session")
def clothes(qapp: QApplication) -> QApplication:
    """The application with fonts and palette, once."""
    app = make_application()
    assert app is qapp
    return app


@pytest.fixture(autouse=True)
def dressed(clothes: QApplication) -> QApplication:
    """The application in the light theme."""
    if theme.SWITCH.name != "light":
        theme.SWITCH.turn("light")
    return clothes


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown, active window of 1206 x 700 to put parts of a screen into."""
    made = QWidget()
    made.resize(1206, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


@pytest.fixture
def desk() -> SampleDesk:
    """Forty invented cases at a fixed moment."""
    return SampleDesk()


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker that is closed at the end."""
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def open_shell() -> Iterator[Callable[..., Shell]]:
    """Opens windows on a desk and closes them at the end."""
    opened: list[Shell] = []

    def _open(source: SampleDesk, size: tuple[int, int] = (1440, 900)) -> Shell:
        shell = Shell(source, ME)
        opened.append(shell)
        shell.resize(*size)
        shell.show()
        shell.begin()
        settle(shell, 2)
        return shell

    yield _open
    for shell in opened:
        put_away(shell)


@pytest.fixture
def shell(open_shell: Callable[..., Shell], desk: SampleDesk) -> Shell:
    """A window of 1440 x 900 on the sample desk, loaded and with the keyboard in the list."""
    return open_shell(desk)
