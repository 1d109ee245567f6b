"""`caredesk verify`: recomputes everything that is derived and prints the number of differences."""

from __future__ import annotations

import argparse
import json
import sys

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.verification import Difference, Verification, spoken, verify
from desktop.settings import read_settings

_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which database, and how to answer."""
    parser.add_argument("--db", default="", help="要核对的数据库；默认本机文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，列出全部差异")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when nothing differs, 1 otherwise."""
    found = verify(desk or build_desk(read_settings(args.db), existing=True), progress=_progress)
    print(_as_json(found) if args.json else _told(found))
    return 1 if found.differences else 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r已核对 {done:,} / {total:,} 件", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _told(found: Verification) -> str:
    lines = [f"核对 {found.cases:,} 件案件：{len(found.differences):,} 处差异"]
    lines += [_line(one) for one in found.differences[:_SHOWN]]
    if len(found.differences) > _SHOWN:
        lines.append(f"  其余 {len(found.differences) - _SHOWN:,} 处用 --json 列出")
    return "\n".join(lines)


def _line(one: Difference) -> str:
    return f"  {one.number or '全库'} {one.column}：存的是 {spoken(one.stored)}，应为 {spoken(one.expected)}"


def _as_json(found: Verification) -> str:
    rows = [
        {"case_id": one.case_id, "number": one.number, "column": one.column, "stored": spoken(one.stored),
         "expected": spoken(one.expected)}
        for one in found.differences
    ]  # fmt: skip
    return json.dumps({"cases": found.cases, "differences": rows}, ensure_ascii=False)
