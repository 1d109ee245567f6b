"""What a file is, by its first bytes and not by its name; what could run is refused."""

from __future__ import annotations

import re

HEAD = 4096
TITLES = {
    "jpeg": "图片", "png": "图片", "tiff": "扫描件", "pdf": "PDF", "dicom": "影像", "office": "文档", "zip": "压缩包",
}  # fmt: skip
SHOWN = ("jpeg", "png", "tiff", "pdf", "dicom")
"""What can be looked at here; the others are kept as they are."""

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"), (b"MM\0+", "tiff"), (b"PK\x03\x04", "zip"), (bytes.fromhex("d0cf11e0a1b11ae1"), "office"),
)  # fmt: skip
_RUNNING = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"#!",
    b"L\0\0\0\x01\x14\x02\0", b"dex\n",
)  # fmt: skip
_SCRIPT = re.compile(
    rb"\s*(<\?php|<!doctype html|<html|<script|<svg|<\?xml|@echo|rem |set-executionpolicy|param\s*\(|"
    rb"import |from |function |var |const |option explicit|dim |on error|\[autorun\]|windows registry)",
    re.IGNORECASE,
)
RUNNING_NAMES = re.compile(
    r"\.(exe|dll|com|scr|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|inf|reg|sh|py|app|apk|iso|img|"
    r"docm|xlsm|pptm|dotm|xltm|html?|svg|url|chm|cpl|gadget|pif|sys)$", re.IGNORECASE,
)  # fmt: skip
_FIRST_TAGS = (b"\x08\0\0\0", b"\x08\0\x05\0", b"\x08\0\x16\0", b"\x02\0\0\0")


class Unwelcome(Exception):
    """A file that is not kept, in one Chinese sentence without the file's name and without its full stop."""


def media_of(head: bytes, name: str = "") -> str:
    """One of TITLES for the first HEAD bytes of a file; raises Unwelcome.

    Something that runs and also looks like a picture is something that runs.
    """
    if not head:
        raise Unwelcome("是空文件")
    if head.startswith(_RUNNING) or _SCRIPT.match(head.removeprefix(b"\xef\xbb\xbf")) or RUNNING_NAMES.search(name):
        raise Unwelcome("是程序、脚本或网页，不收")
    if head[128:132] == b"DICM" or head.startswith(_FIRST_TAGS):
        return "dicom"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    found = next((media for magic, media in _MAGIC if head.startswith(magic)), "")
    if not found:
        raise Unwelcome("不是能收的类型：只收图片、PDF、DICOM、Office 文档与 zip")
    return found
