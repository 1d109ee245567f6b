"""`caredesk calendar show|preview|import`: a year's working days, and what a new notice does to open deadlines."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from desktop.app import build_desk
from desktop.casework.acting import BadInput
from desktop.casework.calendars.calendars_desk import Draft
from desktop.casework.calendars.rows import MovedDeadline, YearPage
from desktop.casework.desk import Desk
from desktop.casework.rows import Done
from desktop.commands.failing import UsageFault
from desktop.commands.window_calendars import WindowCalendars
from desktop.exchange.calendar_list import CalendarUnreadable
from desktop.handbook.moments import closing_day, spoken_moment
from desktop.handbook.year_notice import spell
from desktop.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with which year or file, on which desk."""
    parser.add_argument("deed", choices=("show", "preview", "import"), help="看一年；看通知会移动什么；启用通知")
    parser.add_argument("file", nargs="?", type=Path, help="通知全文（.txt）、JSON、工作簿或 CSV")
    parser.add_argument("--year", type=int, default=0, help="哪一年；show 默认今年，通知没写年份时用它")
    parser.add_argument("--db", default="", help="哪个数据库；默认本机文件")
    parser.add_argument("--person", default="", help="经手的主管；默认本机设置的人")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace, desk: Desk | None = None) -> int:
    """0; UsageFault for a file that is no notice, that contradicts itself, or that this person must not enable."""
    settings = read_settings(args.db)
    desk = desk or build_desk(settings, existing=True)
    calendars = WindowCalendars(desk, args.person or settings.person)
    try:
        return _show(calendars, args) if args.deed == "show" else _take(calendars, args)
    except (BadInput, CalendarUnreadable) as fault:
        raise UsageFault(str(fault)) from fault


def _show(calendars: WindowCalendars, args: argparse.Namespace) -> int:
    page = calendars.year(args.year)
    print(json.dumps(_page_document(page), ensure_ascii=False) if args.json else _page_words(page))
    return 0


def _page_document(page: YearPage) -> dict[str, Any]:
    return {
        "year": page.year, "published": page.published, "source": page.source, "workdays": page.workdays,
        "holidays": [{"date": one.date.isoformat(), "name": one.name} for one in page.holidays],
        "makeups": [{"date": one.date.isoformat(), "for": one.name} for one in page.makeups],
        "versions": [{"number": one.number, "person": one.person, "at": one.at.isoformat(), "origin": one.origin}
                     for one in page.versions],
    }  # fmt: skip


def _page_words(page: YearPage) -> str:
    mark = page.source or "国务院通知" if page.published else "预估：按法定节日推算，无调休"
    months = "  ".join(f"{month.number}月 {month.workdays}" for month in page.months)
    lines = [f"{page.year} 年：全年 {page.workdays} 个工作日（{mark}）", months,
             f"放假 {len(page.holidays)} 天：{'、'.join(spell(one.date) for one in page.holidays)}",
             f"补班 {len(page.makeups)} 天：{'、'.join(spell(one.date) for one in page.makeups) or '无'}"]  # fmt: skip
    lines += [f"第 {one.number} 版 {one.person} {spoken_moment(one.at)} 启用" for one in page.versions]
    if page.missing:
        lines.append(f"{page.missing} 年的放假通知还没有录入")
    return "\n".join(lines)


def _take(calendars: WindowCalendars, args: argparse.Namespace) -> int:
    if args.file is None:
        raise UsageFault("请写明通知文件：caredesk calendar preview 通知.txt")
    draft = calendars.read_file(args.file, args.year)
    enabled = calendars.enable(draft) if args.deed == "import" else None
    done = enabled if isinstance(enabled, Done) else None
    if args.json:
        print(json.dumps(_draft_document(draft, done), ensure_ascii=False))
    else:
        print("\n".join(_draft_words(draft, done)))
    return 0 if draft.notice.sound else 1


def _draft_document(draft: Draft, done: Done | None) -> dict[str, Any]:
    weighed = draft.preview
    return {
        "year": draft.notice.year, "sound": draft.notice.sound, "enabled": done is not None,
        "troubles": [{"line": one.line, "sentence": one.sentence, "blocks": one.blocks}
                     for one in draft.notice.troubles],
        "touched": weighed.touched if weighed else 0, "moved": weighed.moved if weighed else 0,
        "deadlines": [_deadline_document(row) for row in weighed.deadlines] if weighed else [],
        "visits": [{"case": one.number, "visit": one.visit_at.isoformat(), "feast": one.feast}
                   for one in weighed.visits] if weighed else [],
        "changed_cases": len(done.changed) if done else 0,
    }  # fmt: skip


def _deadline_document(row: MovedDeadline) -> dict[str, Any]:
    return {"case": row.number, "clocks": list(row.titles), "state": row.state, "old": row.old.isoformat(),
            "new": row.new.isoformat(), "makeup": row.makeup}  # fmt: skip


def _draft_words(draft: Draft, done: Done | None) -> list[str]:
    notice, weighed = draft.notice, draft.preview
    lines = [str(one) for one in notice.troubles]
    off = sum(one.off for one in notice.days)
    feasts = f"识别 {len(notice.feasts)} 节、放假 {off} 天、补班 {len(notice.days) - off} 天"
    lines.append(f"{notice.year} 年：{feasts}" if notice.days else "没有认出任何安排")
    if weighed is None:
        return [*lines, "没有启用：先改好上面的问题"]
    lines.append(f"触及的未完成时限 {weighed.touched} 个：移动 {weighed.moved}，不变 {weighed.touched - weighed.moved}")
    lines += [_deadline_words(row) for row in weighed.deadlines if row.state == "moved"]
    lines += [f"  {one.number} {one.name} 就诊日 {spell(one.visit_at.date())} 落在{one.feast or '休息日'}，须与医院核对"
              for one in weighed.visits]  # fmt: skip
    if done is not None:
        return [*lines, f"已启用，{len(done.changed)} 件案件重算并写进时间线"]
    return [*lines, "只是预览，没有写入；启用用 caredesk calendar import"]


def _deadline_words(row: MovedDeadline) -> str:
    mark = "·补班" if row.makeup else ""
    days = f"{spell(closing_day(row.old))} → {spell(closing_day(row.new))}{mark}"
    return f"  {row.number} {row.name} {'、'.join(row.titles)}：{days}"
