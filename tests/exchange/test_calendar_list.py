"""A year's days from files of every kind, and back into one."""

import json

import pytest
from openpyxl import Workbook

from desktop.exchange.calendar_list import CalendarUnreadable, read_calendar, write_calendar
from tests.casework.desks import CALENDAR, RESOURCES
from tests.handbook.notices import NOTICES, SAMPLE_2027

pytestmark = pytest.mark.rule("T-05")


@pytest.mark.parametrize("year", [2024, 2026])
def test_what_is_written_as_csv_is_read_back_as_the_same_year(tmp_path, year):
    path = tmp_path / "年历.csv"
    table = CALENDAR.tables[year]
    assert write_calendar([table], path) == len(table.holidays) + len(table.workdays)
    notice = read_calendar(path, known=CALENDAR)
    assert (notice.year, notice.troubles) == (year, ())
    assert notice.tables(CALENDAR)[0].flags() == CALENDAR.tables[year].flags()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_of_days_is_a_calendar_whatever_its_columns_are_called(tmp_path):
    book = Workbook()
    book.active.append(["说明：2027 年"])
    book.active.append(["名称", "安排", "日子"])
    notice = read_calendar(RESOURCES / "calendars" / "cn-2026.json")
    for one in notice.days:
        book.active.append([one.feast, "休" if one.off else "班", one.day])
    book.save(tmp_path / "a.xlsx")
    read = read_calendar(tmp_path / "a.xlsx", known=CALENDAR)
    assert read.troubles == ()
    assert {one[:3] for one in read.days} == {one[:3] for one in notice.days}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_notice_is_read_in_the_codings_people_save_in(tmp_path, coding):
    path = tmp_path / "通知.txt"
    path.write_bytes(SAMPLE_2027.encode(coding))
    assert read_calendar(path, known=CALENDAR).sound
    path.write_bytes(NOTICES[2026].encode(coding))
    assert read_calendar(path).year == 2026


def test_rows_that_contradict_themselves_are_named_by_their_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("日期,类型,节日\n2026-10-01,放假,国庆节\n2026-10-01,补班,国庆节\n十月三日,放假,国庆节\n"
                    "2026-10-05,休班,国庆节\n2026-10-12,补班,国庆节\n", encoding="utf-8")  # fmt: skip
    assert [str(one) for one in read_calendar(path).troubles] == [
        "第 3 行：10月1日 周四 同时列为放假和上班（另见第 2 行），请只保留一项",
        "第 3 行：10月1日 周四 本来就是工作日，不能写作补班",
        "第 4 行：日期「十月三日」读不懂，应写成 2027-02-05",
        "第 5 行：类型「休班」应为 放假 或 补班",
        "第 6 行：10月12日 周一 本来就是工作日，不能写作补班",
    ]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.json", b"{", "不是有效的 JSON"), ("a.json", b"[1]", "不是一个 JSON 对象"),
    ("a.json", json.dumps({"year": "x"}).encode(), "无法识别"), ("a.txt", b"\xff\xfe\xff\x00\x81", "不是文字文件"),
    ("a.csv", "名字,电话\n王芳,1".encode(), "没有「日期」和「类型」两列"), ("a.csv", b"", "文件是空的"),
    ("a.txt", b"1" * (1 << 21), "太大"),
])  # fmt: skip
def test_a_file_that_is_no_calendar_is_one_sentence(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CalendarUnreadable, match=said):
        read_calendar(tmp_path / name)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CalendarUnreadable, match="打不开"):
        read_calendar(tmp_path / "没有.txt")
