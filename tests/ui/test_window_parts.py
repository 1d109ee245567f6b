"""The parts around the list: navigation, head, strips, toast, empty states and popovers, by sight and by key."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.casework.rows import QueueCount
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.progress import HOLDER_TITLES
from desktop.ui import theme
from desktop.ui.buttons import Button, IconButton
from desktop.ui.chips import Chip
from desktop.ui.empty import EmptyState
from desktop.ui.filter_popover import Choices, FilterPopover
from desktop.ui.inputs import ChoiceField
from desktop.ui.nav import WIDTH, NavBar, NavRow
from desktop.ui.queue_head import FilterRow, HeadLine, SearchBox, ViewTabs
from desktop.ui.queue_wish import FILTERS
from desktop.ui.strip import MANNERS, Offer, Strip
from desktop.ui.trace_popover import TracePopover
from desktop.ui.trace_words import why
from tests.ui.picture import at, count, name, shown
from tests.ui.sample_desk import NOW, calendar, sample_rows

Key = Qt.Key
PAGES = (("today", "今日"), ("all", "全部"), ("OC", "在线问诊"), ("GC", "重疾绿通"))
LINE = "9月23日 周三 14:20 · 距下班 3 小时 40 分 · 后天起中秋休 3 天"


@pytest.fixture
def nav(window):
    """Four pages, the first one on."""
    made = NavBar("林悦", "健康管家", window)
    for page, title in PAGES:
        made.add(page, title, "inbox", apart=page == "OC")
    made.resize(WIDTH, 700)
    made.choose("today")
    made.show()
    return made


def rows(nav):
    return nav.findChildren(NavRow)


@pytest.mark.parametrize(
    ("keys", "page"),
    [
        ([], "today"),
        ([Key.Key_Down], "all"),
        ([Key.Key_J, Key.Key_J], "OC"),
        ([Key.Key_K], "GC"),
        ([Key.Key_Up], "GC"),
        ([Key.Key_K, Key.Key_J], "today"),
        ([Key.Key_J, Key.Key_Down, Key.Key_Up], "all"),
    ],
)
def test_arrows_walk_round_the_pages_and_enter_chooses(nav, qtbot, keys, page):
    nav.take_focus()
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
    with qtbot.waitSignal(nav.chosen) as told:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert told.args == [page]


@pytest.mark.parametrize(("digit", "page"), [(Key.Key_1, "today"), (Key.Key_4, "GC"), (Key.Key_5, ""), (Key.Key_0, "")])
def test_a_digit_chooses_its_page_and_others_nothing(nav, digit, page):
    chosen = []
    nav.chosen.connect(chosen.append)
    nav.take_focus()
    QTest.keyClick(QApplication.focusWidget(), digit)
    assert chosen == ([page] if page else [])


def test_a_superscript_digit_is_no_digit_and_enter_on_a_foot_button_is_its_own(nav):
    chosen = []
    nav.chosen.connect(chosen.append)
    nav.take_focus()
    QTest.keyClicks(QApplication.focusWidget(), "²")
    nav.findChildren(IconButton)[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert chosen == []


def test_the_page_that_is_on_has_bar_ground_and_bold_words(nav):
    on, off = rows(nav)[:2]
    assert at(shown(on)[0], 1, 16) == name("accent")
    assert at(shown(on)[0], 170, 4) == name("bg_selected")
    assert count(shown(off)[0], "accent") == 0
    nav.choose("no such page")
    assert not any(row.isChecked() for row in rows(nav))


@pytest.mark.parametrize(
    ("opened", "overdue", "words", "badge"),
    [(0, 0, "0", ""), (7, 2, "7", "2"), (12_345, 0, "12,345", ""), (250_000, 130, "25 万", "99+")],
)
def test_a_page_shows_what_waits_and_says_it(nav, opened, overdue, words, badge):
    nav.set_counts({"today": QueueCount(opened, overdue), "elsewhere": QueueCount(1, 1)})
    row = rows(nav)[0]
    _, watch = shown(row)
    assert words in watch.texts
    assert (badge in watch.texts) is bool(badge)
    assert row.accessibleDescription() == f"{opened} 件" + (f"，{overdue} 件超时" if overdue else "")


def test_the_tenth_page_has_no_digit(window):
    nav = NavBar("林悦", "健康管家", window)
    assert [nav.add(str(n), f"第{n}页", "inbox") for n in range(1, 11)] == [*map(str, range(1, 10)), ""]
    assert nav.names() == tuple(map(str, range(1, 11)))


def test_the_foot_says_who_and_how_connected_and_stays_at_the_bottom(nav):
    nav.set_link("断开，改动先存本机", "breach_bar")
    image, watch = shown(nav)
    assert {"林悦", "健康管家", "断开，改动先存本机", "林"} <= watch.texts
    assert at(image, 24, 700 - 18) == name("breach_bar")
    assert nav.accessibleDescription() == "断开，改动先存本机"
    nav.resize(WIDTH, 500)
    assert {button.y() for button in nav.findChildren(IconButton)} == {500 - 64}


@pytest.mark.parametrize("dress", theme.THEMES)
@pytest.mark.parametrize("kind", MANNERS)
def test_a_strip_wears_the_ground_and_ink_of_its_kind(window, kind, dress):
    theme.SWITCH.turn(dress)
    strip = Strip(kind, window)
    strip.resize(500, 60)
    strip.tell("标题", "一句话")
    image, watch = shown(strip)
    manner = MANNERS[kind]
    assert at(image, 300, 30) == name(manner.ground)
    assert (at(image, 1, 30) == name(manner.ink)) is manner.outlined
    assert watch.texts == {"标题", "一句话"}
    theme.SWITCH.turn("light")


@pytest.mark.parametrize("wide", [400, 500, 900])
def test_a_strips_sentence_is_whole_and_its_offers_inside(window, wide):
    strip = Strip("refusal", window)
    strip.resize(wide, 60)
    sentence = "就诊时间通知已于 9月21日 周一 10:32 发出，视同服务已发生，不能取消或更改。医院的原因除外，由主管批准。"
    strip.tell("不能取消", sentence, (Offer("a", "改期", "B"), Offer("b", "原因")), chip="三（七）6·GC-14", code="E-7")
    _, watch = shown(strip)
    assert not watch.cut
    assert {"三（七）6·GC-14", "E-7"} <= watch.texts
    buttons = [child for child in strip.findChildren(Button) if child.isVisible()]
    assert len(buttons) == 2
    assert all(strip.rect().contains(child.geometry()) for child in buttons)
    assert sum(len(words) for words in watch.texts if words in sentence and len(words) > 5) >= len(sentence) - 30


def test_a_strip_told_anew_keeps_only_its_new_offers(window):
    strip = Strip("error", window)
    strip.resize(500, 60)
    strip.tell("标题", "一", (Offer("a", "重试", "F5"), Offer("b", "复制")))
    strip.tell("标题", "一", (Offer("c", "重连", "F5", True),), kind="cutoff")
    QApplication.sendPostedEvents(None, 52)
    assert [button.objectName() for button in strip.findChildren(Button)] == ["c"]
    assert strip.kind == "cutoff"
    button = strip.findChild(Button, "c")
    assert button.geometry().right() == 500 - 12 - 1


@pytest.mark.parametrize("tone", ["ok", "plain"])
def test_an_empty_state_has_its_disc_words_and_buttons_in_the_middle(window, tone):
    state = EmptyState(window)
    state.resize(700, 500)
    offers = (Offer("new", "登记", "Ctrl+N", True), Offer("all", "看全部", "2"))
    state.tell("check", "今日清零", ("未分派还有 3 件",), offers, "下班前再看一次", tone)
    state.show()
    image, watch = shown(state)
    assert {"今日清零", "未分派还有 3 件", "下班前再看一次"} <= watch.texts
    assert count(image, "ok_bg" if tone == "ok" else "bg_subtle") > 800
    buttons = state.findChildren(Button)
    left, right = buttons[0].x(), 700 - buttons[1].geometry().right() - 1
    assert abs(left - right) <= 1


def test_a_filter_takes_effect_at_once_and_all_can_be_cleared(window, qtbot):
    popover = FilterPopover(window, list(FILTERS))
    offered = {"stage": ("", "待预约", "待审核"), "hospital": ("瑞金",), "owner": (), "holder": tuple(HOLDER_TITLES)}
    popover.offer(Choices(offered), {"stage": "待审核", "holder": "customer"})
    fields = {field.objectName(): field for field in popover.findChildren(ChoiceField)}
    assert {field: fields[field].value() for field in fields} == {
        "stage": "待审核", "hospital": "", "owner": "", "holder": "customer",
    }  # fmt: skip
    popover.open_at(QPoint(100, 100))
    popover.take_focus()
    assert fields["stage"].isAncestorOf(QApplication.focusWidget())
    chosen = []
    popover.chosen.connect(lambda *what: chosen.append(what))
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Up)
    assert chosen == [("stage", "待预约")]
    clear, done = popover.findChildren(Button)
    with qtbot.waitSignal(popover.cleared):
        clear.click()
    assert {field.value() for field in fields.values()} == {""}
    done.click()
    assert popover.isHidden()


@pytest.mark.parametrize("top", [100, 640])
def test_the_reason_stands_below_its_row_or_above_it_and_says_all(window, top):
    popover = TracePopover(window)
    reading = next(row.reading for row in sample_rows() if row.number == "GT-260917-002")
    answer = why(reading, NOW, calendar(), DeskHours())
    row = QRect(200, top, 680, 52)
    popover.tell(answer, NOW.date(), row, 880)
    card = popover.card().translated(popover.pos())
    assert card.bottom() < row.top() or card.top() > row.bottom()
    assert (card.width(), card.height(), card.right()) == (600, 200, 879)
    _, watch = shown(popover)
    assert {answer.title, answer.sentence, answer.left, answer.source} <= watch.texts
    assert not watch.cut | watch.broken
    assert popover.accessibleName() == answer.spoken
    QTest.keyClick(popover, Key.Key_W)
    assert popover.isHidden()


@pytest.mark.parametrize(
    ("wide", "told"),
    [(900, LINE), (390, "9月23日 周三 14:20 · 距下班 3 小时 40 分"), (280, "9月23日 周三 14:20"), (120, "")],
)
def test_the_line_of_the_day_loses_whole_parts(window, wide, told):
    head = HeadLine("今日", window)
    head.resize(wide, 32)
    head.set_line(LINE)
    _, watch = shown(head)
    assert watch.texts == {"今日", told}
    assert not watch.cut
    assert head.accessibleDescription() == LINE


def test_the_search_waits_for_a_pause_and_enter_does_not_wait(window, qtbot):
    box = SearchBox(window)
    box.show()
    sought, confirmed = [], []
    box.sought.connect(sought.append)
    box.confirmed.connect(lambda: confirmed.append(box.text()))
    box.setFocus()
    with qtbot.waitSignal(box.sought):
        qtbot.keyClicks(box, " oym ")
    assert sought == ["oym"]
    qtbot.keyClicks(box, "x")
    QTest.keyClick(box, Key.Key_Return)
    assert (sought, confirmed) == (["oym", "oym x"], [" oym x"])
    qtbot.keyClicks(box, "y")
    box.empty()
    qtbot.wait(160)
    assert sought == ["oym", "oym x"]


def test_the_search_shows_its_key_only_while_the_keyboard_is_elsewhere(window):
    box, other = SearchBox(window), QLineEdit(window)
    box.resize(304, 32)
    for widget in (box, other):
        widget.show()
    other.setFocus()
    assert "Ctrl+F" in shown(box)[1].texts
    box.setFocus()
    image, watch = shown(box)
    assert "Ctrl+F" not in watch.texts
    assert [at(image, x, 16) for x in (0, 1)] == [name("focus")] * 2


def test_overdue_is_alarming_only_when_there_is_any(window):
    tabs = ViewTabs((("todo", "待办"), ("overdue", "逾期"), ("done", "完成")), window)
    tabs.resize(600, 32)
    tabs.show()
    tabs.choose("todo")
    tabs.set_counts({"todo": 1_234, "overdue": 2})
    todo, overdue, done = tabs.findChildren(Chip)
    assert (todo.count, overdue.count, done.count) == ("1,234", "2", "")
    assert (todo.alarming, overdue.alarming) == (False, True)
    assert at(shown(todo)[0], 4, 14) == name("bg_selected")
    tabs.set_counts({"overdue": 0})
    assert (overdue.count, overdue.alarming) == ("0", False)


def test_filters_in_force_are_shown_in_words_and_the_row_goes_with_the_last(window, qtbot):
    row = FilterRow(window)
    row.show_filters({"stage": "待预约", "holder": "customer"})
    names = [child.text() for child in row.findChildren(QWidget) if hasattr(child, "removed")]
    assert names == ["阶段 待预约", "球在谁 客户"]
    with qtbot.waitSignal(row.removed) as told:
        next(child for child in row.findChildren(QWidget) if hasattr(child, "removed")).click()
    assert told.args == ["stage"]
    row.show_filters({})
    assert row.isHidden()
