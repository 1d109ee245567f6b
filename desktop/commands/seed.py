"""`caredesk seed --cases N`: fills a desk with invented cases of every service and stage."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.seeding import SeedReport, real_cases, seed
from desktop.commands.failing import UsageFault
from desktop.handbook.vocabulary import SERVICE_TITLES, Service
from desktop.settings import Settings, read_settings

USUAL_SEED = 20260923
MOST_CASES = 10_000_000
_REALLY = "确实要写请加 --into-real-desk"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many cases, into which database, and the number that makes them repeatable."""
    parser.add_argument("--cases", type=int, required=True, metavar="N", help="生成多少件虚构案件")
    parser.add_argument("--db", default="", help="写入这个数据库：新文件，或只有虚构案件的数据库（可以再添）")
    parser.add_argument("--into-real-desk", action="store_true",
                        help="确实要把虚构案件写进本机的正式工作台，或已有真实案件的数据库")  # fmt: skip
    parser.add_argument("--seed", type=int, default=USUAL_SEED, help="随机种子；同一种子在空库里生成同样的数据")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """Add the cases and tell what was made; UsageFault for a number that cannot be meant."""
    if not 0 < args.cases <= MOST_CASES:
        raise UsageFault(f"--cases 应为 1 到 {MOST_CASES:,} 之间的整数，现在是 {args.cases}")
    settings = read_settings(args.db)
    if not args.into_real_desk and desk is None and is_own_desk(settings):
        raise UsageFault(f"这会把虚构案件写进本机的正式工作台：请用 --db 写明另一个数据库，{_REALLY}")
    target = desk or build_desk(settings)
    real = real_cases(target)
    if real and not args.into_real_desk:
        raise UsageFault(f"这个数据库里有 {real:,} 件真实案件，不能混入虚构案件：请用 --db 写明另一个数据库，{_REALLY}")
    report = seed(target, args.cases, seed=args.seed, progress=_progress)
    print(_told(report))
    return 0


def is_own_desk(settings: Settings) -> bool:
    """Whether these settings lead to the desk that the window opens without being told another."""
    return settings.database == read_settings().database


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r已生成 {done:,} / {total:,} 件", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _told(report: SeedReport) -> str:
    services: Counter[str] = Counter()
    for (item, _), count in report.stages.items():
        services[item[:2]] += count
    parts = "、".join(f"{title} {services[name]:,} 件" for name, title in _titles() if services[name])
    return "\n".join((
        f"已生成 {report.cases:,} 件虚构案件：{parts}",
        f"共 {report.records:,} 条记录、{report.people:,} 位被保险人、{report.jobs:,} 次陪诊，"
        f"{len(report.stages)} 种项目与阶段；人物、证件和电话都是虚构的",
    ))  # fmt: skip


def _titles() -> list[tuple[str, str]]:
    return [(service.value, SERVICE_TITLES[service]) for service in Service]
