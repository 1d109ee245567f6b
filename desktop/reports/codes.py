"""The square code on the signing page: what it says and its dark modules. It carries no address and no person."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from desktop.casework.documents.papers_common import Issue


def code_text(issue: Issue, content_hash: str) -> str:
    """What the code holds: number, version, verification code and the fingerprint of the content."""
    return f"CAREDESK/{issue.number}/{issue.version}/{issue.code}/{content_hash.upper()}"


def grouped_hash(content_hash: str) -> str:
    """A fingerprint short enough to read aloud: `9f2c 41d0 … 71ab`."""
    return f"{content_hash[:4]} {content_hash[4:8]} ··· {content_hash[-4:]}"


@lru_cache(maxsize=32)
def modules_of(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the code, dark ones true; a quarter of the code may be unreadable."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)
