"""Texts prepared for the customer: the outcome of a review, and the request to call back; they name no illness.

Whoever reads the phone may not be the customer: a text message says what to do, never what the customer has.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.rulebook.green_channel import COSTS, to_you
from desktop.handbook.vocabulary import ITEM_TITLES, Item

LOST_CONTACT = (
    "您好，健康管家多次致电未能接通。请您在方便时回电，"
    "或在原申请入口留言告知可接听的时间，以便继续为您安排服务。"
)
_ILLNESS_WORDS = (
    "癌", "瘤", "病理", "ICD", "TNM", "Binet", "Ann Arbor", "转移", "行为码", "分期", "透析", "移植", "确诊", "疑似",
    *(illness.name for illness in ILLNESSES),
)  # fmt: skip


_PLAIN_WORDS = (
    (("TNM", "分期", "Binet", "转移", "分级"), "写明检查结论的出院小结或检查报告"),
    (("病理",), "诊断所依据的检查报告"),
    (("ICD", "行为码"), "写有诊断编码的病历首页或诊断证明"),
    (("确诊日期",), "写明诊断日期的诊断证明"),
    (("证明「",), "合同该项条件要求的证明材料"),
)  # fmt: skip
"""What the customer is asked for in place of a material whose name tells the illness, by the words in that name."""


def names_illness(words: str) -> bool:
    """Whether a text lets an illness be guessed."""
    return any(word in words for word in _ILLNESS_WORDS)


def plain_materials(missing: Sequence[str]) -> tuple[str, ...]:
    """Every wanted material by a name that lets no illness be guessed, each once; "" for one that has no such name."""
    return tuple(dict.fromkeys(one if not names_illness(one) else _plainly(one) for one in missing))


def _plainly(material: str) -> str:
    return next((plain for marks, plain in _PLAIN_WORDS if any(mark in material for mark in marks)), "")


def review_text(item: Item, outcome: str, missing: Sequence[str], told: str) -> str:
    """What the customer is told about a review; every wanted material is named, without naming the illness.

    `told` are the words for the customer beside a refusal; the desk's own reason is no part of the text.
    """
    title = ITEM_TITLES[item]
    if outcome == "more_material":
        return f"您好，您申请的{title}还需补充材料：{_wanted(missing)}请在原申请入口上传，健康管家收到后继续审核。"
    if outcome == "refused":
        why = told.strip().rstrip("。")
        because = f"：{why}" if why and not names_illness(why) else ""
        return f"您好，您申请的{title}经审核不在服务范围内{because}。预留的次数已退回，如有疑问请联系健康管家。"
    return f"您好，您申请的{title}已通过审核，健康管家将致电与您沟通就诊安排。{to_you(COSTS)}。"


def _wanted(missing: Sequence[str]) -> str:
    named = plain_materials(missing)
    parts = [f"{number}. {one}" for number, one in enumerate(filter(None, named), 1)]
    if "" in named:
        parts.append("其余健康管家来电说明")
    return f"{'；'.join(parts)}。"
