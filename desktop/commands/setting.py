"""What the commands that set a gateway up share: keys typed unseen, and settings as far as they were given."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from desktop.commands.failing import EnvironmentFault
from desktop.exchange.keychain import keep_secret
from desktop.faults import OutsideFault

S = TypeVar("S", bound=Any)


def typed(title: str) -> str:
    """Typed unseen, or a line read from a pipe."""
    return getpass.getpass(f"{title}（不显示）：") if sys.stdin.isatty() else sys.stdin.readline().strip()


def keep_typed(*secrets: tuple[str, str]) -> int:
    """Ask for each (name, title) and put it into the keychain; a single empty one is taken out. EnvironmentFault."""
    value = ""
    try:
        for name, title in secrets:
            value = typed(title)
            keep_secret(name, value)
    except OutsideFault as fault:
        raise EnvironmentFault(str(fault)) from fault
    print("已放进系统钥匙串" if value else "已从系统钥匙串取出")
    return 0


def with_given(settings: S, args: argparse.Namespace, names: Sequence[str]) -> S:
    """The settings with what was written on the command line; what was not keeps its value."""
    given = {name: getattr(args, name) for name in names}
    changed: S = replace(settings, **{name: value for name, value in given.items() if value is not None})
    return changed


def tell_saved(args: argparse.Namespace, settings: Any, words: str = "已保存") -> int:
    """The settings as JSON, or one line."""
    print(json.dumps(asdict(settings), ensure_ascii=False) if args.json else words)
    return 0
