"""Phrases for the fields of documents: samples that ship with the program, and the desk's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.rows import Block
from desktop.handbook.documents import FORMS
from desktop.models.tables import Setting
from desktop.paths import resource_path

KEY = "report_blocks"
"""The setting that holds the desk's own phrases."""


def blocks(desk: Desk, kind: str, field: str = "") -> tuple[Block, ...]:
    """The phrases of a form, or of one of its fields; the desk's own first."""
    with desk.reading() as session:
        own = tuple(_block(one, own=True) for one in _kept(session))
    found = (one for one in (*own, *sample_blocks()) if one.form == kind)
    return tuple(one for one in found if not field or one.field == field)


@cache
def sample_blocks() -> tuple[Block, ...]:
    """The samples that ship with the program; each says that a doctor must approve it."""
    shipped: dict[str, Any] = json.loads(resource_path("report_blocks.json").read_text(encoding="utf-8"))
    return tuple(_block({**one, "note": shipped["note"]}, own=False) for one in shipped["blocks"])


def keep_block(desk: Desk, entry: Entry, block: Block) -> Block:
    """Keep a phrase of the desk's own in place of the one of that field and title; BadInput when it names no field.

    A column is named with its table: `opinions.opinion`.
    """
    if block.field not in field_names(block.form):
        raise BadInput("常用语要写明用在哪份文书的哪一栏")
    kept = block._replace(title=block.title.strip(), text=block.text.strip(), own=True, note="")
    if not kept.title or not kept.text:
        raise BadInput("常用语要有名称和内容")
    _write(desk, entry, "keep_block", kept, (kept,))
    return kept


def field_names(kind: str) -> frozenset[str]:
    """The fields and columns of a form that a phrase can be for; empty for a form that does not exist."""
    fields = [field for _, field in FORMS[kind].fields()] if kind in FORMS else []
    columns = (f"{field.name}.{column.name}" for field in fields for column in field.columns)
    return frozenset((*(field.name for field in fields), *columns))


def remove_block(desk: Desk, entry: Entry, block: Block) -> None:
    """Forget one of the desk's own phrases."""
    _write(desk, entry, "remove_block", block, ())


def _write(desk: Desk, entry: Entry, action: str, block: Block, added: Sequence[Block]) -> None:
    with desk.store.writing() as session:
        others = [one for one in _kept(session) if _place(_block(one, own=True)) != _place(block)]
        value = [*others, *(_plain(one) for one in added)]
        session.merge(Setting(key=KEY, value=value))
        audit.record(session, at=desk.clock(), person=entry.person, action=action, subject=block.title,
                     after=_plain(block))  # fmt: skip


def _kept(session: Session) -> list[Mapping[str, Any]]:
    setting = session.get(Setting, KEY)
    return list(setting.value) if setting else []


def _place(block: Block) -> tuple[str, str, str]:
    return block.form, block.field, block.title


def _plain(block: Block) -> dict[str, str]:
    return {"form": block.form, "field": block.field, "title": block.title, "text": block.text}


def _block(kept: Mapping[str, Any], *, own: bool) -> Block:
    return Block(kept["form"], kept["field"], kept["title"], kept["text"], own, kept.get("note", ""))
