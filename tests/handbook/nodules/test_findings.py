"""Structured findings: to and from plain dicts, what is derived from them, growth and follow-up dates."""

from datetime import date

import pytest

from desktop.handbook.nodules import breast as breast_room
from desktop.handbook.nodules import lung_choices
from desktop.handbook.nodules import thyroid as thyroid_room
from desktop.handbook.nodules.breast import BreastFinding, breast_inputs
from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.findings import FindingFault, as_document, from_document, mean_of
from desktop.handbook.nodules.follow_up import add_months, dated
from desktop.handbook.nodules.growth import (
    as_lung_change,
    breast_growth,
    doubling_days,
    ellipsoid_mm3,
    load_growth_rules,
    lung_growth,
    thyroid_growth,
)
from desktop.handbook.nodules.lung import LungFinding, Person, lung_inputs
from desktop.handbook.nodules.thyroid import ThyroidFinding, thyroid_inputs
from desktop.handbook.nodules.vocabulary import Step
from desktop.nodule_tables import nodule_tables
from desktop.paths import resource_path

RULES = load_growth_rules(resource_path("nodules", "growth.json"))
FIRST, SECOND = date(2026, 3, 10), date(2026, 9, 15)
LUNG = {
    "number": 1, "side": "right", "lobe": "right_upper", "segment": "S1", "series": 3, "slice": 87, "long_mm": 8.2,
    "short_mm": 7.0, "density": "solid", "margin": ["lobulated"], "calcification": "none", "place": "inner",
    "compared_on": "2026-03-10", "change": "growing",
}  # fmt: skip
THYROID = {
    "number": 1, "lobe": "left", "third": "upper", "width_mm": 8, "depth_mm": 9, "height_mm": 12,
    "composition": "solid", "echogenicity": "very_hypo", "margin": "ill_defined",
    "foci": ["punctate", "macro"], "bethesda": "III", "tsh": 2.13,
}  # fmt: skip
BREAST = {
    "number": 2, "side": "left", "clock": 10, "nipple_cm": 2.5, "length_mm": 12, "width_mm": 9, "height_mm": 7,
    "shape": "oval", "orientation": "parallel", "margin": ["circumscribed"], "echo": "hypo", "posterior": "shadowing",
    "associated": ["skin", "duct"], "pathology": False,
}  # fmt: skip
KINDS = [(LungFinding, LUNG), (ThyroidFinding, THYROID), (BreastFinding, BREAST)]


def lung(**changes):
    return from_document(LungFinding, {**LUNG, **changes})


def thyroid(**changes):
    return from_document(ThyroidFinding, {**THYROID, **changes})


@pytest.mark.parametrize(("kind", "document"), KINDS)
def test_a_finding_survives_its_plain_dict(kind, document):
    assert as_document(from_document(kind, document)) == document
    assert as_document(from_document(kind, {})) == {}


CHOICES = [
    ("lung_rads_v2022", "kind", lung_choices.Density), ("lung_rads_v2022", "airway", lung_choices.Airway),
    ("lung_rads_v2022", "cyst.wall", lung_choices.CystWall), ("lung_rads_v2022", "prev", lung_choices.Previous),
    ("lung_rads_v2022", "cyst.locules", lung_choices.CystLocules),
    ("lung_rads_v2022", "cyst.change", lung_choices.CystChange), ("acr_tirads_2017", "foci", thyroid_room.Focus),
    ("acr_tirads_2017", "composition", thyroid_room.Composition),
    ("acr_tirads_2017", "shape", thyroid_room.ThyroidShape),
    ("acr_tirads_2017", "echogenicity", thyroid_room.Echogenicity),
    ("acr_tirads_2017", "margin", thyroid_room.ThyroidMargin),
    ("birads_us_consistency", "shape", breast_room.BreastShape),
    ("birads_us_consistency", "orientation", breast_room.Orientation),
    ("birads_us_consistency", "margin", breast_room.BreastMargin),
    ("birads_us_consistency", "echo", breast_room.BreastEcho),
    ("birads_us_consistency", "special", breast_room.Special),
    ("birads_us_consistency", "posterior", breast_room.Posterior),
]  # fmt: skip


@pytest.mark.parametrize(("system", "key", "choices"), CHOICES)
def test_every_choice_of_a_finding_is_a_value_of_its_table_and_titled(system, key, choices):
    values = nodule_tables()[system].fields[key].values
    assert {choice.value for choice in choices} | {"none"} == {*values, "none"}
    assert all(choice.chinese for choice in choices)


@pytest.mark.parametrize("change", list(lung_choices.LungChange))
def test_every_change_of_a_lung_finding_is_understood(change):
    found = classify(nodule_tables()["lung_rads_v2022"], lung_inputs("lung_rads_v2022", lung(change=change.value)))
    assert found.category in ("3", "4A", "4B")


@pytest.mark.parametrize(("kind", "document"), KINDS)
def test_every_system_takes_what_a_finding_gives_it(kind, document):
    finding = from_document(kind, document)
    lungs, thyroids = ("lung_rads_v2022", "c_lung_rads_2024"), ("acr_tirads_2017", "c_tirads_2020")
    inputs = {
        "LungFinding": lambda: [(name, lung_inputs(name, finding)) for name in lungs],
        "ThyroidFinding": lambda: [(name, thyroid_inputs(name, finding)) for name in thyroids],
        "BreastFinding": lambda: [("birads_us_consistency", breast_inputs(finding, "3", 5.0))],
    }[kind.__name__]()
    assert all(classify(nodule_tables()[system], given).outputs for system, given in inputs)


@pytest.mark.parametrize(
    ("kind", "document", "words"),
    [
        (LungFinding, {"colour": 1}, "没有字段「colour」"), (LungFinding, {"long_mm": "8"}, "长径（long_mm）应为数字"),
        (LungFinding, {"long_mm": -1}, "长径（long_mm）应在"),
        (LungFinding, {"long_mm": float("nan")}, "长径（long_mm）应在"),
        (LungFinding, {"long_mm": 10**400}, "长径（long_mm）应在"),
        (LungFinding, {"number": 1.5}, "编号（number）应为整数"),
        (LungFinding, {"fat": 1}, "含脂肪（fat）只能"), (LungFinding, {"margin": "smooth"}, "边缘（margin）应为列表"),
        (LungFinding, {"lobe": "middle"}, "肺叶（lobe）没有取值「middle」"),
        (LungFinding, {"compared_on": "3/10"}, "对比日期"),
        (LungFinding, {"long_mm": 5, "short_mm": 6}, "短径（short_mm）不能大于长径"),
        (LungFinding, {"long_mm": 5, "solid_long_mm": 6}, "实性成分长径（solid_long_mm）不能大于"),
        (LungFinding, {"side": "left", "lobe": "right_upper"}, "肺叶（lobe）右上叶与侧别"),
        (LungFinding, {"lobe": "left_upper", "segment": "S1"}, "S1不在左上叶"), (LungFinding, [], "应为一个对象"),
        (BreastFinding, {"clock": 13}, "钟点（clock）应在 1 到 12"),
        (BreastFinding, {"margin": ["circumscribed", "angular"]}, "清楚"),
        (BreastFinding, {"calcification": ["none", "in_mass"]}, "钙化（calcification）"),
        (ThyroidFinding, {"foci": ["none", "rim"]}, "强回声灶（foci）"),
        (ThyroidFinding, {"shape": "wider", "width_mm": 5, "depth_mm": 6}, "形态（shape）宽大于高与横切面两径不符"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_in_chinese(kind, document, words):
    with pytest.raises(FindingFault) as fault:
        from_document(kind, document)
    assert words in str(fault.value)


@pytest.mark.parametrize(
    ("long", "short", "mean"), [(8.2, 7.0, 7.6), (8.2, 7.1, 7.7), (6.0, 5.9, 6.0), (5.9, 5.8, 5.9), (8, None, None)]
)
def test_the_mean_diameter_is_rounded_half_up_to_a_tenth(long, short, mean):
    assert mean_of(long, short) == mean


def test_lung_inputs_follow_from_the_description():
    assert lung_inputs("lung_rads_v2022", lung()) == {
        "kind": "solid", "mean": 7.6, "benign": "none", "jux": False, "suspicious": False, "time": "follow_up",
        "dyn": "growing",
    }  # fmt: skip
    smooth = lung(margin=["smooth"], shape="oval", place="fissure", change="baseline")
    told = lung_inputs("lung_rads_v2022", smooth)
    assert (told["jux"], told["time"], "dyn" in told) == (True, "baseline", False)
    assert lung_inputs("lung_rads_v2022", lung(margin=["spiculated"]))["suspicious"] is True
    assert lung_inputs("lung_rads_v2022", lung(calcification="popcorn"))["benign"] == "calcification"


def test_the_other_lung_systems_ask_the_person_too():
    person = Person(age=60, smoker=True, earlier_cancer=False, multiple=False)
    finding = lung(long_mm=20, short_mm=20, margin=["spiculated"], risk_factors=["smoking"])
    mayo = classify(nodule_tables()["mayo_spn"], lung_inputs("mayo_spn", finding, person))
    assert mayo.outputs == {"x": 0.683, "probability_pct": 66.4}
    fleischner = lung_inputs("fleischner_2017", finding, person)
    assert fleischner == {"kind": "solid", "mm": 20.0, "high": True, "multiple": False, "age": 60}


def test_taller_than_wide_is_read_from_the_transverse_plane_alone():
    assert thyroid_inputs("acr_tirads_2017", thyroid())["shape"] == "taller"
    assert thyroid_inputs("acr_tirads_2017", thyroid(width_mm=9, depth_mm=9, height_mm=5))["shape"] == "wider"
    assert "shape" not in thyroid_inputs("acr_tirads_2017", thyroid(depth_mm=None))


def test_c_tirads_features_are_derived_and_the_undetermined_stays_unknown():
    told = thyroid_inputs("c_tirads_2020", thyroid())
    assert told == {"solid": 1, "vertical": 1, "marked_hypo": 1, "margin_ill_irreg_ete": 1, "microcalc": 1,
                    "comet_tail": 0, "max_mm": 12.0}  # fmt: skip
    assert "solid" not in thyroid_inputs("c_tirads_2020", thyroid(composition="undetermined"))
    assert thyroid_inputs("c_tirads_2020", thyroid(bethesda="VI"))["biopsy_malignant"] is True
    assert thyroid_inputs("acr_tirads_2017", thyroid(capsule_invasion=True))["margin"] == "ete"


@pytest.mark.parametrize(
    ("before", "after", "second", "change"),
    [
        (5.4, 7.6, SECOND, "growing"), (6.0, 7.5, SECOND, "stable"), (6.0, 7.6, SECOND, "growing"),
        (6.0, 7.6, date(2027, 3, 10), "growing"), (6.0, 7.6, date(2028, 3, 10), "slow_growing"),
        (6.0, 9.2, date(2028, 3, 10), "growing"), (8.0, 6.5, SECOND, "stable"), (8.0, 6.4, SECOND, "decreased"),
    ],
)  # fmt: skip
def test_lung_growth_is_more_than_one_and_a_half_mm_in_twelve_months(before, after, second, change):
    one, other = (lung(long_mm=size, short_mm=size, change=None) for size in (before, after))
    grown = lung_growth(RULES, one, other, FIRST, second)
    assert grown.change == change
    assert as_lung_change(grown, other) == {"time": "follow_up", "dyn": change}


def test_the_interval_and_the_doubling_time_are_told():
    one, other = lung(long_mm=5.4, short_mm=5.4), lung(long_mm=7.6, short_mm=7.6)
    grown = lung_growth(RULES, one, other, FIRST, SECOND)
    assert (grown.change_mm, grown.days, grown.months) == (2.2, 189, 6.2)
    assert grown.doubling_days == pytest.approx(189 / (3 * 0.49305), abs=1)
    assert "增大 +2.2 mm" in grown.sentence
    assert "在可疑范围 20–400 天" in grown.sentence


def test_a_part_solid_nodule_grows_with_its_solid_component():
    common = {"density": "part_solid", "long_mm": 12, "short_mm": 12}
    one, other = (lung(**common, solid_long_mm=size, solid_short_mm=size) for size in (3, 5))
    assert lung_growth(RULES, one, other, FIRST, SECOND).change == "growing"


def test_measured_volumes_are_used_where_both_dates_have_one():
    one, other = lung(volume_mm3=100), lung(volume_mm3=200)
    assert lung_growth(RULES, one, other, FIRST, SECOND).doubling_days == pytest.approx(189)
    assert lung_growth(RULES, one, lung(), FIRST, SECOND).before_mm3 != 100


def test_growth_without_sizes_is_unknown_and_dates_must_be_in_order():
    assert lung_growth(RULES, lung(long_mm=None), lung(), FIRST, SECOND).change is None
    with pytest.raises(ValueError, match="早于"):
        lung_growth(RULES, lung(), lung(), SECOND, FIRST)


def test_volume_and_doubling_time():
    assert ellipsoid_mm3((10, 10, 10)) == pytest.approx(523.6, abs=0.1)
    assert ellipsoid_mm3((10, None, 10)) is None
    assert doubling_days(100, 400, 100) == pytest.approx(50)
    assert doubling_days(100, 100, 100) is None


@pytest.mark.parametrize(
    ("sizes", "change"),
    [
        ((12, 12, 10), "growing"), ((11.9, 12, 10), "stable"), ((12, 10, 10), "stable"),
        ((11.5, 11.5, 11.5), "growing"),
        ((15, 10, 10), "growing"), ((14.9, 10, 10), "stable"), ((9, 9, 9), "stable"), ((12, 12, None), "growing"),
        ((12, 10, None), None),
    ],
)  # fmt: skip
def test_thyroid_growth_needs_two_dimensions_or_half_the_volume(sizes, change):
    one, other = (
        ThyroidFinding(width_mm=width, depth_mm=depth, height_mm=height)
        for width, depth, height in ((10, 10, 10), sizes)
    )
    assert thyroid_growth(RULES, one, other, FIRST, SECOND).change == change


def test_small_thyroid_nodules_must_also_grow_two_mm():
    one, other = (ThyroidFinding(width_mm=size, depth_mm=size, height_mm=8) for size in (5, 6))
    assert thyroid_growth(RULES, one, other, FIRST, SECOND).change == "stable"


@pytest.mark.parametrize(
    ("after", "second", "change"),
    [(12, date(2026, 9, 10), "stable"), (12.1, date(2026, 9, 10), "growing"), (12.1, date(2027, 3, 10), "stable"),
     (14.5, date(2027, 3, 10), "growing"), (None, SECOND, None)],
)  # fmt: skip
def test_breast_growth_is_more_than_twenty_per_cent_in_six_months(after, second, change):
    one, other = (BreastFinding(length_mm=size) for size in (10, after))
    grown = breast_growth(RULES, one, other, FIRST, second)
    assert grown.change == change
    told = breast_inputs(from_document(BreastFinding, {**BREAST, "posterior": "none"}), "3", grown.percent)
    raised = classify(nodule_tables()["birads_us_consistency"], told).outputs["flags"]
    assert bool(raised) == (change == "growing")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 9, 15), 3, date(2026, 12, 15)), (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)), (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_months_end_on_the_months_last_day(day, months, expected):
    assert add_months(day, months) == expected


def test_a_recommendation_becomes_a_dated_list():
    found = classify(nodule_tables()["fleischner_2017"], {"kind": "solid", "mm": 7})
    told = [step.spoken() for step in dated(found.plan, SECOND)]
    assert told == ["2027-03-15 至 2027-09-15", "2028-03-15 至 2028-09-15（可考虑）"]
    yearly = classify(nodule_tables()["fleischner_2017"], {"kind": "part_solid", "mm": 9, "solid_mm": 3})
    assert [step.last.year for step in dated(yearly.plan, SECOND)] == [2027, 2027, 2028, 2029, 2030, 2031]
    assert dated((Step(3, 3),), SECOND)[0].spoken() == "2026-12-15 前后"
