"""What an action of the window is, and the places in which its keys work."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from desktop.ui.situations import Reason, always


class Where(StrEnum):
    """What must have the keyboard for an action's key to work."""

    LIST = "list"
    CASE = "case"
    FORM = "form"
    CALENDAR = "calendar"
    BOARD = "board"
    ROSTER = "roster"
    RESULTS = "results"
    MDT = "mdt"
    MDT_TEXT = "mdt_text"
    NODULE = "nodule"
    NODULE_TEXT = "nodule_text"
    PHONE = "phone"
    DUTY = "duty"
    ONLINE = "online"
    ONLINE_TEXT = "online_text"
    IMPORT = "import"
    VIEWER = "viewer"
    YEAR = "year"
    WINDOW = "window"


WHERE_TITLES = {
    Where.LIST: "列表", Where.CASE: "案件页", Where.FORM: "登记", Where.CALENDAR: "陪诊日历", Where.ROSTER: "人员档案",
    Where.MDT: "会诊工作区", Where.MDT_TEXT: "会诊文书", Where.NODULE: "解结工作区", Where.NODULE_TEXT: "解读报告",
    Where.RESULTS: "当日结果", Where.IMPORT: "导入清单", Where.WINDOW: "到处可用", Where.BOARD: "提醒看板",
    Where.VIEWER: "影像查看", Where.PHONE: "电话医生", Where.DUTY: "值班表", Where.ONLINE: "在线问诊",
    Where.ONLINE_TEXT: "在线问诊答复", Where.YEAR: "节假日与工作日",
}


class Action(NamedTuple):
    """One thing a person can do by a key.

    keys: all that do it, the first is shown. `verb` marks a step of the case: it is possible when the case
    offers a step with this key, and bears that step's title. `hint` orders the key-hint bar, 0 leaves it out;
    actions of the same rank stand there under one caption, `together`. `everywhere` lists it in the palette of
    every place, though its key belongs to its own.
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
    everywhere: bool = False
