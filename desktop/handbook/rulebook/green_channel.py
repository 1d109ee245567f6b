"""Green channel: GC-01 to GC-19."""

from __future__ import annotations

from desktop.handbook.conditions import applying, booking, desk, reviewing
from desktop.handbook.vocabulary import BOOKABLE, GC_ITEMS, Clock, Item, Kind, Refuse, Rule, Unit, Warn

_OUT, _IN, _VISIT = (Item.OUTPATIENT,), (Item.INPATIENT,), (Item.VISIT,)
COSTS = "服务免费，医疗费用由客户自行承担"
NOTICE = f"{COSTS}；请遵守医院规定，对医生诊疗不予干涉。"
"""GC-19 in one sentence, the same on papers, in records and in texts to the customer."""
_AFTER_REVIEW = ("triage", "settle", "book")
_ATTENDED = ("serve", "admit", "discharge", "visit_done")


def to_you(words: str) -> str:
    """A sentence of the handbook about the customer, as it is said to the customer."""
    return words.replace("客户", "您")


GREEN_CHANNEL = (
    Rule("GC-01", "三（一）、（四）", "服务项目",
         "副主任医师及以上专家门诊预约、住院手术安排、住院探视、全程陪诊。",
         refuses=(Refuse(("book",), given=booking.title_too_low, items=_OUT),)),
    Rule("GC-02", "三（二）2", "确诊或疑似重疾审核",
         "根据客户适用的服务标准、产品条款、服务需求及疾病证明报告，确定是否符合保险条款或公司规定的重疾范围。",
         clocks=(Clock("gc.review", "审核", BOOKABLE, "applied_at", "decided_at", 1, kind=Kind.TARGET,
                       step="核对病种"),),
         refuses=(
             Refuse(("review",), given=reviewing.outcome_incomplete, items=GC_ITEMS),
             Refuse(("review",), given=reviewing.undone_after_booking, items=BOOKABLE),
             Refuse(("review",), given=reviewing.not_a_critical_illness, items=BOOKABLE),
             Refuse(_AFTER_REVIEW, when=reviewing.not_accepted, items=BOOKABLE),
         ),
         warns=(Warn(("review",), reviewing.critical_illness_not_shown, BOOKABLE),)),
    Rule("GC-03", "三（二）3", "精确分诊",
         "与客户诊前沟通，做到精确分诊；需求与疾病有差异时，沟通后最终以客户的需求为主。",
         refuses=(Refuse(("book",), when=reviewing.not_triaged, items=BOOKABLE),),
         warns=(Warn(("triage",), reviewing.department_differs, BOOKABLE),)),
    Rule("GC-04", "三（四）1（2）", "不能指定医生", "您可以指定医院、指定科室，不能指定医生。",
         refuses=(Refuse(("apply",), given=applying.doctor_named, items=GC_ITEMS),)),
    Rule("GC-05", "三（四）1（2）", "门诊 5 个工作日",
         "在明确就医医院和科室后，一般情况下，在 5 个工作日内为您快速安排专家门诊。",
         clocks=(
             Clock("gc.outpatient", "预约", _OUT, "settled_at", "booked_at", 5,
                   waits_for="医院和科室确定后 5 个工作日", step="预约专家号"),
             Clock("gc.outpatient_visit", "就诊", _OUT, "settled_at", "served_at", 5, kind=Kind.WATCHED,
                   waits_for="医院和科室确定", step="登记就诊"),
         ),
         refuses=(
             Refuse(("book",), given=booking.nothing_settled, items=_OUT),
             Refuse(("book",), when=booking.already_booked, items=_OUT),
         ),
         warns=(Warn(("book", "rebook"), booking.visit_after_promised_day, _OUT),)),
    Rule("GC-06", "三（四）2（2）", "住院 10 个工作日",
         "在明确就医医院和科室后，自医院开具住院证后，一般情况下，在 10 个工作日内为您快速安排住院。",
         clocks=(
             Clock("gc.inpatient", "床位", _IN, "inpatient_ready_at", "booked_at", 10,
                   waits_for="住院证与医院科室确定后 10 个工作日", step="安排床位"),
             Clock("gc.inpatient_admission", "入院", _IN, "inpatient_ready_at", "admitted_at", 10, kind=Kind.WATCHED,
                   waits_for="住院证与医院科室确定", step="办理入院"),
         ),
         refuses=(
             Refuse(("book",), given=booking.nothing_settled, items=_IN),
             Refuse(("book",), when=booking.already_booked, items=_IN),
         ),
         warns=(Warn(("book", "rebook"), booking.visit_after_promised_day, _IN),)),
    Rule("GC-07", "三（四）3", "探视 1-3 个工作日",
         "根据您的情况和需求，在 1-3 个工作日内进行服务安排并完成探视服务。",
         clocks=(Clock("gc.visit", "探视", _VISIT, "applied_at", "visit_done_at", 3, step="安排并完成探视"),),
         refuses=(
             Refuse(("plan_visit",), given=booking.visit_outside_window_without_reason, items=_VISIT),
             Refuse(("visit_done",), when=booking.visit_not_planned, items=_VISIT),
         ),
         warns=(Warn(("plan_visit",), booking.visit_outside_window, _VISIT),)),
    Rule("GC-08", "三（二）4、（四）1（3）", "就诊时间通知",
         "明确就诊时间后，以短信或电话形式通知您，提醒就诊注意事项，并告知您陪诊人员的联系信息。",
         clocks=(Clock("gc.notice", "时间通知", BOOKABLE, "last_booked_at", "notified_at", 4, Unit.HOURS, Kind.TARGET,
                       waits_for="预约成功", step="发就诊时间通知"),),
         refuses=(
             Refuse(("notify",), when=booking.not_booked, items=BOOKABLE),
             Refuse(("no_show",), when=booking.not_arranged, items=GC_ITEMS),
         ),
         warns=(
             Warn(("notify",), booking.no_escort_yet, BOOKABLE),
             Warn(("notify",), booking.visit_over, BOOKABLE),
         )),
    Rule("GC-09", "三（二）5", "次日就诊提醒",
         "就诊的前 1 个工作日发送提醒短信；陪诊人员于当日 17:00 前与客户电话联系，确定见面时间、地点及应携带的物品。",
         clocks=(
             Clock("gc.reminder", "就诊提醒", BOOKABLE, "visit_at", "reminded_at", 0, step="发就诊提醒",
                   waits_for="就诊前 1 个工作日", before_visit=True),
             Clock("gc.escort_call", "陪诊来电", BOOKABLE, "visit_at", "escort_called_at", 0, step="陪诊致电客户",
                   waits_for="就诊前 1 个工作日", before_visit=True, until="17:00"),
         ),
         refuses=(Refuse(("remind", "escort_call"), when=booking.not_booked, items=BOOKABLE),),
         warns=(
             Warn(("remind", "escort_call"), booking.visit_over, BOOKABLE),
             Warn(("remind", "escort_call"), booking.reminder_too_early, BOOKABLE),
         )),
    Rule("GC-10", "三（二）6（1）", "门诊当天",
         "陪诊人员提前取号，引导候诊、就诊、取药和缴费；需要身份证原件的医院，提前安排好到院时间并协助办理。",
         refuses=(
             Refuse(("serve",), when=booking.not_booked, items=_OUT),
             Refuse(("serve",), when=booking.already_served, items=_OUT),
         )),
    Rule("GC-11", "三（二）6（2）", "入院与出院", "入院当天陪同办理住院手续；接到出院信息后，陪同办理出院手续。",
         refuses=(
             Refuse(("admit",), when=booking.not_to_be_admitted, items=_IN),
             Refuse(("discharge", "discharge_notice"), when=booking.not_to_be_discharged, items=_IN),
         )),
    Rule("GC-12", "三（七）2", "陪诊 4 小时",
         "陪诊服务仅限当次门诊就诊或办理入院、出院的陪同服务，原则上每次服务以 4 个小时为限。",
         warns=(
             Warn(("assign_escort", *_ATTENDED), booking.escort_too_long, GC_ITEMS),
             Warn(("assign_escort",), booking.escort_time_over, GC_ITEMS),
         )),
    Rule("GC-13", "三（七）4", "住院凭证",
         "如客户没有住院凭证，客户应先提出专家门诊预约服务，就诊后，如主诊专家开具入院通知单，再为客户协调该院住院、手术安排。",
         refuses=(
             Refuse(("apply",), given=applying.no_certificate_and_no_order, items=_IN),
             Refuse(("apply",), given=applying.certificate_unsound, items=_IN),
             Refuse(("certificate",), given=booking.other_hospital_certified, items=_IN),
             Refuse(("book",), when=booking.no_certificate_yet, items=_IN),
             Refuse(("book",), given=booking.other_hospital_booked, items=_IN),
         ),
         warns=(Warn(("settle",), booking.other_hospital_settled, _IN),)),
    Rule("GC-14", "三（七）6", "通知后不能取消",
         "重疾绿通服务预约成功后，客户会收到就诊时间提醒短信或电话，此时视同服务已发生，客户将不能再取消或更改服务。",
         refuses=(
             Refuse(("cancel", "book", "settle"), when=booking.locked, items=BOOKABLE),
             Refuse(("rebook",), given=booking.locked_against_customer, items=BOOKABLE),
             Refuse(("rebook",), when=booking.nothing_to_rebook, items=BOOKABLE),
             Refuse(("close",), given=desk.release_not_approved),
         )),
    Rule("GC-15", "三（七）7", "探视随住院",
         "住院探视服务仅限为已申请并完成住院手术服务的客户提供，住院手术服务和当次探视服务不可拆分使用。",
         refuses=(
             Refuse(("apply",), given=applying.no_current_stay, items=_VISIT),
             Refuse(("review", "triage", "settle"), when=reviewing.review_belongs_to_stay, items=_VISIT),
             Refuse(("plan_visit",), when=booking.stay_over, items=_VISIT),
             Refuse(("cancel", "plan_visit"), when=booking.visit_already_done, items=_VISIT),
         ),
         warns=(Warn(("discharge",), booking.visit_left_open, _IN),)),
    Rule("GC-16", "三（七）8", "探视资料",
         "须配合提供：有效身份证件、个人信息（姓名、电话、医院地址）、保单信息、住院信息等。",
         refuses=(Refuse(("plan_visit",), when=booking.visit_materials_missing, items=_VISIT),)),
    Rule("GC-17", "三（七）5", "疫情等特殊情况",
         "疫情等特殊情况下，个别医院、科室门诊号源及住院床位协调难度较大，不受此服务时效约定限制。",
         refuses=(Refuse(("exempt", "ask_exemption"), when=desk.exemption_out_of_scope),)),
    Rule("GC-18", "三（三）", "权益次数",
         "门诊预约 1 次，住院手术安排 1 次（含住院探视服务 1 次）；通知发出前取消，预留的次数退回。"),
    Rule("GC-19", "三（七）1、3", "费用与秩序",
         "医疗费用由客户自行承担；遵守医院内部的诊疗流程和相关规定，对医生的诊疗行为和服务态度不予干涉。"),
)
