"""How a field asks the desk for names, and how a picked name fills its neighbours in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from desktop.casework.suggestions import Suggestion
from desktop.ui.case.composite_fields import is_away
from desktop.ui.case.pick_field import PICKS, PickField
from desktop.ui.inputs import Field
from desktop.ui.worker import Worker

PICKED = tuple(PICKS)
"""The kinds of field whose names come from the desk."""

_CITY = "city"


class DirectorySource(Protocol):
    """The desk's names as the pickers see them; called in the database worker's thread."""

    def look_up(self, kind: str, words: str, city: str = "") -> Sequence[Suggestion]:
        """Up to 8 names for what was typed, best first; a city narrows hospitals as long as it has any."""


class Ask(NamedTuple):
    """A field's question to the desk."""

    kind: str
    words: str
    city: str
    field: PickField


def look_up(source: DirectorySource, worker: Worker, ask: Ask) -> None:
    """Ask in the worker; the field that asked is answered, and a newer question of it makes an older one stale."""
    job = partial(source.look_up, ask.kind, ask.words, ask.city)
    worker.run(job, ask.field.take_offers, lane=f"look up {id(ask.field)}")


class Neighbours:
    """The fields of one form, as a picked name fills them in: never over what a person entered."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = fields
        self._given: dict[str, Any] = {name: field.value() for name, field in fields.items()}

    def fill(self, sets: Sequence[tuple[str, str | bool]]) -> None:
        """Take a picked name's city, grade and 身份证原件 over where the form has them and nobody has entered them."""
        for name, value in sets:
            field = self._fields.get(name)
            if field is not None and (field.is_empty() or field.value() == self._given[name]):
                field.set_value(value)
                self._given[name] = field.value()

    def city(self) -> str:
        """The city that a person entered, to narrow hospitals by; '' for one that a picked hospital brought."""
        field = self._fields.get(_CITY)
        if field is None or is_away(field) or field.value() == self._given[_CITY]:
            return ""
        return str(field.value())
