"""Invented content for the papers, with rare characters and awkward texts."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from desktop.casework.papers import CaseSheet, DayStop, EscortSheet, Provider
from desktop.casework.rows import QuotaTile, TimelineEntry
from desktop.handbook.calendars import load_calendar
from desktop.handbook.daytrace import explain
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import ClockReading, Item, Kind, Unit
from desktop.handbook.workdays import SHANGHAI

PROVIDER = Provider("安衡健康", "专家会诊与阅片中心")
PROGRAM = "CareDesk 健管台 0.1.0"

STOPS = (
    DayStop(time(8, 10), "出发", "地铁 4 号线，预留 30 分钟"),
    DayStop(time(8, 40), "见面", "核对证件；需要时借轮椅", True),
    DayStop(time(8, 55), "取号签到", "自助机 1 层，凭身份证"),
    DayStop(time(9, 10), "候诊", "3 层 B 区；把想问的三个问题再看一遍"),
    DayStop(time(9, 30), "就诊", "经同意可进诊室，协助记录医嘱", True),
    DayStop(time(10, 15), "缴费、检查预约", "费用由客户自付，陪诊人员不垫款"),
    DayStop(time(10, 45), "取药", "药房 1 层 6–9 号窗口"),
    DayStop(time(11, 10), "送别", "交接病历与票据，约定回访时间"),
)


def at(text: str) -> datetime:
    """`2026-09-23 10:05` in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def escort_content(**changes: object) -> EscortSheet:
    """A day sheet like the one in the design, with whatever is to be different."""
    return replace(ESCORT, **changes)


ESCORT = EscortSheet(
    provider=PROVIDER,
    number="GT-260917-002",
    printed_at=at("2026-09-23 10:05"),
    visit_day=date(2026, 9, 24),
    meeting=time(8, 40),
    meeting_place="门诊楼正门内服务台",
    escort="何敏",
    escort_phone="13800004471",
    client="冯女士，52 岁",
    hospital="东安大学附属肿瘤医院",
    client_phone="13900001826",
    address="东安区枫林路 270 号",
    room="门诊楼 3 层 12 诊室",
    expert="由医院安排，主任医师",
    slot="09:30–10:30",
    booking="已预约，现场取号",
    emergency="丈夫 139 0000 6620",
    stops=STOPS,
    bring=("身份证", "医保卡", "既往病历", "影像光盘", "近 1 个月化验单", "目前用药清单", "手机与充电器", "水和点心"),
    manager="林悦",
    manager_phone="400-000-1234",
    program=PROGRAM,
    escort_note="女\u3000工号 P0137\u3000持蓝色胸牌",
    plan_note="预计 2.5 小时；超过 4 小时请联系健康管家",
)


CALENDAR = load_calendar(Path(__file__).parents[2] / "resources" / "calendars")
HOURS = DeskHours()


def reading(name: str, **changes: object) -> ClockReading:
    """A promise that was met, with whatever is to be different."""
    met = ClockReading(
        name, "安排专家门诊", Kind.PROMISE, Unit.DAYS, "met", at("2026-09-16 11:20"), at("2026-09-17 18:00"),
        at("2026-09-17 09:40"), False, "", "GC-05", "",
    )  # fmt: skip
    return met._replace(**changes)


def entry(seq: int, happened: str, title: str, detail: str = "", **changes: object) -> TimelineEntry:
    """A record entered five minutes after it happened."""
    moment = at(happened)
    plain = TimelineEntry(seq, moment, moment + timedelta(minutes=5), "note", title, detail, "林悦", (), False, False)
    return plain._replace(**changes)


READINGS = (
    reading("gc.review", title="审核申请", kind=Kind.TARGET, rule="GC-02"),
    reading("gc.settle", title="分诊并明确医院科室", kind=Kind.TARGET, rule="GC-03", state="missed",
            due=at("2026-09-22 18:00"), ended_at=at("2026-09-23 10:12")),
    reading("gc.outpatient", state="running", started=at("2026-09-23 10:12"), due=at("2026-10-08 18:00"),
            ended_at=None),
    reading("gc.reminder", title="就诊前提醒", rule="GC-09", state="waiting", started=None, due=None, ended_at=None,
            note="等待预约"),
    reading("gc.escort_call", title="陪诊人员电话", rule="GC-09", state="waiting", started=None, due=None,
            ended_at=None, note="等待预约"),
)  # fmt: skip

TIMELINE = (
    entry(1, "2026-09-16 11:20", "申请", "专家门诊 微信 杭州 东安大学附属肿瘤医院", rules=("GC-01",)),
    entry(2, "2026-09-16 15:05", "首次联系", "接通", rules=("GC-02",)),
    entry(3, "2026-09-17 09:40", "审核", "确诊 C18.7", rules=("GC-02", "GC-03")),
    entry(4, "2026-09-21 16:30", "分诊", "建议结直肠外科", voided=True),
    entry(5, "2026-09-22 09:15", "分诊", "建议肿瘤内科，客户选择结直肠外科", rules=("GC-04",)),
    entry(6, "2026-09-23 10:12", "明确医院和科室", "杭州 东安大学附属肿瘤医院 结直肠外科", rules=("GC-05",),
          entered=at("2026-09-24 09:01")),
    entry(7, "2026-09-28 14:20", "补充说明", "客户希望上午就诊；随行一人需要轮椅，客户母亲镕（𨱇、䶮两字已核对）"),
)  # fmt: skip

CASE = CaseSheet(
    provider=PROVIDER,
    number="GT-260916-004",
    item=Item.OUTPATIENT,
    printed_at=at("2026-09-29 15:42"),
    printed_by="林悦",
    program=PROGRAM,
    name="王*𨱇",
    person="女 52 岁",
    document="3301**********0917",
    phone="138****5566",
    policy="6608****2217",
    relation="本人",
    plan="守护一号 2026 版",
    hospital="东安大学附属肿瘤医院",
    owner="林悦",
    stage="约诊中",
    state="open",
    holder="医院",
    lock="",
    lock_rule="",
    readings=READINGS,
    timeline=TIMELINE,
    quotas=(
        QuotaTile("GC.outpatient", "门诊", 1, 0, 1, 0, "本案预留", True),
        QuotaTile("GC.inpatient", "住院", 1, 0, 0, 1, "未用", False),
        QuotaTile("GC.visit", "探视", 1, 0, 0, 1, "未用", False),
        QuotaTile("MD", "会诊", 1, 1, 0, 0, "MD-260311-002", False),
        QuotaTile("ND", "解结", 0, 0, 0, 0, "计划不含", False),
    ),
    current=2,
    trace=explain(at("2026-09-23 10:12"), 5, CALENDAR, HOURS),
    purpose="保险公司归档",
)


def case_content(**changes: object) -> CaseSheet:
    """A case's deadlines, with whatever is to be different."""
    return replace(CASE, **changes)
