"""Couriers' numbers: told from the number alone where that is certain, and judged only where that is fair."""

import pytest

from desktop.handbook.couriers import COURIERS, courier_named, courier_of, number_fault, plain_number, tracking_page

REAL = [
    ("顺丰", "SF1524837096382"), ("顺丰", "sf 1524 8370 96382"), ("京东", "JDVA03849275610"),
    ("京东", "JDX000123456789-1-1-"),
    ("极兔", "JT3041728596037"), ("圆通", "YT8817204953617"), ("中通", "75382910473625"), ("申通", "773061155005903"),
    ("韵达", "4316025873914"), ("EMS", "1162738495027"), ("EMS", "EA123456785CN"), ("德邦", "DPK210293847561"),
    ("SF", "152483709638"), ("J&T", "UT0000280482232"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "number"), REAL)
def test_the_usual_forms_are_plausible(name, number):
    assert number_fault(name, number) == ""


@pytest.mark.parametrize(
    ("name", "number", "why"),
    [("顺丰", "YT8817204953617", "像圆通的"), ("圆通", "SF1524837096382", "像顺丰的"),
     ("EMS", "EA123456789CN", "校验位"),
     ("中通", "12345", "不像运单号"), ("中通", "75388888888888", "随手填"), ("顺丰", "SF12", "不像运单号"),
     ("申通", "单号以后补", "不像运单号"), ("顺丰", "15248370963", "不像顺丰的")],
)  # fmt: skip
def test_what_cannot_be_is_named(name, number, why):
    assert why in number_fault(name, number)


def test_only_certain_numbers_tell_their_courier():
    assert courier_of("SF1524837096382").name == "顺丰"
    assert courier_of("773061155005903").name == "申通"
    assert courier_of("152483709638") is None
    for one in COURIERS:
        assert courier_named(one.name) is one


def test_an_unknown_courier_is_not_judged_and_has_no_page():
    assert number_fault("跨越速运", "KYE4000123456") == ""
    assert tracking_page("跨越速运", "KYE4000123456") == ""


def test_a_page_holds_the_number_and_nothing_else():
    assert tracking_page("", "SF 1524-8370 96382").endswith("/SF1524837096382")
    assert tracking_page("圆通速递", "YT8817204953617&x=1").endswith("nu=YT8817204953617%26X%3D1")
    for one in COURIERS:
        assert tracking_page(one.name, "A1").startswith("https://")
    assert plain_number("JDX0001-1-1-") == "JDX0001-1-1-"
