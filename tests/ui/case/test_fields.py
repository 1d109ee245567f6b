"""Every kind of field collects what the verb functions expect."""

from datetime import date, datetime

import pytest

from desktop.casework.forms import FORMS
from desktop.casework.rows import ChecklistItem, FormField
from desktop.handbook.workdays import SHANGHAI
from desktop.ui.case.composite_fields import IllnessField, leaves
from desktop.ui.case.fields import KINDS, make_field, read_prefill
from desktop.ui.case.fields_panel import FieldsPanel
from desktop.ui.inputs import ChoiceField
from desktop.ui.segments import SegmentField
from tests.ui.sample_desk import NOW

CHOICES = (("sms", "短信"), ("phone", "电话"))
GAPS = (ChecklistItem("reviewed", "审核", True), ChecklistItem("served", "就诊", False))


def clock() -> datetime:
    return NOW


def field(kind: str, **more):
    return make_field(FormField("it", "一项", kind, **more), clock, GAPS)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " 何敏 ", "何敏"),
        ("long_text", "两行\n文字", "两行\n文字"),
        ("lines", "病理报告\n\n 影像资料 ", ["病理报告", "影像资料"]),
        ("number", "3", 3),
        ("number", "2.5", 2.5),
        ("date", "9-28", date(2026, 9, 28)),
        ("moment", "9-29 9:30", datetime(2026, 9, 29, 9, 30, tzinfo=SHANGHAI)),
        ("hospital", "复旦大学附属肿瘤医院", "复旦大学附属肿瘤医院"),
        ("department", "胃外科", "胃外科"),
    ],
)
def test_a_typed_field_gives_its_value(kind, typed, value):
    made = field(kind)
    edit = made.edit
    (edit.setPlainText if hasattr(edit, "setPlainText") else edit.setText)(typed)
    assert made.value() == value


def test_a_moment_is_aware_and_in_shanghai():
    made = field("moment")
    made.edit.setText("今天 15:00")
    assert made.value().utcoffset().total_seconds() == 8 * 3600


def test_few_choices_are_segments_and_many_a_list():
    assert isinstance(field("choice", choices=CHOICES), SegmentField)
    many = tuple((str(number), f"选项 {number}") for number in range(8))
    assert isinstance(field("choice", choices=many), ChoiceField)


def test_a_choice_gives_its_value_and_not_its_label():
    made = field("choice", choices=CHOICES)
    made.segments.chosen.emit("")
    made.set_value("phone")
    assert made.value() == "phone"


def test_several_choices_give_a_list_in_the_order_offered(qtbot):
    made = field("choices", choices=(("id", "证件"), ("personal", "个人信息"), ("stay", "住院信息")))
    qtbot.addWidget(made)
    qtbot.keyClicks(made.panel, "31")
    assert made.value() == ["id", "stay"]


def test_a_tick_is_true_or_false_and_never_missing():
    made = field("yes_no")
    assert made.value() is False
    assert not made.is_empty()
    made.box.click()
    assert made.value() is True


def test_an_illness_asks_only_for_what_it_hangs_on():
    made = field("illness")
    made.parts["icd10"].edit.setText("I21.0")
    made.edited()
    assert {name for name, _part in made.shown()} == {"name", "icd10"}
    made.parts["icd10"].edit.setText("C73")
    made.edited()
    assert {name for name, _part in made.shown()} == {"name", "icd10", "icdo3", "pathology", "stage"}


@pytest.mark.rule("GC-02", "MD-01")
def test_an_illness_gives_codes_as_numbers_and_answers_as_truth():
    made = field("illness")
    made.parts["name"].edit.setText("恶性肿瘤——重度")
    made.parts["icd10"].edit.setText("c61")
    made.edited()
    for name, value in (("icdo3", "3"), ("pathology", "yes"), ("metastasis", "no"), ("stage", "II")):
        made.parts[name].set_value(value)
    made.parts["tnm"].edit.setText("T2N0M0")
    assert made.value() == {
        "name": "恶性肿瘤——重度", "icd10": "C61", "icdo3": 3, "pathology": True, "stage": "II", "tnm": "T2N0M0",
        "metastasis": False,
    }  # fmt: skip


def test_an_illness_can_be_prefilled_by_name_or_whole():
    made = IllnessField("疾病")
    made.set_value("恶性肿瘤——重度")
    assert made.value()["name"] == "恶性肿瘤——重度"
    made.set_value('{"icd10": "C73", "pathology": true, "icdo3": 3}')
    assert made.value()["pathology"] is True


@pytest.mark.rule("PD-03")
def test_a_doctor_gives_everything_the_rule_asks_for():
    made = field("doctor")
    made.parts["name"].edit.setText("沈立")
    made.parts["title"].set_value("主治医师")
    made.parts["years"].edit.setText("6")
    made.parts["hospital_grade"].set_value("二级甲等")
    assert made.value() == {
        "name": "沈立", "title": "主治医师", "years": 6, "hospital_grade": "二级甲等", "public": True,
        "general_practitioner": True,
    }  # fmt: skip


@pytest.mark.rule("D-08")
def test_gaps_ask_one_reason_for_each_open_item():
    made = field("gaps")
    assert list(made.parts) == ["served"]
    made.parts["served"].edit.setText("客户改在外地就诊")
    assert made.value() == {"served": "客户改在外地就诊"}


def test_a_prefilled_date_is_read_and_an_unreadable_one_dropped():
    assert read_prefill(FormField("on", "日", "date", prefill="2026-09-21")) == date(2026, 9, 21)
    assert read_prefill(FormField("at", "时", "moment", prefill="2026-09-21 09:30")).hour == 9
    assert read_prefill(FormField("on", "日", "date", prefill="随便")) is None


def test_a_kind_that_no_screen_knows_is_an_error():
    with pytest.raises(ValueError, match="unknown kind"):
        field("picture")


def test_every_form_of_the_desk_uses_kinds_that_exist():
    assert {spec.kind for form in FORMS.values() for spec in form.fields} <= set(KINDS)


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_every_input_of_every_form_has_an_accessible_name(verb):
    panel = FieldsPanel(FORMS[verb].fields, clock, GAPS)
    assert all(leaf.control.accessibleName() for leaf in panel.shown_leaves())


def test_a_hidden_field_is_neither_asked_nor_handed_over():
    specs = (
        FormField("outcome", "结论", "choice", choices=(("ok", "确诊"), ("no", "不符合"))),
        FormField("reason", "理由", "long_text", show_if=("outcome", ("no",))),
    )
    panel = FieldsPanel(specs, clock)
    panel.fields["outcome"].set_value("ok")
    panel.fields["outcome"].edited()
    assert panel.gaps() == []
    panel.fields["outcome"].set_value("no")
    panel.fields["outcome"].edited()
    assert [gap.label for gap in panel.gaps()] == ["理由"]


def test_a_condition_can_hang_on_a_tick():
    specs = (FormField("ordered", "开出入院", "yes_no"), FormField("where", "医院", show_if=("ordered", ("true",))))
    panel = FieldsPanel(specs, clock)
    assert panel.values() == {"ordered": False}
    panel.fields["ordered"].box.click()
    panel.fields["where"].set_value("华山医院")
    assert panel.values() == {"ordered": True, "where": "华山医院"}


def test_now_is_the_default_and_an_earlier_time_is_handed_over_with_its_reason():
    panel = FieldsPanel((FormField("place", "地点"),), clock)
    assert panel.late() is None
    panel.happened.edit.setText("昨天 10:00")
    assert panel.late() == (datetime(2026, 9, 22, 10, 0, tzinfo=SHANGHAI), "")
    panel.ask_late_reason(True)
    panel.late_reason.set_value("昨天系统维护")
    assert panel.late()[1] == "昨天系统维护"


def test_a_field_supplied_by_the_caller_is_not_asked():
    panel = FieldsPanel(FORMS["void"].fields, clock, hidden={"record"})
    assert "record" not in panel.fields


def test_a_composite_field_is_walked_part_by_part():
    assert [leaf.label for leaf in leaves(field("gaps"))] == ["未就诊的理由"]
