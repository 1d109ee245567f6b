"""One described nodule against its system: verdict, growth, and what is asked for when nothing can be computed."""

from datetime import date

import pytest

from desktop.handbook.nodules.comparing import Agreement
from desktop.handbook.nodules.cross_check import Scene, judge
from desktop.handbook.nodules.lung import Person
from desktop.handbook.nodules.systems import SYSTEMS, categories, system_named, systems_of
from desktop.nodule_tables import nodule_rules

RULES = nodule_rules()
SCENE = Scene(date(2026, 9, 15), date(2026, 3, 10), person=Person(age=56, multiple=True))
SOLID = {"density": "solid", "long_mm": 8.2, "short_mm": 7.0}
GROUND_GLASS = {"density": "ggn", "long_mm": 9.6, "short_mm": 8.0}


def lung(findings, category="4A", previous=None, system="Lung-RADS", version="v2022"):
    return {"kind": "lung", "findings": findings, "previous": previous or {}, "category": category, "system": system,
            "version": version}  # fmt: skip


def test_growth_comes_from_both_sizes_and_the_border_names_the_category_beyond():
    judged = judge(RULES, lung(SOLID, previous={"long_mm": 5.8, "short_mm": 5.0}), SCENE)
    assert (judged.agreement, judged.computed) == (Agreement.BORDER, "4A")
    assert judged.border == "平均直径距 8 mm 只差 0.4；满 8 mm 应为 4B，请专家确认"
    assert judged.growth.change_mm == 2.2
    assert judged.growth.months == 6.2


def test_a_change_that_was_written_does_not_beat_the_measured_one():
    said = {**GROUND_GLASS, "change": "growing"}
    judged = judge(RULES, lung(said, "2", {"long_mm": 8.9, "short_mm": 7.5}), SCENE)
    assert judged.growth.change.value == "stable"
    assert (judged.agreement, judged.computed) == (Agreement.AGREES, "2")


def test_an_expert_beyond_the_table_differs_and_the_sentence_says_what_was_computed():
    judged = judge(RULES, lung(GROUND_GLASS, "3", {"long_mm": 8.9, "short_mm": 7.5}), SCENE)
    assert judged.agreement is Agreement.DIFFERS
    assert judged.sentence.endswith("算得 2")


def test_a_missing_field_is_named_as_the_description_calls_it():
    judged = judge(RULES, lung({"density": "solid"}), SCENE)
    assert judged.agreement is Agreement.UNKNOWN
    assert ("long_mm", "平均直径") in judged.missing


def test_a_first_examination_is_a_baseline():
    judged = judge(RULES, lung(SOLID, "3"), Scene(date(2026, 9, 15), None, first_time=True))
    assert judged.computed == "3"
    assert judged.growth is None


@pytest.mark.parametrize(("row", "said"), [
    (lung(SOLID, system="Lung-RADS", version="v2019"), "请选择分类系统"),
    (lung({**SOLID, "short_mm": 9.0}), "短径（short_mm）不能大于长径（long_mm）"),
    ({**lung(SOLID), "kind": "thyroid"}, "请选择分类系统"),
    (lung(SOLID, "", {"long_mm": 5.8, "short_mm": 5.0}), "算得 4A，待专家给出类别"),
])  # fmt: skip
def test_what_cannot_be_compared_says_why(row, said):
    judged = judge(RULES, row, SCENE)
    assert (judged.agreement, judged.sentence) == (Agreement.UNKNOWN, said)


def test_dates_in_the_wrong_order_compute_nothing():
    judged = judge(RULES, lung(SOLID, previous=SOLID), SCENE._replace(prior_on=date(2026, 12, 1)))
    assert judged.sentence == "对比日期应早于本次检查日期"


def test_breast_flags_weigh_the_experts_own_category():
    row = {"kind": "breast", "system": "BI-RADS 超声", "version": "第 5 版", "findings": {"margin": ["indistinct"]}}
    assert judge(RULES, {**row, "category": "3"}, SCENE).agreement is Agreement.DIFFERS
    assert judge(RULES, {**row, "category": "4A"}, SCENE).agreement is Agreement.AGREES
    assert judge(RULES, row, SCENE).missing == (("category", "专家类别"),)
    assert judge(RULES, {**row, "category": "7"}, SCENE).agreement is Agreement.UNKNOWN


def test_a_recommendation_is_said_in_chinese():
    judged = judge(RULES, lung(SOLID, "不需常规随访", system="Fleischner", version="2017"), SCENE)
    assert judged.sentence == "多发实性 ≥6 mm，低危，算得“3–6 个月复查 CT，再考虑 18–24 个月复查 CT”"
    assert judge(RULES, lung(SOLID, judged.computed, system="Fleischner", version="2017"), SCENE).agreement in (
        Agreement.AGREES, Agreement.BORDER)  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: one.key)
def test_every_system_has_its_table_and_its_words(system):
    table = RULES.tables[system.key]
    assert table.organ == system.kind
    assert system_named(system.name, system.version) is system
    assert system in systems_of(system.kind)
    assert len(set(categories(table))) == len(categories(table)) >= 5
