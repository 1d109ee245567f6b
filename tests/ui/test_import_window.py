"""A real list through the real window by keys alone: seen first, its columns named, taken in, remembered."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from desktop.casework.carriers import column_mapping
from desktop.commands.window_desk import WindowDesk
from desktop.exchange.headings import TITLES
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case
from desktop.ui import text
from desktop.ui.actions import BY_NAME
from desktop.ui.composing import make_shell
from desktop.ui.import_hints import ImportHints
from desktop.ui.import_page import COLUMNS, FIXED, GO
from desktop.ui.list_door import ListDoor
from desktop.ui.screens import put_away, settle
from tests.casework.desks import HandClock, scratch_desk
from tests.exchange.lists import SAMPLE, application, table, workbook

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
OWN = {**TITLES, "phone": "联系号", "request_no": "工单"}


@pytest.fixture
def window_desk(tmp_path, monkeypatch):
    """An empty desk in memory on 23 September 2026."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    desk = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    yield WindowDesk(desk, "林管家", "本机加密文件")
    desk.store.engine.dispose()


@pytest.fixture
def shell(window_desk):
    """A window on it, at rest."""
    made = make_shell(window_desk)
    made.resize(1366, 768)
    made.show()
    made.begin()
    made.watchdog.stop()
    settle(made, 2)
    yield made
    put_away(made)


@pytest.fixture
def hand(shell, tmp_path):
    """Hand a list to the window, and the page that shows it; what is written beside it goes with the test."""

    def _hand(path: Path):
        if path == SAMPLE:
            path = tmp_path / SAMPLE.name
            path.write_bytes(SAMPLE.read_bytes())
        shell.findChild(ListDoor).take(path)
        settle(shell, 2)
        return shell.whole

    return _hand


@pytest.fixture
def press(shell):
    """Press a key on what has the keyboard."""

    def _press(key, held=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, held)
        settle(shell, 2)

    return _press


def cases(window_desk) -> int:
    with window_desk.desk.reading() as session:
        return session.scalar(select(func.count()).select_from(Case))


def painted(page):
    with text.watching() as watch:
        page.grab()
    return watch


def test_a_list_is_shown_whole_before_anything_is_written_and_taken_in_at_the_second_word(window_desk, hand, press):
    page = hand(SAMPLE)
    assert cases(window_desk) == 0
    assert "可登记 51 件，已在本台 0 行，未通过 9 行" in page.strip.title
    assert "还没有写入" in page.strip.detail
    assert (page.first.rowCount(), page.problems.rowCount()) == (8, 9)
    shown = [page.first.index(0, column).data() for column in range(6)]
    assert "*" in shown[2]
    assert shown[5] in ("可登记", "未通过")
    assert not painted(page).broken
    press(Key.Key_Return, CTRL)
    assert cases(window_desk) == 51
    assert "新登记 51 件" in page.strip.title


def test_esc_leaves_a_shown_list_and_nothing_was_written(window_desk, shell, hand, press):
    hand(SAMPLE)
    press(Key.Key_Escape)
    assert shell.queue is not None
    assert cases(window_desk) == 0


def test_what_is_known_already_is_counted_as_present_and_not_offered(window_desk, hand, press):
    page = hand(SAMPLE)
    press(Key.Key_Return, CTRL)
    page = hand(SAMPLE)
    assert "可登记 0 件，已在本台 51 行" in page.strip.title
    assert "没有可写入的行" in page.strip.detail
    assert "继续" not in {words for _keys, words in page.findChild(ImportHints).hints()}
    press(Key.Key_Return, CTRL)
    assert cases(window_desk) == 51


def foreign(path, count=1):
    header = [OWN[field] for field in TITLES]
    return workbook(path, table([application(count)], header))


def test_unknown_headings_are_named_by_keys_and_remembered_with_the_carrier(window_desk, hand, press, tmp_path):
    page = hand(foreign(tmp_path / "甲.xlsx"))
    assert "还缺：申请编号、手机号" in page.strip.detail
    assert [choice.label for choice in page.columns.choices] == ["第 1 列「工单」", "第 14 列「联系号」"]
    assert page.columns.choices[0].control.hasFocus()
    assert painted(page).cut == set()
    while page.columns.choices[0].value() != "request_no":
        press(Key.Key_Down)
    press(Key.Key_Tab)
    while page.columns.choices[1].value() != "phone":
        press(Key.Key_Down)
    press(Key.Key_Return, CTRL)
    assert "可登记 1 件" in page.strip.title
    assert cases(window_desk) == 0
    assert column_mapping(window_desk.desk) == {}
    press(Key.Key_Return, CTRL)
    assert cases(window_desk) == 1
    assert column_mapping(window_desk.desk) == {"request_no": "工单", "phone": "联系号"}
    page = hand(foreign(tmp_path / "乙.xlsx", 2))
    assert "可登记 1 件" in page.strip.title


def test_one_field_for_two_columns_is_told_at_both_and_nothing_goes_on(hand, press, tmp_path):
    page = hand(foreign(tmp_path / "甲.xlsx"))
    for choice in page.columns.choices:
        choice.set_value("phone")
    press(Key.Key_Return, CTRL)
    assert all("只能留一列" in choice.fault for choice in page.columns.choices)
    assert page.cards["columns"].isVisible()


def test_a_column_said_wrongly_once_can_be_said_anew_and_esc_goes_back_to_the_preview(
    window_desk, hand, press, tmp_path
):
    header = [*TITLES.values(), "跟进人", "渠道说明"]
    rows = [[*row, "甲", "乙"] for row in table([application(1)])[1:]]
    page = hand(workbook(tmp_path / "甲.xlsx", [header, *rows]))
    assert "没有认出的列：跟进人、渠道说明" in page.strip.detail
    press(Key.Key_F2)
    assert [choice.label for choice in page.columns.choices] == ["第 27 列「跟进人」", "第 28 列「渠道说明」"]
    press(Key.Key_Escape)
    assert page.strip.title.startswith("预览")
    assert cases(window_desk) == 0


def test_a_column_that_is_simply_missing_is_named_without_words_of_the_command_line(hand, tmp_path):
    lacking = [title for field, title in TITLES.items() if field != "phone"]
    row = [application(1).get(field) for field in TITLES if field != "phone"]
    page = hand(workbook(tmp_path / "甲.xlsx", [lacking, row]))
    assert page.strip.detail == "还缺：手机号。请在清单里补上，再导入"


def test_the_key_hints_name_only_what_can_be_done_now(window_desk, shell, hand, press):
    def possible():
        return [name for name in (GO, COLUMNS, FIXED) if not shell.desk.obstacle(BY_NAME[name])]

    hand(SAMPLE)
    assert possible() == [GO]
    press(Key.Key_Return, CTRL)
    assert possible() == [FIXED]
    press(Key.Key_Escape)
    assert possible() == []
    assert shell.queue is not None
    assert cases(window_desk) == 51


def test_a_file_that_is_no_list_says_so_and_leads_back(shell, hand, press, tmp_path):
    (tmp_path / "空.csv").write_text("", encoding="utf-8")
    page = hand(tmp_path / "空.csv")
    assert page.strip.kind == "error"
    press(Key.Key_Escape)
    assert shell.queue is not None


def test_ctrl_enter_on_a_list_with_nothing_to_write_says_so(hand, press):
    page = hand(SAMPLE)
    press(Key.Key_Return, CTRL)
    page = hand(SAMPLE)
    assert page.preview.admissible == 0
    press(Key.Key_Return, CTRL)
    assert page.strip.title == "没有写入「carrier-list.xlsx」"
    assert "没有可写入的行" in page.strip.detail


@pytest.mark.parametrize(("when", "moment"), [("now", "2026-09-23 14:20"), ("file", "2026-09-21 08:05")])
def test_a_list_without_time_and_entrance_gets_one_for_all_rows(window_desk, hand, press, tmp_path, when, moment):
    own = {field: title for field, title in TITLES.items() if field not in ("applied_at", "entrance")}
    rows = [{field: cell for field, cell in application(place).items() if field in own} for place in (1, 2)]
    path = workbook(tmp_path / "两行.xlsx", [list(own.values()), *([row.get(field) for field in own] for row in rows)])
    os.utime(path, (parse_moment("2026-09-21 08:05:40").timestamp(),) * 2)
    page = hand(path)
    assert "还缺：申请时间、入口" in page.strip.detail
    time, entrance = page.columns.choices[:2]
    assert (time.label, entrance.label) == ("清单没有「申请时间」", "清单没有「入口」")
    time.set_value(when)
    entrance.set_value("电话")
    press(Key.Key_Return, CTRL)
    assert page.preview.admissible == 2
    press(Key.Key_Return, CTRL)
    with window_desk.desk.reading() as session:
        found = session.execute(select(Case.opened_at, Case.entrance)).all()
    assert [(f"{opened:%Y-%m-%d %H:%M}", entrance) for opened, entrance in found] == [(moment, "phone")] * 2
