"""Plays every story on both engines, and holds the stories to the script language's tables: nothing is left unshown."""

import ast
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.app import work_calendar
from desktop.casework.stories.script import Story, read_story
from desktop.casework.stories.telling import play, tell
from desktop.handbook.rulebook import CLOCK_NAMES, RULES
from desktop.handbook.workdays import WorkCalendar
from desktop.models.engines import open_engine
from desktop.models.scratch import scratch_store
from desktop.models.sessions import Store
from tests.postgres import empty_again

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
STORIES = [read_story(path) for path in FILES]

REFUSED_BY = {
    "apply": "G-02 G-03 G-04 G-08 GC-04 GC-13 GC-15 ND-09 D-03 D-06",
    "review": "GC-02 MD-01",
    "triage": "GC-02",
    "settle": "GC-02",
    "certificate": "GC-13 D-06",
    "book": "GC-01 GC-02 GC-03 GC-05 GC-06 GC-13",
    "notify": "GC-08 D-08",
    "rebook": "GC-14",
    "cancel": "GC-14 ND-08",
    "assign_escort": "D-01",
    "remind": "GC-09",
    "escort_call": "GC-09",
    "serve": "GC-10",
    "admit": "GC-11",
    "discharge": "GC-11",
    "plan_visit": "GC-15 GC-16 GC-07",
    "visit_done": "GC-07",
    "plan_mdt": "MD-02",
    "hold_consultation": "MD-03 MD-05",
    "assign_reader": "ND-02",
    "issue_report": "MD-07 ND-04",
    "send_guidance": "MD-08",
    "take_call": "PD-03",
    "exempt": "D-05",
    "take": "D-02",
    "hand_over": "D-02",
    "close": "D-08",
    "reopen": "D-03 D-08",
    "no_show": "GC-08",
    "void": "D-09",
    "attach": "D-08",
    "detach": "D-08",
    "issue_document": "MD-07 ND-04 D-07",
    "deliver_document": "MD-08",
}
"""The script language's table of verbs: which rules refuse each."""

WARNED_BY = {
    "book": "G-04 GC-05", "notify": "GC-08", "assign_escort": "GC-12 D-01", "plan_visit": "GC-07",
    "discharge": "GC-15", "settle": "GC-13", "hold_consultation": "MD-05", "receive_materials": "ND-10",
}  # fmt: skip

OTHER_VERBS = {
    "visit_materials", "call", "book_expert", "receive_materials", "post_report", "answer", "publish_calendar", "wait",
    "write_document", "correct_document", "enable_calendar", "take_back_calendar", "confirm_visit",
}  # fmt: skip

EXPECTED_KEYS = {
    "clock": {"due", "state", "provisional", "started"}, "locked": set(), "holder": set(),
    "task": {"day", "before", "done", "gone"}, "may": {"may_not"}, "timeline_has": set(),
    "document": {"state", "version", "number", "replaces", "gaps"}, "attachments": set(),
    "policy": {"quota", "left", "reserved", "used"}, "on_time": set(),
}  # fmt: skip

HOLDERS = {"desk", "customer", "hospital", "expert", "courier"}
STATES = {"waiting", "running", "met", "missed", "exempt", "ended"}


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """The calendar that ships with the program."""
    return work_calendar()


@contextmanager
def emptied(url: str) -> Iterator[Store]:
    """The worker's PostgreSQL database, empty before and after."""
    engine = open_engine(url)
    try:
        yield Store(engine)
    finally:
        engine.dispose()
        empty_again(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def make_store(request: pytest.FixtureRequest) -> Callable[[], AbstractContextManager[Store]]:
    """Where stories are played."""
    if request.param == "sqlite":
        return scratch_store
    return partial(emptied, str(request.getfixturevalue("furnished_database")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_story(
    path: Path, make_store: Callable[[], AbstractContextManager[Store]], calendar: WorkCalendar
) -> None:
    (told,) = tell([path], make_store, calendar)
    assert told.failures == ()
    assert told.steps > 0


@pytest.mark.rule("T-03")
def test_the_machines_time_zone_moves_nothing(monkeypatch: pytest.MonkeyPatch, calendar: WorkCalendar) -> None:
    import time

    chosen = [story for story in STORIES if {"T-02", "T-05", "T-06"} & set(story.rules)]
    assert chosen
    for zone in ("America/Los_Angeles", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            for story in chosen:
                with scratch_store() as store:
                    assert play(story, store, calendar).failures == (), (zone, story.file)
        finally:
            monkeypatch.undo()
            time.tzset()


def marked_rules(path: Path) -> Iterator[str]:
    """The rule ids that a test file carries in `@pytest.mark.rule(...)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def test_stories_name_known_rules_only() -> None:
    unknown = {rule: story.file for story in STORIES for rule in story.rules if rule not in RULES}
    assert unknown == {}


def test_every_rule_of_the_rulebook_is_shown() -> None:
    assert len(RULES) == 72
    shown = {rule for story in STORIES for rule in story.rules}
    marked = {rule for path in FOLDER.parent.rglob("test_*.py") for rule in marked_rules(path)}
    assert sorted(set(RULES) - shown) == []
    assert sorted((shown | marked) - set(RULES)) == []


def verb_steps(story: Story) -> Iterator[tuple[str, dict[str, Any]]]:
    """The verbs of a story with their arguments."""
    return ((step.verb, dict(step.arguments)) for step in story.steps if step.verb)


def outcomes(key: str) -> set[tuple[str, str]]:
    """(verb, rule) of every step that must be refused, or must warn."""
    return {(verb, given[key]) for story in STORIES for verb, given in verb_steps(story) if key in given}


def table(rows: dict[str, str]) -> set[tuple[str, str]]:
    """The rows of a table as (verb, rule)."""
    return {(verb, rule) for verb, rules in rows.items() for rule in rules.split()}


def test_every_verb_is_played_and_every_refusal_and_warning_shown() -> None:
    played = {verb for story in STORIES for verb, given in verb_steps(story) if "refused" not in given}
    assert sorted(({*REFUSED_BY} | OTHER_VERBS) - played) == []
    assert sorted(table(REFUSED_BY) - outcomes("refused")) == []
    assert sorted(table(WARNED_BY) - outcomes("warns")) == []


def expectations() -> Iterator[dict[str, Any]]:
    """What all stories expect."""
    return (dict(step.expect) for story in STORIES for step in story.steps if step.expect)


def test_every_kind_of_expectation_is_used() -> None:
    for subject, keys in EXPECTED_KEYS.items():
        together = {key for wanted in expectations() if subject in wanted for key in wanted}
        assert {subject, *keys} - together == set()
    figures = {key for wanted in expectations() for key in wanted.get("on_time", ())}
    assert figures >= {"period", "clock", "due", "met", "missed", "exempt", "not_yet_due", "rate"}
    assert {wanted["holder"] for wanted in expectations() if "holder" in wanted} == HOLDERS


def test_every_clock_is_met_missed_and_started() -> None:
    states: dict[str, set[str]] = {name: set() for name in CLOCK_NAMES}
    due: set[str] = set()
    for wanted in expectations():
        if "clock" in wanted:
            states[wanted["clock"]].add(wanted.get("state", ""))
            due |= {wanted["clock"]} if "due" in wanted else set()
    assert set().union(*states.values()) >= STATES
    assert sorted(CLOCK_NAMES - due) == []
    assert {name: seen for name, seen in states.items() if not {"met", "missed"} <= seen} == {}
