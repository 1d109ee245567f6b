"""The forms of the invented cases' verbs: one of every kind of field."""

from __future__ import annotations

from desktop.casework.rows import FormField, VerbForm
from tests.ui.case.sample_parts import LOCKS

_BY = FormField("by", "方式", "choice", choices=(("sms", "短信"), ("phone", "电话")), prefill="sms")

FORMS = {
    "notify": VerbForm(
        "notify",
        "发就诊时间通知",
        (_BY,),
        "R",
        "send",
        LOCKS,
    ),
    "assign_escort": VerbForm(
        "assign_escort",
        "派陪诊",
        (
            FormField("escort", "陪诊人员", prefill="何敏"),
            FormField("from_", "开始", "moment", prefill="2026-09-29 08:30"),
            FormField("to", "结束", "moment", prefill="2026-09-29 12:30"),
            FormField("reason", "强制安排的理由", required=False, hint="只在时间冲突时填写"),
        ),
        "E",
        "user-check",
    ),
    "book": VerbForm(
        "book",
        "预约",
        (
            FormField("visit_at", "就诊时间", "moment"),
            FormField("title", "专家职称", "choice", False, (("主任医师", "主任医师"), ("副主任医师", "副主任医师"))),
            FormField("hospital", "医院", "hospital", prefill="复旦大学附属肿瘤医院"),
            FormField("department", "科室", "department", prefill="胃外科"),
            FormField("place", "就诊地点", required=False),
            FormField("original_id", "需要身份证原件", "yes_no", False),
        ),
        "B",
        "calendar-check",
    ),
    "review": VerbForm(
        "review",
        "审核",
        (
            FormField(
                "outcome",
                "结论",
                "choice",
                choices=(
                    ("confirmed", "确诊"),
                    ("suspected", "疑似"),
                    ("more_material", "补材料"),
                    ("refused", "不符合"),
                ),
            ),
            FormField("illness", "疾病", "illness", False, show_if=("outcome", ("confirmed", "suspected"))),
            FormField("missing", "要补的材料", "lines", show_if=("outcome", ("more_material",)), hint="一行一项"),
            FormField("reason", "理由", "long_text", show_if=("outcome", ("refused",))),
        ),
        "R",
        "shield-check",
    ),
    "take": VerbForm("take", "接单", (), "A", "user-check"),
    "close": VerbForm("close", "结案", (FormField("gaps", "未完成项的理由", "gaps", False),), "", "check"),
    "cancel": VerbForm(
        "cancel",
        "取消",
        (
            FormField(
                "by", "谁取消", "choice", choices=(("customer", "客户"), ("hospital", "医院"), ("provider", "服务商"))
            ),
            FormField("reason", "理由", "long_text", False),
        ),
        "",
        "x",
    ),
    "take_call": VerbForm("take_call", "接听", (FormField("doctor", "接听医生", "doctor"),), "R", "phone-incoming"),
    "visit_materials": VerbForm(
        "visit_materials",
        "登记探视资料",
        (
            FormField(
                "have",
                "已有的资料",
                "choices",
                choices=(
                    ("id", "有效身份证件"),
                    ("personal", "个人信息"),
                    ("policy", "保单信息"),
                    ("stay", "住院信息"),
                ),
            ),
        ),
    ),
    "certificate": VerbForm(
        "certificate",
        "登记住院证",
        (
            FormField("hospital", "开具医院", "hospital"),
            FormField("issued_on", "开具日期", "date", hint="以住院证上的日期为准"),
        ),
    ),
    "void": VerbForm(
        "void",
        "作废记录",
        (
            FormField("record", "记录", "number"),
            FormField("reason", "理由", "long_text"),
            FormField("approved_by", "批准的主管", required=False, hint="申请人以外的主管"),
        ),
        "",
        "undo-2",
    ),
    "remind": VerbForm(
        "remind",
        "发就诊提醒",
        (_BY,),
        "R",
        "bell",
    ),
    "call": VerbForm(
        "call", "记电话", (FormField("outcome", "结果", "choice", choices=(("reached", "接通"),)),), "C", "phone"
    ),
}
