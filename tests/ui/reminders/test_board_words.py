"""What the board says: the day line, the holiday question, waiting receipts, and why it is empty."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.board_rows import LANES, Board, BoardCard, DayTally, GapOffer, NextBatch
from desktop.casework.handing_over import Collected
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import ClockReading, Item, Kind, Unit
from desktop.ui.empty import EmptyState
from desktop.ui.reminders import board_words
from desktop.ui.reminders.batches import Batches
from desktop.ui.reminders.board_page import say_empty
from desktop.ui.reminders.board_view import BoardView
from desktop.ui.reminders.card_paint import Moment
from tests.ui.sample_desk import calendar

NOW = parse_moment("2026-09-30 14:20")
AT = Moment(NOW, calendar(), DeskHours())


def card(lane="reminder", purpose="reminder", **more):
    due = parse_moment("2026-09-30 18:00")
    reading = ClockReading("gc.reminder", "就诊提醒", Kind.PROMISE, Unit.DAYS, "running",
                           parse_moment("2026-09-30 09:00"), due, None, False, "", "GC-09", "发就诊提醒")  # fmt: skip
    case = more.pop("case_id", 1)
    made = BoardCard(case, "GT-1", lane, purpose, Item.OUTPATIENT, "何*", parse_moment("2026-10-08 09:00"),
                     "华山医院·神经外科", "会合 08:30 门诊一层", "何敏", reading)  # fmt: skip
    return made._replace(**more)


def board(*cards, **more):
    lanes = {name: tuple(one for one in cards if one.lane == name) for name in LANES}
    return Board(NOW, lanes, **more)


def test_the_day_line_says_how_far_todays_reminders_have_come():
    tally = DayTally(date(2026, 10, 8), 6, 2, 0, 4, 3)
    assert "".join(board_words.day_line(board(tally=tally))) == (
        "10月8日 周四 就诊 6 件，前 1 个工作日就是今天：提醒已发 2·待发 4，陪诊来电还差 3（17:00 前）"
    )


@pytest.mark.rule("GC-09")
def test_the_holiday_card_asks_for_a_reminder_on_the_eve():
    title, question = board_words.gap_words(GapOffer(8, date(2026, 10, 7), "国庆节", (1, 2, 3, 4)))
    assert title == "节前提前 8 天"
    assert question == "4 件都隔国庆。再加发 10月7日 周三 前日提醒？"


def test_an_empty_board_names_the_next_batch():
    following = NextBatch(date(2026, 9, 30), 6, "国庆节")
    assert board_words.empty_words(board(following=following)) == (
        "今天没有要发的提醒", ("下一批 9/30（6 件，国庆前）",)
    )  # fmt: skip
    state = EmptyState()
    say_empty(state, board(following=following), "")
    assert state.accessibleName() == "今天没有要发的提醒，下一批 9/30（6 件，国庆前）"
    say_empty(state, board(), "张")
    assert state.accessibleName() == "没有符合的提醒，张"


def test_a_makeup_saturday_is_marked():
    assert board_words.visit_words(parse_moment("2026-10-10 09:00"), calendar()) == "10月10日 周六·补班 09:00"


@pytest.mark.parametrize(
    ("minutes", "words", "late"), [(0, "刚发出", False), (15, "等 15 分", False), (121, "等 2 小时 1 分", True)]
)
def test_a_text_without_receipt_says_how_long(minutes, words, late):
    sent = card("sent", state="submitted", since=NOW - timedelta(minutes=minutes))
    assert board_words.wait_words(sent, NOW)[1] == words
    assert board_words.is_late_receipt(sent, NOW) is late


def test_a_call_says_how_often_nobody_answered():
    face = board_words.face_of(card(), *AT)
    assert board_words.due_words(card("call"), NOW, face) == "未拨"
    assert board_words.due_words(card("call", missed=1), NOW, face) == "未接 1 次"
    assert board_words.due_words(card(), NOW, face) == "18:00 前"


def test_a_card_read_aloud_names_customer_visit_escort_and_deadline():
    words = board_words.spoken(card(escort=""), *AT)
    for part in ("何*", "10月8日 周四 09:00", "华山医院·神经外科", "陪诊未派", "今天 周三 18:00 前"):
        assert part in words
    assert "失败 空号" in board_words.spoken(card("failed", failure="空号"), *AT)


def test_the_board_stays_on_its_card_when_it_is_read_anew(qtbot):
    view = BoardView()
    qtbot.addWidget(view)
    view.resize(1216, 700)
    view.show_board(board(card(), card(case_id=2), card(case_id=3)), AT)
    view.step(1)
    assert view.card().case_id == 2
    view.show_board(board(card(case_id=2), card(case_id=3)), AT)
    assert view.card().case_id == 2
    view.show_board(board(card(case_id=3)), AT)
    assert view.card().case_id == 3


def test_marks_belong_to_one_lane_and_fall_with_their_cards(qtbot):
    view = BoardView()
    qtbot.addWidget(view)
    view.show_board(board(card(), card(case_id=2), card("call", "escort_call")), AT)
    view.mark_all()
    assert [one.case_id for one in view.chosen()] == [1, 2]
    view.show_board(board(card(case_id=2), card("call", "escort_call")), AT)
    assert view.marked == {"reminder:2"}
    view.turn(1)
    assert view.marked == frozenset()


def test_a_long_lane_scrolls_to_the_card_it_stands_on(qtbot):
    view = BoardView()
    qtbot.addWidget(view)
    view.resize(1216, 500)
    view.show()
    view.setFocus()
    view.show_board(board(*(card(case_id=place) for place in range(1, 30))), AT)
    lane = view.lanes["reminder"]
    view.step(28)
    box = lane.box_of(28)
    assert view.card().case_id == 29
    assert box.top() > 0
    assert box.bottom() <= lane.height()


class Door(QObject):
    """Remembers which receipts were dropped."""

    taken = Signal(object)

    def export(self):
        """Nothing waits."""
        return None

    def take_receipts(self, path):
        """One arrived."""
        self.taken.emit(path)
        return Collected(1, 0, 0, (), (7,))


def test_receipts_dropped_onto_the_board_are_taken_in(qtbot, worker, tmp_path):
    page, path = QWidget(), tmp_path / "回执.xlsx"
    qtbot.addWidget(page)
    batches = Batches(Door(), worker, page)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)  # fmt: skip
    heard = []
    batches.told.connect(heard.append)
    with qtbot.waitSignal(batches.changed, timeout=5000) as changed:
        assert batches.eventFilter(page, drop)
    assert heard == ["回执：送达 1，失败 0，以前已记 0"]
    assert changed.args == [(7,)]
