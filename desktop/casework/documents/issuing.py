"""Issuing a document: its number, what its paper says of itself, and the issue with the case's own record at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Effect, Given, Refused, act, attempt
from desktop.casework.consultation import GUIDANCE_NOTICE, numbered
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.case_values import CaseFile, case_file, known_values
from desktop.casework.documents.drafts import held_draft, next_version, refuse_when_closed, write_content
from desktop.casework.documents.fresh import brought_up
from desktop.casework.documents.reading import content_print
from desktop.casework.documents.rows import Ticket
from desktop.casework.numbering import next_number
from desktop.casework.rows import Outcome
from desktop.casework.wording import DELIVERIES
from desktop.handbook import progress
from desktop.handbook.documents import FORMS, GUIDANCE
from desktop.handbook.documents.gaps import gaps
from desktop.handbook.documents.vocabulary import Form
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.errors import Stale
from desktop.models.tables import Document


def reserve(desk: Desk, document_id: int, entry: Entry) -> Ticket | Refusal:
    """Give the draft its number and bring it up to date with its case; says what its paper prints of itself.

    Asked again, the number stays. The revision goes to `issue` together with the paper's fingerprint.
    """

    def work(session: Session) -> Ticket:
        row = held_draft(session, document_id)
        file = case_file(session, desk, row.case_id, entry)
        refuse_when_closed(file)
        form = FORMS[row.kind]
        row.number = row.number or _number(session, form, row.case_id, file.now)
        row.version = next_version(session, file, row.kind)
        write_content(session, row, brought_up(form, row.content, known_values(session, form, file)), entry, file)
        replaces = row.replaces.version if row.replaces else 0
        return Ticket(row.id, row.revision, row.number, row.version, file.now.date(), content_print(row.content),
                      replaces, row.reason)  # fmt: skip

    return attempt(desk, work)


def _number(session: Session, form: Form, case_id: int, day: datetime) -> str:
    """The number an earlier draft of this document was given, or the next one of the month, `MDT-202609-0012`."""
    wanted = select(Document.number).where(
        Document.case_id == case_id, Document.kind == form.kind, Document.number != ""
    )
    known = session.scalars(wanted.limit(1)).first()
    if known:
        return known
    name = f"{form.prefix}-{day:%Y%m}"
    return f"{name}-{next_number(session, name):04d}"


def issue(desk: Desk, document_id: int, entry: Entry, *, revision: int, pdf_sha256: str = "") -> Outcome:
    """Issue a report: the document is closed and `issue_report` is recorded, both or neither (MD-07, ND-04, D-07).

    Refused by every rule that refuses `issue_report` and by every gap, each named. Raises Stale when the draft is not
    at `revision` any more, BadInput when the case or a verdict has changed since it was saved. Repeated with its
    `command_id` it acts once. What is issued never changes: a correction is a new draft.
    """

    def prepare(under_way: Act, row: Document) -> Given:
        version = numbered(under_way, row.version)
        if version["version"] != row.version:
            raise Stale("另有一版报告先签发了，版本号有变；请重新生成 PDF 再签发。")
        _check(under_way, row, "issue_report", version)
        return version

    return _close(desk, document_id, entry, "issue_report", {}, revision, pdf_sha256, prepare)


def send_guidance(
    desk: Desk, document_id: int, entry: Entry, *, revision: int, channel: str, received_by: str, pdf_sha256: str = "",
) -> Outcome:  # fmt: skip
    """Send the guidance: the document is closed and `send_guidance` recorded with how and to whom it went (MD-08).

    `channel` is one of wording.DELIVERIES; when it went is the entry's `happened`. Refused before the report is issued
    and while the document has gaps.
    """
    if channel not in DELIVERIES:
        raise BadInput(f"发送方式「{channel}」不存在，应为 {'、'.join(DELIVERIES)}")
    if not received_by.strip():
        raise BadInput("请写明谁收到了诊后指导")
    given = {"notice": GUIDANCE_NOTICE, "channel": channel, "received_by": received_by.strip()}

    def prepare(under_way: Act, row: Document) -> Given:
        version: dict[str, object] = {"version": row.version}
        if row.replaces:
            version["replaces"] = row.replaces.version
        _check(under_way, row, "send_guidance", version)
        return version

    return _close(desk, document_id, entry, "send_guidance", given, revision, pdf_sha256, prepare)


def _close(
    desk: Desk, document_id: int, entry: Entry, verb: str, given: Mapping[str, Any], revision: int, pdf_sha256: str,
    prepare: Callable[[Act, Document], Given],
) -> Outcome:  # fmt: skip
    details = dict(given)

    def ready(under_way: Act) -> Given:
        row = _at_revision(under_way, document_id, revision)
        if (verb == "send_guidance") != (FORMS[row.kind] is GUIDANCE):
            raise BadInput(f"「{FORMS[row.kind].title}」不用这个操作发出")
        details.clear()
        details.update(given)
        details.update(prepare(under_way, row))
        row.number = row.number or _number(under_way.session, FORMS[row.kind], row.case_id, under_way.entered)
        details.update(document=row.id, number=row.number, content_sha256=content_print(row.content),
                       pdf_sha256=pdf_sha256)  # fmt: skip
        return details

    with desk.reading() as session:
        case_id = session.scalar(select(Document.case_id).where(Document.id == document_id))
    if case_id is None:
        raise BadInput("没有这份文书")
    return act(desk, case_id, entry, verb, details, prepare=ready, effect=_closing(document_id, details))


def _at_revision(under_way: Act, document_id: int, revision: int) -> Document:
    row = held_draft(under_way.session, document_id)
    if row.revision != revision:
        raise Stale
    return row


def _check(under_way: Act, row: Document, verb: str, given: Given) -> None:
    """Every rule that refuses the verb and every gap of the document, named together."""
    form = FORMS[row.kind]
    refusal = progress.refusal(under_way.case, verb, {
        **given, "happened": under_way.happened, "entered": under_way.entered,
        "late_reason": under_way.entry.late_reason,
    })  # fmt: skip
    findings = list(refusal.findings) if refusal else []
    file = CaseFile(under_way.row, under_way.case, under_way.entered, under_way.entry.person)
    fresh = brought_up(form, row.content, known_values(under_way.session, form, file))
    findings += [Finding(form.rule, f"{gap.sentence} 待补") for gap in gaps(form, fresh)]
    if findings:
        raise Refused(Refusal(tuple(findings)))
    if fresh != row.content:
        raise BadInput("草稿保存之后案件的资料有变化，请先保存、核对再签发")


def _closing(document_id: int, details: Mapping[str, Any]) -> Effect:
    def close(under_way: Act) -> None:
        row = under_way.session.get_one(Document, document_id)
        row.content_sha256, row.pdf_sha256 = details["content_sha256"], details["pdf_sha256"]
        row.issued_at, row.issued_by = under_way.happened, under_way.entry.person
        row.state = "issued"
        under_way.session.flush()

    return close


def ready_to_issue(desk: Desk, document_id: int, entry: Entry) -> tuple[Finding, ...]:
    """What would refuse the issue now, rules first; nothing is written."""
    with desk.reading() as session:
        row = session.get(Document, document_id)
        if row is None:
            raise BadInput("没有这份文书")
        form, file = FORMS[row.kind], case_file(session, desk, row.case_id, entry)
        verb = "send_guidance" if form is GUIDANCE else "issue_report"
        given = {"happened": file.now, "entered": file.now, "late_reason": ""}
        refusal = progress.refusal(file.case, verb, given)
        rules = refusal.findings if refusal else ()
        fresh = brought_up(form, row.content, known_values(session, form, file))
        return (*rules, *(Finding(form.rule, f"{gap.sentence} 待补") for gap in gaps(form, fresh)))
