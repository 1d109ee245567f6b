"""An escort's day in one file: a sheet for each job, a bookmark for each sheet, page numbers over the whole."""

from datetime import time

import pytest

from desktop.casework.papers import DayStop
from desktop.reports.escort_day import escort_day
from desktop.reports.neutral import IllnessNamed
from tests.reports.reading import opened, page_texts
from tests.reports.samples import ESCORT, STOPS, escort_content

NOON = escort_content(
    number="GT-260918-007", client="孙先生，61 岁", meeting=None, stops=STOPS[4:], hospital="胸科医院"
)


def test_every_job_has_its_sheet_with_its_own_number_and_the_pages_are_counted_over_all():
    morning, noon = page_texts(escort_day((ESCORT, NOON)))
    assert "冯女士" in morning
    assert morning.endswith("GT-260917-002第1页，共2页")
    assert "孙先生" in noon
    assert noon.endswith("GT-260918-007第2页，共2页")


def test_the_reader_lists_the_jobs_by_hour_customer_and_hospital():
    reader = opened(escort_day((ESCORT, NOON)))
    assert [mark.title for mark in reader.outline] == ["08:40 冯女士 东安大学附属肿瘤医院", "09:30 孙先生 胸科医院"]
    assert [reader.get_destination_page_number(mark) for mark in reader.outline] == [0, 1]
    assert reader.metadata.title == "陪诊日程单 何敏 2026-09-24"


def test_the_second_page_of_a_long_job_is_no_bookmark_and_the_next_job_follows():
    long = escort_content(stops=tuple(DayStop(time(number % 24, 5), f"站点{number}") for number in range(40)))
    reader = opened(escort_day((long, NOON)))
    assert len(reader.pages) == 3
    assert [reader.get_destination_page_number(mark) for mark in reader.outline] == [0, 2]
    assert "当日安排（续）" in page_texts(escort_day((long, NOON)))[1]


@pytest.mark.rule("GC-19")
def test_one_sheet_that_tells_the_illness_refuses_the_whole_day():
    with pytest.raises(IllnessNamed, match="GC-19"):
        escort_day((ESCORT, escort_content(plan_note="客户为肺癌患者")))


def test_the_same_jobs_give_the_same_bytes():
    assert escort_day((ESCORT, NOON)) == escort_day((ESCORT, NOON))
