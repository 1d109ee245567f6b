"""`caredesk screens --out DIR`: every screen of the demo desk, or of a given one, as a picture."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from desktop.commands.demo import DEMO_NOW, furnished_demo
from desktop.commands.failing import CommandFault, UsageFault
from desktop.commands.window_desk import WindowDesk
from desktop.settings import DEMO_PERSON

_LEAST, _MOST = (1206, 550), (7680, 4320)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, in which dress and size, of which desk."""
    parser.add_argument("--out", required=True, type=Path, help="图片写入的文件夹")
    parser.add_argument("--theme", choices=("light", "dark"), default="", help="只画一种主题；默认两种")
    parser.add_argument("--size", default="1440x900", help="窗口大小，如 1366x768")
    parser.add_argument("--db", default="", help="画这个数据库；默认演示台")
    parser.add_argument("--only", default="", help="只画这些界面，逗号分隔，如 today,case")


def run(args: argparse.Namespace) -> int:
    """Write the pictures; exit 1 when one is blank, lacks a glyph or cuts a deadline."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    size = read_size(args.size)
    if args.out.exists() and not args.out.is_dir():
        raise UsageFault(f"--out「{args.out}」是文件，应写图片要放进的文件夹")
    themes = (args.theme,) if args.theme else ("light", "dark")
    only = tuple(name for name in args.only.split(",") if name)
    if args.db:
        return _paint_database(args.db, args.out, themes, size, only)
    with furnished_demo() as (desk, _):
        return paint(WindowDesk(desk, DEMO_PERSON, "演示台"), args.out, themes, size, only)


def read_size(text: str) -> tuple[int, int]:
    """`1440x900` as numbers; UsageFault for anything else, below the window's minimum or beyond any screen."""
    found = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text.strip().lower())
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (_LEAST[0] <= size[0] <= _MOST[0] and _LEAST[1] <= size[1] <= _MOST[1]):
        raise UsageFault(f"大小「{text}」应写成 1440x900，在 1206x550 与 7680x4320 之间")
    return size


def _paint_database(
    url: str, folder: Path, themes: tuple[str, ...], size: tuple[int, int], only: tuple[str, ...]
) -> int:
    from desktop.app import build_desk
    from desktop.settings import read_settings

    settings = read_settings(url)
    desk = build_desk(settings, lambda: DEMO_NOW, existing=True)
    return paint(WindowDesk(desk, settings.person), folder, themes, size, only)


def paint(
    source: WindowDesk, folder: Path, themes: tuple[str, ...], size: tuple[int, int], only: tuple[str, ...] = ()
) -> int:
    """Paint every screen, or `only` the named ones, in the given themes; prints one line a picture."""
    from desktop.ui.application import make_application
    from desktop.ui.composing import make_shell
    from desktop.ui.screens import SCREENS, render_all

    make_application()
    unknown = set(only) - {screen.name for screen in SCREENS}
    if unknown:
        raise UsageFault(f"没有界面「{sorted(unknown)[0]}」，可用：{' '.join(screen.name for screen in SCREENS)}")
    wanted = [screen for screen in SCREENS if not only or screen.name in only]
    faults = 0
    for theme in themes:
        for picture in render_all(lambda: make_shell(source), folder, theme, size, wanted):
            print(picture.path if not picture.faults else f"{picture.path}：{'；'.join(picture.faults)}")
            faults += len(picture.faults)
    if faults:
        raise CommandFault(f"有 {faults} 处不合格")
    return 0
