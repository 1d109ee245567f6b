"""How each verb is asked for: one table of fields, from which every form is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desktop.casework import (
    aftercare,
    attending,
    breaches,
    certificates,
    consult,
    consultation,
    escort_choice,
    exemption_requests,
    files,
    green_channel,
    jobs,
    reviewing,
    visits,
)
from desktop.casework.aftercare_fields import BREACH_FIELDS, COMPLAINT_FIELDS, SETTLED_FIELDS, SURVEY_FIELDS
from desktop.casework.green_rows import SCOPES
from desktop.casework.message_rows import PURPOSES, VISIT_TEXTS
from desktop.casework.phone import calls
from desktop.casework.phone.form_fields import CALL_FIELDS, TURN_FIELDS
from desktop.casework.rows import HAPPENED, Outcome, VerbForm
from desktop.casework.rows import FormField as Field
from desktop.casework.wording import (
    BRING,
    CALL_OUTCOMES,
    CAUSES,
    CHANNELS,
    ESCORT_SEXES,
    MODES,
    ORIGINAL_ID,
    OUTCOMES,
    SIGN_WAYS,
    VISIT_PAPERS,
)
from desktop.handbook.consultation_materials import EVERY, PROBLEMS, STATES
from desktop.handbook.consultation_materials import FORMS as PAPER_FORMS
from desktop.handbook.nodule_materials import EXAM_TITLES, MATERIAL_TITLES
from desktop.handbook.ranks import GRADES, TITLES
from desktop.handbook.verbs import VERBS

Choices = tuple[tuple[str, str], ...]


def _pairs(titles: Mapping[str, str]) -> Choices:
    return tuple(titles.items())


def _names(names: Sequence[str]) -> Choices:
    return tuple((name, name) for name in names)


_GRADES = _names(("三级甲等", *(grade for grade in reversed(GRADES) if grade != "三级甲等")))
_EXPERT_TITLES = _names(("主任医师", "副主任医师"))
_HOSPITAL = Field("hospital", "医院", "hospital")
_DEPARTMENT = Field("department", "科室", "department")
_VISIT_AT = Field("visit_at", "就诊时间", "moment")
_REASON = Field("reason", "理由", "long_text")
_OPINION = Field("opinion", "意见", "long_text")
_APPROVER = Field("approved_by", "批准的主管", "supervisor", hint="申请人以外的主管")
_EXPERT = (
    Field("name", "专家姓名"), _HOSPITAL, Field("grade", "医院等级", "choice", choices=_GRADES),
    Field("title", "职称", "choice", choices=_names(tuple(reversed(TITLES)))), Field("city", "城市"),
)  # fmt: skip

_BESIDES_ID = _names(tuple(one for one in BRING if one != ORIGINAL_ID))
_TOLD = tuple((about, title) for about, title in PURPOSES.items() if about not in VISIT_TEXTS)

LOCKS_NOTICE = "发出即锁定：权益记为已用，客户不能再取消或更改。三（七）6，10 秒内可撤回。"
LOCKS_MATERIALS = "收齐身份证件和影像即生效：权益记为已用，不能取消或更改。五（七）1，10 秒内可撤回。"
LOCKS_REPORT = "签发后本版锁定，更正只能出新版本；时限于此刻停止。10 秒内可撤回。"

_COURIER = (
    Field("courier", "快递公司"), Field("number", "运单号"),
    Field("address", "收件地址", required=False, hint="印寄件说明和面单用；列表里不显示"),
)  # fmt: skip


def _form(
    verb: str, run: Callable[..., Outcome], *fields: Field, key: str = "", icon: str = "pencil", irreversible: str = ""
) -> VerbForm:
    return VerbForm(verb, VERBS[verb].title, fields, key, icon, irreversible, run)


def _when(label: str) -> Field:
    return Field(HAPPENED, label, "moment", hint="真实时间，不晚于现在")


_TABLE = (
    _form("review", reviewing.review,
          Field("outcome", "结论", "choice", choices=_pairs(OUTCOMES)),
          Field("illness", "疾病", "illness", required=False, show_if=("outcome", ("confirmed", "suspected"))),
          Field("missing", "要补的材料", "lines", show_if=("outcome", ("more_material",)), hint="一行一项"),
          Field("reason", "理由", "long_text", show_if=("outcome", ("refused",)), hint="只给本台看"),
          Field("told", "给客户的说明", required=False, show_if=("outcome", ("refused",)), hint="写进短信，不写病情"),
          key="V", icon="shield-check"),
    _form("triage", reviewing.triage,
          Field("advised", "建议科室", "department"),
          Field("decided", "客户决定的科室", "department", required=False, hint="与建议不同时填写，以客户为准"),
          key="G", icon="map-pin"),
    _form("settle", green_channel.settle, _HOSPITAL, _DEPARTMENT, Field("city", "城市", required=False),
          key="H", icon="hospital"),
    _form("certificate", certificates.enter, Field("hospital", "开具医院", "hospital"),
          Field("issued_on", "开具日期", "date", hint="以住院证上的日期为准"), key="P", icon="id-card"),
    _form("book", green_channel.book, _VISIT_AT,
          Field("title", "专家职称", "choice", required=False, choices=_EXPERT_TITLES),
          replace(_HOSPITAL, required=False), replace(_DEPARTMENT, required=False),
          Field("place", "就诊地点", required=False),
          Field("bring", "携带", "choices", required=False, choices=_BESIDES_ID),
          Field("original_id", "需携带身份证原件", "yes_no", required=False),
          Field("arrive_at", "约定到院时间", "moment", hint="须用身份证原件取号", show_if=("original_id", ("true",))),
          Field("escort_sex", "陪诊性别", "choice", required=False, choices=_names(ESCORT_SEXES), hint="客户的意愿"),
          key="B", icon="calendar-check"),
    _form("notify", green_channel.notify, Field("by", "方式", "choice", choices=_pairs(CHANNELS)), key="R",
          icon="send", irreversible=LOCKS_NOTICE),
    _form("rebook", green_channel.rebook, replace(_VISIT_AT, label="新的就诊时间"),
          Field("cause", "原因", "choice", choices=_pairs(CAUSES)), Field("place", "就诊地点", required=False),
          key="B", icon="calendar-days"),
    _form("confirm_visit", green_channel.confirm_visit,
          Field("said", "医院的答复", hint="如 当天照常出诊；改了时间的请改期"), icon="calendar-check"),
    _form("assign_escort", escort_choice.assign_listed, Field("escort", "陪诊人员", "escort"),
          Field("from_", "开始", "moment"), Field("to", "结束", "moment"),
          Field("reason", "强制安排的理由", required=False, hint="只在时间冲突时填写"),
          key="E", icon="user-check"),
    _form("release_escort", jobs.release_escort, replace(_REASON, required=False), icon="undo-2"),
    _form("remind", green_channel.remind, Field("by", "方式", "choice", choices=_pairs(CHANNELS)), key="R",
          icon="bell"),
    _form("escort_call", green_channel.escort_call, Field("meeting_at", "见面时间", "moment", required=False),
          Field("place", "见面地点", required=False), key="R", icon="phone-outgoing"),
    _form("serve", attending.serve, Field("from_", "开始", "moment"), Field("to", "结束", "moment"),
          Field("admission_ordered", "专家开出入院通知", "yes_no", required=False),
          Field("cut_short", "就诊中断的原因", required=False, hint="没有看完就离开时填写"),
          key="I", icon="stethoscope"),
    _form("admit", attending.admit, _when("入院时间"), key="I", icon="bed"),
    _form("discharge_notice", green_channel.discharge_notice,
          Field("discharge_at", "出院时间", "moment", hint="当天派人陪同办理出院"), icon="phone-incoming"),
    _form("discharge", attending.discharge, _when("出院时间"), key="I", icon="log-out"),
    _form("no_show", attending.no_show, replace(_REASON, required=False), icon="circle-alert"),
    _form("visit_materials", visits.visit_materials,
          Field("have", "已有的资料", "choices", choices=_pairs(VISIT_PAPERS)), key="P", icon="clipboard-list"),
    _form("plan_visit", visits.plan_visit, replace(_VISIT_AT, label="探视时间"),
          Field("reason", "理由", required=False, hint="早于第 1 天或晚于第 3 天时必填"),
          key="B", icon="calendar-check"),
    _form("visit_done", attending.visit_done, _when("探视时间"), key="I", icon="heart-pulse"),
    _form("call", files.call, Field("outcome", "结果", "choice", choices=_pairs(CALL_OUTCOMES)),
          Field("request_recorded", "已记录会诊安排需求", "yes_no", required=False),
          Field("again_at", "约定回电时间", "moment", required=False, show_if=("outcome", ("later", "no_answer"))),
          Field("note", "要点", "long_text", required=False), key="C", icon="phone"),
    _form("send_text", files.send_text, Field("about", "内容", "choice", choices=_TOLD), key="M",
          icon="message-square-text"),
    _form("note", files.note, Field("text", "备注", "long_text"), key="Q", icon="pencil"),
    _form("plan_mdt", consultation.plan_mdt, Field("disciplines", "学科", "lines", hint="一行一个"),
          Field("questions", "要回答的问题", "lines", hint="一行一个"), icon="clipboard-list"),
    _form("book_expert", consultation.book_expert, *_EXPERT, Field("specialty", "专科"), icon="user-plus"),
    _form("release_expert", consultation.release_expert, Field("name", "专家姓名"),
          replace(_HOSPITAL, required=False), replace(_REASON, required=False), icon="user-x"),
    _form("propose_time", consultation.propose_time, Field("meets_at", "会诊时间", "moment"),
          Field("minutes", "时长（分钟）", "number", prefill="60"),
          Field("mode", "方式", "choice", choices=_pairs(MODES), prefill="video"),
          Field("place", "地点或平台", required=False), icon="calendar-clock"),
    _form("confirm_time", consultation.confirm_time,
          Field("who", "谁确认了", "lines", hint="客户写 customer，地点写 host，专家写姓名，一行一个"),
          icon="calendar-check"),
    _form("check_material", consultation.check_material,
          Field("item", "资料", "choice", choices=tuple((key, one.title) for key, one in EVERY.items())),
          Field("state", "状态", "choice", choices=_pairs(STATES), prefill="received"),
          Field("problem", "问题", "choice", required=False, choices=_pairs(PROBLEMS)),
          Field("form", "形式", "choice", required=False, choices=_pairs(PAPER_FORMS)),
          Field("hospital", "来源医院", "hospital", required=False), Field("dated", "日期", "date", required=False),
          icon="clipboard-list"),
    _form("hold_consultation", consultation.hold_consultation,
          Field("reason", "理由", required=False, hint="不同专科少于 3 个时必填"), icon="users"),
    _form("receive_materials", consultation.receive_materials,
          Field("items", "收到的资料", "choices", choices=_pairs(MATERIAL_TITLES)),
          Field("exam", "检查类型", "choice", required=False, choices=_pairs(EXAM_TITLES)),
          Field("hospital_grade", "检查医院等级", "choice", required=False, choices=_GRADES),
          key="P", icon="package-check", irreversible=LOCKS_MATERIALS),
    _form("assign_reader", consultation.assign_reader, *_EXPERT, icon="microscope"),
    _form("issue_report", consultation.issue_report, icon="file-text", irreversible=LOCKS_REPORT),
    _form("post_report", consultation.post_report, *_COURIER, icon="truck"),
    _form("return_originals", consultation.return_originals, *_COURIER, icon="undo-2"),
    _form("delivered", consultation.delivered, icon="package"),
    _form("send_guidance", consultation.send_guidance, icon="send"),
    _form("answer", consult.answer, Field("text", "答复", "long_text", hint="「仅供参考」的提示由程序附上"), key="R",
          icon="message-circle"),
    _form("message", consult.message, Field("text", "客户写了什么", "long_text"), icon="inbox"),
    _form("ask_more", consult.ask_more, Field("asked", "请客户补充", "lines", hint="一行一项"), icon="hourglass"),
    _form("refer", consult.refer, Field("doctor", "医生姓名"), Field("question", "请医生答什么", required=False),
          icon="stethoscope"),
    _form("settle_sign", consult.settle_sign, Field("way", "处置", "choice", choices=_pairs(SIGN_WAYS)),
          Field("reason", "不是急症的理由", "long_text", show_if=("way", ("no_emergency",))), icon="siren"),
    _form("take_call", consult.take_call, Field("doctor", "接听医生", "doctor"), key="R", icon="phone-incoming"),
    _form("record_call", calls.record_call, *CALL_FIELDS, icon="phone-call"),
    _form("turn_into", calls.turn_into, *TURN_FIELDS, icon="external-link"),
    _form("survey", aftercare.survey, *SURVEY_FIELDS, icon="star"),
    _form("complain", aftercare.complain, *COMPLAINT_FIELDS, icon="flag"),
    _form("settle_complaint", aftercare.settle_complaint, *SETTLED_FIELDS, icon="badge-check"),
    _form("explain_breach", breaches.explain_breach, *BREACH_FIELDS, icon="timer"),
    _form("ask_exemption", exemption_requests.ask_exemption,
          Field("scope", "范围", "choice", choices=_pairs(SCOPES), prefill="case"),
          Field("start", "开始日期", "date", show_if=("scope", ("hospital", "department"))),
          Field("end", "结束日期", "date", show_if=("scope", ("hospital", "department"))), _REASON, icon="hourglass"),
    _form("exempt", exemption_requests.approve_exemption, _OPINION, icon="shield-check"),
    _form("refuse_exemption", exemption_requests.refuse_exemption, _OPINION, key="U", icon="undo-2"),
    _form("take", files.take, key="A", icon="user-check"),
    _form("hand_over", files.hand_over, Field("to", "转给", "colleague"), key="T", icon="arrow-right"),
    _form("cancel", files.cancel, Field("by", "谁取消", "choice", choices=_pairs(CAUSES)),
          replace(_REASON, required=False), icon="x"),
    _form("close", files.close, Field("gaps", "未完成项的理由", "gaps", required=False), key="Z", icon="check"),
    _form("reopen", files.reopen, _REASON, icon="lock-open"),
    _form("void", files.void, Field("record", "记录", "number"), _REASON, replace(_APPROVER, required=False),
          icon="undo-2"),
)  # fmt: skip

FORMS: Mapping[str, VerbForm] = {form.verb: form for form in _TABLE}
