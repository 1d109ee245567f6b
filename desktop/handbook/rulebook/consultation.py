"""MDT consultation: MD-01 to MD-10."""

from __future__ import annotations

from desktop.handbook.conditions import consulting, reviewing
from desktop.handbook.vocabulary import Clock, Item, Kind, Refuse, Rule, Warn

_MD = (Item.MD,)
_AFTER_REVIEW = ("plan_mdt", "book_expert", "propose_time", "hold_consultation")
_NOT_AFTERWARDS = ("hold_consultation", "propose_time", "release_expert", "cancel")

CONSULTATION = (
    Rule("MD-01", "四（二）2", "恶性肿瘤范畴", "审核客户所患疾病是否符合条款约定的恶性肿瘤范畴。",
         clocks=(Clock("md.review", "审核", _MD, "applied_at", "decided_at", 1, kind=Kind.TARGET,
                       step="核对恶性肿瘤范围"),),
         refuses=(
             Refuse(("review",), given=reviewing.outcome_incomplete, items=_MD),
             Refuse(("review",), given=reviewing.undone_after_booking, items=_MD),
             Refuse(("review",), given=reviewing.not_a_malignancy, items=_MD),
             Refuse(_AFTER_REVIEW, when=reviewing.not_accepted, items=_MD),
         )),
    Rule("MD-02", "四（二）3", "1 个工作日内首次电话",
         "如确认符合申请条件，健康管家将在 1 个工作日内主动电话联系客户，了解并记录需求，指导材料准备，协助整理病历。",
         clocks=(Clock("md.call", "首呼", _MD, "accepted_at", "called_at", 1, waits_for="审核通过", step="致电客户"),),
         refuses=(Refuse(("plan_mdt",), when=consulting.no_call_reached, items=_MD),)),
    Rule("MD-03", "四（二）4", "会诊方案", "健康管家为客户制定多学科会诊方案。",
         refuses=(Refuse(("hold_consultation",), when=consulting.no_plan, items=_MD),)),
    Rule("MD-04", "四（二）5", "预约专家",
         "根据客户时间和地点等要求预约多学科专家，可以跨院，客户可以指定医院和科室。",
         refuses=(Refuse(("confirm_time",), given=consulting.nobody_to_confirm, items=_MD),),
         warns=(Warn(("hold_consultation",), consulting.time_not_confirmed, _MD),)),
    Rule("MD-05", "四（四）2", "不少于 3 个专科医师", "每次会诊的医师一般不少于 3 个专科医师，客户可以指定医院和科室。",
         refuses=(Refuse(("hold_consultation",), given=consulting.too_few_specialties_without_reason, items=_MD),),
         warns=(Warn(("hold_consultation",), consulting.too_few_specialties, _MD),)),
    Rule("MD-06", "四（四）4", "7 个工作日出报告",
         "自健康管家收到多学科会诊安排需求后，在 7 个工作日内安排完成会诊服务，出具会诊报告。",
         clocks=(Clock("md.report", "会诊报告", _MD, "requested_at", "consulted_at", 7,
                       waits_for="收到安排需求后 7 个工作日", step="安排会诊并出报告"),)),
    Rule("MD-07", "四（二）6", "书面会诊报告", "多学科专家为客户进行联合会诊，提供最佳诊疗建议，并出具书面会诊报告。",
         refuses=(
             Refuse(("issue_report",), when=consulting.not_held, items=_MD),
             Refuse(("post_report",), when=consulting.report_not_issued, items=_MD),
         )),
    Rule("MD-08", "四（二）7", "诊后指导",
         "会诊完成后发送诊后指导，含会诊意见解读、后续治疗安排、疾病科普、生活注意、健康管理建议等。",
         clocks=(Clock("md.guidance", "诊后指导", _MD, "issued_at", "guided_at", 3, kind=Kind.TARGET,
                       waits_for="报告签发", step="发送诊后指导"),),
         refuses=(Refuse(("send_guidance",), when=consulting.report_not_issued, items=_MD),)),
    Rule("MD-09", "四（三）", "1 次", "保险合同有效期内：1 次。",
         refuses=(Refuse(_NOT_AFTERWARDS, when=consulting.already_held, items=_MD),)),
    Rule("MD-10", "四（七）2", "邮递费用", "证件及相关资料的邮递费用及会诊报告和资料的回寄费用包含在服务费用中。"),
)
