"""What the tests of the reading's workspace share: a real desk with one reading, and a window on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework import consultation
from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.desk import Desk
from desktop.casework.documents import drafts, reading
from desktop.commands.window_desk import WindowDesk
from desktop.models.tables import Hospital
from desktop.ui.composing import make_shell
from desktop.ui.documents import writing
from desktop.ui.nodule.page import NodulePage
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER, HandClock
from tests.casework.documents.papers import drafted, read
from tests.casework.journeys import done, nodule
from tests.moulds import poured
from tests.ui.calendar.conftest import Keyboard


@pytest.fixture
def clock() -> HandClock:
    """A working morning."""
    return HandClock("2026-03-02 09:10")


def reading_sampled(desk: Desk) -> int:
    """A reading with the sample written into it; of the second nodule the expert's word is still wanted."""
    case = read(desk)
    row = drafted(desk, case, "nodule")
    nodules = [{key: one for key, one in said.items() if said["number"] == 1 or key not in ("word", "confirmed_at")}
               for said in row.content["nodules"]]  # fmt: skip
    drafts.save_draft(desk, row.id, MANAGER, content={**row.content, "nodules": nodules}, revision=row.revision)
    return case


def reading_unwritten(desk: Desk) -> int:
    """A reading whose report is written but for its nodules."""
    case = read(desk)
    row = drafted(desk, case, "nodule")
    content = {name: value for name, value in row.content.items() if name not in ("nodules", "overall")}
    drafts.save_draft(desk, row.id, MANAGER, content=content, revision=row.revision)
    return case


def parcel_awaited(desk: Desk) -> int:
    """A reading that waits for its parcel."""
    return nodule(desk, add_customer(desk, "P-6608-7731", "周敏"))


FILLS = {"awaited": parcel_awaited, "unwritten": reading_unwritten}
"""How the desk of a test is filled, by the fixture that names its case; by a sampled reading otherwise."""


@pytest.fixture
def filled_desk(
    clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[tuple[Desk, int]]:
    """A desk with one reading; papers go into a folder of the test, and typing is kept after 60 ms."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(writing, "SAVE_MS", 60)
    fill = next((FILLS[name] for name in FILLS if name in request.fixturenames), reading_sampled)
    desk, case = poured(tmp_path / "desk", clock, fill)
    yield desk, case
    desk.store.engine.dispose()


@pytest.fixture
def real_desk(filled_desk: tuple[Desk, int]) -> Desk:
    """The desk."""
    return filled_desk[0]


@pytest.fixture
def open_page(real_desk: Desk) -> Iterator[Callable[[int], NodulePage]]:
    """Opens a case by Enter from the list of readings."""
    opened: list[Shell] = []

    def _open(case: int, size: tuple[int, int] = (1440, 900)) -> NodulePage:
        shell = make_shell(WindowDesk(real_desk, "林管家"))
        opened.append(shell)
        shell.resize(*size)
        shell.show()
        shell.begin()
        shell.watchdog.stop()
        shell.show_page("ND")
        settle(shell, 2)
        Keyboard(shell)("Down", "Return")
        settle(shell, 2)
        assert isinstance(shell.whole, NodulePage)
        assert shell.whole.case_id == case
        shell.whole.keys = Keyboard(shell)
        shell.whole.runner.outbox.span = 40
        return shell.whole

    yield _open
    for shell in opened:
        put_away(shell)


@pytest.fixture
def sampled(filled_desk: tuple[Desk, int]) -> int:
    """The sampled reading."""
    return filled_desk[1]


@pytest.fixture
def awaited(filled_desk: tuple[Desk, int]) -> int:
    """The reading that waits for its parcel."""
    return filled_desk[1]


@pytest.fixture
def unwritten(filled_desk: tuple[Desk, int]) -> int:
    """The reading whose report is not written."""
    return filled_desk[1]


@pytest.fixture
def page(open_page: Callable[[int], NodulePage], sampled: int) -> NodulePage:
    """The workspace on the sampled reading."""
    return open_page(sampled)


def rest(page: NodulePage) -> None:
    """Let window, worker and preview come to rest."""
    settle(page.window(), 2)


def write(words: str) -> None:
    """Type where the keyboard is; Chinese comes as an input method commits it."""
    target = QApplication.focusWidget()
    if words.isascii():
        QTest.keyClicks(target, words)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, words))


def kept(desk: Desk, case: int):
    """The reading as the desk has it."""
    return reading.current(desk, case, "nodule")


def experts(desk: Desk) -> None:
    """One who may read, one of too low a rank, one of another city (ND-02)."""
    with desk.store.writing() as session:
        session.add_all([
            Hospital(name="浦江第一医院", city="上海", grade="三级甲等"),
            Hospital(name="临江医院", city="临江", grade="三级甲等"),
        ])  # fmt: skip
    for name, title, hospital, city in (
        ("秦岚", "主任医师", "浦江第一医院", "上海"), ("丁一凡", "主治医师", "浦江第一医院", "上海"),
        ("江涛", "主任医师", "临江医院", "临江"),
    ):  # fmt: skip
        add_expert(desk, MANAGER, ExpertDraft(name, hospital, title, "影像科", city))


def received(desk: Desk, case: int, *items: str, **more: str) -> None:
    """A parcel that has been recorded."""
    done(consultation.receive_materials(desk, case, MANAGER, items=list(items), **more))
