"""`caredesk passphrase`: another passphrase for the local database; the files beside it stay readable."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from desktop.app import key_of, local_path
from desktop.commands.failing import UsageFault
from desktop.models.rekeying import change_passphrase
from desktop.settings import read_settings

NEW = "CAREDESK_NEW_PASSPHRASE"
SHORTEST = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which database; both passphrases come from the environment, where no list of processes shows them."""
    parser.add_argument("--db", default="", help="数据库文件；默认本机文件。新口令放在环境变量 " + NEW)


def run(args: argparse.Namespace) -> int:
    """Change it; UsageFault for a database without a file, and for a new passphrase that is too short."""
    settings, new = read_settings(args.db), os.environ.get(NEW, "")
    path = local_path(settings.database)
    if path is None or not path.is_file():
        raise UsageFault("只有本机的数据库文件才有口令；没有找到这个文件")
    if len(new) < SHORTEST:
        raise UsageFault(f"请把新口令放在环境变量 {NEW}，至少 {SHORTEST} 个字")
    change_passphrase(path, key=key_of(settings), passphrase=settings.passphrase or None, new=new)
    if not settings.passphrase:
        Path(f"{path}.key").unlink(missing_ok=True)
    print("口令已更换，附件照常打开；请把 CAREDESK_PASSPHRASE 改成新口令")
    return 0
