"""Invented documents for demos, pictures and tests: believable, complete, and marked to be approved by a doctor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import select

from desktop.casework.desk import Desk, Entry
from desktop.casework.documents import drafts, reading
from desktop.casework.documents.rows import Opened, SaveConflict, Saved
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import Case, Record
from desktop.paths import resource_path

_UNSIGNED = ("signed", "signed_on")
_AWAITED = {"hold_consultation": "mdt", "assign_reader": "nodule"}
"""After which record a case waits for which report."""


@cache
def sample(kind: str) -> Mapping[str, Any]:
    """The sample of a document: its note, its `content`, and for the opinion what each specialty says."""
    path = resource_path("samples", "documents", f"{kind}.json")
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return known


def sample_content(kind: str, begun: Content, *, signed: bool = True) -> dict[str, Any]:
    """The sample written into a draft that begins as `begun`: its case and its experts stay what they are."""
    known = sample(kind)
    content = {**begun, **known["content"]}
    if not signed:
        content = {name: value for name, value in content.items() if name not in _UNSIGNED}
    if "by_specialty" in known:
        content.update(_by_expert(known, begun, signed=signed))
    return content


def _by_expert(known: Mapping[str, Any], begun: Content, *, signed: bool) -> dict[str, Any]:
    said = known["by_specialty"]
    signing = {name: known[name] for name in _UNSIGNED} if signed else {}
    return {
        "experts": [{**row, "taking_part": known["taking_part"]} for row in begun.get("experts", ())],
        "opinions": [{**row, **said.get(row["specialty"], known["otherwise"])} for row in begun.get("opinions", ())],
        "signatures": [{**row, **signing} for row in begun.get("signatures", ())],
    }


def write_sample(
    desk: Desk, case_id: int, entry: Entry, kind: str, *, signed: bool = True
) -> Saved | SaveConflict | Refusal:
    """Open a case's draft and write the sample into it."""
    opened = drafts.open_draft(desk, case_id, entry, kind=kind)
    if not isinstance(opened, Opened):
        return opened
    begun = reading.document(desk, opened.document_id)
    content = sample_content(kind, begun.content, signed=signed)
    return drafts.save_draft(desk, begun.id, entry, content=content, revision=begun.revision)


def rehearse_drafts(desk: Desk, entry: Entry, *, signed: bool = False) -> tuple[int, ...]:
    """Write the sample into the draft of every open case that waits for its report; the documents' ids."""
    with desk.reading() as session:
        wanted = select(Record.case_id, Record.verb).join(Case, Case.id == Record.case_id).where(Case.is_open)
        known = session.execute(wanted.where(Record.verb.in_((*_AWAITED, "issue_report"))).order_by(Record.id)).all()
    reported = {case_id for case_id, verb in known if verb == "issue_report"}
    waiting = {case_id: _AWAITED[verb] for case_id, verb in known if case_id not in reported}
    answers = (write_sample(desk, case_id, entry, kind, signed=signed) for case_id, kind in waiting.items())
    return tuple(answer.document_id for answer in answers if isinstance(answer, Saved))
