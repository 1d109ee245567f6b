"""The worked cases of every classification system."""

import json
from pathlib import Path

import pytest

from desktop.handbook.nodules.classifying import classify
from desktop.nodule_tables import nodule_tables

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "nodules" / "samples.json"
CASES = json.loads(SAMPLES.read_text(encoding="utf-8"))["cases"]


@pytest.mark.rule("ND-01")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_worked_case_gives_its_category_points_and_flags(case):
    outputs = classify(nodule_tables()[case["system"]], case["inputs"]).outputs
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in outputs.items()}
    assert {key: told[key] for key in case["expected"]} == case["expected"]


def test_every_system_has_worked_cases():
    assert {case["system"] for case in CASES} == set(nodule_tables())
