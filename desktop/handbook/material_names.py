"""Which entry of a checklist a paper is, guessed from the name of its file; what cannot be guessed is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.handbook.consultation_materials import EVERY
from desktop.handbook.nodule_materials import MATERIAL_TITLES
from desktop.handbook.vocabulary import Item

_SCANS = r"CT|MRI?\b|磁共振|PET|超声|B超|彩超|钼靶|X线|骨扫描|影像"
_CONSULTATION = (
    ("id", r"身份证|户口|护照"), ("policy_no", r"保单|保险合同"), ("consent", r"同意书|授权"), ("summary", r"出院"),
    ("operation", r"手术"), ("genes", r"基因|NGS|突变"), ("slides", r"切片|白片|蜡块"),
    ("pathology", r"病理|免疫组化|活检|穿刺"), ("treatment", r"化疗|放疗|靶向|治疗记录"), ("drugs", r"用药|处方|药单"),
    ("allergies", r"过敏"), ("questions", r"问题清单"), ("imaging_report", rf"({_SCANS})"),
    ("recent_labs", r"化验|检验|血常规|生化|标志物|肝功|肾功|凝血"), ("records", r"病历|门诊|急诊|住院"),
)  # fmt: skip
_READING = (
    ("id", r"身份证|户口|护照"), ("diagnosis", r"诊断证明|诊断书"), ("ultrasound_report", r"超声.*报告|B超.*单"),
    ("report", r"报告|检查单"), ("images", rf"胶片|光盘|({_SCANS})"),
)  # fmt: skip
_BY_ITEM: Mapping[Item, tuple[tuple[str, str], ...]] = {Item.MD: _CONSULTATION, Item.ND: _READING}
SLICES: Mapping[Item, str] = {Item.MD: "dicom", Item.ND: "images"}
"""What the slices of a disc are."""


def guess_material(item: Item, name: str, media: str = "") -> str:
    """The key of the checklist's entry, `pathology` for 病理.pdf; "" where the name does not tell."""
    if media == "dicom" and item in SLICES:
        return SLICES[item]
    plain = re.sub(r"\.[^.]{1,5}$", "", name)
    return next((key for key, words in _BY_ITEM.get(item, ()) if re.search(words, plain, re.IGNORECASE)), "")


def has_materials(item: Item) -> bool:
    """Whether files of such a case belong to entries of a checklist."""
    return item in SLICES


def material_title(key: str) -> str:
    """How an entry is called; "" for a key of no checklist."""
    return EVERY[key].title if key in EVERY else MATERIAL_TITLES.get(key, "")
