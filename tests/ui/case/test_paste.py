"""Recognising an application in a pasted text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.identity import Identity, check_digit
from desktop.ui.case.paste import Pasted, read_document, recognise

TODAY = date(2026, 9, 23)


def citizen(first: str = "31010119790823204") -> str:
    return first + check_digit(first)


ID = citizen()


@pytest.mark.parametrize(
    "text",
    [
        f"姓名：罗思英 证件号 {ID} 手机 13712346402 保单号 660812349031 申请编号：W2609230417",
        f"罗思英\n{ID}\n137 1234 6402\n660812349031\nW2609230417",
        f"被保险人 罗思英，身份证{ID}，电话+86-137-1234-6402，保单 6608 1234 9031\n工单号 W2609230417",
        f"W2609230417\t660812349031\t罗思英\t{ID}\t13712346402",
    ],
)
def test_all_five_parts_are_found_however_they_are_written(text):
    assert recognise(text, TODAY) == Pasted("罗思英", ID, "13712346402", "660812349031", "W2609230417")


def test_a_document_with_a_wrong_check_digit_is_not_taken():
    wrong = ID[:-1] + ("0" if ID[-1] != "0" else "1")
    assert recognise(f"罗思英 {wrong}", TODAY).id_number == ""


def test_a_telephone_inside_a_longer_number_is_not_one():
    assert recognise("保单号 137123464020001", TODAY).phone == ""


def test_words_that_are_no_names_are_not_names():
    assert recognise("手机 13712346402 微信", TODAY).insured == ""
    assert recognise("专家门诊 13712346402", TODAY).insured == ""


def test_an_empty_or_strange_text_gives_nothing():
    assert recognise("", TODAY).found == ()
    assert recognise("明天再打电话，谢谢", TODAY).found == ()


def test_what_was_found_is_named_in_order():
    assert recognise(f"{ID} 13712346402", TODAY).found == ("id_number", "phone")


@given(st.text(max_size=300) | st.text("0123456789Xx：: 姓名手机证件号保单申请WEJHM-３", max_size=60))
def test_no_text_is_too_strange_and_a_phone_or_document_found_is_a_right_one(text):
    seen = recognise(text, TODAY)
    assert len(seen.phone) in (0, 11)
    assert not seen.id_number or isinstance(read_document(seen.id_number, TODAY), Identity)


@given(st.dates(date(1930, 1, 1), date(2020, 1, 1)), st.integers(0, 999))
def test_every_right_document_is_recognised(birth, tail):
    number = citizen(f"310101{birth:%Y%m%d}{tail:03}")
    assert recognise(f"客户 王芳 {number}", TODAY).id_number == number


def test_a_document_is_read_by_its_shape():
    assert read_document(ID, TODAY).sex == "女"
    assert read_document("H12345678", TODAY).kind == "回乡证"
    assert read_document("E12345678", TODAY).kind == "护照"
    assert "校验码" in read_document(ID[:-1] + ("1" if ID[-1] != "1" else "2"), TODAY)
    assert "18 位" in read_document("3101011979082320", TODAY)
    assert not isinstance(read_document("", TODAY), Identity)
