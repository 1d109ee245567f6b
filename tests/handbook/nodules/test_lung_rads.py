"""Lung-RADS v2022: every row of the table and both sides of every limit."""

import pytest

from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.vocabulary import Status
from desktop.nodule_tables import nodule_tables

TABLE = nodule_tables()["lung_rads_v2022"]
NOT_GROWN = [{}, {"time": "baseline"}, {"dyn": "stable"}, {"dyn": "decreased"}]


def answer(**inputs):
    return classify(TABLE, {key.replace("__", "."): value for key, value in inputs.items()})


def category(**inputs):
    return answer(**inputs).category


@pytest.mark.parametrize(
    ("inputs", "management"),
    [
        ({"exam": "prior_pending"}, "既往"), ({"exam": "not_evaluable"}, "补充"), ({"exam": "infectious"}, "1–3 个月"),
        ({"exam": "infectious", "kind": "solid", "mean": 20}, "1–3 个月"),
    ],
)  # fmt: skip
def test_an_examination_that_cannot_be_read_is_category_0(inputs, management):
    found = answer(**inputs)
    assert found.category == "0"
    assert management in found.advice


@pytest.mark.parametrize("inputs", [{"nodule": False}, {"benign": "calcification"}, {"benign": "fat", "mean": 25}])
def test_no_nodule_and_benign_features_are_category_1(inputs):
    assert category(**inputs) == "1"


@pytest.mark.parametrize("change", NOT_GROWN)
@pytest.mark.parametrize(
    ("mean", "expected"), [(1, "2"), (5.9, "2"), (6, "3"), (7.9, "3"), (8, "4A"), (14.9, "4A"), (15, "4B"), (80, "4B")]
)
def test_solid_at_baseline(mean, expected, change):
    assert category(kind="solid", mean=mean, **change) == expected


@pytest.mark.parametrize(
    ("dyn", "mean", "expected"),
    [
        ("new", 3.9, "2"), ("new", 4, "3"), ("new", 5.9, "3"), ("new", 6, "4A"), ("new", 7.9, "4A"), ("new", 8, "4B"),
        ("growing", 3, "4A"), ("growing", 7.9, "4A"), ("growing", 8, "4B"), ("growing", 30, "4B"),
        ("slow_growing", 4, "4B"), ("slow_growing", 12, "4B"),
    ],
)  # fmt: skip
def test_solid_new_or_growing(dyn, mean, expected):
    assert category(kind="solid", mean=mean, time="follow_up", dyn=dyn) == expected
    assert category(kind="solid", mean=mean, dyn=dyn) == expected


@pytest.mark.parametrize("change", NOT_GROWN)
@pytest.mark.parametrize(
    ("mean", "solid", "expected"),
    [(5.9, 5, "2"), (6, 0, "3"), (6, 5.9, "3"), (20, 5.9, "3"), (20, 6, "4A"), (20, 7.9, "4A"), (20, 8, "4B")],
)
def test_part_solid_at_baseline(mean, solid, expected, change):
    assert category(kind="part_solid", mean=mean, solid=solid, **change) == expected


@pytest.mark.parametrize(
    ("dyn", "mean", "solid", "expected"),
    [
        ("new", 5.9, 2, "3"), ("new", 5.9, 4.5, "3"), ("new", 6, 3.9, "4A"), ("new", 6, 4, "4B"),
        ("growing", 5, 3.9, "4A"), ("growing", 12, 3.9, "4A"), ("growing", 12, 4, "4B"),
        ("slow_growing", 12, 1, "4B"),
    ],
)  # fmt: skip
def test_part_solid_new_or_growing(dyn, mean, solid, expected):
    assert category(kind="part_solid", mean=mean, solid=solid, dyn=dyn) == expected


@pytest.mark.parametrize(
    ("dyn", "mean", "expected"),
    [
        (None, 29.9, "2"), ("new", 29.9, "2"), ("growing", 29.9, "2"), ("slow_growing", 29.9, "2"),
        (None, 30, "3"), ("new", 30, "3"), ("growing", 30, "3"),
        ("stable", 30, "2"), ("slow_growing", 30, "2"), ("decreased", 45, "2"),
    ],
)  # fmt: skip
def test_ground_glass(dyn, mean, expected):
    assert category(kind="ggn", mean=mean, **({"dyn": dyn} if dyn else {})) == expected


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"kind": "solid", "mean": 9.9}, "2"), ({"mean": 9.9}, "2"),
        ({"kind": "solid", "mean": 9.9, "dyn": "new"}, "2"),
        ({"kind": "solid", "mean": 10}, "4A"), ({"kind": "solid", "mean": 7, "dyn": "growing"}, "4A"),
        ({"kind": "part_solid", "mean": 9.9, "solid": 6}, "4A"),
    ],
)  # fmt: skip
def test_a_juxtapleural_nodule_below_10_mm_is_category_2(inputs, expected):
    assert category(jux=True, **inputs) == expected


@pytest.mark.parametrize(
    ("airway", "dyn", "expected"),
    [
        ("subsegmental", None, "2"), ("subsegmental", "new", "2"), ("subsegmental", "stable", "2"),
        ("segmental", None, "4A"), ("segmental", "new", "4A"), ("segmental", "stable", "4B"),
        ("segmental", "growing", "4B"), ("segmental", "slow_growing", "4B"), ("segmental", "decreased", "4A"),
    ],
)  # fmt: skip
def test_airway_nodules(airway, dyn, expected):
    assert category(airway=airway, **({"dyn": dyn} if dyn else {})) == expected


def test_a_stable_airway_nodule_does_not_step_down():
    assert category(airway="segmental", prev="4A", stable_months=3) == "4B"


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"cyst": {"wall": "thick"}}, "4A"), ({"cyst": {"locules": "multi"}}, "4A"),
        ({"cyst": {"wall": "thin", "locules": "multi"}}, "4A"), ({"cyst": {"change": "became_multilocular"}}, "4A"),
        ({"cyst": {"wall": "thick", "change": "cystic_component_growing"}}, "3"),
        ({"cyst": {"wall": "thick", "locules": "multi", "change": "cystic_component_growing"}}, "4B"),
        ({"cyst": {"locules": "multi", "change": "cystic_component_growing"}}, "4B"),
        ({"cyst": {"locules": "multi"}, "dyn": "growing"}, "4B"),
        ({"cyst": {"change": "wall_growing"}}, "4B"), ({"cyst": {"change": "more_septa_or_opacity"}}, "4B"),
        ({"cyst": {"wall": "thick"}, "prev": "4A", "stable_months": 3}, "3"),
        ({"cyst": {"wall": "thick"}, "prev": "4A", "stable_months": 2}, "4A"),
        ({"cyst": {"wall": "thick"}, "prev": "3", "stable_months": 6}, "2"),
        ({"cyst__wall": "thick"}, "4A"),
    ],
)  # fmt: skip
def test_atypical_cysts(inputs, expected):
    assert category(**inputs) == expected


def test_a_thin_walled_unilocular_cyst_is_not_scored():
    found = answer(cyst={"wall": "thin", "locules": "uni"})
    assert (found.category, found.status) == (None, Status.NOT_APPLICABLE)
    assert "薄壁单房" in found.reason


def test_a_thin_wall_alone_does_not_decide():
    found = answer(cyst={"wall": "thin"})
    assert found.status is Status.INCOMPLETE
    assert found.missing == (("cyst.locules", "囊腔分房"),)


@pytest.mark.parametrize(
    ("prev", "months", "expected"), [("3", 6, "2"), ("3", 5.9, "3"), ("4A", 3, "3"), ("4A", 2.9, "4A"), ("4A", 12, "3")]
)
@pytest.mark.parametrize("extra", [{}, {"dyn": "decreased"}, {"dyn": "stable", "time": "follow_up"}])
def test_stable_or_smaller_nodules_step_down(prev, months, expected, extra):
    assert category(prev=prev, stable_months=months, **extra) == expected


def test_a_4b_nodule_proven_benign_is_category_2():
    assert category(prev="4B", proven_benign=True, kind="solid", mean=20, dyn="stable") == "2"
    assert category(prev="4B", kind="solid", mean=20, dyn="stable") == "4B"


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"kind": "solid", "mean": 5}, "2"), ({"kind": "solid", "mean": 7}, "4X"), ({"kind": "solid", "mean": 9}, "4X"),
        ({"kind": "ggn", "mean": 30}, "4X"), ({"airway": "segmental"}, "4X"), ({"benign": "fat"}, "1"),
        ({"exam": "infectious"}, "0"),
    ],
)  # fmt: skip
def test_suspicious_signs_raise_categories_3_and_4_only(inputs, expected):
    assert category(suspicious=True, **inputs) == expected


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"kind": "part_solid", "mean": 6, "solid": 7}, "不能大于"), ({"time": "baseline", "dyn": "growing"}, "基线"),
        ({"time": "baseline", "prev": "3"}, "基线"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_together_is_refused(inputs, words):
    found = answer(**inputs)
    assert (found.status, found.category) == (Status.REFUSED, None)
    assert words in found.reason


@pytest.mark.parametrize(
    ("inputs", "missing", "possible"),
    [
        ({"kind": "solid"}, ("mean",), ("2", "3", "4A", "4B")),
        ({"mean": 7}, ("kind", "solid"), ("2", "3", "4A")),
        ({"kind": "part_solid", "mean": 9}, ("solid",), ("3", "4A", "4B")),
        ({"kind": "solid", "mean": 7, "time": "follow_up"}, ("dyn",), ("3", "4A", "4B")),
        ({"prev": "3", "dyn": "stable", "kind": "solid", "mean": 7}, ("stable_months",), ("2", "3")),
    ],
)
def test_what_is_missing_is_named_with_what_remains_possible(inputs, missing, possible):
    found = answer(**inputs)
    assert found.status is Status.INCOMPLETE
    assert tuple(key for key, _ in found.missing) == missing
    assert found.possible == possible
    assert all(title in found.advice for _, title in found.missing)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"mean": 3}, "2"), ({"kind": "part_solid", "mean": 5}, "2"),
        ({"kind": "part_solid", "mean": 5, "dyn": "new"}, "3"),
        ({"kind": "solid", "dyn": "slow_growing"}, "4B"), ({"kind": "ggn", "mean": 12, "time": "follow_up"}, "2"),
    ],
)  # fmt: skip
def test_an_unknown_field_that_cannot_change_the_category_does_not_matter(inputs, expected):
    assert category(**inputs) == expected


def test_what_silence_was_taken_for_is_named_where_it_matters():
    assumed = dict(answer(kind="solid", mean=9).assumed)
    assert set(assumed) == {"prev", "jux", "suspicious"}
    assert not answer(kind="solid", mean=3, time="baseline", suspicious=False).assumed
