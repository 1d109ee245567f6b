"""The cross-check of one described nodule: what its system computes, how it grew, and how the expert's word stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop.handbook.nodules.breast import BreastFinding, breast_inputs
from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.comparing import Agreement, compare
from desktop.handbook.nodules.findings import FindingFault, from_document
from desktop.handbook.nodules.growth import (
    Growth,
    GrowthRules,
    as_lung_change,
    breast_growth,
    lung_growth,
    thyroid_growth,
)
from desktop.handbook.nodules.inputs import InputFault
from desktop.handbook.nodules.lung import LungFinding, Person, lung_inputs
from desktop.handbook.nodules.systems import ASKED, System, categories, system_named
from desktop.handbook.nodules.thyroid import ThyroidFinding, thyroid_inputs
from desktop.handbook.nodules.vocabulary import Answer, Table

Row = Mapping[str, Any]
Finding = LungFinding | BreastFinding | ThyroidFinding
KINDS: Mapping[str, type[LungFinding] | type[BreastFinding] | type[ThyroidFinding]] = {
    "lung": LungFinding, "breast": BreastFinding, "thyroid": ThyroidFinding,
}  # fmt: skip

_EXPERT = ("category", "专家类别")


class Rules(NamedTuple):
    """The tables by system and the limits of growth."""

    tables: Mapping[str, Table]
    growth: GrowthRules


class Scene(NamedTuple):
    """What surrounds the nodules of a report: the two examinations and what is known of the person.

    `first_time` says that there is no earlier examination at all.
    """

    examined_on: date | None = None
    prior_on: date | None = None
    first_time: bool = False
    person: Person = Person()


class Judged(NamedTuple):
    """What the program says of a nodule: verdict, sentence, computed category, border, and what it asks for.

    `missing` are the fields of the description that would decide it, each with its title; `fault` says why the
    description cannot be true. `answer` and `growth` are None where nothing could be computed.
    """

    agreement: Agreement
    sentence: str
    computed: str = ""
    border: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    system: System | None = None
    table: Table | None = None
    answer: Answer | None = None
    growth: Growth | None = None


def judge(rules: Rules, row: Row, scene: Scene) -> Judged:
    """The cross-check of a nodule as a report holds it; never raises: what cannot be computed says why."""
    system = system_named(str(row.get("system", "")), str(row.get("version", "")))
    if system is None or system.kind != row.get("kind"):
        return Judged(Agreement.UNKNOWN, "请选择分类系统", missing=(("system", "分类系统"),))
    table = rules.tables[system.key]
    told = Judged(Agreement.UNKNOWN, "", system=system, table=table)
    try:
        finding = finding_in(row, "findings")
        growth = grown(rules.growth, finding, finding_in(row, "previous"), scene)
        answer = classify(table, _inputs(system, finding, growth, scene, str(row.get("category", ""))))
    except (FindingFault, InputFault, ValueError) as fault:
        return told._replace(sentence=str(fault), fault=str(fault))
    return _compared(told._replace(answer=answer, growth=growth), row)


def finding_in(row: Row, name: str) -> Finding:
    """The description in a row, or that of its earlier examination; `FindingFault` when it cannot be true."""
    return from_document(KINDS[str(row["kind"])], row.get(name) or {})


def grown(rules: GrowthRules, finding: Finding, previous: Finding, scene: Scene) -> Growth | None:
    """The change since the earlier examination; None while a date or the earlier sizes are unknown."""
    days = scene.prior_on, scene.examined_on
    if days[0] is None or days[1] is None or size_of(previous) is None:
        return None
    if isinstance(finding, LungFinding) and isinstance(previous, LungFinding):
        return lung_growth(rules, previous, finding, days[0], days[1])
    if isinstance(finding, BreastFinding) and isinstance(previous, BreastFinding):
        return breast_growth(rules, previous, finding, days[0], days[1])
    if isinstance(finding, ThyroidFinding) and isinstance(previous, ThyroidFinding):
        return thyroid_growth(rules, previous, finding, days[0], days[1])
    return None


def size_of(finding: Finding) -> float | None:
    """The size that is compared, in mm: a lung nodule's mean diameter, the largest one of the others."""
    return finding.mean_mm if isinstance(finding, LungFinding) else finding.max_mm


def _inputs(system: System, finding: Finding, growth: Growth | None, scene: Scene, expert: str) -> dict[str, Any]:
    if isinstance(finding, ThyroidFinding):
        return thyroid_inputs(system.key, finding)
    if isinstance(finding, BreastFinding):
        share = growth.percent if growth is not None else None
        return breast_inputs(finding, expert, share) if expert else {**breast_inputs(finding, "0"), "expert": None}
    inputs = lung_inputs(system.key, finding, scene.person)
    if system.key != "lung_rads_v2022":
        return inputs
    if growth is not None:
        return {**inputs, **as_lung_change(growth, finding)}
    return {"time": "baseline", **inputs} if scene.first_time else inputs


def _compared(told: Judged, row: Row) -> Judged:
    answer, table, expert = told.answer, told.table, str(row.get("category", ""))
    if answer is None or table is None:
        return told
    missing = tuple(dict.fromkeys((ASKED.get(key, key), title) for key, title in answer.missing))
    computed = answer.category or (answer.advice if answer.outputs.get("recommendation") else "")
    border = next((one.sentence() for one in answer.borders if one.output in ("category", "recommendation")), "")
    told = told._replace(computed=computed, border=border, missing=missing)
    if not expert:
        said = f"算得 {computed}，待专家给出类别" if computed else "待专家给出类别"
        return told._replace(sentence=said, missing=tuple(dict.fromkeys((_EXPERT, *missing))))
    if table.flags is not None and expert not in categories(table):
        return told._replace(sentence=f"{table.title}没有「{expert}」类", missing=(_EXPERT,))
    verdict = compare(expert, answer)
    return told._replace(agreement=verdict.agreement, sentence=verdict.sentence)
