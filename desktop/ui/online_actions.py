"""The rows of the action table for the desk of online consultation."""

from __future__ import annotations

from typing import Any


def online_rows(here: Any, page: Any) -> tuple[tuple[Any, ...], ...]:
    """The arguments of each action; `here` is where letters act, `page` the whole page, where they are also typed."""
    own, typed = (here,), (page,)
    return (
        ("online_down", "上下会话", ("J", "Down"), "arrow-down", own, "移动", 1),
        ("online_up", "上下会话", ("K", "Up"), "arrow-up", own, "移动", 1),
        ("online_answer", "写答复", ("R",), "message-circle", own, "办理", 2),
        ("online_phrases", "常用语", ("/",), "message-square-text", own, "办理", 3),
        ("online_send", "发送", ("Ctrl+Return", "Ctrl+Enter"), "send", typed, "办理", 4),
        ("online_look", "看大图", ("Space",), "image", own, "查看", 5),
        ("online_picture_left", "前一张图", ("Left",), "arrow-left", own, "移动"),
        ("online_picture_right", "后一张图", ("Right",), "arrow-right", own, "移动"),
        ("online_more", "请补材料", ("M",), "hourglass", own, "办理", 7),
        ("online_transfer", "转派", ("T",), "user-plus", own, "办理", 8),
        ("online_doctor", "转医生", ("D",), "stethoscope", own, "办理", 9),
        ("online_take", "接单", ("A",), "user-check", own, "办理"),
        ("online_sign", "处置急症信号", ("E",), "siren", own, "办理"),
        ("online_letter", "记客户来信", ("I",), "inbox", own, "办理"),
        ("online_files", "添加图片…", ("Ctrl+U",), "image", typed, "办理"),
        ("online_service", "换要转的服务", ("G",), "hospital", own, "办理"),
        ("online_close", "小结并结束", ("Z",), "check-check", own, "办理", 10),
        ("online_next_tab", "下一类", ("]",), "chevron-right", own, "查看"),
        ("online_previous_tab", "上一类", ("[",), "chevron-left", own, "查看"),
        ("online_case", "案件页", ("Alt+Return",), "external-link", typed, "查看"),
        ("online_queue", "案件列表", ("L",), "list", own, "查看", 11),
    )
