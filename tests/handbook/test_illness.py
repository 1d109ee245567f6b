"""The review checklists: which illnesses count, which exclusions speak against them, what is missing."""

import pytest

from desktop.handbook.illness import check_critical, check_malignancy, stage_group
from desktop.handbook.illness_list import ILLNESSES, MILD_NAMES, SEVERE_NAMES
from desktop.handbook.vocabulary import Plan

PLAN = Plan("plan")
MILD = Plan("mild", mild_counts=True)
CANCER = {"name": "恶性肿瘤——重度", "icd10": "C50.9", "icdo3": 3, "pathology": True}


def malignancy(**changes):
    return check_malignancy({**CANCER, **changes}, PLAN)


def test_the_list_holds_28_severe_and_3_mild_illnesses():
    assert [illness.number for illness in ILLNESSES] == [*range(1, 29), 0, 0, 0]
    assert len(SEVERE_NAMES) == 28
    assert len(MILD_NAMES) == 3


@pytest.mark.rule("MD-01")
@pytest.mark.parametrize("behaviour", [3, 6, 9, "3", "/3"])
def test_malignant_behaviours_fit(behaviour):
    assert malignancy(icdo3=behaviour).fits


@pytest.mark.rule("MD-01")
@pytest.mark.parametrize("behaviour", [0, 1, 2])
def test_benign_uncertain_and_in_situ_behaviours_do_not_fit(behaviour):
    assert malignancy(icdo3=behaviour).misfits


@pytest.mark.rule("MD-01")
def test_where_icd10_and_icdo3_disagree_icdo3_decides():
    assert malignancy(icd10="D37.6", icdo3=3).fits
    assert not malignancy(icd10="C50.9", icdo3=2).fits


@pytest.mark.rule("MD-01")
@pytest.mark.parametrize(
    ("diagnosis", "fits"),
    [
        ({"icd10": "C73", "stage": "I"}, False), ({"icd10": "C73", "stage": "Ⅰ期"}, False),
        ({"icd10": "C73", "stage": "II"}, True), ({"icd10": "C73.9", "stage": "IVA"}, True),
        ({"icd10": "C61", "tnm": "T1N0M0"}, False), ({"icd10": "C61", "tnm": "cT1c N0 M0"}, False),
        ({"icd10": "C61", "tnm": "T2N0M0"}, True), ({"icd10": "C61", "tnm": "T1N1M0"}, True),
        ({"icd10": "C44.3", "metastasis": False}, False), ({"icd10": "C44.3", "metastasis": True}, True),
        ({"icd10": "C43.5"}, True), ({"icd10": "C91.1", "binet": "A"}, False), ({"icd10": "C91.1", "binet": "B"}, True),
        ({"icd10": "C91.0"}, True), ({"icd10": "C81.1", "stage": "I"}, False),
        ({"icd10": "C81.1", "stage": "III"}, True),
        ({"icd10": "C25.4", "net_grade": "G1", "metastasis": False}, False),
        ({"icd10": "C25.4", "net_grade": "G1", "metastasis": True}, True),
        ({"icd10": "C25.4", "net_grade": "G2", "metastasis": False}, True),
    ],
)  # fmt: skip
def test_the_seven_exclusions_hang_on_their_fields(diagnosis, fits):
    assert malignancy(**diagnosis).fits is fits


@pytest.mark.rule("MD-01")
@pytest.mark.parametrize(
    ("diagnosis", "field"),
    [
        ({"icd10": "C73"}, "TNM 分期"), ({"icd10": "C81.0"}, "Ann Arbor"), ({"icd10": "C44.0"}, "转移"),
        ({"icd10": "C91.1"}, "Binet"), ({"icd10": "C61"}, "TNM"), ({"pathology": None}, "病理"),
        ({"icdo3": None}, "ICD-O-3"), ({"icd10": "C7A.0"}, "WHO 分级"), ({"icd10": None}, "ICD-10"),
    ],
)  # fmt: skip
def test_a_missing_field_counts_as_not_shown_and_is_named(diagnosis, field):
    found = malignancy(**diagnosis)
    assert not found.fits
    assert any(field in name for name in found.missing)


@pytest.mark.rule("MD-01")
def test_mild_forms_count_only_when_the_plan_says_so_and_in_situ_never():
    early = {**CANCER, "icd10": "C73", "stage": "I"}
    assert not check_malignancy(early, PLAN).fits
    assert check_malignancy(early, MILD).fits
    assert not check_malignancy({**CANCER, "icdo3": 2}, MILD).fits


@pytest.mark.rule("GC-02")
def test_a_critical_illness_is_found_by_name_or_by_code():
    assert check_critical({"name": "严重慢性肾衰竭"}, PLAN, suspected=False).fits
    assert check_critical({"name": "急性心梗", "icd10": "I21.0"}, PLAN, suspected=False).fits
    assert check_critical({"name": "阑尾炎", "icd10": "K35.8"}, PLAN, suspected=False).misfits


@pytest.mark.rule("GC-02")
def test_a_suspected_cancer_needs_no_pathology_yet():
    unproven = {**CANCER, "pathology": False}
    assert not check_critical(unproven, PLAN, suspected=True).misfits
    assert check_critical(unproven, PLAN, suspected=False).misfits


@pytest.mark.rule("GC-02")
def test_a_brain_tumour_is_judged_by_its_own_entry():
    assert check_critical({"name": "严重非恶性颅内肿瘤", "icd10": "D32.0", "icdo3": 0}, PLAN, suspected=False).fits


@pytest.mark.rule("G-03", "GC-02")
def test_the_contracts_own_list_wins_over_the_standard_one():
    narrow = Plan("narrow", illnesses=("严重慢性肾衰竭",))
    assert check_critical(CANCER, narrow, suspected=False).misfits
    assert check_critical({"name": "严重慢性肾衰竭"}, narrow, suspected=False).fits


@pytest.mark.parametrize(
    ("text", "group"), [("Ⅱ期", "II"), ("iiA", "II"), ("IV", "IV"), ("", ""), ("不详", ""), (3, "III")]
)
def test_stages_are_read_in_their_usual_spellings(text, group):
    assert stage_group(text) == group
