"""After the service: the satisfaction call-back and the complaints, as tasks of a case.

The rulebook asks for nothing here but that they never block closing (D-08); levels, words and spans are the desk's own
procedure: the customer is called back on the first to third working day after the service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from desktop.handbook.breaches import unexplained
from desktop.handbook.deskhours import due
from desktop.handbook.facts import Facts
from desktop.handbook.situation import Office
from desktop.handbook.vocabulary import ClockReading, Item, Task

LEVELS: Mapping[str, str] = {"5": "非常满意", "4": "满意", "3": "一般", "2": "不满意", "1": "很不满意"}
NOT_REACHED: Mapping[str, str] = {
    "no_answer": "多次未接", "invalid": "空号或停机", "unwilling": "客户不愿接受回访", "unwell": "客户身体不便",
    "other": "其他",
}  # fmt: skip
CATEGORIES: Mapping[str, str] = {
    "attitude": "服务态度", "delay": "时效", "resource": "医院与专家资源", "escort": "陪诊", "information": "信息有误",
    "report": "报告与意见", "fee": "费用", "privacy": "个人信息", "other": "其他",
}  # fmt: skip
RESULTS: Mapping[str, str] = {
    "upheld": "成立", "partly": "部分成立", "unfounded": "不成立", "withdrawn": "客户撤诉",
}  # fmt: skip

CALL_BACK_DAYS = 3
COMPLAINT_DAYS = 3
"""Within so many working days the customer is called back, and a complaint is usually settled."""

_STEPS: Mapping[str, str] = {"complaint": "处理投诉", "breach_cause": "补超时原因", "survey": "满意度回访"}
_DELIVERED: Mapping[Item, str] = {
    Item.OC: "answered_at", Item.PD: "taken_at", Item.OUTPATIENT: "served_at", Item.INPATIENT: "discharged_at",
    Item.VISIT: "visit_done_at", Item.MD: "guided_at", Item.ND: "posted_at",
}  # fmt: skip


def delivered_at(facts: Facts) -> datetime | None:
    """When the service itself was done, so that the customer can be asked about it; None before."""
    moment: datetime | None = getattr(facts, _DELIVERED[facts.item])
    return moment


def to_call_back(facts: Facts) -> bool:
    """Whether a call-back is waited for; questions and calls are asked about only where somebody wants to."""
    return facts.item.limited and facts.over_at is None and facts.survey is None and delivered_at(facts) is not None


def tasks(facts: Facts, office: Office) -> list[Task]:
    """The call-back, which ends with the case (D-08), and every open complaint, which does not."""
    found = [_survey_task(facts, office)] if to_call_back(facts) or (facts.survey and facts.item.limited) else []
    found += [
        Task("complaint", f"处理投诉 {one.number}（{one.responsible}）", one.due_on, office.hours.closing(one.due_on),
             False, "D-08")
        for one in facts.open_complaints
    ]  # fmt: skip
    return found


def follow_ups(facts: Facts, readings: Iterable[ClockReading]) -> str:
    """The names of the tasks that wait beyond the service, most pressing first; they do not hang on the hour."""
    waits = {"complaint": facts.open_complaints, "breach_cause": unexplained(facts, readings),
             "survey": to_call_back(facts)}  # fmt: skip
    return " ".join(name for name, waiting in waits.items() if waiting)


def follow_up_words(names: str) -> str:
    """The first of them as a next step; "" when nothing waits."""
    return _STEPS.get(names.partition(" ")[0], "")


def _survey_task(facts: Facts, office: Office) -> Task:
    done = delivered_at(facts)
    if done is None:
        return Task("survey", "满意度回访", None, None, True, "D-08")
    day = office.calendar.next(done.date())
    before = due(done, CALL_BACK_DAYS, office.calendar, office.hours)
    return Task("survey", "满意度回访", day, before, facts.survey is not None, "D-08")
