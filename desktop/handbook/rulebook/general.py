"""How time is counted, and what holds for all services: T-01 to G-08."""

from __future__ import annotations

from desktop.handbook.conditions import applying, booking, desk, phoning, reviewing
from desktop.handbook.vocabulary import LIMITED, Item, Refuse, Rule, Warn

TIME = (
    Rule("T-01", "民法典 204", "工作日",
         "周一至周五扣除法定节假日，加上国务院办公厅每年公布的调休上班日。"),
    Rule("T-02", "民法典 201、203", "N 个工作日内",
         "起算当日不计，次一工作日为第 1 天，第 N 天停止营业时截止；恰在截止时刻视为按时。"),
    Rule("T-03", "民法典 203", "停止营业时间",
         "按本台设置（默认 18:00，无营业时间的为 24:00），一律用北京时间。"),
    Rule("T-04", "三（二）5", "就诊前 1 个工作日",
         "严格早于就诊日的最后一个工作日；周一就诊为上周五，或调休上班的周日。"),
    Rule("T-05", "全国年节及纪念日放假办法", "尚未公布的年份",
         "按法定节日推算并标「预估」；公布后重算未完成的时限，变化记入时间线。"),
    Rule("T-06", "二（四）1", "电话医生按分钟计",
         "服务时间为 7×24 小时，目标按自然分钟计，不按工作时间。"),
    Rule("T-07", "手册各章「服务标准」", "承诺与内部目标分开",
         "手册承诺的时效与本台自定的目标分开显示、分开统计。"),
)

GENERAL = (
    Rule("G-01", "卷首", "五项服务", "在线问诊、电话医生、重疾绿通、多学科会诊、解结服务。"),
    Rule("G-02", "各章「服务对象」", "只为被保险人服务", "服务对象：被保险人。",
         refuses=(Refuse(("apply",), given=applying.applicant_is_not_insured),
                  Refuse(("record_call",), given=phoning.caller_not_checked, items=(Item.PD,)))),
    Rule("G-03", "卷首", "以保险合同为准",
         "如相关内容与保险合同不一致，请以保险合同为准；保险公司保留对服务内容变更、停止或增加的权利。",
         refuses=(Refuse(("apply",), when=applying.service_not_in_plan),)),
    Rule("G-04", "各章「服务期限」", "保险合同有效期内", "服务期限：保险合同有效期内。",
         refuses=(Refuse(("apply",), given=applying.policy_not_in_force),),
         warns=(Warn(("book", "rebook", "plan_visit"), booking.policy_ends_before_visit),)),
    Rule("G-05", "各章「服务流程」1", "两个入口",
         "「人保寿险E服务」微信公众号或「人保寿险管家」APP；本台也可登记电话申请。"),
    Rule("G-06", "三（七）1、四（七）1", "医疗费用自理",
         "就医过程中产生的医疗费用由客户自行承担，服务本身免费。"),
    Rule("G-07", "卷首", "服务机构", "由第三方服务商及其签约的服务机构提供；案件记录由谁实施。"),
    Rule("G-08", "各章「服务次数」", "服务次数",
         "在线问诊、电话医生不限次；保险合同有效期内门诊预约 1 次，住院手术安排 1 次（含探视 1 次），"
         "会诊 1 次，解结 1 次。",
         refuses=(
             Refuse(("apply",), when=applying.no_right_left, items=LIMITED),
             Refuse(("review",), when=reviewing.right_gone_since_refusal, items=LIMITED),
             Refuse(("reopen",), when=desk.right_gone, items=LIMITED),
             Refuse(("void",), given=desk.right_gone_since_return, items=LIMITED),
         )),
)
