"""The directory of hospitals and departments: found by Chinese, short name, pinyin or initials, alike on both engines.

A few thousand entries are read once and searched in memory; `Directory` reads them again when they changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.casework.names import place_key, plain_name
from desktop.casework.suggestions import AT_MOST, COMMON, UNLISTED, UNVERIFIED, Listed, Suggestion, listed, search
from desktop.handbook.ranks import GRADES, full_grade, grade_rank, plain_city
from desktop.models.tables import Case, Department, Hospital

RECENT_CASES = 5_000
"""How many of the newest cases decide what is used most."""

_AGE = timedelta(minutes=5)
_UNKNOWN_GRADE = "未定级"
_WHOLE_LEVELS = ("一级", "二级", "三级")
_OF_HOSPITALS = (
    Hospital.name, Hospital.aliases, Hospital.name_key, Hospital.city, Hospital.grade, Hospital.needs_original_id,
    Hospital.verified, Hospital.active,
)  # fmt: skip
_OF_DEPARTMENTS = (
    Department.code, Department.name, Department.aliases, Department.name_key, Department.parent, Department.common,
)  # fmt: skip


class Tally(NamedTuple):
    """How many hospitals the pickers offer, and how many of them nobody has verified."""

    hospitals: int
    unverified: int
    departments: int


def keys_of(name: str, aliases: Iterable[str]) -> str:
    """Pinyin and initials of a name and its other names, as `name_key` stores them."""
    return " ".join(dict.fromkeys(" ".join(place_key(one) for one in (name, *aliases)).split()))


def tally(session: Session) -> Tally:
    """How large the directory is."""
    active = select(func.count()).where(Hospital.active.is_(True))
    return Tally(
        session.scalar(active) or 0, session.scalar(active.where(Hospital.verified.is_(False))) or 0,
        session.scalar(select(func.count(Department.id))) or 0,
    )  # fmt: skip


def hospital_named(session: Session, name: str) -> Hospital | None:
    """The hospital of that name, or the only one that has it as another name; None when there is none or doubt."""
    found = session.scalars(select(Hospital).where(Hospital.name == name)).first()
    if found is not None or not name:
        return found
    spelled = cast(Hospital.aliases, Text).contains(f'"{name}"', autoescape=True)
    also = session.scalars(select(Hospital).where(spelled, Hospital.active.is_(True)).limit(2)).all()
    return also[0] if len(also) == 1 else None


def same_spelling(session: Session, name: str, known: Iterable[str]) -> str:
    """The name as `known` has it when that is the same hospital by another of its names, else the name itself."""
    others = [one for one in dict.fromkeys(known) if one]
    if not name or name in others:
        return name
    meant = hospital_named(session, name) if others else None
    return next((one for one in others if meant is not None and hospital_named(session, one) is meant), name)


def read_hospitals(session: Session) -> tuple[Listed, ...]:
    """Every hospital the pickers offer, and the names that recent cases carry although no directory has them."""
    rows = session.execute(select(*_OF_HOSPITALS)).all()
    used = _used(session, Case.hospital)
    known = {plain_name(one) for row in rows for one in (row.name, *row.aliases)}
    return (
        *(_hospital(row, used) for row in rows if row.active),
        *(_stranger(name, uses) for name, uses in used.items() if plain_name(name) not in known),
    )


def _hospital(row: Any, used: Counter[str]) -> Listed:
    grade = spoken_grade(row.grade)
    names = (row.name, *row.aliases)
    graded = grade if grade in GRADES else ""
    sets: dict[str, str | bool] = {"original_id": row.needs_original_id, "city": row.city, "grade": graded}
    return listed(
        row.name, row.aliases, row.name_key or keys_of(row.name, row.aliases), city=plain_city(row.city),
        note=" · ".join(filter(None, (row.city, grade))), mark="" if row.verified else UNVERIFIED,
        uses=sum(used[one] for one in names), rank=grade_rank(grade),
        sets=tuple((field, value) for field, value in sets.items() if value != ""),
    )  # fmt: skip


def spoken_grade(text: str) -> str:
    """`三甲` as `三级甲等`, a bare `三级` as it stands, '' for an unknown one."""
    if text.strip() in _WHOLE_LEVELS:
        return text.strip()
    return "" if full_grade(text) == _UNKNOWN_GRADE else full_grade(text)


def _stranger(name: str, uses: int) -> Listed:
    return listed(name, (), place_key(name), mark=UNLISTED, uses=uses)


def read_departments(session: Session) -> tuple[Listed, ...]:
    """Every department, its subject beside it, and the names that recent cases carry although no list has them."""
    rows = session.execute(select(*_OF_DEPARTMENTS)).all()
    titles = {row.code: row.name for row in rows}
    used = _used(session, Case.department)
    known = {plain_name(one) for row in rows for one in (row.name, *row.aliases)}
    return (
        *(_department(row, titles, used) for row in rows),
        *(_stranger(name, uses) for name, uses in used.items() if plain_name(name) not in known),
    )


def _department(row: Any, titles: dict[str, str], used: Counter[str]) -> Listed:
    above = titles.get(row.parent, "")
    note = above if row.common else " ".join(filter(None, (row.code, above)))
    return listed(
        row.name, row.aliases, row.name_key or keys_of(row.name, row.aliases), note=note,
        mark=COMMON if row.common else "", uses=sum(used[one] for one in (row.name, *row.aliases)),
    )  # fmt: skip


def _used(session: Session, column: InstrumentedAttribute[str]) -> Counter[str]:
    recent = select(column.label("name")).order_by(Case.id.desc()).limit(RECENT_CASES).subquery()
    rows = session.execute(select(recent.c.name, func.count()).where(recent.c.name != "").group_by(recent.c.name))
    return Counter({name: uses for name, uses in rows})


Stamp = tuple[int, ...]


class Directory:
    """One desk's directory in memory; it is read anew when rows changed, and every five minutes for the uses."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._stamp: Stamp = ()
        self._read_at: datetime | None = None
        self._hospitals: Sequence[Listed] = ()
        self._departments: Sequence[Listed] = ()

    def hospitals(self, session: Session, words: str, city: str = "", limit: int = AT_MOST) -> list[Suggestion]:
        """Hospitals that match, best first; those of the city alone as long as it has any."""
        self._follow(session)
        within = search(self._hospitals, words, plain_city(city), limit) if city else []
        return within or search(self._hospitals, words, limit=limit)

    def departments(self, session: Session, words: str, limit: int = AT_MOST) -> list[Suggestion]:
        """Departments that match, best first."""
        self._follow(session)
        return search(self._departments, words, limit=limit)

    def _follow(self, session: Session) -> None:
        stamp, now = _stamp(session), self._clock()
        if stamp == self._stamp and self._read_at is not None and abs(now - self._read_at) < _AGE:
            return
        self._hospitals, self._departments = read_hospitals(session), read_departments(session)
        self._stamp, self._read_at = stamp, now


def _stamp(session: Session) -> Stamp:
    """Changes with every hospital that comes or is changed, and with every department that comes."""
    hospitals = session.execute(select(func.count(), func.coalesce(func.sum(Hospital.version), 0))).one()
    departments = session.execute(select(func.count(), func.coalesce(func.max(Department.id), 0))).one()
    return tuple(int(number) for number in (*hospitals, *departments))
