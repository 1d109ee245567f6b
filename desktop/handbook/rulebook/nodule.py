"""Nodule reading: ND-01 to ND-10."""

from __future__ import annotations

from desktop.handbook.conditions import applying, consulting
from desktop.handbook.vocabulary import Clock, Item, Refuse, Rule, Warn

_ND = (Item.ND,)

NODULE = (
    Rule("ND-01", "五（一）", "结节阅片解读",
         "针对肺结节、乳腺结节、甲状腺结节等，提供影像、B超等检查结果的阅片解读服务。"),
    Rule("ND-02", "五（一）", "阅片专家", "北上广三甲医院权威医学专家（副主任医师及以上职称的专家）。",
         refuses=(Refuse(("assign_reader",), given=consulting.reader_not_allowed, items=_ND),)),
    Rule("ND-03", "五（二）2", "1 个工作日内首次电话",
         "客户提出申请后，健康管家将在 1 个工作日内主动电话联系，询问病情及就诊需求，采集病史，"
         "并请客户提供必要的材料。",
         clocks=(Clock("nd.call", "首呼", _ND, "applied_at", "called_at", 1, step="致电客户"),)),
    Rule("ND-04", "五（四）1", "5 个工作日出报告",
         "自服务商收到客户邮寄的解结服务所必需的资料起，在 5 个工作日内完成服务，出具解读报告。",
         clocks=(Clock("nd.report", "解读报告", _ND, "complete_at", "issued_at", 5,
                       waits_for="收齐必需资料后 5 个工作日", step="安排专家并签发报告"),),
         refuses=(
             Refuse(("issue_report",), when=consulting.materials_incomplete, items=_ND),
             Refuse(("issue_report",), when=consulting.no_reader, items=_ND),
         )),
    Rule("ND-05", "五（二）4", "第一时间邮寄", "专家出具影像解读报告后，由健康管家在第一时间邮寄给客户。",
         clocks=(Clock("nd.posting", "寄送", _ND, "issued_at", "posted_at", 1, waits_for="报告签发", step="寄送报告"),),
         refuses=(Refuse(("post_report",), when=consulting.report_not_issued, items=_ND),)),
    Rule("ND-06", "五（三）", "1 次", "保险合同有效期内：1 次。"),
    Rule("ND-07", "五（四）2", "邮递费用", "客户寄送材料的邮寄费用以及服务商回寄资料的邮寄费用均由公司承担。"),
    Rule("ND-08", "五（七）1", "收到资料即生效",
         "预约服务后一般不能取消。服务商一旦收到客户寄出的身份证件和影像资料，则视为服务已生效。",
         refuses=(
             Refuse(("cancel",), when=consulting.reading_locked, items=_ND),
             Refuse(("cancel",), given=consulting.reading_cancelled_without_reason, items=_ND),
         )),
    Rule("ND-09", "五（七）2", "不支持指定", "该服务不支持指定医院及指定专家。",
         refuses=(Refuse(("apply",), given=applying.hospital_or_expert_named, items=_ND),)),
    Rule("ND-10", "五（七）3", "资料须符合要求",
         "请按照所申请的结节解读服务类型提供相关检查资料；检查资料的类型及拍摄的医院，请务必符合要求。",
         warns=(Warn(("receive_materials",), consulting.materials_misfit_or_incomplete, _ND),)),
)
