"""What a queue says when it has nothing to show, could not be read, or shows old rows."""

from __future__ import annotations

from datetime import datetime

from desktop.ui import errors
from desktop.ui.empty import EmptyState
from desktop.ui.pages import QueueSpec
from desktop.ui.queue_wish import Answer, Wish, spell_filter
from desktop.ui.strip import COPY, Offer, Strip

NEW = Offer("new", "登记", "Ctrl+N")
CLEAR = Offer("clear", "清除筛选", "Esc", True)
DROP_ONE = Offer("drop_one", "去掉一项", "Backspace")
FIRST = Offer("new", "登记", "Ctrl+N", True)
IMPORT = Offer("import", "导入清单", "Ctrl+O")
EVERYWHERE = Offer("everywhere", "去看", "Enter", True)
NEXT_VIEW = Offer("next_view", "下一视图", "Ctrl+Tab", True)
UNASSIGNED = Offer("unassigned", "看未分派", "", True)
RETRY = Offer("refresh", "重试", "F5")
DISMISS = Offer("dismiss", "知道了")
_NOTHING = {
    "todo": "没有在办的案件",
    "today": "今天没有到期的案件",
    "overdue": "没有超时的案件",
    "customer": "没有在等客户的案件",
    "unassigned": "没有未分派的案件",
    "follow": "没有待回访、待处理的投诉和待补的超时原因",
    "done": "还没有办结的案件",
}
_NEW_DESK = ("登记第一件，或导入保险公司的申请清单", "想先看看：caredesk --demo 打开演示台，全是虚构数据")
_GOOD = ("todo", "overdue", "today", "unassigned", "follow")


def say_empty(state: EmptyState, spec: QueueSpec, wish: Wish, answer: Answer) -> None:
    """Say why the list is empty, and the next key."""
    counts = answer.counts
    if wish.narrowed:
        _say_narrowed(state, wish, answer.elsewhere.get("all", 0))
    elif answer.elsewhere.get("all") == 0:
        state.tell("clipboard-plus", "这个工作台还没有案件", _NEW_DESK, (FIRST, IMPORT))
    elif spec.mine and wish.view == "todo":
        waiting = counts.get("unassigned", 0)
        lines = (f"未分派还有 {waiting} 件，可以先认领",) if waiting else ("没有待办，也没有未分派的案件",)
        state.tell("check", "今日清零", lines, (UNASSIGNED, NEW) if waiting else (NEW,), tone="ok")
    else:
        good = wish.view in _GOOD
        icon, tone = ("check", "ok") if good else ("inbox", "plain")
        lines = (f"{spec.title} · 其他视图里可能还有",)
        offers = (NEXT_VIEW, NEW) if spec.mine or spec.service else (FIRST, NEXT_VIEW._replace(primary=False))
        state.tell(icon, _NOTHING.get(wish.view, "这里没有案件"), lines, offers, tone=tone)


def _say_narrowed(state: EmptyState, wish: Wish, elsewhere: int) -> None:
    if wish.search and not wish.filters:
        clear = Offer("clear", "清除搜索", "Esc", not elsewhere)
        title, lines = f"没有找到「{wish.search}」", ("可输入姓名、拼音首字母、案号或保单号的后几位",)
        if elsewhere:
            lines = (f"全部队列里有 {elsewhere} 件",)
        state.tell("search", title, lines, (EVERYWHERE, clear) if elsewhere else (clear,))
        return
    words = [spell_filter(name, value) for name, value in wish.filters.items()]
    words += [f"搜索「{wish.search}」"] if wish.search else []
    title = f"没有同时符合这 {len(words)} 项的案件" if len(words) > 1 else f"没有符合「{words[0]}」的案件"
    offers = (DROP_ONE, CLEAR) if len(words) > 1 else (CLEAR,)
    state.tell("list-filter", title, (" · ".join(words),), offers, foot="排序和视图不受影响")


def say_failed(strip: Strip, fault: BaseException, asked: datetime | None) -> None:
    """Say that the list could not be read anew and why, and from when the rows are."""
    old = f"下面是 {asked:%H:%M} 的数据，仍可查看，恢复后请重试" if asked else "还没有读到任何案件"
    title = f"没能更新列表：{errors.sentence_of(fault)}"
    strip.tell(title, old, (RETRY, COPY), kind="error", code=errors.code_of(fault))


def say_stale(strip: Strip, asked: datetime, now: datetime) -> None:
    """Say that the rows are old while they are being read anew."""
    minutes = int((now - asked).total_seconds()) // 60
    strip.tell(
        f"正在更新，显示的是 {asked:%H:%M} 的数据",
        f"{minutes} 分钟前 · 时限按本机时钟照走 · 其他人的改动可能未到", (RETRY,), kind="stale",
    )
