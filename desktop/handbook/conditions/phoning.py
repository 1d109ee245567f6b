"""Conditions on what is kept of a phone doctor's call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.handbook.phone import ADVISED, CHECKS
from desktop.handbook.situation import Situation

Arguments = Mapping[str, Any]


def nobody_answered(case: Situation) -> str:
    """PD-03: what is said in a call comes from a doctor who may answer."""
    return "" if case.facts.taken_at else "还没有医生接听"


def caller_not_checked(_: Situation, given: Arguments) -> str:
    """G-02: three checks show that it is the insured person who is advised."""
    if given.get("outcome") not in ADVISED:
        return ""
    missing = [title for name, title in CHECKS.items() if name not in given.get("checked", ())]
    return f"给出建议前须核对被保险人：还差{'、'.join(missing)}" if missing else ""


def sign_left_open(_: Situation, given: Arguments) -> str:
    """PD-01: words of an emergency come first: told to call 120, or no emergency for a stated reason."""
    flagged = given.get("flagged", ())
    if not flagged or given.get("told_120") or str(given.get("not_emergency") or "").strip():
        return ""
    return f"急症信号（{'、'.join(flagged)}）还没有处理：告知拨打 120，或写明不是急症的理由"


def notice_not_told(_: Situation, given: Arguments) -> str:
    """PD-05: the notice is told in the call and kept with it; nobody can be told in a call that broke off."""
    if given.get("notice_told") or given.get("outcome") == "invalid":
        return ""
    return "还没有口头告知：仅供参考，不作诊断和治疗，请到医疗机构就诊"
