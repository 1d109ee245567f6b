"""Texts prepared for the customer: the outcome of a review, and the request to call back; they name no illness.

Whoever reads the phone may not be the customer: a text message says what to do, never what the customer has.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.rulebook.green_channel import COSTS
from desktop.handbook.vocabulary import ITEM_TITLES, Item

LOST_CONTACT = (
    "您好，健康管家多次致电未能接通。请您在方便时回电，"
    "或在原申请入口留言告知可接听的时间，以便继续为您安排服务。"
)
_ILLNESS_WORDS = (
    "癌", "瘤", "病理", "ICD", "TNM", "Binet", "Ann Arbor", "转移", "行为码", "分期", "透析", "移植", "确诊", "疑似",
    *(illness.name for illness in ILLNESSES),
)  # fmt: skip


def names_illness(words: str) -> bool:
    """Whether a text lets an illness be guessed."""
    return any(word in words for word in _ILLNESS_WORDS)


def review_text(item: Item, outcome: str, missing: Sequence[str], reason: str) -> str:
    """What the customer is told about a review; wanted material that would name the illness is only counted."""
    title = ITEM_TITLES[item]
    if outcome == "more_material":
        return f"您好，您申请的{title}还需补充材料：{_wanted(missing)}请在原申请入口上传，健康管家收到后继续审核。"
    if outcome == "refused":
        why = reason.strip().rstrip("。")
        told = f"：{why}" if why and not names_illness(why) else ""
        return f"您好，您申请的{title}经审核不在服务范围内{told}。预留的次数已退回，如有疑问请联系健康管家。"
    return f"您好，您申请的{title}已通过审核，健康管家将致电与您沟通就诊安排。{COSTS}。"


def _wanted(missing: Sequence[str]) -> str:
    named = [one for one in missing if not names_illness(one)]
    hidden = len(missing) - len(named)
    parts = [f"{number}. {one}" for number, one in enumerate(named, 1)]
    if hidden:
        parts.append(f"{'另有' if named else '共'} {hidden} 项，详见申请入口内的清单")
    return f"{'；'.join(parts)}。"
