"""`caredesk carrier`: speaks with the carrier's system, and shows what was sent back."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.feed.deciding import dismiss, try_again
from desktop.casework.feed.keeping import rejected, state_of
from desktop.casework.feed.rows import FeedState, RejectedRow
from desktop.casework.feed.settings import feed_settings, keep_settings
from desktop.commands.carrier_feed import Feed, checked
from desktop.commands.failing import UsageFault
from desktop.commands.setting import keep_typed, tell_saved, with_given
from desktop.exchange.carrier.contract import reread
from desktop.exchange.carrier.round import RoundResult
from desktop.exchange.headings import TITLES
from desktop.exchange.keychain import TOKEN, variable_of
from desktop.faults import InputFault, OutsideFault
from desktop.handbook.moments import write_moment
from desktop.settings import read_settings

if TYPE_CHECKING:
    from desktop.exchange.carrier.drop import Dropped

_ACTS = ("status", "set", "token", "poll", "rejected", "again", "settle")
_TICK, _AWAY = 0.2, 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which settings."""
    parser.add_argument("act", choices=_ACTS, help="status 现状；set 设置；token 把密钥放进系统钥匙串；poll 现在收发；"
                        "rejected 列出被退回的；again 再试一次；settle 记为已处理")  # fmt: skip
    parser.add_argument("--db", default="", help="用这个数据库；默认本机文件")
    parser.add_argument("--url", help="set：保险公司接口的网址（https://…）；写成空则停用")
    parser.add_argument("--ca-file", help="set：只信任这个根证书文件（PEM）；写成空则用系统的")
    parser.add_argument("--folder", help="set：盯着这个文件夹；写成空则停用")
    parser.add_argument("--interval", type=int, help="set：每隔多少秒问一次，默认 60")
    parser.add_argument("--carrier", help="set：保险公司代码")
    parser.add_argument("--watch", action="store_true", help="poll：一直收发，直到按 Ctrl+C")
    parser.add_argument("--id", help="again、settle：rejected 列出的编号，如 A12")
    parser.add_argument("--note", default="", help="settle：怎样处理的")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when it was done, 1 when something is left to look at, 3 when the carrier could not be spoken with."""
    settings = read_settings(args.db)
    if args.act == "token":
        return keep_typed((TOKEN, "密钥"))
    desk, args.person = desk or build_desk(settings), args.person or settings.person
    try:
        return _DEEDS[args.act](args, desk)
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault


def _set(args: argparse.Namespace, desk: Desk) -> int:
    settings = checked(with_given(feed_settings(desk), args, ("url", "ca_file", "folder", "interval", "carrier")))
    keep_settings(desk, settings)
    told = f"已保存；密钥用 caredesk carrier token 或环境变量 {variable_of(TOKEN)}" if settings.url else "已保存"
    return tell_saved(args, settings, told)


def _poll(args: argparse.Namespace, desk: Desk) -> int:
    feed = Feed(desk)
    if not feed.settings.active:
        raise UsageFault("还没有设置：先用 caredesk carrier set --url … 或 --folder …")
    if args.watch:
        return _watch(args, feed)
    result = feed.speak(force=True)
    dropped = feed.look()
    if feed.watch and not dropped:
        # A file is taken only when it stayed the same between two looks.
        time.sleep(feed.watch.patience)
        dropped = feed.look()
    _tell(args, result, dropped)
    return 3 if result.failure else 1 if result.refused or any(each.faults for each in dropped) else 0


def _watch(args: argparse.Namespace, feed: Feed) -> int:
    while True:
        try:
            result, dropped = feed.speak(), feed.look()
            if result.asked or dropped:
                _tell(args, result, dropped)
        except (OutsideFault, OSError) as fault:
            # A database or folder that is away for a while comes back, and the feed goes on where it was.
            print(fault, file=sys.stderr, flush=True)
            time.sleep(_AWAY)
        time.sleep(_TICK)


def _tell(args: argparse.Namespace, result: RoundResult, dropped: list[Dropped]) -> None:
    if args.json:
        files = [{"file": str(each.path), "opened": each.opened, "faults": len(each.faults)} for each in dropped]
        print(json.dumps({**result._asdict(), "files": files}, ensure_ascii=False), flush=True)
        return
    print("\n".join(_words(result, dropped)), flush=True)


def _words(result: RoundResult, dropped: list[Dropped]) -> Iterator[str]:
    if result.asked:
        yield (f"新登记 {result.opened} 件，已在本台 {result.present} 件，重复 {result.repeated} 份，"
               f"退回 {result.refused} 份，等关联住院 {result.waiting} 份；发出 {result.sent} 条")  # fmt: skip
    if result.failure:
        yield result.failure
    for each in dropped:
        counts = f"新登记 {each.opened} 件，有错 {len(each.faults)} 处"
        yield f"「{each.path.name}」：{counts}，已移到 {each.path.parent.name}/"


def _status(args: argparse.Namespace, desk: Desk) -> int:
    settings = feed_settings(desk)
    state = state_of(desk, settings.carrier)
    if args.json:
        moments = {name: _moment(getattr(state, name)) for name in ("spoke_at", "tried_at", "next_at")}
        print(json.dumps({**asdict(settings), **state._asdict(), **moments}, ensure_ascii=False))
    else:
        print("\n".join(_standing(settings.url, settings.folder, state)))
    return 1 if state.failure or state.rejected else 0


def _moment(moment: datetime | None) -> str:
    return write_moment(moment) if moment else ""


def _standing(url: str, folder: str, state: FeedState) -> Iterator[str]:
    if not url and not folder:
        yield "没有设置对接：申请由清单导入，状态由人告知"
    if url:
        yield f"接口 {url}，上次连通 {_moment(state.spoke_at) or '——'}"
    if folder:
        yield f"文件夹 {folder}"
    if state.failure:
        yield f"连续 {state.failures} 次没有连通：{state.failure}"
    yield f"收到 {state.taken} 份，待人处理 {state.rejected} 份，待发 {state.waiting} 条"


def _rejected(args: argparse.Namespace, desk: Desk) -> int:
    rows = rejected(desk, feed_settings(desk).carrier)
    if args.json:
        print(json.dumps([_as_json(row) for row in rows], ensure_ascii=False))
    else:
        print("\n".join(map(_line, rows)) or "没有被退回的")
    return 1 if rows else 0


def _number(row: RejectedRow) -> str:
    return f"{'A' if row.kind == 'application' else 'M'}{row.id}"


def _as_json(row: RejectedRow) -> dict[str, object]:
    return {"id": _number(row), "request_no": row.request_no, "received": write_moment(row.received),
            "source": row.source, "waiting": row.again,
            "reasons": [reason._asdict() for reason in row.reasons]}  # fmt: skip


def _line(row: RejectedRow) -> str:
    why = "；".join(f"{TITLES.get(reason.field, '')}：{reason.sentence}".lstrip("：") for reason in row.reasons)
    return f"{_number(row)} {row.request_no or '（没有申请编号）'} {write_moment(row.received)} {row.source} {why}"


def _chosen(args: argparse.Namespace) -> tuple[str, int]:
    kind = {"A": "application", "M": "message"}.get((args.id or "")[:1].upper(), "")
    number = (args.id or "")[1:]
    if not kind or not number.isascii() or not number.isdigit():
        raise UsageFault("请用 --id 写明编号，如 A12；用 caredesk carrier rejected 查看")
    return kind, int(number)


def _again(args: argparse.Namespace, desk: Desk) -> int:
    opened = try_again(desk, *_chosen(args), lambda payloads: reread(payloads, desk.clock()))
    print("已登记" if opened else "仍未通过，原因见 caredesk carrier rejected")
    return 0 if opened else 1


def _settle(args: argparse.Namespace, desk: Desk) -> int:
    dismiss(desk, *_chosen(args), args.person, args.note)
    print("已记为处理过")
    return 0


_DEEDS: Mapping[str, Callable[[argparse.Namespace, Desk], int]] = {
    "status": _status, "set": _set, "poll": _poll, "rejected": _rejected, "again": _again, "settle": _settle,
}  # fmt: skip
