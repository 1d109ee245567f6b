"""What an MDT consultation needs to see, by tumour: one checklist of papers, images and specimens (MD-02, MD-10).

The lists are what consultation desks ask for; a medical adviser changes them here. `counts_as` ties an entry to the
needed set that tells who holds the ball (ID document, proof of diagnosis, images).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

PROBLEMS: Mapping[str, str] = {
    "blurred": "模糊", "missing_pages": "缺页", "other_person": "非本人", "outdated": "过期", "unreadable": "不可读",
}  # fmt: skip
"""What can be wrong with a paper, in the order of the keys 1 to 5."""

STATES: Mapping[str, str] = {"received": "已收", "asked": "已通知补", "not_provided": "资料未提供"}
FORMS: Mapping[str, str] = {"original": "原件", "copy": "复印件", "electronic": "电子"}
NEEDS: Mapping[str, str] = {"required": "必需", "conditional": "有则必需", "optional": "参考"}


class Wanted(NamedTuple):
    """One entry of the checklist; `need` is a key of NEEDS, `back` whether an original of it goes back (MD-10)."""

    key: str
    title: str
    group: str
    need: str = "required"
    counts_as: str = ""
    back: bool = False
    hint: str = ""


class Tumour(NamedTuple):
    """A group of tumours, the ICD-10 categories it holds, and what is asked for beyond the common list."""

    key: str
    title: str
    icd10: tuple[tuple[int, int], ...]
    imaging: tuple[tuple[str, str], ...]
    pathology: tuple[tuple[str, str], ...]
    laboratory: tuple[tuple[str, str], ...]


_COMMON = (
    Wanted("id", "身份证正反面", "通用", counts_as="id"),
    Wanted("policy_no", "保单号", "通用"),
    Wanted("consent", "授权与知情同意书", "通用", hint="含敏感个人信息单独同意"),
    Wanted("records", "门急诊或住院病历", "通用"),
    Wanted("summary", "出院小结", "通用", "conditional"),
    Wanted("operation", "手术记录", "通用", "conditional", hint="做过手术的"),
    Wanted("treatment", "治疗记录", "通用", "conditional", hint="化疗、放疗、靶向、免疫的周期与剂量"),
    Wanted("drugs", "用药单", "通用", "optional"),
    Wanted("allergies", "过敏史", "通用", "optional"),
    Wanted("questions", "客户问题清单", "通用"),
)
_COMMON_IMAGING = (
    Wanted("imaging_report", "影像报告", "影像"),
    Wanted("dicom", "影像 DICOM 光盘或云影像", "影像", counts_as="images", back=True, hint="不是胶片的手机照片"),
)
_COMMON_PATHOLOGY = (
    Wanted("pathology", "病理报告（含免疫组化）", "病理 / 分子", counts_as="diagnosis"),
    Wanted("slides", "病理切片、蜡块或白片", "病理 / 分子", "conditional", back=True, hint="常要白片 10–15 张"),
    Wanted("genes", "基因检测原报告", "病理 / 分子", "conditional"),
)
_COMMON_LABORATORY = (Wanted("recent_labs", "近 1 个月化验", "化验"),)

TUMOURS: tuple[Tumour, ...] = (
    Tumour("lung", "肺", ((330, 349),),
           (("chest_ct", "胸部薄层增强 CT"), ("brain_mri", "脑 MRI"), ("pet_bone", "PET-CT 或骨扫描"),
            ("abdomen", "腹部影像")),
           (("nsclc_genes", "EGFR·ALK·ROS1·BRAF·KRAS·MET·RET·HER2·NTRK"), ("pdl1", "PD-L1")),
           (("lung_markers", "CEA·NSE·CYFRA21-1·ProGRP"), ("lung_function", "肺功能"), ("bronchoscopy", "支气管镜"))),
    Tumour("breast", "乳腺", ((500, 509),),
           (("breast_imaging", "乳腺超声、钼靶、MRI"), ("chest_abdomen_ct", "胸腹 CT"), ("bone_scan", "骨扫描")),
           (("receptors", "ER·PR·HER2（FISH）·Ki-67"), ("brca", "BRCA")),
           (("ca153", "CA15-3"), ("lvef", "LVEF"))),
    Tumour("thyroid", "甲状腺", ((730, 739),),
           (("neck_ultrasound", "颈部超声（淋巴结）"), ("neck_ct", "颈部 CT"), ("iodine_scan", "¹³¹I 扫描")),
           (("fna", "FNA Bethesda"), ("thyroid_genes", "BRAF V600E·TERT·RET")),
           (("thyroid_labs", "TSH·Tg·TgAb·降钙素·CEA"),)),
    Tumour("stomach", "胃 / 食管", ((150, 169),),
           (("gastroscopy", "胃镜"), ("eus", "EUS"), ("upper_ct", "增强 CT"), ("pet_ct", "PET-CT")),
           (("stomach_molecular", "HER2·MMR/MSI·EBER·PD-L1 CPS"),),
           (("gi_markers", "CEA·CA19-9·CA72-4"), ("nutrition", "营养评估"))),
    Tumour("colorectal", "结直肠", ((180, 219),),
           (("colonoscopy", "肠镜"), ("pelvic_mri", "盆腔 MRI（直肠）"), ("trunk_ct", "胸腹盆 CT")),
           (("colon_molecular", "RAS·BRAF·MMR/MSI·HER2"),),
           (("colon_markers", "CEA·CA19-9"),)),
    Tumour("liver", "肝 / 胆 / 胰", ((220, 259),),
           (("liver_imaging", "肝动态增强 CT 或 MRI（普美显）"), ("mrcp", "MRCP"), ("liver_eus", "EUS")),
           (("liver_diagnosis", "病理或影像诊断依据"), ("pancreas_genes", "胰：BRCA·KRAS")),
           (("afp", "AFP·PIVKA-II·CA19-9"), ("hepatitis", "乙肝 / 丙肝·HBV-DNA"), ("child_pugh", "Child-Pugh"))),
    Tumour("gynaecology", "妇科", ((510, 589),),
           (("gyn_mri", "盆腔 MRI"), ("gyn_ct", "胸腹 CT")),
           (("hpv", "HPV"), ("endometrium", "p53·MMR·POLE（内膜）"), ("ovary", "BRCA·HRD（卵巢）")),
           (("gyn_markers", "CA125·HE4·SCC"),)),
    Tumour("urology", "前列腺 / 泌尿", ((600, 689),),
           (("mpmri", "mpMRI"), ("psma", "骨扫描或 PSMA-PET"), ("ctu", "CTU")),
           (("gleason", "Gleason / ISUP"), ("fgfr3", "尿路 FGFR3")),
           (("psa", "PSA（全部历史）"), ("kidney", "肾功能"))),
    Tumour("blood", "淋巴 / 血液", ((810, 969),),
           (("blood_pet", "PET-CT"),),
           (("marrow", "骨髓四项（形态 / 流式 / 染色体 / 分子）"), ("ihc_fish", "IHC·FISH")),
           (("ldh", "LDH·β2-MG"),)),
    Tumour("head", "脑 / 头颈 / 骨软", ((0, 149), (300, 329), (400, 419), (470, 479), (490, 499), (690, 729)),
           (("head_mri", "MRI 平扫＋增强（＋灌注 / 波谱）"),),
           (("glioma", "IDH·MGMT·1p/19q"), ("head_viruses", "HPV / p16·EBV-DNA")),
           ()),
)  # fmt: skip
_BY_KEY = {tumour.key: tumour for tumour in TUMOURS}
_CATEGORY = re.compile(r"C(\d\d)(?:\.?(\d))?")


def tumour_of(icd10: str) -> str:
    """The key of the tumour group an ICD-10 code belongs to (`C22.0` → liver), '' when the code tells none."""
    found = _CATEGORY.match(icd10.strip().upper())
    if found is None:
        return ""
    place = int(found[1]) * 10 + int(found[2] or 0)
    return next((one.key for one in TUMOURS if any(low <= place <= high for low, high in one.icd10)), "")


def wanted(tumour: str) -> tuple[Wanted, ...]:
    """The checklist of a tumour group in the order of the desk; the common list alone for an unknown group."""
    special = _BY_KEY.get(tumour)
    if special is None:
        return (*_COMMON, *_COMMON_IMAGING, *_COMMON_PATHOLOGY, *_COMMON_LABORATORY)
    return (
        *_COMMON,
        *_COMMON_IMAGING, *_special(special.imaging, "影像"),
        *_COMMON_PATHOLOGY, *_special(special.pathology, "病理 / 分子"),
        *_COMMON_LABORATORY, *_special(special.laboratory, "化验"),
    )  # fmt: skip


def _special(entries: tuple[tuple[str, str], ...], group: str) -> tuple[Wanted, ...]:
    return tuple(Wanted(key, title, group, "conditional") for key, title in entries)


EVERY: Mapping[str, Wanted] = {
    one.key: one for key in ("", *_BY_KEY) for one in wanted(key)
}  # fmt: skip


def counted(checked: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Which of the needed set (id, diagnosis, images) the checked entries bring: received and without a problem."""
    return frozenset(
        EVERY[key].counts_as for key, details in checked.items()
        if key in EVERY and EVERY[key].counts_as and is_fine(details)
    )  # fmt: skip


def is_fine(details: Mapping[str, Any]) -> bool:
    """Received, and nothing wrong with it."""
    return details.get("state") == "received" and not details.get("problem")
