"""`caredesk house`: the house's seal and its experts' signatures, printed on whatever is issued from then on."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.house_pictures import keep_address, keep_seal, keep_signature
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.faults import InputFault, OutsideFault
from desktop.reports.house_picture import read_picture
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose picture, and where it lies."""
    parser.add_argument("--seal", type=Path, metavar="FILE.png", help="服务商电子章")
    parser.add_argument("--signature", nargs=3, metavar=("姓名", "医院", "FILE.png"), help="一位专家的签名图")
    parser.add_argument("--address", default="", help="寄件地址，印在面单上")
    parser.add_argument("--db", default="", help="数据库：文件路径或 postgresql+psycopg://…；默认本机文件")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """Keep the pictures; UsageFault for what is no picture, and nothing is kept then."""
    if args.seal is None and args.signature is None and not args.address.strip():
        raise UsageFault("请写 --seal、--signature 或 --address")
    seal = _picture(args.seal) if args.seal else b""
    signature = _picture(Path(args.signature[2])) if args.signature else b""
    settings = read_settings(args.db)
    desk, entry = desk or build_desk(settings, existing=True), Entry(settings.person)
    if args.address.strip():
        keep_address(desk, entry, args.address)
        print("已登记寄件地址")
    if seal:
        keep_seal(desk, entry, seal)
        print("已登记印章图")
    if signature:
        keep_signature(desk, entry, args.signature[0], args.signature[1], signature)
        print(f"已登记签名图：{args.signature[0]}（{args.signature[1]}）")
    return 0


def _picture(path: Path) -> bytes:
    try:
        return read_picture(path)
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault
    except OutsideFault as fault:
        raise EnvironmentFault(str(fault)) from fault
