"""The consultation workspace's rows of the table of actions: letters in its lanes, the rest also while one types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.handbook.consultation_materials import PROBLEMS
from desktop.ui.situations import always


def mdt_rows(lanes: Any, typing: Any) -> Iterator[tuple[Any, ...]]:
    """The arguments of each Action; `lanes` is where letters are keys, `typing` where only function keys are."""
    both, own = (lanes, typing), (lanes,)
    yield "mdt_gap", "下一处未填", ("F8",), "flag", both, "办理", 1
    yield "mdt_tick", "勾收到、确认时间", ("Space",), "check", own, "办理", 2
    for digit, title in enumerate(PROBLEMS.values(), 1):
        hint = 3 if digit in (1, len(PROBLEMS)) else 0
        yield (f"mdt_problem_{digit}", f"标注：{title}", (str(digit),), "flag", own, "办理", hint, False, (), always,
               "标问题")  # fmt: skip
    yield from (
        ("mdt_original", "原件", ("0",), "package", own, "办理"),
        ("mdt_lacking", "资料未提供", ("Alt+0",), "minus", own, "办理"),
        ("mdt_ask", "补件短信", ("M",), "message-square-text", own, "办理", 4),
        ("mdt_invite", "邀专家", ("Y",), "user-plus", own, "办理", 5),
        ("mdt_release", "取消邀请", ("U",), "user-x", own, "办理"),
        ("mdt_plan", "写会诊方案", ("F2",), "clipboard-list", both, "办理"),
        ("mdt_time", "约会诊时间", ("B",), "calendar-clock", own, "办理", 6),
        ("mdt_held", "登记已召开", ("I",), "users", own, "办理"),
        ("mdt_post", "寄出报告或原件", ("R",), "truck", own, "办理"),
        ("mdt_attach", "添加这一项的文件", ("Ctrl+U",), "paperclip", both, "办理"),
        ("mdt_parcel", "寄件说明与面单", ("L",), "printer", own, "办理"),
        ("mdt_track", "查快递", ("Ctrl+Alt+T",), "truck", both, "查看"),
        ("mdt_open", "看材料", ("Return", "Enter"), "eye", own, "查看"),
        ("mdt_group", "换肿瘤清单", ("Alt+G",), "list-filter", both, "查看"),
        ("mdt_issue", "签发", ("Ctrl+Return", "Ctrl+Enter"), "stamp", both, "办理", 8),
        ("mdt_correct", "更正为新版本", ("Ctrl+R",), "file-text", both, "办理"),
        ("mdt_versions", "版本与差异", ("Ctrl+H",), "history", both, "查看", 9),
        ("mdt_report", "会诊报告", ("Ctrl+1",), "file-text", both, "查看"),
        ("mdt_guidance", "诊后指导", ("Ctrl+2",), "book-open", both, "查看"),
        ("mdt_case", "案件页", ("Alt+Return",), "external-link", both, "查看"),
        ("mdt_next", "下一件", ("J",), "arrow-down", own, "移动"),
        ("mdt_previous", "上一件", ("K",), "arrow-up", own, "移动"),
        ("mdt_why", "为什么是这个时限", ("W",), "circle-help", own, "查看", 10),
    )  # fmt: skip
