"""Attachments of a case: files are hung on it and taken off it by records, so that either can be taken back (D-09)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.attachment_rows import Arrival, AttachmentRow, Limits
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.voiding import standing
from desktop.models.tables import Attachment, Record, Setting

LIMITS = "attachments"
"""The key of the setting that says how much is taken in: {"file_mb", "files", "drop_mb"}."""


def attach(desk: Desk, case_id: int, entry: Entry, arrivals: Sequence[Arrival]) -> Outcome:
    """Hang files on a case, all with one record; what hangs on it already is left out.

    Their contents are stored before. BadInput when nothing is left; refused on a closed case (D-08).
    """
    fresh: list[Arrival] = []
    given: dict[str, object] = {}

    def look(under_way: Act) -> Given:
        known = {row.sha256 for row in kept(under_way.session, under_way.row.id)}
        fresh[:] = {one.sha256: one for one in arrivals if one.sha256 not in known}.values()
        if not fresh:
            raise BadInput("这些文件已经在本案的附件里")
        given.update(files=spoken(fresh), count=len(fresh))
        return {}

    def hang_them(under_way: Act) -> None:
        hang(under_way, fresh)

    return act(desk, case_id, entry, "attach", given, prepare=look, effect=hang_them)


def hang(under_way: Act, arrivals: Sequence[Arrival]) -> None:
    """Hang files on the record just written; whatever voids it takes them off."""
    seq = under_way.records[-1].seq
    for one in arrivals:
        under_way.session.add(_row(under_way, one, seq))


def _row(under_way: Act, one: Arrival, seq: int) -> Attachment:
    return Attachment(
        case_id=under_way.row.id, name=one.name, sha256=one.sha256, size=one.size, kind=one.kind, media=one.media,
        added_at=under_way.entered, added_by=under_way.entry.person, record_seq=seq, study=one.study,
        series=one.series, instance=one.instance, modality=one.modality, taken_on=one.taken_on, pages=one.pages,
        width=one.width, height=one.height, thumbnail=one.thumbnail, details=dict(one.details),
    )  # fmt: skip


def spoken(arrivals: Sequence[Arrival] | Sequence[Attachment]) -> str:
    """`超声报告.pdf`, `薄层肺窗 312 幅`, `病理.pdf 等 3 份`: a series counts as one."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for one in arrivals:
        key = one.series or one.sha256
        names.setdefault(key, str(one.details.get("description") or "影像") if one.series else one.name)
        counts[key] = counts.get(key, 0) + 1
    first, count = next((names[key], counts[key]) for key in names)
    told = f"{first} {count} 幅" if count > 1 else first
    return f"{told} 等 {len(names)} 份" if len(names) > 1 else told


def detach(desk: Desk, case_id: int, entry: Entry, ids: Sequence[int]) -> Outcome:
    """Take files off a case; their contents stay, and voiding the record hangs them on it again.

    BadInput when they do not hang on it.
    """
    given: dict[str, object] = {}
    gone: list[Attachment] = []

    def look(under_way: Act) -> Given:
        gone[:] = [row for row in _live(under_way.session, under_way.row.id) if row.id in set(ids)]
        if not gone:
            raise BadInput("这份附件已经不在本案里")
        given.update(files=spoken(gone), count=len(gone))
        return {}

    def take_off(under_way: Act) -> None:
        for row in gone:
            row.removed_seq = under_way.records[-1].seq

    return act(desk, case_id, entry, "detach", given, prepare=look, effect=take_off)


def kept(session: Session, case_id: int) -> tuple[AttachmentRow, ...]:
    """The files that hang on a case now, in the order they came."""
    return tuple(_frozen(row) for row in _live(session, case_id))


def voided_records(session: Session, case_id: int) -> frozenset[int]:
    """The records of a case that were taken back (D-09), by their numbers."""
    voids = session.execute(select(Record.seq, Record.details).where(Record.case_id == case_id, Record.verb == "void"))
    return frozenset(standing((seq, details["record"]) for seq, details in voids))


def _live(session: Session, case_id: int) -> list[Attachment]:
    """Those whose bringing record stands and whose taking record does not."""
    voided = voided_records(session, case_id)
    rows = session.scalars(select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.id))
    return [
        row for row in rows
        if row.record_seq not in voided and (row.removed_seq is None or row.removed_seq in voided)
    ]  # fmt: skip


def _frozen(row: Attachment) -> AttachmentRow:
    return AttachmentRow(**{name: getattr(row, name) for name in AttachmentRow._fields})


def limits(session: Session) -> Limits:
    """How much the desk takes in."""
    kept_here, usual = session.get(Setting, LIMITS), Limits()
    if kept_here is None:
        return usual
    value = kept_here.value
    return Limits(
        int(value.get("file_mb", usual.file_bytes >> 20)) << 20, int(value.get("files", usual.files)),
        int(value.get("drop_mb", usual.drop_bytes >> 20)) << 20,
    )  # fmt: skip
