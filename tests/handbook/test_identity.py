"""Documents, telephone numbers and policy numbers are told right from wrong, for every kind in use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.identity import (
    KINDS,
    Identity,
    Phone,
    check_digit,
    check_identity,
    check_phone,
    check_policy_number,
    normalise,
)

TODAY = date(2026, 9, 23)


@pytest.mark.parametrize(
    ("number", "sex", "birth"),
    [("440308199901101512", "男", date(1999, 1, 10)), ("11010519491231002X", "女", date(1949, 12, 31))],
)
def test_a_citizens_card_tells_sex_and_birth_date(number, sex, birth):
    assert check_identity("身份证", number, TODAY) == Identity("身份证", number, sex, birth)


@pytest.mark.parametrize("kind", ["", "居民身份证", " 身 份 证 ", "二代身份证"])
def test_a_citizens_card_has_several_names_and_is_meant_when_none_is_given(kind):
    assert check_identity(kind, "440308199901101512", TODAY).kind == "身份证"


def test_full_width_digits_blanks_and_a_small_x_are_folded():
    assert check_identity("身份证", " １１０１０５ 19491231 ００２x ", TODAY).number == "11010519491231002X"
    assert normalise("\u200b86-10\u3000a") == "8610A"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("440308199901101513", "校验码"),
        ("440308199902301519", "不存在"),
        ("440308209901101511", "不可能"),
        ("44030819990110151", "17 位"),
        ("440308990110151", "15 位"),
        ("44030819990110151A", "X"),
        ("990308199901101512", "永久居留"),
        ("810000199408230021", "居住证"),
        ("", "没有"),
        ("不知道", "18 位"),
        ("٤٤٠٣٠٨١٩٩٩٠١١٠١٥١٢", "数字"),
    ],
)
def test_a_wrong_citizens_number_is_named(number, word):
    found = check_identity("身份证", number, TODAY)
    assert isinstance(found, str)
    assert word in found


def test_a_region_that_does_not_exist_is_named():
    first = "19030819990110151"
    assert "地区码" in check_identity("身份证", first + check_digit(first), TODAY)


@pytest.mark.parametrize(
    ("kind", "number", "kept"),
    [
        ("港澳台居民居住证", "810000199408230021", "港澳台居民居住证"),
        ("台湾居民居住证", "830000199201300022", "港澳台居民居住证"),
        ("回乡证", "H12345678", "回乡证"),
        ("港澳居民来往内地通行证", "m1234567801", "回乡证"),
        ("台胞证", "12345678", "台胞证"),
        ("台胞证", "1234567801", "台胞证"),
        ("护照", "EA1234567", "护照"),
        ("护照", "L8X0-21", "护照"),
        ("中国护照", "EA1234567", "护照"),
        ("中国护照", "G12345678", "护照"),
        ("外国人永久居留证", "AUT110000580612", "外国人永久居留证"),
        ("永居证", "911124198108030024", "外国人永久居留证"),
        ("出生医学证明", "Q110123456", "出生证明"),
        ("户口本", "440308199901101512", "户口簿"),
    ],
)
def test_every_kind_of_document_is_known(kind, number, kept):
    assert check_identity(kind, number, TODAY).kind == kept


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("港澳台居民居住证", "440308199901101512"),
        ("港澳台居民居住证", "810000199408230022"),
        ("回乡证", "X12345678"),
        ("台胞证", "123456789"),
        ("护照", "GGGGGGG"),
        ("护照", "A1"),
        ("中国护照", "L8X0021"),
        ("外国人永久居留证", "911124198108030025"),
        ("外国人永久居留证", "AU110000580612"),
        ("出生证明", "110123456"),
        ("户口簿", "12"),
        ("驾驶证", "440308199901101512"),
    ],
)
def test_a_wrong_number_of_every_kind_is_named(kind, number):
    assert isinstance(check_identity(kind, number, TODAY), str)


def test_every_name_of_a_kind_leads_to_one_that_is_checked():
    for name in KINDS:
        assert isinstance(check_identity(name, "!", TODAY), str)


@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True), st.integers(0, 16), st.integers(1, 9))
def test_the_check_digit_finds_every_single_wrong_digit(first, place, shift):
    changed = f"{first[:place]}{(int(first[place]) + shift) % 10}{first[place + 1 :]}"
    assert check_digit(changed) != check_digit(first)


@pytest.mark.parametrize("first", ["", "1234567890123456", "1234567890123456a", "１２３４５６７８９０１２３４５６７"])
def test_a_check_digit_needs_seventeen_digits(first):
    with pytest.raises(ValueError, match="17"):
        check_digit(first)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("13800001234", "mobile", "13800001234"),
        ("+86 138-0000-1234", "mobile", "13800001234"),
        ("008613800001234", "mobile", "13800001234"),
        ("１３８ 0000 1234", "mobile", "13800001234"),
        ("010-66668888", "landline", "01066668888"),
        ("(0755)8123456-801", "landline", "07558123456801"),
        ("400-810-0000", "hotline", "4008100000"),
        ("95518", "hotline", "95518"),
        ("+852 9123 4567", "abroad", "+85291234567"),
        ("+853 66123456", "abroad", "+85366123456"),
        ("+886 912345678", "abroad", "+886912345678"),
    ],
)
def test_a_telephone_number_is_known_by_its_shape(text, kind, number):
    assert check_phone(text) == Phone(kind, number)


@pytest.mark.parametrize("text", ["", "1380000123", "138000012345", "12800001234", "abc", "0000", "+1 202 555 0100"])
def test_a_wrong_telephone_number_is_named(text):
    assert isinstance(check_phone(text), str)


def test_a_mobile_number_of_the_wrong_length_says_how_many_digits_it_has():
    assert "10 位" in check_phone("1380000123")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("00202601-0000 123456", "002026010000123456"),
        ("p2026abcd", "P2026ABCD"),
        ("1234567", None),
        ("保单12345678", None),
    ],
)
def test_a_policy_number_is_text_of_8_to_32_letters_and_digits(text, number):
    assert check_policy_number(text) == number


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_the_checks(kind, number):
    assert isinstance(check_identity(kind, number, TODAY), Identity | str)
    assert isinstance(check_phone(number), Phone | str)
    check_policy_number(number)
