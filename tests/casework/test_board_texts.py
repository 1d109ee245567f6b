"""Texts and calls on the reminders board: a new escort to be told of, agreed calls, and lanes that count all."""

import pytest
from sqlalchemy import event

from desktop.casework import files, green_channel, jobs, reminder_cards
from desktop.casework.board_desk import BoardDesk
from desktop.casework.dossier import load_case
from desktop.casework.text_desk import TextDesk
from desktop.handbook.moments import parse_moment
from tests.casework.booked import add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock
from tests.casework.test_text_desk import change_escort

VISIT = "2026-09-29 09:30"


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk):
    """A desk with two escorts, on SQLite and on PostgreSQL."""
    add_escort(desk)
    add_escort(desk, "唐佳", "13800004472")
    return desk


@pytest.fixture
def people(desk):
    """The board as a person's screen asks for it, kept open while things happen."""
    return BoardDesk(desk, "林管家", lambda _desk, _ids: None)


@pytest.fixture
def told(desk, clock):
    """A visit next week whose customer was told of 何敏."""
    case = book_visit(desk, clock, VISIT, escort="何敏")
    green_channel.notify(desk, case, MANAGER, by="sms")
    return case


def cards(people):
    return [(name, card.purpose) for name, lane in people.board().lanes.items() for card in lane]


@pytest.mark.rule("GC-08")
def test_a_new_escort_of_a_later_visit_is_a_card_until_the_customer_was_told(desk, people, told):
    assert cards(people) == []
    change_escort(desk, told)
    card = people.board().lanes["notice"][0]
    assert (card.purpose, card.why, card.reading.due, card.consequence) == (
        "escort_changed", "已改派唐佳，客户还不知道", None, ""
    )  # fmt: skip
    sent = people.send([(told, "escort_changed")])[0]
    assert cards(people) == [("sent", "escort_changed")]
    people.mark_sent([sent.message_id], "手机短信")
    assert cards(people) == []
    change_escort(desk, told, "何敏")
    assert cards(people) == [("notice", "escort_changed")]
    assert people.by_phone(told, "escort_changed").sentence == ""
    assert cards(people) == []


@pytest.mark.rule("GC-08", "D-09")
def test_the_card_is_back_when_the_telling_is_voided(desk, people, told):
    change_escort(desk, told)
    people.by_phone(told, "escort_changed")
    with desk.reading() as session:
        last = reminder_last(session, told)
    files.void(desk, told, MANAGER, record=last, reason="记错", approved_by="孟主管")
    assert cards(people) == [("notice", "escort_changed")]


def reminder_last(session, case):
    return max(one.seq for one in load_case(session, case).records)


def test_other_texts_wait_for_their_receipt_and_fail_on_the_board_too(desk, clock, people):
    case = book_visit(desk, clock, VISIT)
    green_channel.notify(desk, case, MANAGER, by="sms")
    for _ in range(3):
        files.call(desk, case, MANAGER, outcome="no_answer")
    TextDesk(people).send(case, "lost_contact", {})
    assert cards(people) == [("sent", "lost_contact")]
    files.call(desk, case, MANAGER, outcome="reached")
    assert cards(people) == []


def test_a_call_shows_when_the_next_was_agreed_for_until_it_is_made(clock, people, told):
    clock.to("2026-09-28 13:00")
    assert people.board().lanes["call"][0].call_back is None
    assert people.log_missed(told).sentence == ""
    assert people.log_later(told, parse_moment("2026-09-28 15:30")).sentence == ""
    card = people.board().lanes["call"][0]
    assert (card.call_back, card.missed) == (parse_moment("2026-09-28 15:30"), 1)
    assert "已过" in people.log_later(told, parse_moment("2026-09-28 12:00")).sentence
    people.log_call(told, None, "")
    assert people.board().lanes["call"] == ()


def test_a_lane_counts_every_card_and_names_how_many_are_not_shown(desk, clock, people, monkeypatch):
    monkeypatch.setattr(reminder_cards, "SHOWN", 2)
    for minute in range(5):
        book_visit(desk, clock, f"2026-09-29 09:{minute:02}", f"王{minute}")
    board = people.board()
    assert (len(board.lanes["notice"]), board.more, board.to_do) == (2, {"notice": 3}, 5)
    clock.to("2026-09-25 10:00")
    assert people.board().overdue == 5


def test_a_second_reading_sees_what_happened_between_and_reads_no_timeline_otherwise(desk, clock, people, told):
    clock.to("2026-09-28 10:00")
    assert ("reminder", "reminder") in cards(people)
    read = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    people.board()
    assert not any("record.details" in statement and "ORDER BY record.case_id" in statement for statement in read)
    read.clear()
    green_channel.remind(desk, told, MANAGER)
    assert ("reminder", "reminder") not in cards(people)
    clock.to("2026-09-28 18:30")
    assert people.board().lanes["call"][0].reading.state == "missed"


@pytest.mark.rule("D-01")
def test_an_escort_handed_back_is_no_card_nobody_can_be_named(desk, people, told):
    jobs.release_escort(desk, told, MANAGER)
    assert cards(people) == []
