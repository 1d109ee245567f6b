"""Reads what a report's file says about itself: draft or issued, number, version, code, fingerprint, signatures."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

WORD = "caredesk"


class FileMarks(NamedTuple):
    """The keywords of a report; all empty for a file of another kind. `signatures` counts them."""

    known: bool = False
    draft: bool = False
    number: str = ""
    version: int = 0
    code: str = ""
    fingerprint: str = ""
    signatures: int = 0


def marks_of(pdf: bytes) -> FileMarks:
    """The marks of a file; PdfError when it is no whole PDF."""
    return marks_in(PdfFileReader(BytesIO(pdf)))


def marks_in(reader: PdfFileReader) -> FileMarks:
    """The marks of an opened file."""
    signatures = len(reader.embedded_signatures)
    words = _keywords(reader).split()
    if len(words) != 6 or words[0] != WORD:
        return FileMarks(signatures=signatures)
    _, state, number, version, code, content = words
    return FileMarks(
        True, state == "draft", number, int(version) if version.isdecimal() else 0, code.strip("-"), content, signatures
    )  # fmt: skip


def _keywords(reader: Any) -> str:
    information = reader.trailer_view.get("/Info")
    if isinstance(information, IndirectObject):
        information = reader.get_object(information.reference)
    return str(information.get("/Keywords", "")) if isinstance(information, DictionaryObject) else ""
