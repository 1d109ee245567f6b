"""The timeline without its undo history: what was taken back is one quiet line, what was redone simply stands."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.rows import TimelineEntry


def folded(entries: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """The entries without the records of undoing; what they took back says when and by whom.

    A record that was voided with a reason of its own keeps its line (D-09).
    """
    takers = {entry.undoes: entry for entry in entries if entry.undoes and not entry.voided}
    return tuple(_told(entry, takers.get(entry.seq)) for entry in entries if not entry.undoes)


def _told(entry: TimelineEntry, taker: TimelineEntry | None) -> TimelineEntry:
    if taker is None or not entry.voided:
        return entry
    when = taker.happened
    day = "" if when.date() == entry.happened.date() else f"{when.month}月{when.day}日 "
    return entry._replace(undone=f"{day}{when:%H:%M} 已撤销", undone_by=taker.person)
