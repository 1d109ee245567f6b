"""Texts to the customer: every template is sound, values are checked, GC-19 stands in the notices."""

import pytest

from desktop.casework.papers import EscortSheet
from desktop.casework.texts import TextFault, fill, place_words, text_set, when_words
from desktop.handbook.moments import parse_moment
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.handbook.sms import VARIABLE, illness_word

TEXTS = text_set()
VALUES = {
    "name": "王芳", "when": "10月9日周五10:20", "place": "北京协和医院门诊楼3层", "escort": "何敏",
    "etel": "13800004471", "bring": "身份证、医保卡、病历",
}  # fmt: skip


def test_no_template_would_be_refused_by_a_gateway():
    assert list(TEXTS.faults()) == []


def test_no_template_names_an_illness():
    assert [one.code for one in TEXTS.templates.values() if illness_word(VARIABLE.sub("", one.words))] == []


@pytest.mark.rule("GC-19")
@pytest.mark.parametrize("code", ["OP_BOOKED", "OP_BOOKED_LATER", "IP_BOOKED", "IP_BOOKED_LATER"])
def test_notices_carry_the_one_sentence_on_costs_and_conduct(code):
    assert NOTICE in TEXTS.templates[code].words
    assert all(words in NOTICE for words in ("医疗费用由客户自行承担", "遵守医院规定", "不予干涉"))


@pytest.mark.rule("GC-19")
def test_papers_carry_the_same_sentence():
    assert EscortSheet.__dataclass_fields__["costs"].default == NOTICE


@pytest.mark.rule("GC-08")
def test_a_filled_notice_says_when_where_what_to_bring_and_who_comes():
    text = fill(TEXTS, "OP_BOOKED", VALUES)
    wanted = ("【健管台】", *VALUES.values(), "身份证", "不可取消或更改")
    assert [words for words in wanted if words not in text.body] == []
    assert text.segments == 2
    assert "${" not in text.body


def test_a_missing_value_is_named_in_chinese():
    with pytest.raises(TextFault, match="就诊地点"):
        fill(TEXTS, "OP_BOOKED", {**VALUES, "place": " "})


def test_an_unknown_variable_and_an_unknown_template_are_refused():
    with pytest.raises(TextFault, match="没有变量「colour」"):
        fill(TEXTS, "OP_BOOKED", {**VALUES, "colour": "蓝"})
    with pytest.raises(TextFault, match="没有短信模板"):
        fill(TEXTS, "NOPE", {})


def test_a_value_longer_than_the_gateway_takes_is_refused_with_its_limit():
    with pytest.raises(TextFault, match="最多 35 字"):
        fill(TEXTS, "OP_BOOKED", {**VALUES, "place": "很" * 36})


@pytest.mark.rule("GC-19")
def test_a_place_that_tells_the_illness_is_refused_a_hospitals_name_is_not():
    place = "复旦大学附属肿瘤医院"
    assert place in fill(TEXTS, "OP_BOOKED", {**VALUES, "place": place}, place).body
    with pytest.raises(TextFault, match="疾病"):
        fill(TEXTS, "OP_BOOKED", {**VALUES, "place": f"{place}肿瘤内科"}, place)


def test_the_place_leaves_a_telling_department_out_and_never_the_hospital():
    assert place_words("北京协和医院", "乳腺外科", "", 35) == "北京协和医院乳腺外科"
    assert place_words("北京协和医院", "肿瘤内科", "", 35) == "北京协和医院"
    assert place_words("北京协和医院", "肿瘤内科", "门诊楼 3 层", 35) == "北京协和医院门诊楼3层"
    assert place_words("北京协和医院", "乳腺外科", "很长很长的地点" * 5, 35) == "北京协和医院"


def test_the_visit_is_written_without_blanks():
    assert when_words(parse_moment("2026-10-09 10:20")) == "10月9日周五10:20"


@pytest.mark.parametrize(("at", "may"), [("07:59", False), ("08:00", True), ("19:59", True), ("20:00", False)])
def test_gateways_take_texts_from_eight_to_twenty(at, may):
    assert TEXTS.may_send(parse_moment(f"2026-09-30 {at}")) is may


def test_after_hours_they_take_them_again_in_the_morning():
    assert TEXTS.opening_after(parse_moment("2026-09-30 20:30")) == parse_moment("2026-10-01 08:00")
    assert TEXTS.opening_after(parse_moment("2026-09-30 06:30")) == parse_moment("2026-09-30 08:00")
