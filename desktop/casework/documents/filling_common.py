"""What all filled papers share: which edition one is, whom it concerns, its materials, and texts as paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from desktop.casework.documents.fingerprint import fingerprint, verification_code
from desktop.casework.documents.kept_files import Pictures
from desktop.casework.documents.papers_common import Client, Issue, KeyImage, Material, Signature, Signing
from desktop.casework.documents.rows import DocumentRow, Ticket
from desktop.casework.masking import masked_name
from desktop.casework.paperwork import PROGRAM, PROVIDER
from desktop.handbook.documents.shared import LEFT_OUT, SIGNED_BY
from desktop.handbook.documents.vocabulary import Content

Row = Mapping[str, Any]
Paper = TypeVar("Paper")
ELECTRONIC_SEAL = "电子章"
_COUNTS = "零一两三四五六七八九十"
_WEEKDAYS = "一二三四五六日"


def issue_of(row: DocumentRow, made_at: datetime, ticket: Ticket | None = None) -> Issue:
    """Which edition is printed: the draft, with a `ticket` what is about to be issued, or what was issued."""
    if row.issued_at is not None:
        day, reason = row.issued_at.date(), row.reason
        return Issue(row.number, row.version, False, row.issued_at, PROGRAM, day, _replaces(row.replaces, reason))
    if ticket is not None:
        replaces = _replaces(ticket.replaces, ticket.reason)
        return Issue(ticket.number, ticket.version, False, made_at, PROGRAM, ticket.issued_on, replaces)
    return Issue(row.number or row.case_number, row.version, True, made_at, PROGRAM)


def _replaces(version: int, reason: str) -> str:
    return f"第 {version} 版{'：' if reason else ''}{reason}" if version else ""


def coded(paper: Paper) -> Paper:
    """An issued paper with the verification code of what it says; a draft has none."""
    known: Any = paper
    if known.issue.draft:
        return paper
    made: Paper = replace(known, issue=replace(known.issue, code=verification_code(fingerprint(paper))))
    return made


def client_of(content: Content) -> Client:
    """Whom the paper concerns, as the document's content says."""
    name = text(content, "name")
    return Client(
        name, masked_name(name), text(content, "sex"), text(content, "age"), text(content, "document"),
        text(content, "phone"), f"末四位 {text(content, 'policy')}", text(content, "born"),
    )  # fmt: skip


def materials_of(content: Content) -> tuple[Material, ...]:
    """The list of what the paper rests on."""
    return tuple(
        Material(text(row, "item"), text(row, "from"), text(row, "day"), text(row, "quality"))
        for row in rows(content, "materials")
    )


def key_images_of(content: Content, pictures: Pictures) -> tuple[KeyImage, ...]:
    """The key images that belong into the report, each with where it is from, its note and what was measured."""
    return tuple(
        KeyImage(pictures(text(row, "picture")), _caption(row))
        for row in rows(content, "key_images") if text(row, "placed") != LEFT_OUT
    )  # fmt: skip


def _caption(row: Row) -> str:
    place = joined(text(row, "from"), text(row, "title"), between="\u3000")
    return joined(text(row, "note"), place, text(row, "size"), between="；")


def signature_of(row: Row, pictures: Pictures, *, role: str, place: str = "", name: str = "name") -> Signature:
    """Who signed how and when; the image only where it stands for the signature, not beside one on paper."""
    way = text(row, "signed")
    image = text(row, "reader_image" if name == "reader" else "image") if way in SIGNED_BY[:2] else ""
    signed = joined(way, text(row, "signed_on"), between=" ")
    return Signature(text(row, name), role, place, signed, pictures(image) if image else b"")


def signing_of(
    content: Content, pictures: Pictures, signatures: tuple[Signature, ...], *, words: str, manager: str = ""
) -> Signing:
    """The signing block; the seal's picture only where the seal is an electronic one."""
    seal = text(content, "seal_image") if text(content, "seal") == ELECTRONIC_SEAL else ""
    return Signing(signatures, text(content, "reviewer"), manager, PROVIDER.name, words,
                   pictures(seal) if seal else b"")  # fmt: skip


def text(row: Row, name: str) -> str:
    """A value as it is printed; "" when there is none."""
    value = row.get(name)
    return f"{value:g}" if isinstance(value, (int, float)) else str(value or "")


def rows(content: Content, name: str) -> Sequence[Row]:
    """The rows of a table; none when words stand in its place."""
    value = content.get(name)
    return value if isinstance(value, list) else ()


def texts(content: Content, name: str) -> Sequence[str]:
    """A list of texts."""
    return content.get(name) or ()


def instead(content: Content, name: str) -> str:
    """The words that stand in a table's place (资料未提供, 未治疗), or ""."""
    value = content.get(name)
    return value if isinstance(value, str) else ""


def paragraphs(said: str) -> tuple[str, ...]:
    """A longer text by its lines, without empty ones."""
    return tuple(line.strip() for line in said.splitlines() if line.strip())


def joined(*parts: str, between: str = "，") -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part)


def spoken_count(number: int) -> str:
    """`四` for 4; figures beyond ten."""
    return _COUNTS[number] if 0 <= number <= 10 else str(number)


def day_words(day: str) -> str:
    """`2026-09-18 周五` for an ISO date."""
    return f"{day} 周{_WEEKDAYS[date.fromisoformat(day).weekday()]}"
