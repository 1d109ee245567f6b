"""The two kinds of fault that every room tells apart from a bug, whichever room raises them."""

from __future__ import annotations


class InputFault(ValueError):
    """What was entered cannot be right; the text is one Chinese sentence for the user, `field` the argument's name."""

    def __init__(self, sentence: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class OutsideFault(Exception):
    """The machine, the network or another desk stands in the way; the text is one Chinese sentence for the user."""
