"""Earlier issued readings of the same person: what a new one is compared with, never typed twice (ND-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.handbook.documents.nodule_check import KIND
from desktop.handbook.nodules.cross_check import finding_in, size_of
from desktop.handbook.nodules.findings import FindingFault
from desktop.models.tables import Case, Document

Row = Mapping[str, Any]
_CARRIED = ("number", "kind", "place", "system", "version")


class EarlierNodule(NamedTuple):
    """A nodule as an issued report has it: label `1 右上叶`, day of the examination, mm, category, report."""

    label: str
    day: str
    size: float | None
    category: str
    report: str


def earlier_readings(session: Session, case: Case, nodule: str) -> tuple[Document, ...]:
    """The newest issued version of each other case of the person on the same organ, oldest examination first."""
    wanted = select(Document).join(Case, Case.id == Document.case_id).where(
        Case.person_id == case.person_id, Case.id != case.id, Document.kind == KIND, Document.state == "issued"
    )  # fmt: skip
    newest = {row.case_id: row for row in session.scalars(wanted.order_by(Document.version))}
    fitting = [row for row in newest.values() if row.content.get("kind") == nodule and row.content.get("examined_on")]
    return tuple(sorted(fitting, key=lambda row: str(row.content["examined_on"])))


def earlier_nodules(session: Session, case: Case, nodule: str) -> tuple[EarlierNodule, ...]:
    """Every nodule of those reports."""
    return tuple(one for row in earlier_readings(session, case, nodule) for one in _nodules(row))


def _nodules(row: Document) -> Iterator[EarlierNodule]:
    for one in row.content.get("nodules") or ():
        label = f"{one.get('number')} {one.get('place', '')}".strip()
        yield EarlierNodule(label, str(row.content["examined_on"]), _size(one), str(one.get("category") or "—"),
                            f"{row.number} 第 {row.version} 版")  # fmt: skip


def _size(row: Row) -> float | None:
    try:
        return size_of(finding_in(row, "findings"))
    except FindingFault:
        return None


def carried_over(session: Session, case: Case, nodule: str) -> dict[str, Any]:
    """What a first draft takes from the newest earlier reading: examination, and each nodule as it was then."""
    known = earlier_readings(session, case, nodule)
    if not known:
        return {}
    said = known[-1].content
    carried = {"prior": "有既往检查", "prior_on": said["examined_on"], "prior_exam": said.get("exam"),
               "nodules": [_carried(one) for one in said.get("nodules") or ()]}  # fmt: skip
    return {name: value for name, value in carried.items() if value}


def _carried(row: Row) -> dict[str, Any]:
    """The nodule without what has to be seen anew: today's description, category and the expert's word."""
    kept = {name: row[name] for name in _CARRIED if name in row}
    before = {name: value for name, value in row.get("findings", {}).items() if name != "change"}
    return {**kept, "previous": before} if before else kept
