"""The nouns of the nodule tables: fields, conditions, rows, levels, and what a classification answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desktop.handbook.nodules.ranges import Range

Value = str | float | bool | tuple[str, ...] | None
Inputs = Mapping[str, Value]


class Status(StrEnum):
    """How far a classification got."""

    COMPUTED = "computed"
    BORDER = "border"
    INCOMPLETE = "incomplete"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"


STATUS_TITLES: Mapping[Status, str] = {
    Status.COMPUTED: "已计算",
    Status.BORDER: "边界",
    Status.INCOMPLETE: "无法计算",
    Status.NOT_APPLICABLE: "不适用",
    Status.REFUSED: "填写矛盾",
}


class Field(NamedTuple):
    """One input: its Chinese title, what it may hold, and the value a silent report stands for (`absent`).

    `kind` is choice, several, yes_no, mark (0 or 1), mm or number; `values` are the choices with their titles;
    `low` and `high` bound a number. A field without `absent` is unknown when it is not given; a `quiet` one is not
    listed among what was only assumed.
    """

    key: str
    title: str
    kind: str
    values: Mapping[str, str]
    low: float
    high: float
    absent: Value
    quiet: bool = False


class Step(NamedTuple):
    """One follow-up examination, `first` to `last` months after the examination; `considered` = only if wanted."""

    first: int
    last: int
    considered: bool = False


class Condition(NamedTuple):
    """What a field must hold: one of `values`, or a number inside `range`."""

    key: str
    values: tuple[Value, ...]
    range: Range | None

    def holds(self, value: Value) -> bool:
        """Whether a value meets it; a value that is no number lies in no range."""
        if self.range is None:
            return value in self.values
        return isinstance(value, int | float) and not isinstance(value, bool) and value in self.range


class Outcome(NamedTuple):
    """What a row answers: machine-readable outputs, risk, Chinese management and the follow-up plan."""

    name: str
    outputs: Mapping[str, Value]
    advice: str
    risk: str
    plan: tuple[Step, ...]
    applies: bool


class Row(NamedTuple):
    """One line of a table: the outcome it names, all conditions that must hold, its words and its source."""

    outcome: str
    when: tuple[Condition, ...]
    text: str
    source: str
    of: tuple[str, ...] = ()


class Level(NamedTuple):
    """One category of a points table: its total, its risk, and from which size (mm) puncture or follow-up is due."""

    category: str
    total: Range | None
    when: tuple[Condition, ...]
    risk: str
    fna: Range | None
    follow_up: Range | None
    plan: tuple[Step, ...]
    advice: str
    text: str
    source: str


class Points(NamedTuple):
    """How points are counted: per field and value, what needs no counting, which totals cannot occur."""

    total: str
    values: Mapping[str, Mapping[str, int]]
    short_circuit: Condition | None
    short_text: str
    refused: Range | None
    refused_text: str
    first: tuple[Level, ...]
    levels: tuple[Level, ...]
    action_field: str
    action_output: str
    action_advice: Mapping[str, str]


class Band(NamedTuple):
    """A range of a probability in per cent and what is advised in it."""

    range: Range
    advice: str
    source: str


class Formula(NamedTuple):
    """A logistic model: constant, one coefficient per field, and the bands of its probability."""

    constant: float
    coefficients: Mapping[str, float]
    bands: tuple[Band, ...]


class Flags(NamedTuple):
    """Consistency flags: every row that holds raises its flag; which values of which field are suspicious."""

    rows: tuple[Row, ...]
    suspicious: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """One classification system in one revision; `method` says which of its parts decides."""

    system: str
    title: str
    organ: str
    method: str
    revision: str
    source: str
    scope: str
    decides: str
    fields: Mapping[str, Field]
    whole_mm: frozenset[str]
    within: Mapping[str, str]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    upgrades: tuple[Row, ...] = ()
    points: Points | None = None
    formula: Formula | None = None
    flags: Flags | None = None


class Decision(NamedTuple):
    """What a table says about inputs that are complete enough: outputs, words, risk, plan and source."""

    outputs: Mapping[str, Value]
    text: str
    advice: str
    risk: str = ""
    plan: tuple[Step, ...] = ()
    source: str = ""
    applies: bool = True


class Border(NamedTuple):
    """A size close to a limit (both mm): the output that would change, and what it would be beyond the limit.

    `side` says which side is meant: 满, 不足 or 超过. `words` say `beyond`, the machine's value, to a person.
    """

    key: str
    title: str
    size: float
    limit: float
    side: str
    output: str
    beyond: str
    words: str

    def sentence(self) -> str:
        """距 8 mm 只差 0.4，满 8 mm 应为 4B."""
        gap, limit = f"{round(abs(self.size - self.limit), 2):g}", f"{self.limit:g}"
        place = f"{self.title}恰为 {limit} mm" if gap == "0" else f"{self.title}距 {limit} mm 只差 {gap}"
        beyond = self.words if self.output == "category" else f"“{self.words}”"
        return f"{place}；{self.side} {limit} mm 应为 {beyond}，请专家确认"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system says about one nodule.

    `outputs` are the machine-readable values (None = cannot be known); `missing` the keys that would decide what
    is open, with titles; `possible` the categories that remain; `assumed` the keys a silent report left at "not
    seen" although another value would change the category; `reason` the table row's words and `source` its origin.
    """

    system: str
    title: str
    revision: str
    status: Status
    category: str | None
    outputs: Mapping[str, Value]
    advice: str
    reason: str
    source: str
    risk: str = ""
    plan: tuple[Step, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    possible: tuple[str, ...] = ()
    assumed: tuple[tuple[str, str], ...] = ()
    borders: tuple[Border, ...] = ()
