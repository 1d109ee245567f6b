"""The rows of the action table for the page of holidays and working days."""

from __future__ import annotations

from typing import Any

from desktop.ui.situations import always

_YEARS = (False, (), always, "上一年/下一年")

def year_rows(page: Any, window: Any) -> tuple[tuple[Any, ...], ...]:
    """The arguments of each action; letters act outside of the pasted text."""
    here = (page,)
    return (
        ("calendars", "节假日与工作日…", ("Ctrl+Alt+W",), "calendar-days", (window,), "查看"),
        ("year_previous", "上一年", ("[",), "chevron-left", here, "查看", 1, *_YEARS),
        ("year_next", "下一年", ("]",), "chevron-right", here, "查看", 1, *_YEARS),
        ("year_up", "移动日期", ("Up",), "arrow-up", here, "移动", 2),
        ("year_down", "移动日期", ("Down",), "arrow-down", here, "移动", 2),
        ("year_left", "移动日期", ("Left",), "arrow-left", here, "移动", 2),
        ("year_right", "移动日期", ("Right",), "arrow-right", here, "移动", 2),
        ("year_day", "改这一天", ("Return", "Enter"), "calendar-x", here, "办理", 3),
        ("year_paste", "粘贴通知", ("Ctrl+V",), "clipboard-paste", here, "办理", 4),
        ("year_enable", "启用", ("Ctrl+Return", "Ctrl+Enter"), "calendar-check", here, "办理", 5),
        ("year_import", "导入文件", ("I",), "upload", here, "办理", 6),
        ("year_export", "导出 CSV", ("X",), "download", here, "办理", 7),
    )
