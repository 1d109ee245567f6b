"""What the calendar's tests share: a window on the sample desk with its calendar open."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.calendar.page import CalendarPage
from desktop.ui.composing import make_shell
from desktop.ui.screens import put_away, settle
from desktop.ui.shell import Shell
from tests.ui.calendar.sample_calendar import CalendarSampleDesk, SampleCalendar


class Keyboard:
    """Strikes keys where the keyboard is, and counts them."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.strokes = shell, 0

    def __call__(self, *keys: str) -> None:
        """One stroke each: `E`, `Return`, `Shift+Right`."""
        for key in keys:
            *modifiers, name = key.split("+")
            wanted = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                wanted |= getattr(Qt.KeyboardModifier, f"{ {'Ctrl': 'Control'}.get(modifier, modifier)}Modifier")
            stroke = _KEYS.get(name) or getattr(Qt.Key, f"Key_{name}")
            QTest.keyClick(self.shell.focusWidget() or self.shell, stroke, wanted)
            self.strokes += 1


_KEYS = {"[": Qt.Key.Key_BracketLeft, "]": Qt.Key.Key_BracketRight, "Esc": Qt.Key.Key_Escape}


@pytest.fixture
def escorts() -> SampleCalendar:
    """The sample calendar."""
    return SampleCalendar()


@pytest.fixture
def sample_desk(escorts: SampleCalendar) -> CalendarSampleDesk:
    """The desk under the window; its clock can be moved."""
    return CalendarSampleDesk(escorts)


@pytest.fixture
def calendar_shell(sample_desk: CalendarSampleDesk):
    """A window of 1440 x 900 with the calendar's page on."""
    shell = make_shell(sample_desk, "陪诊协调")
    shell.resize(1440, 900)
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    shell.worker.wait_idle()
    shell.show_page("calendar")
    settle(shell, 2)
    yield shell
    put_away(shell)


@pytest.fixture
def page(calendar_shell: Shell) -> CalendarPage:
    """The page, loaded on 23 September."""
    return calendar_shell.whole


@pytest.fixture
def keyboard(calendar_shell: Shell) -> Keyboard:
    """The keyboard of that window."""
    return Keyboard(calendar_shell)


@pytest.fixture
def rest(calendar_shell: Shell) -> Callable[[], None]:
    """Lets the window and its worker come to rest."""
    return lambda: settle(calendar_shell, 1)


@pytest.fixture
def told(page: CalendarPage) -> list[str]:
    """What the toast said."""
    lines: list[str] = []
    page.told.connect(lambda words, _undoable: lines.append(words))
    return lines
