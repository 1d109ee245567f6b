"""Fleischner 2017, C-Lung-RADS 2024 and Mayo: every row and both sides of every limit."""

import pytest

from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.vocabulary import Status
from desktop.nodule_tables import nodule_tables

NONE, OPTIONAL = "no routine follow-up", "optional CT 12m"
WORK_UP = "consider CT 3m, PET/CT or tissue sampling"


def answer(system, **inputs):
    return classify(nodule_tables()[system], inputs)


def fleischner(**inputs):
    return answer("fleischner_2017", **inputs).outputs["recommendation"]


@pytest.mark.parametrize(
    ("high", "multiple", "small", "middle", "large"),
    [
        (False, False, NONE, "CT 6-12m, then consider CT 18-24m", WORK_UP),
        (True, False, OPTIONAL, "CT 6-12m, then CT 18-24m", WORK_UP),
        (False, True, NONE, "CT 3-6m, then consider CT 18-24m", "CT 3-6m, then consider CT 18-24m"),
        (True, True, OPTIONAL, "CT 3-6m, then CT 18-24m", "CT 3-6m, then CT 18-24m"),
    ],
)
def test_solid_nodules_by_risk_and_number(high, multiple, small, middle, large):
    told = {mm: fleischner(kind="solid", mm=mm, high=high, multiple=multiple) for mm in (1, 5.4, 5.5, 8, 8.4, 8.5, 30)}
    assert told == {1: small, 5.4: small, 5.5: middle, 8: middle, 8.4: middle, 8.5: large, 30: large}


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"kind": "ggn", "mm": 5.4}, NONE), ({"kind": "ggn", "mm": 5.5}, "every 2y until 5y"),
        ({"kind": "part_solid", "mm": 5.4}, NONE), ({"kind": "part_solid", "mm": 6}, "annual CT for 5y"),
        ({"kind": "part_solid", "mm": 9, "solid_mm": 5.4}, "annual CT for 5y"),
        ({"kind": "part_solid", "mm": 9, "solid_mm": 5.5}, "highly suspicious"),
        ({"kind": "ggn", "mm": 5, "multiple": True}, "2 and 4 years"),
        ({"kind": "part_solid", "mm": 5, "multiple": True}, "2 and 4 years"),
        ({"kind": "ggn", "mm": 6, "multiple": True}, "most suspicious"),
        ({"kind": "part_solid", "mm": 6, "multiple": True}, "most suspicious"),
    ],
)  # fmt: skip
def test_subsolid_nodules(inputs, words):
    assert words in fleischner(**inputs)


@pytest.mark.parametrize(
    ("outside", "inside"),
    [
        ({"age": 34.9}, {"age": 35}), ({"known_cancer": True}, {"known_cancer": False}),
        ({"immunosuppressed": True}, {"immunosuppressed": False}), ({"screening": True}, {"screening": False}),
    ],
)  # fmt: skip
def test_outside_its_scope_it_says_so(outside, inside):
    found = answer("fleischner_2017", kind="solid", mm=7, **outside)
    assert (found.status, found.outputs["recommendation"]) == (Status.NOT_APPLICABLE, "not_applicable")
    assert "不适用" in found.advice
    assert answer("fleischner_2017", kind="solid", mm=7, **inside).status is Status.COMPUTED


@pytest.mark.parametrize(
    ("mm", "limit"),
    [(5.4, 0), (5.5, 6), (5.9, 6), (6, 6), (6.4, 6), (6.5, 0), (7.5, 0), (7.6, 8), (8.1, 8), (8.4, 8), (8.5, 0)],
)
def test_sizes_near_a_limit_or_lifted_onto_it_by_rounding_are_borders(mm, limit):
    borders = answer("fleischner_2017", kind="solid", mm=mm).borders
    assert [border.limit for border in borders] == ([limit] if limit else [])


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"calc": True}, "0"), ({"calc": True, "kind": "solid", "mm": 20}, "0"),
        ({"mm": 5.9}, "1"), ({"kind": "solid", "mm": 5.9}, "1"), ({"kind": "ggn", "mm": 5.9}, "1"),
        ({"kind": "part_solid", "mm": 5.9, "solid": 5.9}, "1"),
        ({"kind": "solid", "mm": 6}, "2"), ({"kind": "solid", "mm": 9.9}, "2"), ({"kind": "solid", "mm": 10}, "3"),
        ({"kind": "solid", "mm": 17.9}, "3"), ({"kind": "solid", "mm": 18}, "4"),
        ({"kind": "part_solid", "mm": 12, "solid": 5.9}, "2"), ({"kind": "part_solid", "mm": 12, "solid": 6}, "3"),
        ({"kind": "part_solid", "mm": 12, "solid": 9.9}, "3"), ({"kind": "part_solid", "mm": 12, "solid": 10}, "4"),
        ({"kind": "ggn", "mm": 6}, "2"), ({"kind": "ggn", "mm": 19.9}, "2"), ({"kind": "ggn", "mm": 20}, "3"),
        ({"kind": "solid", "mm": 5, "p": 0.9}, "1"), ({"kind": "solid", "mm": 7, "p": 0.49}, "2"),
        ({"kind": "solid", "mm": 7, "p": 0.5}, "4"), ({"kind": "ggn", "mm": 25, "p": 0.5}, "4"),
    ],
)  # fmt: skip
def test_c_lung_rads(inputs, expected):
    assert answer("c_lung_rads_2024", **inputs).category == expected


def test_c_lung_rads_names_the_solid_part_it_needs():
    found = answer("c_lung_rads_2024", kind="part_solid", mm=8)
    assert found.missing == (("solid", "实性成分直径"),)
    assert found.possible == ("2", "3")


@pytest.mark.parametrize(
    ("changes", "x", "percent"),
    [
        ({}, 0.683, 66.4), ({"smoke": 0}, -0.109, 47.3), ({"cancer": 1}, 2.022, 88.3), ({"spic": 0}, -0.358, 41.2),
        ({"upper": 0}, -0.101, 47.5), ({"mm": 10}, -0.591, 35.6), ({"age": 40}, -0.099, 47.5),
    ],
)
def test_mayo(changes, x, percent):
    worked = {"age": 60, "smoke": 1, "cancer": 0, "mm": 20, "spic": 1, "upper": 1}
    assert answer("mayo_spn", **{**worked, **changes}).outputs == {"x": x, "probability_pct": percent}


@pytest.mark.parametrize(("mm", "words"), [(1, "CT 随访"), (15, "PET/CT"), (60, "手术")])
def test_mayo_advises_by_band(mm, words):
    found = answer("mayo_spn", age=35, smoke=0, cancer=0, mm=mm, spic=0, upper=1)
    assert words in found.advice
    assert "verify" in found.source


@pytest.mark.parametrize("key", ["age", "smoke", "cancer", "mm", "spic", "upper"])
def test_mayo_needs_every_field(key):
    inputs = {"age": 60, "smoke": 1, "cancer": 0, "mm": 20, "spic": 1, "upper": 1}
    inputs.pop(key)
    found = answer("mayo_spn", **inputs)
    assert found.status is Status.INCOMPLETE
    assert [name for name, _ in found.missing] == [key]
