"""The year tables on disk, the statute years, and what a wrong table is told."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from chinese_calendar import get_holiday_detail, is_workday
from chinese_calendar.constants import Holiday

from desktop.handbook.calendars import (
    Festivals,
    assemble,
    festivals_by_year,
    load_calendar,
    statute_holidays,
    year_table,
)
from desktop.handbook.workdays import CalendarInputError, DayKind, span_of_days
from scripts import make_calendars

FOLDER = Path(__file__).parents[2] / "resources" / "calendars"
CALENDAR = load_calendar(FOLDER)
FEASTS = festivals_by_year(json.loads((FOLDER / "festivals.json").read_text(encoding="utf-8")))
PUBLISHED = tuple(span_of_days(date(2004, 1, 1), date(2026, 12, 31)))
NAMES = {holiday.value: make_calendars.NAMES[holiday] for holiday in Holiday}


@pytest.mark.rule("T-01")
def test_every_day_from_2004_to_2026_is_what_chinesecalendar_says():
    assert [day for day in PUBLISHED if CALENDAR.is_workday(day) != is_workday(day)] == []


@pytest.mark.rule("T-01")
def test_every_holiday_and_makeup_day_carries_its_chinese_name():
    for day in PUBLISHED:
        off, english = get_holiday_detail(day)
        kind = CALENDAR.kind_of(day)
        assert CALENDAR.holiday_name(day) == (NAMES[english] if english else "")
        assert (kind is DayKind.HOLIDAY) == (off and english is not None)
        assert (kind is DayKind.MAKEUP) == (not off and english is not None)


def test_the_parade_of_2015_is_a_named_holiday_with_a_makeup_sunday():
    assert CALENDAR.holiday_name(date(2015, 9, 3)) == "抗战胜利纪念日"
    assert CALENDAR.kind_of(date(2015, 9, 6)) is DayKind.MAKEUP


def test_the_files_are_what_the_script_writes():
    for year in make_calendars.PUBLISHED:
        stored = json.loads((FOLDER / f"cn-{year}.json").read_text(encoding="utf-8"))
        assert stored == make_calendars.year_document(year)
    assert json.loads((FOLDER / "festivals.json").read_text(encoding="utf-8")) == make_calendars.festivals_document()


def test_the_script_writes_the_same_bytes_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(make_calendars, "FOLDER", tmp_path)
    make_calendars.main()
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in FOLDER.glob("*.json")}
    assert all(path.read_bytes() == (FOLDER / path.name).read_bytes() for path in tmp_path.iterdir())


@pytest.mark.rule("T-05")
def test_qingming_is_the_astronomical_day_and_agrees_with_every_published_year():
    for year in range(2008, 2027):
        assert CALENDAR.holiday_name(make_calendars.qingming_instant(year).date()) == "清明节"


@pytest.mark.rule("T-05")
def test_qingming_agrees_with_the_century_formula_up_to_2099():
    for year in range(2004, 2100):
        by_formula = int(year % 100 * 0.2422 + 4.81) - year % 100 // 4
        assert make_calendars.qingming_instant(year).date() == date(year, 4, by_formula)


@pytest.mark.parametrize(
    ("year", "feasts"),
    [
        (2027, ("2027-02-06", "2027-04-05", "2027-06-09", "2027-09-15")),
        (2028, ("2028-01-26", "2028-04-04", "2028-05-28", "2028-10-03")),
        (2033, ("2033-01-31", "2033-04-04", "2033-06-01", "2033-09-08")),
        (2034, ("2034-02-19", "2034-04-05", "2034-06-20", "2034-09-27")),
    ],
)
def test_the_feasts_of_known_years_are_right(year, feasts):
    assert FEASTS[year] == Festivals(*map(date.fromisoformat, feasts))


@pytest.mark.rule("T-05")
def test_a_year_without_notice_has_the_thirteen_statutory_days():
    days = statute_holidays(2027, FEASTS[2027])
    assert [str(day)[5:] for day in sorted(days)] == [
        *("01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01"),
        *("05-02", "06-09", "09-15", "10-01", "10-02", "10-03"),
    ]


@pytest.mark.rule("T-05")
def test_a_year_without_notice_has_no_makeup_and_no_compensating_days():
    for year in range(2027, 2100):
        for day in span_of_days(date(year, 1, 1), date(year, 12, 31)):
            off = day.weekday() >= 5 or day in statute_holidays(year, FEASTS[year])
            assert CALENDAR.is_workday(day) != off


def test_two_feasts_on_one_day_are_both_named():
    assert CALENDAR.holiday_name(date(2028, 10, 3)) == "中秋节、国庆节"


def test_an_overlay_replaces_the_year_of_the_folder():
    table = year_table({"year": 2027, "holidays": [{"date": "2027-01-04", "name": "元旦"}], "workdays": []})
    assert load_calendar(FOLDER, [table]).is_workday(date(2027, 1, 4)) is False
    assert not load_calendar(FOLDER, [table]).is_provisional(date(2027, 1, 4))
    assert CALENDAR.is_workday(date(2027, 1, 4))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"year": 2027, "holidays": [{"date": "1.1.2027", "name": "元旦"}], "workdays": []},
        {"year": "x", "holidays": [], "workdays": []},
        {"year": 2027, "holidays": None, "workdays": []},
    ],
)
def test_a_damaged_year_is_refused_in_one_chinese_sentence(document):
    with pytest.raises(CalendarInputError, match=r"^工作日历的内容无法识别.*。$"):
        year_table(document)


def test_a_damaged_feast_table_is_refused():
    with pytest.raises(CalendarInputError, match="节日表"):
        festivals_by_year({"years": {"2027": {}}})


def test_a_missing_year_is_named():
    tables = [CALENDAR.tables[year] for year in range(2004, 2026)]
    with pytest.raises(CalendarInputError, match="缺少 2026 年"):
        assemble(tables, FEASTS)


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_damaged_file_is_named(tmp_path, text):
    (tmp_path / "cn-2026.json").write_text(text, encoding="utf-8")
    with pytest.raises(CalendarInputError, match=r"cn-2026\.json"):
        load_calendar(tmp_path)


def test_a_folder_without_feasts_is_told_so(tmp_path):
    with pytest.raises(CalendarInputError, match=r"festivals\.json"):
        load_calendar(tmp_path)


def test_new_years_eve_to_the_third_are_consecutive():
    for year, feasts in FEASTS.items():
        spring = [day for day, name in statute_holidays(year, feasts).items() if "春节" in name]
        assert spring == [feasts.spring + timedelta(offset) for offset in (-1, 0, 1, 2)]
