"""An escort has one job at a time (D-01), whatever screen or program writes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select, update

from desktop.models.errors import Conflict, DeskError
from desktop.models.sessions import Store
from desktop.models.tables import Case, Escort, Job
from tests.models.builders import NINE, Desk, case, job

pytestmark = pytest.mark.rule("D-01")
HOUR = timedelta(hours=1)


@pytest.fixture
def of(store: Store, desk: Desk) -> Case:
    """The case that the jobs belong to."""
    with store.writing() as session:
        row = case(desk)
        session.add(row)
    return row


@pytest.fixture
def book(store: Store, desk: Desk, of: Case) -> Callable[..., Job]:
    """Books a job from nine to ten unless told otherwise; blocked from 8:30 to 10:30."""

    def book(**values: object) -> Job:
        with store.writing() as session:
            row = job(desk, of, **values)
            session.add(row)
        return row

    return book


@pytest.mark.parametrize(("shift", "hours"), [(0.0, 1.0), (1.5, 1.0), (-1.9, 1.0), (0.25, 0.5), (-2.0, 6.0)])
def test_overlapping_jobs_are_refused(book: Callable[..., Job], shift: float, hours: float) -> None:
    book()
    with pytest.raises(Conflict) as conflict:
        book(starts=NINE + shift * HOUR, hours=hours)
    assert (conflict.value.constraint, conflict.value.rule) == ("ex_job_overlap", "D-01")


@pytest.mark.parametrize("shift", [-2.0, 2.0])
def test_blocked_spans_may_touch(book: Callable[..., Job], shift: float) -> None:
    first, second = book(), book(starts=NINE + shift * HOUR)
    assert {first.blocked_from, first.blocked_to} & {second.blocked_from, second.blocked_to}


def test_another_escort_is_free(book: Callable[..., Job], store: Store) -> None:
    with store.writing() as session:
        other = Escort(name="赵陪诊")
        session.add(other)
    book()
    book(escort_id=other.id)
    with store.reading() as session:
        assert set(session.scalars(select(Job.escort_id).where(Job.starts_at == NINE))) >= {other.id}
        assert session.scalar(select(func.count()).select_from(Job)) == 2


def test_a_forced_job_may_overlap_but_needs_a_reason(book: Callable[..., Job]) -> None:
    book()
    book(forced=True, reason="客户坚持")
    with pytest.raises(Conflict) as conflict:
        book(forced=True)
    assert conflict.value.constraint == "ck_job_forced_reason"


def test_a_cancelled_job_blocks_nothing_until_it_is_revived(book: Callable[..., Job], store: Store) -> None:
    first = book()
    with store.writing() as session:
        session.execute(update(Job).values(cancelled=True))
    book()
    with pytest.raises(Conflict), store.writing() as session:
        session.execute(update(Job).where(Job.id == first.id).values(cancelled=False))


def test_editing_a_job_does_not_conflict_with_itself(book: Callable[..., Job], store: Store) -> None:
    row = book()
    with store.writing() as session:
        session.add(row)
        row.ends_at += HOUR
        row.blocked_to += HOUR
    with store.reading() as session:
        assert session.get_one(Job, row.id).ends_at == NINE + 2 * HOUR


def test_moving_a_job_onto_another_is_refused(book: Callable[..., Job], store: Store) -> None:
    book()
    later = book(starts=NINE + 3 * HOUR)
    with pytest.raises(Conflict), store.writing() as session:
        session.execute(update(Job).where(Job.id == later.id).values(blocked_from=NINE))


def test_a_job_is_blocked_at_least_while_it_lasts(book: Callable[..., Job]) -> None:
    with pytest.raises(Conflict) as conflict:
        book(blocked_to=NINE)
    assert conflict.value.constraint == "ck_job_span"


def test_of_twenty_bookings_at_once_one_holds(book: Callable[..., Job], store: Store) -> None:
    together = Barrier(20)

    def attempt(number: int) -> DeskError | None:
        together.wait()
        try:
            book(starts=NINE + number * timedelta(minutes=5))
        except DeskError as error:
            return error
        return None

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(attempt, range(20)))
    conflicts = [each for each in answers if isinstance(each, Conflict) and each.rule == "D-01"]
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1
    assert (len(conflicts), answers.count(None)) == (19, 1)
