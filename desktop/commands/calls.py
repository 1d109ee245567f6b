"""`caredesk calls`: how often and when the desk tries to reach a customer; shows it, or changes it."""

from __future__ import annotations

import argparse
from datetime import timedelta

from desktop.app import build_desk
from desktop.casework.acting import BadInput
from desktop.casework.call_settings import set_calls
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Done
from desktop.commands.failing import UsageFault
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which database, and what to change."""
    parser.add_argument("--db", default="", help="哪个数据库；默认本机文件")
    parser.add_argument("--attempts", type=int, default=0, help="几次未接算客户失联（2 到 9）")
    parser.add_argument("--minutes", type=int, default=0, help="第一次未接后隔几分钟再拨（5 到 1440）")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0; a value out of range is wrong use."""
    settings = read_settings(args.db)
    desk = desk or build_desk(settings, existing=True)
    changed = 0
    if args.attempts or args.minutes:
        changed = _changed(desk, settings.person, args)
    plan = desk.office.calls
    minutes = plan.second_after // timedelta(minutes=1)
    told = f"，重算 {changed} 件在办案件的下一步" if args.attempts or args.minutes else ""
    print(f"未接后隔 {minutes} 分钟再拨，{plan.attempts} 次未接算客户失联{told}")
    return 0


def _changed(desk: Desk, person: str, args: argparse.Namespace) -> int:
    try:
        done = set_calls(desk, Entry(person), attempts=args.attempts, second_after_minutes=args.minutes)
    except BadInput as fault:
        raise UsageFault(str(fault)) from None
    return len(done.changed) if isinstance(done, Done) else 0
