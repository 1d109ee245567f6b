"""Carries out one verb on one case: rules asked, record written, columns derived, audit sealed, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit, wording
from desktop.casework.derived import refresh
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.job_states import State, changes, states_of, written
from desktop.casework.rows import Done, Outcome
from desktop.casework.stale_texts import withdraw_stale
from desktop.faults import InputFault
from desktop.handbook import progress
from desktop.handbook.moments import write_moment
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.handbook.workdays import FIRST_YEAR, LAST_YEAR, CalendarRangeError
from desktop.models.errors import Conflict
from desktop.models.tables import Case, Command, Record, User


class BadInput(InputFault):
    """Something that no rule is about and that cannot be right, in one Chinese sentence."""


class Refused(Exception):
    """Carries a refusal out of a transaction, which is rolled back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


@dataclass(slots=True)
class Act:
    """A verb under way: the open transaction, the case before it, and who enters what.

    `jobs` is what the escorts' jobs said before, where the act can be taken back: it came as a command.
    """

    session: Session
    desk: Desk
    row: Case
    case: Situation
    entry: Entry
    entered: datetime
    happened: datetime
    records: list[Record] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    jobs: Mapping[int, State] = field(default_factory=dict)


Given = Mapping[str, Any]
T = TypeVar("T")
_ATTEMPTS = 3
Effect = Callable[[Act], None]


def act(
    desk: Desk, case_id: int, entry: Entry, verb: str, given: Given, *,
    happened: datetime | None = None, prepare: Callable[[Act], Given] | None = None, effect: Effect | None = None,
) -> Outcome:  # fmt: skip
    """Try one verb in one transaction.

    `given` are the verb's arguments; `prepare` may add what only the database knows before the rules are asked;
    `effect` runs after the record is written, in the same transaction. `happened` overrides the entry's business
    time. Returns Done or the Refusal; raises BadInput, and DeskError for faults of the environment.
    """

    check_dates(given)

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry, happened)
        asked = {**given, **(prepare(under_way) if prepare else {})}
        warned = ask(under_way, verb, asked)
        write(under_way, verb, given, warned)
        if effect:
            effect(under_way)
        return finish(under_way, verb, warned)

    return attempt(desk, work)


_ADDED_BY_ANOTHER = ("uq_record_command_id", "pk_command", "pk_counter", "uq_desk_user", "uq_escort", "uq_carrier",
                     "uq_calendar_version")  # fmt: skip
"""Constraints that only say: another desk has just added the same; asked again, it is found."""


def check_dates(*values: Any) -> None:
    """BadInput for a date or moment, also within mappings and lists, that the work calendar does not reach (T-01)."""
    for value in values:
        if isinstance(value, Mapping):
            check_dates(*value.values())
        elif isinstance(value, (list, tuple)):
            check_dates(*value)
        elif isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise BadInput(f"日期 {value.isoformat()[:10]} {_BEYOND}")


_BEYOND = f"超出工作日历的范围（{FIRST_YEAR} 年至 {LAST_YEAR} 年），请核对年份"


def attempt(desk: Desk, work: Callable[[Session], T]) -> T | Refusal:
    """Run `work` in one writing transaction; a refusal rolls it back, also one that a constraint made."""
    try:
        return _run(desk, work)
    except Refused as refused:
        return refused.refusal
    except CalendarRangeError as error:
        raise BadInput(str(error)) from error
    except OverflowError as error:
        raise BadInput(f"日期{_BEYOND}") from error
    except Conflict as conflict:
        if not conflict.rule:
            raise
        return Refusal((Finding(conflict.rule, conflict.sentence),))


def _run(desk: Desk, work: Callable[[Session], T]) -> T:
    for _ in range(_ATTEMPTS - 1):
        try:
            return desk.store.run(work)
        except Conflict as conflict:
            if not conflict.constraint.startswith(_ADDED_BY_ANOTHER):
                raise
    return desk.store.run(work)


def answered(session: Session, entry: Entry) -> Done | None:
    """The answer given to this command before, so that repeating it acts once."""
    if not entry.command_id:
        return None
    known = session.get(Command, entry.command_id)
    if known is None:
        return None
    warned = tuple(Finding(*pair) for pair in known.answer["warnings"])
    return Done(known.answer["case_id"], known.answer["seq"], known.answer["number"], warned, ())


def begin(session: Session, desk: Desk, case_id: int, entry: Entry, happened: datetime | None = None) -> Act:
    """Load and hold the case."""
    entered = desk.clock()
    desk.keep_current(session)
    row = load_case(session, case_id, lock=True)
    when = happened or entry.happened or entered
    check_not_ahead(when, entered)
    jobs = states_of(session, case_id) if entry.command_id and row.service == "GC" else {}
    case = situation(session, desk, row, entered, entry.person)
    return Act(session, desk, row, case, entry, entered, when, jobs=jobs)


def check_not_ahead(happened: datetime, entered: datetime) -> None:
    """What is recorded has happened, on a day the work calendar knows; BadInput otherwise."""
    check_dates(happened)
    if happened > entered:
        raise BadInput(f"发生时间 {write_moment(happened)} 晚于现在 {write_moment(entered)}")


def ask(under_way: Act, verb: str, given: Given) -> tuple[Finding, ...]:
    """The rules' warnings; raises Refused with every rule that refuses."""
    asked = {
        **given, "happened": under_way.happened, "entered": under_way.entered,
        "late_reason": under_way.entry.late_reason,
    }  # fmt: skip
    refusal = progress.refusal(under_way.case, verb, asked)
    if refusal is not None:
        raise Refused(refusal)
    return progress.warnings(under_way.case, verb, asked)


def write(under_way: Act, verb: str, given: Given, warned: Sequence[Finding] = ()) -> Record:
    """Append a record and read the case anew with it."""
    details = plain(given)
    if under_way.entry.late_reason:
        details["late_reason"] = under_way.entry.late_reason
    record = Record(
        case_id=under_way.row.id, seq=next_seq(under_way.row), verb=verb, happened_at=under_way.happened,
        entered_at=under_way.entered, person=under_way.entry.person, details=details,
        text=wording.line(verb, details, warned), rules=",".join(finding.rule for finding in warned),
        user_id=user_id(under_way.session, under_way.entry.person),
        command_id=under_way.entry.command_id or None if not under_way.records else None,
    )  # fmt: skip
    under_way.row.records.append(record)
    under_way.records.append(record)
    reread(under_way)
    return record


def reread(under_way: Act) -> None:
    """Judge the case again after its records changed.

    The policy is held since `begin`, so its other cases are the same; only an act may declare an exemption.
    """
    under_way.session.flush()
    under_way.case = situation(
        under_way.session, under_way.desk, under_way.row, under_way.entered, under_way.entry.person,
        others=under_way.case.siblings,
    )  # fmt: skip


def finish(under_way: Act, verb: str, warned: Sequence[Finding] = ()) -> Done:
    """Derive the columns, seal the audit entry, remember the command's answer."""
    refresh(under_way.session, under_way.row, under_way.case)
    last = under_way.records[-1]
    audit.record(
        under_way.session, at=under_way.entered, person=under_way.entry.person, action=verb,
        case_id=under_way.row.id, subject=under_way.row.number, after=last.details,
    )  # fmt: skip
    withdraw_stale(under_way.session, under_way.row.id, under_way.case.facts, under_way.row.records,
                   at=under_way.entered, person=under_way.entry.person)  # fmt: skip
    under_way.session.flush()
    done = Done(under_way.row.id, last.seq, under_way.row.number, tuple(warned),
                (under_way.row.id, *sorted(under_way.changed - {under_way.row.id})))  # fmt: skip
    remember(under_way.session, under_way.entry, done, under_way.entered, _made_of_jobs(under_way))
    return done


def _made_of_jobs(under_way: Act) -> Mapping[str, Any]:
    """What the act made of the escorts' jobs, kept with its answer for whoever takes it back."""
    if not under_way.entry.command_id or under_way.row.service != "GC":
        return {}
    found = changes(under_way.jobs, states_of(under_way.session, under_way.row.id))
    return {"jobs": written(found)} if found else {}


def remember(session: Session, entry: Entry, done: Done, at: datetime, more: Given | None = None) -> None:
    """Keep a command's answer with its effect, and what else its undo needs to know."""
    if entry.command_id:
        answer = {"case_id": done.case_id, "seq": done.seq, "number": done.number,
                  "warnings": [list(finding) for finding in done.warnings], **(more or {})}  # fmt: skip
        session.add(Command(command_id=entry.command_id, answer=answer, at=at))


def next_seq(row: Case) -> int:
    """The next record's number in its case, from 1."""
    return max((record.seq for record in row.records), default=0) + 1


def plain(given: Given) -> dict[str, Any]:
    """Arguments as plain JSON without the empty ones; moments and dates as Shanghai text."""
    return {key.rstrip("_"): _plain(value) for key, value in given.items() if value not in (None, "", (), [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return write_moment(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return plain(value)
    return [_plain(part) for part in value] if isinstance(value, (list, tuple, set, frozenset)) else value


def user_id(session: Session, name: str) -> int:
    """The user of that name, added as a health manager when the desk does not know it yet."""
    found = session.scalar(select(User.id).where(User.name == name))
    if found is None:
        user = User(login=name, name=name, role="manager")
        session.add(user)
        session.flush()
        found = user.id
    return found
