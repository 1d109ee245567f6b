"""What the consultation's workspace says in one line: the meeting, checks, and the text that asks for materials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.casework.consulting.rows import ConsultationSheet, Proposal
from desktop.casework.rows import CaseView
from desktop.casework.wording import MODES
from desktop.handbook.consultation_facts import FEWEST_SPECIALTIES
from desktop.handbook.documents.gaps import SIGNATURES, Gap
from desktop.ui.workspace.words import Check, day_and_time, was_issued


def meeting_line(sheet: ConsultationSheet, content: Mapping[str, Any]) -> str:
    """`9月23日 周三 10:00 视频会诊，已召开 52 分`, or what is to be done next about the time."""
    proposal = sheet.proposal
    if sheet.held_at is not None:
        mode = f" {MODES[proposal.mode]}会诊" if proposal is not None else " 会诊"
        when = proposal.at if proposal is not None and proposal.at.date() == sheet.held_at.date() else sheet.held_at
        return f"{day_and_time(when)}{mode}，已召开{_length(when, content)}"
    if proposal is not None:
        place = f"·{proposal.place}" if proposal.place else ""
        return f"{day_and_time(proposal.at)} {MODES[proposal.mode]}会诊 {proposal.minutes} 分{place}"
    return "还没有约会诊时间" if sheet.questions else "还没有会诊方案"


def _length(start: datetime, content: Mapping[str, Any]) -> str:
    until = str(content.get("held_until") or "")
    if len(until) == 16 and until[:10] == f"{start:%Y-%m-%d}":
        minutes = int(until[11:13]) * 60 + int(until[14:]) - start.hour * 60 - start.minute
        return f" {minutes} 分" if minutes > 0 else ""
    return ""


def confirmed_words(proposal: Proposal, experts: int) -> str:
    """How many experts have confirmed the time: `专家 3/4`."""
    waiting = len([one for one in proposal.waiting if one not in ("customer", "host")])
    return f"专家 {experts - waiting}/{experts}"


def checks(sheet: ConsultationSheet, content: Mapping[str, Any], gaps: Sequence[Gap]) -> tuple[Check, ...]:
    """Specialties, signatures, required fields, and whether the consultation was held."""
    signers = content.get(SIGNATURES) or ()
    signed = len(signers) - sum(gap.kind == "signature" for gap in gaps)
    lacking = sum(gap.kind != "signature" for gap in gaps)
    held = Check(f"会诊已召开 {sheet.held_at:%H:%M}" if sheet.held_at else "会诊未召开", sheet.held_at is not None)
    found = [
        Check(f"专科 {min(sheet.specialties, 99)}/{FEWEST_SPECIALTIES}", sheet.enough),
        Check(f"签名 {signed}/{len(signers)}", bool(signers) and signed == len(signers)),
        Check(f"必填差 {lacking} 处" if lacking else "必填齐全", not lacking),
    ]
    return (*found, held) if not lacking or not held.good else tuple(found)


def barred(gaps: Sequence[Gap], held: bool) -> str:
    """Why the report cannot be issued now; "" when it can."""
    unsigned = sum(gap.kind == "signature" for gap in gaps)
    lacking = len(gaps) - unsigned
    parts = [f"差 {lacking} 处必填" if lacking else "", f"{unsigned} 个签名" if unsigned else "",
             "" if held else "会诊未召开"]  # fmt: skip
    words = "、".join(part for part in parts if part)
    return f"现在不能签发：{words}" if words else ""


def asking_text(sheet: ConsultationSheet) -> str:
    """One text for everything that is missing or unusable; it names no illness (GC-19)."""
    items = "；".join(f"{place} {title}" for place, title in enumerate(sheet.to_ask, 1))
    return f"您好，您的服务资料还需补充：{items}。请拍照发给健康管家，原件请邮寄。有疑问可随时联系我们。"


def guidance_checks(view: CaseView | None, gaps: Sequence[Gap]) -> tuple[Check, ...]:
    """The report is out, the required fields are there."""
    issued = was_issued(view)
    lacking = len(gaps)
    return (
        Check("会诊报告已签发" if issued else "会诊报告未签发", issued),
        Check(f"必填差 {lacking} 处" if lacking else "必填齐全", not lacking),
    )


def hindrance(view: CaseView | None, sheet: ConsultationSheet, gaps: Sequence[Gap], *, guidance: bool) -> str:
    """Why the document cannot go out now; "" when it can."""
    if not guidance:
        return barred(gaps, sheet.held_at is not None)
    lacking = f"差 {len(gaps)} 处必填" if gaps else ""
    words = "、".join(part for part in (lacking, "" if was_issued(view) else "会诊报告未签发") if part)
    return f"现在不能发出：{words}" if words else ""
