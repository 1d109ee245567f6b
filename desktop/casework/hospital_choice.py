"""The hospital that a screen names: the directory's, or a name in Chinese, never the pinyin it was sought by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.directory import hospital_named, read_hospitals
from desktop.casework.rows import VerbForm
from desktop.casework.suggestions import search
from desktop.handbook.illness_list import letters_only
from desktop.models.tables import Hospital


def hospitals_of(desk: Desk, form: VerbForm, given: Mapping[str, Any]) -> dict[str, str]:
    """The form's hospitals as they are recorded; BadInput for one that is only letters."""
    names = (field.name for field in form.fields if field.kind == "hospital")
    typed = {name: str(given[name]) for name in names if letters_only(str(given.get(name) or ""))}
    if not typed:
        return {}
    with desk.reading() as session:
        return {name: meant_hospital(session, words) for name, words in typed.items()}


def meant_hospital(session: Session, words: str) -> str:
    """The name as it stands, or the hospital that letters are the name of; BadInput when they are none.

    Initials are shared by many hospitals: they find one in the picker and are never taken for it.
    """
    written = words.strip()
    if not letters_only(written):
        return written
    wanted = select(Hospital.name).where(Hospital.name.ilike(written)).limit(1)
    named = session.scalar(wanted) or getattr(hospital_named(session, written), "name", "")
    if named:
        return str(named)
    like = "、".join(one.value for one in search(read_hospitals(session), written, limit=2))
    such = f"（如 {like}）" if like else ""
    raise BadInput(f"医院「{written}」是拼音，不会写进案件：请从候选中选{such}，或写中文全名")
