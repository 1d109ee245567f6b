"""What the desk finds about an invented application: its policy, offers, rights, lines and clocks."""

from __future__ import annotations

from datetime import date

from desktop.casework.drafts import (
    ApplicationCheck,
    ApplicationDraft,
    CheckLine,
    ClockPreview,
    DuplicateRow,
    ItemOffer,
    PolicyCard,
    StayChoice,
)
from desktop.casework.rows import QuotaTile
from desktop.handbook.vocabulary import Finding, Item, Kind
from tests.ui.case.sample_parts import at

POLICY = PolicyCard(
    7,
    "6608****9031",
    "罗*英",
    "3101**********2048",
    "137****6402",
    "女 47 岁",
    "i 无忧 3.0",
    date(2026, 3, 15),
    date(2027, 3, 14),
    "有效",
)
OFFERS = tuple(
    ItemOffer(item, caption, free)
    for item, caption, free in (
        (Item.OUTPATIENT, "剩 1", True),
        (Item.INPATIENT, "剩 1", True),
        (Item.VISIT, "随住院", False),
        (Item.MD, "在办 1 件", False),
        (Item.ND, "剩 1", True),
        (Item.OC, "不限", True),
        (Item.PD, "不限", True),
    )
)


def sample_check(draft: ApplicationDraft) -> ApplicationCheck:
    """The live check for a policy that ends in 9031; any other number is unknown."""
    if not draft.policy.endswith("9031"):
        return ApplicationCheck(offers=tuple(offer._replace(caption="", available=True) for offer in OFFERS))
    lacks = draft.item is Item.INPATIENT and not draft.certificate_on
    findings = (
        (Finding("GC-13", "没有住院证，本保单也没有由门诊专家开出的入院通知：请先申请专家门诊"),) if lacks else ()
    )
    named = draft.item is Item.MD
    findings += (Finding("D-03", "同一保单已有在办的多学科会诊：MD-260921-005"),) if named else ()
    lines = [
        CheckLine("G-02", "申请人就是被保险人", "证件号与保单一致", "ok"),
        CheckLine("G-04", "保单有效", "i 无忧 3.0 · 2026-03-15 至 2027-03-14", "ok"),
    ]
    if draft.item is Item.INPATIENT:
        lines += [
            CheckLine("GC-02", "病种在约定范围", "原发性肝癌 · 疑似，待审核确认", "ok"),
            CheckLine(
                "GC-13",
                "住院凭证",
                "未提供，拒绝原因见左侧" if lacks else "9月21日 周一 开具",
                "refused" if lacks else "ok",
            ),
        ]
    lines.append(
        CheckLine(
            "D-03",
            "申请编号未重复",
            f"{draft.request_no} 首次出现" if draft.request_no else "还没填",
            "ok" if draft.request_no else "open",
        )
    )
    clocks = (
        ClockPreview("审核", Kind.TARGET, at("9-24 18:00"), "1 个工作日"),
        ClockPreview("住院安排", Kind.PROMISE, None, "住院证与医院科室确定后 10 个工作日"),
    )
    return ApplicationCheck(
        findings,
        tuple(lines),
        POLICY,
        OFFERS,
        (
            QuotaTile("GC.outpatient", "专家门诊", 1, 0, 0, 1, "", False),
            QuotaTile("GC.inpatient", "住院安排", 1, 0, 0, 1, "登记后预留", True),
            QuotaTile("GC.visit", "住院探视", 1, 0, 0, 1, "", False),
            QuotaTile("MD", "多学科会诊", 1, 0, 1, 0, "MD-260921-005", False),
            QuotaTile("ND", "解结服务", 1, 0, 0, 1, "", False),
        ),
        (
            DuplicateRow(31, "MD-260921-005", Item.MD, "多学科会诊 · 林悦 · 约请专家", True, named),
            DuplicateRow(30, "WZ-260830-044", Item.OC, "在线问诊 · 8月30日 已结案", False, False),
        ),
        clocks if draft.item else (),
        (StayChoice(12, "GT-260918-004", "中山 肝外科 · 9月20日 入院"),),
    )
