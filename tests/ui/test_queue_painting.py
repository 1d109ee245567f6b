"""A row of the queue: grounds, bar, mark, skeleton and words, cell by cell, in both heights."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.casework.rows import QueueQuery
from desktop.handbook.countdown import Band, Face
from desktop.ui import queue_columns, sla_cell, theme
from desktop.ui.queue_columns import CASE, CUSTOMER, MINE, MIXED, OWNER, SLA, STAGE
from desktop.ui.queue_delegate import QueueDelegate
from desktop.ui.queue_model import QueueModel
from tests.ui.picture import at, count, name, painted
from tests.ui.sample_desk import NOW, SampleDesk, sample_rows

CALM = Face(Band.CALM, "剩 3 天", "9月28日 周一 18:00 前", ("预估",))
WIDE = 280
EVERYTHING = QueueQuery(now=NOW, today_end=NOW)


@pytest.fixture
def model(desk, worker):
    """The sample rows, the first page read."""
    made = QueueModel(desk, worker, MIXED)
    made.show(desk.queue_ids(EVERYTHING))
    made.row(0)
    worker.wait_idle()
    return made


def cell(delegate, model, place=0, column=0, wide=WIDE):
    """One painted cell and its words."""
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, wide, delegate.height)
    return painted(lambda p: delegate.paint(p, option, model.index(place, column)), wide, delegate.height)


def drawn(column, row, face=CALM, compact=False, wide=240):
    """What a column paints of a row."""
    high = 36 if compact else 52
    return painted(lambda p: column.paint(p, QRect(0, 0, wide, high), row, face, compact), wide, high)


@pytest.mark.parametrize("compact", [False, True])
def test_a_row_has_the_height_of_the_redline(model, compact):
    delegate = QueueDelegate()
    delegate.compact = compact
    size = delegate.sizeHint(QStyleOptionViewItem(), model.index(0, 0))
    assert size.height() == delegate.height == (36 if compact else 52)


@pytest.mark.parametrize(
    ("state", "ground"),
    [({}, ""), ({"current": 0}, "bg_selected"), ({"hovered": 0}, "bg_hover"), ({"marked": True}, "bg_selected"),
     ({"flashed": True, "current": 0}, "soon_bg"), ({"current": 0, "hovered": 0}, "bg_selected"),
     ({"current": 3, "hovered": 2}, "")],
)  # fmt: skip
def test_the_ground_says_which_row_is_on(model, state, ground):
    delegate = QueueDelegate()
    delegate.current, delegate.hovered = state.get("current", -1), state.get("hovered", -1)
    case = model.row(0).id
    delegate.marked = {case} if state.get("marked") else set()
    delegate.flashed = case if state.get("flashed") else 0
    image, _ = cell(delegate, model, column=4)
    assert at(image, 1, 1) == (name(ground) if ground else "")


@pytest.mark.parametrize(("active", "token"), [(True, "accent"), (False, "border_strong")])
def test_the_bar_is_three_pixels_at_the_left_and_pale_without_the_keyboard(model, active, token):
    delegate = QueueDelegate()
    delegate.current, delegate.active = 0, active
    image, _ = cell(delegate, model)
    assert [at(image, x, 20) == name(token) for x in range(4)] == [True, True, True, False]
    other, _ = cell(delegate, model, column=1)
    assert at(other, 1, 20) != name(token)


def test_the_hairline_keeps_off_both_ends_of_the_row(model):
    delegate = QueueDelegate()
    first, last = (cell(delegate, model, column=column)[0] for column in (0, len(MIXED) - 1))
    assert (at(first, 11, 51), at(first, 12, 51)) == ("", name("border"))
    assert (at(last, WIDE - 13, 51), at(last, WIDE - 12, 51)) == (name("border"), "")


@pytest.mark.parametrize(("compact", "size"), [(False, 24), (True, 20)])
def test_a_marked_row_wears_a_tick_where_the_tile_was(model, compact, size):
    delegate = QueueDelegate()
    delegate.compact = compact
    plain = count(cell(delegate, model)[0], "accent")
    delegate.marked = {model.row(0).id}
    image, _ = cell(delegate, model)
    assert plain == 0
    assert size * size * 0.5 < count(image, "accent") < size * size


@pytest.mark.parametrize("compact", [False, True])
def test_a_row_that_is_not_there_yet_is_a_skeleton_without_words(desk, worker, compact):
    model = QueueModel(desk, worker, MIXED)
    model.show(desk.queue_ids(EVERYTHING))
    delegate = QueueDelegate()
    delegate.compact = compact
    for column in range(len(MIXED)):
        image, watch = cell(delegate, model, column=column)
        assert watch.texts == set()
        assert count(image, "bg_subtle") > 200
    worker.wait_idle()
    assert cell(delegate, model)[1].texts


def test_painting_a_row_asks_the_desk_for_nothing(model, desk):
    desk.calls.clear()
    for column in range(len(MIXED)):
        cell(QueueDelegate(), model, column=column)
    assert not desk.calls


@pytest.mark.parametrize("row", sample_rows()[:12], ids=lambda row: row.number)
def test_each_column_says_its_own(row):
    assert drawn(CASE, row)[1].texts == {
        queue_columns.SERVICE_TITLES[row.item.service], row.number, queue_columns.chips.TILES[row.item.service][0],
    }  # fmt: skip
    assert drawn(CUSTOMER, row)[1].texts == {row.name, row.request}
    assert row.stage in drawn(STAGE, row)[1].texts
    assert drawn(OWNER, row)[1].texts == {row.owner or "未分派"}


def test_in_one_line_the_number_stands_for_the_service_and_the_request_gives_way_first():
    row = sample_rows()[0]
    assert row.number in drawn(CASE, row, compact=True)[1].texts
    assert drawn(CUSTOMER, row, compact=True, wide=300)[1].texts == {row.name, row.request}
    assert drawn(CUSTOMER, row, compact=True, wide=90)[1].texts == {row.name}


@pytest.mark.parametrize("compact", [False, True])
def test_a_locked_case_has_a_lock_after_its_stage(compact):
    row = sample_rows()[0]
    stage = queue_columns.text.lay_out(row.stage, "body").width
    locked, open_ = (drawn(STAGE, row._replace(locked=state), compact=compact)[0] for state in (True, False))
    beside = QRect(stage + 4, 0, 14, 26 if not compact else 36)
    assert locked.copy(beside) != open_.copy(beside)
    assert drawn(STAGE, row._replace(locked=True), compact=compact, wide=40)[0].width() == 40


def test_a_case_nobody_has_is_said_in_the_faintest_ink():
    row = sample_rows()[0]
    image, watch = drawn(OWNER, row._replace(owner=""))
    assert watch.texts == {"未分派"}
    assert count(image, "text3") > 0
    assert count(drawn(OWNER, row._replace(owner="林悦"))[0], "text2") > 0


def test_the_one_line_deadline_leaves_the_date_out_rather_than_cutting_it():
    _, wide = drawn(SLA, sample_rows()[0], compact=True, wide=280)
    _, narrow = drawn(SLA, sample_rows()[0], compact=True, wide=150)
    assert wide.texts == {CALM.headline, "9月28日 周一 18:00 前"}
    assert narrow.texts == {CALM.headline}
    assert not wide.cut | wide.broken | narrow.cut | narrow.broken


@pytest.mark.parametrize("band", list(Band))
@pytest.mark.parametrize("dress", theme.THEMES)
def test_a_band_paints_its_own_pill_and_ink(band, dress):
    theme.SWITCH.turn(dress)
    face = CALM._replace(band=band)
    image, _ = drawn(SLA, sample_rows()[0], face, wide=272)
    look = sla_cell.LOOKS[band]
    assert at(image, 23, 16) == (name(look.pill) if look.pill else "")
    assert count(image, look.ink) > 0
    theme.SWITCH.turn("light")


@pytest.mark.parametrize("columns", [MINE, MIXED], ids=["mine", "mixed"])
def test_every_column_can_be_sorted_read_aloud_and_says_its_order(columns):
    row = sample_rows()[0]
    for column in columns:
        assert column.spoken(row, CALM._replace(spoken="剩 3 天"))
        assert len(set(column.order)) == 2
        assert queue_columns.order_words(columns, column.sort, True) == column.order[1]
    assert queue_columns.order_words(columns, "no such", False) == SLA.order[0]


def test_what_is_read_aloud_names_lock_next_step_and_missing_owner():
    row = sample_rows()[0]._replace(stage="待提醒", next_step="", locked=True, owner="")
    assert STAGE.spoken(row, CALM) == "待提醒，已锁定，下一步 —"
    assert OWNER.spoken(row, CALM) == "负责人 未分派"
    assert CASE.spoken(row, CALM).endswith(row.number)


def test_an_empty_desk_has_no_rows_to_paint(worker):
    model = QueueModel(SampleDesk([]), worker, MINE)
    assert (model.rowCount(), model.columnCount()) == (0, len(MINE))
