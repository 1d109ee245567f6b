"""`caredesk` without a subcommand: opens the window, or does the demo's main job where there is no display."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from desktop.app import build_desk, has_display
from desktop.casework.desk import Desk
from desktop.commands.demo import furnished_demo
from desktop.commands.failing import EnvironmentFault
from desktop.commands.window_desk import WindowDesk
from desktop.settings import DEMO_PERSON, data_folder, read_settings

OUT = Path("demo-out")
_TERMINATED = 143


def run(args: argparse.Namespace) -> int:
    """Open the demo desk or the given one."""
    if args.demo:
        return _demo(args.theme)
    if not has_display():
        raise EnvironmentFault("没有显示器（DISPLAY 未设），打不开窗口；可用 caredesk --demo 或各个子命令")
    settings = read_settings(args.db)
    desk = build_desk(settings)
    place = "共享库" if settings.database.startswith("postgresql") else "本机加密文件"
    return show(desk, settings.person, place, args.theme, data_folder() / "window.json")


def _demo(theme: str) -> int:
    print("正在准备演示台（虚构数据，关闭即删除）…", flush=True)
    signal.signal(signal.SIGTERM, _leave)
    with furnished_demo() as (desk, clock):
        if has_display():
            clock.run()
            signal.signal(signal.SIGINT, _leave)
            return show(desk, DEMO_PERSON, "演示台", theme)
        from desktop.commands.headless import play_main_job

        return play_main_job(desk, clock, OUT)


def _leave(_number: int, _frame: object) -> None:
    """End as if the window had been closed, so that nothing of the demo stays behind."""
    qt = sys.modules.get("PySide6.QtCore")
    application = qt.QCoreApplication.instance() if qt is not None else None
    if application is None or application.thread().loopLevel() == 0:
        raise SystemExit(_TERMINATED)
    application.exit(_TERMINATED)


def show(desk: Desk, person: str, place: str, theme: str, memory: Path | None = None) -> int:
    """Show the window until it is closed; `memory` is the file that keeps how each person left it."""
    try:
        from desktop.ui import window_memory
        from desktop.ui.application import make_application
        from desktop.ui.composing import make_shell
        from desktop.ui.garbage import Collector
    except ImportError as error:
        raise EnvironmentFault(f"打不开窗口，缺少系统库（{error}）；请运行 scripts/system_libraries.sh") from error
    kept = window_memory.recall(memory, person) if memory else {}
    application = make_application(sys.argv[:1], theme or ("dark" if kept.get("theme") == "dark" else "light"))
    shell = make_shell(WindowDesk(desk, person, place))
    if not window_memory.restore(shell, kept):
        window_memory.fit(shell, application.primaryScreen().availableGeometry())
    shell.show()
    shell.begin()
    collector = Collector(shell)
    collector.start()
    code = application.exec()
    collector.stop()
    if memory:
        window_memory.keep(memory, person, shell)
    shell.close()
    return code
