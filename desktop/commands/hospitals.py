"""`caredesk hospitals LIST.xlsx`: takes the desk's own list of hospitals in and names every row that cannot come in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.commands.failing import UsageFault
from desktop.exchange.hospital_list import HospitalReport, import_hospitals
from desktop.exchange.hospital_rows import TITLES
from desktop.exchange.reading import ListUnreadable
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, whether to write, and where the desk lies."""
    columns = "、".join(TITLES.values()).replace("%", "%%")
    parser.add_argument("list", type=Path, metavar="LIST.xlsx", help=f"医院名录（.xlsx 或 CSV），列名：{columns}")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    parser.add_argument("--db", default="", help="写入这个数据库；默认本机文件")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when every row is in, 1 when some are refused; UsageFault when the file is no list of hospitals."""
    settings = read_settings(args.db)
    try:
        report = import_hospitals(
            desk or build_desk(settings), args.list, person=args.person or settings.person, dry_run=args.dry_run
        )
    except ListUnreadable as fault:
        raise UsageFault(fault.sentence) from fault
    print(json.dumps(report.as_json(), ensure_ascii=False) if args.json else _told(report))
    return 1 if report.refused else 0


def _told(report: HospitalReport) -> str:
    lines = [f"「{report.name}」：{report.counts}", f"  {report.advice}"]
    lines += [f"  第 {found.row} 行 {found.request_no} {found.column}：{found.message}" for found in report.errors()]
    if report.ignored:
        lines.append(f"  没有用到的列：{'、'.join(report.ignored)}")
    return "\n".join(lines)
