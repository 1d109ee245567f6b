"""The small parts: buttons, strips, toast, empty states, inputs and popovers do what they say."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.handbook.vocabulary import Service
from desktop.ui import chips, inputs, keycap, segments
from desktop.ui.buttons import Button
from desktop.ui.chips import FilterChip
from desktop.ui.empty import EmptyState
from desktop.ui.key_hints import HintLine
from desktop.ui.popover import Popover
from desktop.ui.strip import MANNERS, Offer, Strip
from desktop.ui.toast import SECONDS, Toast
from tests.ui.picture import shown

CHOICES = (("a", "单个案件"), ("b", "医院"))


@pytest.fixture
def window(qtbot):
    """A shown window."""
    window = QWidget()
    window.resize(800, 500)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_disabled_button_says_why_to_eye_and_ear(window):
    button = Button("发时间通知", "R", "primary", parent=window)
    button.set_reason("断开时不发")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "断开时不发"
    button.set_reason("")
    assert button.isEnabled()
    assert button.toolTip() == "发时间通知 R"


def test_enter_clicks_a_button(window, qtbot):
    button = Button("电话", "C", parent=window)
    with qtbot.waitSignal(button.clicked) as told:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert told.signal_triggered


def test_a_button_is_never_narrower_than_its_words(window):
    button = Button("复制错误码", "Ctrl+C", icon="copy", parent=window)
    assert button.minimumSizeHint().width() > button.content_width()
    assert button.height() >= 24


def test_every_service_has_a_character_of_its_own():
    assert {chips.TILES[service][0] for service in Service} == set("问电绿会结")


def test_key_caps_show_arrows_and_leave_doubles_out():
    assert keycap.shown("Alt+Right") == "Alt+→"
    assert keycap.caps(("Return", "Enter")) == ("Return",)
    assert keycap.caps(("J", "Down")) == ("J", "Down")


@pytest.mark.parametrize("kind", MANNERS)
def test_a_strip_grows_with_its_sentence_and_offers(window, kind):
    strip = Strip(kind, window)
    strip.resize(400, 60)
    strip.tell("标题", "一句")
    low = strip.height()
    strip.tell("标题", "很长的一句话，" * 12, (Offer("a", "重试", "F5"), Offer("b", "复制")), code="DB-1042")
    assert strip.height() > low
    assert strip.accessibleName().startswith("标题。很长")


def test_an_offer_of_a_strip_comes_back_by_name(window, qtbot):
    strip = Strip("error", window)
    strip.tell("标题", "一句", (Offer("retry", "重试", "F5"),))
    with qtbot.waitSignal(strip.acted) as told:
        strip.findChild(Button, "retry").click()
    assert told.args == ["retry"]
    strip.clear()
    assert not strip.isVisible()


def test_an_empty_state_always_offers_the_next_key(window, qtbot):
    state = EmptyState(window)
    state.tell("check", "今日清零", ("未分派还有 3 件",), (Offer("new", "登记", "Ctrl+N", True),))
    with qtbot.waitSignal(state.acted) as told:
        state.findChild(Button, "new").click()
    assert told.args == ["new"]
    assert state.accessibleName() == "今日清零，未分派还有 3 件"


def test_a_toast_can_be_undone_once(window, qtbot):
    toast = Toast(window)
    toast.tell("已接单")
    with qtbot.waitSignal(toast.undone):
        assert toast.undo()
    assert not toast.undo()


def test_a_toast_stands_at_the_right_below_and_counts_its_seconds(window):
    toast = Toast(window)
    toast.tell("已接单 冯*")
    _, watch = shown(toast)
    assert f"{SECONDS} 秒" in watch.texts
    toast.count_down()
    assert f"{SECONDS - 1} 秒" in shown(toast)[1].texts
    assert window.width() - 16 <= toast.geometry().right() - 16 + 8 <= window.width()
    assert toast.geometry().adjusted(0, 16, 0, -16).top() >= window.height() - 48
    toast.tell("只是一句", undoable=False)
    assert not [words for words in shown(toast)[1].texts if "秒" in words]


def test_key_hints_keep_to_what_the_toast_leaves_free(window):
    line = HintLine(tuple(((letter,), f"按键{letter}") for letter in "ABCDEFGHIJKLMNOPQRST"), window)
    line.setGeometry(0, window.height() - 32, window.width(), 24)
    toast = Toast(window)
    line.show()
    everything = len(shown(line)[1].texts)
    toast.tell("已接单 冯*")
    assert line.free() < toast.geometry().left() + 16
    assert 0 < len(shown(line)[1].texts) < everything
    toast.dismiss()
    assert len(shown(line)[1].texts) == everything


def test_a_long_toast_keeps_to_the_page_and_its_way_back(window):
    page = QWidget(window)
    page.setGeometry(196, 0, 600, 700)
    toast = Toast(window, page)
    toast.tell("很长的一句" * 30)
    assert toast.geometry().left() + 16 >= 196
    assert toast.geometry().right() - 16 <= 796
    assert toast.toolTip() == "很长的一句" * 30
    toast.tell("一句")
    assert 780 <= toast.geometry().right() - 16 <= 796


def test_a_toast_goes_after_eight_seconds(window):
    toast = Toast(window)
    toast.tell("已接单")
    for _ in range(SECONDS):
        toast.count_down()
    assert not toast.isVisible()


def test_a_toast_without_undo_offers_none(window):
    toast = Toast(window)
    toast.tell("先选一件", undoable=False)
    assert not toast.undo()


def test_a_field_names_its_control_and_tells_its_fault():
    field = inputs.TextField("客户姓名", "与身份证一致")
    assert field.control.accessibleName() == "客户姓名"
    assert not field.check()
    assert field.control.accessibleDescription() == "还没有填"
    QTest.keyClicks(field.edit, "a")
    assert field.fault == ""
    assert field.control.accessibleDescription() == "与身份证一致"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (lambda: inputs.TextField("名"), "冯"),
        (lambda: inputs.LongTextField("备注"), "一行\n二行"),
        (lambda: inputs.NumberField("小时"), 4),
        (lambda: inputs.ChoiceField("范围", CHOICES), "b"),
        (lambda: segments.SegmentField("范围", CHOICES), "a"),
    ],
)
def test_every_field_gives_back_what_was_put_in(field, value):
    made = field()
    assert made.is_empty()
    made.set_value(value)
    assert made.value() == value
    assert made.check()


def test_a_number_field_refuses_words():
    field = inputs.NumberField("小时")
    field.edit.setText("四")
    assert not field.check()
    assert field.fault == "要填数字"


def test_controls_are_thirty_six_high():
    for field in (inputs.TextField("a"), inputs.ChoiceField("a", CHOICES), segments.SegmentField("a", CHOICES)):
        assert field.control.height() == inputs.CONTROL or field.control.maximumHeight() == inputs.CONTROL


def test_segments_are_chosen_by_arrows_and_digits():
    field = segments.SegmentField("范围", CHOICES)
    QTest.keyClick(field.segments, Qt.Key.Key_2)
    assert field.value() == "b"
    QTest.keyClick(field.segments, Qt.Key.Key_Left)
    assert field.value() == "a"


def test_an_only_required_choice_is_chosen_already():
    assert inputs.ChoiceField("计划", (("p", "甲"),)).value() == "p"


def test_a_popover_stays_inside_and_gives_the_keyboard_back(window, qtbot):
    edit = QLineEdit(window)
    edit.show()
    window.activateWindow()
    edit.setFocus()
    popover = Popover(window, 200, 100)
    popover.open_at(QPoint(790, 490), take_focus=True)
    assert window.rect().contains(popover.card().translated(popover.pos()))
    with qtbot.waitSignal(popover.closed):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert popover.isHidden()
    popover.dismiss()


def test_a_filter_chip_tells_which_filter_to_drop(window, qtbot):
    chip = FilterChip("stage", "阶段 待预约", window)
    with qtbot.waitSignal(chip.removed) as told:
        chip.click()
    assert told.args == ["stage"]
