"""The verbs of the desk: what each is called and for which items it exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.handbook.vocabulary import BOOKABLE, GC_ITEMS, Item

EVERY = tuple(Item)
_REVIEWED = (*BOOKABLE, Item.MD)
_CALLED = EVERY
_CONSULTED = (Item.MD, Item.ND)


class Verb(NamedTuple):
    """A verb's Chinese name and the items on which it can be tried."""

    title: str
    items: tuple[Item, ...]


VERBS: Mapping[str, Verb] = {
    "apply": Verb("申请", EVERY),
    "review": Verb("审核", (*_REVIEWED, Item.VISIT)),
    "triage": Verb("诊前沟通与分诊", GC_ITEMS),
    "settle": Verb("确定医院科室", GC_ITEMS),
    "certificate": Verb("登记住院证", (Item.INPATIENT,)),
    "book": Verb("预约", BOOKABLE),
    "notify": Verb("发就诊时间通知", BOOKABLE),
    "rebook": Verb("改期", BOOKABLE),
    "confirm_visit": Verb("与医院核对就诊日", BOOKABLE),
    "assign_escort": Verb("派陪诊", GC_ITEMS),
    "release_escort": Verb("退回陪诊", GC_ITEMS),
    "remind": Verb("发就诊提醒", BOOKABLE),
    "escort_call": Verb("陪诊致电客户", BOOKABLE),
    "serve": Verb("登记就诊", (Item.OUTPATIENT,)),
    "admit": Verb("办理入院", (Item.INPATIENT,)),
    "discharge_notice": Verb("接到出院信息", (Item.INPATIENT,)),
    "discharge": Verb("办理出院", (Item.INPATIENT,)),
    "no_show": Verb("客户未到", GC_ITEMS),
    "visit_materials": Verb("登记探视资料", (Item.VISIT,)),
    "plan_visit": Verb("安排探视", (Item.VISIT,)),
    "visit_done": Verb("登记探视", (Item.VISIT,)),
    "call": Verb("记电话", _CALLED),
    "plan_mdt": Verb("制定会诊方案", (Item.MD,)),
    "book_expert": Verb("邀请专家", (Item.MD,)),
    "release_expert": Verb("撤回专家", (Item.MD,)),
    "propose_time": Verb("约定会诊时间", (Item.MD,)),
    "confirm_time": Verb("确认会诊时间", (Item.MD,)),
    "check_material": Verb("核对资料", (Item.MD,)),
    "hold_consultation": Verb("登记会诊", (Item.MD,)),
    "receive_materials": Verb("登记收到的资料", _CONSULTED),
    "assign_reader": Verb("安排阅片专家", (Item.ND,)),
    "issue_report": Verb("签发报告", _CONSULTED),
    "post_report": Verb("寄送报告", _CONSULTED),
    "return_originals": Verb("退回原件", _CONSULTED),
    "delivered": Verb("登记签收", _CONSULTED),
    "send_guidance": Verb("发送诊后指导", (Item.MD,)),
    "message": Verb("客户来信", (Item.OC,)),
    "answer": Verb("答复客户", (Item.OC,)),
    "ask_more": Verb("请客户补充", (Item.OC,)),
    "refer": Verb("转医生", (Item.OC,)),
    "settle_sign": Verb("处置急症信号", (Item.OC,)),
    "take_call": Verb("接听", (Item.PD,)),
    "record_call": Verb("记录通话", (Item.PD,)),
    "turn_into": Verb("转为其他服务", (Item.OC, Item.PD)),
    "ask_exemption": Verb("申请时限豁免", EVERY),
    "exempt": Verb("时限豁免", EVERY),
    "refuse_exemption": Verb("退回豁免申请", EVERY),
    "take": Verb("接单", EVERY),
    "hand_over": Verb("转派", EVERY),
    "cancel": Verb("取消案件", EVERY),
    "close": Verb("结案", EVERY),
    "reopen": Verb("重新打开", EVERY),
    "void": Verb("作废记录", EVERY),
    "survey": Verb("满意度回访", EVERY),
    "complain": Verb("登记投诉", EVERY),
    "settle_complaint": Verb("办结投诉", EVERY),
    "explain_breach": Verb("补超时原因", EVERY),
    "note": Verb("备注", EVERY),
    "send_text": Verb("发短信", EVERY),
    "attach": Verb("添加附件", EVERY),
    "detach": Verb("移除附件", EVERY),
    "recalculated": Verb("时限重算", EVERY),
    "came_from": Verb("由其他服务转来", EVERY),
    "policy_changed": Verb("保单变更", EVERY),
}

FILE_VERBS = ("attach", "detach")
"""What is done by handing files over, and not by a form."""

_BY_ITSELF = ("apply", "recalculated", "came_from", "policy_changed")
CASE_VERBS = tuple(verb for verb in VERBS if verb not in (*_BY_ITSELF, *FILE_VERBS))
AFTERCARE = ("survey", "complain", "settle_complaint", "explain_breach")
"""What may also be done on a case that is over: it never blocks closing (D-08), and often comes later."""
_ANY_TIME = ("void", "reopen", "return_originals", *AFTERCARE)
OPEN_ONLY = (*(verb for verb in CASE_VERBS if verb not in _ANY_TIME), *FILE_VERBS)


def applies(verb: str, item: Item) -> bool:
    """Whether the verb exists for the item at all."""
    return verb in VERBS and item in VERBS[verb].items
