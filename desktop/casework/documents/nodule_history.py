"""Each nodule over all its examinations as the reading's paper compares them: sizes, old categories, growth since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.casework.documents.filling_common import Row, joined, rows, text
from desktop.casework.documents.nodule_words import (
    Finding,
    category_words,
    finding_of,
    finding_rows,
    size_of,
    size_words,
)
from desktop.casework.documents.papers_common import Rich, Span
from desktop.casework.documents.papers_nodule import Comparison, Measured
from desktop.handbook.documents.vocabulary import Content
from desktop.handbook.nodules.cross_check import Scene, grown
from desktop.handbook.nodules.findings import title_of
from desktop.handbook.nodules.growth import Growth
from desktop.handbook.nodules.lung import LungFinding
from desktop.handbook.nodules.lung_choices import LungChange
from desktop.nodule_tables import nodule_rules

_SITES: Mapping[str, tuple[str, ...]] = {"lung": ("lobe",), "breast": ("side",), "thyroid": ("side",)}
_GROWN = (LungChange.GROWING, LungChange.SLOW_GROWING)


class Then(NamedTuple):
    """A nodule as it was on an earlier day: its description, and its category with the system it was given in."""

    finding: Finding | None = None
    judged: str = ""


def days_before(said: Content) -> list[str]:
    """The days of all examinations before this one, oldest first; without a day of this one, only the typed one."""
    now = text(said, "examined_on")
    known = {text(row, "day") for row in rows(said, "earlier")} | {text(said, "prior_on")}
    return sorted(day for day in known if day and (day < now or day == text(said, "prior_on")))


def same_nodule(before: Row, now: Row) -> bool:
    """Whether both rows are one nodule: its number, and the lobe or side where both describe one."""
    sites = _SITES.get(text(now, "kind"), ())
    then, today = before.get("findings") or {}, now.get("findings") or {}
    moved = any(then.get(site) and today.get(site) and then[site] != today[site] for site in sites)
    return before.get("number") == now.get("number") and text(before, "kind") == text(now, "kind") and not moved


def _then(said: Content, row: Row, day: str) -> Then:
    """The nodule on an earlier day: what was typed of the compared examination, else the report of that day."""
    reported = next((one for one in rows(said, "earlier") if text(one, "day") == day and same_nodule(one, row)), None)
    typed = finding_of(row, "previous") if day == text(said, "prior_on") else None
    finding = typed if size_of(typed) is not None else finding_of(reported) if reported else typed
    if reported and text(reported, "category"):
        system = joined(text(reported, "system"), text(reported, "version"), between=" ")
        return Then(finding, joined(category_words(reported), system, between="\u3000"))
    described = row.get("findings") or {}
    return Then(finding, category_words({"category": described.get("previous_category", "")} if typed else {}))


def comparisons(said: Content, found: Sequence[Row]) -> Iterator[Comparison]:
    """The rows of the comparison: sizes of every examination, the change since each earlier one, what is described."""
    before, now = days_before(said), text(said, "examined_on")
    for day in before:
        past = [_then(said, row, day) for row in found]
        if any(one.judged or size_words(one.finding) for one in past):
            notes = tuple(one.judged for one in past)
            yield Comparison(day, tuple(size_words(one.finding) or "—" for one in past), notes=notes)
    if now and any(size_words(finding_of(row)) for row in found):
        yield Comparison(now, tuple(size_words(finding_of(row)) or "—" for row in found))
    changes = list(_changes(said, found, before))
    yield from changes
    spoken = title_of(LungFinding, "change")
    for label, values in finding_rows(found):
        if label != spoken or not changes:
            yield Comparison(label, values, tuple("增大" in value for value in values))


def _changes(said: Content, found: Sequence[Row], before: Sequence[str]) -> Iterator[Comparison]:
    """The change since each earlier examination, the latest one last."""
    for day in before:
        known = [_growth(said, row, day) for row in found]
        months = next((one.months for one in known if one is not None), None)
        if months is not None:
            grew = tuple(one is not None and one.change in _GROWN for one in known)
            since = f"{months:g} 个月变化" if len(before) == 1 else f"较 {day}（{months:g} 个月）"
            words = (_words(one) or _spoken(row, day == before[-1]) for one, row in zip(known, found, strict=True))
            yield Comparison(since, tuple(words), grew)


def _growth(said: Content, row: Row, day: str) -> Growth | None:
    now, after, earlier = text(said, "examined_on"), finding_of(row), _then(said, row, day).finding
    if not now or day >= now or after is None or earlier is None:
        return None
    scene = Scene(date.fromisoformat(now), date.fromisoformat(day))
    growth = grown(nodule_rules().growth, after, earlier, scene)
    return growth if growth is not None and growth.change_mm is not None else None


def _words(growth: Growth | None) -> Rich:
    """`+1.9 mm　增大`, the figure emphasised where it grew."""
    if growth is None:
        return ""
    figure = f"{growth.change_mm:+.1f} mm".replace("-", "−")
    change = growth.change.chinese if growth.change is not None else ""
    if growth.change in _GROWN:
        return (Span(figure, strong=True), Span(f"\u3000{change}"))
    return joined(figure, change, between="\u3000")


def _spoken(row: Row, latest: bool) -> str:
    """What the description itself says of the change, where nothing was measured before: 新发."""
    finding = finding_of(row)
    change: Any = finding.change if latest and isinstance(finding, LungFinding) else None
    return change.chinese if change is not None else "—"


def not_compared(said: Content, found: Sequence[Row]) -> str:
    """The nodules of earlier reports that this one does not describe, so that none is silently left out."""
    before = set(days_before(said))
    left = [row for row in rows(said, "earlier")
            if text(row, "day") in before and not any(same_nodule(row, now) for now in found)]  # fmt: skip
    newest = {(row.get("number"), text(row, "place")): row for row in left}
    named = "、".join(f"{text(row, 'number')} 号 {text(row, 'place')}（{text(row, 'day')}）" for row in newest.values())
    return f"早先报告另有 {named}，本次未列" if named else ""


def sizes_of(said: Content, row: Row) -> tuple[Measured, ...]:
    """The measured sizes by day, oldest first; those that are known."""
    past = [(day, _then(said, row, day).finding) for day in days_before(said)]
    known = ((day, size_of(finding)) for day, finding in (*past, (text(said, "examined_on"), finding_of(row))) if day)
    return tuple(Measured(date.fromisoformat(day), size) for day, size in known if size is not None)
