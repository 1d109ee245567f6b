"""Three invented cases as frozen rows: one under way, one locked by its notice, one consultation."""

from __future__ import annotations

from dataclasses import replace

from desktop.casework.rows import CaseView, Fact, TimelineEntry
from desktop.handbook.vocabulary import Finding, Item
from tests.ui.case.sample_parts import (
    HOSPITAL,
    LOCKS,
    at,
    booking_clocks,
    checklist,
    entry,
    reading,
    rights,
    stages,
    steps,
    told,
    visit,
)


def _opening(applied: str, taken: str, department: str, review: TimelineEntry) -> tuple[TimelineEntry, ...]:
    """The first records of every outpatient booking, newest first: reviewed, taken, applied for."""
    wish = f"专家门诊 微信 上海 {HOSPITAL} {department}"
    return review, entry(2, taken, "take", "接单"), entry(1, applied, "apply", "申请", wish)


OUTPATIENT = CaseView(
    id=2,
    version=5,
    number="GT-260917-002",
    item=Item.OUTPATIENT,
    name="冯*",
    subtitle="GT-260917-002·女 52 岁·138****2046",
    policy="保单 6608****2217·本人·有效至 2026-12-31",
    owner="林悦",
    stage="待发通知",
    state="open",
    lock="",
    lock_clause="",
    lock_rule="",
    holder="desk",
    holder_since=at("9-23 11:30"),
    holder_until=None,
    groups=(
        visit("9月29日 周二 09:30", "5", "胃外科", "门诊楼 3 层 12 诊室", Fact("陪诊", "何敏")),
        *told(
            "C16.9",
            "胃外科",
            "W2609170031",
            "胃镜病理已出，想尽快手术，周二周四上午方便，女儿陪同，家住松江，来回路程一个半小时",
        ),
    ),
    quotas=rights("GC.outpatient"),
    readings=booking_clocks(
        review="met, 9-17 10:02, 9-18 18:00, 9-18 09:40",
        outpatient="met, 9-22 10:00, 9-30 18:00, 9-23 11:30",
        notice="running, 9-23 11:30, 9-23 15:30",
        reminder="waiting, 9-28 09:00, 9-28 18:00",
        escort_call="waiting, 9-28 09:00, 9-28 17:00",
        outpatient_visit="running, 9-22 10:00, 9-30 18:00",
    ),
    current=2,
    stages=stages("9-18 09:40", "9-21 15:10", "9-22 10:00", "9-23 11:30", now="发就诊时间通知"),
    timeline=(
        entry(9, "9-23 11:30", "book", "预约", "9月29日 周二 09:30 主任医师 门诊楼 3 层"),
        entry(8, "9-23 11:04", "call", "记电话", "接通，客户确认周二上午可行"),
        entry(7, "9-22 10:00", "settle", "确定医院科室", f"{HOSPITAL} 胃外科"),
        entry(6, "9-21 15:10", "triage", "诊前沟通与分诊", "建议胃外科"),
        entry(5, "9-21 15:02", "call", "记电话", "未接", person="陈凯"),
        entry(4, "9-21 14:30", "assign_escort", "派陪诊", "何敏 9月29日 周二 08:30–12:30", voided=True),
        *_opening(
            "9-17 10:02",
            "9-17 10:20",
            "胃外科",
            entry(3, "9-18 09:40", "review", "审核", "确诊 恶性肿瘤——重度 C16.9"),
        ),
    ),
    steps=steps(
        *("notify", "assign_escort", "call", "note", "rebook", "remind", "serve"),
        *("take", "hand_over", "exempt", "cancel", "close", "void"),
        warning=LOCKS,
        take=Finding("D-02", "这件由林悦负责，9月17日 周四 10:20 接单"),
    ),
    checklist=checklist(3),
    tasks=(),
)

LOCKED = replace(
    OUTPATIENT,
    id=3,
    number="GT-260916-009",
    name="许*兰",
    subtitle="GT-260916-009·女 52 岁·139****7715",
    policy="保单 6608****5530·本人·有效至 2027-02-28",
    stage="待提醒",
    lock="已锁定：就诊时间通知已于 9月21日 周一 10:32 发出，视同服务已发生，不能取消或更改",
    lock_clause="重疾绿通服务预约成功后，客户会收到就诊时间提醒短信或电话，此时视同服务已发生，客户将不能再取消或更改服务。",
    lock_rule="GC-14",
    quotas=rights("GC.outpatient", used=True),
    groups=(
        visit(
            "9月24日 周四 09:30",
            "6",
            "乳腺外科",
            "门诊楼 3 层",
            Fact("携带", "身份证原件"),
            Fact("陪诊", "何敏", "还没告知客户"),
            locked=True,
        ),
        *told("C50.9", "乳腺外科", "W2609160087", "手术方案与术前评估"),
    ),
    readings=booking_clocks(
        review="met, 9-16 15:10, 9-17 18:00, 9-16 16:40",
        outpatient="met, 9-17 14:30, 9-23 18:00, 9-21 10:15",
        notice="met, 9-21 10:15, 9-21 14:15, 9-21 10:32",
        reminder="running, 9-23 09:00, 9-23 18:00",
        escort_call="running, 9-23 09:00, 9-23 17:00",
        outpatient_visit="running, 9-17 14:30, 9-23 18:00",
    ),
    current=4,
    stages=stages("9-16 16:40", "9-17 14:02", "9-17 14:30", "9-21 10:15", "9-21 10:32", now="发就诊提醒"),
    timeline=(
        entry(15, "9-23 14:02", "call", "记电话", "未接，15:30 再拨", person="何敏"),
        entry(14, "9-23 13:38", "note", "备注", "会合时间改为 09:00 门诊楼一层大厅", person="陈凯"),
        entry(13, "9-22 16:20", "call", "记电话", "接通，问是否空腹；已答无需空腹"),
        entry(12, "9-22 15:12", "assign_escort", "派陪诊", "何敏 9月24日 周四 08:30–12:30"),
        entry(11, "9-21 10:32", "notify", "发就诊时间通知", "短信，锁定：不能再取消或更改", locking=True),
        entry(10, "9-21 10:15", "book", "预约", "9月24日 周四 09:30 主任医师 门诊楼 3 层"),
        entry(9, "9-20 11:47", "note", "备注", "医院回电，周四上午尚有 1 个主任号"),
        entry(8, "9-17 14:30", "settle", "确定医院科室", f"{HOSPITAL} 乳腺外科", entered="9-18 09:12"),
        entry(7, "9-17 14:02", "triage", "诊前沟通与分诊", "建议乳腺外科"),
        entry(6, "9-16 17:30", "call", "记电话", "拒接", voided=True),
        *_opening(
            "9-16 15:10",
            "9-16 15:30",
            "乳腺外科",
            entry(5, "9-16 16:40", "review", "审核", "确诊 恶性肿瘤——重度 C50.9"),
        ),
    ),
    steps=steps(
        *("remind", "escort_call", "assign_escort", "call", "note", "rebook", "serve"),
        *("no_show", "exempt", "hand_over", "close", "cancel", "void"),
        cancel=Finding("GC-14", "就诊时间通知已发出，不能取消或更改"),
    ),
    checklist=checklist(4),
)

CONSULTATION = replace(
    OUTPATIENT,
    id=4,
    number="MD-260922-001",
    item=Item.MD,
    name="姚*国",
    subtitle="MD-260922-001·男 61 岁·136****0930",
    stage="待首次电话",
    quotas=rights("MD"),
    current=0,
    readings=(
        reading("md.call", "首次电话", "promise", "running", "9-22 17:10", "9-23 18:00", rule="MD-02", step="致电客户"),
        reading("md.report", "会诊报告", "promise", "waiting", rule="MD-06", note="收到安排需求"),
    ),
    steps=steps("call", "note", "plan_mdt", plan_mdt=Finding("MD-02", "还没有接通的电话")),
)
