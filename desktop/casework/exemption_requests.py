"""Asking for an exemption and deciding on it: one person asks, another, a supervisor, approves or refuses (D-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Given, Refused, act, answered, ask, attempt, begin, finish, write
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.exempting import cases_at, declare
from desktop.casework.green_rows import SCOPES, ExemptionLine
from desktop.casework.rows import Done, Outcome
from desktop.handbook.conditions.desk import approval_sentence
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.models.tables import Case, ExemptionRow


def ask_exemption(
    desk: Desk, case_id: int, entry: Entry, *, reason: str, scope: str = "case", start: date | None = None,
    end: date | None = None,
) -> Outcome:  # fmt: skip
    """Ask for a case, its hospital, or its department to be exempt; it takes effect when a supervisor approves.

    `scope` is case, hospital or department; the latter two are of a period, both days included (GC-17).
    """
    if scope not in SCOPES:
        raise BadInput(f"豁免范围「{scope}」不存在，应为 {'、'.join(SCOPES)}")
    if not reason.strip():
        raise BadInput("豁免须写明理由")
    if scope != "case" and (start is None or end is None or end < start):
        lacking = "start" if start is None else "end"
        raise BadInput("医院或科室的豁免须写明起止日期，结束不早于开始", lacking)
    given: dict[str, object] = {"reason": reason.strip(), "scope": scope, "start": start, "end": end}

    def keep(under_way: Act) -> None:
        under_way.session.add(_waiting(under_way, given))

    def place(under_way: Act) -> Given:
        facts = under_way.case.facts
        if scope != "case" and not facts.hospital:
            raise BadInput("医院还没有确定，只能为单个案件申请豁免")
        given["hospital"] = facts.hospital if scope != "case" else None
        given["department"] = facts.department if scope == "department" else None
        return {}

    return act(desk, case_id, entry, "ask_exemption", given, prepare=place, effect=keep)


def _waiting(under_way: Act, given: Given) -> ExemptionRow:
    whole = given["scope"] == "case"
    return ExemptionRow(
        reason=given["reason"], asked_by=under_way.entry.person, approved_by="", state="waiting",
        case_id=under_way.row.id if whole else None, origin_id=under_way.row.id, hospital=given["hospital"] or "",
        department=given["department"] or "", start=None if whole else given["start"],
        end=None if whole else given["end"], created_at=under_way.entered,
    )  # fmt: skip


def approve_exemption(desk: Desk, case_id: int, entry: Entry, *, opinion: str) -> Outcome:
    """Approve what was asked for in this case; D-05 refuses the asker and everybody who is no supervisor."""
    return _decide(desk, case_id, entry, "exempt", opinion)


def refuse_exemption(desk: Desk, case_id: int, entry: Entry, *, opinion: str) -> Outcome:
    """Send the request of this case back with an opinion."""
    return _decide(desk, case_id, entry, "refuse_exemption", opinion)


def _decide(desk: Desk, case_id: int, entry: Entry, verb: str, opinion: str) -> Outcome:
    if not opinion.strip():
        raise BadInput("请写明批准或退回的意见")

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry)
        row = _request_of(session, under_way)
        _check_decider(desk, entry, row)
        return _settle(under_way, row, verb, opinion.strip())

    return attempt(desk, work)


def _request_of(session: Session, under_way: Act) -> ExemptionRow:
    """The request that waits; one whose record was voided does not (D-09)."""
    waiting = select(ExemptionRow).where(ExemptionRow.origin_id == under_way.row.id, ExemptionRow.state == "waiting")
    row = session.scalars(waiting.order_by(ExemptionRow.id.desc()).with_for_update()).first()
    if row is None or not under_way.case.facts.exemption_asked:
        raise BadInput("没有等待批准的豁免申请")
    return row


def _check_decider(desk: Desk, entry: Entry, row: ExemptionRow) -> None:
    lacking = approval_sentence(entry.person, row.asked_by, desk.office.supervisors)
    if lacking:
        raise Refused(Refusal((Finding("D-05", lacking),)))


def _settle(under_way: Act, row: ExemptionRow, verb: str, opinion: str) -> Done:
    """Write the answer on the case and let an approved one take effect, of the case alone or of the whole place."""
    entry = under_way.entry
    approved = verb == "exempt"
    alone = row.case_id is not None
    given: Given = {
        "reason": row.reason, "opinion": opinion, "asked_by": row.asked_by, "approved_by": entry.person,
        "scope": "" if alone else "department" if row.department else "hospital",
    }  # fmt: skip
    warned = ask(under_way, verb, given)
    row.state, row.opinion = "approved" if approved else "refused", opinion
    row.decided_by, row.decided_at = entry.person, under_way.entered
    row.approved_by = entry.person if approved else ""
    write(under_way, verb, given, warned)
    done = finish(under_way, verb, warned)
    if not approved or alone:
        return done
    others = declare(under_way.session, under_way.desk, replace(entry, command_id=""), row)
    return replace(done, changed=(*done.changed, *others))


def requests(session: Session, desk: Desk) -> Sequence[ExemptionLine]:
    """Every request and declaration, those that wait first, then the newest."""
    rows = session.scalars(select(ExemptionRow).order_by(ExemptionRow.id.desc())).all()
    return sorted((_line(session, desk, row) for row in rows), key=lambda line: line.state != "waiting")


def _line(session: Session, desk: Desk, row: ExemptionRow) -> ExemptionLine:
    case = session.get(Case, row.case_id or row.origin_id) if row.case_id or row.origin_id else None
    scope = "case" if row.case_id is not None else "department" if row.department else "hospital"
    place = " · ".join(part for part in (row.hospital, row.department or "全院") if part)
    subject = case.number if scope == "case" and case is not None else place
    touched = 1 if scope == "case" else len(cases_at(session, row.hospital, row.department))
    line = ExemptionLine(
        row.id, row.state, scope, subject, row.reason, row.start, row.end, row.asked_by, row.created_at,
        row.decided_by or row.approved_by, row.decided_at, row.opinion, case.id if case else None, touched,
    )  # fmt: skip
    return _ended(session, desk, row, line) if row.state == "waiting" and case is not None else line


def _ended(session: Session, desk: Desk, row: ExemptionRow, line: ExemptionLine) -> ExemptionLine:
    """D-08, D-09: a request ends with the case it was asked in, and when its record is voided; derived, never stored.

    A case that is opened again brings its request back.
    """
    assert row.origin_id is not None
    case = load_case(session, row.origin_id)
    facts = situation(session, desk, case, desk.clock()).facts
    newer = select(ExemptionRow.id).where(ExemptionRow.origin_id == row.origin_id, ExemptionRow.id > row.id)
    if not facts.exemption_asked or session.scalar(newer.limit(1)) is not None:
        return line._replace(state="ended", opinion="申请记录已作废", open_cases=0)
    if facts.over_at is None:
        return line
    how = "已取消" if facts.cancelled_at else "已结案" if facts.closed_at else "审核未通过"
    said = f"案件 {case.number} {how}，申请随之终止"
    return line._replace(state="ended", decided_at=facts.over_at, opinion=said, open_cases=0)
