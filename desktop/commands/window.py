"""`caredesk` without a subcommand: opens the window, or does the demo's main job where there is no display."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.failing import EnvironmentFault
from desktop.display import has_display
from desktop.settings import DEMO_PERSON, data_folder, read_settings

if TYPE_CHECKING:
    from desktop.casework.desk import Desk
    from desktop.ui.splash import Splash

OUT = Path("demo-out")
_TERMINATED = 143


def run(args: argparse.Namespace) -> int:
    """Open the demo desk or the given one."""
    if args.demo:
        return _demo(args.theme)
    if not has_display():
        raise EnvironmentFault("没有显示器（DISPLAY 未设），打不开窗口；可用 caredesk --demo 或各个子命令")
    settings = read_settings(args.db)
    memory = data_folder() / "window.json"
    splash = open_splash("正在打开数据库…", settings.person, args.theme, memory)
    from desktop.app import build_desk

    desk = build_desk(settings)
    place = "共享库" if settings.database.startswith("postgresql") else "本机加密文件"
    return show(desk, settings.person, place, args.theme, memory, splash)


def _demo(theme: str) -> int:
    print("正在准备演示台（虚构数据，关闭即删除）…", flush=True)
    signal.signal(signal.SIGTERM, _leave)
    splash = open_splash("正在准备演示台（虚构数据，关闭即删除）…", DEMO_PERSON, theme) if has_display() else None
    from desktop.commands.demo import furnished_demo

    with furnished_demo() as (desk, clock):
        if has_display():
            clock.run()
            signal.signal(signal.SIGINT, _leave)
            return show(desk, DEMO_PERSON, "演示台", theme, splash=splash)
        from desktop.commands.headless import play_main_job

        return play_main_job(desk, clock, OUT)


def _leave(_number: int, _frame: object) -> None:
    """End as if the window had been closed, so that nothing of the demo stays behind."""
    qt = sys.modules.get("PySide6.QtCore")
    application = qt.QCoreApplication.instance() if qt is not None else None
    if application is None or application.thread().loopLevel() == 0:
        raise SystemExit(_TERMINATED)
    application.exit(_TERMINATED)


def open_splash(words: str, person: str, theme: str, memory: Path | None = None) -> Splash | None:
    """Show the program's name where the window will be, before anything heavy is loaded; None where Qt cannot."""
    try:
        from desktop.ui import window_memory
        from desktop.ui.application import make_application
        from desktop.ui.splash import Splash

        kept = window_memory.recall(memory, person) if memory else {}
        application = make_application(sys.argv[:1], _theme_of(theme, kept))
    except (ImportError, LookupError):
        return None
    splash = Splash()
    if not window_memory.restore(splash, kept):
        window_memory.fit(splash, application.primaryScreen().availableGeometry())
    splash.show()
    splash.say(words)
    return splash


def _theme_of(wished: str, kept: dict[str, Any]) -> str:
    return wished or ("dark" if kept.get("theme") == "dark" else "light")


def show(
    desk: Desk, person: str, place: str, theme: str, memory: Path | None = None, splash: Splash | None = None
) -> int:
    """Show the window until it is closed; `memory` is the file that keeps how each person left it."""
    if splash is not None:
        splash.say("正在准备窗口…")
    try:
        from desktop.commands.window_desk import WindowDesk
        from desktop.ui import window_memory
        from desktop.ui.application import make_application
        from desktop.ui.composing import make_shell
        from desktop.ui.garbage import Collector
    except ImportError as error:
        raise EnvironmentFault(f"打不开窗口，缺少系统库（{error}）；请运行 scripts/system_libraries.sh") from error
    kept = window_memory.recall(memory, person) if memory else {}
    application = make_application(sys.argv[:1], _theme_of(theme, kept))
    shell = make_shell(WindowDesk(desk, person, place))
    collector = Collector(shell)
    collector.start()
    if not window_memory.restore(shell, kept):
        window_memory.fit(shell, application.primaryScreen().availableGeometry())
    shell.show()
    if splash is not None:
        splash.close()
    shell.begin()
    code = application.exec()
    if memory:
        window_memory.keep(memory, person, shell)
    shell.close()
    collector.stop()
    return code
