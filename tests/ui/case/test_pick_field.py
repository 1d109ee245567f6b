"""A picked name: typed in Chinese or by initials, taken by Enter, filled in around it, amber when nobody knows it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.casework.rows import FormField
from desktop.casework.suggestions import Suggestion
from desktop.ui.case.fields import make_field
from desktop.ui.case.fields_panel import FieldsPanel
from desktop.ui.case.pick_field import PICKS, PINYIN
from desktop.ui.case.pick_list import ROW
from desktop.ui.case.picking import look_up
from tests.ui.sample_desk import NOW

Key = Qt.Key
HUASHAN, ZHONGSHAN, FIRST = "复旦大学附属华山医院", "复旦大学附属中山医院", "中山大学附属第一医院"
GRADES = tuple((grade, grade) for grade in ("三级甲等", "二级甲等"))


def clock():
    return NOW


@pytest.fixture
def panel(cases, worker, window):
    """A form with a hospital, what a hospital brings along, and the other kinds of picked names."""
    made = FieldsPanel((
        FormField("hospital", "医院", "hospital"), FormField("department", "科室", "department", required=False),
        FormField("city", "城市", required=False), FormField("grade", "等级", "choice", choices=GRADES),
        FormField("original_id", "需要身份证原件", "yes_no"), FormField("escort", "陪诊人员", "escort"),
        FormField("to", "转给", "colleague"), FormField("approved_by", "批准的主管", "supervisor"),
    ), clock)  # fmt: skip
    made.wanted.connect(lambda ask: look_up(cases.directory, worker, ask))
    made.setParent(window)
    made.setGeometry(40, 40, 360, 800)
    made.show()
    return made


@pytest.fixture
def type_into(panel, qtbot, settle):
    """Type into a field and wait for the answer."""

    def _type(name, words):
        field = panel.fields[name]
        field.edit.setFocus()
        field.edit.clear()
        field.edit.insert(words)
        qtbot.waitUntil(lambda: not field.waiting)
        settle()
        return field

    return _type


def test_enter_takes_the_top_one_and_goes_on(panel, type_into, press):
    field = type_into("hospital", "zs")
    assert not field.list.isHidden()
    press(Key.Key_Return)
    assert field.value() == ZHONGSHAN
    assert field.list.isHidden()
    assert QApplication.focusWidget() is panel.fields["department"].edit


def test_arrows_move_around_the_ends_and_the_field_says_where(type_into, press):
    field = type_into("hospital", "zs")
    press(Key.Key_Down)
    assert field.edit.accessibleDescription() == f"{FIRST} 广州 · 三级甲等 未核实"
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    assert field.value() == FIRST


def test_esc_closes_the_list_and_keeps_what_was_typed(type_into, press):
    field = type_into("hospital", "zs")
    press(Key.Key_Escape)
    assert field.list.isHidden()
    assert (field.value(), field.caution) == ("zs", "未在目录")


def test_who_types_faster_than_the_desk_answers_gets_the_top_one(panel, qtbot, settle, press):
    field = panel.fields["hospital"]
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "hs")
    press(Key.Key_Return)
    settle()
    assert field.value() == HUASHAN


def test_down_in_an_empty_field_offers_the_most_used(panel, settle, press):
    field = panel.fields["hospital"]
    field.edit.setFocus()
    press(Key.Key_Down)
    settle()
    assert len(field.offered()) == 4
    assert not field.list.isHidden()


def test_a_click_takes_a_row(type_into):
    field = type_into("hospital", "zs")
    QTest.mouseClick(field.list, Qt.MouseButton.LeftButton, pos=QPoint(60, 16 + 4 + ROW + ROW // 2))
    assert field.value() == FIRST


def test_a_press_elsewhere_closes_the_list(type_into, window):
    field = type_into("hospital", "zs")
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(900, 500))
    assert field.list.isHidden()


def test_a_hospital_that_nobody_knows_may_stand_with_an_amber_hint(panel, type_into):
    field = type_into("hospital", "云上医院")
    panel.fields["city"].setFocus()
    assert (field.value(), field.caution, field.fault) == ("云上医院", "未在目录", "")
    assert field.check()
    assert field.edit.accessibleDescription() == "未在目录"


def test_pinyin_that_was_not_taken_is_no_hospital_and_a_stranger_no_escort(panel, type_into, press):
    for name, words, fault in (("hospital", "zs", PINYIN), ("escort", "i", PICKS["escort"].unlisted)):
        field = type_into(name, words)
        press(Key.Key_Escape)
        panel.fields["city"].setFocus()
        assert not field.check()
        assert field.fault == fault
    field = type_into("hospital", "zs")
    press(Key.Key_Return)
    assert field.check()


@pytest.mark.parametrize(("kind", "words"), [(kind, pick.unlisted) for kind, pick in PICKS.items()])
def test_every_kind_says_in_its_own_words_that_a_name_is_unknown(kind, words):
    field = make_field(FormField("it", "一项", kind), clock)
    field.edit.setText("赵一")
    field.take_offers([Suggestion("赵二")])
    assert field.caution == words


def test_below_an_unknown_colleague_the_arrow_shows_everybody_there_is(type_into, press, settle):
    field = type_into("to", "赵一")
    assert field.caution == "本台没有这个人，按 ↓ 看名单"
    press(Key.Key_Down)
    settle()
    assert [row.value for row in field.list.rows] == ["陈凯"]
    press(Key.Key_Return)
    assert (field.value(), field.caution) == ("陈凯", "")


def test_a_name_that_only_cases_know_counts_as_unknown(type_into, press):
    field = type_into("hospital", "zs")
    field.take_offers([Suggestion("云上医院", mark="未在目录")])
    press(Key.Key_Return)
    assert (field.value(), field.caution) == ("云上医院", "未在目录")


def test_a_short_name_stays_and_says_whom_it_means(type_into, press):
    field = type_into("hospital", "华山医院")
    press(Key.Key_Escape)
    assert (field.value(), field.caution, field.hint) == ("华山医院", "", f"即 {HUASHAN}")


def test_a_name_that_was_filled_in_is_looked_up_and_opens_nothing(panel, qtbot):
    field = panel.fields["hospital"]
    field.set_value("云上医院")
    qtbot.waitUntil(lambda: field.caution == "未在目录")
    field.set_value(HUASHAN)
    assert field.caution == ""
    qtbot.waitUntil(lambda: bool(field.offered()))
    assert field.caution == ""
    assert field.list.isHidden()


@pytest.mark.rule("GC-10")
def test_the_hospital_brings_city_grade_and_the_original_id(panel, type_into, press):
    type_into("hospital", "zs")
    press(Key.Key_Return)
    values = panel.values()
    assert (values["city"], values["grade"], values["original_id"]) == ("上海", "三级甲等", True)
    type_into("hospital", "hs")
    press(Key.Key_Return)
    assert panel.values()["original_id"] is False


def test_what_a_person_entered_is_not_written_over(panel, type_into, press):
    panel.fields["city"].edit.setText("广州")
    panel.fields["original_id"].box.click()
    type_into("hospital", "hs")
    press(Key.Key_Return)
    assert (panel.values()["city"], panel.values()["original_id"]) == ("广州", True)


def test_an_entered_city_narrows_and_one_that_a_hospital_brought_does_not(panel, type_into, press):
    panel.fields["city"].edit.setText("广州")
    assert type_into("hospital", "zs").offered() == [FIRST]
    panel.fields["city"].edit.clear()
    press(Key.Key_Return)
    assert panel.values()["city"] == "广州"
    assert type_into("hospital", "zs").offered() == [ZHONGSHAN, FIRST]


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [("escort", "hm", "何敏"), ("to", "chenkai", "陈凯"), ("approved_by", "孟", "孟主管"),
     ("department", "rxwk", "乳腺外科")],
)
def test_people_and_departments_are_picked_alike(type_into, press, name, words, found):
    field = type_into(name, words)
    press(Key.Key_Return)
    assert (field.value(), field.caution) == (found, "")


def test_the_list_stays_inside_the_window_and_goes_with_its_field(panel, type_into, window):
    panel.move(1200, 560)
    field = type_into("hospital", "zs")
    box = field.list.geometry()
    assert box.right() - 16 <= window.width()
    field.hide()
    assert field.list.isHidden()
