"""`caredesk carrier-sim`: a carrier's server on this machine, for tests and demonstrations, all invented."""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path

from desktop.app import now
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.exchange.keychain import TOKEN, variable_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, what it has, how it behaves."""
    parser.add_argument("--port", type=int, default=0, help="端口；默认任选一个并写出网址")
    parser.add_argument("--applications", type=int, default=200, help="共有多少份申请，默认 %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="种子：同一个种子，同样的申请、同样的差错")
    parser.add_argument("--slow", type=float, default=0, metavar="秒", help="每次回答最多拖这么久")
    parser.add_argument("--fail", type=float, default=0, metavar="比例", help="这么多请求出错，如 0.05")
    parser.add_argument("--repeat", type=float, default=0, metavar="比例", help="这么多申请发两次，如 0.1")
    parser.add_argument("--bad", type=float, default=0, metavar="比例", help="这么多申请本身有错")
    parser.add_argument("--reorder", action="store_true", help="打乱次序")
    parser.add_argument("--page", type=int, default=1000, help="一页最多给多少份")
    parser.add_argument("--certificate", type=Path, metavar="PEM", help="证书与私钥；不给则用本机 http")


def run(args: argparse.Namespace) -> int:
    """Serve until it is ended; the address is the one line on stdout."""
    if any(not 0 <= share < 1 for share in (args.fail, args.repeat, args.bad)):
        raise UsageFault("比例应在 0 与 1 之间，如 0.05")
    try:
        import uvicorn

        from desktop.exchange.carrier.simulator import Manner, make_carrier, make_server
    except ImportError as fault:
        raise EnvironmentFault(f"缺少参考服务器所需的部件（{fault.name}）；请用 make setup 装好开发环境") from fault
    token = os.environ.get(variable_of(TOKEN), "")
    manner = Manner(args.applications, args.seed, args.slow, args.fail, args.repeat, args.bad, args.reorder, token,
                    args.page)  # fmt: skip
    pem = str(args.certificate) if args.certificate else None
    config = uvicorn.Config(
        make_server(make_carrier(manner, now())), log_level="error", ssl_certfile=pem, ssl_keyfile=pem, lifespan="off",
    )  # fmt: skip
    with socket.create_server(("127.0.0.1", args.port)) as listening:
        print(f"{'https' if pem else 'http'}://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listening])
    return 0
