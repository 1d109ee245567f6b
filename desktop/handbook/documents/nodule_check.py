"""The cross-check inside a reading's content: recomputed from the descriptions whenever the content is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.handbook.documents.vocabulary import Content, Form
from desktop.handbook.nodules.cross_check import Judged, Rules, Scene, judge
from desktop.handbook.nodules.lung import Person

KIND = "nodule"
FIRST_TIME = "无既往检查"


def scene_of(content: Content) -> Scene:
    """The examinations and the person that a content speaks of; what cannot be read is unknown."""
    first_time = content.get("prior") == FIRST_TIME
    age = re.match(r"\d+", str(content.get("age", "")))
    person = Person(age=int(age[0]) if age else None, multiple=len(content.get("nodules") or ()) > 1)
    return Scene(_day(content, "examined_on"), None if first_time else _day(content, "prior_on"), first_time, person)


def _day(content: Content, name: str) -> date | None:
    try:
        return date.fromisoformat(str(content.get(name, "")))
    except ValueError:
        return None


def rechecked(form: Form, content: Content, rules: Rules) -> dict[str, Any]:
    """The content with every nodule's computed category, verdict, border and table revision as they are now.

    What anybody stored there before does not count. Other documents come back as they are.
    """
    nodules = content.get("nodules")
    if form.kind != KIND or not nodules:
        return dict(content)
    scene = scene_of(content)
    return {**content, "nodules": [with_verdict(row, judge(rules, row, scene)) for row in nodules]}


def with_verdict(row: Mapping[str, Any], judged: Judged) -> dict[str, Any]:
    """A nodule's row with what the cross-check says of it."""
    said = {
        "computed": judged.computed, "verdict": judged.agreement.value, "border": judged.border,
        "revision": judged.table.revision if judged.table is not None else "",
    }  # fmt: skip
    return {**{name: value for name, value in row.items() if name not in said}, **_measured(row, judged),
            **{name: value for name, value in said.items() if value}}  # fmt: skip


def _measured(row: Mapping[str, Any], judged: Judged) -> dict[str, Any]:
    """A lung nodule's change as both examinations show it; one that is new stays new."""
    findings = row.get("findings") or {}
    growth = judged.growth
    if row.get("kind") != "lung" or growth is None or growth.change is None or findings.get("change") == "new":
        return {}
    return {"findings": {**findings, "change": growth.change.value}}
