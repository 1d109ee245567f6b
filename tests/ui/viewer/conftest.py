"""The viewer on two examinations of a small desk."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desktop.casework.desk import Desk
from desktop.commands.window_desk import WindowDesk
from desktop.ui.screens import settle
from tests.ui.attachments.conftest import (
    NEW,
    OLD,
    PERSON,
    case,
    filled_desk,
    hand,
    hang,
    open_window,
    press,
    reading,
    slices,
    whole,
    window_desk,
)

__all__ = ["case", "filled_desk", "hand", "open_window", "press", "window_desk"]


def examined_twice(desk: Desk) -> int:
    """A reading with the series of two examinations."""
    case = reading(desk)
    door = WindowDesk(desk, PERSON)
    with TemporaryDirectory() as folder:
        hang(door, case, slices(NEW, Path(folder) / "new"), slices(OLD, Path(folder) / "old"))
    door.attachment_desk.close()
    return case


@pytest.fixture
def fill(request: pytest.FixtureRequest) -> Callable[[Desk], int]:
    """Both examinations, unless a test hangs its own."""
    return examined_twice if "shell" in request.fixturenames else reading


@pytest.fixture
def shell(open_window):
    """A window whose viewer shows the newer examination."""
    return opened(open_window())


def opened(shell):
    """Open the viewer."""
    shell.desk.trigger("images")
    settle(shell, 3)
    return shell


@pytest.fixture
def page(shell):
    """The viewer's page."""
    return whole(shell).attachments.viewer.page
