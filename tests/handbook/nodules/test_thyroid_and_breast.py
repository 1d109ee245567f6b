"""ACR TI-RADS, C-TIRADS and the BI-RADS flags: every point, level, size limit and flag."""

import pytest

from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.vocabulary import Status
from desktop.nodule_tables import nodule_tables

PLAIN = {"composition": "solid", "echogenicity": "hyper", "shape": "wider", "margin": "smooth", "foci": ["none"]}
BENIGN = {"shape": "oval", "orientation": "parallel", "margin": "circumscribed"}
FEATURES = ("solid", "microcalc", "marked_hypo", "margin_ill_irreg_ete", "vertical")


def answer(system, inputs):
    return classify(nodule_tables()[system], inputs)


def acr(**changes):
    return answer("acr_tirads_2017", {**PLAIN, **changes})


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({"composition": "mixed"}, 2), ({}, 3), ({"composition": "undetermined"}, 3),
        ({"echogenicity": "anechoic"}, 2), ({"echogenicity": "iso"}, 3), ({"echogenicity": "hypo"}, 4),
        ({"echogenicity": "very_hypo"}, 5), ({"echogenicity": "undetermined"}, 3), ({"shape": "taller"}, 6),
        ({"margin": "ill_defined"}, 3), ({"margin": "undetermined"}, 3), ({"margin": "lobulated_irregular"}, 5),
        ({"margin": "ete"}, 6), ({"foci": ["large_comet_tail"]}, 3), ({"foci": ["macro"]}, 4), ({"foci": ["rim"]}, 5),
        ({"foci": ["punctate"]}, 6), ({"foci": ["macro", "rim", "punctate"]}, 9), ({"foci": ["macro", "macro"]}, 4),
    ],
)  # fmt: skip
def test_acr_points(changes, points):
    assert acr(**changes).outputs["points"] == points


@pytest.mark.parametrize("composition", ["cystic", "spongiform"])
def test_cystic_and_spongiform_nodules_stop_the_count(composition):
    found = acr(composition=composition, echogenicity="very_hypo", shape="taller", foci=["punctate"], max_mm=40)
    assert found.outputs == {"category": "TR1", "points": 0, "action": "none"}
    assert answer("acr_tirads_2017", {"composition": composition}).category == "TR1"


@pytest.mark.parametrize(
    ("changes", "category", "follow_up", "fna"),
    [
        ({}, "TR3", 15, 25), ({"echogenicity": "hypo"}, "TR4", 10, 15), ({"shape": "taller"}, "TR4", 10, 15),
        ({"shape": "taller", "echogenicity": "hypo"}, "TR5", 5, 10),
    ],
)  # fmt: skip
def test_acr_actions_on_both_sides_of_their_sizes(changes, category, follow_up, fna):
    sizes = (follow_up - 0.1, follow_up, fna - 0.1, fna)
    told = [acr(**changes, max_mm=size) for size in sizes]
    assert {found.category for found in told} == {category}
    assert [found.outputs["action"] for found in told] == ["none", "follow_up", "follow_up", "fna"]
    assert all(found.advice for found in told)


def test_tr2_asks_for_nothing_at_any_size():
    found = acr(composition="mixed", max_mm=60)
    assert found.outputs == {"category": "TR2", "points": 2, "action": "none"}


def test_acr_follow_up_years_are_the_plan():
    years = [step.first // 12 for step in acr(max_mm=20).plan]
    assert years == [1, 3, 5]
    assert [step.first // 12 for step in acr(echogenicity="hypo", max_mm=12).plan] == [1, 2, 3, 5]
    assert [step.first // 12 for step in acr(shape="taller", margin="ete", max_mm=7).plan] == [1, 2, 3, 4, 5]
    assert not acr(max_mm=30).plan


def test_one_point_is_refused_because_it_cannot_occur():
    found = acr(composition="mixed", echogenicity="anechoic")
    assert found.status is Status.REFUSED
    assert (found.category, found.outputs["points"]) == (None, 1)
    assert "成分与回声" in found.reason


def test_no_foci_and_some_foci_are_refused():
    assert acr(foci=["none", "punctate"]).status is Status.REFUSED


def test_acr_unknown_fields_matter_only_when_they_change_the_category():
    known = answer("acr_tirads_2017", {"composition": "solid", "echogenicity": "very_hypo", "shape": "taller"})
    assert (known.category, known.outputs["points"], known.status) == ("TR5", None, Status.COMPUTED)
    open_ = answer("acr_tirads_2017", {"composition": "solid", "echogenicity": "hypo", "margin": "smooth", "foci": []})
    assert open_.status is Status.INCOMPLETE
    assert [key for key, _ in open_.missing] == ["shape", "foci"]
    assert open_.possible == ("TR4", "TR5")


def test_a_size_near_an_acr_limit_is_a_border_of_the_action_not_of_the_category():
    border = acr(max_mm=24.6).borders[0]
    assert (border.limit, border.output) == (25, "action")
    assert border.beyond == "fna"
    assert "穿刺" in border.words
    assert not acr(max_mm=24.5).borders


@pytest.mark.parametrize(
    ("count", "comet", "score", "category"),
    [
        (0, 1, -1, "2"), (0, 0, 0, "3"), (1, 1, 0, "3"), (1, 0, 1, "4A"), (2, 0, 2, "4B"), (3, 0, 3, "4C"),
        (4, 0, 4, "4C"), (5, 1, 4, "4C"), (5, 0, 5, "5"),
    ],
)  # fmt: skip
def test_c_tirads_scores(count, comet, score, category):
    marks = {key: int(place < count) for place, key in enumerate(FEATURES)}
    outputs = answer("c_tirads_2020", {**marks, "comet_tail": comet}).outputs
    assert (outputs["score"], outputs["category"]) == (score, category)


@pytest.mark.parametrize("key", FEATURES)
def test_each_c_tirads_feature_counts_one(key):
    assert answer("c_tirads_2020", {key: 1}).outputs["score"] == 1
    assert answer("c_tirads_2020", {key: 0}).outputs["score"] == 0


@pytest.mark.parametrize(("marks", "limit"), [(1, 15), (2, 10), (3, 10), (5, 10)])
def test_c_tirads_puncture_sizes_and_their_borders(marks, limit):
    features = dict.fromkeys(FEATURES[:marks], 1)
    told = {mm: answer("c_tirads_2020", {**features, "max_mm": mm}) for mm in (limit - 0.5, limit - 0.1, limit)}
    assert [one.outputs["fna"] for one in told.values()] == ["none", "none", "fna"]
    assert [one.status for one in told.values()] == [Status.COMPUTED, Status.BORDER, Status.BORDER]


@pytest.mark.parametrize(
    ("inputs", "category"),
    [({"nodule": False}, "1"), ({"biopsy_malignant": True}, "6"), ({"biopsy_malignant": True, "solid": 0}, "6")],
)
def test_c_tirads_without_a_score(inputs, category):
    outputs = answer("c_tirads_2020", inputs).outputs
    assert (outputs["category"], outputs["score"]) == (category, None)


def test_c_tirads_does_not_take_silence_for_a_benign_nodule():
    for inputs in ({}, {"nodule": True}):
        assert answer("c_tirads_2020", inputs).status is Status.INCOMPLETE
    assert answer("c_tirads_2020", {"nodule": False, "solid": 1}).status is Status.REFUSED


def flags(**inputs):
    return answer("birads_us_consistency", inputs).outputs["flags"]


@pytest.mark.parametrize("expert", ["1", "2", "3"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("shape", "irregular"), ("orientation", "not_parallel"), ("margin", "indistinct"), ("margin", "angular"),
        ("margin", "microlobulated"), ("margin", "spiculated"), ("posterior", "shadowing"),
    ],
)  # fmt: skip
def test_a_suspicious_feature_below_4a_is_flagged_by_its_field(expert, key, value):
    assert flags(expert=expert, **{**BENIGN, key: value}) == (f"W_SUSPICIOUS_FEATURE_BELOW_4A:{key}",)
    assert flags(expert="4A", **{**BENIGN, key: value}) == ()


def test_several_suspicious_features_are_each_flagged():
    features = {"shape": "irregular", "orientation": "not_parallel", "margin": "spiculated", "posterior": "shadowing"}
    raised = flags(expert="3", **features)
    assert [flag.partition(":")[2] for flag in raised] == ["shape", "orientation", "margin", "posterior"]


@pytest.mark.parametrize(
    ("inputs", "raised"),
    [
        ({"expert": "3", **BENIGN}, ()),
        ({"expert": "3", **BENIGN, "shape": "round"}, ("W_CAT3_NOT_TYPICALLY_BENIGN:shape",)),
        ({"expert": "2", "special": "simple_cyst"}, ()),
        ({"expert": "3", "special": "simple_cyst"}, ("W_SIMPLE_CYST_IS_CAT2",)),
        ({"expert": "4A", "special": "simple_cyst", "echo": "anechoic"}, ("W_SIMPLE_CYST_IS_CAT2",)),
        ({"expert": "6", "pathology": True}, ()), ({"expert": "6", "pathology": False}, ("W_CAT6_WITHOUT_PATHOLOGY",)),
        ({"expert": "6"}, ("W_CAT6_WITHOUT_PATHOLOGY",)),
        ({"expert": "3", **BENIGN, "growth_pct_6m": 20}, ()),
        ({"expert": "3", **BENIGN, "growth_pct_6m": 20.1}, ("W_CAT3_GROWING_BIOPSY_EXPECTED",)),
        ({"expert": "4A", **BENIGN, "growth_pct_6m": 50}, ()), ({"expert": "3", "growth_pct_6m": -30}, ()),
        ({"expert": "5", **BENIGN, "shape": "irregular"}, ("W_CAT5_FEW_SUSPICIOUS_FEATURES",)),
        ({"expert": "5", **BENIGN, "shape": "irregular", "margin": "spiculated"}, ()), ({"expert": "5"}, ()),
        ({"expert": "3", "special": "clustered_microcysts", **BENIGN}, ()),
    ],
)  # fmt: skip
def test_the_other_flags(inputs, raised):
    assert flags(**inputs) == raised


@pytest.mark.parametrize(
    ("expert", "words"),
    [("0", "补充"), ("1", "筛查"), ("2", "筛查"), ("3", "6 个月"), ("4A", "活检"), ("4B", "活检"), ("4C", "活检"),
     ("5", "活检"), ("6", "手术")],
)  # fmt: skip
def test_every_breast_category_has_its_management(expert, words):
    assert words in answer("birads_us_consistency", {"expert": expert, "pathology": True}).advice
