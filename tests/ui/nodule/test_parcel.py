"""The parcel: what it means is said before it is recorded, misfits and gaps are named, readers are refused."""

import pytest
from PySide6.QtTest import QTest

from desktop.casework.consulting.sheets import reading_sheet
from desktop.ui.nodule.receipt import Receipt, courier_of, shown_number
from tests.ui.nodule.conftest import experts, received, rest, write


def choose(combo, place):
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def sheet(desk, case):
    with desk.reading() as session:
        return reading_sheet(session, desk, case)


@pytest.mark.rule("ND-10")
def test_a_misfit_is_named_at_once_and_the_clock_waits(open_page, awaited):
    page = open_page(awaited)
    page.keys("P", "Down", "Space")
    lane = page.parcel
    choose(lane.exam, lane.exam.findData("ultrasound"))
    assert lane.wrong.title == "与结节不符，时限不起算"
    assert lane.wrong.lines == ("肺结节需要CT，收到的是超声",)
    assert lane.will.isHidden()
    page.keys("Return")
    rest(page)
    assert page.sheet.misfit == "肺结节需要CT，收到的是超声"
    assert page.sheet.complete_at is None
    assert page.parcel.wrong.isVisible()


@pytest.mark.rule("ND-10")
def test_a_hospital_below_grade_two_is_a_misfit_too(open_page, awaited):
    page = open_page(awaited)
    page.keys("P", "Down", "Space")
    choose(page.parcel.grade, page.parcel.grade.findText("一级甲等"))
    assert page.parcel.wrong.lines == ("检查须由二级及以上医院出具，收到的是一级甲等",)


@pytest.mark.rule("ND-04")
def test_an_incomplete_parcel_is_recorded_and_says_what_is_lacking(open_page, awaited, real_desk):
    page = open_page(awaited)
    page.keys("P", "Space", "Return")
    rest(page)
    assert page.parcel.wrong.title == "资料不齐，时限不起算"
    assert page.parcel.wrong.lines == ("还缺 影像资料、诊断证明",)
    assert page.parcel.receipt.items == []
    assert sheet(real_desk, awaited).lacking == ("影像资料", "诊断证明")


@pytest.mark.rule("ND-08", "D-04")
def test_the_lock_is_said_before_the_second_key_and_can_be_pulled_back(open_page, awaited, real_desk):
    received(real_desk, awaited, "id", "diagnosis")
    page = open_page(awaited)
    page.runner.outbox.span = 10_000
    page.keys("P", "Down", "Space")
    assert page.parcel.will.isVisible()
    assert "不能取消或更改" in page.parcel.will.lines[0]
    assert page.parcel.confirm.text() == "确认收讫 1 项"
    assert not sheet(real_desk, awaited).lock
    page.keys("Return")
    assert page.runner.outbox.waiting() == 1
    page.keys("Esc")
    rest(page)
    assert not sheet(real_desk, awaited).lock
    page.runner.outbox.span = 40
    page.parcel.items.setFocus()
    page.keys("Return")
    QTest.qWait(160)
    rest(page)
    assert page.sheet.lock
    assert page.sheet.complete_at is not None
    assert page.parcel.lock.title == "已收讫，服务已生效"
    assert page.parcel.trace.title.startswith("收齐 3/2 周一")
    assert page.parcel.trace.lines[-1].endswith("周一 18:00")


@pytest.mark.rule("ND-07")
def test_originals_are_kept_track_of_with_the_parcels_number(open_page, awaited):
    page = open_page(awaited)
    page.parcel.number.setFocus()
    write("SF1500000006382")
    page.keys("Return", "Space", "0", "Return")
    rest(page)
    assert page.sheet.originals == ("身份证件",)
    assert (page.sheet.parcels[0].courier, page.sheet.parcels[0].number) == ("顺丰", "SF1500000006382")
    assert page.parcel.originals.rows == (("身份证件", ""),)
    assert page.parcel.number.placeholderText() == "SF 15** **** 6382"


@pytest.mark.rule("ND-02")
def test_a_reader_who_may_not_is_refused_with_the_reason(open_page, awaited, real_desk):
    experts(real_desk)
    received(real_desk, awaited, "id", "images", "diagnosis")
    page = open_page(awaited)
    told = []
    page.told.connect(told.append)
    page.keys("Y")
    rest(page)
    box = page.deeds.reader_box
    assert [one.card.name for one in box.rows] == ["秦岚", "丁一凡", "江涛"]
    page.keys("Down", "Return")
    assert told[0].startswith("不能派给 丁一凡：")
    assert box.isVisible()
    page.keys("Up", "Return")
    rest(page)
    assert page.sheet.reader.name == "秦岚"
    assert page.bar.checks[0].words == "读片资格 主任医师·上海"


def test_couriers_are_known_by_their_letters():
    assert [courier_of(number) for number in ("sf 15", "JDX1", "E123", "999")] == ["顺丰", "京东", "EMS", ""]
    assert shown_number("12") == "12"


def test_a_box_ticked_twice_is_not_ticked():
    receipt = Receipt()
    receipt.turn_original("images")
    receipt.tick("images")
    assert (receipt.items, receipt.originals) == ([], [])
