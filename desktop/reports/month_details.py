"""The detail sheets of the month workbook: their columns, and how each row of the figures fills them."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.casework.figures.rows import (
    CaseFigures,
    CaseRow,
    ClockRow,
    ConsultRow,
    DayRow,
    ExceptionRow,
    NoduleRow,
    RightRow,
    SettlementRow,
    VisitRow,
)
from desktop.casework.papers import ColumnKind, SheetCell, SheetColumn
from desktop.handbook.rulebook import CLOCKS, RULES
from desktop.handbook.vocabulary import ITEM_TITLES, SERVICE_TITLES, Clock, Kind, Unit
from desktop.reports.counted_sheet import Plan

_K = ColumnKind
KIND_TITLES: Mapping[Kind, str] = {Kind.PROMISE: "承诺", Kind.TARGET: "内部目标", Kind.WATCHED: "关注"}
UNIT_TITLES: Mapping[Unit, str] = {Unit.DAYS: "工作日", Unit.HOURS: "工作小时", Unit.MINUTES: "分钟"}
CLOCK: Mapping[str, Clock] = {clock.name: clock for clocks in CLOCKS.values() for _, clock in clocks}
CLAUSE: Mapping[str, str] = {clock.name: RULES[rule].section for clocks in CLOCKS.values() for rule, clock in clocks}
_HEAD = (SheetColumn("案件号", width=16.5), SheetColumn("保单号", width=13), SheetColumn("被保险人", width=9))
_SERVICE, _ITEM = SheetColumn("服务", width=10.5), SheetColumn("项目", width=10.5)


def _moment(title: str, width: float = 11.5) -> SheetColumn:
    return SheetColumn(title, _K.MOMENT, width)


def _day(title: str) -> SheetColumn:
    return SheetColumn(title, _K.DATE, 10.5)


_NODES = (
    "受理", "审核通过", "审核未通过", "确定医院科室", "预约", "发出通知", "服务完成", "结案", "未服务结案", "取消",
)  # fmt: skip
CASES = Plan(
    "案件明细",
    (*_HEAD, _ITEM, SheetColumn("入口", width=6), _moment("申请", 15.5), *(_moment(title) for title in _NODES),
     SheetColumn("期末状态", width=11), SheetColumn("健康管家", width=9)),
    ("项目", "申请", "受理", "审核通过", "审核未通过", "服务完成", "结案", "未服务结案", "取消", "期末状态"),
    short=_NODES,
)  # fmt: skip
CLOCKS_DUE = Plan(
    "时效明细",
    (*_HEAD, _ITEM, _moment("申请"), SheetColumn("时限", width=9.5), SheetColumn("性质", width=8.5),
     SheetColumn("手册条款", width=19), SheetColumn("起算事件", width=18), _moment("起算"), _moment("到期", 15.5),
     _moment("完成"), SheetColumn("用时", _K.NUMBER, 7.5), SheetColumn("单位", width=8.5),
     SheetColumn("结果", width=7.5), SheetColumn("超时原因", width=9.5), SheetColumn("豁免单号", width=9.5),
     SheetColumn("预估", width=6)),
    ("项目", "时限", "手册条款", "性质", "结果", "超时原因"), short=("申请", "起算", "完成"),
)  # fmt: skip
VISITS = Plan(
    "门诊住院",
    (*_HEAD, _ITEM, SheetColumn("城市", width=8), SheetColumn("医院", width=27), SheetColumn("等级", width=9),
     SheetColumn("科室", width=14), SheetColumn("专家职称", width=11), _moment("就诊日", 15.5),
     SheetColumn("结果", width=10), SheetColumn("陪诊员", width=12), SheetColumn("陪诊时长（小时）", _K.NUMBER, 10)),
    ("项目", "结果"), ("陪诊时长（小时）",),
)  # fmt: skip
CONSULTS = Plan(
    "MDT会诊",
    (*_HEAD, SheetColumn("瘤种", width=27), SheetColumn("ICD-10", width=8), SheetColumn("专家数", _K.WHOLE, 7),
     SheetColumn("专科数", _K.WHOLE, 7), _moment("申请", 15.5), _moment("收到安排需求", 15.5), _moment("会诊", 15.5),
     _moment("报告", 15.5), _moment("诊后指导", 15.5), SheetColumn("寄送单号", width=22)),
    ("申请", "会诊", "报告"),
)  # fmt: skip
READINGS = Plan(
    "解结",
    (*_HEAD, SheetColumn("类型", width=10), _moment("申请", 15.5), _moment("资料收齐", 15.5),
     SheetColumn("分类系统", width=18), SheetColumn("总体类别", width=9), SheetColumn("阅片专家", width=10),
     SheetColumn("专家医院", width=27), _moment("报告", 15.5), _moment("寄送", 15.5),
     SheetColumn("寄送单号", width=22)),
    ("申请", "资料收齐", "报告"),
)  # fmt: skip
TALKS = Plan(
    "电话与在线",
    (_day("日期"), SheetColumn("来电", _K.WHOLE, 9), SheetColumn("已接听", _K.WHOLE, 9),
     SheetColumn("10 分钟内接听", _K.WHOLE, 10), SheetColumn("接通率", _K.SHARE, 9),
     SheetColumn("通话时长（分钟）", _K.NUMBER, 11), SheetColumn("在线提问", _K.WHOLE, 9),
     SheetColumn("已解答", _K.WHOLE, 9), SheetColumn("30 分钟内解答", _K.WHOLE, 10),
     SheetColumn("及时率", _K.SHARE, 9)),
    summed=("来电", "已接听", "10 分钟内接听", "通话时长（分钟）", "在线提问", "已解答", "30 分钟内解答"),
)  # fmt: skip
SATISFACTION = Plan(
    "满意度",
    (*_HEAD, _ITEM, _moment("回访时间", 15.5), SheetColumn("结果", width=10), SheetColumn("评分（1–5）", _K.WHOLE, 10),
     SheetColumn("未回访原因", width=24), SheetColumn("客户的话", width=40)),
    ("结果",), empty="本期没有登记：本版程序还没有回访与满意度登记",
)  # fmt: skip
COMPLAINTS = Plan(
    "投诉",
    (SheetColumn("投诉编号", width=14), *_HEAD, _ITEM, _moment("投诉时间", 15.5), SheetColumn("类别", width=12),
     SheetColumn("责任方", width=10), _moment("办结时间", 15.5), SheetColumn("处理时长（工作日）", _K.NUMBER, 11),
     SheetColumn("结果", width=36)),
    ("类别",), empty="本期没有登记：本版程序还没有投诉登记",
)  # fmt: skip
RIGHTS = Plan(
    "权益使用",
    (SheetColumn("保单号", width=18), _SERVICE, _ITEM, SheetColumn("总次数", _K.WHOLE, 9),
     SheetColumn("已使用", _K.WHOLE, 9), SheetColumn("预留", _K.WHOLE, 9), SheetColumn("剩余", _K.WHOLE, 9)),
    summed=("总次数", "已使用", "预留"),
)  # fmt: skip
SETTLEMENT = Plan(
    "结算",
    (_SERVICE, _ITEM, SheetColumn("是否结算", width=11), SheetColumn("不可结算原因", width=18),
     SheetColumn("数量", _K.WHOLE, 9), SheetColumn("单价（元）", _K.NUMBER, 12),
     SheetColumn("金额（元）", _K.NUMBER, 12), SheetColumn("税率", _K.SHARE, 9),
     SheetColumn("税额（元）", _K.NUMBER, 12), SheetColumn("程序计数", _K.WHOLE, 10), SheetColumn("核对", width=8)),
)  # fmt: skip
EXCEPTIONS = Plan(
    "异常与改进",
    (_moment("时间", 15.5), SheetColumn("类别", width=17), SheetColumn("案件号", width=16.5), _ITEM,
     SheetColumn("责任方", width=9), SheetColumn("经过", width=60), SheetColumn("改进措施", width=36)),
    ("类别",),
)  # fmt: skip
STREAMED = (CASES, CLOCKS_DUE, VISITS, CONSULTS, READINGS)
"""Sheets that fill while the cases go by; exceptions too, but they come in their own order."""

Line = tuple[SheetCell, ...]


def case_line(row: CaseRow) -> Line:
    """A case and its node times."""
    head = row.head
    return (head.number, head.policy, head.name, ITEM_TITLES[head.item], row.entrance, row.applied, row.taken_up,
            row.accepted, row.refused, row.settled, row.booked, row.notified, row.delivered, row.completed,
            row.unserved, row.cancelled, row.state, row.owner)  # fmt: skip


def clock_line(row: ClockRow) -> Line:
    """A clock that fell due."""
    head = row.head
    return (head.number, head.policy, head.name, ITEM_TITLES[head.item], row.applied, row.title,
            KIND_TITLES[row.kind], row.clause, row.start_event, row.started, row.due, row.done, row.used,
            UNIT_TITLES[row.unit], row.state, row.cause, row.exemption,
            "预估" if row.provisional else None)  # fmt: skip


def visit_line(row: VisitRow) -> Line:
    """A visit, admission or hospital visit."""
    head = row.head
    return (head.number, head.policy, head.name, ITEM_TITLES[head.item], row.city, row.hospital, row.grade,
            row.department, row.title, row.visit_at, row.result, row.escort, row.hours)  # fmt: skip


def consult_line(row: ConsultRow) -> Line:
    """A consultation."""
    return (*row.head[:3], row.illness, row.icd10, row.experts, row.specialties, row.applied, row.requested, row.held,
            row.reported, row.guided, row.parcel)  # fmt: skip


def nodule_line(row: NoduleRow) -> Line:
    """A reading."""
    return (*row.head[:3], row.kind, row.applied, row.complete, row.system, row.category, row.reader, row.hospital,
            row.reported, row.posted, row.parcel)  # fmt: skip


def day_line(row: DayRow) -> Line:
    """A day of phone and online; the two shares are formulas of their own."""
    return (row.day, row.calls, row.taken, row.taken_in_time, None, row.talk_minutes, row.questions, row.answered,
            row.answered_in_time, None)  # fmt: skip


def right_line(row: RightRow) -> Line:
    """A right of a policy; what is left is a formula."""
    return (row.policy, SERVICE_TITLES[row.item.service], ITEM_TITLES[row.item], row.granted, row.used, row.reserved,
            None)  # fmt: skip


def settlement_line(row: SettlementRow) -> Line:
    """So many of an item; quantity, amount and tax are formulas, the price is not known to the program."""
    return (SERVICE_TITLES[row.item.service], ITEM_TITLES[row.item], "可结算" if row.billable else "不可结算",
            row.reason, None, "单价未设" if row.billable else None, None, None, None, row.quantity, None)  # fmt: skip


def exception_line(row: ExceptionRow) -> Line:
    """Something unusual; the last column is for people to fill in."""
    number, item = (row.head.number, ITEM_TITLES[row.head.item]) if row.head else ("", "")
    return (row.at, row.kind, number, item, row.party, row.words, None)


def streamed_lines(one: CaseFigures) -> dict[str, list[Line]]:
    """The lines that a case adds to the streamed sheets, by sheet."""
    return {
        CASES.name: [case_line(one.case)], CLOCKS_DUE.name: [clock_line(row) for row in one.clocks],
        VISITS.name: [visit_line(one.visit)] if one.visit else [],
        CONSULTS.name: [consult_line(one.consult)] if one.consult else [],
        READINGS.name: [nodule_line(one.nodule)] if one.nodule else [],
    }  # fmt: skip
