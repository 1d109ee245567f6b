"""Everything the pointer can do on the calendar a few keys can do too, and each deed shows before the desk answers."""

from datetime import date, timedelta

import pytest

from desktop.ui import text
from desktop.ui.calendar.wording import key_of
from desktop.ui.screens import settle
from tests.ui.calendar.sample_calendar import DAY, at, named


def who(page, name):
    """Who accompanies a customer, as shown."""
    return page.agenda.name(named(page, name).escort_id)


@pytest.mark.rule("D-01")
def test_an_escort_is_assigned_with_two_keys(page, keyboard, rest, escorts):
    assert page.block.name == "周*"
    keyboard("E", "Return")
    rest()
    assert keyboard.strokes == 2
    assert who(page, "周*") == "张蕾（候补）"
    assert escorts.deeds == ["派 周* 给张蕾（候补）"]
    assert page.agenda.schedule.waiting == ()


def test_enter_struck_before_the_candidates_arrive_takes_the_best(page, keyboard, rest, escorts):
    keyboard("E", "Return")
    assert page.giving.popover.isVisible()
    rest()
    assert not page.giving.popover.isVisible()
    assert escorts.deeds == ["派 周* 给张蕾（候补）"]


def test_a_digit_takes_its_line_and_those_who_cannot_give_their_reason(page, keyboard, rest):
    page.show_days(page.shown.turned(16))
    rest()
    page.pick(named(page, "钱*林"))
    keyboard("E")
    rest()
    popover = page.giving.popover
    assert [line.name for line in popover.fit][:2] == ["刘思远", "马晓雯"]
    keyboard("Down")
    assert popover.at == 1
    keyboard("2")
    rest()
    assert who(page, "钱*林") == "马晓雯"


def test_those_who_cannot_come_last_and_only_a_written_reason_forces(page, keyboard, rest, escorts):
    keyboard("E")
    rest()
    popover = page.giving.popover
    assert popover.accessibleDescription() == "张蕾（候补），全天空闲，熟悉胸科"
    keyboard("Down")
    assert "请假" in popover.accessibleDescription() or "时间重叠" in popover.accessibleDescription()
    keyboard("Return", "Return")
    rest()
    assert escorts.deeds == []
    keyboard("A", "B", "Return")
    rest()
    assert len(escorts.deeds) == 1


def test_esc_closes_the_candidates_and_the_keyboard_comes_back(page, keyboard, rest, escorts):
    keyboard("E")
    rest()
    keyboard("Esc")
    assert not page.giving.popover.isVisible()
    assert page.views.day.hasFocus()
    assert escorts.deeds == []


def test_the_arrows_lead_along_the_lane_and_across_the_lanes(page, keyboard):
    keyboard("Down")
    assert page.block.name == "卢*"
    keyboard("Left", "Left")
    assert page.block.name == "薛*"
    keyboard("Left")
    assert page.block.name == "薛*"
    keyboard("J")
    assert page.block.name == "谢*芳"
    keyboard("Right", "Up")
    assert page.block.name == "方*宁"


def test_a_block_is_moved_by_quarters_stretched_and_dropped(page, keyboard, rest, escorts):
    page.pick(named(page, "龚*"))
    keyboard("V", "Left", "Left", "Shift+Right", "Ctrl+Right")
    move = page.giving.move
    assert (move.starts_at, move.ends_at) == (at(DAY, "15:30"), at(DAY, "17:30"))
    assert move.refusal == ""
    keyboard("Return")
    assert named(page, "龚*").starts_at == at(DAY, "15:30")
    rest()
    assert escorts.blocks[key_of(named(page, "龚*"))].ends_at == at(DAY, "17:30")


@pytest.mark.rule("D-01")
def test_a_place_that_is_taken_keeps_the_block_in_hand_and_says_why(page, keyboard, told, escorts):
    keyboard("V", "Down")
    assert page.giving.move.refusal.startswith("时间重叠：何敏")
    keyboard("Return")
    assert told == [f"放不下：{page.giving.move.refusal}"]
    assert page.mode == "move"
    keyboard("Esc")
    assert page.mode == ""
    assert who(page, "周*") == ""
    assert escorts.deeds == []


def test_the_hints_are_those_of_the_mode(page, keyboard):
    keyboard("V")
    assert [words for _keys, words in page.hints.hints()][:2] == ["15 分钟", "改结束"]
    keyboard("Esc")
    assert [words for _keys, words in page.hints.hints()][:3] == ["移动焦点", "指派", "移动 15 分一格"]


def test_the_hints_say_what_is_possible_now_and_the_most_useful_first(page, calendar_shell, keyboard, rest):
    for name in ("results", "roster"):
        calendar_shell.desk.handle(name, calendar_shell.update)
    page.pick(named(page, "龚*"))
    keyboard("U")
    rest()
    captions = [words for _keys, words in page.hints.hints()]
    assert captions[:5] == ["移动焦点", "指派", "移动 15 分一格", "打开案件", "撤销"]
    assert captions[5:] == ["自动排班", "当日陪诊结果", "陪诊人员", "换日", "列表", "周视图", "命令"]
    page.pick(named(page, "石*"))
    calendar_shell.resize(1366, 768)
    calendar_shell.toast.hide()
    with text.watching() as watch:
        page.hints.grab()
    assert {"退回", "撤销", "当日陪诊结果", "陪诊人员", "换日"} <= watch.texts


def test_while_enter_would_mend_the_conflict_the_hint_says_so(page):
    page.pick(named(page, "杨*"))
    assert (("Return",), "应用改法") in page.hints.hints()
    page.pick(named(page, "石*"))
    assert (("Return",), "打开案件") in page.hints.hints()


def test_a_job_is_taken_back_and_undone(page, calendar_shell, keyboard, rest, told):
    page.pick(named(page, "龚*"))
    keyboard("U")
    assert named(page, "龚*").escort_id == 0
    rest()
    assert {block.name for block in page.agenda.schedule.waiting} == {"周*", "龚*"}
    assert calendar_shell.desk.situation.undoable == "退回 龚*"
    keyboard("Ctrl+Z")
    rest()
    assert who(page, "龚*") == "陶欣"
    assert told == ["龚* 已退回待指派，不再由陶欣陪诊", "已撤销：退回 龚*"]
    assert calendar_shell.desk.situation.undoable == ""


def test_several_deeds_are_undone_one_after_another(page, keyboard, rest, escorts):
    before = dict(escorts.blocks)
    keyboard("E", "Return")
    rest()
    page.pick(named(page, "石*"))
    keyboard("U")
    rest()
    keyboard("Ctrl+Z")
    rest()
    keyboard("Ctrl+Z")
    rest()
    assert {key: block._replace(version=0) for key, block in escorts.blocks.items()} == {
        key: block._replace(version=0) for key, block in before.items()
    }


def test_what_has_begun_is_not_moved_nor_given_to_another(page, keyboard, calendar_shell, qtbot):
    page.pick(named(page, "朱*"))
    for key in ("E", "V", "U"):
        with qtbot.waitSignal(calendar_shell.desk.refused) as refused:
            keyboard(key)
        assert "已经开始或做完" in refused.args[0]
    assert page.mode == ""


def test_the_days_turn_by_brackets_home_and_working_days(page, keyboard, rest):
    keyboard("]", "]", "]")
    rest()
    assert page.shown.day == date(2026, 9, 26)
    assert page.views.empty.isVisible()
    assert page.views.empty.accessibleName() == "9月26日 周六 · 中秋休假，这一天没有安排，下一个工作日 9月28日 周一"
    keyboard("Alt+Right")
    assert page.shown.day == date(2026, 9, 28)
    keyboard("Alt+Left")
    assert page.shown.day == date(2026, 9, 24)
    keyboard("Home", "[")
    assert page.shown.day == date(2026, 9, 22)


def test_the_views_turn_by_ctrl_and_digits_and_the_month_opens_a_day(page, keyboard, rest):
    keyboard("Ctrl+2")
    rest()
    assert page.shown.span == (date(2026, 9, 21), date(2026, 9, 27))
    keyboard("Ctrl+3")
    rest()
    assert page.shown.span == (date(2026, 8, 31), date(2026, 10, 4))
    keyboard("Right", "Down", "Return")
    rest()
    assert page.shown.scene == "day"
    assert page.shown.day == date(2026, 10, 1)


def test_months_turn_and_keep_to_their_length(page, keyboard, rest):
    keyboard("Ctrl+3", "]", "]")
    assert page.shown.day == date(2026, 11, 23)
    page.pick_day(date(2026, 10, 31))
    keyboard("]")
    assert page.shown.day == date(2026, 11, 30)
    rest()


def test_the_list_has_the_same_jobs_and_the_same_verbs(page, keyboard, rest, escorts):
    painted = {key_of(spot.block) for spot in page.views.day.spots}
    keyboard("L")
    rest()
    model = page.views.list.rows
    assert {key_of(block) for block in model.blocks} == painted
    starts = [block.starts_at for block in model.blocks]
    assert starts == sorted(starts)
    page.views.list.set_cursor(key_of(named(page, "周*")))
    keyboard("E", "Return")
    rest()
    assert escorts.deeds == ["派 周* 给张蕾（候补）"]
    keyboard("L")
    assert page.shown.scene == "day"


def test_ctrl_p_asks_for_the_sheets_of_the_day(page, keyboard, qtbot):
    with qtbot.waitSignal(page.sheets_wanted) as wanted:
        keyboard("Ctrl+P")
    assert wanted.args == [DAY]


def test_eight_opens_the_calendar_and_another_digit_leaves_it(page, calendar_shell, keyboard):
    keyboard("1")
    assert calendar_shell.whole is None
    assert calendar_shell.desk.situation.block is None
    keyboard("8")
    settle(calendar_shell, 1)
    assert calendar_shell.whole is page
    assert page.block.name == "周*"


def test_a_case_opened_from_the_calendar_comes_back_to_it(page, calendar_shell, keyboard, rest):
    keyboard("Return")
    rest()
    assert calendar_shell.book.over is not None
    calendar_shell.back()
    rest()
    assert calendar_shell.whole is page
    assert page.views.day.hasFocus()


def test_the_move_stays_on_its_day_and_half_an_hour_at_least(page, keyboard):
    page.pick(named(page, "龚*"))
    keyboard("V", *["Shift+Left"] * 12)
    assert page.giving.move.ends_at - page.giving.move.starts_at == timedelta(minutes=30)
    keyboard(*["Right"] * 60)
    assert page.giving.move.starts_at.date() == page.giving.move.ends_at.date() == DAY
