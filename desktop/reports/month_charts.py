"""The charts of the month workbook, drawn by the workbook itself: one message each, said in its title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from desktop.casework.figures.totals import CLOCK_ORDER, Totals
from desktop.handbook.vocabulary import SERVICE_TITLES, Kind
from desktop.reports.book_house import TYPEFACE
from desktop.reports.counted_sheet import CountedSheet
from desktop.reports.month_details import CLOCK
from desktop.reports.month_summary import NAME, Placed
from desktop.reports.styles import ACCENT, AMBER, HAIRLINE, INK, LIGHT, RED

_SMALL: Mapping[str, Any] = {"name": TYPEFACE, "size": 8, "color": f"#{INK}"}
_GRID: Mapping[str, Any] = {
    "major_gridlines": {"visible": True, "line": {"color": f"#{HAIRLINE}", "width": 0.5}},
}  # fmt: skip
_CLOCK_RATE, _FLOW_APPLIED, _FLOW_COMPLETED = 9, 1, 5


def on_time_chart(book: Workbook, placed: Placed, totals: Totals) -> Chart:
    """How well each promise was kept; the lowest is named."""
    promises = [name for name in CLOCK_ORDER if CLOCK[name].kind is Kind.PROMISE]
    chart = book.add_chart({"type": "bar"})
    last = placed.first + len(promises) - 1
    chart.add_series(_series(placed.first, last, _CLOCK_RATE, ACCENT, labels=True))
    rates = [(totals.on_time(name).share, name) for name in promises]
    known = [(rate, name) for rate, name in rates if rate is not None]
    title = "本期没有到期的承诺"
    if known:
        rate, name = min(known)
        called = f"{SERVICE_TITLES[CLOCK[name].items[0].service]}·{CLOCK[name].title}"
        title = "承诺全部按时完成" if rate == 1 else f"承诺达成率最低的是{called}，{100 * rate:.1f}%"
    _dress(chart, title)
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "line": {"color": f"#{LIGHT}"}, "major_tick_mark": "none"})
    chart.set_x_axis({"min": 0, "max": 1.15, "visible": False, "major_gridlines": {"visible": False}})
    return chart


def flow_chart(book: Workbook, placed: Placed, totals: Totals) -> Chart:
    """What was applied for and what was completed."""
    chart = book.add_chart({"type": "column"})
    last = placed.first + placed.lines - 2
    for name, column, colour in (("申请", _FLOW_APPLIED, LIGHT), ("完成", _FLOW_COMPLETED, ACCENT)):
        chart.add_series({**_series(placed.first, last, column, colour, labels=True), "name": name, "gap": 80})
    applied, completed = (sum(one[name] for one in totals.flows.values()) for name in ("applied", "completed"))
    _dress(chart, f"申请 {applied:,} 件，完成 {completed:,} 件，期末在办 {totals.in_hand.total():,} 件", legend=True)
    chart.set_x_axis({"num_font": _SMALL, "line": {"color": f"#{LIGHT}"}, "major_tick_mark": "none"})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


def cause_chart(book: Workbook, placed: Placed, totals: Totals) -> Chart:
    """Whose turn it was when a promise was missed."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(_series(placed.first, placed.first + placed.lines - 1, 1, RED, labels=True))
    every = totals.causes.total()
    title = "本期没有超时的承诺"
    if every:
        name, number = totals.causes.most_common(1)[0]
        title = f"{every} 次承诺超时，{number} 次{name}"
    _dress(chart, title)
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "line": {"color": f"#{LIGHT}"}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


def talk_chart(book: Workbook, days: CountedSheet, totals: Totals) -> Chart:
    """Calls and questions by day."""
    chart = book.add_chart({"type": "line"})
    for title, colour in (("来电", ACCENT), ("在线提问", AMBER)):
        chart.add_series({
            "name": title, "categories": f"={days.span('日期')}", "values": f"={days.span(title)}",
            "line": {"color": f"#{colour}", "width": 1.75},
        })  # fmt: skip
    known = list(totals.days())
    calls, questions = sum(day.calls for day in known), sum(day.questions for day in known)
    busiest = max(known, key=lambda day: day.calls + day.questions)
    most = f"{busiest.day.month} 月 {busiest.day.day} 日最多"
    _dress(chart, f"来电 {calls:,} 次，在线提问 {questions:,} 次，{most}", legend=True)
    chart.set_x_axis({"num_font": _SMALL, "num_format": "m-d", "line": {"color": f"#{LIGHT}"}, "date_axis": True,
                      "major_unit": max(1, len(known) // 6), "major_unit_type": "days"})  # fmt: skip
    chart.set_y_axis({"num_font": _SMALL, "line": {"none": True}, "min": 0, **_GRID})
    return chart


def _series(first: int, last: int, column: int, colour: str, *, labels: bool) -> dict[str, Any]:
    return {
        "categories": [NAME, first, 0, last, 0], "values": [NAME, first, column, last, column],
        "fill": {"color": f"#{colour}"}, "gap": 45, "data_labels": {"value": labels, "font": _SMALL},
    }  # fmt: skip


def _dress(chart: Chart, title: str, *, legend: bool = False) -> None:
    chart.set_title({"name": title, "name_font": {"name": TYPEFACE, "size": 10.5, "bold": True, "color": f"#{INK}"},
                     "overlay": False})  # fmt: skip
    chart.set_legend({"position": "top", "font": _SMALL} if legend else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
