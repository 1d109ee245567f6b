"""The nouns in which the written documents are described: forms, their sections, fields and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

Content = Mapping[str, Any]
"""What a document says, by field name: plain JSON. A field that is not filled in has no key."""

NOT_PROVIDED = "资料未提供"
"""What is said of a fact that nobody handed in: an explicit value, never an empty text."""

UNTREATED = "未治疗"
UNKNOWN = "不详"
DIFFERS = "不一致"
VERDICTS = ("一致", DIFFERS, "边界", "无法计算")
"""What the program's cross-check says of an expert's category, which is the value of record."""


class Kind(StrEnum):
    """What a field holds, and so what its value in a content is.

    SHORT, LONG, CHOICE and FIXED: text. WHOLE: int. DECIMAL: int or float. DATE: `YYYY-MM-DD`. MOMENT:
    `YYYY-MM-DD HH:MM`. TEXTS: list of texts. TABLE: list of rows, each a mapping by column name. PER_EXPERT: the same,
    one row for each expert of the form's table of experts, who are known by `name` and `hospital`. ANSWERS: list of
    texts, one for each of the questions, in their order. NODULES: list of rows with `findings` as a plain mapping.
    PICTURE: the SHA-256 of a stored picture, in hex.
    """

    SHORT = "short"
    LONG = "long"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    TEXTS = "texts"
    TABLE = "table"
    PER_EXPERT = "per_expert"
    ANSWERS = "answers"
    NODULES = "nodules"
    FIXED = "fixed"
    FINDINGS = "findings"
    PICTURE = "picture"

    @property
    def has_rows(self) -> bool:
        """Whether the value is a list of rows with columns."""
        return self in (Kind.TABLE, Kind.PER_EXPERT, Kind.NODULES)


class Source(StrEnum):
    """Where a value comes from.

    TYPED: written here. PREFILLED: taken from the case when the draft is opened, then written on here. CASE: read from
    the case whenever it is saved or issued, read-only. SHOWN: of the document itself (number, version), not in the
    content.
    """

    TYPED = "typed"
    PREFILLED = "prefilled"
    CASE = "case"
    SHOWN = "shown"


class Given(NamedTuple):
    """A condition: the field `name` has one of these values."""

    name: str
    values: tuple[str, ...]

    def holds(self, content: Content) -> bool:
        """Whether the content says so."""
        return content.get(self.name) in self.values


@dataclass(frozen=True, slots=True)
class Field:
    """One field, or one column of a table.

    `instead` are the words that may stand in place of a value (`资料未提供`). `required` has two conditions: not
    while `unless` holds, and only while `only_if` holds. `low`, `high` and `unit` bound numbers; `longest` counts
    characters, `least` and `most` rows or texts. `typical` are the usual lengths in characters. `pattern` is a regular
    expression for the whole text with `example` as its explanation. `key` names the columns that tell rows apart.
    `text` is the wording of a FIXED field.
    """

    name: str
    title: str
    kind: Kind = Kind.SHORT
    required: bool = False
    source: Source = Source.TYPED
    instead: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    unless: Given | None = None
    only_if: Given | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    longest: int = 0
    least: int = 0
    most: int = 0
    typical: tuple[int, int] | None = None
    pattern: str = ""
    example: str = ""
    columns: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()
    text: str = ""
    hint: str = ""

    @property
    def stored(self) -> bool:
        """Whether its value is part of the content."""
        return self.source is not Source.SHOWN

    @property
    def read_only(self) -> bool:
        """Whether nobody types it."""
        return self.source in (Source.CASE, Source.SHOWN) or self.kind is Kind.FIXED

    def wanted(self, content: Content) -> bool:
        """Whether it must be filled in, the content being what it is; for a column, its row."""
        if not self.required or (self.unless and self.unless.holds(content)):
            return False
        return self.only_if is None or self.only_if.holds(content)

    def column(self, name: str) -> Field:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


class Section(NamedTuple):
    """A lettered part of a form: `J`, `综合会诊意见`, the rail's short `综合意见`."""

    letter: str
    title: str
    fields: tuple[Field, ...]
    short: str = ""

    @property
    def rail_title(self) -> str:
        """What stands in the editor's rail."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Form:
    """A document's form: `kind` names it in the database, `prefix` begins its number, `rule` demands it.

    `questions` and `experts` name the fields that answers and rows per expert are tied to.
    """

    kind: str
    title: str
    prefix: str
    rule: str
    sections: tuple[Section, ...]
    questions: str = ""
    experts: str = ""

    def fields(self) -> Iterator[tuple[Section, Field]]:
        """Every field with its section, in the report's order."""
        return ((section, field) for section in self.sections for field in section.fields)

    def stored(self) -> Iterator[tuple[Section, Field]]:
        """The same without those that are not in the content."""
        return ((section, field) for section, field in self.fields() if field.stored)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError otherwise."""
        for _, field in self.fields():
            if field.name == name:
                return field
        raise KeyError(name)
