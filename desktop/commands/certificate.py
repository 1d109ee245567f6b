"""Which certificate signs what this desk issues: the one the settings name, else a demo one made at first use."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path

from desktop.faults import OutsideFault
from desktop.settings import data_folder

CERTIFICATE = "CAREDESK_SIGN_CERT"
PASSPHRASE = "CAREDESK_SIGN_PASSPHRASE"
DEMO_FILE, DEMO_SECRET = "演示证书.p12", "演示证书.口令"


def signing_certificate(now: datetime) -> tuple[bytes, str]:
    """The PKCS#12 file and its passphrase; OutsideFault when the one that was named cannot be read.

    Without CAREDESK_SIGN_CERT it is the desk's own demo certificate, which says of itself that it proves nobody.
    """
    named = os.environ.get(CERTIFICATE)
    if named:
        return read_certificate(Path(named)), os.environ.get(PASSPHRASE, "")
    kept, secret = data_folder() / DEMO_FILE, data_folder() / DEMO_SECRET
    with suppress(OSError):
        return kept.read_bytes(), secret.read_text(encoding="ascii")
    return _make_demo(kept, secret, now)


def read_certificate(path: Path) -> bytes:
    """A certificate's file; OutsideFault when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise OutsideFault(f"读不到证书「{path}」：{fault.strerror}") from fault


def _make_demo(kept: Path, secret: Path, now: datetime) -> tuple[bytes, str]:
    words = secrets.token_hex(16)
    made: bytes = import_module("desktop.reports.signing").demo_certificate(words, now)
    kept.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((kept, made), (secret, words.encode("ascii"))):
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    return made, words
