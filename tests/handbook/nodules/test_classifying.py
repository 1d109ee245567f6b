"""What all systems share: inputs, borders, verdicts, unknown fields, and tables that can be changed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.handbook.nodules.classifying import classify
from desktop.handbook.nodules.comparing import Agreement, compare
from desktop.handbook.nodules.exploring import limits
from desktop.handbook.nodules.inputs import InputFault
from desktop.handbook.nodules.loading import NoduleTableError, load_tables, read_table
from desktop.handbook.nodules.ranges import read_range
from desktop.handbook.nodules.vocabulary import Status
from desktop.nodule_tables import nodule_tables
from desktop.paths import resource_path
from tests.counts import tries

TABLES = nodule_tables()
LUNG_ORDER = ("2", "3", "4A", "4B")


def lung(**inputs):
    return classify(TABLES["lung_rads_v2022"], inputs)


@pytest.mark.parametrize(
    ("system", "inputs", "words"),
    [
        ("lung_rads_v2022", {"size": 6}, "没有字段「size」"),
        ("lung_rads_v2022", {"mean": "6"}, "平均直径（mean）应为数字"),
        ("lung_rads_v2022", {"mean": True}, "平均直径（mean）应为数字"),
        ("lung_rads_v2022", {"mean": -1}, "平均直径（mean）应在"),
        ("lung_rads_v2022", {"mean": 0}, "大于 0"), ("lung_rads_v2022", {"mean": 501}, "平均直径（mean）应在"),
        ("lung_rads_v2022", {"mean": 10**400}, "过大的数"),
        ("lung_rads_v2022", {"mean": float("nan")}, "不是有效的数字"),
        ("lung_rads_v2022", {"mean": float("inf")}, "不是有效的数字"), ("lung_rads_v2022", {"mean": [6]}, "应为数字"),
        ("lung_rads_v2022", {"kind": "soild"}, "密度（kind）没有取值"),
        ("lung_rads_v2022", {"kind": 1}, "密度（kind）没有取值"),
        ("lung_rads_v2022", {"jux": 1}, "只能是 true 或 false"),
        ("lung_rads_v2022", {"cyst": {"well": "thin"}}, "cyst.well"),
        ("lung_rads_v2022", {"cyst": "thick"}, "没有字段「cyst」"),
        ("acr_tirads_2017", {"foci": "none"}, "强回声灶（foci）应为列表"),
        ("acr_tirads_2017", {"foci": ["nothing"]}, "强回声灶（foci）没有取值"),
        ("c_tirads_2020", {"solid": 2}, "只能是 0 或 1"),
        ("c_tirads_2020", {"solid": True}, "只能是 0 或 1"), ("mayo_spn", {"age": 131}, "年龄（age）应在"),
        ("c_lung_rads_2024", {"p": 1.1}, "恶性概率（p）应在"), ("mayo_spn", [], "应为一个对象"),
    ],
)  # fmt: skip
def test_bad_inputs_are_refused_by_the_name_of_their_field(system, inputs, words):
    with pytest.raises(InputFault, match=words.replace("(", r"\(")):
        classify(TABLES[system], inputs)


def test_null_and_an_empty_list_mean_unknown():
    assert lung(kind="solid", mean=None).status is Status.INCOMPLETE


@pytest.mark.parametrize(
    ("mean", "limit", "beyond", "words"),
    [
        (7.5, None, None, ""), (7.6, 8, "4B", "平均直径距 8 mm 只差 0.4；满 8 mm 应为 4B"),
        (8, 8, "4A", "恰为 8 mm；不足 8 mm 应为 4A"),
        (8.4, 8, "4A", "不足 8 mm 应为 4A"), (8.5, None, None, ""),
    ],
)  # fmt: skip
def test_a_size_less_than_half_a_millimetre_from_a_limit_is_a_border(mean, limit, beyond, words):
    found = lung(kind="solid", mean=mean, dyn="growing")
    assert [(border.limit, border.beyond) for border in found.borders] == ([(limit, beyond)] if limit else [])
    assert found.status is (Status.BORDER if limit else Status.COMPUTED)
    assert all(words in border.sentence() for border in found.borders)


def test_a_limit_that_does_not_change_the_category_is_no_border():
    assert not lung(kind="solid", mean=15, dyn="growing").borders
    assert not lung(kind="solid", mean=7.9, suspicious=True).borders
    assert not lung(kind="ggn", mean=6).borders


def test_a_border_is_seen_even_while_another_field_is_unknown():
    found = lung(mean=5.8)
    assert (found.category, found.status) == ("2", Status.BORDER)


def test_the_solid_component_has_borders_of_its_own():
    border = lung(kind="part_solid", mean=20, solid=5.7).borders[0]
    assert (border.key, border.limit, border.beyond) == ("solid", 6, "4A")


@pytest.mark.parametrize(
    ("expert", "inputs", "agreement", "words"),
    [
        ("4A", {"kind": "solid", "mean": 9}, Agreement.AGREES, "实性 ≥8"),
        ("4a 类", {"kind": "solid", "mean": 9}, Agreement.AGREES, ""),
        ("Lung-RADS 4A", {"kind": "solid", "mean": 9}, Agreement.AGREES, ""),
        ("3S", {"kind": "solid", "mean": 7}, Agreement.AGREES, ""),
        ("3", {"kind": "ggn", "mean": 8.8, "dyn": "stable"}, Agreement.DIFFERS, "或增大，算得 2"),
        ("4A", {"kind": "solid", "mean": 7.6, "dyn": "growing"}, Agreement.BORDER, "距 8 mm 只差 0.4"),
        ("4B", {"kind": "solid", "mean": 7.6, "dyn": "growing"}, Agreement.BORDER, "满 8 mm 应为 4B"),
        ("2", {"kind": "solid", "mean": 7.6, "dyn": "growing"}, Agreement.DIFFERS, "算得 4A"),
        ("3", {"kind": "solid"}, Agreement.UNKNOWN, "平均直径（mean）"),
        ("1", {"cyst": {"wall": "thin", "locules": "uni"}}, Agreement.UNKNOWN, "不适用"),
        ("3", {"kind": "part_solid", "mean": 3, "solid": 4}, Agreement.UNKNOWN, "矛盾"),
    ],
)  # fmt: skip
def test_the_experts_category_beside_the_computed_one(expert, inputs, agreement, words):
    verdict = compare(expert, lung(**inputs))
    assert verdict.agreement is agreement
    assert words in verdict.sentence


def test_verdicts_of_the_other_kinds_of_answer():
    acr = classify(TABLES["acr_tirads_2017"], {
        "composition": "solid", "echogenicity": "hypo", "shape": "wider", "margin": "smooth", "foci": ["none"],
        "max_mm": 14.8,
    })  # fmt: skip
    assert compare("TR4", acr).agreement is Agreement.AGREES
    assert compare("TI-RADS 5", acr).agreement is Agreement.DIFFERS
    breast = classify(TABLES["birads_us_consistency"], {"expert": "3", "margin": "spiculated"})
    assert compare("3", breast).agreement is Agreement.DIFFERS
    mayo = classify(TABLES["mayo_spn"], {"age": 60, "smoke": 1, "cancer": 0, "mm": 20, "spic": 1, "upper": 1})
    assert compare("4", mayo).agreement is Agreement.UNKNOWN
    fleischner = classify(TABLES["fleischner_2017"], {"kind": "solid", "mm": 3})
    assert compare("no routine follow-up", fleischner).agreement is Agreement.AGREES
    assert compare("不需常规随访", fleischner).agreement is Agreement.AGREES
    near = classify(TABLES["fleischner_2017"], {"kind": "solid", "mm": 6.2})
    assert {compare(word, near).agreement for word in ("no routine follow-up", "不需常规随访")} == {Agreement.BORDER}


def test_every_answer_names_its_revision_source_and_a_chinese_management():
    for table in TABLES.values():
        assert table.revision
        assert table.source
        assert all(any("一" <= sign <= "鿿" for sign in outcome.advice) for outcome in table.outcomes.values())


def values_of(field):
    if field.kind in ("mm", "mm0", "number"):
        top = 40 if field.kind != "number" else min(field.high, 100)
        return st.integers(1, int(top * 10)).map(lambda tenth: tenth / 10) if top > 1 else st.floats(0, 1)
    if field.kind == "several":
        return st.lists(st.sampled_from(list(field.values)), max_size=3)
    if field.kind == "choice":
        return st.sampled_from(list(field.values))
    return st.booleans() if field.kind == "yes_no" else st.integers(0, 1)


def any_inputs(system):
    return st.fixed_dictionaries({}, optional={key: values_of(one) for key, one in TABLES[system].fields.items()})


@pytest.mark.parametrize("system", list(TABLES))
@settings(max_examples=tries(60), deadline=None)
@given(data=st.data())
def test_no_well_typed_input_raises_and_what_is_open_names_a_field(system, data):
    found = classify(TABLES[system], data.draw(any_inputs(system)))
    assert found.advice
    assert found.status is not Status.INCOMPLETE or found.missing
    assert (found.status is Status.BORDER) == bool(found.borders)


@settings(max_examples=tries(60), deadline=None)
@given(data=st.data())
def test_a_category_given_despite_unknown_fields_holds_for_every_value_of_them(data):
    table = TABLES["lung_rads_v2022"]
    inputs = data.draw(any_inputs(table.system))
    found = classify(table, inputs)
    for key, _ in found.missing:
        whole = classify(table, {**inputs, key: data.draw(values_of(table.fields[key]))})
        if found.category is not None and whole.status in (Status.COMPUTED, Status.BORDER):
            assert whole.category == found.category
        if found.possible and whole.category is not None:
            assert whole.category in found.possible


sizes = st.integers(1, 400).map(lambda tenth: tenth / 10)


@settings(max_examples=tries(100, 2000), deadline=None)
@given(small=sizes, large=sizes, kind=st.sampled_from(["solid", "ggn"]), dyn=st.sampled_from([None, "new", "growing"]))
def test_a_larger_nodule_is_never_in_a_lower_category(small, large, kind, dyn):
    change = {"dyn": dyn} if dyn else {}
    pair = [lung(kind=kind, mean=mean, **change).category for mean in sorted((small, large))]
    assert LUNG_ORDER.index(pair[0]) <= LUNG_ORDER.index(pair[1])
    classes = [classify(TABLES["c_lung_rads_2024"], {"kind": kind, "mm": mm}).category for mm in sorted((small, large))]
    assert classes == sorted(classes)


@settings(max_examples=tries(100, 2000), deadline=None)
@given(limit=st.sampled_from([6, 8, 15]), gap=st.integers(1, 4))
def test_borders_are_symmetric(limit, gap):
    below, above = (lung(kind="solid", mean=round(limit + sign * gap / 10, 1)) for sign in (-1, 1))
    assert (below.borders[0].beyond, above.borders[0].beyond) == (above.category, below.category)


def copied(tmp_path, system, **changes):
    for path in resource_path("nodules").glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / f"{system}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, **changes}), encoding="utf-8")
    return tmp_path


def test_an_adviser_changes_a_limit_in_the_file_alone(tmp_path):
    path = resource_path("nodules", "c_lung_rads_2024.json")
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    rows[1]["when"]["mm"] = "<5"
    rows[2]["when"]["mm"] = ">=5 <10"
    tables = load_tables(copied(tmp_path, "c_lung_rads_2024", rows=rows, revision="r2"))
    found = classify(tables["c_lung_rads_2024"], {"kind": "solid", "mm": 5.2})
    assert (found.category, found.revision, found.borders[0].limit) == ("2", "r2", 5)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"outcome": "9", "when": {}, "text": ""}, "没有结论 9"),
        ({"outcome": "1", "when": {"size": "<6"}, "text": ""}, "size"),
        ({"outcome": "1", "when": {"mm": "<six"}, "text": ""}, "不是范围"),
        ({"outcome": "1", "when": {"kind": "soild"}, "text": ""}, "soild"),
    ],
)  # fmt: skip
def test_a_damaged_table_is_named(tmp_path, row, words):
    with pytest.raises(NoduleTableError, match=r"c_lung_rads_2024\.json.*" + words):
        load_tables(copied(tmp_path, "c_lung_rads_2024", rows=[row]))


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(NoduleTableError, match=r"lung_rads_v2022\.json"):
        load_tables(tmp_path)


def test_an_open_question_of_the_sources_is_marked_in_the_file():
    files = resource_path("nodules").glob("*.json")
    marked = {path.stem for path in files if "verify" in path.read_text("utf-8")}
    assert marked >= {"lung_rads_v2022", "c_tirads_2020", "mayo_spn", "growth"}


@pytest.mark.parametrize("text", ["6", "<", ">=8 <6", "<6 mm", "=> 6", ""])
def test_a_range_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="不是范围"):
        read_range(text)


def test_a_case_that_no_row_covers_is_left_to_the_expert():
    document = json.loads(resource_path("nodules", "c_lung_rads_2024.json").read_text(encoding="utf-8"))
    table = read_table({**document, "rows": document["rows"][:2]})
    found = classify(table, {"kind": "solid", "mm": 9})
    assert (found.status, found.category) == (Status.NOT_APPLICABLE, None)
    assert limits(table, "mm") == (6,)
