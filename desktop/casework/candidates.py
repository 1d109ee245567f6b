"""Who could take a piece of work: the best first with the reasons, then those who cannot with what hinders them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from desktop.casework.planning.fitness import Hindrance, file_gaps, hindrances
from desktop.casework.planning.model import DAY_LIMIT, Carer, Stint, overlap
from desktop.casework.planning.ranking import reasons, worth
from desktop.casework.schedule_reading import Snapshot
from desktop.casework.schedule_rows import Candidate

_LATEST_START = time(19)


def ranked(snapshot: Snapshot, work: Stint, *, besides: int = 0) -> tuple[Candidate, ...]:
    """Every escort but `besides` for the work; the jobs of the snapshot count, the work's own does not (D-01)."""
    free: list[tuple[float, int, Candidate]] = []
    hindered: list[Candidate] = []
    for place, carer in enumerate(snapshot.carers):
        if carer.id == besides:
            continue
        others = others_of(snapshot, carer, work)
        found = [*file_gaps(carer), *hindrances(carer, work, others, snapshot.ways)]
        row = _candidate(snapshot, carer, work, others, found)
        if found:
            hindered.append(row)
        else:
            free.append((-worth(carer, work, others, snapshot.ways), place, row))
    return (*(row for _, _, row in sorted(free)), *hindered)


def others_of(snapshot: Snapshot, carer: Carer, work: Stint) -> list[Stint]:
    """The escort's jobs beside the work itself."""
    own = (work.case_id, work.occasion)
    return [stint for stint in snapshot.jobs_of(carer.id) if (stint.case_id, stint.occasion) != own]


def _candidate(
    snapshot: Snapshot, carer: Carer, work: Stint, others: Sequence[Stint], found: Sequence[Hindrance]
) -> Candidate:
    booked = sum(stint.minutes for stint in others if stint.day == work.day)
    return Candidate(
        carer.id, carer.title, reasons(carer, work, others, snapshot.ways), booked, booked + work.minutes, DAY_LIMIT,
        "；".join(_said(found, work, others)),
    )  # fmt: skip


def _said(found: Sequence[Hindrance], work: Stint, others: Sequence[Stint]) -> Iterator[str]:
    """The hindrances' sentences; of overlaps also when the escort could begin at the earliest."""
    yield from (one.sentence for one in found)
    if found and all(one.kind == "overlap" for one in found):
        earliest = max(other.blocked_to for other in others if overlap(other, work)) + work.before
        if earliest.date() == work.day and earliest.time() <= _LATEST_START:
            yield f"最早 {earliest:%H:%M} 开始"
