"""The small parts of the case screens: facts, rights, ticks, tiles, secret fields, offers and sheets."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.casework.drafts import ItemOffer
from desktop.casework.masking import masked_phone
from desktop.casework.rows import Fact
from desktop.casework.suggestions import Suggestion
from desktop.handbook.vocabulary import Item
from desktop.ui.case.composer_parts import OutcomeChips
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.rows_painted import (
    CASE_PAGE,
    INSPECTOR,
    FactRows,
    RightTiles,
    SectionLabel,
    spell_right,
)
from desktop.ui.case.secret_field import SecretField
from desktop.ui.case.service_tiles import ORDER, ServiceTiles
from desktop.ui.case.sheet import EDGE, SHADOW, WIDTH, Sheet
from desktop.ui.case.ticks import ChoicesField, TickBox, YesNoField
from tests.ui.case.sample_case import LOCKED, OUTPATIENT
from tests.ui.case.sample_check import OFFERS
from tests.ui.case.sample_parts import rights
from tests.ui.picture import at, count, name, shown

Key = Qt.Key
PAPERS = (("id", "有效身份证件"), ("personal", "个人信息"), ("policy", "保单信息"), ("stay", "住院信息"))


def put(window, widget, wide=340, high=200):
    widget.setParent(window)
    widget.setGeometry(10, 10, wide, high)
    widget.show()
    return widget


@pytest.mark.parametrize("wide", [300, 340, 520])
def test_facts_on_the_case_page_break_instead_of_losing_words(window, wide):
    rows = put(window, FactRows(CASE_PAGE), wide)
    long = Fact("备注", "胃镜病理已出，想尽快手术，周二周四上午方便，女儿陪同")
    rows.show_facts((Fact("医院", "复旦大学附属肿瘤医院"), long))
    _, watch = shown(rows)
    assert not watch.cut
    assert long.value in "".join(sorted(watch.texts, key=lambda words: long.value.find(words)))
    assert rows.height() == 2 * 28 + 20 * (len(watch.texts) - 4)


def test_facts_in_the_inspector_take_one_line_each_and_the_rest_is_in_the_tool_tip(window):
    rows = put(window, FactRows(INSPECTOR), 200)
    rows.show_facts(OUTPATIENT.groups[2].facts)
    _, watch = shown(rows)
    assert rows.height() == 24 * len(OUTPATIENT.groups[2].facts)
    assert OUTPATIENT.groups[2].facts[3].value in watch.cut
    assert OUTPATIENT.groups[2].facts[3].value in rows.accessibleName()


@pytest.mark.rule("GC-14")
def test_a_locked_fact_has_a_lock_before_its_value(window):
    rows = put(window, FactRows(INSPECTOR), 320)
    rows.show_facts(LOCKED.groups[0].facts)
    locked, _ = shown(rows)
    rows.show_facts(tuple(fact._replace(locked=False) for fact in LOCKED.groups[0].facts))
    free, _ = shown(rows)
    first_lock = (INSPECTOR.label, 5, 14, 14)
    assert locked.copy(*first_lock) != free.copy(*first_lock)
    assert not any(fact.locked for fact in rows.facts)


def test_a_note_that_does_not_fit_beside_its_value_goes_below(window):
    rows = put(window, FactRows(CASE_PAGE), 230)
    rows.show_facts((Fact("号源", "主任医师·门诊楼三层", "医生不可指定"),))
    tight = rows.height()
    rows.resize(600, tight)
    assert rows.height() == 28 < tight


@pytest.mark.parametrize(("wide", "seen"), [(300, True), (90, False)])
def test_a_remark_gives_way_to_its_heading(window, wide, seen):
    label = put(window, SectionLabel("权益与用量", "本案预留一次"), wide, 20)
    _, watch = shown(label)
    assert "权益与用量" in watch.texts
    assert ("本案预留一次" in watch.texts) is seen
    label.say("时限", "六个")
    assert (label.accessibleName(), label.accessibleDescription()) == ("时限", "六个")


@pytest.mark.rule("G-08")
@pytest.mark.parametrize("wide", [326, 370, 700])
def test_the_cases_own_right_stands_on_its_own_ground_while_reserved(window, wide):
    tiles = put(window, RightTiles(), wide, 56)
    tiles.show_rights(rights("GC.outpatient"))
    image, watch = shown(tiles)
    assert at(image, 8, 50) == name("info_bg")
    assert at(image, wide - 8, 50) == name("bg_subtle")
    assert {"门诊", "住院", "会诊", "解结"} <= watch.texts
    assert not watch.broken
    tiles.show_rights(rights("GC.outpatient", used=True))
    assert at(shown(tiles)[0], 8, 50) == name("bg_subtle")


def test_a_right_the_plan_does_not_have_shows_a_dash_and_is_spelt_out(window):
    tiles = put(window, RightTiles(), 370, 56)
    none = rights()[3]._replace(total=0, left=0, note="计划不含")
    tiles.show_rights((none,))
    assert "—" in shown(tiles)[1].texts
    assert spell_right(none) == "会诊：共 0，已用 0，预留 0，剩 0 计划不含"
    assert tiles.accessibleName() == "权益：会诊 剩 0，计划不含"


@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_to_tick_is_filled_when_ticked_and_turned_by_space(window, ticked):
    box = put(window, TickBox("需要身份证原件"), 160, 28)
    box.setChecked(not ticked)
    QTest.keyClick(box, Key.Key_Space)
    assert box.isChecked() is ticked
    assert (count(shown(box)[0], "accent") > 80) is ticked


@pytest.mark.parametrize(
    ("value", "ticked"),
    [(True, True), ("yes", True), ("是", True), ("1", True), ("TRUE", True), (False, False), ("no", False),
     ("", False), (None, False), ("否", False)],
)  # fmt: skip
def test_yes_is_read_from_what_a_form_may_carry(value, ticked):
    field = YesNoField("需要身份证原件")
    field.set_value(value)
    assert field.value() is ticked
    assert not field.is_empty()


def test_digits_tick_and_values_keep_the_order_offered(window):
    field = put(window, ChoicesField("已有的资料", PAPERS))
    for digit in (Key.Key_4, Key.Key_1, Key.Key_9, Key.Key_0):
        QTest.keyClick(field.panel, digit)
    assert field.value() == ["id", "stay"]
    QTest.keyClick(field.panel, Key.Key_4)
    assert field.value() == ["id"]
    assert not field.is_empty()


@pytest.mark.parametrize(
    ("value", "kept"),
    [("id, stay", ["id", "stay"]), (["stay", "id"], ["id", "stay"]), (None, []), ("", []), ("horoscope", [])],
)
def test_choices_are_taken_from_text_or_a_list(value, kept):
    field = ChoicesField("已有的资料", PAPERS)
    field.set_value(value)
    assert field.value() == kept


def test_more_than_nine_choices_have_no_digits(window):
    many = tuple((str(number), f"第{number}项") for number in range(11))
    field = put(window, ChoicesField("资料", many))
    _, watch = shown(field)
    assert "1" not in watch.texts
    assert "第10项" in watch.texts


def test_tiles_are_walked_and_chosen_by_arrow_and_digit(window):
    tiles = put(window, ServiceTiles(), 900, 64)
    chosen = []
    tiles.chosen.connect(chosen.append)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left, Key.Key_7, Key.Key_Right, Key.Key_8):
        QTest.keyClick(tiles, key)
    assert chosen == [ORDER[0], ORDER[1], ORDER[0], ORDER[0], ORDER[6], ORDER[6]]
    tiles.choose(None)
    QTest.keyClick(tiles, Key.Key_Left)
    assert tiles.item is ORDER[-1]


def test_a_click_chooses_a_tile_and_between_two_nothing(window):
    tiles = put(window, ServiceTiles(), 7 * 100 + 6 * 8, 64)
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=QPoint(108 * 3 + 50, 30))
    assert tiles.item is ORDER[3]
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=QPoint(104, 30))
    assert tiles.item is ORDER[3]


@pytest.mark.rule("G-08")
def test_a_right_that_is_gone_is_grey_and_can_still_be_chosen(window):
    tiles = put(window, ServiceTiles(), 900, 64)
    tiles.offer(OFFERS)
    image, watch = shown(tiles)
    assert {"剩 1", "随住院", "在办 1 件", "不限"} <= watch.texts
    assert count(image, "text3") > 0
    QTest.keyClick(tiles, Key.Key_4)
    assert tiles.item is Item.MD
    assert tiles.accessibleDescription() == "多学科会诊 在办 1 件；Alt 加 1 到 7 选择"


@pytest.mark.parametrize("wide", [700, 900, 1200])
def test_titles_and_captions_of_the_tiles_are_never_cut(window, wide):
    tiles = put(window, ServiceTiles(), wide, 64)
    tiles.offer([ItemOffer(item, "在办 1 件", False) for item in ORDER])
    _, watch = shown(tiles)
    assert not watch.cut
    assert len(watch.texts) == 7 + 7 + 1


def test_a_filled_in_secret_is_whole_once_the_keyboard_is_in_it_and_stays_so_when_it_is_edited(window):
    field = put(window, SecretField("手机", masked_phone), 260, 60)
    other = put(window, QLineEdit(), 100, 30)
    field.set_value(" 13712346402 ")
    assert (field.edit.text(), field.value()) == ("137****6402", "13712346402")
    field.edit.setFocus()
    QApplication.processEvents()
    assert field.edit.text() == "13712346402"
    QTest.keyClick(field.edit, Key.Key_End)
    QTest.keyClick(field.edit, Key.Key_Backspace)
    other.setFocus()
    QApplication.processEvents()
    assert (field.edit.text(), field.value()) == ("1371234640", "1371234640")


def test_what_the_desk_knows_need_not_be_asked(window):
    field = put(window, SecretField("手机", masked_phone), 260, 60)
    assert field.required
    field.know("138****2046")
    assert (field.required, field.edit.placeholderText()) == (False, "138****2046")
    shown(field)
    assert not field.required
    field.know("")
    assert field.required


def test_a_right_entry_wears_a_tick(window):
    field = put(window, SecretField("手机"), 260, 60)
    before = count(shown(field)[0], "ok_fg")
    field.tick(True)
    assert count(shown(field)[0], "ok_fg") > before == 0


def test_a_picked_field_asks_once_when_the_typist_pauses(window, qtbot):
    field = put(window, PickField("hospital", "医院"), 260, 60)
    asked = []
    field.wanted.connect(asked.append)
    field.edit.setFocus()
    with qtbot.waitSignal(field.wanted):
        qtbot.keyClicks(field.edit, "zs ")
    assert asked == ["zs"]
    field.take_offers([Suggestion("复旦大学附属中山医院")])
    assert field.offered() == ["复旦大学附属中山医院"]


def test_outcomes_step_by_arrows_and_stop_at_the_ends(window):
    chips = put(window, OutcomeChips(), 300, 24)
    seen = []
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        QTest.keyClick(chips, key)
        seen.append(chips.value())
    assert seen == ["reached", "no_answer", "refused", "later", "later", "refused"]
    assert chips.accessibleDescription() == "拒接"
    QTest.keyClick(chips, "4")
    assert chips.value() == "later"


def test_a_click_picks_an_outcome_and_a_missing_one_is_said_in_words(window):
    chips = put(window, OutcomeChips(), 300, 24)
    chips.demand()
    assert "先选结果" in shown(chips)[1].texts
    chosen = []
    chips.chosen.connect(chosen.append)
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert chosen == ["reached"]
    assert "先选结果" not in shown(chips)[1].texts


@pytest.mark.parametrize(("wide", "high"), [(1440, 900), (1206, 550), (380, 300)])
def test_a_sheet_stands_at_the_lower_right_inside_its_window(window, wide, high):
    window.resize(wide, high)
    sheet = Sheet(window)
    sheet.head("send", "发就诊时间通知", "冯*·GT-260917-002", "R")
    sheet.present()
    card = sheet.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert card.right() == wide - EDGE - 1
    assert card.width() == min(WIDTH, wide - 2 * EDGE)
    assert 0 <= card.top() < card.bottom() < high
    assert sheet.accessibleName() == "发就诊时间通知，冯*·GT-260917-002"
    window.resize(wide + 60, high)
    assert sheet.geometry().right() - SHADOW == wide + 60 - EDGE - 1


def test_a_sheet_gives_the_keyboard_back_once(window):
    edit, inside = put(window, QLineEdit(), 100, 30), QLineEdit()
    edit.setFocus()
    sheet = Sheet(window)
    closed = []
    sheet.closed.connect(lambda: closed.append(1))
    sheet.present()
    put(sheet, inside, 80, 30).setFocus()
    sheet.dismiss()
    sheet.dismiss()
    assert closed == [1]
    assert QApplication.focusWidget() is edit
