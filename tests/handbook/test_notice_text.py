"""The notice's text as days: the published years to the day, other wordings, and everything that contradicts itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.notice_text import read_notice
from desktop.handbook.workdays import CalendarInputError
from desktop.handbook.year_notice import WEEKDAYS, notice_of_document
from tests.casework.desks import CALENDAR
from tests.handbook.notices import INVENTED, NOTICES, SAMPLE_2027

pytestmark = pytest.mark.rule("T-05")


def troubles(text, year=2027):
    """Everything that is said against a text, as lines."""
    return [str(one) for one in read_notice(text, year, CALENDAR).troubles]


def changed(old, new):
    """The sample notice with one place written otherwise."""
    assert old in INVENTED
    return INVENTED.replace(old, new)


@pytest.mark.rule("T-01")
@pytest.mark.parametrize("year", NOTICES)
def test_a_published_notice_gives_exactly_the_days_of_its_year(year):
    notice = read_notice(NOTICES[year], known=CALENDAR)
    assert (notice.year, notice.troubles, notice.sound) == (year, (), True)
    own = notice.tables(CALENDAR)[0]
    assert own.flags() == CALENDAR.tables[year].flags()
    assert own.holidays.keys() <= CALENDAR.tables[year].holidays.keys()
    assert own.workdays.keys() == CALENDAR.tables[year].workdays.keys()


def test_the_whole_notice_in_one_line_and_broken_anywhere_reads_the_same():
    whole = read_notice(SAMPLE_2027, known=CALENDAR)
    assert whole.troubles == ()
    days = [one[:3] for one in whole.days]
    assert [one[:3] for one in read_notice(SAMPLE_2027.replace("\n", "")).days] == days
    broken = SAMPLE_2027.replace("1月31日", "1月31日\n").replace("（周六）上", "（周六）\n  上")
    assert [one[:3] for one in read_notice(broken).days] == days
    assert read_notice(broken).troubles == ()


def test_the_sample_year_counts_as_the_text_says():
    notice = read_notice(INVENTED, 2027, CALENDAR)
    assert sum(one.off for one in notice.days) == 29
    assert sum(not one.off for one in notice.days) == 5
    spring = notice.feasts[1]
    assert (spring.name, spring.days[0], spring.days[-1]) == ("春节", date(2027, 2, 5), date(2027, 2, 13))
    assert spring.workdays == (date(2027, 1, 31), date(2027, 2, 14))


def test_halfwidth_signs_dashes_and_ordinals_of_other_kinds_are_understood():
    text = changed("9月26日（周日）、10月9日（周六）上班", "9月26日(星期天) 和 10月9日(周六) 正常上班")
    text = text.replace("1月1日（周五）至3日（周日）", "1月1日—3日").replace("七、", "7.")
    text = text.replace("六、中秋节", "中秋节")
    text = text.replace("共9天", "共计九天").replace("２", "2")
    assert troubles(text) == []
    assert read_notice(text, 2027).days == read_notice(INVENTED, 2027).days


def test_a_holiday_that_begins_in_december_reaches_into_the_year_before_without_saying_so():
    said = read_notice(NOTICES[2023])
    unsaid = read_notice(NOTICES[2023].replace("2022年12月31日至2023年1月2日", "12月31日至1月2日"))
    assert unsaid.days == said.days
    assert unsaid.days[0].day == date(2022, 12, 31)


def test_a_day_of_a_neighbouring_year_changes_that_years_table_too():
    text = changed("1月1日（周五）至3日（周日）放假，共3天", "2026年12月31日至2027年1月3日放假，共4天")
    own, before = read_notice(text, 2027, CALENDAR).tables(CALENDAR)
    assert own.year == 2027
    assert before.year == 2026
    assert before.holidays.keys() - CALENDAR.tables[2026].holidays.keys() == {date(2026, 12, 31)}
    assert before.workdays == CALENDAR.tables[2026].workdays


def test_a_day_of_a_year_without_a_notice_is_not_put_in_quietly():
    text = changed("10月9日（周六）上班", "10月9日（周六）、2028年1月2日上班")
    with pytest.raises(CalendarInputError, match="2028 年"):
        read_notice(text, 2027, CALENDAR).tables(CALENDAR)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("2月14日（周日）", "2月14日（周六）", "第 2 行：通知写 2月14日（周六），实为周日"),
    ("共9天", "共10天", "第 2 行：通知写 10 天，数得 9 天"),
    ("放假1天，不调休。\n六", "放假2天，不调休。\n六", "第 5 行：通知写 2 天，数得 1 天"),
    ("2月14日（周日）上班", "2月13日（周六）上班",
     "第 2 行：2月13日 周六 同时列为放假和上班（另见第 2 行），请只保留一项"),
    ("5月8日（周六）上班", "5月7日（周五）上班", "第 4 行：5月7日 周五 本来就是工作日，不能写作补班"),
    ("10月9日（周六）上班", "1月3日（周日）上班",
     "第 7 行：1月3日 周日 同时列为放假和上班（另见第 1 行），请只保留一项"),
    ("9月15日（周三）", "9月31日（周三）", "第 6 行：没有「9月31日」这一天"),
    ("9月15日（周三）放假1天，不调休", "9月15日（周三）看情况", "第 6 行：9月15日 周三 没有写明放假还是上班"),
    ("9月15日（周三）放假1天", "9月15日（周三）部分放假1天", "第 6 行：没有看懂「部分」"),
    ("至7日（周四）放假", "至12月7日放假", "第 7 行：10月1日 周五 至 12月7日 周二 不像一段假期"),
    ("六、中秋节：9月15日（周三）放假1天，不调休。\n", "", "没有认出「中秋」的放假安排"),
    ("5月1日（周六）至5日（周三）", "5月1日（周六）至1日（周六）", "法定假日 5月2日 周日（劳动节）没有列为放假"),
    ("六、中秋节：9月15日", "六、中秋节：9月15日（周三）、9月15日", "第 6 行：9月15日 周三 列了两次（另见第 6 行）"),
    ("七、国庆节：10月1日", "七、国庆节：2029年10月1日", "第 7 行：2029-10-01 不是 2027 年的日子"),
])  # fmt: skip
def test_what_contradicts_itself_is_refused_with_its_line(old, new, said):
    notice = read_notice(changed(old, new), 2027, CALENDAR)
    assert not notice.sound
    assert said in [str(one) for one in notice.troubles]


def test_a_line_of_dates_that_is_not_understood_blocks_and_any_other_is_only_named():
    dated = read_notice(f"3月8日妇女们放半天假。\n{INVENTED}", 2027)
    assert not dated.sound
    assert str(dated.troubles[0]) == "第 1 行：没有看懂「3月8日妇女们放半天假」"
    plain = read_notice(f"{INVENTED}\n祝各位节日愉快", 2027)
    assert plain.sound
    assert [str(one) for one in plain.troubles] == ["第 8 行：没有看懂「祝各位节日愉快」，没有用到"]


@pytest.mark.parametrize("text", ["", "今天天气很好", "国务院办公厅关于2027年部分节假日安排的通知"])
def test_a_text_without_days_is_no_notice(text):
    notice = read_notice(text, 2027)
    assert not notice.sound
    assert "没有认出任何放假或上班的日期" in [str(one) for one in notice.troubles]


def test_without_a_year_it_asks_and_the_texts_own_year_comes_first():
    assert [str(one) for one in read_notice(INVENTED).troubles] == ["通知里没有写年份，请选定年份再粘贴"]
    assert read_notice(SAMPLE_2027, 2026).year == 2027
    assert not read_notice("2126年元旦放假", None).sound


@given(st.text(alphabet="一二三、：:元旦春节至（周五）共天放假上班1234567890年月日。\n ，", max_size=120))
def test_no_text_however_mangled_breaks_the_reader(text):
    notice = read_notice(text, 2027, CALENDAR)
    assert all(isinstance(one.day, date) for one in notice.days)
    assert notice.sound or notice.troubles


@given(
    st.dates(date(2027, 3, 1), date(2027, 11, 30)), st.integers(1, 9),
    st.lists(st.sampled_from([day for day in range(60) if (date(2027, 12, 1) + timedelta(day)).weekday() > 4][:8]),
             unique=True, max_size=3),
)  # fmt: skip
def test_a_written_holiday_is_read_back_to_the_day(first, length, places):
    last = first + timedelta(length - 1)
    worked = [day for place in places if (day := date(2027, 12, 1) + timedelta(place)).year == 2027]
    words = [f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）" for day in (first, last, *worked)]
    text = f"一、元旦：{words[0]}至{words[1]}放假调休，共{length}天。"
    text += f"{'、'.join(words[2:])}上班。" if worked else ""
    days = read_notice(text, 2027).days
    assert sorted(one.day for one in days if one.off) == [first + timedelta(place) for place in range(length)]
    assert sorted(one.day for one in days if not one.off) == sorted(worked)


def test_a_document_is_read_in_both_forms_and_checked_alike():
    ours = {"year": 2027, "source": "样例", "holidays": [{"date": "2027-01-01", "name": "元旦"}],
            "workdays": [{"date": "2027-01-02", "for": "元旦"}]}  # fmt: skip
    theirs = {"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": True},
                                     {"date": "2027-01-02", "name": "元旦", "isOffDay": False}]}  # fmt: skip
    assert notice_of_document(ours).days == notice_of_document(theirs).days
    assert notice_of_document(ours).sound
    assert not notice_of_document(ours, CALENDAR).sound
    with pytest.raises(CalendarInputError, match="无法识别"):
        notice_of_document({"year": 2027, "holidays": "x", "workdays": []})
