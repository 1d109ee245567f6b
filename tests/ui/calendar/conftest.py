"""What the calendar's tests share: a window on the sample desk with its calendar open."""

from collections.abc import Callable

import pytest

from desktop.ui.calendar.page import CalendarPage
from desktop.ui.screens import settle
from desktop.ui.shell import Shell
from tests.ui.calendar.sample_calendar import CalendarSampleDesk, SampleCalendar
from tests.ui.hands import Keyboard, coordinators_window


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
    with coordinators_window(sample_desk) as shell:
        yield shell


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
