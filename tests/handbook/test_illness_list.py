"""The illness list: one resource, one generated table, and a search by name, pinyin or code."""

import importlib.util
import json
from pathlib import Path

import pytest

from desktop.handbook.illness_list import ILLNESSES, listed
from desktop.handbook.illness_table import CANCER_EXCLUSIONS, SOURCE

ROOT = Path(__file__).resolve().parents[2]


def generator():
    path = ROOT / "scripts" / "make_illness_list.py"
    spec = importlib.util.spec_from_file_location("make_illness_list", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_resource_gives():
    document = json.loads((ROOT / "resources" / "critical_illness.json").read_text(encoding="utf-8"))
    table = (ROOT / "desktop" / "handbook" / "illness_table.py").read_text(encoding="utf-8")
    assert generator().module_text(document) == table
    assert [one["name"] for one in document["illnesses"]] == [one.name for one in ILLNESSES]


def test_the_table_says_where_it_comes_from_and_that_codes_are_hints():
    assert any("疾病定义使用规范" in words for words in SOURCE)
    assert any("须与保险公司核对" in words for words in SOURCE)
    assert len(CANCER_EXCLUSIONS) == 7


@pytest.mark.parametrize(
    ("typed", "number"),
    [("exzl", 1), ("恶性", 1), ("C73", 1), ("c50.9", 1), ("I21", 2), ("shenshuaijie", 6), ("tanhuan", 15), ("th", 15)],
)
def test_an_illness_is_found_by_name_pinyin_initials_or_code(typed, number):
    assert number in [one.number for one in ILLNESSES if one.answers(typed)]


def test_a_code_outside_the_ranges_finds_nothing():
    assert [one.name for one in ILLNESSES if one.answers("M10")] == []


@pytest.mark.rule("GC-02", "G-03")
def test_the_plans_own_list_wins_and_keeps_names_the_standard_does_not_know():
    assert [one.name for one in listed(("罕见病甲", "瘫痪"))] == ["罕见病甲", "瘫痪"]
    assert len(listed(())) == 28
    assert len(listed((), mild_counts=True)) == 31
