"""The feed in words: how it stands, and what was sent back."""

from __future__ import annotations

from datetime import datetime

from desktop.casework.feed.rows import FeedState, FeedTurn, RejectedRow
from desktop.casework.feed.settings import FeedSettings
from desktop.exchange.headings import TITLES
from desktop.handbook.moments import spoken_moment
from desktop.ui.import_tables import Heading

HEADINGS = (
    Heading("收到", 150), Heading("申请编号", 190), Heading("来源", 150), Heading("栏目", 130), Heading("原因", 0),
)  # fmt: skip
HOW = (
    "按 Ctrl+Alt+G 在「对接设置」里填接口网址或文件夹后，这里每分钟收一次申请",
    "没有设置时照常由清单导入，状态由人告知",
)


def spoke(at: datetime | None, now: datetime) -> str:
    """`上次连通 14:20`, with its day when that is not today."""
    if at is None:
        return "还没有连通过"
    return f"上次连通 {f'{at:%H:%M}' if at.date() == now.date() else spoken_moment(at)}"


def standing(settings: FeedSettings, state: FeedState, now: datetime) -> str:
    """The page's line."""
    parts = [spoke(state.spoke_at, now)] if settings.url else []
    parts += [f"收到 {state.taken:,} 份", f"待人处理 {state.rejected:,}"]
    parts += [f"待发 {state.waiting:,} 条"] if settings.url else []
    return " · ".join([*parts, f"文件夹 {settings.folder}"] if settings.folder else parts)


def warning(turn: FeedTurn, now: datetime) -> tuple[str, str]:
    """The strip over the queue: title and detail, both '' when nobody has to do anything."""
    state = turn.state
    if state is None:
        return "", ""
    failure = turn.failure or state.failure
    if not failure and not state.rejected:
        return "", ""
    wanted = f"{state.rejected} 份待人处理" if state.rejected else ""
    silent = f"连续 {state.failures} 次没有连通" if state.failures else "文件夹读不了" if failure else ""
    detail = " · ".join(part for part in (failure.rstrip("。"), spoke(state.spoke_at, now)) if part)
    return f"承保对接：{'，'.join(part for part in (wanted, silent) if part)}", detail


def line(row: RejectedRow) -> tuple[str, ...]:
    """A rejected one as a line of the table."""
    fields = "、".join(dict.fromkeys(TITLES[reason.field] for reason in row.reasons if reason.field in TITLES))
    why = "；".join(reason.sentence for reason in row.reasons)
    waits = "（等关联的住院安排，一天内到了自动登记）" if row.again else ""
    source = row.source or ("状态上报" if row.kind == "message" else "接口")
    return spoken_moment(row.received), row.request_no or "没有编号", source, fields, why + waits
