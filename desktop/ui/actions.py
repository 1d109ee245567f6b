"""The one table of actions: key hints, tool tips, key sheet, palette and shortcuts are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.casework.rows import QueueRow, Step
from desktop.casework.schedule_rows import Block


class Where(StrEnum):
    """What must have the keyboard for an action's key to work."""

    LIST = "list"
    CASE = "case"
    FORM = "form"
    CALENDAR = "calendar"
    BOARD = "board"
    WINDOW = "window"


WHERE_TITLES = {
    Where.LIST: "列表", Where.CASE: "案件页", Where.FORM: "登记", Where.CALENDAR: "陪诊日历", Where.WINDOW: "到处可用",
    Where.BOARD: "提醒看板",
}


@dataclass(frozen=True)
class Situation:
    """What the screen stands on when it asks which actions are possible.

    On the calendar `block` has the cursor, and `scene` is day, week, month or list; `mode` is "", move or plan.
    """

    row: QueueRow | None = None
    steps: tuple[Step, ...] = ()
    marked: int = 0
    undoable: str = ""
    block: Block | None = None
    scene: str = ""
    mode: str = ""


Reason = Callable[[Situation], str]
_REPEATING = ("up", "down", "left", "right", "longer", "shorter", "later", "earlier")


def always(_now: Situation) -> str:
    """Possible at any time."""
    return ""


def needs_row(now: Situation) -> str:
    """Needs a current case."""
    return "" if now.row else "先选一件"


def needs_clock(now: Situation) -> str:
    """Needs a case whose clock has started."""
    if now.row is None:
        return "先选一件"
    return "" if now.row.reading.due else "这一件的时限还没有起算"


def needs_undo(now: Situation) -> str:
    """Needs something that can be taken back."""
    return "" if now.undoable else "没有可撤回的"


def needs_block(now: Situation) -> str:
    """Needs a job or waiting work on the calendar."""
    return "" if now.block else "先选一件陪诊"


def needs_free_block(now: Situation) -> str:
    """Needs a block that has not begun."""
    if now.block is not None and now.block.state in ("running", "done", "missed"):
        return "已经开始或做完的陪诊不能改"
    return needs_block(now)


def needs_given_block(now: Situation) -> str:
    """Needs a block that an escort has and has not begun."""
    if now.block is not None and not now.block.job_id:
        return "这一件还没有指派"
    return needs_free_block(now)


def needs_block_or_day(now: Situation) -> str:
    """Needs something Enter can open."""
    return "" if now.scene == "month" else needs_block(now)


def needs_move(now: Situation) -> str:
    """Needs a block under way."""
    return "" if now.mode == "move" else "先按 V 拿起一件"


def needs_plan(now: Situation) -> str:
    """Needs a proposal on the screen."""
    return "" if now.mode == "plan" else "先按 G 排班"


def not_in(scene: str) -> Reason:
    """Needs another view of the calendar than this one."""
    return lambda now: "已经在这个视图" if now.scene == scene else ""


class Action(NamedTuple):
    """One thing a person can do by a key.

    keys: all that do it, the first is shown. `verb` marks a step of the case: it is possible when the case
    offers a step with this key, and bears that step's title. `hint` orders the key-hint bar, 0 leaves it out;
    actions of the same rank stand there under one caption, `together`.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    icon: str
    where: tuple[Where, ...]
    group: str
    hint: int = 0
    verb: bool = False
    roles: tuple[str, ...] = ()
    when: Reason = always
    together: str = ""


_LIST, _CASE, _FORM, _WINDOW = (Where.LIST,), (Where.CASE,), (Where.FORM,), (Where.WINDOW,)
_BOTH = (Where.LIST, Where.CASE)
_CALENDAR = (Where.CALENDAR,)
_BOARD = (Where.BOARD,)
_TYPELESS = tuple(place for place in Where if place not in (Where.FORM, Where.WINDOW))
"""Everywhere but where letters and digits are typed."""

ACTIONS: tuple[Action, ...] = (
    Action("down", "下一行", ("J", "Down"), "arrow-down", _LIST, "移动", 1, together="上下"),
    Action("up", "上一行", ("K", "Up"), "arrow-up", _LIST, "移动", 1, together="上下"),
    Action("next_case", "下一件", ("J",), "arrow-down", _CASE, "移动", 1, together="上下件"),
    Action("previous_case", "上一件", ("K",), "arrow-up", _CASE, "移动", 1, together="上下件"),
    Action("open", "打开", ("Return", "Enter"), "corner-down-left", _LIST, "移动", 2, when=needs_row),
    Action("urgent", "下一个最急", ("N",), "timer", _LIST, "移动", 9),
    Action("first", "到第一行", ("Home",), "chevron-up", _LIST, "移动"),
    Action("last", "到最后一行", ("End",), "chevron-down", _LIST, "移动"),
    Action("mark", "选中", ("X",), "check", _LIST, "移动", when=needs_row),
    Action("mark_down", "向下连选", ("Shift+J", "Shift+Down"), "check-check", _LIST, "移动", when=needs_row),
    Action("mark_up", "向上连选", ("Shift+K", "Shift+Up"), "check-check", _LIST, "移动", when=needs_row),
    Action("peek", "看附件", ("Space",), "eye", _BOTH, "移动"),
    Action("back", "返回", ("Esc",), "arrow-left", _WINDOW, "移动", 3),
    Action("accept", "接单", ("A",), "user-check", _BOTH, "办理", 3, verb=True),
    Action("call", "记电话", ("C",), "phone", _BOTH, "办理", 4, verb=True),
    Action("note", "写备注", ("Q",), "square-pen", _BOTH, "办理", verb=True),
    Action("book", "预约", ("B",), "calendar-check", _BOTH, "办理", 5, verb=True),
    Action("escort", "派陪诊", ("E",), "users", _BOTH, "办理", 6, verb=True),
    Action("send", "发通知", ("R",), "send", _BOTH, "办理", 7, verb=True),
    Action("message", "发短信", ("M",), "message-square-text", _BOTH, "办理", verb=True),
    Action("later", "稍后", ("S",), "clock", _BOTH, "办理", 8, verb=True),
    Action("transfer", "转派", ("T",), "user-plus", _BOTH, "办理", verb=True),
    Action("return", "退回", ("U",), "undo-2", _BOTH, "办理", verb=True),
    Action("decide", "审核", ("V",), "shield-check", _BOTH, "办理", verb=True),
    Action("guide", "分诊", ("G",), "map-pin", _BOTH, "办理", verb=True),
    Action("settle", "定医院科室", ("H",), "hospital", _BOTH, "办理", verb=True),
    Action("papers", "资料", ("P",), "paperclip", _BOTH, "办理", verb=True),
    Action("attend", "登记到诊", ("I",), "stethoscope", _BOTH, "办理", verb=True),
    Action("more", "更多步骤", ("L",), "ellipsis", _CASE, "办理"),
    Action("close", "结案", ("Z",), "check-check", _BOTH, "办理", verb=True),
    Action("why", "为什么是这个时限", ("W",), "circle-help", _BOTH, "查看", when=needs_clock),
    Action("filter", "筛选", ("F",), "list-filter", _LIST, "查看"),
    Action("drop_filter", "去掉一项筛选", ("Backspace",), "x", _LIST, "查看"),
    Action("search", "搜索", ("Ctrl+F",), "search", _WINDOW, "查看"),
    Action("next_view", "下一视图", ("Ctrl+Tab",), "chevron-right", _WINDOW, "查看"),
    Action("previous_view", "上一视图", ("Ctrl+Shift+Tab",), "chevron-left", _WINDOW, "查看"),
    Action("refresh", "刷新", ("F5",), "refresh-cw", _WINDOW, "查看"),
    Action("compact", "单行或双行", ("Ctrl+D",), "list", _WINDOW, "查看"),
    Action("edit", "改字段", ("F2",), "pencil", _CASE, "办理"),
    Action("lane_left", "换列", ("Left",), "arrow-left", _BOARD, "移动", 1),
    Action("lane_right", "换列", ("Right",), "arrow-right", _BOARD, "移动", 1),
    Action("card_down", "上下", ("J", "Down"), "arrow-down", _BOARD, "移动", 2),
    Action("card_up", "上下", ("K", "Up"), "arrow-up", _BOARD, "移动", 2),
    Action("card_open", "打开", ("Return", "Enter"), "corner-down-left", _BOARD, "移动", 8),
    Action("card_mark", "选中", ("X",), "check", _BOARD, "移动"),
    Action("card_all", "整列", ("Ctrl+A",), "check-check", _BOARD, "移动", 4),
    Action("card_send", "发这一条", ("R",), "send", _BOARD, "办理", 3),
    Action("card_sent", "人工已发", ("Y",), "badge-check", _BOARD, "办理", 7),
    Action("card_phone", "改电话", ("C",), "phone", _BOARD, "办理", 5),
    Action("card_escort", "派陪诊", ("E",), "users", _BOARD, "办理", 6),
    Action("gap_no", "不加发前日提醒", ("Backspace",), "x", _BOARD, "办理"),
    Action("board_export", "导出待发短信", ("Ctrl+B",), "file-spreadsheet", _BOARD, "办理"),
    Action("card_why", "为什么是这个时限", ("W",), "circle-help", _BOARD, "查看"),
    Action("board_mine", "只看自己的", ("F",), "list-filter", _BOARD, "查看"),
    Action("gap", "下一处未填", ("F8",), "flag", _FORM, "登记"),
    Action("submit", "提交", ("Ctrl+Return", "Ctrl+Enter"), "check", _FORM, "登记"),
    Action("submit_next", "提交并登记下一件", ("Ctrl+Shift+Return",), "check-check", _FORM, "登记"),
    Action("draft", "存草稿", ("Ctrl+S",), "save", _FORM, "登记"),
    Action("duplicate", "打开重复案", ("Alt+O",), "external-link", _FORM, "登记"),
    Action("calendar_left", "左边一件", ("Left",), "arrow-left", _CALENDAR, "移动", 1, together="移动焦点"),
    Action("calendar_right", "右边一件", ("Right",), "arrow-right", _CALENDAR, "移动", 1, together="移动焦点"),
    Action("calendar_up", "上面一件", ("Up", "K"), "arrow-up", _CALENDAR, "移动", 1, together="移动焦点"),
    Action("calendar_down", "下面一件", ("Down", "J"), "arrow-down", _CALENDAR, "移动", 1, together="移动焦点"),
    Action("calendar_assign", "指派", ("E",), "user-plus", _CALENDAR, "办理", 2, when=needs_free_block),
    Action("calendar_move", "移动 15 分一格", ("V",), "move", _CALENDAR, "办理", 3, when=needs_free_block),
    Action("calendar_unassign", "退回", ("U",), "undo-2", _CALENDAR, "办理", 4, when=needs_given_block),
    Action("calendar_open", "打开案件", ("Return", "Enter"), "corner-down-left", _CALENDAR, "办理", 5,
           when=needs_block_or_day),
    Action("calendar_list", "列表", ("L",), "list", _CALENDAR, "查看", 6),
    Action("calendar_previous", "往前翻", ("[",), "chevron-left", _CALENDAR, "查看", 7, together="前后翻"),
    Action("calendar_next", "往后翻", ("]",), "chevron-right", _CALENDAR, "查看", 7, together="前后翻"),
    Action("calendar_plan", "自动排班", ("G",), "route", _CALENDAR, "办理", 8),
    Action("calendar_day", "日视图", ("Ctrl+1",), "calendar", _CALENDAR, "查看", 9, when=not_in("day"),
           together="日、周视图"),
    Action("calendar_week", "周视图", ("Ctrl+2",), "calendar-days", _CALENDAR, "查看", 9, when=not_in("week"),
           together="日、周视图"),
    Action("calendar_month", "月视图", ("Ctrl+3",), "table", _CALENDAR, "查看", when=not_in("month")),
    Action("calendar_today", "今天", ("Home",), "calendar-check", _CALENDAR, "查看"),
    Action("calendar_workday", "下一个工作日", ("Alt+Right",), "chevron-right", _CALENDAR, "查看"),
    Action("calendar_workday_before", "上一个工作日", ("Alt+Left",), "chevron-left", _CALENDAR, "查看"),
    Action("calendar_longer", "结束晚 15 分", ("Shift+Right",), "arrow-right", _CALENDAR, "移动", when=needs_move),
    Action("calendar_shorter", "结束早 15 分", ("Shift+Left",), "arrow-left", _CALENDAR, "移动", when=needs_move),
    Action("calendar_later", "开始晚 15 分", ("Ctrl+Right",), "arrow-right", _CALENDAR, "移动", when=needs_move),
    Action("calendar_earlier", "开始早 15 分", ("Ctrl+Left",), "arrow-left", _CALENDAR, "移动", when=needs_move),
    Action("calendar_leave_out", "留下或采用这一处", ("X",), "x", _CALENDAR, "办理", when=needs_plan),
    Action("new", "登记新案件", ("Ctrl+N",), "clipboard-plus", _WINDOW, "办理"),
    Action("import", "导入清单…", ("Ctrl+O",), "file-spreadsheet", _WINDOW, "办理"),
    Action("exemptions", "时限豁免申请", ("Ctrl+Alt+E",), "hourglass", _WINDOW, "办理"),
    Action("undo", "撤销", ("Ctrl+Z",), "undo-2", _WINDOW, "办理", when=needs_undo),
    Action("redo", "重做", ("Ctrl+Shift+Z",), "redo-2", _WINDOW, "办理"),
    Action("export", "导出", ("Ctrl+E",), "file-spreadsheet", _WINDOW, "办理"),
    Action("print", "生成 PDF", ("Ctrl+P",), "printer", _WINDOW, "办理"),
    Action("palette", "命令", ("Ctrl+K",), "command", _WINDOW, "窗口", 10),
    Action("keys", "所有按键", ("?",), "keyboard", _TYPELESS, "窗口"),
    Action("next_pane", "下一栏", ("F6",), "chevron-right", _WINDOW, "窗口"),
    Action("previous_pane", "上一栏", ("Shift+F6",), "chevron-left", _WINDOW, "窗口"),
    Action("inspector", "显示或收起右栏", ("Ctrl+I",), "info", _WINDOW, "窗口"),
    Action("quit", "退出", ("Ctrl+Q",), "log-out", _WINDOW, "窗口"),
    Action("theme", "深色或浅色", ("Ctrl+Alt+D",), "contrast", _WINDOW, "窗口"),
    *(
        Action(f"page_{digit}", f"第 {digit} 页", (str(digit),), "layout-dashboard", _TYPELESS, "页面")
        for digit in range(1, 10)
    ),
)
REPEATING = {action.name for action in ACTIONS if action.name.rpartition("_")[2] in _REPEATING}
"""Actions that go on while their key is held down."""
BY_NAME = {action.name: action for action in ACTIONS}


def collisions(actions: Sequence[Action] = ACTIONS) -> list[tuple[str, str, str]]:
    """Every (key, action, action) where one key would mean two things in the same place."""
    taken: dict[tuple[str, Where], str] = {}
    found = []
    for action in actions:
        for key in action.keys:
            for where in _places(action):
                other = taken.setdefault((key, where), action.name)
                if other != action.name:
                    found.append((key, other, action.name))
    return found


def _places(action: Action) -> tuple[Where, ...]:
    return tuple(Where) if Where.WINDOW in action.where else action.where


def step_for(action: Action, now: Situation) -> Step | None:
    """The step of the case that this action's key would take now."""
    return next((step for step in now.steps if step.key and step.key in action.keys), None)


def obstacle(action: Action, now: Situation) -> str:
    """Why an action is not possible now, as a short sentence; "" when it is."""
    if not action.verb:
        return action.when(now)
    if now.row is None:
        return "先选一件"
    step = step_for(action, now)
    if step is None:
        return "现在这一步不需要"
    return "；".join(finding.sentence for finding in step.findings)


def title_of(action: Action, now: Situation) -> str:
    """The action's title, or that of the step it would take."""
    step = step_for(action, now) if action.verb else None
    return step.title if step else action.title
