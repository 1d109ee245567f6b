"""`caredesk mail`: issued documents by e-mail, locked; the password is told here, for the phone or a text."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.app import build_desk
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.kept_files import KeptFiles
from desktop.casework.gateways import mailing
from desktop.casework.gateways.settings import keep_mail_settings, mail_settings
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.commands.setting import keep_typed, tell_saved, typed, with_given
from desktop.exchange.keychain import secret
from desktop.exchange.mail.posting import PASSWORD, Mail, MailFault, post
from desktop.faults import InputFault
from desktop.handbook.moments import write_moment
from desktop.reports.locking import lock, new_password, unlock
from desktop.reports.outfile import write_whole
from desktop.settings import read_settings

_ACTS = ("status", "set", "password", "send", "lost", "open")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which settings."""
    parser.add_argument("act", choices=_ACTS, help="status 现状；set 设置；password 把邮箱口令放进系统钥匙串；"
                        "send 发一份文书；lost 客户没有收到，可以重发；open 用口令取出附带的文书")  # fmt: skip
    parser.add_argument("--db", default="", help="用这个数据库；默认本机文件")
    parser.add_argument("--host", help="set：邮件服务器；写成空则停用")
    parser.add_argument("--port", type=int, help="set：端口，默认 465")
    parser.add_argument("--security", choices=("tls", "starttls"), help="set：加密方式，默认 tls")
    parser.add_argument("--user", help="set：登录名")
    parser.add_argument("--sender", help="set：发件地址")
    parser.add_argument("--ca-file", help="set：只信任这个根证书文件（PEM）")
    parser.add_argument("--document", type=int, default=0, help="send：文书的编号")
    parser.add_argument("--to", default="", help="send：客户的邮箱")
    parser.add_argument("--id", type=int, default=0, help="lost：status 列出的编号")
    parser.add_argument("--file", type=Path, help="open：收到的加密 PDF")
    parser.add_argument("--person", default="", help="经手人；默认本机设置的人")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0 when it was done, 1 when something is left to look at, 3 when the server could not be spoken with."""
    if args.act == "password":
        return keep_typed((PASSWORD, "邮箱口令"))
    if args.act == "open":
        return _open(args)
    settings = read_settings(args.db)
    desk, args.person = desk or build_desk(settings), args.person or settings.person
    try:
        return _DEEDS[args.act](args, desk)
    except MailFault as fault:
        raise EnvironmentFault(fault.sentence) from fault
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault


def _open(args: argparse.Namespace) -> int:
    """Beside the locked file lies what was issued, exactly: `check-report` holds for it."""
    try:
        name, pdf = unlock(args.file.read_bytes(), typed("口令"))
        path = args.file.with_name(Path(name).name)
        write_whole(path, pdf)
    except OSError as fault:
        raise EnvironmentFault(f"读不到或写不成：{fault.strerror}") from fault
    except InputFault as fault:
        raise UsageFault(str(fault)) from fault
    print(f"已取出：{path}")
    return 0


def _set(args: argparse.Namespace, desk: Desk) -> int:
    names = ("host", "port", "security", "user", "sender", "ca_file")
    settings = with_given(mail_settings(desk), args, names)
    keep_mail_settings(desk, settings)
    return tell_saved(args, settings)


def _send(args: argparse.Namespace, desk: Desk) -> int:
    settings = mail_settings(desk)
    if not settings.host:
        raise UsageFault("还没有邮件服务器：先用 caredesk mail set --host … --sender …")
    letter, address = mailing.letter(desk, args.document), mailing.checked_address(args.to)
    issued = KeptFiles(desk).issued(letter.file_sha256)
    if issued is None:
        raise UsageFault("这台机器上没有这份文书的文件")
    name, password = f"{letter.number}-第{letter.version}版", new_password()
    locked = lock(issued, f"{name}.pdf", password)
    delivery, number = mailing.begin_mail(desk, letter, address, locked, args.person)
    mail = Mail(address, f"您的服务文书（{letter.number}）", f"{name}-加密.pdf", locked, number)
    try:
        post(mail, settings, secret(PASSWORD))
    except MailFault as fault:
        mailing.mail_failed(desk, delivery, fault.sentence, unsure=fault.unsure)
        raise
    mailing.mail_sent(desk, delivery, Entry(args.person), letter)
    _tell(args, address, password)
    return 0


def _tell(args: argparse.Namespace, address: str, password: str) -> None:
    """The password appears here alone: no file and no database keeps it."""
    text = f"您的服务文书已发到邮箱 {mailing.masked_address(address)}，打开口令：{password}"
    if args.json:
        print(json.dumps({"to": mailing.masked_address(address), "password": password, "text": text},
                         ensure_ascii=False))  # fmt: skip
        return
    print("已交邮件服务器。口令只在这里显示一次，请用电话或另发短信告知客户：")
    print(text)


def _status(args: argparse.Namespace, desk: Desk) -> int:
    rows = mailing.mails(desk)
    if args.json:
        print(json.dumps([{**row._asdict(), "begun_at": write_moment(row.begun_at)} for row in rows],
                         ensure_ascii=False))  # fmt: skip
        return 0
    for row in rows:
        told = f"{mailing.STATES[row.state]} {row.failure}".strip()
        print(f"{row.id} 文书 {row.document_id} {row.address} {write_moment(row.begun_at)} {told}")
    if not rows:
        print("没有寄出过文书")
    return 1 if any(row.state == "unknown" for row in rows) else 0


def _lost(args: argparse.Namespace, desk: Desk) -> int:
    mailing.mail_lost(desk, args.id, args.person)
    print("已记为没有收到，可以重发")
    return 0


_DEEDS: Mapping[str, Callable[[argparse.Namespace, Desk], int]] = {
    "status": _status, "set": _set, "send": _send, "lost": _lost,
}  # fmt: skip
