"""The case's deadlines 案件时限单: every clock, the current promise day by day, what happened, and the rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from desktop.casework.papers import CaseSheet
from desktop.casework.rows import QuotaTile, TimelineEntry
from desktop.handbook.daytrace import WEEKDAYS, DayRun, Role, Trace, circled, spell_clock, spell_minutes
from desktop.handbook.deskhours import MIDNIGHT, ONE_DAY
from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import ITEM_TITLES, ClockReading, Kind, Unit
from desktop.handbook.workdays import SHANGHAI, DayKind
from desktop.reports.blocks import Cell, Column, Field, Strip, fields, gap, paragraph, rule, table
from desktop.reports.flow import Page, Section, compose
from desktop.reports.page import Sheet, letterhead, render, title_strip
from desktop.reports.styles import (
    ACCENT,
    CELL_STRONG,
    GREEN,
    LEAD,
    MAIN,
    MAIN_WIDTH,
    MUTED,
    RED,
    SIDE_NOTE,
    TOP_RULE,
)

TITLE = "案件时限单"
KINDS: Mapping[Kind, str] = {Kind.PROMISE: "承诺时效", Kind.TARGET: "内部目标", Kind.WATCHED: "关注"}
UNITS: Mapping[Unit, str] = {Unit.DAYS: "按工作日", Unit.HOURS: "按工作小时", Unit.MINUTES: "7×24 连续计时"}
STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("未起算", MUTED), "running": ("计时中", ACCENT), "met": ("按时完成", GREEN),
    "exempt": ("豁免", MUTED), "ended": ("已终止", MUTED),
}  # fmt: skip
"""The words and colours of a clock's state; a missed one says whether it is done yet."""

OUTCOMES = {"open": "在办", "closed": "已结案", "cancelled": "已取消", "refused": "不符合"}
CLOCK_COLUMNS = (
    Column("时限", 37.0), Column("起算", 22.0), Column("到期", 23.0), Column("完成", 22.0), Column("结果", 22.0),
)  # fmt: skip
DAY_COLUMNS = (Column("日期", 33.0), Column("星期", 20.0), Column("计数", 28.0), Column("说明", 45.0))
RECORD_COLUMNS = (Column("发生", 29.0), Column("事项", 66.0), Column("记录人", 31.0))
RIGHT_COLUMNS = (
    Column("权益", 33.0), Column("总数", 17.0, "right"), Column("已用", 17.0, "right"), Column("预留", 17.0, "right"),
    Column("剩余", 17.0, "right"), Column("说明", 25.0),
)  # fmt: skip


def case_sheet(content: CaseSheet) -> bytes:
    """The PDF, one to three pages for a usual case; UnprintableText when a character is in no face."""
    return render(_sheet(content), _pages(content))


def _sheet(content: CaseSheet) -> Sheet:
    secret = "含未脱敏个人信息" if content.unmasked else "个人信息已脱敏"
    return Sheet(
        title=f"{TITLE} {content.number}", author=content.provider.name, subject=TITLE, issued=content.printed_at,
        program=content.program, running=(TITLE, f"{content.name}\u3000{content.person}", content.number),
        foot=f"医疗保密文件·{secret}",
    )  # fmt: skip


def _pages(content: CaseSheet) -> list[Page]:
    printed = content.printed_at.astimezone(SHANGHAI)
    facts = (("案件号", content.number), ("服务", ITEM_TITLES[content.item]), ("出具日期", f"{printed:%Y-%m-%d}"))
    opening = [
        letterhead(content.provider, facts), gap(7.0), title_strip(TITLE, _subtitle(content)), gap(3.6), rule(),
        gap(1.8), *fields(_fields(content)), gap(3.2), rule(TOP_RULE, ACCENT),
    ]  # fmt: skip
    return compose(opening, list(_sections(content)))


def _subtitle(content: CaseSheet) -> str:
    parts = (ITEM_TITLES[content.item], OUTCOMES.get(content.state, content.state), content.stage)
    return "·".join(dict.fromkeys(part for part in parts if part))


def _fields(content: CaseSheet) -> list[list[Field]]:
    return [
        [Field("被保险人", content.name), Field("性别 / 年龄", content.person), Field("证件号", content.document),
         Field("电话", content.phone)],
        [Field("保单号", content.policy), Field("与投保人关系", content.relation), Field("保障计划", content.plan, 2)],
        [Field("医院", content.hospital, 2), Field("经办人", content.owner), Field("当前在谁手里", content.holder)],
    ]  # fmt: skip


def _sections(content: CaseSheet) -> Iterator[Section]:
    current = content.readings[content.current] if content.current >= 0 else None
    if current is not None:
        yield Section("当前承诺", _promise(current), note=_clause_note(current), accent=True, ruled=False)
    parts = [section for section in _parts(content, current) if section.strips]
    for number, section in enumerate(parts, 1):
        yield replace(section, number=str(number))


def _parts(content: CaseSheet, current: ClockReading | None) -> Iterator[Section]:
    yield Section("时限一览", _clocks(content.readings, current), "到期当日营业时间结束前完成即为按时")
    if content.trace is not None:
        yield Section("逐日说明", _days(content.trace), _days_note(content.trace, current))
    if content.lock:
        yield Section("锁定", paragraph(content.lock), _rule_words(content.lock_rule), room=12.0)
    yield Section("经过", _records(content.timeline), "按发生时间排列；另注补录时间")
    yield Section("权益台账", _rights(content.quotas), "剩余为总数减去预留和已用", room=18.0)
    yield Section("出处", _provenance(content), room=14.0)


def _promise(reading: ClockReading) -> list[Strip]:
    """What is promised and until when, in one sentence."""
    word, _ = _state(reading)
    due = f"应于 {_moment(reading.due, reading)} 前完成" if reading.due else "尚未起算"
    estimate = "（按法定节日预估）" if reading.provisional else ""
    facts = (
        Field("起算", _moment(reading.started)), Field("到期", _moment(reading.due, reading)),
        Field("计法", UNITS[reading.unit], note=KINDS[reading.kind]),
    )  # fmt: skip
    lead = paragraph(f"{reading.title}：{due}，{word}{estimate}。", LEAD, justify=False)
    return [*lead, gap(2.4), *fields([facts], MAIN, MAIN_WIDTH, len(facts))]


def _clause_note(reading: ClockReading) -> str:
    entry = RULES.get(reading.rule)
    return f"{_rule_words(reading.rule)}：{entry.text}" if entry else reading.rule


def _rule_words(rule_id: str) -> str:
    entry = RULES.get(rule_id)
    return f"{rule_id} 手册{entry.section}" if entry else rule_id


def _clocks(readings: Sequence[ClockReading], current: ClockReading | None) -> list[Strip]:
    rows = [_clock(reading, reading is current) for reading in readings]
    return table(CLOCK_COLUMNS, rows) if rows else []


def _clock(reading: ClockReading, current: bool) -> tuple[Cell, ...]:
    word, colour = _state(reading)
    kind = " ".join(part for part in (KINDS[reading.kind], reading.rule) if part)
    estimate = "预估" if reading.provisional else ""
    return (
        Cell(reading.title, kind, CELL_STRONG if current else None), _when(reading.started),
        _when(reading.due, reading, estimate), _when(reading.ended_at),
        Cell(word, reading.note, CELL_STRONG.but(colour=colour)),
    )  # fmt: skip


def _when(moment: datetime | None, reading: ClockReading | None = None, mark: str = "") -> Cell:
    """The date, and the time below it."""
    day, _, clock = _moment(moment, reading).partition(" ")
    return Cell(day, f"{clock} {mark}".strip())


def _state(reading: ClockReading) -> tuple[str, str]:
    if reading.state == "missed":
        return ("超时完成" if reading.ended_at else "已超时"), RED
    return STATES.get(reading.state, (reading.state, MUTED))


def _moment(moment: datetime | None, reading: ClockReading | None = None) -> str:
    """`2026-09-23 10:05`; a deadline at midnight is written 24:00 of the day before (T-03)."""
    if moment is None:
        return ""
    local = moment.astimezone(SHANGHAI)
    if reading is not None and reading.unit is not Unit.MINUTES and local.time() == MIDNIGHT:
        return f"{local - ONE_DAY:%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def _backwards(trace: Trace) -> bool:
    return trace.days[0].date > trace.days[-1].date


def _days_note(trace: Trace, current: ClockReading | None) -> str:
    """How the days are counted, by the rule that says so."""
    if _backwards(trace):
        return "就诊前的最后一个工作日（T-04）"
    if current is not None and current.unit is not Unit.DAYS:
        return "7×24 连续计时（T-06）" if current.unit is Unit.MINUTES else "只计营业时间（T-03）"
    return "起算当日不计入，休息日和法定节假日不计（T-01、T-02）"


def _days(trace: Trace) -> list[Strip]:
    rows = [_day(run, trace) for run in trace.runs()]
    notes = [gap(1.6), *paragraph(trace.sentence(), SIDE_NOTE, justify=False)]
    return [*table(DAY_COLUMNS, rows), *notes]


def _day(run: DayRun, trace: Trace) -> tuple[Cell, ...]:
    day = run.days[0]
    weekdays = "周" + "–".join(dict.fromkeys(WEEKDAYS[one.weekday()] for one in (run.first, run.last)))
    count = circled(day.counted) if day.counted else run.role.value
    count = "就诊日" if run.role is Role.START and _backwards(trace) else count
    count = f"{count} {Role.DUE.value}" if run.role is Role.DUE and day.counted else count
    style = CELL_STRONG if run.role in (Role.START, Role.DUE) else None
    grey = CELL_STRONG.but(font=SIDE_NOTE.font, colour=MUTED) if run.role is Role.SKIPPED else style
    return (Cell(_dates(run.first, run.last), style=grey), Cell(weekdays, style=grey), Cell(count, style=grey),
            Cell(_reason(run, trace), style=grey))  # fmt: skip


def _dates(first: date, last: date) -> str:
    return f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} 至 {last:%m-%d}"


def _reason(run: DayRun, trace: Trace) -> str:
    day = run.days[0]
    parts = [f"{len(run.days)} 天" if len(run.days) > 1 else "", run.name, run.kind.value if not run.name else ""]
    if run.kind is DayKind.MAKEUP:
        parts = ["调休补班，照常计入"]
    if day.minutes:
        parts = [f"计 {spell_minutes(day.minutes)}"]
    if run.role is Role.DUE:
        parts.append(f"{spell_clock(trace.due, day.date)} 到期")
    parts.append("预估" if any(one.provisional for one in run.days) else "")
    return "，".join(part for part in parts if part)


def _records(timeline: Sequence[TimelineEntry]) -> list[Strip]:
    ordered = sorted(timeline, key=lambda entry: (entry.happened, entry.seq))
    return table(RECORD_COLUMNS, [_record(entry) for entry in ordered]) if ordered else []


def _record(entry: TimelineEntry) -> tuple[Cell, ...]:
    happened, entered = _moment(entry.happened), _moment(entry.entered)
    late = f"补录 {entered[5:]}" if entered[:10] != happened[:10] else ""
    marks = ("（已作废）" if entry.voided else "") + ("（锁定）" if entry.locking else "")
    style = CELL_STRONG.but(colour=MUTED) if entry.voided else CELL_STRONG
    rules = "、".join(entry.rules)
    return (
        Cell(happened, late), Cell(f"{entry.title}{marks}", entry.detail, style),
        Cell(entry.person, rules),
    )  # fmt: skip


def _rights(quotas: Sequence[QuotaTile]) -> list[Strip]:
    rows = [
        (Cell(tile.title, style=CELL_STRONG if tile.own else None), str(tile.total), str(tile.used),
         str(tile.reserved), str(tile.left), tile.note)
        for tile in quotas
    ]  # fmt: skip
    return table(RIGHT_COLUMNS, rows) if rows else []


def _provenance(content: CaseSheet) -> list[Strip]:
    printed = content.printed_at.astimezone(SHANGHAI)
    words = [f"由{content.printed_by}于 {printed:%Y-%m-%d %H:%M} 从 {content.program} 出具"]
    words += [f"用途：{content.purpose}"] if content.purpose else []
    words.append("含未脱敏个人信息，出具已记录" if content.unmasked else "个人信息已脱敏")
    words.append("各项时限由案件经过按服务手册逐条推算，时间为北京时间")
    return paragraph("；".join(words) + "。", SIDE_NOTE.but(size=8.2), justify=False)
