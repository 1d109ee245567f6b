"""A window on a real small desk: a case with papers and a series of a disc, files to drop, slices of known size."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.desk import Desk
from desktop.commands.window_desk import WindowDesk
from desktop.exchange.rehearsal_images import Nodule, Series, ct_file
from desktop.handbook.vocabulary import Item
from desktop.ui.composing import Composition, make_shell
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.casework.desks import HandClock, add_policy, open_case
from tests.exchange import images
from tests.moulds import poured

PERSON = "林管家"
BALL = Nodule(0, 0, 0, 10)
NEW = Series(3, "薄层肺窗", "B60", "20260915", 5, BALL)
OLD = Series(4, "薄层肺窗", "B60", "20260310", 3, BALL)


def slices(series: Series, folder: Path, side: int = 64, **more) -> Path:
    """A disc with a series: a bright square of 20 x 14 pixels in every slice, from (20, 30) on."""
    for number in range(1, series.slices + 1):
        grid = np.full((side, side), -900, np.int16)
        grid[30:44, 20:40] = 40
        path = folder / f"{series.day}-{series.number}-{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ct_file(grid, series, number, "王^芳", spacing=more.get("spacing", 0.5)))
    return folder


def reading(desk: Desk) -> int:
    """A reading of a lung nodule of 王芳."""
    return open_case(desk, add_policy(desk), Item.ND, nodule="lung")


@pytest.fixture
def fill() -> Callable[[Desk], int]:
    """How the desk is filled; gives the case."""
    return reading


@pytest.fixture
def filled_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fill: Callable[[Desk], int]
) -> Iterator[tuple[WindowDesk, int]]:
    """A desk in an encrypted file, and its case."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk, case = poured(tmp_path / "desk", HandClock("2026-09-23 14:20"), fill)
    made = WindowDesk(desk, PERSON)
    yield made, case
    made.attachment_desk.close()
    desk.store.engine.dispose()


@pytest.fixture
def window_desk(filled_desk: tuple[WindowDesk, int]) -> WindowDesk:
    """The desk as the window has it."""
    return filled_desk[0]


@pytest.fixture
def case(filled_desk: tuple[WindowDesk, int]) -> int:
    """The reading."""
    return filled_desk[1]


def hang(desk: WindowDesk, case: int, *paths: Path) -> None:
    """Hang files on a case."""
    assert desk.attachment_desk.hand_over(case, paths, lambda _done, _of: None, lambda: False).taken


@pytest.fixture
def hand(window_desk: WindowDesk, case: int) -> Callable[..., None]:
    """Hang files on the case before the window opens."""
    return partial(hang, window_desk, case)


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """A photograph, a scan of two pages, a PDF, and what is not taken."""
    contents = {
        "超声.jpg": images.picture("JPEG", (400, 300)), "扫描.tif": images.picture("TIFF", pages=2),
        "病理.pdf": images.pdf(3), "程序.exe": b"MZ", "坏图.png": images.picture()[:40],
    }  # fmt: skip
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents}


@pytest.fixture
def open_window(window_desk: WindowDesk, case: int) -> Iterator[Callable[[], Shell]]:
    """Opens the window on the case's page: Enter opens the reading, Alt+Enter goes on to the case."""
    opened: list[Shell] = []

    def _open() -> Shell:
        shell = make_shell(window_desk)
        opened.append(shell)
        shell.resize(1440, 900)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        settle(shell, 1)
        shell.findChild(Composition).open_case(case)
        settle(shell, 2)
        assert shell.desk.trigger("nodule_case")
        settle(shell, 2)
        return shell

    yield _open
    for shell in opened:
        put_away(shell)


@pytest.fixture
def press() -> Callable[..., None]:
    """Press keys on what has the keyboard."""

    def _press(*pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in pressed:
            QTest.keyClick(QApplication.focusWidget(), key, held)
            QApplication.processEvents()

    return _press


def whole(shell: Shell) -> Composition:
    """What puts the window together."""
    found = shell.findChild(Composition)
    assert found is not None
    return found
