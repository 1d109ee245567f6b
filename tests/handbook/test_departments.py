"""Departments suggested for an illness: by code, by the words of the complaint, and what fits."""

import pytest

from desktop.handbook.departments import SOURCE, advised, code_of, fits
from desktop.handbook.illness_list import ILLNESSES


@pytest.mark.rule("GC-03")
@pytest.mark.parametrize(
    ("illness", "complaint", "department"),
    [
        ({"icd10": "C50.9"}, "", "乳腺外科"), ({"name": "恶性肿瘤——重度", "icd10": "C73"}, "", "甲状腺外科"),
        ({"name": "恶性肿瘤——重度"}, "肺部占位，怀疑肺癌", "胸外科"), ({}, "溃疡性结肠炎多年", "消化内科"),
        ({}, "特发性肺动脉高压", "心内科"), ({"name": "严重慢性肾衰竭"}, "", "肾内科"), ({}, "头晕", ""),
    ],
)  # fmt: skip
def test_the_usual_department_comes_first(illness, complaint, department):
    assert next(iter(advised(illness, complaint)), "") == department


def test_the_entered_code_wins_over_words():
    assert code_of({"icd10": "C22.0", "name": "恶性肿瘤——重度"}, "乳腺肿块") == "C22.0"


@pytest.mark.rule("GC-03")
def test_a_ward_of_a_fitting_department_fits_and_an_unknown_illness_fits_any():
    assert fits("乳腺外科二病区", advised({"icd10": "C50"}))
    assert not fits("胃外科", advised({"icd10": "C50"}))
    assert fits("中医科", ())


def test_every_severe_illness_with_a_code_has_a_suggestion_and_it_is_marked_as_the_desks_own():
    lacking = [one.name for one in ILLNESSES if one.icd10 and not advised({"name": one.name, "icd10": first_code(one)})]
    assert lacking == []
    assert "本台建议" in SOURCE


def first_code(illness):
    return illness.icd10.split(" ")[0].split("-")[0]
