"""A picture from a file that the house prints on its papers: its seal, or somebody's signature."""

from __future__ import annotations

from pathlib import Path

from desktop.faults import InputFault, OutsideFault
from desktop.reports.pictures import UnreadablePicture, check_picture

MOST_BYTES = 4 << 20
"""A seal or a signature is a small picture; what is larger is another file by mistake."""

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_picture(path: Path) -> bytes:
    """A PNG or JPEG that can be printed; InputFault for anything else, OutsideFault when it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputFault(f"「{path.name}」超过 {MOST_BYTES >> 20} MB，不像一枚章或一个签名")
        content = path.read_bytes()
        check_picture(content)
    except UnreadablePicture as fault:
        raise InputFault(f"「{path.name}」无法打开：{fault.reason}") from None
    except OSError as fault:
        raise OutsideFault(f"读不到「{path.name}」：{fault.strerror}") from fault
    if not content.startswith(_BEGINNINGS):
        raise InputFault(f"「{path.name}」不是 PNG 或 JPEG 图片")
    return content
