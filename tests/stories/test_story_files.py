"""An error of a story file names the file and the step, and a step that differs is told with wanted and got."""

from pathlib import Path

import pytest

from desktop.app import work_calendar
from desktop.casework.stories.script import StoryError, story_files
from desktop.casework.stories.telling import Told, tell
from desktop.handbook.workdays import WorkCalendar
from desktop.models.scratch import scratch_store

HEAD = "story: 试验\nrules: [D-08]\npolicies:\n  P1: {insured: 王芳}\n"
APPLY = "{at: 2026-03-02 09:00, do: apply, case: A, policy: P1, service: OC}"


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """The calendar that ships with the program."""
    return work_calendar()


def written(folder: Path, *steps: str, head: str = HEAD) -> Path:
    """A story file of these steps."""
    path = folder / "trial.yaml"
    path.write_text(head + "steps:\n" + "".join(f"  - {step}\n" for step in steps), encoding="utf-8")
    return path


def told(path: Path, calendar: WorkCalendar) -> Told:
    """The story's outcome in memory."""
    (one,) = tell([path], scratch_store, calendar)
    return one


WRONG_STEPS = {
    "unknown verb": ("{at: 2026-03-02 09:01, do: dance, case: A}", "dance"),
    "unknown argument": ("{at: 2026-03-02 09:01, do: answer, case: A, loudly: true}", "loudly"),
    "unknown argument of apply": (
        "{at: 2026-03-02 09:01, do: apply, case: B, policy: P1, service: OC, color: red}", "color"),
    "unknown key of an argument": (
        "{at: 2026-03-02 09:01, do: apply, case: B, policy: P1, service: MD, wish: {town: 北京}}", "town"),
    "unknown choice": ("{at: 2026-03-02 09:01, do: apply, case: B, policy: P1, service: ND, nodule: knee}", "knee"),
    "unknown service": ("{at: 2026-03-02 09:01, do: apply, case: B, policy: P1, service: XX}", "XX"),
    "unknown policy": ("{at: 2026-03-02 09:01, do: apply, case: B, policy: P9, service: OC}", "P9"),
    "unknown case": ("{at: 2026-03-02 09:01, do: answer, case: Q}", "Q"),
    "unknown key of expect": ("{expect: {case: A, clock: oc.answer, mood: good}}", "mood"),
    "unknown clock": ("{expect: {case: A, clock: oc.patience, state: met}}", "oc.patience"),
    "clock of another service": ("{expect: {case: A, clock: nd.call, state: met}}", "nd.call"),
    "unknown verb in may": ("{expect: {case: A, may: [dance]}}", "dance"),
    "unknown quota": ("{expect: {policy: P1, quota: GC.helicopter, left: 1}}", "GC.helicopter"),
    "nothing expected": ("{expect: {case: A}}", "expect"),
    "missing argument": ("{at: 2026-03-02 09:01, do: call, case: A}", "outcome"),
    "missing case": ("{at: 2026-03-02 09:01, do: answer}", "case"),
    "unreadable value": (
        "{at: 2026-03-02 09:01, do: call, case: A, outcome: reached, request_recorded: maybe}", "maybe"),
    "verb of another service": (
        "{at: 2026-03-02 09:01, do: plan_mdt, case: A, disciplines: [x], questions: [y]}", "plan_mdt"),
    "document of another service": (
        "{at: 2026-03-02 09:01, do: write_document, case: A, kind: mdt}", "write_document"),
    "unknown document": ("{expect: {case: A, document: novel, state: draft}}", "novel"),
    "going backwards": ("{at: 2026-03-02 08:59, do: answer, case: A}", "早于"),
    "unreadable time": ("{at: tomorrow, do: answer, case: A}", "tomorrow"),
    "no time": ("{do: answer, case: A}", "at"),
    "no verb": ("{at: 2026-03-02 09:01, case: A}", "do"),
    "unknown record": ("{at: 2026-03-02 09:01, do: void, case: A, record: nothing, reason: 误录}", "nothing"),
    "waiting for a case": ("{at: 2026-03-02 09:01, do: wait, case: A}", "case"),
    "a day in both": (
        "{at: 2026-03-02 09:01, do: publish_calendar, year: 2027, holidays: [2027-01-01], workdays: [2027-01-01]}",
        "2027-01-01"),
    "a day of another year": (
        "{at: 2026-03-02 09:01, do: publish_calendar, year: 2027, holidays: [2028-01-01], workdays: []}", "2028-01-01"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_STEPS)
def test_an_error_of_the_file_names_file_and_step(name: str, tmp_path: Path, calendar: WorkCalendar) -> None:
    step, word = WRONG_STEPS[name]
    path = written(tmp_path, APPLY, step)
    with pytest.raises(StoryError) as caught:
        told(path, calendar)
    assert str(path) in str(caught.value)
    assert "第 2 步" in str(caught.value)
    assert word in str(caught.value)


WRONG_HEADS = {
    "unknown top key": ("moral: 善有善报\n", "moral"),
    "unknown key of a plan": ("plans: {p: {price: 3}}\n", "price"),
    "unknown clock in limits": ("plans: {p: {limits: {gc.outpatiant: 3}}}\n", "gc.outpatiant"),
    "unknown quota of a plan": ("plans: {p: {quotas: {GC.taxi: 3}}}\n", "GC.taxi"),
    "a quota in words": ("plans: {p: {quotas: {MD: many}}}\n", "plans.p"),
    "unknown service offered": ("plans: {p: {offers: [OC, ZZ]}}\n", "ZZ"),
    "unknown end": ("plans: {p: {ends: {gc.outpatient: visited}}}\n", "visited"),
    "unknown lock": ("plans: {p: {lock_on: whim}}\n", "whim"),
    "unknown base": ("plans: {p: {extends: nowhere}}\n", "plans.p"),
    "unknown key of the desk": ("desk: {lunch: '12:00'}\n", "lunch"),
    "unknown people": ("people: {kings: [甲]}\n", "kings"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_HEADS)
def test_an_error_above_the_steps_names_file_and_key(name: str, tmp_path: Path, calendar: WorkCalendar) -> None:
    head, word = WRONG_HEADS[name]
    path = written(tmp_path, APPLY, head=HEAD + head)
    with pytest.raises(StoryError) as caught:
        told(path, calendar)
    assert str(path) in str(caught.value)
    assert word in str(caught.value)


WRONG_POLICIES = [("{insured: 甲, colour: red}", "colour"), ("{status: rests}", "rests"), ("{plan: none}", "none")]


@pytest.mark.parametrize(("policy", "word"), WRONG_POLICIES)
def test_an_error_of_a_policy_is_named(policy: str, word: str, tmp_path: Path, calendar: WorkCalendar) -> None:
    path = written(tmp_path, APPLY, head=f"story: 试验\npolicies:\n  P1: {policy}\n")
    with pytest.raises(StoryError, match=word):
        told(path, calendar)


def test_a_record_of_another_case_is_not_voided(tmp_path: Path, calendar: WorkCalendar) -> None:
    path = written(
        tmp_path, APPLY, "{at: 2026-03-02 09:01, do: apply, case: B, policy: P1, service: OC}",
        "{at: 2026-03-02 09:02, do: answer, case: A, id: mine}",
        "{at: 2026-03-02 09:03, do: void, case: B, record: mine, reason: 误录}",
    )  # fmt: skip
    with pytest.raises(StoryError, match="第 4 步"):
        told(path, calendar)


def test_what_differs_is_told_step_by_step_and_the_story_goes_on(tmp_path: Path, calendar: WorkCalendar) -> None:
    path = written(
        tmp_path, APPLY,
        "{expect: {case: A, clock: oc.answer, due: 2026-03-02 09:31, state: running}}",
        "{at: 2026-03-02 09:10, do: close, case: A}",
        "{at: 2026-03-02 09:11, do: answer, case: A, refused: D-08}",
        "{at: 2026-03-02 09:12, do: answer, case: A, warns: GC-08}",
        "{expect: {case: A, holder: desk}}",
    )  # fmt: skip
    one = told(path, calendar)
    assert not one.ok
    assert [failure.step for failure in one.failures] == [2, 3, 4, 5]
    assert one.failures[0].wanted == "due 2026-03-02 09:31"
    assert one.failures[0].got == "due 2026-03-02 09:30"
    assert one.failures[1].wanted == "done"
    assert "D-08" in one.failures[1].got
    assert (one.failures[2].wanted, one.failures[2].got) == ("refused: D-08", "done")
    assert one.failures[3].wanted == "warns: GC-08"


def test_times_quoted_or_not_are_read_alike(tmp_path: Path, calendar: WorkCalendar) -> None:
    path = written(
        tmp_path, "{at: '2026-03-02 09:00', do: apply, case: A, policy: P1, service: OC}",
        '{expect: {case: A, clock: oc.answer, due: "2026-03-02 09:30", started: 2026-03-02 09:00}}',
        "{expect: {case: A, clock: oc.answer, due: 2026-03-02}}",
    )  # fmt: skip
    assert told(path, calendar).failures == ()


def test_a_missing_or_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoryError):
        story_files([tmp_path / "none"])
    with pytest.raises(StoryError):
        story_files([tmp_path])


@pytest.mark.parametrize("text", ["", "just words", "story: x", "steps: [1]", "steps: {a: b}", "a: [unclosed"])
def test_a_file_that_is_no_story_is_an_error(text: str, tmp_path: Path, calendar: WorkCalendar) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match=r"trial\.yaml"):
        told(path, calendar)


@pytest.mark.parametrize(("step", "got"), [
    ("{at: 2026-03-02 09:01, do: issue_document, case: A, kind: mdt}", "还没有写"),
    ("{at: 2026-03-02 09:01, do: correct_document, case: A, kind: mdt, reason: 笔误}", "没有已签发"),
    ("{at: 2026-03-02 09:01, do: write_document, case: A, kind: mdt, lacking: [soul]}", "soul"),
    ("{expect: {case: A, document: mdt, state: draft}}", "没有"),
])  # fmt: skip
def test_a_document_that_is_not_there_is_told(step: str, got: str, tmp_path: Path, calendar: WorkCalendar) -> None:
    one = told(written(tmp_path, APPLY.replace("OC", "MD"), step), calendar)
    assert got in one.failures[0].got
