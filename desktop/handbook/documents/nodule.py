"""The reading of nodules: materials, comparison, each nodule with the expert's category, and what to do (ND-04)."""

from __future__ import annotations

from desktop.handbook.documents.shared import (
    COVER,
    KEY_IMAGES,
    MATERIALS,
    PERSON,
    QUALITIES,
    REVIEWER,
    SEAL_IMAGE,
    SIGNED_BY,
    known,
    told,
)
from desktop.handbook.documents.vocabulary import VERDICTS, Field, Form, Given, Kind, Section, Source

STATEMENT = (
    "本报告依据所提供的影像与资料解读，未当面体检，供您和接诊医生参考，不替代医疗机构的诊断与治疗。"
    "分类以专家判定为准，不同分类系统的同名类别含义不同，请勿互换。"
    "如出现急症或病情突然加重，请立即前往就近医院急诊。"
)
ORGANS = ("lung", "breast", "thyroid")
_NO_PRIOR = Given("prior", ("无既往检查",))

_REQUEST = (
    *PERSON,
    Field("kind", "结节类型", Kind.CHOICE, required=True, source=Source.CASE, choices=ORGANS),
    Field("complete_on", "资料收齐日期", Kind.DATE, required=True, source=Source.CASE),
    Field("examined_on", "本次检查日期", Kind.DATE, required=True),
    Field("exam", "本次检查", required=True, hint="如 胸部低剂量 CT"),
    Field("examined_at", "检查医院"),
    Field("slice", "层厚", Kind.DECIMAL, low=0.1, high=20, unit="mm"),
    Field("laboratory", "相关化验", hint="如 TSH 1.86 mIU/L（正常）"),
)  # fmt: skip
_MATERIALS = (
    MATERIALS,
    Field("quality", "影像质量", Kind.CHOICE, required=True, choices=QUALITIES),
    Field("quality_note", "质量受限的说明", Kind.LONG, required=True, only_if=Given("quality", QUALITIES[1:])),
    KEY_IMAGES,
)
_COMPARISON = (
    Field("prior", "既往检查", Kind.CHOICE, required=True, choices=("有既往检查", "无既往检查")),
    Field("prior_on", "对比检查日期", Kind.DATE, required=True, unless=_NO_PRIOR),
    Field("prior_exam", "对比检查", required=True, unless=_NO_PRIOR),
    Field("comparison", "对比所见", Kind.LONG, required=True, unless=_NO_PRIOR),
)
_NODULES = (
    Field("nodules", "结节", Kind.NODULES, required=True, key=("number",), columns=(
        Field("number", "编号", Kind.WHOLE, required=True, low=1, high=99),
        Field("kind", "结节类型", Kind.CHOICE, required=True, choices=ORGANS),
        Field("place", "位置", required=True), Field("findings", "描述", Kind.FINDINGS, required=True),
        Field("previous", "对比检查的描述", Kind.FINDINGS),
        Field("category", "专家类别", required=True), Field("system", "分类系统", required=True),
        Field("version", "系统版本", required=True),
        Field("computed", "计算类别"), Field("verdict", "核对", Kind.CHOICE, required=True, choices=VERDICTS),
        Field("border", "边界提示"), Field("revision", "规则表版本"),
        Field("word", "类别说明", Kind.LONG, hint="专家与计算不一致时写明理由"),
        Field("confirmed_by", "确认人"), Field("confirmed_at", "确认时间", Kind.MOMENT))),
)  # fmt: skip
_OPINION = (
    told("conclusion", "解读结论"), Field("overall", "总体类别", required=True),
    Field("overall_note", "类别说明"), told("for_doctors", "专家意见"),
    told("for_customer", "给客户的解读", least=150, most=400), Field("evidence", "依据"),
)  # fmt: skip
_FOLLOW_UP = (
    Field("next_exam", "下一次检查", required=True), Field("next_note", "检查要求"),
    Field("schedule", "随访时间表", Kind.TABLE, required=True, columns=(
        Field("when", "时间", required=True), Field("item", "项目", required=True), Field("note", "说明"))),
    Field("if_then", "复查结果与处理", Kind.TABLE, columns=(
        Field("result", "复查结果", required=True), Field("action", "怎么办", required=True))),
)  # fmt: skip
_CARE = (
    Field("urgency", "是否紧急", Kind.CHOICE, required=True, choices=("不需急诊", "尽快就诊", "立即就诊")),
    Field("urgency_note", "紧急程度说明"),
    Field("soon", "尽快门诊", Kind.TEXTS, required=True, least=1, hint="出现哪些情况一周内就诊"),
    Field("emergency", "立即急诊", Kind.TEXTS, required=True, least=1),
)
_READER = (
    known("reader", "阅片专家"), known("reader_title", "职称"), known("reader_hospital", "医院"),
    known("reader_grade", "医院等级"), known("reader_city", "城市"),
    Field("signed", "签名方式", Kind.CHOICE, required=True, choices=SIGNED_BY),
    Field("signed_on", "签名日期", Kind.DATE, required=True), REVIEWER,
    Field("seal", "服务商章", Kind.CHOICE, required=True, source=Source.PREFILLED, choices=("电子章", "纸质盖章")),
    SEAL_IMAGE, Field("reader_image", "签名图", Kind.PICTURE, source=Source.CASE),
)  # fmt: skip

NODULE = Form("nodule", "结节阅片解读报告", "NDR", "ND-04", (
    Section("封", "封面", COVER), Section("1", "申请信息", _REQUEST),
    Section("2", "资料与质量评价", _MATERIALS, "资料与质量"),
    Section("3", "对比既往", _COMPARISON), Section("4", "逐结节描述与分类", _NODULES, "结节与分类"),
    Section("5", "解读意见", _OPINION), Section("6", "随访建议", _FOLLOW_UP), Section("7", "何时就医", _CARE),
    Section("8", "局限与声明", (Field("statement", "局限与声明", Kind.FIXED, required=True, text=STATEMENT),)),
    Section("9", "专家签署", _READER),
))  # fmt: skip
