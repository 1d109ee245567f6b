"""Which departments fit an illness: the desk's own suggestion for the talk before booking (GC-03), no rule of the book.

Source: the desk's experience with hospitals' catalogues of departments (诊疗科目名录, 1994); to be changed freely.
A department that is not among them is flagged and talked about; the customer's wish decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SOURCE = "本台建议，不是手册或条款的内容"

_BY_CODE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("C50", ("乳腺外科", "肿瘤科")),
    ("C73", ("甲状腺外科", "头颈外科", "普外科", "内分泌科")),
    ("C33-C34", ("胸外科", "呼吸内科", "肿瘤科")),
    ("C37-C39", ("胸外科", "肿瘤科")),
    ("C15", ("胸外科", "食管外科", "消化内科", "肿瘤科")),
    ("C16", ("胃外科", "胃肠外科", "普外科", "消化内科", "肿瘤科")),
    ("C17-C21", ("结直肠外科", "胃肠外科", "普外科", "消化内科", "肿瘤科")),
    ("C22", ("肝外科", "肝胆外科", "肝胆胰外科", "普外科", "肿瘤科")),
    ("C23-C25", ("胰腺外科", "肝胆胰外科", "肝胆外科", "普外科", "肿瘤科")),
    ("C43-C44", ("皮肤科", "皮肤肿瘤外科", "肿瘤科")),
    ("C40-C41", ("骨肿瘤科", "骨科", "肿瘤科")),
    ("C45-C49", ("骨软组织外科", "肿瘤科", "普外科")),
    ("C51-C58", ("妇科肿瘤科", "妇科", "妇产科", "肿瘤科")),
    ("C60-C68", ("泌尿外科", "肿瘤科")),
    ("C69", ("眼科", "肿瘤科")),
    ("C70-C72", ("神经外科", "肿瘤科")),
    ("C00-C14", ("头颈外科", "口腔颌面外科", "耳鼻咽喉科", "肿瘤科")),
    ("C30-C32", ("头颈外科", "耳鼻咽喉科", "肿瘤科")),
    ("C81-C96", ("血液科", "血液内科", "肿瘤科")),
    ("C", ("肿瘤科", "肿瘤内科", "肿瘤外科")),
    ("D32-D33", ("神经外科",)),
    ("D42-D43", ("神经外科",)),
    ("D60-D61", ("血液科", "血液内科")),
    ("I20-I25", ("心内科", "心脏外科", "心血管外科", "心血管内科")),
    ("I05-I08", ("心脏外科", "心血管外科", "心内科")),
    ("I34-I39", ("心脏外科", "心血管外科", "心内科")),
    ("I27", ("心内科", "呼吸内科", "心血管内科")),
    ("I60-I69", ("神经内科", "神经外科", "康复科")),
    ("I71", ("血管外科", "心脏外科", "心血管外科")),
    ("Q25", ("血管外科", "心脏外科", "心血管外科")),
    ("N18", ("肾内科",)),
    ("B15-B19", ("感染科", "肝病科", "消化内科")),
    ("K70-K77", ("肝病科", "消化内科", "感染科")),
    ("K50-K51", ("消化内科", "胃肠外科")),
    ("G00-G09", ("神经内科", "感染科")),
    ("A80-A89", ("神经内科", "感染科")),
    ("G12", ("神经内科",)),
    ("G20", ("神经内科", "神经外科")),
    ("G30", ("神经内科", "老年医学科")),
    ("F00", ("神经内科", "老年医学科")),
    ("G81-G83", ("神经内科", "康复科", "骨科")),
    ("Z94", ("器官移植科", "肝外科", "肾内科", "血液科")),
    ("Z89", ("骨科", "康复科")),
    ("R40", ("重症医学科", "神经内科", "神经外科")),
    ("R47", ("神经内科", "耳鼻咽喉科")),
    ("H54", ("眼科",)),
    ("H90-H91", ("耳鼻咽喉科",)),
    ("J96", ("呼吸内科",)),
    ("S06", ("神经外科", "康复科")),
    ("T90", ("神经外科", "康复科")),
    ("T20-T32", ("烧伤科", "整形外科")),
    ("S48-S88", ("骨科", "手足外科")),
)  # fmt: skip
_BY_WORD: tuple[tuple[str, str], ...] = (
    ("乳腺", "C50"), ("甲状腺", "C73"), ("肺", "C34"), ("食管", "C15"), ("胃", "C16"),
    ("结肠", "C18"), ("直肠", "C20"), ("肠癌", "C18"), ("肝癌", "C22"), ("肝细胞", "C22"),
    ("胆", "C23"), ("胰", "C25"), ("黑色素", "C43"), ("皮肤", "C44"), ("骨肉瘤", "C40"),
    ("卵巢", "C56"), ("宫颈", "C53"), ("子宫", "C54"), ("前列腺", "C61"), ("肾癌", "C64"),
    ("膀胱", "C67"), ("脑胶质", "C71"), ("鼻咽", "C11"), ("喉癌", "C32"), ("淋巴瘤", "C85"),
    ("白血病", "C91"), ("骨髓瘤", "C90"), ("颅内肿瘤", "D33"), ("再生障碍", "D61"), ("心肌梗死", "I21"),
    ("冠状动脉", "I25"), ("瓣膜", "I34"), ("肺动脉高压", "I27"), ("脑中风", "I64"), ("主动脉", "I71"),
    ("肾衰竭", "N18"), ("肝炎", "B19"), ("肝衰竭", "K72"), ("克罗恩", "K50"), ("结肠炎", "K51"),
    ("脑炎", "G04"), ("脑膜炎", "G00"), ("运动神经元", "G12"), ("帕金森", "G20"), ("阿尔茨海默", "G30"),
    ("瘫痪", "G82"), ("昏迷", "R40"), ("语言能力", "R47"), ("失明", "H54"), ("失聪", "H90"),
    ("呼吸衰竭", "J96"), ("脑损伤", "S06"), ("烧伤", "T29"), ("肢体缺失", "S88"), ("肿瘤", "C"),
    ("癌", "C"),
)  # fmt: skip


def code_of(illness: Mapping[str, Any], complaint: str = "") -> str:
    """The ICD-10 code of a diagnosis, or one guessed from the words of its name or of the complaint; '' for none."""
    code = str(illness.get("icd10") or "").upper()
    if code:
        return code
    for words in (complaint, str(illness.get("name") or "")):
        found = [pair for pair in _BY_WORD if pair[0] in words]
        if found:
            return max(found, key=lambda pair: len(pair[0]))[1]
    return ""


def advised(illness: Mapping[str, Any], complaint: str = "") -> tuple[str, ...]:
    """The departments that fit, the usual one first; empty when nothing is known of the illness."""
    code = code_of(illness, complaint)
    return next((names for span, names in _BY_CODE if code and _within(code, span)), ())


def fits(department: str, names: tuple[str, ...]) -> bool:
    """Whether a department is one of the names or a ward of one (`乳腺外科二病区`); an unknown illness fits any."""
    return not names or not department or any(name in department or department in name for name in names)


def _within(code: str, span: str) -> bool:
    first, _, last = span.partition("-")
    return first <= code[: len(first)] <= (last or first)
