"""What the review's checklist proposes: 确诊, 疑似, 补材料 or 不符合, with what is missing (GC-02, MD-01).

The reviewer decides; the proposal is kept beside the decision. It asks the same checks that the rules ask, so that a
proposed outcome is never one that the rules refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop.handbook.illness import check_critical, check_malignancy, is_cancer, is_listed
from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.moments import spoken_date
from desktop.handbook.ranks import grade_rank
from desktop.handbook.vocabulary import Item, Plan, PolicyTerms

Findings = Mapping[str, Any]
OK, AGAINST, MISSING, ASK = "ok", "against", "missing", "ask"
CLAUSES = {"GC": "三（二）2", "MD": "四（二）2"}
PROOF = "二级及以上公立医院的诊断证明"
PATHOLOGY = "组织病理学检查报告"
_LOWEST = grade_rank("二级丙等")


class ReviewLine(NamedTuple):
    """One line of the checklist: state ok, against, missing, or ask (look at it, it decides nothing by itself)."""

    name: str
    title: str
    state: str
    detail: str


class Proposal(NamedTuple):
    """What is proposed, why, and what is missing; `outcome` is '' while no illness is named."""

    outcome: str
    clause: str
    reason: str
    missing: tuple[str, ...]
    lines: tuple[ReviewLine, ...]


def condition_of(illness: Findings) -> str:
    """The standard's condition of the named illness, '' for none or for an illness the standard does not know."""
    return next((known.condition for known in ILLNESSES if known.name == illness.get("name")), "")


def propose(
    item: Item, illness: Findings, findings: Findings, plan: Plan, policy: PolicyTerms, today: date | None = None
) -> Proposal:
    """The checklist of a review, line by line, and the outcome that follows from it.

    `illness` has the keys of `check_malignancy`; `findings` may have diagnosed_on (a date), hospital_grade (text),
    public (bool) and condition (bool: the illness's own condition is met).
    """
    clause = CLAUSES[item.service.value]
    if not illness.get("name") and not illness.get("icd10"):
        return Proposal("", clause, "先选病种", (), (ReviewLine("illness", "病种", MISSING, "还没有选病种"),))
    lines = tuple(_lines(item, illness, findings, plan, policy, today))
    against = [line.detail for line in lines if line.state == AGAINST]
    missing = tuple(line.detail for line in lines if line.state == MISSING)
    outcome, reason = _outcome(item, illness, findings, against, missing)
    return Proposal(outcome, clause, reason, missing, lines)


def _outcome(
    item: Item, illness: Findings, findings: Findings, against: list[str], missing: tuple[str, ...]
) -> tuple[str, str]:
    if against:
        return "refused", "；".join(against)
    unproven = illness.get("pathology") is False if is_cancer(illness) else findings.get("condition") is False
    if item is not Item.MD and unproven and PROOF not in missing:
        return "suspected", "有诊断证明，尚未满足确诊条件"
    if missing:
        return "more_material", f"还缺 {len(missing)} 项"
    return "confirmed", "逐项符合"


def _lines(
    item: Item, illness: Findings, findings: Findings, plan: Plan, policy: PolicyTerms, today: date | None
) -> Iterator[ReviewLine]:
    yield _listed(item, illness, plan)
    yield _diagnosed(findings, policy, today)
    yield _hospital(findings)
    cancer = item is Item.MD or is_cancer(illness)
    if cancer:
        yield _pathology(item, illness)
        yield from _cancer(item, illness, plan)
    elif condition := condition_of(illness):
        yield _condition(condition, findings)


def _listed(item: Item, illness: Findings, plan: Plan) -> ReviewLine:
    name = str(illness.get("name") or illness.get("icd10"))
    if item is Item.MD:
        title, fits, against = "恶性肿瘤范围", is_cancer(illness), f"「{name}」不是恶性肿瘤"
    else:
        title, fits, against = "重疾名单", is_listed(illness, plan), f"「{name}」不在计划的重疾名单内"
    return ReviewLine("illness", title, OK if fits else AGAINST, name if fits else against)


def _diagnosed(findings: Findings, policy: PolicyTerms, today: date | None) -> ReviewLine:
    day: date | None = findings.get("diagnosed_on")
    if day is None:
        return ReviewLine("diagnosed_on", "确诊日期", MISSING, "写明确诊日期的诊断证明")
    if today is not None and day > today:
        return ReviewLine("diagnosed_on", "确诊日期", MISSING, f"写明确诊日期的诊断证明（{spoken_date(day)} 还没有到）")
    told, since = spoken_date(day), spoken_date(policy.start)
    if day < policy.start:
        return ReviewLine("diagnosed_on", "确诊日期", AGAINST, f"{told} 确诊，早于保单生效日 {since}")
    return ReviewLine("diagnosed_on", "确诊日期", OK, f"{told}，保单 {since} 起；等待期请对照合同")


def _hospital(findings: Findings) -> ReviewLine:
    grade = str(findings.get("hospital_grade") or "")
    if not grade or findings.get("public") is None:
        return ReviewLine("hospital_grade", "诊断医院", MISSING, PROOF)
    fits = grade_rank(grade) >= _LOWEST and findings["public"] is True
    where = f"{grade}{'公立' if findings['public'] else '民营'}医院"
    return ReviewLine("hospital_grade", "诊断医院", OK, where) if fits else ReviewLine(
        "hospital_grade", "诊断医院", MISSING, PROOF
    )


def _pathology(item: Item, illness: Findings) -> ReviewLine:
    shown = illness.get("pathology")
    if shown is True:
        return ReviewLine("pathology", "组织病理学", OK, "有明确诊断")
    if shown is False and item is not Item.MD:
        return ReviewLine("pathology", "组织病理学", ASK, "无病理，只能按疑似受理")
    return ReviewLine("pathology", "组织病理学", MISSING, PATHOLOGY)


def _cancer(item: Item, illness: Findings, plan: Plan) -> Iterator[ReviewLine]:
    """ICD-10, ICD-O-3 and the fields an exclusion hangs on, judged by the same check the rule asks."""
    known = {**illness, "pathology": True}
    found = check_malignancy(known, plan) if item is Item.MD else check_critical(known, plan, suspected=False)
    code = illness.get("icd10")
    yield ReviewLine("icd10", "ICD-10", OK if code else MISSING, str(code or "ICD-10 编码"))
    if illness.get("icdo3") is not None and not any("行为码" in text for text in found.misfits):
        yield ReviewLine("icdo3", "ICD-O-3", OK, f"行为码 /{illness['icdo3']}")
    for text in found.misfits:
        if "不在计划的重疾名单内" not in text:
            yield ReviewLine("exclusion", "除外", AGAINST, text)
    for text in found.missing:
        if text != "ICD-10 编码":
            yield ReviewLine("icdo3" if "ICD-O-3" in text else "stage", _titled(text), MISSING, text)


def _titled(text: str) -> str:
    return "ICD-O-3" if "ICD-O-3" in text else "除外所系"


def _condition(condition: str, findings: Findings) -> ReviewLine:
    met = findings.get("condition")
    if met is None:
        return ReviewLine("condition", "条款条件", MISSING, f"证明「{condition}」的材料")
    return ReviewLine("condition", "条款条件", OK if met else ASK, condition if met else f"尚未满足：{condition}")
