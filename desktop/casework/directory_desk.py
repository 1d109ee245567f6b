"""The directory as one person's screens ask it: hospitals, departments, escorts, colleagues and supervisors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.desk import Desk
from desktop.casework.directory import Directory, hospital_named
from desktop.casework.names import name_key, place_key
from desktop.casework.rows import VerbForm
from desktop.casework.suggestions import Listed, Suggestion, listed, search
from desktop.handbook.illness_list import ILLNESSES
from desktop.models.tables import Escort, User

ROLES = {"manager": "健康管家", "supervisor": "主管"}
_ORIGINAL_ID = "original_id"
_ILLNESSES = tuple(
    listed(one.name, (), " ".join(dict.fromkeys(f"{one.pinyin} {place_key(one.name)}".split())),
           note=one.icd10.split(" ")[0] or ("轻度" if one.mild else ""), rank=0 if one.mild else 100 - one.number)
    for one in ILLNESSES
)  # fmt: skip


class DirectoryDesk:
    """Answers the pickers of one person's window; every method runs in the database worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person
        self._directory = Directory(desk.clock)

    def look_up(self, kind: str, words: str, city: str = "") -> Sequence[Suggestion]:
        """Up to 8 names for what was typed into a field of that kind; ValueError for a kind that picks nothing."""
        with self._desk.reading() as session:
            if kind == "hospital":
                return self._directory.hospitals(session, words, city)
            if kind == "department":
                return self._directory.departments(session, words)
            if kind == "said_illness":
                return search(_ILLNESSES, words)
            return search(self._people(session, kind), words)

    def _people(self, session: Session, kind: str) -> Iterable[Listed]:
        if kind == "escort":
            return _escorts(session)
        if kind not in ("colleague", "supervisor"):
            raise ValueError(f"nothing to pick for a field of kind {kind!r}")
        return _users(session, self._person, "supervisor" if kind == "supervisor" else "")

    def preset(self, form: VerbForm) -> VerbForm:
        """The form with 需要身份证原件 ticked when its hospital wants the original (GC-10)."""
        hospital = next((field.prefill for field in form.fields if field.kind == "hospital"), "")
        if not hospital or all(field.name != _ORIGINAL_ID for field in form.fields):
            return form
        with self._desk.reading() as session:
            row = hospital_named(session, hospital)
        if row is None or not row.needs_original_id:
            return form
        fields = (replace(field, prefill="true") if field.name == _ORIGINAL_ID else field for field in form.fields)
        return replace(form, fields=tuple(fields))


def _escorts(session: Session) -> Iterable[Listed]:
    rows = session.execute(select(Escort.name, Escort.cities).where(Escort.active.is_(True), Escort.phone != ""))
    return (listed(name, (), name_key(name), note="、".join(cities)) for name, cities in rows if cities)


def _users(session: Session, but: str, role: str) -> Iterable[Listed]:
    """The desk's people but this one: nobody hands a case to or approves for themselves (D-05)."""
    wanted = select(User.name, User.role).where(User.active.is_(True), User.name != but)
    rows = session.execute(wanted.where(User.role == role) if role else wanted)
    return (listed(name, (), name_key(name), note=ROLES.get(role, "")) for name, role in rows)
