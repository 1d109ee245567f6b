"""The customer may name hospital and department, never the doctor: no way in has a place for one."""

import inspect
from dataclasses import fields

import pytest

from desktop.casework.applying import Application
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.forms import FORMS
from desktop.exchange.hospital_rows import COLUMNS
from desktop.handbook.verbs import VERBS, applies
from desktop.handbook.vocabulary import GC_ITEMS
from desktop.ui.case.fields_panel import FieldsPanel
from desktop.ui.case.new_case_form import NewCaseForm
from desktop.ui.case.service_tiles import ORDER
from tests.ui.sample_desk import NOW

PEOPLE = ("doctor", "expert", "physician", "surgeon")
WORDS = ("医生", "医师", "大夫", "专家姓名", "主刀")
MAY_SAY = {"专家职称", "专家开出入院通知"}
GC_FORMS = sorted(verb for verb in FORMS if any(applies(verb, item) for item in GC_ITEMS))


def names_a_doctor(label: str) -> bool:
    return label not in MAY_SAY and any(word in label for word in WORDS)


def test_the_check_knows_a_doctor_when_it_sees_one():
    assert names_a_doctor("希望医生")
    doctors = [field.label for field in FORMS["book_expert"].fields if names_a_doctor(field.label)]
    assert doctors == ["专家姓名"]
    assert any(field.kind == "doctor" for field in FORMS["take_call"].fields)


@pytest.mark.rule("GC-04")
@pytest.mark.parametrize("verb", GC_FORMS)
def test_no_form_of_a_green_channel_case_asks_for_a_doctor(verb):
    form = FORMS[verb]
    assert [field.label for field in form.fields if field.kind == "doctor" or names_a_doctor(field.label)] == []
    arguments = inspect.signature(form.run).parameters
    assert [name for name in arguments if any(person in name for person in PEOPLE)] == []
    panel = FieldsPanel(form.fields, lambda: NOW)
    assert [leaf.label for leaf in panel.shown_leaves() if names_a_doctor(leaf.label)] == []


@pytest.mark.rule("GC-04")
def test_every_verb_of_the_green_channel_was_looked_at():
    assert {"settle", "book", "rebook", "triage", "certificate", "plan_visit"} <= set(GC_FORMS)
    without = {verb for verb in VERBS if any(applies(verb, item) for item in GC_ITEMS)} - set(GC_FORMS)
    assert without == {"apply", "recalculated", "came_from", "attach", "detach", "policy_changed"}


@pytest.mark.rule("GC-04")
def test_the_new_case_form_has_no_field_for_a_doctor():
    form = NewCaseForm(lambda: NOW)
    for item in ORDER:
        form.tiles.choose(item)
        form.arrange()
        assert [leaf.label for leaf in form.leaves() if names_a_doctor(leaf.label)] == []
    for shape in (ApplicationDraft, Application):
        assert [one.name for one in fields(shape) if any(person in one.name for person in PEOPLE)] == []


@pytest.mark.rule("GC-04")
def test_a_list_of_hospitals_has_no_column_for_a_doctor():
    assert [column.title for column in COLUMNS if names_a_doctor(column.title)] == []
