"""The child process that decodes pictures nobody has checked: one question after another on its standard input.

A question is eight bytes (length of a JSON head, length of the content), the head, the content; so is an answer. It
imports nothing of the program but its limits, so that a file can break only this process. The head of a question is
`{"what": ..., "media": ...}`; that of an answer holds the facts asked for, or `{"unreadable": sentence}`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from desktop.exchange.decoding_dicom import dicom_facts, dicom_frame, dicom_thumbnail
from desktop.exchange.decoding_pictures import Unreadable, archive_facts, pdf_facts, picture, picture_facts
from desktop.exchange.limits import HEAD, limit_process

SECONDS_OF_ALL = 600
"""The child's own time for all questions; the parent's clock holds for each."""

Answer = tuple[dict[str, Any], bytes]
_DEEP = "文件的结构嵌套过深，不像检查资料"
_HUGE = "打开这份文件要的内存太多"
_BROKEN = "文件不完整或已损坏"

_WAYS: Mapping[tuple[str, str], Callable[[BytesIO, Mapping[str, Any]], Answer]] = {
    ("look", "picture"): picture_facts, ("look", "pdf"): pdf_facts, ("look", "dicom"): dicom_facts,
    ("look", "zip"): archive_facts,
    ("picture", "picture"): picture, ("frame", "dicom"): dicom_frame, ("thumbnail", "dicom"): dicom_thumbnail,
}  # fmt: skip


def answer(question: Mapping[str, Any], content: bytes) -> Answer:
    """The facts and bytes that were asked for; what is wrong with the content is one of the facts."""
    try:
        return _WAYS[question["what"], question["media"]](BytesIO(content), question)
    except Unreadable as fault:
        return {"unreadable": str(fault)}, b""
    except MemoryError:
        return {"unreadable": _HUGE}, b""
    except RecursionError:
        return {"unreadable": _DEEP}, b""
    except Exception:  # whatever a library makes of a hostile file, it is the file that cannot be read
        return {"unreadable": _BROKEN}, b""


def serve(ears: BinaryIO, mouth: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    while len(lengths := ears.read(HEAD.size)) == HEAD.size:
        head, body = HEAD.unpack(lengths)
        question = json.loads(ears.read(head))
        facts, result = answer(question, ears.read(body))
        said = json.dumps(facts).encode("ascii")
        mouth.write(HEAD.pack(len(said), len(result)) + said + result)
        mouth.flush()


def main(_arguments: list[str]) -> int:
    """Serve with the limits of a child."""
    limit_process(SECONDS_OF_ALL)
    serve(sys.stdin.buffer, sys.stdout.buffer)
    return 0
