"""Texts are counted as they are billed, and none tells an illness."""

import pytest

from desktop.handbook.sms import ILLNESS_WORDS, illness_word, segments, signed, template_faults


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
def test_up_to_70_characters_are_one_text_and_longer_ones_go_in_parts_of_67(length, parts):
    assert segments("字" * length, "") == parts


def test_the_signature_counts():
    assert signed("好", "健管台") == "【健管台】好"
    assert segments("字" * 65, "健管台") == 1
    assert segments("字" * 66, "健管台") == 2


def test_letters_count_one_and_rare_characters_two():
    assert segments("a" * 70, "") == 1
    assert segments("𨱇" * 35, "") == 1
    assert segments("𨱇" * 36, "") == 2


@pytest.mark.parametrize("words", ["肿瘤内科", "肝癌复查", "白血病", "慢性肾衰竭", "阿尔茨海默病", "放疗科"])
def test_words_that_tell_an_illness_are_found(words):
    assert illness_word(f"请到{words}就诊")


def test_a_hospitals_own_name_may_stay():
    assert illness_word("请到复旦大学附属肿瘤医院门诊楼3层", "复旦大学附属肿瘤医院") == ""
    assert illness_word("请到复旦大学附属肿瘤医院肿瘤内科", "复旦大学附属肿瘤医院") == "瘤"
    assert illness_word("请到乳腺外科、血液科就诊") == ""


def test_the_lists_illnesses_are_known_without_their_degree():
    assert {"慢性肾衰竭", "克罗恩病", "瘫痪"} <= set(ILLNESS_WORDS)


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("${a}${b}您好", "相邻"), ("${a}，${a}您好", "重复"), ("${a}", "只有变量"), ("【好】${a}", "不能含"),
        ("您的恶性肿瘤${a}", "疾病"), ("好" * 501, "超过 500 字"),
        ("，".join(f"${{v{n}}}" for n in range(21)) + "。", "变量超过"),
    ],
)  # fmt: skip
def test_what_a_gateway_refuses_is_named(template, fault):
    assert any(fault in found for found in template_faults(template))


def test_a_sound_template_has_no_fault():
    assert list(template_faults("${name}您好，请于${when}就诊。")) == []
