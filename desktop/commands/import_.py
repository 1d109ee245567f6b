"""`caredesk import LIST.xlsx`: takes a carrier's list of applications, policies or prices in and names faulty rows."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.app import build_desk, local_path
from desktop.casework.desk import Desk
from desktop.casework.plans import HOUSE_CARRIER
from desktop.commands.failing import UsageFault
from desktop.exchange.headings import COLUMNS
from desktop.exchange.import_list import fixed_path, import_list
from desktop.exchange.import_report import ImportReport
from desktop.exchange.policy_list import PolicyReport, import_policies, is_policy_list
from desktop.exchange.price_list import import_prices, is_price_list
from desktop.exchange.reading import ListUnreadable, Sheet, read_list
from desktop.settings import Settings, read_settings

_SHOWN = 20
_FIELDS = {column.title: column.field for column in COLUMNS}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, how to take it in, and where the desk lies."""
    parser.add_argument("list", type=Path, metavar="LIST.xlsx",
                        help="保险公司的申请清单、保单清单或结算价目表（.xlsx 或 CSV）")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="只检查，不登记")
    parser.add_argument("--strict", action="store_true", help="有一行不合格就整份不登记")
    parser.add_argument("--db", default="", help="登记到这个数据库；默认本机文件")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")
    parser.add_argument("--carrier", default=HOUSE_CARRIER, help="保险公司代码，默认 %(default)s")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")
    parser.add_argument("--map", action="append", default=[], metavar="清单的列名=标准列名",
                        type=_pair, help="把清单自己的列名对应到标准列名，按保险公司记住；可重复")  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    own, _, title = text.partition("=")
    if not own.strip() or title.strip() not in _FIELDS:
        raise argparse.ArgumentTypeError(f"「{text}」应写成 清单的列名=标准列名，标准列名为：{'、'.join(_FIELDS)}")
    return _FIELDS[title.strip()], own.strip()


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when every row is in or present, 1 when some are refused; UsageFault when the file is no list."""
    settings = read_settings(args.db)
    try:
        sheets = read_list(args.list)
        desk = desk or _desk(settings, dry_run=args.dry_run)
        person = args.person or settings.person
        if is_policy_list(sheets):
            return _policies(args, desk, sheets, person)
        if is_price_list(sheets):
            return _prices(args, desk, sheets, person)
        report = import_list(
            desk, args.list, person=person, carrier=args.carrier, strict=args.strict, dry_run=args.dry_run,
            out=None if args.dry_run else fixed_path(args.list), mapping=dict(args.map), sheets=sheets,
        )  # fmt: skip
    except ListUnreadable as fault:
        raise UsageFault(fault.sentence) from fault
    print(json.dumps(report.as_json(), ensure_ascii=False) if args.json else _told(report, args.dry_run))
    return 1 if report.refused else 0


def _policies(args: argparse.Namespace, desk: Desk, sheets: Sequence[Sheet], person: str) -> int:
    """G-04: a list of policies instead, with the open cases it touches."""
    report = import_policies(
        desk, args.list.name, sheets, person=person, carrier=args.carrier, dry_run=args.dry_run
    )
    print(json.dumps(report.as_json(), ensure_ascii=False) if args.json else _told_policies(report))
    return 1 if report.refused else 0


def _prices(args: argparse.Namespace, desk: Desk, sheets: Sequence[Sheet], person: str) -> int:
    """A list of settlement prices instead."""
    report = import_prices(desk, args.list.name, sheets, person=person, carrier=args.carrier, dry_run=args.dry_run)
    lines = [f"「{report.name}」：{report.counts}"]
    lines += [f"  第 {found.row} 行 {found.request_no} {found.column}：{found.message}" for found in report.errors()]
    print(json.dumps(report.as_json(), ensure_ascii=False) if args.json else "\n".join(lines))
    return 1 if report.refused else 0


def _told_policies(report: PolicyReport) -> str:
    lines = [f"「{report.name}」：{report.counts}", f"  {report.advice}"]
    lines += [f"  第 {one.row} 行 {one.number} {one.customer} {one.item} {one.stage}：{one.change}"
              + (f"；{one.warning}（G-04）" if one.warning else "") for one in report.news.touched]  # fmt: skip
    lines += [f"  第 {found.row} 行 {found.request_no} {found.column}：{found.message}" for found in report.errors()]
    return "\n".join(lines)


def _desk(settings: Settings, *, dry_run: bool) -> Desk:
    """The desk to admit into; a trial where there is no database yet leaves none behind."""
    path = local_path(settings.database)
    if dry_run and path is not None and not path.exists():
        return build_desk(replace(settings, database="sqlite://"))
    return build_desk(settings)


def _faulty(report: ImportReport) -> Iterator[str]:
    errors = report.errors()
    for found in errors[:_SHOWN]:
        rule = f"（{found.rule}）" if found.rule else ""
        yield f"  第 {found.row} 行 {found.request_no} {found.column}：{found.message}{rule}"
    if len(errors) > _SHOWN:
        rest = "见「待修复」工作簿" if report.fixed else "用 --json 列出"
        yield f"  另有 {len(errors) - _SHOWN} 行，{rest}"


def _told(report: ImportReport, dry_run: bool) -> str:
    opened = "可登记" if dry_run else "新登记"
    held = f"，因 --strict 未登记 {report.held} 行" if report.held else ""
    counts = f"{opened} {report.opened} 件，已在本台 {report.present} 行，未通过 {report.refused} 行{held}"
    lines = [f"「{report.name}」：{counts}"]
    lines += _faulty(report)
    lines += [f"  提醒 第 {found.row} 行 {found.column}：{found.message}" for found in report.warnings]
    if report.fixed:
        lines.append(f"待修复清单：{report.fixed}（按「修复后再导入」一列改好，再导入这份文件）")
    if report.note:
        lines.append(report.note)
    return "\n".join(lines)
