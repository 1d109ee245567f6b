"""The printed roster: a week on one sheet across, every gap told in words and by a pattern that needs no colour."""

import re
from datetime import timedelta

import pytest

from desktop.casework.phone.rows import DutyPaper, DutyRow, Roster
from desktop.handbook.duty import USUAL, Shift, gaps
from desktop.handbook.moments import parse_moment
from desktop.reports.duty_sheet import duty_sheet
from tests.reports.reading import fonts_of, opened, page_texts, text_of
from tests.reports.samples import PROGRAM, PROVIDER

MONDAY = parse_moment("2026-03-02 00:00")
NAMES = ("陆远", "韦清", "苏宁", "温岚", "严诚", "方哲", "江雯")


def row(place: int, start: float, end: float, department: str = "全科", minutes: int = 0) -> DutyRow:
    """A stretch between two hours of the week."""
    span = MONDAY + timedelta(hours=start), MONDAY + timedelta(hours=end)
    return DutyRow(place + 1, 1, place + 1, NAMES[place], department, *span, "on_call" if minutes else "duty", minutes)


def paper(*duties: DutyRow) -> DutyPaper:
    """The week with these stretches."""
    end = MONDAY + timedelta(days=7)
    shifts = [Shift(one.start, one.end, one.doctor_id, one.department, one.on_call) for one in duties]
    roster = Roster(MONDAY, end, duties, gaps(shifts, USUAL, MONDAY, end))
    return DutyPaper(PROVIDER, roster, parse_moment("2026-03-02 09:00"), "林管家", PROGRAM)


ALWAYS = (row(0, 0, 168), row(1, 0, 168))


def slanting_strokes(content: bytes) -> int:
    """How many strokes on the first page are neither upright nor level: what a grey copy still shows."""
    drawn = opened(content).pages[0].get_contents().get_data().decode("latin-1")
    ends = [[float(one) for one in found] for found in re.findall(r"n (\S+) (\S+) m (\S+) (\S+) l S", drawn)]
    return sum(1 for x0, y0, x1, y1 in ends if x0 != x1 and y0 != y1)


def test_a_week_stands_on_one_sheet_across():
    content = duty_sheet(paper(*ALWAYS, row(2, 12, 24, "儿科"), row(3, 22, 32, "妇产科", 30)))
    (page,) = opened(content).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = text_of(content)
    for words in ("电话医生值班表", "2026-03-02至2026-03-08", "林管家", PROVIDER.name, "3月8日", "周日", "没有缺人",
                  "陆远", "儿科苏宁12:00–24:00", "温岚呼叫值班·30分内回呼", "第1页，共1页"):  # fmt: skip
        assert words in text
    assert all(fonts_of(content).values())


@pytest.mark.rule("PD-02")
def test_a_gap_is_told_in_words_and_hatched_for_a_grey_copy_too():
    lacking = duty_sheet(paper(row(0, 0, 168), row(1, 0, 12), row(1, 24, 168)))
    assert "缺1人" in text_of(lacking)
    assert "缺人1处" in text_of(lacking)
    key = slanting_strokes(duty_sheet(paper(*ALWAYS)))
    assert slanting_strokes(lacking) > key + 60


def test_more_lanes_than_a_sheet_holds_go_on_to_the_next():
    crowd = [row(place, 0, 168) for place in range(7)]
    texts = page_texts(duty_sheet(paper(*crowd)))
    assert len(texts) == 2
    assert all("电话医生值班表" in text and "江雯" in text for text in texts)
    assert "第2页，共2页" in texts[1]


def test_the_same_roster_gives_the_same_bytes():
    assert duty_sheet(paper(*ALWAYS)) == duty_sheet(paper(*ALWAYS))
