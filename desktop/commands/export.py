"""`caredesk export month 2026-09 --out X.xlsx`: what the desk hands over as workbooks, each on the list of exports."""

from __future__ import annotations

import argparse
import sys
from datetime import time, timedelta
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.figures.period import Period, month, own_range, week
from desktop.casework.queues import TABS
from desktop.casework.rows import QueueQuery
from desktop.commands.escorts import read_day
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.handbook.deskhours import at_time
from desktop.handbook.vocabulary import Service
from desktop.reports.cells import TextTooLong, TooManyRows, Written
from desktop.reports.exporting import LISTS, export_list, export_month, export_queue
from desktop.reports.watching import Watch
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, of which time, where to, masked or for which purpose not."""
    kinds = ("month", *LISTS, "queue")
    parser.add_argument("what", choices=kinds, help="month 月度服务工作簿；escorts 陪诊工作量；exemptions 豁免；"
                        "audit 审计记录；queue 队列或搜索结果")  # fmt: skip
    parser.add_argument("month", nargs="?", default="", help="哪个月，写成 2026-09")
    parser.add_argument("--from", dest="first", default="", metavar="日", help="或从这一天")
    parser.add_argument("--to", dest="last", default="", metavar="日", help="到这一天（含）")
    parser.add_argument("--week", default="", metavar="周", help="或某一周，写成 2026-W39")
    parser.add_argument("--out", required=True, type=Path, help="写成的工作簿，以 .xlsx 结尾")
    parser.add_argument("--carrier", default="", help="哪家保险公司；只有一家时不必写")
    parser.add_argument("--unmasked", action="store_true", help="不脱敏：须写明 --purpose，并留下记录")
    parser.add_argument("--purpose", default="", help="导出未脱敏数据的用途")
    parser.add_argument("--service", default="", choices=("", *(one.value for one in Service)), help="队列：哪项服务")
    parser.add_argument("--tab", default="todo", choices=TABS, help="队列：哪个视图，默认在办")
    parser.add_argument("--search", default="", help="队列：搜索的字")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """Write the workbook and print its path; UsageFault for what cannot be meant, nothing is written then."""
    period = None if args.what == "queue" else read_period(args)
    _check_target(args.out)
    if args.unmasked and not args.purpose.strip():
        raise UsageFault("导出未脱敏的数据须写明用途：--purpose")
    if args.unmasked and period is None:
        raise UsageFault("队列只按屏幕上的样子导出，个人信息是脱敏的，不能加 --unmasked")
    settings = read_settings(args.db)
    desk = desk or build_desk(settings, existing=True)
    if args.unmasked:
        kept = f"用途“{args.purpose.strip()}”会留下记录"
        print(f"注意：文件里是未脱敏的个人信息，交出去就收不回；{kept}", file=sys.stderr)
    try:
        written = _written(args, desk, settings.person, period)
    except (TextTooLong, TooManyRows) as fault:
        raise UsageFault(str(fault)) from None
    except OSError as fault:
        raise EnvironmentFault(f"写不进「{args.out}」：{fault.strerror}") from fault
    print(f"{args.out}（{written.rows:,} 行，SHA-256 {written.sha256[:12]}…）")
    return 0


def _written(args: argparse.Namespace, desk: Desk, person: str, period: Period | None) -> Written:
    if period is None:
        return export_queue(desk, person, _query(args, desk), args.out)
    asked = {"unmasked": args.unmasked, "purpose": args.purpose}
    if args.what == "month":
        return export_month(desk, person, period, args.out, carrier=args.carrier, watch=Watch(_progress), **asked)
    return export_list(desk, person, args.what, period, args.out, **asked)


def _query(args: argparse.Namespace, desk: Desk) -> QueueQuery:
    now = desk.clock()
    midnight = at_time(now.date() + timedelta(days=1), time(0))
    return QueueQuery(now, midnight, tab=args.tab, service=args.service, search=args.search)


def read_period(args: argparse.Namespace) -> Period:
    """The month, the week or the days that were named: exactly one of them."""
    named = [bool(args.month), bool(args.week), bool(args.first or args.last)]
    if sum(named) != 1:
        raise UsageFault("请写一个月份（2026-09），或 --week，或 --from 与 --to，只能选一种")
    if args.month:
        return month(args.month)
    if args.week:
        return week(args.week)
    if not (args.first and args.last):
        raise UsageFault("--from 与 --to 要一起写")
    return own_range(read_day(args.first), read_day(args.last))


def _check_target(path: Path) -> None:
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise UsageFault(f"「{path}」应是以 .xlsx 结尾的文件名")
    if not path.parent.is_dir():
        raise UsageFault(f"没有文件夹「{path.parent}」，请先建好它")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r已读 {done:,} / {total:,} 件", end="" if done < total else "\n", file=sys.stderr, flush=True)
