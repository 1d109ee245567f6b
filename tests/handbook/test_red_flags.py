"""Words of an emergency are found as people write them, and not where they are denied."""

from __future__ import annotations

import pytest

from desktop.handbook.red_flags import RedFlags, load_red_flags, read_flags, signs_of, words_of
from desktop.paths import resource_path

FLAGS = load_red_flags(resource_path("red_flags.json"))


def signs(text: str, flags: RedFlags = FLAGS) -> list[str]:
    """Keys of the signs in a text."""
    return [sign.key for sign in signs_of(read_flags(text, flags), flags)]


@pytest.mark.parametrize(("text", "sign"), [
    ("晚饭后突然胸痛，压榨样，约 40 分钟不缓解", "chest"),
    ("我爸嘴歪了，说话不清", "stroke"),
    ("最近总觉得活着没意思", "suicide"),
    ("鼻子流血不止", "bleeding"),
    ("孩子噎住了", "breath"),
    ("老人叫不醒", "unconscious"),
    ("两个月大的宝宝发烧", "infant_fever"),
    ("打针后晕，喉咙肿", "allergy"),
    ("36周，今天没有胎动", "pregnancy"),
    ("小孩误服洗洁精", "abdomen"),
])  # fmt: skip
def test_a_sign_is_found(text: str, sign: str) -> None:
    assert signs(text) == [sign]


@pytest.mark.parametrize("text", [
    "没有胸痛", "无胸痛", "没胸痛", "否认胸痛", "未见咯血", "没有明显胸痛", "没有出现过胸痛", "无胸痛、晕厥、抽搐",
    "没有胸痛和呼吸困难", "胸痛：无", "胸痛（-）", "不是胸痛", "不伴呕血", "没有什么胸痛，就是有点累", "排除胸痛",
    "大汗", "跑步后出汗", "成人发烧 38度", "宝宝八个月，长牙", "",
])  # fmt: skip
def test_what_is_denied_or_harmless_is_not_flagged(text: str) -> None:
    assert signs(text) == []


@pytest.mark.parametrize("text", [
    "胸痛没有缓解", "不能排除胸痛", "不是没有胸痛", "有没有胸痛？有", "是不是胸痛", "无缘无故胸痛", "没吃药就胸痛",
    "没有感冒、突然胸痛", "没有发烧，但是胸痛", "不发烧。胸痛", "没有原因的胸痛", "以前没有，今天胸痛",
])  # fmt: skip
def test_a_word_that_is_not_itself_denied_counts(text: str) -> None:
    assert signs(text) == ["chest"]


def test_companions_count_only_beside_their_sign() -> None:
    found = read_flags("突然胸痛，出汗多，左臂麻", FLAGS)
    assert [one.word for one in found] == ["胸痛", "出汗", "左臂麻"]
    assert words_of(found, FLAGS.signs[0]) == ("胸痛", "出汗", "左臂麻")


def test_a_fever_is_a_sign_in_an_infant_only() -> None:
    assert signs("发烧 39度") == []
    assert signs("婴儿发烧 39度") == ["infant_fever"]
    assert signs("不是婴儿，发烧 39度") == []


def test_of_overlapping_words_the_longest_is_marked() -> None:
    (one,) = read_flags("产后大出血", FLAGS)
    assert (one.word, one.sign) == ("产后大出血", "pregnancy")


def test_several_signs_come_in_order_of_urgency_and_each_word_once() -> None:
    found = read_flags("吐血，又胸痛，胸痛得厉害", FLAGS)
    assert [sign.title for sign in signs_of(found, FLAGS)] == ["胸痛", "大出血"]
    assert words_of(found, FLAGS.signs[0]) == ("胸痛",)


def test_every_word_of_the_list_is_found_where_it_stands() -> None:
    for sign in FLAGS.signs:
        for word in sign.words:
            text = f"{sign.needs[0] if sign.needs else ''}，{word}"
            assert any(word in one.word for one in read_flags(text, FLAGS)), word
            assert sign.key in signs(text), word


def test_the_list_says_its_sources_what_to_say_and_whether_it_is_signed_off() -> None:
    assert FLAGS.sources
    assert FLAGS.signed_off_by == ""
    for sign in FLAGS.signs:
        assert sign.say
        assert len(sign.steps) == 4
        assert all(title and words for title, words in sign.steps)
    assert {"chest", "stroke", "suicide", "bleeding", "infant_fever"} <= {sign.key for sign in FLAGS.signs}
