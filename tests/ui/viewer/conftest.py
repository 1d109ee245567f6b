"""The viewer on two examinations of a small desk."""

import pytest

from desktop.ui.screens import settle
from tests.ui.attachments.conftest import (
    NEW,
    OLD,
    case,
    hand,
    open_window,
    press,
    slices,
    whole,
    window_desk,
)

__all__ = ["case", "hand", "open_window", "press", "window_desk"]


@pytest.fixture
def shell(open_window, hand, tmp_path):
    """A window whose viewer shows the newer examination."""
    hand(slices(NEW, tmp_path / "new"), slices(OLD, tmp_path / "old"))
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
