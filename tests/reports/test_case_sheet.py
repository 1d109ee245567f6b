"""The case's deadlines on paper: clocks, days, records and rights, masked, in order, on as many pages as needed."""

from datetime import date

import pytest

from desktop.handbook.daytrace import explain, explain_previous
from desktop.handbook.vocabulary import Kind, Unit
from desktop.reports.case_sheet import case_sheet
from tests.reports.reading import fonts_of, opened, page_texts, text_of
from tests.reports.samples import CALENDAR, CASE, HOURS, TIMELINE, at, case_content, entry, reading


def test_every_clock_shows_its_start_due_end_state_and_rule():
    text = text_of(case_sheet(CASE))
    words = ("审核申请内部目标GC-02", "按时完成", "超时完成", "安排专家门诊承诺时效GC-05", "计时中", "未起算等待预约")
    assert [word for word in words if word not in text] == []


@pytest.mark.rule("T-02")
def test_the_current_promise_is_explained_day_by_day():
    text = text_of(case_sheet(CASE))
    assert "应于2026-10-0818:00前完成" in text
    assert "2026-09-25至09-27" in text
    assert "7天，国庆节" in text
    assert "⑤截止工作日，18:00到期" in text
    assert "9/23起→①9/24→中秋休9/25–27" in text


def test_the_clause_of_the_promise_stands_beside_it():
    assert "GC-05手册三（四）1（2）：在明确就医医院和科室后" in text_of(case_sheet(CASE))


@pytest.mark.rule("T-04")
def test_a_reminder_is_explained_from_the_visit_backwards():
    trace = explain_previous(date(2026, 10, 8), CALENDAR, HOURS)
    text = text_of(case_sheet(case_content(trace=trace)))
    assert "就诊前的最后一个工作日（T-04）" in text
    assert "2026-10-08周四就诊日" in text


@pytest.mark.rule("T-05")
def test_an_estimate_is_marked():
    estimated = reading("x", state="running", provisional=True, due=at("2027-01-04 18:00"), ended_at=None)
    trace = explain(at("2026-12-30 10:00"), 3, CALENDAR, HOURS)
    text = text_of(case_sheet(case_content(readings=(estimated,), current=0, trace=trace)))
    assert "（按法定节日预估）" in text
    assert "18:00预估" in text


@pytest.mark.rule("T-03")
def test_a_deadline_at_midnight_is_written_as_the_end_of_its_day():
    late = reading("x", state="running", due=at("2026-10-09 00:00"), ended_at=None)
    assert "2026-10-0824:00" in text_of(case_sheet(case_content(readings=(late,), current=0)))
    plain = late._replace(unit=Unit.MINUTES)
    assert "2026-10-0900:00" in text_of(case_sheet(case_content(readings=(plain,), current=0)))


@pytest.mark.rule("T-07")
def test_promises_and_targets_are_told_apart():
    readings = tuple(reading(kind.value, kind=kind) for kind in Kind)
    text = text_of(case_sheet(case_content(readings=readings, current=-1, trace=None)))
    assert all(words in text for words in ("承诺时效", "内部目标", "关注"))


def test_records_stand_in_the_order_they_happened_with_late_and_voided_ones_marked():
    text = text_of(case_sheet(case_content(timeline=TIMELINE[::-1])))
    places = [text.index(words) for words in ("首次联系", "确诊C18.7", "分诊（已作废）", "补录09-2409:01", "补充说明")]
    assert places == sorted(places)


@pytest.mark.rule("GC-14")
def test_the_lock_is_named_with_its_rule():
    locked = case_content(lock="已锁定：就诊时间通知已发出，不能取消或更改", lock_rule="GC-14")
    text = text_of(case_sheet(locked))
    assert "已锁定：就诊时间通知已发出" in text
    assert "GC-14手册三（七）6" in text


@pytest.mark.rule("G-08")
def test_the_rights_ledger_shows_total_used_reserved_and_left():
    assert "门诊1010本案预留" in text_of(case_sheet(CASE))


def test_who_made_it_when_and_why_is_stated():
    text = text_of(case_sheet(CASE))
    assert "由林悦于2026-09-2915:42从CareDesk健管台0.1.0出具；用途：保险公司归档；个人信息已脱敏" in text
    assert "含未脱敏个人信息" in text_of(case_sheet(case_content(unmasked=True)))


def test_the_masked_name_with_a_rare_character_can_be_copied():
    assert "王*𨱇" in text_of(case_sheet(CASE))


def test_a_usual_case_takes_at_most_three_pages():
    assert len(page_texts(case_sheet(CASE))) <= 3


def test_heads_titles_and_page_numbers_are_repeated_on_every_page():
    timeline = tuple(entry(number, "2026-09-16 11:20", f"事项{number}") for number in range(90))
    texts = page_texts(case_sheet(case_content(timeline=timeline)))
    assert len(texts) > 3
    assert all("案件时限单" in text and "GT-260916-004" in text for text in texts)
    assert all(text.endswith(f"第{number}页，共{len(texts)}页") for number, text in enumerate(texts, 1))
    assert all("3经过（续）发生事项记录人" in text for text in texts[2:4])
    assert all(f"事项{number}" in "".join(texts) for number in range(90))


def test_a_bare_case_prints_without_empty_sections():
    bare = case_content(readings=(), current=-1, trace=None, timeline=(), quotas=(), hospital="", holder="")
    text = text_of(case_sheet(bare))
    assert "逐日说明" not in text
    assert "权益台账" not in text
    assert "医院—" in text


def test_markup_in_a_record_is_only_text():
    nasty = entry(1, "2026-09-16 11:20", "补充说明", "<b>粗</b> **星** &amp; =1+1 {0} %s")
    assert "<b>粗</b>**星**&amp;=1+1{0}%s" in text_of(case_sheet(case_content(timeline=(nasty,))))


def test_the_file_is_labelled_embedded_and_always_the_same():
    content = case_sheet(CASE)
    reader = opened(content)
    assert reader.metadata.title == "案件时限单 GT-260916-004"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert all(fonts_of(content).values())
    assert content == case_sheet(case_content())
