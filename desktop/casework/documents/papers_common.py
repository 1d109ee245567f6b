"""What the issued papers share: which edition one is, whom it concerns, who signs, and the parts of their text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

NOT_PROVIDED = "资料未提供"
"""What stands where a required fact is missing: never an empty cell that could mean normal."""


class Span(NamedTuple):
    """A stretch of text, literal to the last character; a `strong` one is set bolder."""

    text: str
    strong: bool = False


Rich = str | tuple[Span, ...]
"""A text, with emphasised stretches where it is a tuple. Nothing in it is read as markup."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Which paper this is (D-07): its number, its draft or version, and what it replaces.

    `version` counts drafts in a draft and issued versions otherwise. `made_at` is aware and becomes the file's date.
    `issued_on` is None for a draft. `replaces` names the version it corrects and why, `第 1 版：更正分期`.
    `code` is the verification code, `7K3M-92QF`; a draft has none.
    """

    number: str
    version: int
    draft: bool
    made_at: datetime
    program: str
    issued_on: date | None = None
    replaces: str = ""
    code: str = ""


class Client(NamedTuple):
    """Whom a paper concerns. `name` is printed on the first page, `masked_name` at the head of the others.

    `document`, `phone` and `policy` come in already masked. `age` with its unit, `58 岁`.
    """

    name: str
    masked_name: str
    sex: str
    age: str
    document: str
    phone: str = ""
    policy: str = ""
    born: str = ""


class KeyFact(NamedTuple):
    """One of the three facts below a conclusion: label, value, a note; an `urgent` one is red."""

    label: str
    value: str
    note: str = ""
    urgent: bool = False


class Labelled(NamedTuple):
    """A text with its label; an `urgent` label is red."""

    label: str
    text: Rich
    urgent: bool = False


class Station(NamedTuple):
    """A point of a path or time line: what, a note below it, when above it, and how long since the one before.

    `state` is `done` (filled), `now` (ring), `next` (emphasised date, open mark) or `later` (open mark). The line to
    a station that is not done yet is dotted when the graphic is a time line.
    """

    title: str
    note: str = ""
    when: str = ""
    since: str = ""
    state: str = "later"


class Material(NamedTuple):
    """A document the paper rests on: what, from where, of which day, how readable (可读, 受限, 不可读, 未提供)."""

    title: str
    source: str = ""
    day: str = ""
    quality: str = "可读"


class KeyImage(NamedTuple):
    """A picture (PNG or JPEG) with its caption, `系列 4　第 118 层　肺窗`.

    `circle` marks the finding: middle x, y and radius as shares of the picture's width and height (radius of width).
    `size` is the measured value beside the caption. `scale` is the share of the width that the scale bar takes, 0 for
    none.
    """

    picture: bytes
    caption: str
    circle: tuple[float, float, float] | None = None
    size: str = ""
    scale: float = 0.0


class Signature(NamedTuple):
    """Who signs: name, role or specialty, more lines (hospital, grade, city), how and when, and the image (PNG)."""

    name: str
    role: str = ""
    place: str = ""
    signed: str = ""
    image: bytes = b""


@dataclass(frozen=True, slots=True)
class Signing:
    """The signing block. A draft prints its names and lines alone: no signature, seal or QR.

    `company` is the legal name under the seal, `seal_words` what the seal says below its star, `seal` the company's
    own PNG. A placeholder seal is drawn only when `demo_seal` is set.
    """

    signatures: tuple[Signature, ...] = ()
    reviewer: str = ""
    manager: str = ""
    company: str = ""
    seal_words: str = ""
    seal: bytes = b""
    demo_seal: bool = False


def plain(text: Rich) -> str:
    """A text without its emphasis."""
    return text if isinstance(text, str) else "".join(span.text for span in text)
