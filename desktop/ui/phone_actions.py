"""The rows of the action table for the phone doctor's page and the duty roster."""

from __future__ import annotations

from typing import Any

from desktop.handbook.phone import OUTCOMES

_END_ICONS = ("heart-pulse", "hospital", "siren", "arrow-right", "calendar-clock", "phone-missed")


def phone_rows(calls: Any, roster: Any) -> tuple[tuple[Any, ...], ...]:
    """The arguments of each action, on the page of calls and on the roster."""
    return (*call_rows(calls), *duty_rows(roster))


def call_rows(place: Any) -> tuple[tuple[Any, ...], ...]:
    """The actions on the page of calls; letters and digits act outside of text."""
    here = (place,)
    ends = tuple(
        (f"phone_end_{digit}", title, (str(digit), f"Ctrl+{digit}"), icon, here, "结果")
        for digit, (title, icon) in enumerate(zip(OUTCOMES.values(), _END_ICONS, strict=True), 1)
    )
    return (
        *ends,
        ("phone_answer", "接听最急的一位", ("R",), "phone-incoming", here, "办理", 1),
        ("phone_ring", "有人来电", ("I",), "phone-call", here, "办理", 2),
        ("phone_back", "回呼", ("C",), "phone-outgoing", here, "办理", 3),
        ("phone_hang_up", "结束通话", ("Ctrl+H",), "phone-off", here, "办理", 4),
        ("phone_calm", "不是急症", ("Ctrl+U",), "circle-check", here, "办理"),
        ("phone_notice", "已口头告知", ("Ctrl+G",), "badge-check", here, "办理", 5),
        ("phone_save", "挂断后保存", ("Ctrl+Return", "Ctrl+Enter"), "save", here, "办理", 6),
        ("phone_gap", "下一处未填", ("F8",), "flag", here, "办理", 7),
        ("phone_turn", "转为其他服务", ("Ctrl+B",), "external-link", here, "办理", 8),
        ("phone_close", "结案", ("Z",), "check", here, "办理"),
        ("phone_duty", "补排班", ("E",), "calendar-plus", here, "查看", 9),
        ("phone_figures", "统计", ("G",), "chart-column", here, "查看", 10),
        ("phone_queue", "电话医生队列", ("L",), "list", here, "查看", 11),
        ("phone_case", "案件页", ("Alt+Return",), "external-link", here, "查看"),
    )


def duty_rows(place: Any) -> tuple[tuple[Any, ...], ...]:
    """The arguments of each action on the roster."""
    here = (place,)
    return (
        ("duty_right", "后一天", ("Right",), "arrow-right", here, "移动"),
        ("duty_left", "前一天", ("Left",), "arrow-left", here, "移动"),
        ("duty_down", "下一项", ("J", "Down"), "arrow-down", here, "移动", 1),
        ("duty_up", "上一项", ("K", "Up"), "arrow-up", here, "移动"),
        ("duty_next", "后一周", ("]", "PgDown"), "chevron-right", here, "移动", 2),
        ("duty_previous", "前一周", ("[", "PgUp"), "chevron-left", here, "移动"),
        ("duty_today", "回到本周", ("H",), "calendar", here, "移动", 3),
        ("duty_add", "补排班", ("E", "Insert"), "calendar-plus", here, "办理", 4),
        ("duty_edit", "修改", ("Return", "Enter", "F2"), "pencil", here, "办理", 5),
        ("duty_remove", "移除", ("Delete",), "trash-2", here, "办理", 6),
        ("duty_doctor", "新医生", ("N",), "user-plus", here, "办理", 7),
        ("duty_least", "值班最低人数", ("M",), "users", here, "办理"),
        ("duty_export", "导出工作簿", ("X",), "file-spreadsheet", here, "办理", 8),
    )
