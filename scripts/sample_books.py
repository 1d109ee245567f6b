"""Makes workbooks that are the same to the byte each time they are made."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MADE = datetime(2026, 9, 23, 14, 0)


def steady(content: bytes) -> bytes:
    """The same workbook without the moment of its making, so that making it again changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            text = old.read(name)
            if name == "docProps/core.xml":
                text = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{MADE:%Y-%m-%dT%H:%M:%SZ}".encode(), text)
            new.writestr(part, text)
    return out.getvalue()


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook of ours with its first sheet named."""
    book = Workbook()
    book.properties.creator = "CareDesk"
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = title
    return book, first


def file_of(book: Workbook) -> bytes:
    """A workbook as a file that is the same each time it is made."""
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue())
