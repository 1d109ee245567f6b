"""What the tests of the coordinator's screens share: a real small desk with a day of work, and a window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.casework import green_channel, jobs, roster
from desktop.casework.desk import Desk
from desktop.casework.roster_rows import EscortDraft
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.moments import parse_moment
from desktop.ui.screens import settle
from desktop.ui.shell import Shell
from tests.casework.desks import MANAGER, HandClock
from tests.casework.escort_desks import CHEST, COORDINATOR, HUASHAN, add_hospitals, booked
from tests.moulds import poured
from tests.ui.hands import Keyboard, coordinators_window

WORK = (("08:30", "何敏", CHEST, "王芳"), ("10:00", "刘思远", HUASHAN, "李强"), ("16:00", "何敏", CHEST, "周敏"))


@pytest.fixture
def clock() -> HandClock:
    """Monday morning before the day."""
    return HandClock("2026-09-21 09:30")


def wednesday(desk: Desk) -> None:
    """Two escorts and three visits on Wednesday; it is 14:20 on that day."""
    add_hospitals(desk)
    hours = {str(day): ("08:00", "19:00") for day in range(5)}
    for name, phone in (("何敏", "13800004471"), ("刘思远", "13800004472")):
        roster.add_escort(desk, COORDINATOR, EscortDraft(name, phone, "女", ("上海",), hours=hours))
    for number, (hour, escort, hospital, name) in enumerate(WORK, 1):
        case = booked(desk, f"P{number}", f"2026-09-23 {hour}", hospital, name)
        green_channel.notify(desk, case, MANAGER, by="sms")
        start = parse_moment(f"2026-09-23 {hour}")
        end = start.replace(hour=start.hour + 2)
        jobs.assign_escort(desk, case, MANAGER, escort=escort, from_=start, to=end)
    desk.clock.to("2026-09-23 14:20")


@pytest.fixture
def window_desk(clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowDesk]:
    """Wednesday in a file of the test's own."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk, _ = poured(tmp_path / "desk", clock, wednesday)
    yield WindowDesk(desk, "孟佳", "本机加密文件")
    desk.store.engine.dispose()


@pytest.fixture
def window(window_desk: WindowDesk) -> Iterator[Shell]:
    """A window of 1440 x 900 with the calendar on."""
    with coordinators_window(window_desk) as shell:
        yield shell


@pytest.fixture
def press(window: Shell) -> Keyboard:
    """Counts the strokes."""
    return Keyboard(window)


def rest(shell: Shell) -> None:
    """Let the window and its worker come to rest."""
    settle(shell, 1)
