"""Turns texts with emphasis into runs of the house's styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.casework.documents.papers_common import Rich
from desktop.reports.blocks import Strip, paragraph
from desktop.reports.clusters import Run
from desktop.reports.fonts import Font
from desktop.reports.styles import BODY, MAIN, MAIN_WIDTH, Style

STRONGER = {Font.SANS: Font.SANS_SEMI, Font.SANS_MEDIUM: Font.SANS_SEMI, Font.SERIF_MEDIUM: Font.SERIF_BOLD}
BETWEEN = 2.4
"""Between two paragraphs, in mm."""


def strong(style: Style) -> Style:
    """The style one step bolder."""
    return style.but(font=STRONGER.get(style.font, style.font))


def runs_of(text: Rich, style: Style) -> list[Run]:
    """A text in a style, its emphasised stretches bolder."""
    if isinstance(text, str):
        return [Run(text, style)]
    return [Run(span.text, strong(style) if span.strong else style) for span in text]


def labelled(label: str, text: Rich, style: Style) -> list[Run]:
    """A bold label, a space and the text."""
    return [Run(f"{label}\u3000", strong(style)), *runs_of(text, style)]


def paragraphs(
    texts: Iterable[Rich], style: Style = BODY, x: float = MAIN, width: float = MAIN_WIDTH, between: float = BETWEEN,
    justify: bool = True,
) -> list[Strip]:  # fmt: skip
    """Paragraphs below each other."""
    found: list[Strip] = []
    for text in texts:
        found += run_in(runs_of(text, style), style, x, width, between if found else 0.0, justify)
    return found


def run_in(
    runs: Sequence[Run], style: Style, x: float = MAIN, width: float = MAIN_WIDTH, before: float = 0.0,
    justify: bool = True,
) -> list[Strip]:  # fmt: skip
    """A paragraph of runs."""
    return paragraph(runs, style, x, width, before, justify)
