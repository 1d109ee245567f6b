"""Prints what the reminders board costs for many visits, beside reading the same records with the bare driver."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import event, func, insert, select

from desktop.casework.board_desk import BoardDesk
from desktop.casework.desk import Desk, open_desk
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import write_moment
from desktop.handbook.workdays import SHANGHAI
from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from desktop.models.tables import Case, Person, PlanVersion, Policy, Record

CALENDAR = load_calendar(Path(__file__).resolve().parents[1] / "resources" / "calendars")
NOW = datetime(2026, 9, 30, 14, 20, tzinfo=SHANGHAI)
BOOKED = datetime(2026, 9, 21, 10, 0, tzinfo=SHANGHAI)
VISIT = datetime(2026, 10, 8, 8, 0, tzinfo=SHANGHAI)
KEY = bytes(range(32))
HOSPITAL = {"hospital": "复旦大学附属肿瘤医院", "department": "乳腺外科"}
STEPS: tuple[tuple[str, dict[str, object]], ...] = (
    ("apply", {"item": "GC.outpatient", "entrance": "wechat", "wish": HOSPITAL}),
    ("take", {}), ("review", {"outcome": "confirmed", "illness": {"name": "恶性肿瘤——重度", "icd10": "C50.9"}}),
    ("call", {"outcome": "reached", "reason": "说明流程，约定分诊"}), ("triage", {"advised": "乳腺外科"}),
    ("settle", HOSPITAL), ("note", {"text": "客户希望上午"}),
    ("book", {"title": "主任医师", "place": "门诊楼 3 层", "bring": ["医保卡"]}),
    ("assign_escort", {"escort": "何敏"}), ("notify", {"by": "sms"}), ("call", {"outcome": "no_answer"}),
    ("call", {"outcome": "reached", "reason": "问是否空腹"}),
)  # fmt: skip


def furnish(desk: Desk, visits: int) -> None:
    """So many outpatient cases with twelve records each, every visit on the first working day after the holidays."""
    with desk.store.writing() as session:
        carrier = house_carrier(session).id
        plan = session.scalar(select(func.min(PlanVersion.id)).where(PlanVersion.name == HANDBOOK_PLAN.name))
        span = {"plan_name": HANDBOOK_PLAN.name, "start": BOOKED.date().replace(month=1, day=1),
                "end": BOOKED.date().replace(month=12, day=31), "relation": "本人", "carrier_id": carrier}  # fmt: skip
        people = [{"id": n, "name": "王芳", "name_key": "wf", "sex": "女", "phone": "13800002046"}
                  for n in range(1, visits + 1)]  # fmt: skip
        session.execute(insert(Person), people)
        session.execute(insert(Policy), [
            {"id": n, "number": f"B-{n}", "insured_id": n, **span} for n in range(1, visits + 1)
        ])  # fmt: skip
        session.execute(insert(Case), [_case(n, carrier, plan) for n in range(1, visits + 1)])
        session.execute(insert(Record), [record for n in range(1, visits + 1) for record in _records(n)])


def _case(number: int, carrier: int, plan: int | None) -> dict[str, object]:
    return {
        "id": number, "number": f"GT-{number}", "carrier_id": carrier, "policy_id": number, "person_id": number,
        "item": "GC.outpatient", "service": "GC", "limited": True, "plan_version_id": plan, "opened_at": BOOKED,
        "details": {}, "stage": "待提醒", "holder": "hospital", "holder_until": _visit(number), **HOSPITAL,
    }  # fmt: skip


def _visit(number: int) -> datetime:
    return VISIT + timedelta(minutes=number % 500)


def _records(number: int) -> list[dict[str, object]]:
    visit = _visit(number)
    more = {"book": {"visit_at": write_moment(visit)},
            "assign_escort": {"from": write_moment(visit), "to": write_moment(visit + timedelta(hours=2))}}  # fmt: skip
    return [
        {"case_id": number, "seq": seq, "verb": verb, "happened_at": BOOKED + timedelta(minutes=seq),
         "entered_at": BOOKED + timedelta(minutes=seq), "person": "林悦", "text": verb,
         "details": {**details, **more.get(verb, {})}}
        for seq, (verb, details) in enumerate(STEPS, 1)
    ]  # fmt: skip


def measured(label: str, call: Callable[[], object], times: int = 7) -> float:
    """Print the median time of several calls in milliseconds, and of this process's own work; returns the median."""
    found, worked = [], []
    for _ in range(times):
        before, busy = time.perf_counter(), time.process_time()
        call()
        found.append((time.perf_counter() - before) * 1e3)
        worked.append((time.process_time() - busy) * 1e3)
    median = statistics.median(found)
    print(f"{label:44}{median:10.1f} ms   own work {statistics.median(worked):8.1f} ms")
    return median


def print_board(desk: Desk, visits: int) -> None:
    """A first reading, a later one, how many statements it takes, and the same records by the bare driver."""
    statements: list[str] = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    board = BoardDesk(desk, "林悦")
    with desk.reading() as session:
        bare = session.connection().connection.driver_connection
        assert bare is not None
        raw = measured("the records by the bare driver", lambda: bare.execute(
            "SELECT r.case_id, r.seq, r.verb, r.happened_at, r.entered_at, r.person, r.details FROM record r"
            " JOIN case_file c ON c.id = r.case_id ORDER BY r.case_id, r.seq").fetchall())  # fmt: skip
    first = measured(f"board of {visits:,} visits, read first", lambda: BoardDesk(desk, "林悦").board(), 5)
    statements.clear()
    shown = board.board()
    count = sum("FROM" in statement for statement in statements)
    later = measured("  the same, read again", board.board)
    cards = {name: len(some) + (shown.more or {}).get(name, 0) for name, some in shown.lanes.items()}
    print(f"{'statements':44}{count:10}")
    print(f"{'first / bare driver':44}{first / raw:10.1f} times")
    print(f"{'again / bare driver':44}{later / raw:10.1f} times")
    print(f"lanes {cards}")


def main() -> None:
    """Furnish a scratch desk and read its board."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_500)
    parser.add_argument("--db", default="", help="an empty schema there instead of a scratch file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(args.db or f"sqlite:///{Path(folder) / 'desk.db'}", key=KEY)
        create_scratch(engine)
        store = Store(engine)
        with store.writing() as session:
            house_carrier(session)
        desk = open_desk(store, lambda: NOW, CALENDAR, DeskHours())
        furnish(desk, args.visits)
        print_board(desk, args.visits)
        engine.dispose()


if __name__ == "__main__":
    main()
