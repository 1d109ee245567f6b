"""`caredesk sms`: the gateway for texts, its templates, and sending or asking for receipts right now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping

from desktop.app import build_desk
from desktop.casework.desk import Desk
from desktop.casework.gateways import claiming, templates
from desktop.casework.gateways.rows import TEMPLATE_STATES, TextTurn
from desktop.casework.gateways.settings import KINDS, TextSettings, keep_text_settings, text_settings
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.commands.setting import keep_typed, tell_saved, with_given
from desktop.exchange.http_door import PartnerFault
from desktop.exchange.sms.choosing import KEY_ID, KEY_SECRET, check_settings, open_sender
from desktop.exchange.sms.sending import Sender
from desktop.faults import InputFault
from desktop.settings import read_settings

_ACTS = ("status", "set", "key", "send", "receipts", "templates", "template")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which settings."""
    parser.add_argument("act", choices=_ACTS, help="status 现状；set 设置；key 把密钥放进系统钥匙串；send 现在发送；"
                        "receipts 现在查回执；templates 查模板审核；template 登记一个模板编号")  # fmt: skip
    parser.add_argument("--db", default="", help="用这个数据库；默认本机文件")
    parser.add_argument("--kind", choices=tuple(KINDS), help="set：aliyun 阿里云；tencent 腾讯云；smpp；manual 人工")
    parser.add_argument("--url", help="set：接口网址；写成空则用云厂商的")
    parser.add_argument("--ca-file", help="set：只信任这个根证书文件（PEM）")
    parser.add_argument("--sign", help="set：报备过的签名，不带【】")
    parser.add_argument("--app-id", help="set：腾讯云的 SdkAppId")
    parser.add_argument("--region", help="set：腾讯云的地域，默认 ap-guangzhou")
    parser.add_argument("--host", help="set：SMPP 服务器")
    parser.add_argument("--port", type=int, help="set：SMPP 端口，默认 2775")
    parser.add_argument("--sender", help="set：SMPP 的发送号码")
    parser.add_argument("--code", default="", help="template：本台的模板代码，如 OP_BOOKED")
    parser.add_argument("--id", default="", help="template：网关给这个模板的编号")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when it was done, 1 when something is left to look at, 3 when the gateway could not be spoken with."""
    settings = read_settings(args.db)
    if args.act == "key":
        return keep_typed((KEY_ID, "密钥编号"), (KEY_SECRET, "密钥"))
    desk, args.person = desk or build_desk(settings), args.person or settings.person
    try:
        return _DEEDS[args.act](args, desk)
    except PartnerFault as fault:
        raise EnvironmentFault(fault.sentence) from fault
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault


def _set(args: argparse.Namespace, desk: Desk) -> int:
    names = ("kind", "url", "ca_file", "sign", "app_id", "region", "host", "port", "sender")
    settings = with_given(text_settings(desk), args, names)
    check_settings(settings)
    keep_text_settings(desk, settings)
    return tell_saved(args, settings, f"已保存：{KINDS[settings.kind]}")


def _status(args: argparse.Namespace, desk: Desk) -> int:
    settings = text_settings(desk)
    state = claiming.state_of(desk, settings.kind)
    if args.json:
        print(json.dumps(state._asdict(), ensure_ascii=False))
        return 0
    print(f"短信网关：{KINDS[settings.kind]}")
    print(f"待发 {state.queued} 条，稍后再试 {state.waiting} 条，不知是否发出 {state.unknown} 条，"
          f"已提交、等回执 {state.accepted} 条")  # fmt: skip
    if state.failure:
        print(f"最近的问题：{state.failure}")
    return 0


def _send(args: argparse.Namespace, desk: Desk) -> int:
    return _talk(args, desk, Sender.turn)


def _receipts(args: argparse.Namespace, desk: Desk) -> int:
    return _talk(args, desk, Sender.receipts)


def _talk(args: argparse.Namespace, desk: Desk, deed: Callable[[Sender], TextTurn]) -> int:
    with open_sender(desk, _active(desk)) as sender:
        turn = deed(sender)
    told = (f"已提交 {turn.sent} 条，没有发出 {turn.refused} 条；回执：送达 {turn.delivered} 条，"
            f"失败 {turn.failed} 条，不认得 {turn.strangers} 条")  # fmt: skip
    print(json.dumps(turn._asdict(), ensure_ascii=False) if args.json else told)
    if turn.failure:
        raise EnvironmentFault(turn.failure)
    return 1 if turn.refused or turn.failed else 0


def _active(desk: Desk) -> TextSettings:
    settings = text_settings(desk)
    if not settings.active:
        raise UsageFault("短信由人工或平台发送；要用网关，先 caredesk sms set --kind aliyun 或 tencent")
    return settings


def _templates(args: argparse.Namespace, desk: Desk) -> int:
    settings = _active(desk)
    numbers = templates.provider_ids(desk, settings.kind)
    with open_sender(desk, settings) as sender:
        found = sender.approvals(numbers) if numbers else {}
    templates.keep_approvals(desk, settings.kind, found)
    rows = templates.templates(desk, settings.kind)
    if args.json:
        print(json.dumps([row._asdict() for row in rows], ensure_ascii=False))
    for row in () if args.json else rows:
        state = row.problem or TEMPLATE_STATES[row.state]
        print(f"{row.code} {row.name} {row.provider_id or '—'} {state}")
    return 1 if any(row.problem for row in rows) else 0


def _template(args: argparse.Namespace, desk: Desk) -> int:
    templates.register(desk, _active(desk).kind, args.code, args.id, args.person)
    print("已登记；用 caredesk sms templates 查审核结果")
    return 0


_DEEDS: Mapping[str, Callable[[argparse.Namespace, Desk], int]] = {
    "status": _status, "set": _set, "send": _send, "receipts": _receipts, "templates": _templates,
    "template": _template,
}  # fmt: skip
