"""Fields by sight, key and screen reader: labels, hints, faults, and what they take for a value."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import inputs, segments
from desktop.ui.date_inputs import DateField, MomentField
from tests.ui.picture import at, count, name, shown
from tests.ui.sample_desk import NOW

Key = Qt.Key
CHOICES = (("a", "单个案件"), ("b", "医院"), ("c", "科室"))


@pytest.fixture
def put(window):
    """Puts a field into the window."""

    def _put(field, wide=300):
        field.setParent(window)
        field.setGeometry(10, 10, wide, max(60, field.sizeHint().height()))
        field.show()
        return field

    return _put


def test_a_field_paints_label_optional_mark_hint_and_then_its_fault(put):
    field = put(inputs.TextField("客户姓名", "与身份证一致", required=False))
    assert shown(field)[1].texts == {"客户姓名", "选填", "与身份证一致"}
    field.set_fault("这个姓名太长")
    image, watch = shown(field)
    assert watch.texts == {"客户姓名", "选填", "这个姓名太长"}
    assert count(image, "breach_bar") > 20
    field.edited()
    assert "与身份证一致" in shown(field)[1].texts


def test_a_hint_gives_way_to_the_label_in_a_narrow_place(put):
    field = put(inputs.TextField("被保险人姓名", "与身份证一致"), 100)
    _, watch = shown(field)
    assert "与身份证一致" not in watch.texts - watch.cut
    assert "被保险人姓名" not in watch.cut


def test_a_faulty_field_has_a_crimson_frame_and_says_why(put):
    field = put(inputs.TextField("姓名"))
    assert not field.check()
    assert field.control.property("fault") == "true"
    image, _ = shown(field.edit)
    assert at(image, 0, 18) == name("breach_bar")
    field.set_value("冯")
    field.set_fault("")
    assert field.check()
    assert field.control.property("fault") == "false"


@pytest.mark.parametrize(
    ("words", "value", "right"),
    [
        ("4", 4, True), (" 4.0 ", 4, True), ("2.5", 2.5, True), ("-3", -3, True), ("1e400", None, False),
        ("四", None, False), ("4 小时", None, False), ("1,000", None, False), ("--1", None, False), ("", None, False),
        ("nan", None, False), ("1_000", None, False),
    ],
)  # fmt: skip
def test_a_number_is_whole_when_it_is_and_words_are_none(words, value, right):
    field = inputs.NumberField("小时")
    field.edit.setText(words)
    assert field.value() == value
    assert type(field.value()) is type(value)
    assert field.check() is right


@pytest.mark.parametrize("value", [None, "", "  "])
def test_text_of_blanks_is_empty_and_a_password_shows_dots(value):
    field = inputs.TextField("口令", masked=True)
    field.set_value(value)
    assert field.is_empty()
    field.set_value("秘密")
    assert field.edit.displayText() != "秘密"
    assert field.value() == "秘密"


def test_tab_leaves_a_text_of_several_lines(put, window):
    long, after = put(inputs.LongTextField("备注", lines=4)), inputs.TextField("下一个")
    put(after).move(10, 300)
    QWidget.setTabOrder(long.edit, after.edit)
    long.edit.setFocus()
    QTest.keyClick(long.edit, Key.Key_Tab)
    assert QApplication.focusWidget() is after.edit
    assert long.edit.height() == 16 + 22 * 4
    assert window.isAncestorOf(after.edit)


def wheel(widget):
    spot = QPointF(widget.rect().center())
    event = QWheelEvent(
        spot, widget.mapToGlobal(spot), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_turns_a_choice_only_while_it_has_the_keyboard(put):
    field = put(inputs.ChoiceField("范围", CHOICES))
    other = put(inputs.TextField("别处"))
    field.set_value("a")
    other.edit.setFocus()
    wheel(field.combo)
    assert field.value() == "a"
    field.combo.setFocus()
    wheel(field.combo)
    assert field.value() == "b"


@pytest.mark.parametrize(("required", "value"), [(True, "a"), (False, "")])
def test_one_choice_alone_is_made_only_when_it_must_be(required, value):
    field = inputs.ChoiceField("计划", CHOICES[:1], required=required)
    assert field.value() == value
    field.set_choices(CHOICES)
    assert field.value() == ""
    field.set_value("no such")
    assert field.value() == ""


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Key.Key_Right], "a"), ([Key.Key_Left], "a"), ([Key.Key_3], "c"), ([Key.Key_4], ""), ([Key.Key_0], ""),
        ([Key.Key_3, Key.Key_Right], "c"), ([Key.Key_3, Key.Key_Left, Key.Key_Left, Key.Key_Left], "a"),
    ],
)  # fmt: skip
def test_segments_stop_at_both_ends_and_ignore_other_digits(put, keys, value):
    field = put(segments.SegmentField("范围", CHOICES))
    for key in keys:
        QTest.keyClick(field.segments, key)
    assert field.value() == value


@pytest.mark.parametrize(("typed", "value"), [("3", "3"), ("0", "0"), ("9", "9"), ("4", "")])
def test_where_the_segments_are_codes_a_digit_chooses_its_code_and_not_its_place(put, typed, value):
    field = put(segments.SegmentField("行为码", tuple((code, f"/{code}") for code in "012369")))
    QTest.keyClicks(field.segments, typed)
    assert field.value() == value


def test_a_click_chooses_the_segment_under_it_and_it_alone_is_marked(put):
    field = put(segments.SegmentField("范围", CHOICES), 300)
    changed = []
    field.changed.connect(lambda: changed.append(field.value()))
    QTest.mouseClick(field.segments, Qt.MouseButton.LeftButton, pos=QPoint(150, 18))
    assert changed == ["b"]
    image, watch = shown(field.segments)
    assert [at(image, x, 8) == name("bg_selected") for x in (10, 110, 210)] == [False, True, False]
    assert watch.texts == {"单个案件", "医院", "科室"}
    assert field.segments.accessibleDescription() == "医院"


@pytest.mark.parametrize(
    ("key", "typed", "day"),
    [
        (Key.Key_Up, "", date(2026, 9, 24)), (Key.Key_Down, "", date(2026, 9, 22)),
        (Key.Key_Up, "12-31", date(2027, 1, 1)), (Key.Key_Down, "2026-3-1", date(2026, 2, 28)),
        (Key.Key_Up, "看不懂", date(2026, 9, 24)),
    ],
)  # fmt: skip
def test_arrows_step_a_date_over_months_and_years(put, key, typed, day):
    field = put(DateField("日期", lambda: NOW))
    field.edit.setText(typed)
    QTest.keyClick(field.edit, key)
    assert field.value() == day


def test_a_day_of_another_year_shows_its_year(put):
    field = put(DateField("日期", lambda: NOW))
    field.set_value(date(2027, 1, 1))
    assert field.edit.text().startswith("2027年")
    field.set_value(date(2026, 12, 31))
    assert field.edit.text() == "12月31日 周四"


@pytest.mark.parametrize("words", ["哪天", "9-24", "25:00", "9-24 25:00", "9-31 9:00"])
def test_a_moment_without_day_or_hour_is_a_fault_with_an_example(words):
    field = MomentField("就诊时间", lambda: NOW)
    field.edit.setText(words)
    assert not field.check()
    assert "9-24 9:30" in field.fault


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("9-24 930", (9, 24, 9, 30)),
        ("明天 14:00", (9, 24, 14, 0)),
        ("今天 9点", (9, 23, 9, 0)),
        ("16:05", (9, 23, 16, 5)),
    ],
)
def test_a_moment_is_read_as_typed_and_written_out_when_left(put, words, moment):
    field = put(MomentField("就诊时间", lambda: NOW))
    QTest.keyClicks(field.edit, "x")
    field.edit.setText(words)
    field.edit.editingFinished.emit()
    value = field.value()
    assert (value.month, value.day, value.hour, value.minute) == moment
    assert field.edit.text() == field.spell(value)
    assert value.utcoffset() == NOW.utcoffset()


def test_what_is_read_is_shown_beside_the_label_while_one_types(put):
    field = put(DateField("日期", lambda: NOW, "以住院证为准"))
    QTest.keyClicks(field.edit, "9-28")
    assert field.hint == "9月28日 周一"
    assert field.control.accessibleDescription() == "9月28日 周一"
    field.edit.clear()
    QTest.keyClicks(field.edit, "?")
    assert field.hint == "以住院证为准"
