"""Walking through the timeline by key and pointer: what opens, what can be voided, and what is read aloud."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.ui.case.timeline_list import HEAD, LINE, ROW, TimelineList, spell_entered, spell_source
from desktop.ui.case.verb_signs import ICONS, PHONED_IN_VAIN, icon_of, short_title
from tests.ui.case.sample_case import LOCKED, OUTPATIENT
from tests.ui.case.sample_parts import at as moment
from tests.ui.case.sample_parts import entry
from tests.ui.picture import count, shown
from tests.ui.sample_desk import NOW, calendar

Key = Qt.Key
LONG = "客户说手术方案还要与家人商量，周四上午再联系；另问住院押金与医保结算的先后，已答由医院窗口办理，客户自付。" * 2


@pytest.fixture
def timeline(window):
    """The locked case's timeline, 520 px wide, with the keyboard."""
    made = TimelineList(window)
    made.setGeometry(0, 0, 520, 400)
    made.show_entries(LOCKED.timeline, NOW, calendar(), True)
    made.show()
    made.setFocus()
    return made


def days(entries):
    return len({one.happened.date() for one in entries})


def test_its_height_is_a_line_for_each_entry_and_a_heading_for_each_day(timeline):
    assert timeline.height() == days(LOCKED.timeline) * HEAD + len(LOCKED.timeline) * ROW


def test_headings_name_today_yesterday_weekday_and_make_up_days(timeline):
    timeline.show_entries((*LOCKED.timeline, entry(0, "9-20 09:00", "note", "备注")), NOW, calendar(), True)
    _, watch = shown(timeline)
    assert {"今天 9月23日 周三", "昨天 9月22日 周二", "9月21日 周一"} <= watch.texts
    assert "9月20日 周日 · 补班" in watch.texts


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Key.Key_Down], 1), ([Key.Key_Up], 0), ([Key.Key_End], len(LOCKED.timeline) - 1),
        ([Key.Key_End, Key.Key_Down], len(LOCKED.timeline) - 1), ([Key.Key_End, Key.Key_Up], len(LOCKED.timeline) - 2),
        ([Key.Key_Down, Key.Key_Down, Key.Key_Home], 0),
    ],
)  # fmt: skip
def test_arrows_home_and_end_walk_and_stop_at_the_ends(timeline, keys, place):
    moved = []
    timeline.moved.connect(moved.append)
    for key in keys:
        QTest.keyClick(timeline, key)
    assert timeline.current == place
    assert len(moved) == len(keys)
    assert moved[-1].height() == ROW


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
def test_an_entry_opens_by_key_and_closes_when_one_walks_on(timeline, key):
    before = timeline.height()
    QTest.keyClick(timeline, key)
    assert timeline.open
    assert timeline.height() > before
    QTest.keyClick(timeline, Key.Key_Down)
    assert (timeline.open, timeline.height()) == (False, before)


def test_an_open_entry_shows_the_whole_text_its_author_and_number(timeline):
    timeline.show_entries((replace_detail(LONG), *LOCKED.timeline[1:]), NOW, calendar(), True)
    closed, watch = shown(timeline)
    assert LONG not in watch.texts
    assert any(words and LONG.startswith(words) for words in watch.texts)
    timeline.toggle()
    opened, watch = shown(timeline)
    assert not watch.cut & {LONG}
    lines = [words for words in watch.texts if len(words) > 3 and words in LONG]
    assert sum(map(len, lines)) >= len(LONG) - 40
    assert "何敏 · 第 15 条" in watch.texts
    assert opened.height() - closed.height() >= LINE * 3


def replace_detail(words):
    return LOCKED.timeline[0]._replace(detail=words)


def test_a_narrower_list_breaks_the_open_entry_into_more_lines(timeline):
    timeline.show_entries((replace_detail(LONG),), NOW, calendar(), True)
    timeline.toggle()
    wide = timeline.height()
    timeline.resize(300, timeline.height())
    assert timeline.height() > wide


@pytest.mark.rule("D-09")
@pytest.mark.parametrize(("place", "verb", "voidable"), [(0, "call", True), (9, "call", False), (12, "apply", False)])
def test_delete_asks_to_void_what_can_be_voided(timeline, place, verb, voidable):
    asked = []
    timeline.void_wanted.connect(asked.append)
    timeline.go_to(place)
    assert timeline.entry().verb == verb
    QTest.keyClick(timeline, Key.Key_Delete)
    assert bool(asked) is voidable


def test_without_the_right_to_void_nothing_asks_for_it(timeline):
    asked = []
    timeline.void_wanted.connect(asked.append)
    timeline.show_entries(LOCKED.timeline, NOW, calendar(), False)
    QTest.keyClick(timeline, Key.Key_Delete)
    timeline.toggle()
    assert not asked
    assert "作废" not in shown(timeline)[1].texts


def test_a_click_opens_the_entry_under_the_pointer_and_a_second_closes_it(timeline):
    spot = QPoint(100, HEAD + ROW + ROW // 2)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)
    assert (timeline.current, timeline.open) == (1, True)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)
    assert (timeline.current, timeline.open) == (1, False)


def test_a_click_on_the_void_mark_of_the_open_entry_asks_once(timeline):
    asked = []
    timeline.void_wanted.connect(asked.append)
    timeline.toggle()
    high = timeline.height() - (days(LOCKED.timeline) * HEAD + (len(LOCKED.timeline) - 1) * ROW)
    spot = QPoint(timeline.width() - 30, HEAD + high - 16)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=spot)
    assert [one.seq for one in asked] == [LOCKED.timeline[0].seq]
    assert timeline.open


def test_a_click_on_a_heading_changes_nothing(timeline):
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, 5))
    assert (timeline.current, timeline.open) == (0, False)


def test_what_is_read_aloud_follows_the_current_entry(timeline):
    timeline.go_to(4)
    assert timeline.accessibleDescription() == "9月21日 10:32 发就诊时间通知 短信，锁定：不能再取消或更改，林悦，锁定点"
    timeline.go_to(9)
    assert timeline.accessibleDescription().endswith("，林悦，已作废")


def test_another_case_begins_at_its_first_entry_and_the_same_one_stays(timeline):
    timeline.go_to(5)
    timeline.show_entries(LOCKED.timeline, NOW, calendar(), True)
    assert timeline.current == 5
    timeline.show_entries(OUTPATIENT.timeline, NOW, calendar(), True)
    assert (timeline.current, timeline.open) == (0, False)


def test_an_empty_timeline_takes_every_key(window):
    empty = TimelineList(window)
    empty.show_entries((), NOW, calendar(), True)
    empty.show()
    for key in (Key.Key_Down, Key.Key_End, Key.Key_Delete):
        QTest.keyClick(empty, key)
    assert (empty.entry(), empty.height()) == (None, 1)


@pytest.mark.rule("GC-14")
def test_the_locking_entry_stands_on_its_own_ground(timeline):
    image, _ = shown(timeline)
    plain = TimelineList(timeline.parentWidget())
    plain.resize(520, 400)
    entries = tuple(one._replace(locking=False) for one in LOCKED.timeline)
    plain.show_entries(entries, NOW, calendar(), True)
    assert count(image, "info_bg") > 520 * ROW // 2
    assert count(shown(plain)[0], "info_bg") == 0


@pytest.mark.rule("D-06")
def test_a_record_of_another_day_says_when_it_was_entered():
    late = LOCKED.timeline[7]
    assert spell_entered(late) == "9月18日 09:12 补录"
    assert spell_entered(LOCKED.timeline[0]) == ""
    assert spell_entered(late._replace(entered=moment("9-17 23:59"))) == ""


def test_the_source_names_warnings_and_voiding():
    made = entry(7, "9-17 10:00", "book", "预约", rules=("GC-01", "GC-05"), voided=True)
    assert spell_source(made) == "林悦 · 第 7 条 · 提示 GC-01 · 提示 GC-05 · 已作废"


@pytest.mark.parametrize(
    ("verb", "detail", "icon"),
    [("call", "接通，问是否空腹", ICONS["call"]), ("call", "未接，15:30 再拨", PHONED_IN_VAIN),
     ("call", "拒接", PHONED_IN_VAIN), ("note", "未接", ICONS["note"]), ("unheard", "", "circle")],
)  # fmt: skip
def test_a_call_in_vain_has_a_sign_of_its_own(verb, detail, icon):
    assert icon_of(verb, detail) == icon


def test_a_short_title_is_shorter_or_the_same():
    assert short_title("notify", "发就诊时间通知") == "发时间通知"
    assert short_title("cancel", "取消") == "取消"


def test_the_same_entries_are_painted_only_in_sight(timeline):
    many = tuple(entry(n, "9-17 10:00", "note", f"备注{n}") for n in range(500, 0, -1))
    timeline.show_entries(many, NOW, calendar(), True)
    timeline.parentWidget().resize(600, 300)
    with_all = shown(timeline.parentWidget())[1].texts
    assert 5 < len([words for words in with_all if words.startswith("备注")]) < 60


@pytest.mark.rule("D-09")
def test_what_was_done_and_taken_back_is_one_line_and_what_was_redone_simply_stands(timeline):
    taken = (
        entry(3, "9-23 14:05", "void", "作废记录", "第 2 条：撤销预约")._replace(undoes=2),
        entry(2, "9-23 14:00", "book", "预约", "9月29日 09:30", voided=True),
        entry(1, "9-23 13:00", "note", "备注", "等她下班"),
    )
    timeline.show_entries(taken, NOW, calendar(), True)
    assert timeline.count() == 2
    assert "14:05 已撤销" in shown(timeline)[1].texts
    redone = (
        entry(4, "9-23 14:06", "void", "作废记录", "第 3 条：重做预约")._replace(undoes=3),
        taken[0]._replace(voided=True), taken[1]._replace(voided=False), taken[2],
    )  # fmt: skip
    timeline.show_entries(redone, NOW, calendar(), True)
    assert timeline.count() == 2
    assert not any("已撤销" in words for words in shown(timeline)[1].texts)
