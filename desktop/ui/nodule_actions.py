"""The rows of the action table for the workspace of a nodule reading."""

from __future__ import annotations

from typing import Any


def nodule_rows(lanes: Any, typed: Any) -> tuple[tuple[Any, ...], ...]:
    """The arguments of each action; `lanes` is where letters act, `typed` where they are written."""
    own, both = (lanes,), (lanes, typed)
    return (
        ("nodule_gap", "下一处未填", ("F8",), "flag", both, "办理", 1),
        ("nodule_edit", "改字段", ("F2",), "pencil", both, "办理", 2),
        ("nodule_act", "按专家确认", ("Return", "Enter"), "check", own, "办理", 3),
        ("nodule_add", "添加结节", ("Insert",), "plus", own, "办理", 4),
        ("nodule_remove", "删去结节", ("Delete",), "trash-2", own, "办理"),
        ("nodule_down", "下一结节", ("Down",), "arrow-down", own, "移动"),
        ("nodule_up", "上一结节", ("Up",), "arrow-up", own, "移动"),
        ("nodule_images", "看影像", ("Space",), "scan-search", own, "查看", 6),
        ("nodule_parcel", "收件", ("P",), "package", own, "办理", 7),
        ("nodule_attach", "添加这一项的文件", ("Ctrl+U",), "paperclip", both, "办理"),
        ("nodule_open", "看这一项的文件", ("O",), "eye", own, "查看"),
        ("nodule_reader", "派阅片专家", ("Y",), "microscope", own, "办理", 8),
        ("nodule_post", "寄出报告与原件", ("R",), "truck", own, "办理", 9),
        ("nodule_parcel_paper", "寄件说明与面单", ("L",), "printer", own, "办理"),
        ("nodule_issue", "签发", ("Ctrl+Return", "Ctrl+Enter"), "stamp", both, "办理"),
        ("nodule_correct", "更正为新版本", ("Ctrl+R",), "file-text", both, "办理"),
        ("nodule_versions", "版本与差异", ("Ctrl+H",), "history", both, "查看"),
        ("nodule_findings", "结节", ("Ctrl+1",), "microscope", both, "查看"),
        ("nodule_follow", "随访对比", ("Ctrl+2",), "calendar-clock", both, "查看", 10),
        ("nodule_report", "报告文字", ("Ctrl+3",), "file-text", both, "查看", 11),
        ("nodule_case", "案件页", ("Alt+Return",), "external-link", both, "查看"),
        ("nodule_next", "下一件", ("J",), "arrow-down", own, "移动"),
        ("nodule_previous", "上一件", ("K",), "arrow-up", own, "移动"),
        ("nodule_why", "为什么是这个时限", ("W",), "circle-help", own, "查看", 12),
    )
