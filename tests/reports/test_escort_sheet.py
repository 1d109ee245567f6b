"""The escort's day sheet: what stands on it, on one page, and what must not."""

from dataclasses import replace
from datetime import time
from io import BytesIO

import pytest
from PIL import Image

from desktop.casework.papers import DayStop
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.reports.escort_sheet import TO_WRITE, escort_sheet, illness_words, spaced_phone
from desktop.reports.neutral import IllnessNamed
from tests.reports.reading import fonts_of, opened, page_texts, text_of
from tests.reports.samples import ESCORT, PROGRAM, PROVIDER, STOPS, at, escort_content


def test_the_sheet_says_who_meets_whom_when_and_where():
    text = text_of(escort_sheet(ESCORT))
    for words in ("9月24日", "2026年", "周四", "08:40", "门诊楼正门内服务台", "何敏", "13800004471", "冯女士，52岁",
                  "东安大学附属肿瘤医院", "门诊楼3层12诊室", "09:30–10:30", "GT-260917-002", "13900001826",
                  "东安区枫林路270号", "就诊时段"):  # fmt: skip
        assert words in text


@pytest.mark.rule("GC-11")
def test_the_hour_is_called_after_its_day():
    text = text_of(escort_sheet(escort_content(day_title="出院日", slot="15:30 起")))
    assert "出院时间" in text
    assert "就诊时段" not in text


@pytest.mark.rule("GC-10")
def test_what_is_not_known_is_a_line_to_write_on():
    free = escort_content(
        meeting=None, meeting_place="", booking="", emergency="", manager_phone="", escort_phone="", client_phone="",
        address="",
        stops=(DayStop(None, "见面"), *STOPS[2:]),
    )  # fmt: skip
    text = text_of(escort_sheet(free))
    assert text.count("__:__") == 2
    assert text.count(TO_WRITE) == 7
    assert "—" not in text


@pytest.mark.rule("GC-10")
def test_every_station_of_the_day_has_its_planned_time_and_room_for_the_actual_one():
    text = text_of(escort_sheet(ESCORT))
    assert "计划" in text
    assert "实际" in text
    assert all(f"{stop.planned:%H:%M}" in text and stop.title in text for stop in STOPS)


def test_what_to_bring_is_listed():
    text = text_of(escort_sheet(ESCORT))
    assert all("".join(thing.split()) in text for thing in ESCORT.bring)


@pytest.mark.rule("GC-19")
def test_costs_hospital_rules_and_the_doctors_decisions_are_stated():
    text = text_of(escort_sheet(ESCORT))
    assert NOTICE in text
    assert "费用由客户自行承担" in NOTICE
    assert "遵守医院规定" in NOTICE
    assert "不予干涉" in NOTICE


@pytest.mark.rule("GC-19")
@pytest.mark.parametrize(
    "changes",
    [
        {"bring": ("身份证", "化疗记录")},
        {"plan_note": "客户为肺癌患者"},
        {"stops": (DayStop(time(9), "就诊", "问结节大小"),)},
        {"escort_note": "熟悉恶性病护理"},
    ],
)
def test_a_sheet_that_tells_the_illness_is_refused(changes):
    with pytest.raises(IllnessNamed, match="GC-19") as refused:
        escort_sheet(escort_content(**changes))
    assert refused.value.words


def test_a_hospital_may_be_named_by_its_name():
    assert illness_words(escort_content(plan_note="地铁肿瘤医院站 A 口")) == ()


def test_the_sheet_is_one_page_with_its_number_in_the_foot():
    (text,) = page_texts(escort_sheet(ESCORT))
    assert text.endswith("安衡健康陪诊日程单GT-260917-002第1页，共1页")


def test_a_long_day_still_fits_on_one_page():
    stops = tuple(DayStop(time(8 + number // 2, 30 * (number % 2)), f"第 {number} 站", "说明") for number in range(13))
    assert len(page_texts(escort_sheet(escort_content(stops=stops)))) == 1


def test_a_day_too_long_for_a_page_goes_on_and_loses_nothing():
    stops = tuple(DayStop(time(number % 24, 5), f"站点{number}") for number in range(40))
    content = escort_sheet(escort_content(stops=stops))
    texts = page_texts(content)
    assert len(texts) > 1
    assert all(f"站点{number}" in "".join(texts) for number in range(40))
    assert "当日安排（续）" in texts[1]
    assert "客户签名" in texts[-1]


def test_long_words_are_wrapped_and_long_names_made_smaller():
    place = "门诊楼正门内服务台左侧第二根柱子旁边的长椅处"
    text = text_of(escort_sheet(escort_content(escort="欧阳上官慕容诸葛端木娜仁花", meeting_place=place)))
    assert "欧阳上官慕容诸葛端木娜仁花" in text
    assert "第二根柱子旁边的长椅处" in text


def test_a_rare_name_is_printed_and_can_be_copied():
    assert "何𨱇䶮" in text_of(escort_sheet(escort_content(escort="何𨱇䶮")))


def test_the_file_names_itself_its_author_its_language_and_its_hour():
    reader = opened(escort_sheet(ESCORT))
    assert reader.metadata.title == "陪诊日程单 GT-260917-002"
    assert reader.metadata.author == "安衡健康"
    assert reader.metadata.creator == PROGRAM
    assert reader.metadata.creation_date == at("2026-09-23 10:05")
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_no_foreign_font_slips_in():
    fonts = fonts_of(escort_sheet(ESCORT))
    assert all(fonts.values())
    assert all("Noto" in name for name in fonts)


def test_the_same_content_gives_the_same_bytes():
    assert escort_sheet(ESCORT) == escort_sheet(escort_content())
    assert escort_sheet(ESCORT) != escort_sheet(escort_content(escort="何敏敏"))


@pytest.mark.parametrize(("number", "spoken"), [("13800004471", "138 0000 4471"), ("010-12345678", "010-12345678")])
def test_mobile_numbers_are_grouped(number, spoken):
    assert spaced_phone(number) == spoken


def test_the_providers_own_mark_takes_the_place_of_the_stand_in():
    drawing = BytesIO()
    Image.new("RGBA", (40, 20), (11, 74, 143, 255)).save(drawing, "PNG")
    content = escort_content(provider=replace(PROVIDER, mark=drawing.getvalue()))
    assert len(opened(escort_sheet(content)).pages[0].images) == 1
    assert escort_sheet(content) == escort_sheet(content)


def test_the_sheet_says_which_edition_it_is_and_when_it_was_printed():
    assert "第3版·2026-09-2310:05打印" in text_of(escort_sheet(escort_content(edition=3)))
