"""All day sheets of one escort and day in one file, with a bookmark for each job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.casework.papers import EscortSheet
from desktop.reports.escort_sheet import fitting_pages, frame_of
from desktop.reports.page import Part, render_parts


def escort_day(contents: Sequence[EscortSheet]) -> bytes:
    """The PDF, a sheet for each job in the order given; there is at least one.

    IllnessNamed when a text tells the illness, UnprintableText for unknown characters.
    """
    parts = [Part(frame_of(content), fitting_pages(content), _bookmark(content)) for content in contents]
    first = contents[0]
    title = f"陪诊日程单 {first.escort} {first.visit_day:%Y-%m-%d}"
    return render_parts(replace(parts[0].sheet, title=title), parts)


def _bookmark(content: EscortSheet) -> str:
    planned = content.meeting or next((stop.planned for stop in content.stops if stop.planned), None)
    client = content.client.partition("，")[0]
    return " ".join(part for part in (f"{planned:%H:%M}" if planned else "", client, content.hospital) if part)
