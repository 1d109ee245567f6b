"""Invented cases as frozen rows, and a desk that answers for them: for tests and trial pictures only."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

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
from desktop.casework.rows import (
    CaseView,
    ChecklistItem,
    Done,
    Fact,
    FactGroup,
    FormField,
    Outcome,
    QuotaTile,
    Stage,
    Step,
    TimelineEntry,
    VerbForm,
)
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import ClockReading, Finding, Item, Kind, Refusal, Unit
from tests.ui.sample_desk import NOW, calendar

LOCKS = "发出即锁定：门诊权益记为已用，客户不能再取消或更改。三（七）6，10 秒内可撤回。"


def at(words: str) -> datetime:
    """A moment of 2026 as `9-23 14:20`."""
    day, _, clock = words.partition(" ")
    month, number = map(int, day.split("-"))
    hour, minute = map(int, (clock or "00:00").split(":"))
    return NOW.replace(month=month, day=number, hour=hour, minute=minute)


def reading(
    name: str,
    title: str,
    kind: str,
    state: str,
    started: str = "",
    due: str = "",
    ended: str = "",
    unit: Unit = Unit.DAYS,
    rule: str = "GC-05",
    step: str = "",
    note: str = "",
) -> ClockReading:
    """A clock with moments written as `9-23 14:20`."""
    moments = [at(words) if words else None for words in (started, due, ended)]
    return ClockReading(name, title, Kind(kind), unit, state, *moments, False, note, rule, step)


def entry(seq: int, when: str, verb: str, title: str, detail: str = "", **more: Any) -> TimelineEntry:
    """A record of the timeline; more: person, rules, voided, locking, entered."""
    happened = at(when)
    entered = at(more["entered"]) if "entered" in more else happened
    return TimelineEntry(
        seq,
        happened,
        entered,
        verb,
        title,
        detail,
        more.get("person", "林悦"),
        more.get("rules", ()),
        more.get("voided", False),
        more.get("locking", False),
    )


def step(verb: str, title: str, key: str = "", icon: str = "pencil", **more: Any) -> Step:
    """A step; more: primary, irreversible, findings."""
    return Step(
        verb, title, key, icon, more.get("primary", False), more.get("irreversible", ""), more.get("findings", ())
    )


def rights(own: str = "", used: bool = False) -> tuple[QuotaTile, ...]:
    """The five rights; the own one is reserved, or used."""
    rows = (("GC.outpatient", "门诊"), ("GC.inpatient", "住院"), ("GC.visit", "探视"), ("MD", "会诊"), ("ND", "解结"))
    made = []
    for name, title in rows:
        mine = name == own
        note = ("本案已用" if used else "本案预留") if mine else "JJ-260312-004" if name == "ND" else "未用"
        spent = 1 if name == "ND" or (mine and used) else 0
        kept = 1 if mine and not used else 0
        made.append(QuotaTile(name, title, 1, spent, kept, 1 - spent - kept, note, mine))
    return tuple(made)


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
        FactGroup(
            "就诊",
            "",
            (
                Fact("就诊", "9月29日 周二 09:30", "第 5 个工作日"),
                Fact("医院", "复旦大学附属肿瘤医院"),
                Fact("科室", "胃外科"),
                Fact("号源", "主任医师·门诊楼 3 层 12 诊室", "医生不可指定"),
                Fact("陪诊", "何敏"),
            ),
        ),
        FactGroup("病情", "", (Fact("诊断", "恶性肿瘤——重度 C16.9"), Fact("审核", "确诊"))),
        FactGroup(
            "申请",
            "",
            (
                Fact("意愿", "上海 复旦大学附属肿瘤医院 胃外科"),
                Fact("入口", "微信"),
                Fact("申请号", "W2609170031"),
                Fact("备注", "胃镜病理已出，想尽快手术，周二周四上午方便，女儿陪同，家住松江，来回路程一个半小时"),
            ),
        ),
    ),
    quotas=rights("GC.outpatient"),
    readings=(
        reading("gc.review", "审核", "target", "met", "9-17 10:02", "9-18 18:00", "9-18 09:40", rule="GC-02"),
        reading("gc.outpatient", "预约", "promise", "met", "9-22 10:00", "9-30 18:00", "9-23 11:30"),
        reading(
            "gc.notice",
            "时间通知",
            "target",
            "running",
            "9-23 11:30",
            "9-23 15:30",
            unit=Unit.HOURS,
            rule="GC-08",
            step="发就诊时间通知",
        ),
        reading(
            "gc.reminder",
            "就诊提醒",
            "promise",
            "waiting",
            "9-28 09:00",
            "9-28 18:00",
            rule="GC-09",
            note="就诊前 1 个工作日",
        ),
        reading(
            "gc.escort_call",
            "陪诊来电",
            "promise",
            "waiting",
            "9-28 09:00",
            "9-28 17:00",
            rule="GC-09",
            note="就诊前 1 个工作日",
        ),
        reading("gc.outpatient_visit", "就诊", "watched", "running", "9-22 10:00", "9-30 18:00", step="登记就诊"),
    ),
    current=2,
    stages=(
        Stage("审核", "done", at("9-18 09:40"), ""),
        Stage("分诊", "done", at("9-21 15:10"), ""),
        Stage("定院", "done", at("9-22 10:00"), ""),
        Stage("预约", "done", at("9-23 11:30"), ""),
        Stage("时间通知", "now", None, "发就诊时间通知"),
        Stage("提醒", "ahead", None, ""),
        Stage("来电", "ahead", None, ""),
        Stage("就诊", "ahead", None, ""),
        Stage("结案", "ahead", None, "清单 3/7"),
    ),
    timeline=(
        entry(9, "9-23 11:30", "book", "预约", "9月29日 周二 09:30 主任医师 门诊楼 3 层"),
        entry(8, "9-23 11:04", "call", "记电话", "接通，客户确认周二上午可行"),
        entry(7, "9-22 10:00", "settle", "确定医院科室", "复旦大学附属肿瘤医院 胃外科"),
        entry(6, "9-21 15:10", "triage", "诊前沟通与分诊", "建议胃外科"),
        entry(5, "9-21 15:02", "call", "记电话", "未接", person="陈凯"),
        entry(4, "9-21 14:30", "assign_escort", "派陪诊", "何敏 9月29日 周二 08:30–12:30", voided=True),
        entry(3, "9-18 09:40", "review", "审核", "确诊 恶性肿瘤——重度 C16.9"),
        entry(2, "9-17 10:20", "take", "接单"),
        entry(1, "9-17 10:02", "apply", "申请", "专家门诊 微信 上海 复旦大学附属肿瘤医院 胃外科"),
    ),
    steps=(
        step("notify", "发就诊时间通知", "R", "send", primary=True, irreversible=LOCKS),
        step("assign_escort", "派陪诊", "E", "user-check"),
        step("call", "记电话", "C", "phone"),
        step("note", "备注", "Q"),
        step("rebook", "改期", "B", "calendar-days"),
        step("remind", "发就诊提醒", "R", "bell"),
        step("serve", "登记就诊"),
        step("take", "接单", "A", findings=(Finding("D-02", "这件由林悦负责，9月17日 周四 10:20 接单"),)),
        step("hand_over", "转派", "T"),
        step("exempt", "时效豁免"),
        step("cancel", "取消"),
        step("close", "结案"),
        step("void", "作废记录"),
    ),
    checklist=(
        ChecklistItem("reviewed", "审核", True),
        ChecklistItem("triaged", "分诊", True),
        ChecklistItem("booked", "预约", True),
        ChecklistItem("notified", "时间通知", False),
        ChecklistItem("reminded", "提醒", False),
        ChecklistItem("escort_called", "来电", False),
        ChecklistItem("served", "就诊", False),
    ),
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
        FactGroup(
            "就诊",
            "通知已发，锁定",
            (
                Fact("就诊", "9月24日 周四 09:30", "第 6 个工作日", True),
                Fact("医院", "复旦大学附属肿瘤医院", "", True),
                Fact("科室", "乳腺外科", "", True),
                Fact("号源", "主任医师·门诊楼 3 层", "医生不可指定", True),
                Fact("携带", "身份证原件"),
                Fact("陪诊", "何敏", "还没告知客户"),
            ),
        ),
        FactGroup("病情", "", (Fact("诊断", "恶性肿瘤——重度 C50.9"), Fact("审核", "确诊"))),
        FactGroup(
            "申请",
            "",
            (
                Fact("意愿", "上海 复旦大学附属肿瘤医院 乳腺外科"),
                Fact("入口", "微信"),
                Fact("申请号", "W2609160087"),
                Fact("备注", "手术方案与术前评估"),
            ),
        ),
    ),
    readings=(
        reading("gc.review", "审核", "target", "met", "9-16 15:10", "9-17 18:00", "9-16 16:40", rule="GC-02"),
        reading("gc.outpatient", "预约", "promise", "met", "9-17 14:30", "9-23 18:00", "9-21 10:15"),
        reading(
            "gc.notice",
            "时间通知",
            "target",
            "met",
            "9-21 10:15",
            "9-21 14:15",
            "9-21 10:32",
            unit=Unit.HOURS,
            rule="GC-08",
        ),
        reading(
            "gc.reminder", "就诊提醒", "promise", "running", "9-23 09:00", "9-23 18:00", rule="GC-09", step="发就诊提醒"
        ),
        reading(
            "gc.escort_call",
            "陪诊来电",
            "promise",
            "running",
            "9-23 09:00",
            "9-23 17:00",
            rule="GC-09",
            step="陪诊致电客户",
        ),
        reading("gc.outpatient_visit", "就诊", "watched", "running", "9-17 14:30", "9-23 18:00", step="登记就诊"),
    ),
    current=4,
    stages=(
        Stage("审核", "done", at("9-16 16:40"), ""),
        Stage("分诊", "done", at("9-17 14:02"), ""),
        Stage("定院", "done", at("9-17 14:30"), ""),
        Stage("预约", "done", at("9-21 10:15"), ""),
        Stage("时间通知", "done", at("9-21 10:32"), ""),
        Stage("提醒", "now", None, "发就诊提醒"),
        Stage("来电", "ahead", None, ""),
        Stage("就诊", "ahead", None, ""),
        Stage("结案", "ahead", None, "清单 4/7"),
    ),
    timeline=(
        entry(15, "9-23 14:02", "call", "记电话", "未接，15:30 再拨", person="何敏"),
        entry(14, "9-23 13:38", "note", "备注", "会合时间改为 09:00 门诊楼一层大厅", person="陈凯"),
        entry(13, "9-22 16:20", "call", "记电话", "接通，问是否空腹；已答无需空腹"),
        entry(12, "9-22 15:12", "assign_escort", "派陪诊", "何敏 9月24日 周四 08:30–12:30"),
        entry(11, "9-21 10:32", "notify", "发就诊时间通知", "短信，锁定：不能再取消或更改", locking=True),
        entry(10, "9-21 10:15", "book", "预约", "9月24日 周四 09:30 主任医师 门诊楼 3 层"),
        entry(9, "9-20 11:47", "note", "备注", "医院回电，周四上午尚有 1 个主任号"),
        entry(8, "9-17 14:30", "settle", "确定医院科室", "复旦大学附属肿瘤医院 乳腺外科", entered="9-18 09:12"),
        entry(7, "9-17 14:02", "triage", "诊前沟通与分诊", "建议乳腺外科"),
        entry(6, "9-16 17:30", "call", "记电话", "拒接", voided=True),
        entry(5, "9-16 16:40", "review", "审核", "确诊 恶性肿瘤——重度 C50.9"),
        entry(2, "9-16 15:30", "take", "接单"),
        entry(1, "9-16 15:10", "apply", "申请", "专家门诊 微信 上海 复旦大学附属肿瘤医院 乳腺外科"),
    ),
    steps=(
        step("remind", "发就诊提醒", "R", "bell", primary=True),
        step("escort_call", "陪诊致电客户", "R"),
        step("assign_escort", "派陪诊", "E"),
        step("call", "记电话", "C"),
        step("note", "备注", "Q"),
        step("rebook", "改期", "B"),
        step("serve", "登记就诊"),
        step("no_show", "客户未到"),
        step("exempt", "时效豁免"),
        step("hand_over", "转派", "T"),
        step("close", "结案"),
        step("cancel", "取消", findings=(Finding("GC-14", "就诊时间通知已发出，不能取消或更改"),)),
        step("void", "作废记录"),
    ),
    checklist=(
        ChecklistItem("reviewed", "审核", True),
        ChecklistItem("triaged", "分诊", True),
        ChecklistItem("booked", "预约", True),
        ChecklistItem("notified", "时间通知", True),
        ChecklistItem("reminded", "提醒", False),
        ChecklistItem("escort_called", "来电", False),
        ChecklistItem("served", "就诊", False),
    ),
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
    steps=(
        step("call", "记电话", "C", "phone", primary=True),
        step("note", "备注", "Q"),
        step("plan_mdt", "制定会诊方案", findings=(Finding("MD-02", "还没有接通的电话"),)),
    ),
)

FORMS = {
    "notify": VerbForm(
        "notify",
        "发就诊时间通知",
        (FormField("by", "方式", "choice", choices=(("sms", "短信"), ("phone", "电话")), prefill="sms"),),
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
        (FormField("by", "方式", "choice", choices=(("sms", "短信"), ("phone", "电话")), prefill="sms"),),
        "R",
        "bell",
    ),
    "call": VerbForm(
        "call", "记电话", (FormField("outcome", "结果", "choice", choices=(("reached", "接通"),)),), "C", "phone"
    ),
}

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


class BadInput(ValueError):
    """As casework's: known to the screens by its name."""


class SampleCases:
    """A `CaseSource` over invented views; it counts calls, keeps what was performed, and answers `outcome`."""

    def __init__(self, *views: CaseView, now: datetime = NOW) -> None:
        self.calendar, self.hours = calendar(), DeskHours()
        self.views = {view.id: view for view in (views or (OUTPATIENT, LOCKED, CONSULTATION))}
        self.calls: Counter[str] = Counter()
        self.threads: set[int] = set()
        self.performed: list[tuple[str, int, Mapping[str, Any], Any]] = []
        self.applied: list[ApplicationDraft] = []
        self.checked: list[ApplicationDraft] = []
        self.shelf: ApplicationDraft | None = None
        self.answers: list[Outcome | Exception] = []
        self._now = now

    def now(self) -> datetime:
        """The fixed moment."""
        return self._now

    def pass_time(self, **span: float) -> None:
        """Let time go by."""
        self._now += timedelta(**span)

    def _called(self, name: str) -> None:
        self.calls[name] += 1
        self.threads.add(threading.get_ident())

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """The view as it is kept."""
        self._called("case_view")
        del now
        return self.views[case_id]

    def form(self, verb: str, view: CaseView) -> VerbForm:
        """The form of a verb."""
        self._called("form")
        del view
        return FORMS[verb]

    def perform(self, verb: str, case_id: int, values: Mapping[str, Any], late: Any, command_id: str = "") -> Outcome:
        """Remember the command and answer what the test prepared, or Done."""
        self._called("perform")
        assert command_id
        self.performed.append((verb, case_id, dict(values), late))
        return self._answer(Done(case_id, 99, self.views[case_id].number, (), (case_id,)))

    def hospitals(self, prefix: str) -> Sequence[str]:
        """Some hospitals."""
        self._called("hospitals")
        known = ("复旦大学附属肿瘤医院", "复旦大学附属中山医院", "复旦大学附属华山医院", "上海瑞金医院")
        return [name for name in known if prefix in name or (prefix == "zs" and "中山" in name)]

    def departments(self) -> Sequence[str]:
        """Some departments."""
        self._called("departments")
        return ["胃外科", "乳腺外科", "肝外科", "胸外科"]

    def plans(self) -> Sequence[tuple[str, str]]:
        """Two plans."""
        self._called("plans")
        return [("i-wuyou-3.0", "i 无忧 3.0"), ("i-wuyou-2.0", "i 无忧 2.0")]

    def check_application(self, draft: ApplicationDraft) -> ApplicationCheck:
        """What new-case.png shows: a known policy, no certificate, a consultation under way."""
        self._called("check_application")
        self.checked.append(draft)
        return sample_check(draft)

    def apply(self, draft: ApplicationDraft, command_id: str = "") -> Outcome:
        """Open a case, or what the test prepared."""
        self._called("apply")
        assert command_id
        self.applied.append(draft)
        return self._answer(Done(50, 1, "GT-260923-021", (), (50,)))

    def _answer(self, usual: Done) -> Outcome:
        answer = self.answers.pop(0) if self.answers else usual
        if isinstance(answer, Exception):
            raise answer
        return answer

    def save_draft(self, draft: ApplicationDraft) -> None:
        """Keep it."""
        self.shelf = draft

    def load_draft(self) -> ApplicationDraft | None:
        """What was kept."""
        return self.shelf

    def drop_draft(self) -> None:
        """Forget it."""
        self.shelf = None


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
        ClockPreview("住院安排", Kind.PROMISE, None, "住院证开出且医院科室确定后 10 个工作日"),
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


def refused(*rules: tuple[str, str]) -> Refusal:
    """A refusal by these (rule, sentence) pairs."""
    return Refusal(tuple(Finding(*pair) for pair in rules))
