"""Takes a page of a carrier's applications in: cases, refusals, answers and the cursor in one transaction.

A request number is opened once, whatever is repeated, reordered or asked again after a crash (D-03). What cannot be
opened is kept with its reasons and never stands in the way of what comes behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.feed.keeping import held_feed, log, read_reasons
from desktop.casework.feed.rows import CLERK, REFUSED, SETTLED, WAITING, Arrival, Page, Reason, Taken
from desktop.casework.feed.telling import begin_telling
from desktop.casework.intake import admit_within, insist
from desktop.casework.intake_rows import OPENED, PRESENT, ListRow, RowResult
from desktop.models.tables import CarrierFeed, FeedApplication, FeedMessage, User

LATE_REASON = "承保对接"
PATIENCE = timedelta(days=1)
"""How long a visit waits for the stay that it belongs to: pages may come in any order."""

_CHANGED = "申请编号 {} 以前已收到，这次内容不同；原申请照旧，没有改动。请核对后直接联系本台"


class _Judged(NamedTuple):
    """What becomes of an arrival; `second` when its number has another content already, which stays as it is."""

    arrival: Arrival
    before: FeedApplication | None
    second: bool
    outcome: str
    case_id: int | None
    reasons: tuple[Reason, ...]


def take_page(desk: Desk, page: Page) -> Taken:
    """Take a page in, or nothing of it; raises BadInput for an unknown carrier and DeskError for the environment."""

    def work(session: Session) -> Taken:
        desk.keep_current(session)
        now = desk.clock()
        feed = held_feed(session, page.carrier)
        if page.after is not None and feed.cursor != page.after:
            return Taken(overtaken=True)
        known = _known(session, feed, page.arrivals)
        news = _news(page, known)
        judged = _judge(session, desk, page.carrier, news, known, now)
        for each in judged:
            _keep(session, feed, page, each, now)
        if page.cursor is not None:
            feed.cursor = page.cursor
        if page.exchange is not None:
            log(session, feed.carrier_id, page.exchange, now, len(page.arrivals))
        return _counted(judged, len(page.arrivals) - len(news))

    return insist(desk, work)


def _known(session: Session, feed: CarrierFeed, arrivals: Iterable[Arrival]) -> dict[str, FeedApplication]:
    keys = {key for each in arrivals for key in (each.key, _second_key(each))}
    wanted = select(FeedApplication).where(FeedApplication.carrier_id == feed.carrier_id, FeedApplication.key.in_(keys))
    return {row.key: row for row in session.scalars(wanted)}


def _second_key(arrival: Arrival) -> str:
    """The key of an application that comes with a known number and another content."""
    return f"{arrival.key}#{arrival.sha256[:16]}"


def _news(page: Page, known: Mapping[str, FeedApplication]) -> list[Arrival]:
    """What is to be judged: each content of a number once, without what was dealt with before."""
    found: dict[str, Arrival] = {}
    for each in page.arrivals:
        before = known.get(each.key)
        same = before is not None and before.sha256 == each.sha256
        open_ = before is not None and before.outcome in ((WAITING, REFUSED) if page.again else (WAITING,))
        if (not same or open_) and _second_key(each) not in known:
            found.setdefault(each.sha256, each)
    return list(found.values())


def _judge(
    session: Session, desk: Desk, carrier: str, news: Sequence[Arrival], known: Mapping[str, FeedApplication],
    now: datetime,
) -> list[_Judged]:  # fmt: skip
    """What becomes of each; one number with two contents in a page is taken as it came first."""
    first = {each.key: each for each in reversed(news)}
    second = {each.sha256 for each in news if first[each.key] is not each or _has_case(known.get(each.key))}
    fit = [(each, each.row) for each in news if each.row is not None and each.sha256 not in second]
    rows = [_placed(row, place, now) for place, (_, row) in enumerate(fit)]
    _enter_clerk(session)
    results = admit_within(session, desk, rows, CLERK, carrier, LATE_REASON) if rows else []
    admitted = {fit[result.row][0].sha256: result for result in results}
    return [
        _refused_second(each, known) if each.sha256 in second
        else _judged(each, known.get(each.key), admitted.get(each.sha256), now)
        for each in news
    ]  # fmt: skip


def _has_case(before: FeedApplication | None) -> bool:
    """Whether an application opened its case; a refused one may be corrected and sent again under its number."""
    return before is not None and before.outcome in (OPENED, PRESENT)


def _placed(row: ListRow, place: int, now: datetime) -> ListRow:
    """The row with its place in the page; a carrier's clock a little ahead of ours makes nothing a future thing."""
    return ListRow(place, min(row.applied_at, now), row.insured, row.policy, row.application, row.stay)


def _enter_clerk(session: Session) -> None:
    """The feed's own name among the users, to whom nobody can hand a case over."""
    if session.scalar(select(User.id).where(User.name == CLERK)) is None:
        session.add(User(login="carrier-feed", name=CLERK, role="manager", active=False))
        session.flush()


def _refused_second(arrival: Arrival, known: Mapping[str, FeedApplication]) -> _Judged:
    changed = Reason("request_no", "D-03", _CHANGED.format(arrival.request_no))
    return _Judged(arrival, known.get(_second_key(arrival)), True, REFUSED, None, (changed, *arrival.reasons))


def _judged(
    arrival: Arrival, before: FeedApplication | None, result: RowResult | None, now: datetime
) -> _Judged:
    if result is None:
        return _Judged(arrival, before, False, REFUSED, None, arrival.reasons)
    if result.outcome in (OPENED, PRESENT):
        return _Judged(arrival, before, False, result.outcome, result.case_id, ())
    reasons = tuple(Reason(found.field, found.rule, found.sentence) for found in result.findings)
    missing = any(reason.rule == "GC-15" and reason.field == "stay" for reason in reasons)
    since = before.received_at if before is not None else now
    outcome = WAITING if missing and now - since < PATIENCE else REFUSED
    return _Judged(arrival, before, False, outcome, None, reasons)


def _keep(session: Session, feed: CarrierFeed, page: Page, judged: _Judged, now: datetime) -> None:
    arrival, row = judged.arrival, judged.before
    if row is None:
        key = _second_key(arrival) if judged.second else arrival.key
        row = FeedApplication(carrier_id=feed.carrier_id, key=key, received_at=now, reasons={})
        session.add(row)
    row.request_no, row.sha256, row.source = arrival.request_no, arrival.sha256, page.source
    row.outcome, row.case_id = judged.outcome, judged.case_id
    row.reasons = {"reasons": [list(reason) for reason in judged.reasons]}
    row.payload = arrival.payload if judged.outcome in (REFUSED, WAITING) else ""
    session.flush()
    if page.answers and judged.case_id is not None:
        begin_telling(session, judged.case_id)
    elif page.answers and judged.outcome == REFUSED:
        _refuse(session, feed, row, now)


def _refuse(session: Session, feed: CarrierFeed, row: FeedApplication, now: datetime) -> None:
    """Answer the carrier why; the fields and sentences name no person."""
    key = f"R:{row.id}:{row.sha256[:16]}"
    if session.scalar(select(FeedMessage.id).where(FeedMessage.key == key)) is not None:
        return
    reasons = [{"field": each.field, "rule": each.rule, "sentence": each.sentence} for each in read_reasons(row)]
    body = {"type": "answer", "request_no": row.request_no, "sha256": row.sha256, "outcome": "refused",
            "reasons": reasons}  # fmt: skip
    session.add(FeedMessage(carrier_id=feed.carrier_id, kind="answer", key=key, body=body, created_at=now))
    session.flush()


def _counted(judged: Sequence[_Judged], repeated: int) -> Taken:
    def count(outcome: str) -> int:
        return sum(each.outcome == outcome for each in judged)

    return Taken(count(OPENED), count(PRESENT), count(REFUSED), count(WAITING), repeated)


def settle(desk: Desk, application_id: int, person: str, note: str) -> None:
    """A person has dealt with a rejected application; its content is not kept any longer."""
    if not note.strip():
        raise BadInput("请写明怎样处理的")

    def work(session: Session) -> None:
        row = session.get(FeedApplication, application_id, with_for_update=True)
        if row is None or row.outcome not in (REFUSED, WAITING):
            raise BadInput("这份申请已经处理过了")
        row.outcome, row.payload, row.note = SETTLED, "", note.strip()
        row.settled_at, row.settled_by = desk.clock(), person

    desk.store.run(work)
