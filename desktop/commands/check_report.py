"""`caredesk check-report FILE.pdf`: whether a report is exactly what was signed and is on record."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.documents.on_record import stored_hash
from desktop.commands.failing import EnvironmentFault
from desktop.models.errors import DeskError
from desktop.reports.checking import ReportCheck, check_report
from desktop.reports.file_marks import FileMarks
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and the hash it should have."""
    parser.add_argument("file", type=Path, help="要核验的 PDF 文件")
    parser.add_argument("--hash", default="", help="登记的 SHA-256；不写则在本台登记中查找")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when the file is whole, 1 otherwise; every reason is printed."""
    try:
        pdf = args.file.read_bytes()
    except OSError as fault:
        raise EnvironmentFault(f"读不到「{args.file}」：{fault.strerror}") from fault
    found = check_report(pdf, args.hash or None)
    if not args.hash and (stored := _on_record(args, desk, found.marks)):
        found = check_report(pdf, stored)
    print("\n".join(told(args.file.name, found)))
    return 0 if found.whole else 1


def _on_record(args: argparse.Namespace, desk: Desk | None, marks: FileMarks) -> str | None:
    """The hash on record; a machine without a desk of its own checks the signature alone, unless one was named."""
    if not marks.known:
        return None
    try:
        desk = desk or build_desk(read_settings(args.db), existing=True)
    except DeskError:
        if args.db:
            raise
        return None
    return stored_hash(desk, marks.number, marks.version)


def told(name: str, found: ReportCheck) -> list[str]:
    """The result in plain words, one fact a line."""
    marks = found.marks
    lines = [f"{name}：{'完整' if found.whole else '不可信'}"]
    lines += [f"  {problem}" for problem in found.problems]
    if marks.known:
        state = f"草稿 {marks.version}" if marks.draft else f"第 {marks.version} 版"
        code = f"，核验码 {marks.code}" if marks.code else ""
        lines.append(f"  报告 {marks.number} {state}{code}")
    if found.signer:
        moment = f"，{found.signed_at:%Y-%m-%d %H:%M} 签名" if found.signed_at else ""
        note = "，只作演示，不能证明由谁签发" if found.demo else ""
        lines.append(f"  签名人 {found.signer}{moment}{note}")
    lines.append(f"  登记：{ {None: '未登记', True: '与登记一致', False: '与登记不符'}[found.registered]}")
    return [*lines, f"  SHA-256 {found.digest}"]
