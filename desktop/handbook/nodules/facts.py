"""The inputs of one nodule as a table asks for them: given, derived, left at "not seen", or unknown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from desktop.handbook.nodules.vocabulary import Inputs, Table, Value

Derivation = Callable[["Facts"], Value]


class Unknown(Exception):
    """A table asked for a field that was not given; `key` names it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Contradiction(Exception):
    """What was given cannot be true together; the message is one Chinese sentence, `outputs` what was counted."""

    def __init__(self, sentence: str, outputs: Mapping[str, Value] | None = None) -> None:
        super().__init__(sentence)
        self.outputs = outputs or {}


class Facts:
    """Answers a table's questions about one nodule and remembers which answers were only assumed."""

    def __init__(self, table: Table, given: Inputs, derivations: Mapping[str, Derivation]) -> None:
        self.table = table
        self._given = given
        self._derivations = derivations
        self.assumed: list[str] = []

    def given(self, key: str) -> Value:
        """The value as it was given, or None."""
        return self._given.get(key)

    def ask(self, key: str) -> Value:
        """The value a rule works with: derived, given, or what silence stands for; raises `Unknown`."""
        if key in self._derivations:
            return self._derivations[key](self)
        return self.plain(key)

    def plain(self, key: str) -> Value:
        """As `ask`, without derivations; sizes of some systems are rounded to whole mm, half up."""
        value, absent = self._given.get(key), self.table.fields[key].absent
        if isinstance(value, int | float) and key in self.table.whole_mm:
            return math.floor(value + 0.5)
        if value is not None:
            return value
        if absent is None:
            raise Unknown(key)
        self.assumed.append(key)
        return absent
