"""`caredesk escorts --day 2026-09-25 --out DIR`: the day sheets of the escorts as PDF and calendar files."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.escort_papers import escort_names
from desktop.commands.day_sheets import DaySheets
from desktop.commands.failing import UsageFault
from desktop.reports.neutral import IllnessNamed
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which day, whose, where to, and of which desk."""
    parser.add_argument("--day", required=True, help="哪一天，写成 2026-09-25")
    parser.add_argument("--escort", default="", help="只要这位陪诊人员；默认当天每一位")
    parser.add_argument("--out", required=True, type=Path, help="写入的文件夹")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """Write the files and print their names; UsageFault for a day or an escort that is none."""
    day = read_day(args.day)
    desk = desk or build_desk(read_settings(args.db), existing=True)
    if args.escort and args.escort not in escort_names(desk):
        raise UsageFault(f"没有陪诊人员「{args.escort}」")
    sheets = DaySheets(desk)
    wanted = [one.escort for one in sheets.offered(day) if args.escort in ("", one.escort)]
    if not wanted:
        print(f"{day:%Y-%m-%d} {args.escort}没有陪诊安排")
    for escort in wanted:
        _write(sheets, day, escort, args.out)
    return 0


def _write(sheets: DaySheets, day: date, escort: str, folder: Path) -> None:
    try:
        for path in sheets.write(day, escort, folder):
            print(path)
    except IllnessNamed as named:
        raise UsageFault(f"{escort}：{named}") from None


def read_day(text: str) -> date:
    """A day typed on the command line; UsageFault when it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(f"日期「{text}」应写成 2026-09-25") from None
