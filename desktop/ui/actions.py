"""The one table of actions: key hints, tool tips, key sheet, palette and shortcuts are all made from it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.rows import Step
from desktop.ui.action import Action, Where
from desktop.ui.mdt_actions import mdt_rows
from desktop.ui.nodule_actions import nodule_rows
from desktop.ui.online_actions import online_rows
from desktop.ui.phone_actions import phone_rows
from desktop.ui.situations import (
    Situation,
    needs_block_or_day,
    needs_clock,
    needs_editing,
    needs_free_block,
    needs_given_block,
    needs_move,
    needs_no_editing,
    needs_plan,
    needs_redo,
    needs_row,
    needs_undo,
    not_in,
    offered,
)
from desktop.ui.year_actions import year_rows

_LIST, _CASE, _FORM, _WINDOW = (Where.LIST,), (Where.CASE,), (Where.FORM,), (Where.WINDOW,)
_BOTH = (Where.LIST, Where.CASE)
_CALENDAR, _ROSTER, _RESULTS = (Where.CALENDAR,), (Where.ROSTER,), (Where.RESULTS,)
_BOARD, _IMPORT, _VIEWER = (Where.BOARD,), (Where.IMPORT,), (Where.VIEWER,)
_TYPED = (Where.FORM, Where.MDT_TEXT, Where.NODULE_TEXT, Where.ONLINE_TEXT, Where.WINDOW)
_TYPELESS = tuple(place for place in Where if place not in _TYPED)
"""Everywhere but where letters and digits are typed."""
_DIGITLESS = tuple(place for place in _TYPELESS if place not in (Where.RESULTS, Where.VIEWER, Where.MDT, Where.PHONE))
"""Where a digit turns to a page, and does not choose a result, a window or a problem."""

_REPEATING = ("up", "down", "left", "right", "longer", "shorter", "later", "earlier", "wider", "narrower", "brighter",
              "darker", "in", "out", "ahead", "behind")  # fmt: skip

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
    Action("peek", "看附件", ("Space",), "eye", _BOTH, "移动", 11),
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
    Action("card_past", "登记已过的就诊", ("I",), "calendar-check", _BOARD, "办理"),
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
    Action("calendar_list", "列表", ("L",), "list", _CALENDAR, "查看", 11),
    Action("calendar_previous", "往前翻", ("[",), "chevron-left", _CALENDAR, "查看", 10, together="前后翻"),
    Action("calendar_next", "往后翻", ("]",), "chevron-right", _CALENDAR, "查看", 10, together="前后翻"),
    Action("calendar_plan", "自动排班", ("G",), "route", _CALENDAR, "办理", 7),
    Action("calendar_day", "日视图", ("Ctrl+1",), "calendar", _CALENDAR, "查看", 12, when=not_in("day"),
           together="日、周视图"),
    Action("calendar_week", "周视图", ("Ctrl+2",), "calendar-days", _CALENDAR, "查看", 12, when=not_in("week"),
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
    Action("roster", "陪诊人员…", ("P",), "users", _CALENDAR, "查看", 9, everywhere=True),
    Action("experts", "专家…", ("Ctrl+Alt+P",), "stethoscope", (Where.WINDOW,), "查看"),
    Action("results", "当日陪诊结果…", ("D",), "clipboard-check", _CALENDAR, "办理", 8, everywhere=True),
    Action("roster_down", "下一位", ("J", "Down"), "arrow-down", _ROSTER, "移动", 1, together="上下",
           when=needs_no_editing),
    Action("roster_up", "上一位", ("K", "Up"), "arrow-up", _ROSTER, "移动", 1, together="上下", when=needs_no_editing),
    Action("roster_find", "按姓名或拼音查找", ("/",), "search", _ROSTER, "移动", 5, when=needs_no_editing),
    Action("roster_edit", "修改", ("F2",), "pencil", _ROSTER, "办理", 2, when=needs_no_editing),
    Action("roster_new", "新增一位", ("N",), "user-plus", _ROSTER, "办理", 3, when=needs_no_editing),
    Action("roster_save", "保存", ("Ctrl+Return", "Ctrl+Enter"), "check", _ROSTER, "办理", 4, when=needs_editing),
    Action("results_down", "下一单", ("Down", "J"), "arrow-down", _RESULTS, "移动", 1, together="上下"),
    Action("results_up", "上一单", ("Up", "K"), "arrow-up", _RESULTS, "移动", 1, together="上下"),
    Action("results_served", "完成", ("1",), "check", _RESULTS, "办理", 2, together="完成 未到 中途结束"),
    Action("results_no_show", "客户未到", ("2",), "user-x", _RESULTS, "办理", 2, together="完成 未到 中途结束"),
    Action("results_cut_short", "中途结束", ("3",), "circle-x", _RESULTS, "办理", 2, together="完成 未到 中途结束"),
    Action("results_clear", "不登记这一单", ("0", "Backspace"), "rotate-ccw", _RESULTS, "办理"),
    Action("results_order", "开出入院", ("Space",), "bed", _RESULTS, "办理", 3),
    Action("results_record", "登记", ("Ctrl+Return", "Ctrl+Enter"), "check-check", _RESULTS, "办理", 4),
    Action("results_previous", "前一天", ("[",), "chevron-left", _RESULTS, "查看", 5, together="换日"),
    Action("results_next", "后一天", ("]",), "chevron-right", _RESULTS, "查看", 5, together="换日"),
    Action("import_go", "继续", ("Ctrl+Return", "Ctrl+Enter"), "check-check", _IMPORT, "办理", 1,
           when=offered("import_go")),
    Action("import_columns", "指定列", ("F2",), "table", _IMPORT, "办理", 2, when=offered("import_columns")),
    Action("import_fixed", "打开待修复清单", ("F4",), "file-spreadsheet", _IMPORT, "办理", 3,
           when=offered("import_fixed")),
    Action("attach", "添加附件…", ("Ctrl+U",), "paperclip", _CASE, "办理"),
    Action("detach", "移除附件", ("Delete",), "trash-2", _CASE, "办理"),
    Action("images", "看影像", ("Y",), "scan-search", _BOTH, "查看"),
    Action("viewer_down", "下一层", ("Down", "J"), "arrow-down", _VIEWER, "移动", 1, together="上下层"),
    Action("viewer_up", "上一层", ("Up", "K"), "arrow-up", _VIEWER, "移动", 1, together="上下层"),
    Action("viewer_page_down", "下 10 层", ("PgDown",), "arrow-down", _VIEWER, "移动", 2, together="±10 层"),
    Action("viewer_page_up", "上 10 层", ("PgUp",), "arrow-up", _VIEWER, "移动", 2, together="±10 层"),
    Action("viewer_right", "下一个序列", ("Right",), "arrow-right", _VIEWER, "移动", 8, together="换序列"),
    Action("viewer_left", "上一个序列", ("Left",), "arrow-left", _VIEWER, "移动", 8, together="换序列"),
    Action("viewer_lung", "肺窗", ("1",), "contrast", _VIEWER, "查看", 4),
    Action("viewer_soft", "纵隔窗", ("2",), "contrast", _VIEWER, "查看"),
    Action("viewer_bone", "骨窗", ("3",), "contrast", _VIEWER, "查看"),
    Action("viewer_measure", "量长短径", ("D",), "ruler", _VIEWER, "办理", 5),
    Action("viewer_put", "落点，写入结节", ("Return", "Enter", "Space"), "check", _VIEWER, "办理"),
    Action("viewer_remove", "删除测量", ("Delete",), "trash-2", _VIEWER, "办理"),
    Action("viewer_following", "下一处测量", ("N",), "chevron-down", _VIEWER, "移动"),
    Action("viewer_key_image", "关键图", ("G",), "star", _VIEWER, "办理", 6),
    Action("viewer_compare", "联动对比", ("O",), "git-compare", _VIEWER, "查看", 7),
    Action("viewer_reset", "复位", ("Home",), "rotate-ccw", _VIEWER, "查看", 9),
    Action("viewer_zoom_in", "放大", ("+", "="), "zoom-in", _VIEWER, "查看"),
    Action("viewer_zoom_out", "缩小", ("-",), "zoom-out", _VIEWER, "查看"),
    *(
        Action(f"viewer_{name}", title, (f"{held}+{key}",), icon, _VIEWER, "查看")
        for name, title, held, key, icon in (
            ("wider", "窗宽加大", "Ctrl", "Right", "plus"), ("narrower", "窗宽减小", "Ctrl", "Left", "minus"),
            ("brighter", "窗位降低，变亮", "Ctrl", "Up", "sun"), ("darker", "窗位升高，变暗", "Ctrl", "Down", "moon"),
            ("shift_right", "画面右移", "Shift", "Right", "move"), ("shift_left", "画面左移", "Shift", "Left", "move"),
            ("shift_up", "画面上移", "Shift", "Up", "move"), ("shift_down", "画面下移", "Shift", "Down", "move"),
        )
    ),
    *(Action(*row) for row in (*mdt_rows(Where.MDT, Where.MDT_TEXT), *nodule_rows(Where.NODULE, Where.NODULE_TEXT))),
    *(Action(*row) for row in online_rows(Where.ONLINE, Where.ONLINE_TEXT)),
    *(Action(*row) for row in year_rows(Where.YEAR, Where.WINDOW)),
    *(Action(*row) for row in phone_rows(Where.PHONE, Where.DUTY)),
    Action("new", "登记新案件", ("Ctrl+N",), "clipboard-plus", _WINDOW, "办理"),
    Action("import", "导入清单…", ("Ctrl+O",), "file-spreadsheet", _WINDOW, "办理"),
    Action("exemptions", "时限豁免", ("Ctrl+Alt+E",), "hourglass", _WINDOW, "办理"),
    Action("people", "同事与转交…", ("Ctrl+Alt+H",), "users", _WINDOW, "办理"),
    Action("carrier", "承保对接", ("Ctrl+Alt+C",), "link", _WINDOW, "办理"),
    Action("signatures", "签章…", ("Ctrl+Alt+S",), "stamp", _WINDOW, "办理"),
    Action("partners", "对接设置…", ("Ctrl+Alt+G",), "server", _WINDOW, "办理"),
    Action("undo", "撤销", ("Ctrl+Z",), "undo-2", _WINDOW, "办理", 6, when=needs_undo),
    Action("redo", "重做", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", _WINDOW, "办理", when=needs_redo),
    Action("export", "导出", ("Ctrl+E",), "file-spreadsheet", _WINDOW, "办理"),
    Action("print", "生成 PDF", ("Ctrl+P",), "printer", _WINDOW, "办理"),
    Action("palette", "命令", ("Ctrl+K",), "command", _WINDOW, "窗口", 20),
    Action("keys", "所有按键", ("?",), "keyboard", _TYPELESS, "窗口"),
    Action("next_pane", "下一栏", ("F6",), "chevron-right", _WINDOW, "窗口"),
    Action("previous_pane", "上一栏", ("Shift+F6",), "chevron-left", _WINDOW, "窗口"),
    Action("inspector", "显示或收起右栏", ("Ctrl+I",), "info", _WINDOW, "窗口"),
    Action("quit", "退出", ("Ctrl+Q",), "log-out", _WINDOW, "窗口"),
    Action("theme", "深色或浅色", ("Ctrl+Alt+D",), "contrast", _WINDOW, "窗口"),
    *(
        Action(f"page_{digit}", f"第 {digit} 页", (str(digit),), "layout-dashboard", _DIGITLESS, "页面")
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


def key_of(step: Step, steps: Sequence[Step]) -> str:
    """The key that would take this step of a case, "" when it takes another one: R sends what is due next."""
    first = next((one for one in steps if one.key == step.key), step)
    return step.key if first.verb == step.verb else ""


def obstacle(action: Action, now: Situation) -> str:
    """Why an action is not possible now, as a short sentence; "" when it is."""
    if not action.verb:
        return action.when(now)
    if now.row is None and not now.steps:
        return "先选一件"
    step = step_for(action, now)
    if step is None:
        return "现在这一步不需要" + (f"，案件在「{now.stage}」" if now.stage else "")
    return "；".join(finding.sentence for finding in step.findings)


def title_of(action: Action, now: Situation) -> str:
    """The action's title, or that of the step it would take."""
    step = step_for(action, now) if action.verb else None
    return step.title if step else action.title
