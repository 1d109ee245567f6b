"""`caredesk courier`: follows parcels, by a parcel desk when one is set up, else by a link to the courier's page."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.documents.on_record import case_of
from desktop.casework.gateways import parcels
from desktop.casework.gateways.settings import courier_settings, keep_courier_settings
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.commands.setting import keep_typed, tell_saved, with_given
from desktop.exchange.courier.kuaidi100 import KEY, courier_round, open_door
from desktop.faults import InputFault
from desktop.handbook.couriers import tracking_page
from desktop.handbook.moments import write_moment
from desktop.settings import read_settings

_ACTS = ("status", "set", "key", "expect", "poll")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which settings."""
    parser.add_argument("act", choices=_ACTS, help="status 现状；set 设置；key 把密钥放进系统钥匙串；"
                        "expect 记下客户寄出的运单；poll 现在查")  # fmt: skip
    parser.add_argument("--db", default="", help="用这个数据库；默认本机文件")
    parser.add_argument("--customer", help="set：快递100 给本台的编号（customer）；写成空则停用")
    parser.add_argument("--url", help="set：接口网址")
    parser.add_argument("--ca-file", help="set：只信任这个根证书文件（PEM）")
    parser.add_argument("--case", default="", help="expect：案件编号")
    parser.add_argument("--number", default="", help="expect：运单号")
    parser.add_argument("--courier", default="", help="expect：快递公司；从运单号看得出时可不写")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when it was done, 1 when a parcel needs somebody, 3 when the parcel desk could not be spoken with."""
    if args.act == "key":
        return keep_typed((KEY, "密钥"))
    desk = desk or build_desk(read_settings(args.db))
    try:
        return _DEEDS[args.act](args, desk)
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault


def _set(args: argparse.Namespace, desk: Desk) -> int:
    settings = with_given(courier_settings(desk), args, ("customer", "url", "ca_file"))
    open_door(settings).close()
    keep_courier_settings(desk, settings)
    return tell_saved(args, settings)


def _expect(args: argparse.Namespace, desk: Desk) -> int:
    parcels.expect(desk, case_of(desk, args.case), args.number, args.courier)
    print("已记下；查到签收会写进时间线，收件仍由人登记")
    return 0


def _poll(args: argparse.Namespace, desk: Desk) -> int:
    settings = courier_settings(desk)
    if not settings.customer:
        raise UsageFault("还没有设置快递查询：先用 caredesk courier set --customer …")
    turn = courier_round(desk, settings)
    print(json.dumps(turn._asdict()) if args.json else f"查了 {turn.asked} 个包裹，{len(turn.changed)} 个有新消息")
    if turn.failure:
        raise EnvironmentFault(turn.failure)
    return 0


def _status(args: argparse.Namespace, desk: Desk) -> int:
    rows = parcels.parcels(desk)
    if args.json:
        print(json.dumps([_as_json(row) for row in rows], ensure_ascii=False))
    for row in () if args.json else rows:
        way = "寄来" if row.way == "in" else "寄出"
        told = f"{parcels.STATES[row.state]} {row.words} {row.failure}".strip()
        print(f"{row.number} {way} {row.courier} {row.parcel} {told} {tracking_page(row.courier, row.parcel)}")
    if not rows and not args.json:
        print("没有在查的包裹")
    return 1 if any(row.state in ("trouble", "returned") for row in rows) else 0


def _as_json(row: parcels.ParcelRow) -> dict[str, object]:
    said = write_moment(row.said_at) if row.said_at else ""
    return {**row._asdict(), "said_at": said, "page": tracking_page(row.courier, row.parcel)}


_DEEDS: Mapping[str, Callable[[argparse.Namespace, Desk], int]] = {
    "status": _status, "set": _set, "expect": _expect, "poll": _poll,
}  # fmt: skip
