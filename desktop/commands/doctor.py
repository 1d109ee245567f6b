"""`caredesk doctor`: what this machine has and lacks, in plain Chinese, each with its fix."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import Any, NamedTuple

from desktop.app import key_of, local_path, now, work_calendar
from desktop.display import has_display
from desktop.models.errors import DeskError
from desktop.models.local_file import SQLITE_VERSION, check_sqlite
from desktop.paths import resource_path
from desktop.settings import Settings, data_folder, read_settings


class Finding(NamedTuple):
    """One thing looked at; `level` is ok, note or fault; `fix` says what to do."""

    subject: str
    level: str
    words: str
    fix: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which database to try."""
    parser.add_argument("--db", default="", help="要检查的数据库；默认本机文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when nothing stands in the way, 3 otherwise."""
    settings = read_settings(args.db)
    found = list(_examine(settings, given=bool(args.db)))
    if args.json:
        print(json.dumps([finding._asdict() for finding in found], ensure_ascii=False))
    else:
        print("\n".join(_line(finding) for finding in found))
    return 3 if any(finding.level == "fault" for finding in found) else 0


def _line(finding: Finding) -> str:
    mark = {"ok": "好  ", "note": "注意", "fault": "故障"}[finding.level]
    words = finding.words.rstrip("。")
    return f"{mark}  {finding.subject}：{words}" + (f"。{finding.fix}" if finding.fix else "")


def _examine(settings: Settings, *, given: bool) -> Iterator[Finding]:
    yield Finding("Python", "ok", sys.version.split()[0])
    yield _qt()
    yield _sqlite()
    yield _folder()
    yield _database(settings, given=given)
    yield from _directory(settings)
    yield _fonts()
    yield _calendar()
    yield _display()
    yield _input_method()


def _qt() -> Finding:
    if find_spec("PySide6") is None:
        return Finding("Qt", "fault", "没有安装 PySide6", "请运行 make setup")
    try:
        from PySide6 import QtGui, QtSvg, QtWidgets, __version__
    except ImportError as error:
        return Finding("Qt", "fault", f"缺少系统库（{error}）", "Debian/Ubuntu：请运行 scripts/system_libraries.sh")
    parts = "、".join(part.__name__.removeprefix("PySide6.") for part in (QtGui, QtSvg, QtWidgets))
    return Finding("Qt", "ok", f"PySide6 {__version__}，{parts} 可用")


def _sqlite() -> Finding:
    try:
        check_sqlite()
    except DeskError as error:
        return Finding("数据库引擎", "fault", error.sentence, "请更新 sqlcipher3")
    return Finding("数据库引擎", "ok", f"SQLCipher，SQLite {SQLITE_VERSION}")


def _folder() -> Finding:
    folder = data_folder()
    there = next(place for place in (folder, *folder.absolute().parents) if os.path.lexists(place))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        words = f"{folder} 不能使用：「{there}」不是可以写入的文件夹"
        return Finding("数据文件夹", "fault", words, "请核对 CAREDESK_HOME")
    return Finding("数据文件夹", "ok", str(folder))


def _database(settings: Settings, *, given: bool) -> Finding:
    path = local_path(settings.database)
    if path is not None and not path.exists():
        return Finding("数据库", "fault" if given else "note", f"还没有文件 {path}", "首次打开窗口时会建立")
    try:
        return _reach(settings)
    except DeskError as error:
        return Finding("数据库", "fault", error.sentence, "请核对 --db 或 CAREDESK_DB、CAREDESK_PASSPHRASE")


def _reach(settings: Settings) -> Finding:
    from desktop.models.revisions import is_current

    with _opened(settings) as engine:
        if is_current(engine):
            return Finding("数据库", "ok", "可以连接，结构是最新的")
        return Finding("数据库", "note", "可以连接，结构比本机程序旧", "打开窗口时会先备份再更新")


@contextmanager
def _opened(settings: Settings) -> Iterator[Any]:
    from desktop.models.engines import open_engine

    engine = open_engine(settings.database, key=key_of(settings), passphrase=settings.passphrase or None)
    try:
        yield engine
    finally:
        engine.dispose()


def _directory(settings: Settings) -> Iterator[Finding]:
    """The directory of hospitals, when there is a database to ask."""
    from desktop.casework.directory import tally
    from desktop.models.revisions import is_current
    from desktop.models.sessions import Store

    path = local_path(settings.database)
    if path is not None and not path.exists():
        return
    with suppress(DeskError), _opened(settings) as engine:
        if is_current(engine):
            with Store(engine).reading() as session:
                yield _listed(*tally(session))


def _listed(hospitals: int, unverified: int, departments: int) -> Finding:
    words = f"{hospitals} 家医院，其中未核实 {unverified} 家；{departments} 个科室"
    if unverified or not hospitals:
        return Finding("医院名录", "note", words, "请用 caredesk hospitals 导入本台自己的名录")
    return Finding("医院名录", "ok", words)


def _fonts() -> Finding:
    fonts = sorted(path.name for path in resource_path("fonts").glob("NotoSansSC*.ttf"))
    if len(fonts) < 3:
        return Finding("字体", "fault", "缺少 Noto Sans SC 字体文件", "请重新安装程序")
    return Finding("字体", "ok", f"自带 {'、'.join(name.removesuffix('.ttf') for name in fonts)}")


def _calendar() -> Finding:
    calendar, year = work_calendar(), now().year
    known = [one for one, table in calendar.tables.items() if table.published]
    words = f"已有 {min(known)}–{max(known)} 年的放假安排"
    if max(known) >= year + 1 or (max(known) == year and now().month < 11):
        return Finding("工作日历", "ok", words)
    return Finding("工作日历", "note", f"{words}，{max(known) + 1} 年起按法定节日预估", "通知公布后请录入")


def _display() -> Finding:
    if has_display():
        return Finding("显示器", "ok", "可以打开窗口")
    return Finding("显示器", "note", "没有显示器（DISPLAY 未设）", "caredesk --demo 会改为写入 demo-out/")


def _input_method() -> Finding:
    module = os.environ.get("QT_IM_MODULE") or os.environ.get("XMODIFIERS", "")
    if "fcitx" in module:
        return Finding("输入法", "note", "检测到 fcitx，随附的 Qt 只带 ibus 插件",
                       "请改用 ibus，或安装系统的 fcitx Qt6 插件")
    return Finding("输入法", "ok", "ibus 或系统输入法可用" if module else "未设置输入法模块，使用系统默认")
