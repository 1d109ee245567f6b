"""The review's checklist proposes an outcome that the rules would not refuse, and names what is missing."""

from datetime import date
from itertools import product

import pytest

from desktop.handbook.illness import check_critical, check_malignancy
from desktop.handbook.judgement import MISSING, PATHOLOGY, PROOF, condition_of, propose
from desktop.handbook.vocabulary import Item, Plan, PolicyTerms

PLAN, POLICY = Plan("plan"), PolicyTerms("P1", date(2026, 1, 1), date(2026, 12, 31))
CANCER = {"name": "恶性肿瘤——重度", "icd10": "C50.9", "icdo3": 3, "pathology": True}
PROVEN = {"diagnosed_on": date(2026, 9, 12), "hospital_grade": "三级甲等", "public": True}


def judged(illness=CANCER, findings=PROVEN, item=Item.OUTPATIENT, plan=PLAN):
    return propose(item, illness, findings, plan, POLICY)


def without(mapping, *names):
    return {name: value for name, value in mapping.items() if name not in names}


@pytest.mark.rule("GC-02")
def test_everything_shown_is_proposed_as_confirmed():
    proposal = judged()
    assert (proposal.outcome, proposal.missing, proposal.clause) == ("confirmed", (), "三（二）2")
    assert {line.state for line in proposal.lines} == {"ok"}


@pytest.mark.rule("GC-02")
def test_no_pathology_yet_is_proposed_as_suspected_in_the_green_channel_only():
    assert judged({**CANCER, "pathology": False}).outcome == "suspected"
    consultation = judged({**CANCER, "pathology": False}, item=Item.MD)
    assert consultation.outcome == "more_material"
    assert PATHOLOGY in consultation.missing


@pytest.mark.rule("GC-02")
def test_what_was_not_shown_is_named():
    proposal = judged(without(CANCER, "icdo3", "pathology"), {})
    assert proposal.outcome == "more_material"
    assert set(proposal.missing) == {"写明确诊日期的诊断证明", PROOF, PATHOLOGY, "ICD-O-3 行为码"}


@pytest.mark.rule("GC-02")
def test_a_suspicion_still_needs_the_proof_of_a_hospital():
    assert judged({**CANCER, "pathology": False}, without(PROVEN, "hospital_grade")).outcome == "more_material"


@pytest.mark.rule("GC-02")
@pytest.mark.parametrize("findings", [{"hospital_grade": "一级甲等"}, {"public": False}])
def test_a_small_or_private_hospital_is_no_proof(findings):
    proposal = judged(findings={**PROVEN, **findings})
    assert (proposal.outcome, proposal.missing) == ("more_material", (PROOF,))


@pytest.mark.rule("GC-02")
@pytest.mark.parametrize("grade", ["二级丙等", "二甲", "三级特等"])
def test_grade_two_is_enough(grade):
    assert judged(findings={**PROVEN, "hospital_grade": grade}).outcome == "confirmed"


@pytest.mark.rule("GC-02")
def test_a_diagnosis_before_the_policy_is_proposed_as_refused():
    assert judged(findings={**PROVEN, "diagnosed_on": date(2025, 12, 31)}).outcome == "refused"
    assert judged(findings={**PROVEN, "diagnosed_on": date(2026, 1, 1)}).outcome == "confirmed"


@pytest.mark.rule("GC-02", "MD-01")
@pytest.mark.parametrize(
    ("code", "field", "mild", "severe"),
    [
        ("C73", "stage", "I", "II"), ("C81.1", "stage", "I", "III"), ("C61", "tnm", "T1N0M0", "T2N0M0"),
        ("C44.3", "metastasis", False, True), ("C91.1", "binet", "A", "B"),
    ],
)  # fmt: skip
def test_a_field_an_exclusion_hangs_on_is_asked_for_and_decides(code, field, mild, severe):
    cancer = {**CANCER, "icd10": code}
    assert judged(cancer).outcome == "more_material"
    assert any(line.name == "stage" for line in judged(cancer).lines)
    assert judged({**cancer, field: mild}).outcome == "refused"
    assert judged({**cancer, field: severe}).outcome == "confirmed"


@pytest.mark.rule("GC-02")
def test_an_illness_outside_the_list_is_proposed_as_refused_with_its_name():
    proposal = judged({"name": "痛风", "icd10": "M10"})
    assert proposal.outcome == "refused"
    assert "痛风" in proposal.reason


def test_an_illness_with_a_condition_asks_for_its_proof():
    failure = {"name": "严重慢性肾衰竭", "icd10": "N18.5"}
    assert condition_of(failure) == "须规律透析治疗"
    assert judged(failure).missing == ("证明「须规律透析治疗」的材料",)
    assert judged(failure, {**PROVEN, "condition": True}).outcome == "confirmed"
    assert judged(failure, {**PROVEN, "condition": False}).outcome == "suspected"


def test_nothing_is_proposed_before_an_illness_is_named():
    assert judged({}).outcome == ""


@pytest.mark.rule("GC-02", "MD-01")
def test_a_proposed_acceptance_is_never_one_that_the_rules_refuse():
    codes, shown = ("C50.9", "C73", "C44.1", "D05.1"), (None, True, False)
    for item, code, icdo3, pathology, stage in product(
        (Item.OUTPATIENT, Item.MD), codes, (None, 0, 3), shown, ("", "I", "IV")
    ):
        illness = {"name": CANCER["name"], "icd10": code, "icdo3": icdo3, "pathology": pathology, "stage": stage}
        outcome = judged(illness, item=item).outcome
        if item is Item.MD and outcome == "confirmed":
            assert check_malignancy(illness, PLAN).fits
        elif outcome in ("confirmed", "suspected"):
            assert check_critical(illness, PLAN, suspected=outcome == "suspected").misfits == ()


def test_a_diagnosis_of_tomorrow_proves_nothing_today():
    ahead = PROVEN | {"diagnosed_on": date(2026, 9, 24)}
    line = next(one for one in propose(Item.OUTPATIENT, CANCER, ahead, PLAN, POLICY, date(2026, 9, 23)).lines
                if one.name == "diagnosed_on")  # fmt: skip
    assert (line.state, line.detail) == (MISSING, "写明确诊日期的诊断证明（2026年9月24日 还没有到）")
    same_day = propose(Item.OUTPATIENT, CANCER, ahead, PLAN, POLICY, date(2026, 9, 24))
    assert same_day.outcome == "confirmed"
