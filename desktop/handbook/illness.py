"""The review checklists: is it a critical illness of the plan (GC-02), is it a malignant tumour of the plan (MD-01)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from desktop.handbook.illness_list import ILLNESSES, MILD_NAMES, SEVERE_NAMES
from desktop.handbook.vocabulary import Plan

Diagnosis = Mapping[str, Any]

_ROMAN = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV"})
_SEVERE_CANCER, _MILD_CANCER = SEVERE_NAMES[0], MILD_NAMES[0]
_BRAIN_TUMOUR = "严重非恶性颅内肿瘤"


class Checklist(NamedTuple):
    """What a review found: `misfits` speak against the illness, `missing` names fields that were not shown."""

    misfits: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Nothing speaks against it and nothing is missing."""
        return not self.misfits and not self.missing


class _Line(NamedTuple):
    text: str
    missing: bool = False
    mild: bool = False


def check_malignancy(diagnosis: Diagnosis, plan: Plan) -> Checklist:
    """MD-01: pathology, ICD-10, ICD-O-3 behaviour 3/6/9 and the exclusions of 恶性肿瘤——重度.

    Keys of the diagnosis: name, icd10, icdo3, pathology, stage, tnm, binet, net_grade, metastasis; all optional.
    Where ICD-10 and ICD-O-3 disagree, ICD-O-3 decides. Mild forms count when the plan says so.
    """
    lines = [*_behaviour(diagnosis), *_pathology(diagnosis), *_exclusions(diagnosis)]
    if _same(diagnosis.get("name"), _MILD_CANCER):
        lines.append(_Line("计划约定的范围不含恶性肿瘤——轻度", mild=True))
    lines = [line for line in lines if not (line.mild and plan.mild_counts)]
    return _checklist(lines)


def check_critical(diagnosis: Diagnosis, plan: Plan, *, suspected: bool) -> Checklist:
    """GC-02: on the plan's illness list, and no exclusion of the definition speaks against it.

    A suspected illness needs no pathology yet; what is missing never speaks against it.
    """
    if not is_listed(diagnosis, plan):
        return Checklist((f"「{diagnosis.get('name') or diagnosis.get('icd10')}」不在计划的重疾名单内",), ())
    if not is_cancer(diagnosis):
        return Checklist((), ())
    found = check_malignancy(diagnosis, plan)
    misfits = tuple(text for text in found.misfits if not (suspected and text.startswith("无组织病理")))
    return Checklist(misfits, found.missing)


def _checklist(lines: list[_Line]) -> Checklist:
    return Checklist(
        tuple(line.text for line in lines if not line.missing),
        tuple(line.text for line in lines if line.missing),
    )


def _same(one: object, other: str) -> bool:
    plain = re.compile(r"[—\-–\s]")
    return plain.sub("", str(one or "")) == plain.sub("", other)


def is_listed(diagnosis: Diagnosis, plan: Plan) -> bool:
    """GC-02: whether the illness is on the plan's list, by name or by an ICD-10 range of one that is."""
    names = plan.illnesses or (SEVERE_NAMES + MILD_NAMES if plan.mild_counts else SEVERE_NAMES)
    name, code = diagnosis.get("name"), str(diagnosis.get("icd10") or "").upper()
    if any(_same(name, known) for known in names):
        return True
    if any(_same(name, known) for known in MILD_NAMES):
        return False
    return bool(code) and any(entry.covers(code) for entry in ILLNESSES if entry.name in names)


def is_cancer(diagnosis: Diagnosis) -> bool:
    """Whether it is judged as a malignancy: by its ICD-10 code, or by its name when there is none."""
    name = diagnosis.get("name")
    if _same(name, _BRAIN_TUMOUR):
        return False
    code = str(diagnosis.get("icd10") or "").upper()
    return code.startswith("C") or any(_same(name, cancer) for cancer in (_SEVERE_CANCER, _MILD_CANCER))


def _behaviour(diagnosis: Diagnosis) -> Iterator[_Line]:
    code = diagnosis.get("icdo3")
    if code is None:
        yield _Line("ICD-O-3 行为码", missing=True)
    elif str(code).lstrip("/") not in ("3", "6", "9"):
        yield _Line(f"ICD-O-3 行为码 /{str(code).lstrip('/')} 不属于恶性（须为 /3、/6 或 /9）")
    if not diagnosis.get("icd10"):
        yield _Line("ICD-10 编码", missing=True)


def _pathology(diagnosis: Diagnosis) -> Iterator[_Line]:
    shown = diagnosis.get("pathology")
    if shown is None:
        yield _Line("组织病理学检查", missing=True)
    elif shown is not True:
        yield _Line("无组织病理学检查的明确诊断")


def _exclusions(diagnosis: Diagnosis) -> Iterator[_Line]:
    code = str(diagnosis.get("icd10") or "").upper()
    for prefix, rule in _BY_SITE:
        if code.startswith(prefix):
            yield from rule(diagnosis)
    if diagnosis.get("net_grade") or "神经内分泌" in str(diagnosis.get("name") or "") or code.startswith("C7A"):
        yield from _neuroendocrine(diagnosis)


def _thyroid(diagnosis: Diagnosis) -> Iterator[_Line]:
    yield from _stage_one(diagnosis, "TNM 分期", "TNM 分期Ⅰ期或更轻的甲状腺癌")


def _hodgkin(diagnosis: Diagnosis) -> Iterator[_Line]:
    yield from _stage_one(diagnosis, "Ann Arbor 分期", "相当于 Ann Arbor Ⅰ期的何杰金氏病")


def _stage_one(diagnosis: Diagnosis, field: str, exclusion: str) -> Iterator[_Line]:
    stage = stage_group(diagnosis.get("stage"))
    if not stage:
        yield _Line(field, missing=True)
    elif stage in ("0", "I"):
        yield _Line(exclusion, mild=True)


def _prostate(diagnosis: Diagnosis) -> Iterator[_Line]:
    tnm = str(diagnosis.get("tnm") or "").upper().replace(" ", "")
    advanced = diagnosis.get("metastasis") is True or stage_group(diagnosis.get("stage")) in ("III", "IV")
    if tnm:
        if re.fullmatch(r"[CPY]*T(0|1|IS)[ABC]?N0[CPY]*M0", tnm):
            yield _Line("TNM 分期 T1N0M0 或更轻的前列腺癌", mild=True)
    elif not advanced:
        yield _Line("TNM 分期（T、N、M）", missing=True)


def _skin(diagnosis: Diagnosis) -> Iterator[_Line]:
    spread = diagnosis.get("metastasis")
    if spread is None:
        yield _Line("有无淋巴结和远处转移", missing=True)
    elif not spread:
        yield _Line("黑色素瘤以外未转移的皮肤恶性肿瘤", mild=True)


def _leukaemia(diagnosis: Diagnosis) -> Iterator[_Line]:
    binet = str(diagnosis.get("binet") or "").upper()
    if not binet:
        yield _Line("Binet 分期", missing=True)
    elif binet == "A":
        yield _Line("相当于 Binet A 期的慢性淋巴细胞白血病", mild=True)


def _neuroendocrine(diagnosis: Diagnosis) -> Iterator[_Line]:
    grade = str(diagnosis.get("net_grade") or "").upper()
    spread = diagnosis.get("metastasis")
    if not grade:
        yield _Line("神经内分泌肿瘤 WHO 分级", missing=True)
    elif grade == "G1" and spread is None:
        yield _Line("有无淋巴结和远处转移", missing=True)
    elif grade == "G1" and not spread:
        yield _Line("未转移且 WHO 分级 G1 的神经内分泌肿瘤", mild=True)


_BY_SITE = (("C73", _thyroid), ("C81", _hodgkin), ("C61", _prostate), ("C44", _skin), ("C91.1", _leukaemia))


def stage_group(stage: object) -> str:
    """`Ⅱ期`, `IIA`, `ii` as `II`; '0' to 'IV', or '' when not given or not readable."""
    text = str(stage or "").upper().translate(_ROMAN).replace("期", "").strip()
    found = re.match(r"(IV|III|II|I|0)", text)
    return found.group(1) if found else {"1": "I", "2": "II", "3": "III", "4": "IV"}.get(text[:1], "")
