"""Every screen as a picture, painted off-screen at the desk's fixed time, and checked for what must never happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.paths import resource_path
from desktop.ui import fonts, text, theme
from desktop.ui.case.pick_field import PickField
from desktop.ui.list_door import ListDoor
from desktop.ui.shell import Shell
from desktop.ui.text import Watch
from desktop.ui.worker import Worker

SIZE = (1440, 900)
_ROUNDS = 4
_PAUSE_MS = 90
_LONGEST_MS = 8000


class Screen(NamedTuple):
    """A picture: its name, its title, and the actions that lead there from the opened window.

    A step is an action's name, `page:NAME`, `view:NAME`, `stage:NAME`, `type:WORDS` (into the search), `step:VERB`,
    `list:FILE` (a list of the samples, shown before it would be taken in), `pick:WORDS` (into the open form's first
    field that picks a name), `draw:PLACES` (measure in the viewer), `write:WORDS` or `key:NAME` (at the caret).
    """

    name: str
    title: str
    steps: tuple[str, ...] = ()


_LONG = "153.3,203 164.6,206.2 160.2,199.8 157.6,209.4"
"""The places on the demo's slice where its nodule begins and ends."""

SCREENS: tuple[Screen, ...] = (
    Screen("today", "今日工作台"),
    Screen("today-why", "为什么是这个时限", (*("down",) * 10, "why")),
    Screen("today-compact", "单行列表", ("compact",)),
    Screen("today-overdue", "已超时", ("view:overdue",)),
    Screen("today-nothing-found", "没有找到", ("type:没有这个人",)),
    Screen("all", "全部队列", ("page:all",)),
    Screen("green", "重疾绿通", ("page:GC",)),
    Screen("consultation", "多学科会诊", ("page:MD",)),
    Screen("nodule", "解结服务", ("page:ND",)),
    Screen("online", "在线问诊", ("page:online", "online_down")),
    Screen("online-phrases", "常用语", ("page:online", "online_down", "online_answer", "write:/", "write:检")),
    Screen("online-emergency", "急症信号", ("page:online",)),
    Screen("online-queue", "在线问诊案件列表", ("page:OC",)),
    Screen("phone", "电话医生", ("page_7",)),
    Screen("phone-queue", "电话医生队列", ("page:PD",)),
    Screen("phone-roster", "电话医生值班表", ("page_7", "phone_duty")),
    Screen("phone-roster-add", "补排班", ("page_7", "phone_duty", "duty_add")),
    Screen("phone-figures", "电话医生统计", ("page_7", "phone_figures")),
    Screen("phone-emergency", "急症信号", (
        "page_7", "write:晚饭后突然胸痛，压榨样，约 40 分钟不缓解，出汗多，左臂麻，有恶心，没有晕倒。",
    )),
    Screen("filter", "筛选", ("page:GC", "filter")),
    Screen("palette", "命令", ("palette",)),
    Screen("keys", "所有按键", ("keys",)),
    Screen("case", "案件", ("page:GC", *("down",) * 6, "open")),
    Screen("form", "办理一步", ("page:GC", *("down",) * 6, "step:assign_escort")),
    Screen("notice", "发就诊时间通知之前", ("page:GC", "stage:待发通知", "open", "step:notify")),
    Screen("pick", "选医院", ("page:GC", "type:GT-260916-001", "open", "step:settle", "pick:zs")),
    Screen("reminders", "提醒看板", ("page:reminders",)),
    Screen("reminders-preview", "短信预览", ("page:reminders", "card_send")),
    Screen("text", "发短信", ("page:GC", "stage:待发通知", "open", "step:send_text")),
    Screen("text-beside-list", "列表旁发短信", ("page:GC", "stage:待审核", "down", "step:send_text")),
    Screen("new-case", "登记新案件", ("new",)),
    Screen("calendar-day", "陪诊日历", ("page:calendar", "calendar_today")),
    Screen("calendar-week", "陪诊日历·周", ("page:calendar", "calendar_week")),
    Screen("calendar-national-day", "陪诊日历·国庆后一周", ("page:calendar", "calendar_week", *("calendar_next",) * 2)),
    Screen("calendar-month", "陪诊日历·月", ("page:calendar", "calendar_month")),
    Screen("calendar-list", "陪诊日历·列表", ("page:calendar", "calendar_week", "calendar_list")),
    Screen("calendar-candidates", "派给谁", ("page:calendar", "calendar_assign")),
    Screen("calendar-move", "移动陪诊", ("page:calendar", "calendar_move", *("calendar_down",) * 3)),
    Screen("calendar-conflict", "陪诊冲突", ("page:calendar", *("calendar_down",) * 3)),
    Screen("calendar-plan", "自动排班", ("page:calendar", "calendar_plan")),
    Screen("review", "审核", ("page:GC", "stage:待审核", "down", "step:review")),
    Screen("exemptions", "时限豁免申请", ("exemptions",)),
    Screen("carrier", "承保对接", ("carrier",)),
    Screen("signatures", "签章", ("signatures",)),
    Screen("partners", "对接设置", ("partners",)),
    Screen("working-days", "节假日与工作日", ("calendars",)),
    Screen("working-days-change", "改一天会移动哪些时限", ("calendars", *("year_right",) * 5, "year_day")),
    Screen("people", "同事与转交", ("people",)),
    Screen("today-follow", "待跟进", ("page:all", "view:follow")),
    Screen("survey", "满意度回访", ("page:GC", "stage:待结案", "open", "step:survey")),
    Screen("roster", "陪诊人员", ("roster",)),
    Screen("roster-edit", "改陪诊人员的档案", ("roster", "roster_edit")),
    Screen("experts", "专家", ("experts",)),
    Screen("experts-edit", "改专家的档案", ("experts", "roster_edit")),
    Screen("day-results", "当日陪诊结果", ("results", "results_served", "results_down", "results_cut_short")),
    Screen("mdt", "会诊工作区", ("page:MD", "type:孙国", "open", "mdt_gap")),
    Screen("mdt-ready", "会诊报告可以签发", (
        "page:MD", "type:孙国", "open", "mdt_gap", "write:不推荐直接手术：边缘紧邻右肝静脉，切缘难以保证。", "mdt_gap",
        "write:抗病毒监测", "mdt_gap", "key:Space",
    )),
    Screen("mdt-guidance", "诊后指导", ("page:MD", "type:何建华", "open", "mdt_guidance", "mdt_gap")),
    Screen("import-preview", "导入预览", ("list:carrier-list.xlsx",)),
    Screen("import-hospitals", "导入医院名录预览", ("list:hospital-list.xlsx",)),
    Screen("attachments", "附件预览", ("page:GC", *("down",) * 6, "open", "peek")),
    Screen("viewer", "影像查看", ("page:ND", "open", "images", f"draw:{_LONG}")),
    Screen("viewer-compare", "影像对比", (
        "page:ND", "open", "images", "viewer_lung", f"draw:{_LONG}", "viewer_compare",
    )),
    Screen("nodule-work", "解结工作区", ("page:ND", "type:周敏", "open", "nodule_down")),
    Screen("nodule-lock", "收讫的后果", ("page:ND", "type:罗文", "open", "nodule_parcel", "key:Down", "key:Space")),
    Screen("nodule-breast", "乳腺结节解读", ("page:ND", "type:韩雪", "open", "nodule_edit")),
    Screen("nodule-thyroid", "甲状腺结节解读", ("page:ND", "type:邓丽", "open", "nodule_follow")),
    Screen("escort-sheets", "陪诊日程单", ("page:calendar", "print")),
)


class Picture(NamedTuple):
    """A rendered screen: where it lies, and what is wrong with it in plain sentences."""

    name: str
    path: Path
    faults: tuple[str, ...]


def render(
    make_shell: Callable[[], Shell], name: str, theme_name: str, size: tuple[int, int], folder: Path
) -> Picture:
    """Render one screen of `SCREENS` into `folder`/NAME-THEME.png. KeyError for an unknown name."""
    found = {screen.name: screen for screen in SCREENS}[name]
    return next(iter(render_all(make_shell, folder, theme_name, size, (found,))))


def render_all(
    make_shell: Callable[[], Shell],
    folder: Path,
    theme_name: str = "light",
    size: tuple[int, int] = SIZE,
    screens: Sequence[Screen] = SCREENS,
) -> Iterator[Picture]:
    """Render screens one after another, each in a window of its own; yields every picture as it is written.

    Screens whose actions do not exist in this window are left out. `make_shell` opens a desk with a fixed clock.
    """
    folder.mkdir(parents=True, exist_ok=True)
    theme.SWITCH.turn(theme_name)
    for screen in screens:
        shell = make_shell()
        try:
            if _possible(shell, screen):
                yield _picture(shell, screen, folder / f"{screen.name}-{theme_name}.png", size)
        finally:
            put_away(shell)


def put_away(shell: Shell) -> None:
    """Close a window and free it now: nothing lingers to be styled and painted with the next one."""
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete.value)


def _possible(shell: Shell, screen: Screen) -> bool:
    known = {action.name for action in shell.desk.known()}
    return all(":" in step or step in known for step in screen.steps)


def _picture(shell: Shell, screen: Screen, path: Path, size: tuple[int, int]) -> Picture:
    shell.resize(QSize(*size))
    shell.show()
    shell.begin()
    shell.watchdog.stop()
    settle(shell)
    for step in screen.steps:
        take(shell, step)
        settle(shell, 1)
    settle(shell)
    with text.watching() as watch:
        image = shell.grab().toImage()
    image.save(str(path))
    return Picture(screen.name, path, tuple(faults_of(image, watch)))


def take(shell: Shell, step: str) -> None:
    """Take one step on the way to a screen."""
    kind, _, what = step.partition(":")
    if kind == "page" and what:
        shell.show_page(what)
    elif kind == "view" and shell.queue:
        shell.queue.choose_view(what)
    elif kind == "stage" and shell.queue:
        shell.queue.set_filter("stage", what)
    elif kind == "type" and shell.queue:
        shell.queue.search.setText(what)
        shell.queue.seek(what)
        settle(shell, 2)
    elif kind == "step":
        shell.desk.take_verb(what)
    elif kind == "pick":
        _pick(shell, what)
    elif kind in ("write", "key"):
        _strike(kind, what)
    elif kind == "list":
        _hand(shell, what)
    elif kind == "draw":
        _draw(shell, what)
    else:
        shell.desk.trigger(step)


def _hand(shell: Shell, name: str) -> None:
    """Hand a list of the samples to the window's door, where it has one."""
    door = shell.findChild(ListDoor)
    if door is not None:
        door.take(resource_path("samples", name))


def _pick(shell: Shell, words: str) -> None:
    """Type into the first picked field on screen; the list stays open for the picture."""
    field = next((one for one in shell.findChildren(PickField) if one.isVisible()), None)
    if field is not None:
        field.edit.setFocus()
        field.edit.clear()
        field.edit.insert(words)


def _strike(kind: str, what: str) -> None:
    """Write into what has the keyboard, or strike one key there."""
    target = QApplication.focusWidget()
    key = getattr(Qt.Key, f"Key_{what}") if kind == "key" else Qt.Key.Key_unknown
    if target is None:
        return
    for pressed in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        words = "" if kind == "key" else what
        QCoreApplication.sendEvent(target, QKeyEvent(pressed, key, Qt.KeyboardModifier.NoModifier, words))


def _draw(shell: Shell, places: str) -> None:
    """Measure on the slice in sight, four places `column,row`."""
    view: Any = shell.findChild(QWidget, "viewport")
    shell.desk.trigger("viewer_measure")
    for spot in places.split() if view is not None else ():
        column, row = spot.split(",")
        view.measuring.move((float(column), float(row)))
        view.fix()


def settle(shell: Shell, rounds: int = _ROUNDS) -> None:
    """Let the window and its worker come to rest."""
    for _ in range(rounds):
        clock = QElapsedTimer()
        clock.start()
        _rest(_PAUSE_MS)
        for worker in shell.findChildren(Worker):
            worker.wait_idle()
        while shell.whole is not None and not shell.whole.at_rest() and clock.elapsed() < _LONGEST_MS:
            _rest(10)


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def faults_of(image: QImage, watch: Watch) -> Iterator[str]:
    """What is wrong with a picture: blank, boxes instead of characters, or a cut deadline, name or phone."""
    if is_blank(image):
        yield "整页空白"
    for words in sorted(watch.broken):
        yield f"被截断：{words}"
    if lacking := sorted(set().union(*(fonts.missing(words) for words in watch.texts))):
        yield f"缺字：{''.join(lacking)}"


def is_blank(image: QImage) -> bool:
    """Whether a picture has hardly any colours: nothing was painted."""
    shades = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)
    }
    return len(shades) < 12
