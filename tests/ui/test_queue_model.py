"""The windowed model fetches what is seen, ticks without the desk, and is never editable."""

import threading
from array import array
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.handbook.countdown import Band
from desktop.ui.pages import QUEUES
from desktop.ui.queue_columns import MINE
from desktop.ui.queue_model import PAGE, QueueModel, face_of
from desktop.ui.screens import settle
from tests.ui.sample_desk import NOW, SampleDesk, many_rows, sample_rows


@pytest.fixture
def model(desk, worker):
    """A model over the sample's forty cases, loaded."""
    model = QueueModel(desk, worker, MINE)
    model.show(array("q", desk.rows))
    model.row(0)
    worker.wait_idle()
    return model


def test_no_cell_is_ever_editable(model):
    for column in range(model.columnCount()):
        assert not model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable


def test_a_row_is_a_skeleton_until_its_page_is_there(desk, worker, qtbot):
    model = QueueModel(desk, worker, MINE)
    model.show(array("q", desk.rows))
    assert model.row(0) is None
    assert model.data(model.index(0, 0)) == "正在读取"
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert model.row(0).name == "赵*芳"


def test_rows_are_read_in_the_worker_only(desk):
    assert threading.get_ident() not in desk.threads


def test_the_tick_does_not_touch_the_desk(shell, desk):
    before = desk.calls.copy()
    for minute in range(1, 30):
        shell.tick(NOW + timedelta(minutes=minute))
    settle(shell, 1)
    assert desk.calls == before


def test_the_tick_paints_only_the_deadlines_in_sight(open_shell, qtbot):
    shell = open_shell(SampleDesk(many_rows(5_000)))
    shell.show_page("all")
    settle(shell, 2)
    table = shell.queue.table
    with qtbot.waitSignal(table.model.dataChanged) as told:
        shell.tick(NOW + timedelta(minutes=1))
    first, last, _roles = told.args
    columns = [column.name for column in table.model.columns]
    assert columns[first.column()] == columns[last.column()] == "sla"
    assert (first.row(), last.row()) == table.view.visible_places()
    assert last.row() - first.row() < 20


def test_a_case_whose_clocks_are_all_over_does_not_say_it_waits(desk, model):
    row = model.row(0)
    over = row.reading._replace(name="", state="ended", started=None, due=None)
    assert face_of(row._replace(reading=over), desk, NOW).headline == "无时限"


def test_the_tick_moves_the_words_of_the_clock(model):
    row = model.row(1)
    assert model.face(row).headline == "剩 1 小时 10 分"
    model.tick(NOW + timedelta(minutes=30), 0, 10)
    assert model.face(row).headline == "剩 40 分"


def test_scrolling_a_hundred_thousand_rows_fetches_only_the_pages_seen(open_shell):
    desk = SampleDesk(many_rows(100_000))
    shell = open_shell(desk)
    shell.show_page("all")
    settle(shell, 2)
    desk.seen.clear()
    shell.queue.view.go_to(50_000)
    settle(shell, 2)
    pages = {(case - 1) // PAGE for case in desk.seen}
    assert pages <= {498, 499, 500, 501}
    assert len(desk.seen) <= 3 * PAGE


def test_pages_jumped_over_are_not_fetched_later(worker):
    many = SampleDesk(many_rows(10_000))
    model = QueueModel(many, worker, MINE)
    model.show(array("q", many.rows))
    for place in range(0, 10_000, PAGE):
        model.row(place)
    worker.wait_idle()
    assert many.calls["queue_rows"] <= 5


def test_an_answer_for_an_older_list_is_dropped(desk, worker):
    model = QueueModel(desk, worker, MINE)
    model.show(array("q", [1, 2, 3]))
    model.row(0)
    model.show(array("q", [4, 5]))
    worker.wait_idle()
    assert model.row(0) is None
    worker.wait_idle()
    assert model.row(0).id == 4


def test_changed_cases_are_read_again_while_the_old_rows_stay(model, desk, worker):
    desk.rows[2] = desk.rows[2]._replace(stage="待提醒", version=2)
    model.refresh([2])
    assert model.row(1).stage == "待发通知"
    worker.wait_idle()
    assert model.row(1).stage == "待提醒"


def test_a_case_that_is_gone_leaves_a_skeleton_not_a_wrong_row(model, desk, worker):
    del desk.rows[2]
    model.refresh()
    model.row(0)
    worker.wait_idle()
    assert model.row(1) is None
    assert model.row(2).id == 3


def test_the_accessible_text_of_a_deadline_says_all(model):
    sla = [column.name for column in MINE].index("sla")
    spoken = model.data(model.index(0, sla), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "预约，已超时5小时20分，昨天 周二 18:00 已过"
    name = model.data(model.index(1, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert name.startswith("冯*，专家门诊")


def test_the_ball_comes_back_by_itself_at_the_visit(desk):
    row = sample_rows()[7]
    assert "球在医院 第 2 天" in face_of(row, desk, NOW).holder
    back = row._replace(holder_until=NOW - timedelta(minutes=1))
    assert face_of(back, desk, NOW).holder == ""


def test_a_case_without_any_clock_says_so(desk):
    row = sample_rows()[0]
    bare = row._replace(open=False, reading=row.reading._replace(started=None, due=None, state="ended"))
    assert face_of(bare, desk, NOW).band is Band.ENDED


def test_every_page_of_the_window_shows_the_deadline():
    for spec in QUEUES:
        assert spec.columns[-1].name == "sla"
