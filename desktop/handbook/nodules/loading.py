"""The classification tables, read from their JSON files (resources/nodules) into frozen rows and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.handbook.nodules.derived import DERIVATIONS
from desktop.handbook.nodules.ranges import Range, read_range
from desktop.handbook.nodules.vocabulary import (
    Band,
    Condition,
    Field,
    Flags,
    Formula,
    Level,
    Outcome,
    Points,
    Row,
    Step,
    Table,
    Value,
)

Document = Mapping[str, Any]
SYSTEMS = (
    "lung_rads_v2022", "fleischner_2017", "c_lung_rads_2024", "mayo_spn",
    "birads_us_consistency", "acr_tirads_2017", "c_tirads_2020",
)  # fmt: skip
LARGEST_MM = 500.0


class NoduleTableError(ValueError):
    """A table file that is missing, damaged or does not hold together; the message names file and place."""


def load_tables(folder: Path) -> Mapping[str, Table]:
    """All systems of a folder by name, in the order of `SYSTEMS`; `NoduleTableError` when one is damaged."""
    return MappingProxyType({system: _file(folder / f"{system}.json") for system in SYSTEMS})


def _file(path: Path) -> Table:
    try:
        return read_table(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoduleTableError(f"结节分类表 {path.name} 无法使用：{error}") from error


def read_table(document: Document) -> Table:
    """One system from its JSON dict; KeyError, TypeError or ValueError when something is missing or unknown."""
    fields = {key: _field(key, row) for key, row in document["fields"].items()}
    outcomes = {name: _outcome(name, row) for name, row in _outcomes(document).items()}
    table = Table(
        system=document["system"],
        title=document["title"],
        organ=document["organ"],
        method=document["method"],
        revision=document["revision"],
        source=document["source"],
        scope=document["scope"],
        decides=document.get("decides", "category"),
        fields=MappingProxyType(fields),
        whole_mm=frozenset(document.get("whole_mm", ())),
        within=MappingProxyType(dict(document.get("within", {}))),
        outcomes=MappingProxyType(outcomes),
        rows=_rows(document.get("rows", ()), fields),
        upgrades=_rows(document.get("upgrades", ()), fields),
        points=_points(document, fields) if document["method"] == "points" else None,
        formula=_formula(document) if document["method"] == "formula" else None,
        flags=_flags(document, fields) if document["method"] == "flags" else None,
    )
    _check(table)
    return table


def _check(table: Table) -> None:
    """Every condition asks for a field or a derived one; every row names an outcome."""
    asked = {condition.key for row in (*table.rows, *table.upgrades) for condition in row.when}
    known = set(table.fields) | set(DERIVATIONS.get(table.system, {}))
    if unknown := sorted(asked - known):
        raise ValueError(f"条件里有不认识的字段 {unknown[0]}")
    named = {name for row in (*table.rows, *table.upgrades) for name in (row.outcome, *row.of)}
    if unknown := sorted(named - set(table.outcomes)):
        raise ValueError(f"没有结论 {unknown[0]}")


def _field(key: str, row: Document) -> Field:
    low, high = (0.0, LARGEST_MM) if row.get("mm") else row.get("number", (0.0, 0.0))
    kinds = ("several", "values", "yes_no", "mark", "number")
    kind = "mm" if row.get("mm") else next(name for name in kinds if row.get(name))
    kind = "choice" if kind == "values" else kind
    if kind == "mm" and row.get("zero"):
        kind = "mm0"
    return Field(key, row["title"], kind, MappingProxyType(row.get("values", {})), low, high, row.get("absent"),
                 row.get("quiet", False))  # fmt: skip


def _outcomes(document: Document) -> Document:
    """The outcomes; the breast categories are outcomes that no row names."""
    found: Document = document.get("outcomes") or document.get("categories", {})
    return found


def _outcome(name: str, row: Document) -> Outcome:
    outputs = MappingProxyType(dict(row.get("outputs", {})))
    return Outcome(
        name, outputs, row["advice"], row.get("risk", ""), _plan(row.get("plan", ())), row.get("applies", True)
    )


def _plan(steps: Iterable[Document]) -> tuple[Step, ...]:
    return tuple(
        Step(step.get("at", step.get("from")), step.get("at", step.get("to")), step.get("considered", False))
        for step in steps
    )


def _rows(rows: Iterable[Document], fields: Mapping[str, Field]) -> tuple[Row, ...]:
    return tuple(
        Row(row.get("outcome", row.get("flag", "")), _when(row["when"], fields), row["text"],
            row.get("source", ""), tuple(row.get("of", ())))
        for row in rows
    )  # fmt: skip


def _when(when: Document, fields: Mapping[str, Field]) -> tuple[Condition, ...]:
    return tuple(_condition(key, value, fields.get(key)) for key, value in when.items())


def _condition(key: str, value: Any, known: Field | None) -> Condition:
    if isinstance(value, str) and value[:1] in "<>":
        return Condition(key, (), read_range(value))
    values: tuple[Value, ...] = tuple(value) if isinstance(value, list) else (value,)
    if known and known.values and (wrong := [one for one in values if one not in known.values]):
        raise ValueError(f"{key} 没有取值 {wrong[0]}")
    return Condition(key, values, None)


def _points(document: Document, fields: Mapping[str, Field]) -> Points:
    short, refused, action = document.get("short_circuit"), document.get("refused", {}), document["action"]
    return Points(
        document["total"],
        MappingProxyType({key: MappingProxyType(values) for key, values in document["points"].items()}),
        Condition(short["field"], tuple(short["values"]), None) if short else None,
        short["text"] if short else "",
        _range(refused.get("points")),
        refused.get("text", ""),
        tuple(_level(row, fields) for row in document.get("first", ())),
        tuple(_level(row, fields) for row in document["levels"]),
        action["field"],
        action["output"],
        MappingProxyType(action["advice"]),
    )


def _level(row: Document, fields: Mapping[str, Field]) -> Level:
    return Level(
        row["category"], _range(row.get("total")), _when(row.get("when", {}), fields), row["risk"],
        _range(row.get("fna")), _range(row.get("follow_up")), _plan(row.get("plan", ())), row.get("none", ""),
        row.get("text", ""), row.get("source", ""),
    )  # fmt: skip


def _range(text: str | None) -> Range | None:
    return read_range(text) if text else None


def _formula(document: Document) -> Formula:
    bands = (Band(read_range(row["probability"]), row["advice"], row.get("source", "")) for row in document["bands"])
    return Formula(document["constant"], MappingProxyType(document["coefficients"]), tuple(bands))


def _flags(document: Document, fields: Mapping[str, Field]) -> Flags:
    suspicious = {key: tuple(values) for key, values in document["suspicious"].items()}
    return Flags(_rows(document["flags"], fields), MappingProxyType(suspicious))
