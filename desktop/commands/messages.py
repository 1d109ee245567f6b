"""`caredesk messages export|receipts`: texts out for a sending platform, and its receipts back in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.commands.failing import UsageFault
from desktop.exchange.reading import ListUnreadable
from desktop.exchange.sms.batch import NotNow, export_batch, take_receipts
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, where, and of which desk."""
    parser.add_argument("act", choices=("export", "receipts"), help="export 写出待发短信；receipts 读入回执")
    parser.add_argument("path", type=Path, metavar="路径", help="export：写入的文件夹；receipts：填好回执的工作簿")
    parser.add_argument("--db", default="", help="用这个数据库；默认本机文件")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when it was done; 1 when receipts name texts that this desk does not know; UsageFault for a bad file."""
    settings = read_settings(args.db)
    desk, person = desk or build_desk(settings), args.person or settings.person
    return _receipts(args, desk, person) if args.act == "receipts" else _export(args, desk, person)


def _export(args: argparse.Namespace, desk: Desk, person: str) -> int:
    if args.path.exists() and not args.path.is_dir():
        raise UsageFault(f"「{args.path}」不是文件夹")
    try:
        done, why = export_batch(desk, args.path, person), "没有待发的短信"
    except NotNow as fault:
        done, why = None, fault.sentence
    found = {"path": str(done.path) if done else "", "texts": done.texts if done else 0}
    told = f"已写出 {done.texts} 条待发短信：{done.path}" if done else why
    print(json.dumps(found, ensure_ascii=False) if args.json else told)
    return 0


def _receipts(args: argparse.Namespace, desk: Desk, person: str) -> int:
    try:
        found = take_receipts(desk, args.path, person)
    except ListUnreadable as fault:
        raise UsageFault(fault.sentence) from fault
    told = f"送达 {found.delivered} 条，失败 {found.failed} 条，以前已记 {found.known} 条"
    if found.unknown:
        told += f"；本台没有编号 {'、'.join(map(str, found.unknown))}"
    counts = {"delivered": found.delivered, "failed": found.failed, "known": found.known, "unknown": found.unknown}
    print(json.dumps(counts, ensure_ascii=False) if args.json else told)
    return 1 if found.unknown else 0
