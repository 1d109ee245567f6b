"""Texts leave as a workbook and come back as receipts: phones stay text, nothing is live, nothing goes twice."""

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from desktop.casework import green_channel, messages
from desktop.exchange.reading import ListUnreadable
from desktop.exchange.sms.batch import COLUMNS, export_batch, read_receipts, take_receipts
from desktop.exchange.sms.gateway import ManualGateway, dispatch
from desktop.handbook.moments import parse_moment
from desktop.models.tables import AuditEntry, Case, Message
from tests.casework.booked import book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk_url, clock):
    """A desk with two notices that wait, on SQLite and on PostgreSQL."""
    desk = scratch_desk(desk_url, clock)
    for visit, name in (("2026-09-29 09:30", "王芳"), ("2026-09-29 10:30", "=李燕")):
        messages.send(desk, book_visit(desk, clock, visit, name), MANAGER, purpose="notice")
    yield desk
    desk.store.engine.dispose()


def states(desk):
    with desk.reading() as session:
        return list(session.scalars(select(Message.state).order_by(Message.id)))


def filled(path, words, target):
    book = load_workbook(path)
    sheet = book.active
    for row, (receipt, reason) in enumerate(words, 2):
        sheet.cell(row, list(COLUMNS).index("回执") + 1, receipt)
        sheet.cell(row, list(COLUMNS).index("回执时间") + 1, "2026-09-23 09:40")
        sheet.cell(row, list(COLUMNS).index("失败原因") + 1, reason)
    book.save(target)
    return target


def test_a_batch_holds_phones_as_text_and_no_formula(desk, tmp_path):
    done = export_batch(desk, tmp_path, "林管家")
    assert (done.texts, done.path.name) == (2, "短信-20260923-0910.xlsx")
    sheet = load_workbook(done.path).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[1].value for row in rows] == ["13800002046"] * 2
    assert {(cell.data_type, cell.number_format) for row in rows for cell in row if cell.value} == {("s", "@")}
    assert rows[1][2].value.startswith("【健管台】=李燕您好")
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


@pytest.mark.rule("GC-14")
def test_exporting_locks_nothing_and_is_not_repeated(desk, tmp_path):
    export_batch(desk, tmp_path, "林管家")
    assert states(desk) == ["submitted", "submitted"]
    assert export_batch(desk, tmp_path, "林管家") is None
    with desk.reading() as session:
        assert not any(session.scalars(select(Case.locked)))
        assert session.scalars(select(AuditEntry).where(AuditEntry.action == "export_texts")).one().person == "林管家"


def test_a_second_batch_in_the_same_minute_gets_a_name_of_its_own(desk, clock, tmp_path):
    first = export_batch(desk, tmp_path, "林管家")
    messages.send(desk, book_visit(desk, clock, "2026-09-30 09:30", "周敏"), MANAGER, purpose="notice")
    second = export_batch(desk, tmp_path, "林管家")
    assert second.path.name == "短信-20260923-0910-2.xlsx"
    assert first.path.exists()


@pytest.mark.rule("GC-14")
def test_receipts_come_back_once(desk, clock, tmp_path):
    path = export_batch(desk, tmp_path, "林管家").path
    receipts = filled(path, [("送达", ""), ("失败", "空号")], tmp_path / "回执.xlsx")
    clock.to("2026-09-23 10:00")
    found = take_receipts(desk, receipts, "林管家")
    assert (found.delivered, found.failed, found.known) == (1, 1, 0)
    assert states(desk) == ["delivered", "failed"]
    with desk.reading() as session:
        assert list(session.scalars(select(Case.locked).order_by(Case.id))) == [True, False]
        assert session.get(Message, 2).failure == "空号"
        assert session.get(Message, 1).settled_at == parse_moment("2026-09-23 09:40")
    assert take_receipts(desk, receipts, "林管家").known == 2


def test_rows_without_a_receipt_are_left_alone(desk, tmp_path):
    path = export_batch(desk, tmp_path, "林管家").path
    assert read_receipts(path) == []


def test_a_word_that_is_no_receipt_is_named_with_its_row(desk, tmp_path):
    path = export_batch(desk, tmp_path, "林管家").path
    with pytest.raises(ListUnreadable, match="第 2 行的回执「也许」"):
        read_receipts(filled(path, [("也许", "")], tmp_path / "回执.xlsx"))


def test_a_workbook_of_something_else_is_told_in_one_sentence(tmp_path):
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["王芳", "1"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(ListUnreadable, match="编号"):
        read_receipts(tmp_path / "别的.xlsx")


@pytest.mark.rule("GC-09")
def test_a_moved_visit_is_not_in_the_batch(desk, tmp_path):
    green_channel.rebook(desk, 1, MANAGER, visit_at=parse_moment("2026-10-09 09:30"), cause="customer")
    assert export_batch(desk, tmp_path, "林管家").texts == 1
    assert states(desk) == ["withdrawn", "submitted"]


def test_by_hand_every_text_is_with_the_people_and_may_still_be_exported(desk, tmp_path):
    dispatch(ManualGateway(), desk, [1, 2])
    assert states(desk) == ["submitted", "submitted"]
    assert ManualGateway().states([]) == []
    assert export_batch(desk, tmp_path, "林管家").texts == 2
