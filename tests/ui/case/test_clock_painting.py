"""The clocks of a case as painted lines: rail, banner, rows and the reason below them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.handbook.countdown import Band
from desktop.handbook.deskhours import DeskHours
from desktop.ui import sla_cell
from desktop.ui.case.clock_lines import Time, clock_lines, current_face
from desktop.ui.case.clock_rows import ROW, ClockRows, TraceBox
from desktop.ui.case.inspector_parts import ClockRail, SlaBanner, TimelineBrief, one_line
from desktop.ui.trace_words import why
from tests.ui.case.sample_case import CONSULTATION, LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import at as moment
from tests.ui.case.sample_parts import reading
from tests.ui.picture import at, count, name, shown
from tests.ui.sample_desk import NOW, calendar

Key = Qt.Key
VIEWS = [OUTPATIENT, LOCKED, CONSULTATION]
TIME = Time(NOW, calendar(), DeskHours())
LATE = replace(
    OUTPATIENT,
    readings=(reading("gc.outpatient", "预约", "promise", "running", "9-14 10:00", "9-21 18:00"),),
    current=0,
)


@pytest.fixture
def put(window):
    """Puts a widget into the window at a width."""

    def _put(widget, wide, high=60):
        widget.setParent(window)
        widget.setGeometry(0, 0, wide, high)
        widget.show()
        return widget

    return _put


def number(view):
    return view.number


@pytest.mark.parametrize("wide", [326, 370, 460])
@pytest.mark.parametrize("view", VIEWS, ids=number)
def test_the_rail_names_every_clock_and_cuts_none(put, view, wide):
    rail = put(ClockRail(), wide)
    rail.show_lines(clock_lines(view, TIME))
    image, watch = shown(rail)
    assert rail.height() == 24 * len(view.readings)
    assert {reading.title for reading in view.readings} <= watch.texts
    assert not watch.cut | watch.broken
    assert at(image, 12, view.current * 24 + 3) == name("bg_subtle")


def test_a_click_on_the_rail_asks_why_of_that_clock(put):
    rail = put(ClockRail(), 340)
    rail.show_lines(clock_lines(OUTPATIENT, TIME))
    asked = []
    rail.chosen.connect(asked.append)
    for place in (0, 3, 5):
        QTest.mouseClick(rail, Qt.MouseButton.LeftButton, pos=QPoint(60, place * 24 + 12))
    assert asked == [0, 3, 5]


@pytest.mark.parametrize("wide", [302, 326, 346, 500])
@pytest.mark.parametrize("view", [*VIEWS, LATE], ids=["under way", "locked", "consultation", "late"])
def test_the_banner_keeps_headline_and_deadline_whole(put, view, wide):
    banner = put(SlaBanner(), wide)
    face = current_face(view, TIME)
    banner.show_face(face, "发就诊时间通知", view.readings[view.current].kind)
    image, watch = shown(banner)
    assert banner.height() == 60
    assert face.headline in watch.texts
    assert not watch.broken
    assert not [words for words in watch.cut if words.startswith(face.deadline)]
    assert at(image, 1, 30) == name(sla_cell.LOOKS[face.band].bar)
    assert banner.accessibleName() == face.spoken


def test_a_case_without_a_clock_has_no_banner(put):
    banner = put(SlaBanner(), 340)
    banner.show_face(current_face(OUTPATIENT, TIME), "", "target")
    banner.show_face(None, "", "")
    assert banner.isHidden()


def test_only_the_left_button_asks_why(put):
    banner = put(SlaBanner(), 340)
    banner.show_face(current_face(OUTPATIENT, TIME), "", "target")
    asked = []
    banner.pressed.connect(lambda: asked.append(1))
    QTest.mouseClick(banner, Qt.MouseButton.RightButton)
    assert not asked
    QTest.mouseClick(banner, Qt.MouseButton.LeftButton)
    assert asked == [1]


@pytest.mark.parametrize(("wide", "told"), [(300, "迟 1 个工作日 5 小时"), (480, "今天 14:00 · 迟 1 个工作日 5 小时")])
def test_a_late_clock_says_how_late_it_was_whole_at_any_width(put, wide, told):
    late = reading("gc.outpatient", "预约", "promise", "missed", "9-14 10:00", "9-21 18:00")
    ended = late._replace(ended_at=NOW.replace(hour=14, minute=0))
    lines = clock_lines(replace(OUTPATIENT, readings=(ended,), current=-1), TIME)
    rows = put(ClockRows(), wide)
    rows.show_lines(lines, 0)
    _image, watch = shown(rows)
    assert told in watch.texts
    assert not watch.broken


@pytest.mark.parametrize(
    ("keys", "chosen"), [([Key.Key_Down], [3]), ([Key.Key_Up], [1]), ([Key.Key_Right], []), ([Key.Key_Space], [])]
)
def test_arrows_choose_the_clock_that_is_explained(put, keys, chosen):
    rows = put(ClockRows(), 420)
    rows.show_lines(clock_lines(OUTPATIENT, TIME), 2)
    told = []
    rows.chosen.connect(told.append)
    for key in keys:
        QTest.keyClick(rows, key)
    assert told == chosen


@pytest.mark.parametrize(("at_place", "key", "told"), [(0, Key.Key_Up, 0), (5, Key.Key_Down, 5)])
def test_the_walk_over_the_clocks_stops_at_both_ends(put, at_place, key, told):
    rows = put(ClockRows(), 420)
    rows.show_lines(clock_lines(OUTPATIENT, TIME), at_place)
    chosen = []
    rows.chosen.connect(chosen.append)
    QTest.keyClick(rows, key)
    assert chosen == [told]


def test_a_click_below_the_last_clock_chooses_the_last(put):
    rows = put(ClockRows(), 420)
    rows.show_lines(clock_lines(OUTPATIENT, TIME), 0)
    chosen = []
    rows.chosen.connect(chosen.append)
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(50, 3 * ROW + 4))
    assert chosen == [3]
    assert rows.height() == 6 * ROW


@pytest.mark.parametrize("wide", [380, 420, 560])
@pytest.mark.parametrize("view", [*VIEWS, LATE], ids=["under way", "locked", "consultation", "late"])
def test_the_rows_show_value_and_detail_and_cut_no_deadline(put, view, wide):
    rows = put(ClockRows(), wide)
    lines = clock_lines(view, TIME)
    rows.show_lines(lines, view.current)
    _, watch = shown(rows)
    assert not watch.broken
    assert {line.value for line in lines} <= watch.texts
    assert rows.accessibleDescription() == lines[view.current].face.spoken


@pytest.mark.parametrize(
    ("when", "band", "ground"),
    [
        ("9-21 10:00", Band.CRIT, "soon_bg"),
        ("9-23 10:00", Band.BREACH, "flag_bg"),
        ("9-15 10:00", Band.CALM, "bg_subtle"),
    ],
)
def test_a_clock_that_presses_stands_on_its_bands_ground(put, when, band, ground):
    rows = put(ClockRows(), 420)
    lines = clock_lines(LATE, TIME._replace(now=moment(when)))
    rows.show_lines(lines, -1)
    assert lines[0].face.band in (band, Band.SOON)
    assert at(shown(rows)[0], 200, ROW - 4) == name(ground)


@pytest.mark.rule("T-07")
def test_a_watched_clock_stands_on_no_alarming_ground(put):
    late = replace(LATE, readings=(LATE.readings[0]._replace(kind="watched"),), current=-1)
    rows = put(ClockRows(), 420)
    rows.show_lines(clock_lines(late, TIME), 0)
    assert count(shown(rows)[0], "flag_bg") == 0


@pytest.mark.parametrize("wide", [340, 420, 600])
def test_the_reason_is_whole_at_every_width_and_goes_with_a_clock_that_waits(put, wide):
    box = put(TraceBox(), wide)
    answer = why(LOCKED.readings[3], NOW, calendar(), DeskHours())
    box.tell(answer, NOW.date())
    _, watch = shown(box)
    assert answer.title in watch.texts
    assert not watch.cut - {answer.title}
    assert box.accessibleName() == answer.spoken
    box.tell(None, NOW.date())
    assert box.isHidden()


def test_a_narrower_reason_is_higher(put):
    box = put(TraceBox(), 640)
    box.tell(why(LOCKED.readings[3], NOW, calendar(), DeskHours()), NOW.date())
    wide = box.height()
    box.resize(260, wide)
    assert box.height() > wide


def test_the_last_entries_are_marked_by_day_and_voided_ones_struck_out(put):
    brief = put(TimelineBrief(), 340)
    entries = (LOCKED.timeline[0], LOCKED.timeline[4], LOCKED.timeline[9])
    brief.show_entries(entries, NOW)
    image, watch = shown(brief)
    assert {"14:02", "周一", "9/16"} <= watch.texts
    assert brief.height() == 22 * 3
    struck = [at(image, 70, 22 * place + 11) == name("text3") for place in range(3)]
    assert struck == [False, False, True]
    assert brief.accessibleDescription().startswith("14:02 记电话 · 未接")
    assert one_line(entries[0]._replace(detail="")) == "记电话"
