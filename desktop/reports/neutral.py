"""Keeps the illness out of papers that go along in the open: day sheets, letters and labels."""

from __future__ import annotations

from collections.abc import Sequence


class IllnessNamed(ValueError):
    """A paper would name an illness, which no text that goes along in the open may do (GC-19)."""

    def __init__(self, words: Sequence[str], paper: str, rule: str = "") -> None:
        self.words = tuple(words)
        super().__init__(f"{paper}不能写病情：{'、'.join(self.words)}{f'（{rule}）' if rule else ''}")
