"""Every field of every form has a widget that gives back what it was given."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.casework.documents.rows import Block
from desktop.casework.documents.sample_drafts import sample
from desktop.handbook.documents import FORMS
from desktop.handbook.documents.gaps import Gap, gaps
from desktop.handbook.documents.vocabulary import Kind
from desktop.handbook.moments import parse_moment
from desktop.ui.documents.gap_walk import GapWalk
from desktop.ui.documents.phrase_popover import matching
from desktop.ui.documents.reading_values import Unreadable, read_value
from desktop.ui.documents.section_view import make_field

NOW = parse_moment("2026-09-23 14:20")
FIELDS = [(kind, field) for kind, form in FORMS.items() for _, field in form.fields()]


def now():
    """The desk's moment."""
    return NOW


def value_for(kind, field):
    """What the sample says in a field, else something of its kind."""
    known = sample(kind)["content"].get(field.name)
    made = {
        Kind.SHORT: "一句", Kind.LONG: "一段\n两行", Kind.WHOLE: 3, Kind.DECIMAL: 2.5, Kind.DATE: "2026-09-18",
        Kind.MOMENT: "2026-09-18 14:00", Kind.TEXTS: ["一", "二"], Kind.ANSWERS: ["答一", "", "答三"],
        Kind.CHOICE: (*field.choices, "")[0], Kind.TABLE: [],
        Kind.PER_EXPERT: [{"name": "顾平", "hospital": "华亭医院"}],
        Kind.NODULES: [{"number": 1, "findings": {"size": 8}}],
    }  # fmt: skip
    return known if known is not None else made.get(field.kind)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda one: one if isinstance(one, str) else one.name)
def test_a_widget_gives_back_what_it_was_given(dressed, kind, field):
    assert dressed
    widget = make_field(field, now)
    value = value_for(kind, field)
    widget.set_value(value)
    if field.read_only:
        assert widget.value() is None or field.kind.has_rows
    elif field.kind is Kind.TABLE and not value:
        assert widget.value() is None
    else:
        assert widget.value() == value


@pytest.mark.parametrize(("kind", "field"), [one for one in FIELDS if one[1].instead and not one[1].read_only],
                         ids=lambda one: one if isinstance(one, str) else one.name)  # fmt: skip
def test_alt_zero_says_that_a_fact_was_not_provided(dressed, kind, field):
    assert dressed
    assert kind in FORMS
    widget = make_field(field, now)
    said = []
    widget.edited.connect(said.append)
    press(widget.control, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert widget.value() == field.instead[0]
    assert said == [field.name]


def press(target, key, modifier=Qt.KeyboardModifier.NoModifier, words=""):
    """One key."""
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, modifier, words))


def table():
    """A table with two rows and whoever hears of its edits."""
    widget = make_field(FORMS["mdt"].field("follow_up"), now)
    widget.set_value([{"when": "4 周", "item": "MRI"}, {"when": "8 周", "item": "AFP"}])
    said = []
    widget.edited.connect(said.append)
    return widget, said


def test_rows_are_added_written_dropped_and_brought_back_by_keys(dressed):
    assert dressed
    widget, said = table()
    press(widget.list, Qt.Key.Key_Insert)
    widget.fields["when"].box.setText("12 周")
    widget.fields["when"].box.textEdited.emit("12 周")
    assert [row["when"] for row in widget.value()] == ["4 周", "8 周", "12 周"]
    widget.list.go(0)
    press(widget.list, Qt.Key.Key_Delete)
    assert [row["when"] for row in widget.value()] == ["8 周", "12 周"]
    press(widget.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row["when"] for row in widget.value()] == ["4 周", "8 周", "12 周"]
    assert said == ["follow_up"] * 3


def test_an_expert_signs_with_space_and_takes_it_back(dressed):
    assert dressed
    widget = make_field(FORMS["mdt"].field("signatures"), now)
    widget.set_value([{"name": "顾平", "hospital": "华亭医院", "specialty": "肝胆外科"}])
    press(widget.list, Qt.Key.Key_Space)
    assert widget.value()[0]["signed"] == "本人手写签名"
    assert widget.value()[0]["signed_on"] == "2026-09-23"
    press(widget.list, Qt.Key.Key_Space)
    assert "signed" not in widget.value()[0]


def test_a_column_that_does_not_belong_to_the_row_is_not_asked_for(dressed):
    assert dressed
    widget = make_field(FORMS["mdt"].field("treatments"), now)
    surgery = next(one for one in widget.field.columns if one.only_if)
    widget.set_value([{surgery.only_if.name: surgery.only_if.values[0]}, {surgery.only_if.name: "别的"}])
    assert not widget.fields[surgery.name].isHidden()
    widget.list.go(1)
    assert widget.fields[surgery.name].isHidden()


@pytest.mark.parametrize(("name", "words", "value"), [
    ("ecog", "0", 0), ("height", "172.5", 172.5), ("diagnosed_on", "9-18", "2026-09-18"),
    ("held_until", "9-23 10:52", "2026-09-23 10:52"), ("ecog", "资料未提供", "资料未提供"), ("ecog", " ", None),
])  # fmt: skip
def test_lines_are_read_as_people_type_them(name, words, value):
    assert read_value(FORMS["mdt"].field(name), words, NOW) == value


@pytest.mark.parametrize(("name", "words"), [("ecog", "一"), ("height", "高"), ("diagnosed_on", "某天")])
def test_a_line_that_is_no_value_says_so_and_keeps_what_was_typed(dressed, name, words):
    assert dressed
    field = FORMS["mdt"].field(name)
    with pytest.raises(Unreadable):
        read_value(field, words, NOW)
    widget = make_field(field, now)
    widget.box.setText(words)
    widget.box.textEdited.emit(words)
    assert widget.value() is None
    assert widget.fault
    assert widget.box.text() == words


def test_a_slash_asks_for_phrases_only_where_a_word_begins(dressed):
    assert dressed
    widget = make_field(FORMS["mdt"].field("not_advised"), now)
    asked = []
    widget.phrases_wanted.connect(lambda field, _box: asked.append(field.place))
    press(widget.box, Qt.Key.Key_Slash, words="/")
    widget.box.insertPlainText("8170")
    press(widget.box, Qt.Key.Key_Slash, words="/")
    assert asked == ["not_advised"]
    assert widget.value() == "8170/"


def test_phrases_are_found_by_characters_or_initials():
    said = (("无分歧", "各位专家意见一致。"), ("原医院治疗", "继续治疗。"))
    blocks = [Block("mdt", "f", title, words, False) for title, words in said]
    assert [one.title for one in matching(blocks, "wfq")] == ["无分歧"]
    assert [one.title for one in matching(blocks, "继续")] == ["原医院治疗"]
    assert len(matching(blocks, "")) == 2
    assert matching(blocks, "zzz") == []


def test_the_walk_goes_on_where_a_filled_gap_was():
    form, walk = FORMS["mdt"], GapWalk()
    found = gaps(form, {})
    first = walk.next(found)
    assert first == found[0]
    rest = found[1:]
    assert walk.next(rest) == rest[0]
    assert walk.next(()) is None
    assert walk.upcoming([Gap("O", "signatures", 0, "signature", "O 签名 顾平", "signature")]) == "O 签名 顾平 (1/1)"
