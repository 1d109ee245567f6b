"""Contents are kept exactly, gaps close one by one, and differences are readable."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.documents import FORMS, GUIDANCE, MDT, NODULE
from desktop.handbook.documents.differences import differences
from desktop.handbook.documents.gaps import gaps, rail
from desktop.handbook.documents.values import WrongContent, clean, with_case
from desktop.handbook.documents.vocabulary import Kind, Source
from tests.handbook.documents.forms_at_random import contents

ANY = st.sampled_from(list(FORMS)).flatmap(lambda kind: st.tuples(st.just(kind), contents(FORMS[kind])))
EXAMPLES = {"icd10": "C22.0", "icdo3": "8170/3", "guidelines": ["指南 2024"]}
EXPERTS = [{"name": "邵安", "hospital": "浦江医院"}, {"name": "顾平", "hospital": "申江医院"}]


def filled(form, field):
    """A value of a field that leaves no gap and makes no other field necessary."""
    if field.kind is Kind.CHOICE:
        return field.choices[0]
    if field.kind.has_rows:
        return [{column.name: filled(form, column) for column in field.columns if column.name not in ("word",)}]
    plain = {
        Kind.DATE: "2026-09-01", Kind.MOMENT: "2026-09-01 09:00", Kind.TEXTS: ["一条"], Kind.ANSWERS: ["可以。"],
        Kind.FINDINGS: {"long": 8.2}, Kind.WHOLE: int(field.low or 0), Kind.DECIMAL: field.low or 0.0,
    }  # fmt: skip
    return EXAMPLES.get(field.name, plain.get(field.kind, "写好了"))


def complete(form):
    """A content without gaps."""
    return {field.name: filled(form, field) for _, field in form.stored()}


@given(ANY)
def test_cleaning_twice_is_cleaning_once_and_survives_json(made):
    form, content = FORMS[made[0]], made[1]
    once = clean(form, content)
    assert clean(form, once) == once
    assert clean(form, json.loads(json.dumps(once))) == once
    assert "" not in once.values()


@given(ANY)
def test_nothing_differs_from_itself(made):
    form, content = FORMS[made[0]], made[1]
    assert differences(form, content, content) == ()


@given(ANY, st.data())
def test_a_change_that_is_kept_is_told(made, data):
    form, content = FORMS[made[0]], made[1]
    field = data.draw(st.sampled_from([one for _, one in form.stored() if one.kind is Kind.LONG]))
    other = {**content, field.name: "换一句"}
    changed = clean(form, other) != clean(form, content)
    assert bool(differences(form, content, other)) is changed


@given(ANY)
def test_every_gap_names_a_place_of_the_form_in_the_reports_order(made):
    form, content = FORMS[made[0]], made[1]
    letters = [section.letter for section in form.sections]
    found = gaps(form, clean(form, content))
    assert [letters.index(gap.section) for gap in found] == sorted(letters.index(gap.section) for gap in found)
    for gap in found:
        field = form.field(gap.field)
        assert gap.sentence.startswith(f"{gap.section} ")
        assert not gap.column or gap.column == "signature" or field.column(gap.column)
        assert gap.kind in ("missing", "wrong", "signature", "verdict")


@given(ANY)
def test_the_rail_counts_exactly_the_gaps(made):
    form, content = FORMS[made[0]], made[1]
    kept = clean(form, content)
    found, rows = gaps(form, kept), rail(form, kept)
    assert sum(row.gaps for row in rows) == sum(gap.kind != "signature" for gap in found)
    assert sum(row.signers - row.signed for row in rows) == sum(gap.kind == "signature" for gap in found)
    assert {row.letter for row in rows if row.state in ("gaps", "signing")} == {gap.section for gap in found}


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind)
def test_a_content_with_everything_in_it_has_no_gap(form):
    assert gaps(form, clean(form, complete(form))) == ()
    assert {row.state for row in rail(form, clean(form, complete(form)))} <= {"done", "fixed"}


@given(st.sampled_from(list(FORMS)), st.data())
def test_filling_a_gap_removes_exactly_it(kind, data):
    form = FORMS[kind]
    whole = complete(form)
    typed = [one.name for _, one in form.stored() if one.required and one.source is not Source.CASE]
    left_out = data.draw(st.sets(st.sampled_from([name for name in typed if form.field(name).kind is not Kind.FIXED])))
    content = clean(form, {name: value for name, value in whole.items() if name not in left_out})
    before = gaps(form, content)
    for gap in before:
        after = gaps(form, clean(form, {**content, gap.field: whole[gap.field]}))
        assert after == tuple(one for one in before if one is not gap)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"weather": "晴"}, "「多学科会诊意见书」没有「weather」这一栏"),
        ({"ecog": "好"}, "「体力状态 ECOG」应为数字，写的是「好」"),
        ({"ecog": 1.5}, "「体力状态 ECOG」应为整数"),
        ({"ecog": True}, "「体力状态 ECOG」应为数字"),
        ({"height": "inf"}, "「身高」应为数字"),
        ({"diagnosed_on": "去年"}, "「确诊日期」应为日期，如 2026-09-18，写的是「去年」"),
        ({"held_until": "下午"}, "「结束时间」应为日期和时间"),
        ({"mode": "信鸽"}, "「会诊方式」没有「信鸽」这一项，应为 线下、视频、书面"),
        ({"present": 3}, "「现病史」应为文字"),
        ({"questions": "能否手术"}, "「会诊目的」应为逐条的文字"),
        ({"imaging": "CT"}, "「影像检查」应为逐行的表格"),
        ({"imaging": [{"sky": "blue"}]}, "「影像检查」没有「sky」这一列"),
        ({"imaging": [{}, {"day": "昨天"}]}, "「影像检查第 2 行 日期」应为日期"),
    ],
)
def test_what_a_form_cannot_hold_is_refused_with_the_fields_name(content, sentence):
    with pytest.raises(WrongContent) as told:
        clean(MDT, content)
    assert str(told.value).startswith(sentence)


def test_texts_lose_their_ends_and_keep_everything_else():
    kept = clean(MDT, {"present": "  第一行\n\n  第二行 <b>&amp; **粗** \n", "dissent": "  ", "allergy": "资料未提供 "})
    assert kept["present"] == "第一行\n\n  第二行 <b>&amp; **粗**"
    assert "dissent" not in kept
    assert kept["allergy"] == "资料未提供"


def sentences(form, content):
    return [gap.sentence for gap in gaps(form, clean(form, content))]


def test_an_unknown_stage_wants_its_reason_and_nothing_else():
    whole = {name: value for name, value in complete(MDT).items() if not name.startswith("tnm")}
    assert sentences(MDT, whole) == ["F TNM 分期", "F 分期性质", "F 分期版本"]
    assert sentences(MDT, {**whole, "tnm": "不详"}) == ["F TNM 不详的理由"]
    assert sentences(MDT, {**whole, "tnm": "不详", "tnm_reason": "缺少增强检查"}) == []


def test_said_to_be_lacking_is_complete_only_where_the_table_says_so():
    whole = complete(MDT)
    lacking = {**whole, "imaging": "资料未提供", "treatments": "未治疗", "ecog": "资料未提供"}
    assert sentences(MDT, lacking) == []
    with pytest.raises(WrongContent, match="随访计划"):
        clean(MDT, {**whole, "follow_up": "资料未提供"})


def test_what_a_treatment_needs_hangs_on_its_kind():
    rows = [
        {"kind": "手术", "from": "2026-01", "plan": "右后叶切除"},
        {"kind": "放疗", "from": "2026-03", "plan": "肝"},
    ]
    assert sentences(MDT, {**complete(MDT), "treatments": rows}) == [
        "H 既往治疗 第 1 行 切缘", "H 既往治疗 第 2 行 总剂量", "H 既往治疗 第 2 行 次数",
    ]  # fmt: skip


def test_bounds_are_gaps_so_that_half_typed_values_are_kept():
    wrong = {**complete(MDT), "complaint": "一" * 21, "ecog": 7, "icd10": "肝癌", "guidelines": ["某指南"]}
    assert sentences(MDT, wrong) == [
        "E 主诉：最多 20 字，现 21 字", "E 体力状态 ECOG：应在 0 至 4 分 之间",
        "F ICD-10：应写作 C22.0，多个用「；」隔开",
        "M 指南与共识：第 1 条应写作 名称与年份，如《原发性肝癌诊疗指南》2024",
    ]  # fmt: skip


def test_each_question_wants_its_answer_and_each_expert_an_opinion_and_a_signature():
    content = {
        **complete(MDT), "questions": ["一？", "二？", "三？"], "answers": ["甲", "", "丙"],
        "experts": [{**complete(MDT)["experts"][0], **one} for one in EXPERTS],
        "opinions": [{**EXPERTS[0], "opinion": "可以", "basis": "指南 2024"}, {**EXPERTS[1], "opinion": "不可以"},
                     {"name": "走了", "hospital": "别处", "opinion": "曾说"}],
        "signatures": [{**EXPERTS[0], "signed": "纸质原件签字", "signed_on": "2026-09-24"}, dict(EXPERTS[1])],
    }  # fmt: skip
    content["opinions"] = [{"specialty": "外科", **row} for row in content["opinions"]]
    assert sentences(MDT, content) == [
        "I 各学科意见 顾平 依据", "I 各学科意见 走了：不在专家名单中", "J 逐条回答问题 问题 2", "O 签名 顾平",
    ]  # fmt: skip
    signing = rail(MDT, clean(MDT, content))[-1]
    assert (signing.state, signing.signed, signing.signers) == ("signing", 1, 2)


@pytest.mark.rule("ND-04")
def test_a_category_the_cross_check_disputes_wants_the_experts_word():
    nodule = {**complete(NODULE)["nodules"][0], "number": 2, "category": "3", "computed": "2", "verdict": "不一致"}
    content = {**complete(NODULE), "nodules": [nodule]}
    (gap,) = gaps(NODULE, clean(NODULE, content))
    assert gap.kind == "verdict"
    assert gap.sentence == "4 结节 2 类别待确认：专家 3，计算 2，须写明理由"
    assert sentences(NODULE, {**content, "nodules": [{**nodule, "word": "考虑高危因素"}]}) == []


def test_without_an_earlier_examination_nothing_is_compared():
    bare = {
        name: value for name, value in complete(NODULE).items() if name not in ("prior_on", "prior_exam", "comparison")
    }
    assert sentences(NODULE, {**bare, "prior": "无既往检查"}) == []
    assert len(sentences(NODULE, {**bare, "prior": "有既往检查"})) == 3


def test_differences_match_rows_by_who_they_are_of_and_others_by_their_place():
    old = {
        "opinions": [{**EXPERTS[0], "opinion": "可以"}, {**EXPERTS[1], "opinion": "再等"}], "ecog": 0,
        "labs": [{"item": "AFP", "value": "412"}, {"item": "白蛋白", "value": "39"}], "treatments": "未治疗",
        "answers": ["不宜"], "guidelines": ["甲 2023"],
    }  # fmt: skip
    new = {
        "opinions": [{**EXPERTS[1], "opinion": "不等"}, {**EXPERTS[0], "opinion": "可以"}], "ecog": 1,
        "labs": [{"item": "血红蛋白", "value": "120"}, {"item": "AFP", "value": "468"},
                 {"item": "白蛋白", "value": "39"}],
        "treatments": [{"kind": "手术", "plan": "切除"}], "answers": ["不宜", "先 TACE"], "guidelines": ["甲 2024"],
    }  # fmt: skip
    assert [tuple(one) for one in differences(MDT, old, new)] == [
        ("E", "体力状态 ECOG", "", "0 分", "1 分"),
        ("G", "化验", "第 1 行 项目", "AFP", "血红蛋白"), ("G", "化验", "第 1 行 结果", "412", "120"),
        ("G", "化验", "第 2 行", "", "AFP · 468"),
        ("H", "既往治疗", "", "未治疗", "手术 · 切除"),
        ("I", "各学科意见", "顾平 意见", "再等", "不等"),
        ("J", "逐条回答问题", "第 2 问", "", "先 TACE"),
        ("M", "指南与共识", "第 1 条", "甲 2023", "甲 2024"),
    ]  # fmt: skip


def test_the_cases_values_replace_read_only_ones_and_keep_what_was_typed_beside_them():
    typed = {
        "name": "改名", "experts": [{**EXPERTS[0], "taking_part": "视频"}],
        "opinions": [{**EXPERTS[0], "opinion": "可以"}], "statement": "另一份声明",
    }  # fmt: skip
    kept = with_case(MDT, typed, {"name": "孙国", "experts": EXPERTS, "opinions": EXPERTS[1:], "signatures": EXPERTS})
    assert kept["name"] == "孙国"
    assert kept["experts"] == [{**EXPERTS[0], "taking_part": "视频"}, EXPERTS[1]]
    assert kept["opinions"] == [EXPERTS[1], {**EXPERTS[0], "opinion": "可以"}]
    assert kept["statement"] == MDT.field("statement").text
    assert (
        with_case(MDT, kept, {"name": "孙国", "experts": EXPERTS, "opinions": EXPERTS[1:], "signatures": EXPERTS})
        == kept
    )


def test_the_guidance_says_whose_the_costs_are():
    assert "费用" in clean(GUIDANCE, {})["costs"]
