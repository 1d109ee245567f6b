"""The queues: which cases, in which order, and the rows that are painted; sorted and filtered by the database."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select
from sqlalchemy.orm import Session

from desktop.casework.masking import masked_name
from desktop.casework.rows import QueueCount, QueueQuery, QueueRow
from desktop.handbook.aftercare import follow_up_words
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import ClockReading, Item, Kind, Unit
from desktop.models.tables import Case, Person, Policy, User

_CLOCKS = {clock.name: (rule, clock) for clocks in CLOCKS.values() for rule, clock in clocks}
_SORTS: Mapping[str, ColumnElement[Any]] = {
    "due": Case.due_key.expression, "accepted": Case.opened_at.expression, "name": Person.name_key.expression,
    "stage": Case.stage.expression, "number": Case.number.expression,
}  # fmt: skip
_TAIL = 4
"""The least length of a policy number's end."""
OPEN_TABS = ("todo", "today", "overdue", "customer", "unassigned")
TABS = (*OPEN_TABS, "follow", "all", "done")
_WAITING: ColumnElement[bool] = literal_column("case_file.follow_ups <> ''")
"""Spelt as the partial index spells it: a bound value would miss it on SQLite."""
_CLOSING = "待结案"


def queue_ids(session: Session, query: QueueQuery) -> array[int]:
    """The ids of a queue's rows in its order, as `array('q')`: 8 bytes a row."""
    wanted = _filtered(select(Case.id), query)
    column = _SORTS[query.sort]
    order = (column.desc(), Case.id.desc()) if query.descending else (column, Case.id)
    found = session.connection().execute(wanted.order_by(*order))
    # The driver's own rows: nothing of them needs converting, and a queue may be long.
    return array("q", [row[0] for row in found.cursor.fetchall()] if found.cursor else ())


def queue_rows(session: Session, ids: Sequence[int]) -> list[QueueRow]:
    """The rows of these ids; ids that are gone are left out."""
    return [_row(found) for found in session.connection().execute(_PAGE, {"ids": ids})]


def queue_counts(session: Session, owner: str, now: datetime) -> dict[str, QueueCount]:
    """Open and overdue cases by page: today (of `owner`), all, and one per service."""
    overdue = func.count().filter(Case.due_key < now)
    per_service = session.execute(
        select(Case.service, func.count(), overdue).where(Case.is_open).group_by(Case.service)
    ).all()
    counts = {service: QueueCount(opened, late) for service, opened, late in per_service}
    mine = session.execute(
        select(func.count(), overdue).where(Case.is_open, Case.owner_id == _owner_id(owner))
    ).one()
    counts["today"] = QueueCount(*mine)
    counts["all"] = QueueCount(sum(row[1] for row in per_service), sum(row[2] for row in per_service))
    return counts


def tab_counts(session: Session, query: QueueQuery) -> dict[str, int]:
    """How many cases each tab of the query holds, and what kinds of clock the shown tab has."""
    opened = session.execute(_narrow(_open_counts(query), query)).one()
    counts = dict(zip(OPEN_TABS, opened, strict=False))
    done = session.scalar(_narrow(select(func.count()).where(_tab("done", query)), query)) or 0
    follow = session.scalar(_narrow(select(func.count()).where(_tab("follow", query)), query)) or 0
    promise, target, waiting, none = (0, 0, 0, 0) if query.tab == "done" else opened[len(OPEN_TABS) :]
    none += done if query.tab in ("all", "done") else 0
    return {**counts, "all": counts["todo"] + done, "done": done, "follow": follow,
            "promise": promise, "target": target, "waiting": waiting, "none": none}  # fmt: skip


def _open_counts(query: QueueQuery) -> Select[*tuple[int, ...]]:
    """Open cases by tab, then by kind of clock in the shown tab; a closed case has no clock left."""
    shown = _tab(query.tab if query.tab in OPEN_TABS else "todo", query)
    dated, named = Case.next_due_at.is_not(None), Case.next_clock != ""
    promise, target = (and_(dated, Case.next_kind == kind.value) for kind in (Kind.PROMISE, Kind.TARGET))
    kinds = (promise, target, and_(named, ~dated), ~named)
    counted = [*(_tab(tab, query) for tab in OPEN_TABS), *(and_(kind, shown) for kind in kinds)]
    return select(*(func.count().filter(one) for one in counted)).where(Case.is_open)


def queue_choices(session: Session, query: QueueQuery, field: str) -> list[str]:
    """The values a filter can be set to within the query: stage, hospital, holder or owner."""
    column = {"stage": Case.stage, "hospital": Case.hospital, "holder": Case.holder, "owner": User.name}[field]
    wanted = _filtered(select(column).distinct(), query).where(column != "").order_by(column)
    if field == "owner":
        wanted = wanted.join(User, User.id == Case.owner_id)
    return list(session.scalars(wanted))


def _filtered(wanted: Any, query: QueueQuery) -> Any:
    return _narrow(wanted.where(_tab(query.tab, query)), query)


def _narrow(wanted: Any, query: QueueQuery) -> Any:
    """With the query's filters; the owner is each tab's own affair, for what nobody has is the same for everybody."""
    wanted = wanted.select_from(Case)
    if query.sort == "name" or query.search:
        wanted = wanted.join(Person, Person.id == Case.person_id)
    return wanted.where(*_conditions(query))


def _conditions(query: QueueQuery) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (Case.service, query.service), (Case.stage, query.stage), (Case.hospital, query.hospital),
        (Case.holder, query.holder),
    ):  # fmt: skip
        if value:
            yield column == value
    if query.search:
        yield _matches(query.search.strip())


def _tab(tab: str, query: QueueQuery) -> ColumnElement[bool]:
    mine = [Case.owner_id == _owner_id(query.owner)] if query.owner else []
    if tab == "done":
        return and_(~Case.is_open, *mine)
    if tab == "unassigned":
        return and_(Case.is_open, Case.owner_id.is_(None))
    if tab == "follow":
        return and_(_WAITING, *mine)
    bounds: Mapping[str, list[ColumnElement[bool]]] = {
        "today": [Case.due_key >= query.now, Case.due_key < query.today_end],
        "overdue": [Case.due_key < query.now],
        "customer": [Case.holder == "customer"],
    }
    if tab == "all":
        return and_(*mine, Case.id.is_not(None))
    return and_(Case.is_open, *mine, *bounds.get(tab, []))


def _owner_id(name: str) -> Any:
    return select(User.id).where(User.name == name).scalar_subquery()


def _matches(text: str) -> ColumnElement[bool]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    inside, start = f"%{escaped}%", f"{escaped}%"
    policies = [Case.policy_id.in_(select(Policy.id).where(Policy.number.ilike(f"%{escaped}", escape="\\")))]
    return or_(
        *(policies if len(text) >= _TAIL else ()),
        Person.name.like(inside, escape="\\"), Person.name_key.like(f"%{escaped.lower()}%", escape="\\"),
        Case.number.ilike(inside, escape="\\"), Case.request_no.ilike(start, escape="\\"),
        Person.phone_last4 == text, Person.id_last4 == text.upper(), Person.phone == text,
        Case.hospital.like(inside, escape="\\"),
    )  # fmt: skip


_COLUMNS = (
    Case.id, Case.version, Case.number, Case.item, Person.name, Case.request_text, Case.stage, Case.next_step,
    Case.next_clock, Case.next_kind, Case.next_unit, Case.next_state_done, Case.next_started_at, Case.next_due_at,
    Case.next_provisional, Case.next_note, Case.holder, Case.holder_since, Case.holder_until,
    User.name.label("owner"), Case.locked, Case.is_open, Case.finished, Case.closed_at,
    Case.follow_ups,
)  # fmt: skip
_PAGE = (
    select(*_COLUMNS).join(Person, Person.id == Case.person_id).outerjoin(User, User.id == Case.owner_id)
    .where(Case.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip


def _row(found: Any) -> QueueRow:
    return QueueRow(
        found.id, found.version, found.number, Item(found.item), masked_name(found.name), found.request_text,
        found.stage, _step(found), _reading(found), found.holder, found.holder_since, found.holder_until,
        found.owner or "", found.locked, found.is_open,
    )  # fmt: skip


def _step(found: Any) -> str:
    """What the case waits for: the service's next step while there is one, then what follows after it."""
    if found.is_open and found.stage != _CLOSING:
        return str(found.next_step)
    return follow_up_words(found.follow_ups or "") or str(found.next_step)


def _reading(found: Any) -> ClockReading:
    known = _CLOCKS.get(found.next_clock)
    if known is None:
        return ClockReading("", "", Kind.WATCHED, Unit.DAYS, "ended", None, None, found.closed_at, False,
                            found.stage, "", found.next_step)  # fmt: skip
    rule, clock = known
    state = "running" if found.next_due_at else "waiting"
    return ClockReading(
        clock.name, clock.title, Kind(found.next_kind), Unit(found.next_unit),
        "exempt" if found.next_state_done else state, found.next_started_at, found.next_due_at, None,
        found.next_provisional, found.next_note, rule, clock.step,
    )  # fmt: skip
