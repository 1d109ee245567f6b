"""Every rule that refuses or warns is told from both sides: a story in which it speaks, and the same act without it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desktop.app import work_calendar
from desktop.casework.stories.arguments import CASE_VERBS
from desktop.casework.stories.expectations import check
from desktop.casework.stories.player import do, set_stage
from desktop.casework.stories.script import Story, read_story
from desktop.handbook import progress
from desktop.handbook.rulebook import REFUSES, WARNS
from desktop.handbook.verbs import applies
from desktop.models.scratch import scratch_store

STORIES = [read_story(path) for path in sorted(Path(__file__).parent.glob("*.yaml"))]
PLAYABLE = {"apply", *CASE_VERBS}

NOT_IN_STORIES = {("D-01", "escort_unfit")}
"""Leave and lapsed papers of an escort have no verb in stories; tests/casework/test_calendar_desk.py shows them."""

Sentence = tuple[str, str]
"""A rule and the name of the condition through which it speaks."""


class Act(NamedTuple):
    """A step that was played: what the story says of it, and which conditions spoke."""

    story: str
    step: int
    verb: str
    refused: str
    warns: str
    spoke: frozenset[Sentence]


def overheard(rule: str, entry: Any, ears: set[Sentence]) -> Any:
    """The same entry of the rulebook, with every condition that speaks noted in `ears`."""

    def noting(condition: Callable[..., str]) -> Callable[..., str]:
        def ask(*asked: Any) -> str:
            sentence = condition(*asked)
            if sentence:
                ears.add((rule, condition.__name__))
            return sentence

        return ask

    return replace(entry, **{part: noting(condition) for part, condition in conditions(entry)})


def conditions(entry: Any) -> Iterator[tuple[str, Callable[..., str]]]:
    """The conditions of an entry by the name of their field."""
    return ((part, getattr(entry, part)) for part in ("when", "given") if getattr(entry, part, None))


def listening(rules: Mapping[Any, Iterable[tuple[str, Any]]], ears: set[Sentence]) -> dict[Any, Any]:
    """A table of the rulebook whose conditions are overheard."""
    return {key: tuple((rule, overheard(rule, entry, ears)) for rule, entry in rules[key]) for key in rules}


def acts_of(story: Story, ears: set[Sentence]) -> Iterator[Act]:
    """Play a story in memory; its verbs one by one."""
    with scratch_store() as store:
        stage = set_stage(story, store, work_calendar())
        for step in story.steps:
            if step.expect:
                assert check(stage, step) is None, (story.file, step.number)
                continue
            ears.clear()
            assert do(stage, step) is None, (story.file, step.number)
            given = step.arguments
            yield Act(Path(story.file).stem, step.number, step.verb, str(given.get("refused", "")),
                      str(given.get("warns", "")), frozenset(ears))  # fmt: skip


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    """Every verb of the stories in which something is refused or warned about."""
    ears: set[Sentence] = set()
    told = [story for story in STORIES if any({"refused", "warns"} & {*step.arguments} for step in story.steps)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "REFUSES", listening(REFUSES, ears))
        patch.setattr(progress, "WARNS", listening(WARNS, ears))
        return [act for story in told for act in acts_of(story, ears)]


def spoken(table: Mapping[Any, Iterable[tuple[str, Any]]]) -> set[tuple[str, str, str]]:
    """(rule, condition, verb) of every entry that a story can play."""
    return {
        (rule, condition.__name__, verb)
        for (verb, item), entries in table.items() if verb in PLAYABLE and applies(verb, item)
        for rule, entry in entries for _, condition in conditions(entry)
        if (rule, condition.__name__) not in NOT_IN_STORIES
    }  # fmt: skip


def done_in(acts: list[Act]) -> set[tuple[str, str]]:
    """(story, verb) of every act that was let through without a word of warning in the story."""
    return {(act.story, act.verb) for act in acts if not act.refused and not act.warns}


def test_every_refusal_is_told_for_every_verb_it_holds_for(acts: list[Act]) -> None:
    told = {(rule, name, act.verb) for act in acts for rule, name in act.spoke if rule == act.refused}
    assert sorted(spoken(REFUSES) - told) == []


def test_beside_every_refusal_the_same_verb_is_accepted(acts: list[Act]) -> None:
    accepted = {(act.story, act.verb) for act in acts if not act.refused}
    both = {
        sentence for act in acts if (act.story, act.verb) in accepted
        for sentence in act.spoke if sentence[0] == act.refused
    }  # fmt: skip
    assert sorted({(rule, name) for rule, name, _ in spoken(REFUSES)} - both) == []


def test_beside_every_warning_the_same_verb_passes_without_it(acts: list[Act]) -> None:
    quiet = done_in(acts)
    both = {
        (rule, name, act.verb) for act in acts if (act.story, act.verb) in quiet
        for rule, name in act.spoke if rule == act.warns
    }  # fmt: skip
    assert sorted(spoken(WARNS) - both) == []


def test_a_story_that_names_a_warning_names_it_wherever_it_is_given(acts: list[Act]) -> None:
    named = {(act.story, act.verb, act.warns) for act in acts if act.warns}
    unnamed = [
        (act.story, act.step, rule) for act in acts if not act.refused
        for rule, _ in act.spoke if rule != act.warns and (act.story, act.verb, rule) in named
    ]  # fmt: skip
    assert unnamed == []
