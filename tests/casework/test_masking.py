"""Personal data leave the desk masked, however short or long they are."""

from datetime import date

import pytest

from desktop.casework.masking import (
    age_on,
    masked_document,
    masked_name,
    masked_phone,
    masked_policy,
    masked_sample,
    person_words,
)


@pytest.mark.parametrize(
    ("name", "shown"), [("", "*"), ("冯", "冯*"), ("冯芳", "冯*"), ("王小芳", "王*芳"), ("欧阳小敏", "欧*敏")]
)
def test_a_name_keeps_its_ends_and_never_the_given_name_of_two(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masked_phone, "13812342046", "138****2046"),
        (masked_phone, "1382046", "****"),
        (masked_phone, "13892046", "138****2046"),
        (masked_phone, "", ""),
        (masked_policy, "66081234562217", "6608****2217"),
        (masked_policy, "66082217", "****"),
        (masked_document, "310101197908232048", "3101**********2048"),
        (masked_document, "H12345678", "H123****5678"),
        (masked_document, "E1234567", "****"),
        (masked_document, "", ""),
        (masked_sample, "370102196603051029", "370****29"),
        (masked_sample, "证件 37010219660305102X，已核", "证件 370****2X，已核"),
        (masked_sample, "2026-09-23 第 123456 号", "2026-09-23 第 123456 号"),
    ],
)
def test_a_number_shows_its_ends_or_nothing_at_all(mask, text, shown):
    assert mask(text) == shown


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1974, 5, 6), date(2026, 5, 5), 51),
        (date(1974, 5, 6), date(2026, 5, 6), 52),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (None, date(2026, 1, 1), None),
    ],
)
def test_age_is_in_completed_years(birth, day, age):
    assert age_on(birth, day) == age


@pytest.mark.parametrize(
    ("sex", "birth", "words"),
    [("女", date(1974, 5, 6), "女 51 岁"), ("", date(1974, 5, 6), "51 岁"), ("男", None, "男"), ("", None, "")],
)
def test_a_person_is_described_as_far_as_known(sex, birth, words):
    assert person_words(sex, birth, date(2026, 3, 2)) == words
