"""What is kept of a phone doctor's call (PD-01, PD-05), and how it leads on to another service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput, act, answered, ask, attempt, begin, check_dates, finish, write
from desktop.casework.applying import Application, open_case
from desktop.casework.desk import Desk, Entry
from desktop.casework.emergency_words import signs_in
from desktop.casework.rows import Outcome
from desktop.handbook.phone import ADVICE_KINDS, ADVISED, CALLERS, DEPARTMENTS, OUTCOMES
from desktop.handbook.rulebook.consult import NOTICE
from desktop.handbook.vocabulary import ITEM_TITLES, Item


def record_call(
    desk: Desk, case_id: int, entry: Entry, *,
    outcome: str, notice_told: bool = False, complaint: str = "", onset: str = "", severity: str = "",
    vitals: str = "", department: str = "", advice: str = "", advice_kind: str = "", told_120: bool = False,
    not_emergency: str = "", checked: Sequence[str] = (), caller: str = "insured", caller_name: str = "",
    again_at: datetime | None = None, reason: str = "", minutes: int = 0, seconds: int = 0,
    background: Mapping[str, str] | None = None,
) -> Outcome:  # fmt: skip
    """Keep what was said in the call and how it ended; the notice of PD-05 is part of the record.

    `checked` names the identity checks made, `seconds` (or `minutes`) is the call's length, `again_at` the moment
    agreed for calling back. BadInput for what cannot be right.
    """
    given = {
        "complaint": complaint.strip(), "onset": onset.strip(), "severity": severity.strip(), "vitals": vitals.strip(),
        "advice": advice.strip(), "not_emergency": not_emergency.strip(), "reason": reason.strip(), "outcome": outcome,
        "department": department, "advice_kind": advice_kind, "told_120": told_120, "checked": list(checked),
        "caller": caller, "caller_name": caller_name.strip(), "again_at": again_at, "seconds": seconds or minutes * 60,
        "background": dict(background or {}), "notice_told": notice_told, "flagged": list(signs_in(complaint)),
        "notice": f"电话咨询{NOTICE}" if notice_told else "",
    }  # fmt: skip
    _check(desk, given)
    return act(desk, case_id, entry, "record_call", given)


def _check(desk: Desk, given: Mapping[str, Any]) -> None:
    for name, choices in (("outcome", OUTCOMES), ("caller", CALLERS), ("advice_kind", ADVICE_KINDS)):
        if given[name] and given[name] not in choices:
            raise BadInput(f"「{given[name]}」不在可选之列：{'、'.join(choices)}")
    if given["department"] and given["department"] not in DEPARTMENTS:
        raise BadInput(f"没有科室「{given['department']}」，可选 {'、'.join(DEPARTMENTS)}")
    if not given["outcome"]:
        raise BadInput("请选择这次通话的结果")
    if given["outcome"] in ADVISED and not (given["complaint"] and given["advice"] and given["advice_kind"]):
        raise BadInput("请写下主诉、建议和建议的种类")
    if given["outcome"] == "invalid" and not given["reason"]:
        raise BadInput("请写明无效或中断的原因")
    if given["outcome"] == "emergency" and not given["told_120"]:
        raise BadInput("结果为急诊·120 时，请先告知客户拨打 120")
    _check_appointment(desk, given)


def _check_appointment(desk: Desk, given: Mapping[str, Any]) -> None:
    again = given["again_at"]
    if (given["outcome"] == "call_back") != bool(again):
        raise BadInput("约回呼须选定时间" if not again else "只有约回呼才有回呼时间")
    if again and again <= desk.clock():
        raise BadInput("回呼时间须在现在之后")
    if not 0 <= given["seconds"] < 86_400:
        raise BadInput("通话时长须在 0 到 24 小时之间")


def turn_into(
    desk: Desk, case_id: int, entry: Entry, *, item: str, city: str = "", hospital: str = "", department: str = "",
    nodule: str = "", illness: str = "", reason: str = "",
) -> Outcome:  # fmt: skip
    """Open another service for the same policy out of this case, checked as any application (G-02 to G-08, D-03).

    Both timelines name the other case; all in one transaction. Refused when the application is.
    """
    wish = {"city": city, "hospital": hospital, "department": department}
    check_dates(wish)
    given = {name: word for name, word in wish.items() if word}
    return lead_on(desk, case_id, entry, Application(_item(item), wish=given, nodule=nodule, illness=illness), reason)


def lead_on(
    desk: Desk, case_id: int, entry: Entry, application: Application, reason: str,
    bring: Callable[[Session, int], None] | None = None,
) -> Outcome:  # fmt: skip
    """The same for an application; `bring` takes along what belongs to it, given the session and the new case's id."""

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry)
        item, number = application.item, under_way.row.number
        warned = ask(under_way, "turn_into", {"item": item.value})
        wanted = replace(application, entrance=under_way.row.entrance or "phone", remark=f"由 {number} 转来")
        opened = open_case(session, desk, under_way.row.policy_id, wanted, Entry(entry.person))
        told = {"item": item.value, "to": opened.number, "to_id": opened.case_id, "reason": reason}
        write(under_way, "turn_into", told, warned)
        _link_back(session, desk, opened.case_id, entry.person, {"from_": number, "from_id": case_id, "reason": reason})
        if bring is not None:
            bring(session, opened.case_id)
        under_way.changed.add(opened.case_id)
        return finish(under_way, "turn_into", warned)

    return attempt(desk, work)


def _item(written: str) -> Item:
    turnable = [one for one in Item if one is not Item.PD]
    found = next((one for one in turnable if one.value == written), None)
    if found is None:
        raise BadInput(f"不能转为「{written}」，可选 {'、'.join(ITEM_TITLES[one] for one in turnable)}")
    return found


def _link_back(session: Session, desk: Desk, case_id: int, person: str, origin: Mapping[str, Any]) -> None:
    other = begin(session, desk, case_id, Entry(person))
    write(other, "came_from", origin)
    finish(other, "came_from")
