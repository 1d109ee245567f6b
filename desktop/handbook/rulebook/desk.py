"""Rules of the desk itself: D-01 to D-10."""

from __future__ import annotations

from desktop.handbook.conditions import applying, booking, desk, reviewing
from desktop.handbook.verbs import CASE_VERBS, OPEN_ONLY
from desktop.handbook.vocabulary import GC_ITEMS, LIMITED, Refuse, Rule, Warn

DESK = (
    Rule("D-01", "本台", "陪诊不冲突",
         "陪诊人员同一时间只有一项任务，前后各留缓冲（默认 30 分钟）；强制安排须有理由并保持标记；"
         "请假或证件过期的不能派。",
         refuses=(
             Refuse(("assign_escort",), given=booking.escort_busy, items=GC_ITEMS),
             Refuse(("assign_escort",), given=booking.escort_unfit, items=GC_ITEMS),
             Refuse(("release_escort",), when=booking.no_escort_to_release, items=GC_ITEMS),
         ),
         warns=(
             Warn(("assign_escort",), booking.escort_forced, GC_ITEMS),
             Warn(("assign_escort",), booking.escort_doubtful, GC_ITEMS),
         )),
    Rule("D-02", "本台", "一件一人", "一件案件至多一位负责人；已被接的案件告知由谁、何时接。",
         refuses=(
             Refuse(("take",), when=desk.owned_by_other),
             Refuse(("hand_over",), when=desk.not_ones_own_to_hand_over),
         )),
    Rule("D-03", "本台", "不重复立案", "同一申请编号只立一次案；同一保单的同一限次项目在办时，转到在办的那件。",
         refuses=(
             Refuse(("apply",), when=applying.same_item_is_open, given=applying.request_known),
             Refuse(("review",), when=reviewing.twin_opened_since_refusal, items=LIMITED),
             Refuse(("reopen",), when=desk.twin_open, items=LIMITED),
             Refuse(("void",), given=desk.twin_opened_since_end, items=LIMITED),
         )),
    Rule("D-04", "本台", "不可撤销先告知", "发就诊时间通知、确认收件、签发报告、导出未脱敏数据，之前写明后果。"),
    Rule("D-05", "本台", "豁免两人经手", "时效豁免由一人申请，另一位主管批准。",
         refuses=(
             Refuse(("exempt", "refuse_exemption"), given=desk.approval_missing),
             Refuse(("ask_exemption",), when=desk.exemption_asked_already),
             Refuse(("refuse_exemption",), when=desk.no_exemption_asked),
         )),
    Rule("D-06", "本台", "补录须写理由", "晚于发生后次一工作日录入的，须写明理由；时限从发生时起算。",
         refuses=(Refuse(("apply", *CASE_VERBS), given=desk.entered_late),)),
    Rule("D-07", "本台", "报告不改只换版", "已签发的报告不改动；更正为新版本，写明替代哪一版，两版都保留。"),
    Rule("D-08", "本台", "结案清单", "清单完成或每个缺口有理由才能结案；已结案的可写明理由重新打开，已取消的不能。",
         refuses=(
             Refuse(OPEN_ONLY, when=desk.over),
             Refuse(("close",), given=desk.checklist_open),
             Refuse(("reopen",), when=desk.not_closed),
         )),
    Rule("D-09", "本台", "作废不删除", "误录的记录以第二条记录写明理由作废；作废已锁定的记录须由未经手的主管批准。",
         refuses=(
             Refuse(("void",), given=desk.record_not_voidable),
             Refuse(("void",), given=desk.locking_record_needs_supervisor),
         )),
    Rule("D-10", "本台", "客户未到", "客户未到或折返如实记录：已用的权益不退，就诊时限终止，原因为客户。",
         refuses=(Refuse(("no_show",), when=booking.already_attended, items=GC_ITEMS),)),
)
