"""Plays story files one by one, each on a fresh scratch database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from desktop.casework.stories.expectations import check
from desktop.casework.stories.player import Failure, do, set_stage
from desktop.casework.stories.script import Story, read_story
from desktop.handbook.workdays import WorkCalendar
from desktop.models.sessions import Store

Scratch = Callable[[], AbstractContextManager[Store]]


class Told(NamedTuple):
    """How a story came out."""

    file: str
    story: str
    steps: int
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Whether every step held."""
        return not self.failures


def tell(files: list[Path], scratch: Scratch, calendar: WorkCalendar) -> Iterator[Told]:
    """Each story's outcome in turn; `scratch` opens a fresh empty database and removes it afterwards."""
    for path in files:
        story = read_story(path)
        with scratch() as store:
            yield play(story, store, calendar)


def play(story: Story, store: Store, calendar: WorkCalendar) -> Told:
    """Play one story to its end; a step that differs does not stop it."""
    stage = set_stage(story, store, calendar)
    failures: list[Failure] = []
    for step in story.steps:
        failure = check(stage, step) if step.expect else do(stage, step)
        if failure is not None:
            failures.append(failure)
    return Told(story.file, story.title, len(story.steps), tuple(failures))
