"""Whether a finished case is settled with the carrier, and why not.

What counts is the service, not its time: an exempt or a late one is settled like any other. One whose right was used
(GC-14, ND-08, G-08) is settled also when the customer did not come (D-10); one whose right was given back is not.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.handbook.aftercare import delivered_at
from desktop.handbook.facts import Facts
from desktop.handbook.progress import used
from desktop.handbook.vocabulary import Item


class Settlement(NamedTuple):
    """Billable or not, why in a few words, the rule it hangs on ("" for none), and when the service was rendered."""

    billable: bool
    reason: str
    rule: str = ""
    at: datetime | None = None


def settlement(facts: Facts) -> Settlement | None:
    """How a case is settled; None while it is still open and its service not done."""
    if facts.released and facts.closed_at:
        return Settlement(False, "医院或服务商未能安排，权益已退回", "GC-14")
    if facts.item is Item.PD and facts.invalid_call:
        return Settlement(False, "无效来电", "PD-01")
    done = delivered_at(facts)
    if done is not None:
        return Settlement(True, _remark(facts), "GC-17" if facts.exempt_reason else "", done)
    if facts.no_show_at is not None:
        return _no_show(facts, facts.no_show_at)
    if facts.over_at is None:
        return None
    if used(facts):
        return Settlement(True, "权益已用，视同服务已发生", _rule_of_use(facts), _used_at(facts))
    return _unserved(facts)


def _remark(facts: Facts) -> str:
    return "已服务（时效豁免，不影响结算）" if facts.exempt_reason else "已服务"


def _rule_of_use(facts: Facts) -> str:
    return {Item.ND: "ND-08", Item.MD: "G-08"}.get(facts.item, "GC-14")


def _used_at(facts: Facts) -> datetime | None:
    return facts.held_at if facts.item is Item.MD else facts.admitted_at or facts.locked_at


def _no_show(facts: Facts, at: datetime) -> Settlement:
    if used(facts):
        return Settlement(True, "客户未到，已用的权益不退", "D-10", at)
    return Settlement(False, "客户未到，服务尚未锁定", "D-10")


def _unserved(facts: Facts) -> Settlement:
    if facts.cancelled_at is not None:
        return Settlement(False, "已取消", "G-08")
    if facts.refused:
        return Settlement(False, "审核未通过", "MD-01" if facts.item is Item.MD else "GC-02")
    return Settlement(False, "未服务结案", "D-08")
