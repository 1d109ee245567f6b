"""Reads a story file into checked steps; every unknown key is an error that names file and step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from desktop.handbook.clocks import END_EVENTS, START_EVENTS
from desktop.handbook.moments import parse_moment
from desktop.handbook.rulebook import CLOCK_NAMES
from desktop.handbook.vocabulary import LIMITED, Service

_TOP = {"story", "rules", "policies", "plans", "desk", "people", "steps"}
_POLICY = {"insured", "from", "to", "plan", "status"}
_PLAN = {"extends", "title", "lock_on", "quotas", "ends", "starts", "limits", "offers", "mild_counts", "illnesses"}
_PLAN_NAMES: Mapping[str, Set[str]] = {
    "quotas": {item.value for item in LIMITED}, "limits": CLOCK_NAMES, "ends": CLOCK_NAMES, "starts": CLOCK_NAMES,
}  # fmt: skip
_PLAN_EVENTS: Mapping[str, Set[str]] = {"ends": END_EVENTS.keys(), "starts": START_EVENTS.keys()}
_STATUSES = {"in_force", "lapsed", "terminated"}
_DESK = {"open", "close", "calendar"}
_PEOPLE = {"supervisors"}


class StoryError(ValueError):
    """A story file that cannot be played; the sentence names file and step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `number` from 1; either a verb with arguments at an instant, or an expectation."""

    number: int
    at: datetime | None
    verb: str
    arguments: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story."""

    file: str
    title: str
    rules: tuple[str, ...]
    policies: Mapping[str, Mapping[str, Any]]
    plans: Mapping[str, Mapping[str, Any]]
    desk: Mapping[str, Any]
    supervisors: tuple[str, ...]
    steps: tuple[Step, ...]


_OWN_IDEAS = {f"tag:yaml.org,2002:{kind}" for kind in ("timestamp", "int", "float")}
_TextLoader: Any = type("_TextLoader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {
    "__doc__": "YAML without its own ideas about dates and sixties: `2026-03-02 09:10` and `18:00` stay text.",
    "yaml_implicit_resolvers": {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _OWN_IDEAS]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    },
})  # fmt: skip


def read_story(path: Path) -> Story:
    """The story of a file; StoryError when it is not one."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_TextLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: 读不出来（{type(error).__name__}）") from error
    except yaml.YAMLError as error:
        raise StoryError(f"{path}: {_place(error)}不是有效的 YAML") from error
    if not isinstance(document, dict) or not isinstance(document.get("steps"), list):
        raise StoryError(f"{path}: 不是故事文件，缺少 steps")
    return _story(path, document)


def _place(error: yaml.YAMLError) -> str:
    """`第 3 行 第 5 列 `, where the reader knows it."""
    mark = getattr(error, "problem_mark", None)
    return f"第 {mark.line + 1} 行 第 {mark.column + 1} 列 " if mark is not None else ""


def _story(path: Path, document: Mapping[str, Any]) -> Story:
    _known(path, "故事", document, _TOP)
    policies, plans = document.get("policies") or {}, document.get("plans") or {}
    desk, people = document.get("desk") or {}, document.get("people") or {}
    for name, entry in policies.items():
        _known(path, f"policies.{name}", entry or {}, _POLICY)
        _one_of(path, f"policies.{name}.status", (entry or {}).get("status", "in_force"), _STATUSES)
    for name, entry in plans.items():
        _plan(path, f"plans.{name}", entry or {})
    _known(path, "desk", desk, _DESK)
    _known(path, "people", people, _PEOPLE)
    return Story(
        str(path), str(document.get("story") or path.stem), tuple(document.get("rules") or ()),
        {name: entry or {} for name, entry in policies.items()}, {name: entry or {} for name, entry in plans.items()},
        desk, tuple(people.get("supervisors") or ()), tuple(_steps(path, document["steps"])),
    )  # fmt: skip


def _plan(path: Path, where: str, entry: Mapping[str, Any]) -> None:
    _known(path, where, entry, _PLAN)
    for key, names in _PLAN_NAMES.items():
        _known(path, f"{where}.{key}", entry.get(key) or {}, names)
    for service in entry.get("offers") or ():
        _one_of(path, f"{where}.offers", service, {service.value for service in Service})
    for key, values in _PLAN_EVENTS.items():
        for clock, event in (entry.get(key) or {}).items():
            _one_of(path, f"{where}.{key}.{clock}", event, values)
    _one_of(path, f"{where}.lock_on", entry.get("lock_on", "notice"), {"notice", "reminder"})


def _one_of(path: Path, where: str, value: Any, allowed: Set[str]) -> None:
    if str(value) not in allowed:
        raise StoryError(f"{path}: {where} 不能是 {value}，应为 {'、'.join(sorted(allowed))}")


def _known(path: Path, where: str, entry: Any, keys: Set[str]) -> None:
    if not isinstance(entry, Mapping):
        raise StoryError(f"{path}: {where} 应为键值")
    unknown = [str(key) for key in entry if key not in keys]
    if unknown:
        raise StoryError(f"{path}: {where} 有未知的键 {unknown[0]}")


def _steps(path: Path, entries: list[Any]) -> Iterator[Step]:
    clock: datetime | None = None
    for number, entry in enumerate(entries, 1):
        step = _step(path, number, entry)
        if step.at is not None:
            if clock is not None and step.at < clock:
                raise StoryError(f"{path}: 第 {number} 步的 at 早于前一步")
            clock = step.at
        yield step


def _step(path: Path, number: int, entry: Any) -> Step:
    if not isinstance(entry, Mapping):
        raise StoryError(f"{path}: 第 {number} 步应为键值")
    if "expect" in entry:
        _known(path, f"第 {number} 步", entry, {"expect", "at"})
        if not isinstance(entry["expect"], Mapping):
            raise StoryError(f"{path}: 第 {number} 步的 expect 应为键值")
        return Step(number, _moment(path, number, entry["at"]) if "at" in entry else None, "", {}, entry["expect"])
    for key in ("at", "do"):
        if key not in entry:
            raise StoryError(f"{path}: 第 {number} 步缺少 {key}")
    arguments = {key: value for key, value in entry.items() if key not in ("at", "do")}
    return Step(number, _moment(path, number, entry["at"]), str(entry["do"]), arguments, {})


def _moment(path: Path, number: int, text: Any) -> datetime:
    try:
        return parse_moment(str(text))
    except ValueError:
        raise StoryError(f"{path}: 第 {number} 步的时间「{text}」应写成 YYYY-MM-DD HH:MM") from None


def story_files(paths: list[Path]) -> list[Path]:
    """The story files named, folders searched; StoryError when a path does not exist or holds none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(file for file in path.rglob("*") if file.suffix in (".yaml", ".yml")))
        elif path.exists():
            found.append(path)
        else:
            raise StoryError(f"{path}: 没有这个文件或文件夹")
    if not found:
        raise StoryError("没有找到故事文件（.yaml）")
    return found
