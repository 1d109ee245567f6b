"""Run as a process of its own: a window in which a call is taken down and an answer written, until it is killed."""

import os
import sys

from desktop.casework.desk import open_desk
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.deskhours import DeskHours
from desktop.models.engines import open_engine
from desktop.models.sessions import Store
from desktop.ui.application import make_application
from desktop.ui.composing import make_shell
from desktop.ui.screens import settle
from tests.casework.desks import CALENDAR, KEY, MANAGER, HandClock
from tests.ui.hands import Keyboard
from tests.ui.mdt.conftest import write

COMPLAINT, ADVICE, ANSWER = "感冒三天，鼻塞", "多饮水", "先停用这个药，明天"


def main(database: str, words: str) -> None:
    """Type what `words` names, say so, and wait."""
    desk = open_desk(Store(open_engine(database, key=KEY)), HandClock("2026-03-02 21:42"), CALENDAR, DeskHours())
    application = make_application()
    shell = make_shell(WindowDesk(desk, MANAGER.person))
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    settle(shell, 1)
    (_take_a_call if words == "call" else _answer)(shell, Keyboard(shell))
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    application.exec()


def _take_a_call(shell, keys) -> None:
    keys("7")
    settle(shell, 1)
    keys("R")
    settle(shell, 2)
    write(COMPLAINT)
    shell.whole.record.advice.setFocus()
    write(ADVICE)
    shell.whole.caller.checks["name"].setFocus()
    keys("Space")


def _answer(shell, keys) -> None:
    keys("6")
    settle(shell, 2)
    keys("R")
    write(ANSWER)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(*sys.argv[1:])
