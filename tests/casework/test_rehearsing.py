"""The demo's invented week: no case of it contradicts itself, also when a second rehearsal goes on with it."""

import pytest
from sqlalchemy import select

from desktop.casework.paperwork import TAB_TITLES, queue_sheet
from desktop.casework.queues import TABS
from desktop.casework.rehearsing import Rehearsal
from desktop.casework.rows import QueueQuery
from desktop.commands.demo import DEMO_NOW, DemoClock, furnish
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case
from tests.casework.desks import scratch_desk

LATER = parse_moment("2026-09-24 14:20")
ONCE = ("take", "review", "triage", "settle", "book", "notify", "serve", "admit", "plan_mdt", "hold_consultation",
        "issue_report", "send_guidance", "answer", "take_call", "close")  # fmt: skip
WAYS = (
    ("apply", "take", "review", "triage", "settle", "book", "notify", "serve"),
    ("apply", "review", "triage", "settle", "book", "notify", "admit"),
    ("apply", "review", "call", "plan_mdt", "hold_consultation", "issue_report", "send_guidance"),
    ("apply", "call", "assign_reader", "issue_report"), ("apply", "take", "answer", "close"),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk():
    """The demo, and another working day played by a rehearsal of its own."""
    clock = DemoClock()
    made = scratch_desk("sqlite://", clock)
    furnish(made, clock)
    rehearsal = Rehearsal(made, clock.set)
    rehearsal.join()
    rehearsal.play(LATER)
    assert rehearsal.played
    yield made
    made.store.engine.dispose()


def timelines(desk):
    with desk.reading() as session:
        for row in session.scalars(select(Case).order_by(Case.id)):
            yield row.number, [(record.verb, record.happened_at) for record in row.records]


def test_nothing_is_done_twice(desk):
    twice = [
        (number, verb) for number, records in timelines(desk) for verb in ONCE
        if [name for name, _ in records].count(verb) > 1
    ]
    assert twice == []


def test_what_comes_first_happened_first(desk):
    wrong = []
    for number, records in timelines(desk):
        when = dict(reversed(records))
        for way in WAYS:
            steps = [(verb, when[verb]) for verb in way if verb in when]
            if steps != sorted(steps, key=lambda step: step[1]):
                wrong.append((number, steps))
    assert wrong == []
    assert any(len(records) > 8 for _, records in timelines(desk))


def test_a_sheet_names_its_view_in_chinese(desk):
    assert set(TAB_TITLES) == set(TABS)
    sheet = queue_sheet(desk, QueueQuery(now=DEMO_NOW, today_end=LATER), "林悦")
    assert ("视图", "在办") in sheet.filters
