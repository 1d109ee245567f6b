"""`caredesk check-report FILE.pdf`: whether a report is exactly what was signed and is on record."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.commands.failing import EnvironmentFault
from desktop.reports.checking import ReportCheck, check_report
from desktop.reports.file_marks import FileMarks

KnownHash = Callable[[FileMarks], str | None]
"""The SHA-256 on record for a report's number and version, in hex; None when there is none."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and the hash it should have."""
    parser.add_argument("file", type=Path, help="要核验的 PDF 文件")
    parser.add_argument("--hash", default="", help="登记的 SHA-256；不写则在本台登记中查找")


def nothing_on_record(_marks: FileMarks) -> str | None:
    """No report is on record."""
    return None


def run(args: argparse.Namespace, known_hash: KnownHash = nothing_on_record) -> int:
    """0 when the file is whole, 1 otherwise; every reason is printed."""
    try:
        pdf = args.file.read_bytes()
    except OSError as fault:
        raise EnvironmentFault(f"读不到「{args.file}」：{fault.strerror}") from fault
    found = check_report(pdf, args.hash or None)
    if not args.hash and (stored := known_hash(found.marks)):
        found = check_report(pdf, stored)
    print("\n".join(told(args.file.name, found)))
    return 0 if found.whole else 1


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
