"""What the foot of the reading's workspace says: the checks before the issue, and why it is barred."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.casework.consulting.rows import ReadingSheet
from desktop.handbook.documents.gaps import Gap
from desktop.handbook.documents.nodule_check import scene_of
from desktop.ui.workspace.words import Check


def checks(sheet: ReadingSheet, content: Mapping[str, Any], gaps: Sequence[Gap]) -> tuple[Check, ...]:
    """The reader, the earlier examination, and categories that wait for a word or fields that wait to be filled."""
    reader = sheet.reader
    scene = scene_of(content)
    who = f"读片资格 {reader.title}·{reader.city}" if reader else "未派阅片专家"
    compared = "首次检查" if scene.first_time else "对比旧片"
    disputed = [gap for gap in gaps if gap.kind == "verdict"]
    rest = len(gaps) - len(disputed)
    found = [Check(who, reader is not None), Check(compared, scene.first_time or scene.prior_on is not None)]
    if disputed:
        found.append(Check(f"{len(disputed)} 处类别待确认", False))
    elif rest:
        found.append(Check(f"必填差 {rest} 处", False))
    else:
        found.append(Check("必填齐全", True))
    return tuple(found)


def short_gap(upcoming: str) -> str:
    """`结节 2 理由 (1/3)` of a category that waits for the expert's word; any other gap as it is."""
    return re.sub(r"^\S+ (结节 \d+) 类别待确认：.*( \(\d+/\d+\))$", r"\1 理由\2", upcoming)


def barred(sheet: ReadingSheet, gaps: Sequence[Gap]) -> str:
    """Why the report cannot be issued now; "" when it can."""
    disputed = sum(gap.kind == "verdict" for gap in gaps)
    parts = (
        "" if sheet.complete_at else "资料不齐", "" if sheet.reader else "未派阅片专家",
        f"{disputed} 处类别待确认" if disputed else "",
        f"差 {len(gaps) - disputed} 处必填" if len(gaps) > disputed else "",
    )  # fmt: skip
    words = "、".join(part for part in parts if part)
    return f"现在不能签发：{words}" if words else ""
