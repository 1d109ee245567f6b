"""The opinion of a multidisciplinary consultation, section by section from A to O (MD-07)."""

from __future__ import annotations

from desktop.handbook.documents.mdt_tables import EXPERT, IMAGING, LABS, MARKERS, PATHOLOGY, TREATMENTS
from desktop.handbook.documents.shared import (
    COVER,
    KEY_IMAGES,
    LACKING,
    MATERIALS,
    PERSON,
    REVIEWER,
    SEAL_IMAGE,
    SIGNATURE_IMAGE,
    SIGNED,
    SIGNED_ON,
    YEAR,
    handed_in,
    told,
)
from desktop.handbook.documents.vocabulary import NOT_PROVIDED, UNKNOWN, Field, Form, Given, Kind, Section, Source

STATEMENT = (
    "本意见依据客户提供的资料作出，专家未当面体检，资料有遗漏或病情变化时结论可能改变。"
    "意见供客户及主治医生参考，不替代医疗机构的诊断和治疗，具体方案以接诊医院为准。"
    "如出现急症或病情突然加重，请立即前往就近医院急诊。"
)
_UNSTAGED = Given("tnm", (UNKNOWN,))
_STAGING = (UNKNOWN, NOT_PROVIDED)

_PATIENT = (
    Field("height", "身高", Kind.DECIMAL, low=30, high=250, unit="cm"),
    Field("weight", "体重", Kind.DECIMAL, low=1, high=400, unit="kg"),
    Field("bmi", "BMI", Kind.DECIMAL, source=Source.SHOWN, unit="kg/m²"),
    Field("blood", "血型", Kind.CHOICE, choices=("A", "B", "AB", "O"), instead=(UNKNOWN,)),
)
_MEETING = (
    Field("mode", "会诊方式", Kind.CHOICE, required=True, choices=("线下", "视频", "书面")),
    Field("held_at", "会诊日期时间", Kind.MOMENT, required=True, source=Source.CASE),
    Field("held_until", "结束时间", Kind.MOMENT),
    Field("place", "地点 / 平台", required=True), Field("host", "主持人", required=True),
    Field("recorder", "记录人（健康管家）", required=True, source=Source.PREFILLED),
    Field("experts", "专家名单", Kind.TABLE, required=True, source=Source.CASE, key=("name", "hospital"), columns=(
        *EXPERT, Field("taking_part", "参加方式", Kind.CHOICE, required=True, choices=("线下", "视频", "书面")))),
    Field("disciplines", "会诊学科", Kind.TEXTS, source=Source.PREFILLED),
)  # fmt: skip
_REQUEST = (
    Field("questions", "会诊目的", Kind.TEXTS, required=True, source=Source.PREFILLED, least=1, most=5,
          typical=(30, 200), hint="1 至 5 个编号的问题"),
    Field("cause", "会诊原因", Kind.LONG, required=True, typical=(30, 200)),
    Field("type", "会诊类型", Kind.CHOICE, required=True,
          choices=("明确诊断", "制定治疗方案", "疗效不佳或进展", "复发或转移", "其他")),
)  # fmt: skip
_HISTORY = (
    handed_in("complaint", "主诉", Kind.SHORT, longest=20),
    handed_in("present", "现病史", hint="按时间先后", typical=(200, 500)),
    handed_in("past", "既往史"),
    handed_in("personal", "个人史、吸烟饮酒"),
    handed_in("marital", "婚育、月经史"),
    handed_in("family", "家族肿瘤史"),
    handed_in("allergy", "过敏史"),
    handed_in("medication", "目前用药"),
    handed_in("ecog", "体力状态 ECOG", Kind.WHOLE, low=0, high=4, unit="分"),
    Field("kps", "体力状态 KPS", Kind.WHOLE, low=0, high=100, unit="分"),
    Field("comorbidity", "合并症", Kind.LONG),
    Field("pain", "疼痛 NRS", Kind.WHOLE, low=0, high=10, unit="分"),
    Field("nutrition", "营养 NRS2002", Kind.WHOLE, low=0, high=7, unit="分"),
)
_DIAGNOSIS = (
    handed_in("clinical", "临床诊断"),
    handed_in("icd10", "ICD-10", Kind.SHORT, pattern=r"[A-Z]\d\d(\.\d{1,3})?([；、;, ]+[A-Z]\d\d(\.\d{1,3})?)*",
              example="C22.0，多个用「；」隔开"),
    handed_in("pathological", "病理诊断"),
    handed_in("icdo3", "ICD-O-3 形态", Kind.SHORT, pattern=r"\d{4}/[0-9]([；、;, ]+\d{4}/[0-9])*", example="8170/3"),
    handed_in("grade", "分化 / 分级", Kind.SHORT),
    Field("tnm", "TNM 分期", required=True, instead=_STAGING),
    Field("tnm_kind", "分期性质", Kind.CHOICE, required=True, unless=Given("tnm", _STAGING),
          choices=("c 临床", "p 病理", "y 治疗后")),
    Field("tnm_version", "分期版本", required=True, unless=Given("tnm", _STAGING), hint="如 AJCC 第 8 版"),
    Field("tnm_reason", "TNM 不详的理由", Kind.LONG, required=True, only_if=_UNSTAGED),
    Field("stage", "总分期", required=True, instead=_STAGING),
    handed_in("diagnosed_on", "确诊日期", Kind.DATE), handed_in("diagnosed_at", "确诊医院", Kind.SHORT),
    Field("markers", "分子 / 免疫组化", Kind.TABLE, instead=LACKING, columns=MARKERS),
)  # fmt: skip
_EXAMINED = (
    Field("imaging", "影像检查", Kind.TABLE, required=True, instead=LACKING, columns=IMAGING, typical=(100, 500)),
    Field("pathology", "病理检查", Kind.TABLE, required=True, instead=LACKING, columns=PATHOLOGY),
    Field("labs", "化验", Kind.TABLE, instead=LACKING, columns=LABS),
    KEY_IMAGES,
)
_OPINIONS = (
    Field("opinions", "各学科意见", Kind.PER_EXPERT, required=True, key=("name", "hospital"), columns=(
        *EXPERT[:3], Field("opinion", "意见", Kind.LONG, required=True, typical=(150, 400)),
        Field("basis", "依据", Kind.LONG, required=True, hint="指南与版本，或检查"))),
    Field("dissent", "分歧点与少数意见", Kind.LONG, typical=(0, 200)),
)  # fmt: skip
_CONCLUSION = (
    told("consensus", "诊断共识"), told("preferred", "推荐方案（首选）"), told("alternative", "备选方案"),
    Field("not_advised", "不推荐方案及理由", Kind.LONG, required=True, hint="写明不推荐什么、为什么；没有则写 无"),
    Field("answers", "逐条回答问题", Kind.ANSWERS, required=True), told("more_tests", "补充检查建议"),
    told("trials", "临床试验"), told("referral", "转诊建议"),
    Field("urgency", "紧急程度", Kind.CHOICE, required=True, choices=("常规", "较急", "紧急")),
    Field("urgency_note", "紧急程度说明", hint="如 两周内开始治疗"),
    Field("lead", "会诊结论", Kind.LONG, hint="首页的一句话；不写则用诊断共识与首选方案"),
    Field("next_step", "下一步", hint="首页的要点"),
    Field("path", "治疗路径", Kind.TABLE, most=6, columns=(
        Field("title", "步骤", required=True), Field("note", "说明"))),
)  # fmt: skip
_OUTLOOK = (
    Field("outlook", "疗效 / 预后说明", Kind.LONG, typical=(50, 150)),
    Field("risks", "主要风险", Kind.LONG, typical=(50, 150)),
    Field("wishes", "患者意愿", Kind.LONG),
)
_FOLLOW_UP = (
    Field("follow_up", "随访计划", Kind.TABLE, required=True, columns=(
        Field("when", "时间点", required=True), Field("item", "项目", required=True),
        Field("department", "科室", required=True), Field("purpose", "目的", required=True))),
)  # fmt: skip
_BASIS = (
    Field("guidelines", "指南与共识", Kind.TEXTS, pattern=YEAR, example="名称与年份，如《原发性肝癌诊疗指南》2024"),
)
_LIMITS = (
    Field("statement", "局限与声明", Kind.FIXED, required=True, text=STATEMENT, typical=(80, 150)),
    Field("emergency", "本例急症提示", Kind.LONG, hint="出现哪些情况请立即急诊"),
)
_SIGNING = (
    Field("signatures", "专家签名", Kind.PER_EXPERT, required=True, key=("name", "hospital"),
          columns=(*EXPERT[:3], SIGNED, SIGNED_ON, SIGNATURE_IMAGE)),
    REVIEWER,
    Field("seal", "服务商章", Kind.CHOICE, required=True, source=Source.PREFILLED, choices=("电子章", "纸质盖章")),
    SEAL_IMAGE, MATERIALS,
)  # fmt: skip

MDT = Form("mdt", "多学科会诊意见书", "MDT", "MD-07", (
    Section("A", "封面", COVER), Section("B", "患者", (*PERSON, *_PATIENT)), Section("C", "会诊信息", _MEETING),
    Section("D", "会诊申请与问题", _REQUEST, "申请与问题"), Section("E", "病史摘要", _HISTORY),
    Section("F", "诊断与分期", _DIAGNOSIS), Section("G", "检查摘要", _EXAMINED),
    Section("H", "既往治疗", (TREATMENTS,)), Section("I", "各学科意见", _OPINIONS),
    Section("J", "综合会诊意见", _CONCLUSION, "综合意见"), Section("K", "预期与风险", _OUTLOOK),
    Section("L", "随访计划", _FOLLOW_UP), Section("M", "依据", _BASIS), Section("N", "局限与声明", _LIMITS),
    Section("O", "签署", _SIGNING),
), questions="questions", experts="experts")  # fmt: skip
