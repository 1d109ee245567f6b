"""The reminders board follows the bookings: lanes, holidays, moved visits, and the same statements for any number."""

import pytest
from sqlalchemy import event

from desktop.casework import files, green_channel, handing_over, messages, reminders
from desktop.casework.board_desk import BoardDesk
from desktop.casework.message_rows import Handed
from desktop.casework.reminders import BoardQuery
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case
from tests.casework.booked import add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock

NATIONAL_DAY = "2026-09-30 14:20"


@pytest.fixture
def clock():
    """Two days before the autumn holidays."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk):
    """A desk with one escort, on SQLite and on PostgreSQL."""
    add_escort(desk)
    return desk


@pytest.fixture
def people(desk):
    """The board as a person's screen asks for it."""
    return BoardDesk(desk, "林管家")


def notified(desk, clock, visit, name, at="2026-09-24 10:00", **more):
    case = book_visit(desk, clock, visit, name, at, **more)
    assert isinstance(green_channel.notify(desk, case, MANAGER, by="sms"), Done)
    return case


def lane(people, name):
    return [(card.case_id, card.purpose) for card in people.board().lanes[name]]


def counts(people):
    return {name: len(cards) for name, cards in people.board().lanes.items() if cards}


@pytest.mark.rule("GC-08")
def test_a_booking_waits_for_its_notice_within_four_working_hours(desk, clock, people):
    case = book_visit(desk, clock, "2026-10-09 10:20", "潘红", "2026-09-23 10:00")
    card = people.board().lanes["notice"][0]
    assert (card.case_id, card.name, card.place, card.escort) == (case, "潘*", "协和医院·乳腺外科", "")
    assert card.reading.due == parse_moment("2026-09-23 14:00")
    assert counts(people) == {"notice": 1}


@pytest.mark.rule("T-04", "GC-09")
def test_before_national_day_visits_of_8_october_are_reminded_on_30_september(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山", escort="何敏")
    clock.to("2026-09-29 17:00")
    assert counts(people) == {}
    clock.to(NATIONAL_DAY)
    board = people.board()
    card, call = board.lanes["reminder"][0], board.lanes["call"][0]
    assert (card.case_id, card.purpose, card.gap) == (case, "reminder", 8)
    assert card.reading.due == parse_moment("2026-09-30 18:00")
    assert call.reading.due == parse_moment("2026-09-30 17:00")
    assert call.meeting == "会合 08:30 门诊楼3层"
    assert board.tally[1:] == (1, 0, 0, 1, 1)
    assert (board.gap.days, str(board.gap.eve), board.gap.holiday) == (8, "2026-10-07", "国庆节")
    assert board.gap.cases == (case,)


@pytest.mark.rule("T-04", "GC-09")
def test_before_spring_festival_a_make_up_saturday_is_the_day_of_reminders(desk, clock, people):
    notified(desk, clock, "2026-02-24 09:30", "何山", "2026-02-11 09:00")
    clock.to("2026-02-13 15:00")
    assert counts(people) == {}
    clock.to("2026-02-14 09:00")
    assert counts(people) == {"reminder": 1, "call": 1}
    assert people.board().lanes["reminder"][0].gap == 10
    assert str(people.board().gap.eve) == "2026-02-23"


@pytest.mark.rule("GC-09")
def test_a_courtesy_reminder_that_was_wanted_stands_on_the_eve(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山")
    clock.to(NATIONAL_DAY)
    people.plan_courtesy([case], True)
    assert people.board().gap is None
    green_channel.remind(desk, case, MANAGER)
    clock.to("2026-10-06 10:00")
    assert ("courtesy" in [card.purpose for card in people.board().lanes["reminder"]]) is False
    clock.to("2026-10-07 10:00")
    assert (case, "courtesy") in lane(people, "reminder")
    outcome = people.send([(case, "courtesy")])[0]
    people.mark_sent([outcome.message_id], "手机短信")
    assert (case, "courtesy") not in lane(people, "reminder")


@pytest.mark.rule("GC-09")
def test_a_courtesy_reminder_that_was_declined_is_not_asked_for_again(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山")
    clock.to(NATIONAL_DAY)
    people.plan_courtesy([case], False)
    assert people.board().gap is None
    clock.to("2026-10-07 10:00")
    assert (case, "courtesy") not in lane(people, "reminder")


@pytest.mark.rule("GC-09")
def test_a_gap_of_four_days_is_long_one_of_three_is_not(desk, clock, people):
    notified(desk, clock, "2026-09-28 09:00", "何山", "2026-09-23 10:00")
    clock.to("2026-09-24 10:00")
    assert (people.board().lanes["reminder"][0].gap, people.board().gap.days) == (4, 4)
    notified(desk, clock, "2026-10-26 09:00", "李燕", "2026-10-20 10:00")
    clock.to("2026-10-23 10:00")
    assert (people.board().lanes["reminder"][0].gap, people.board().gap) == (0, None)


@pytest.mark.rule("GC-09")
def test_a_moved_visit_takes_its_cards_along_and_sent_texts_stay_as_proof(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山")
    clock.to(NATIONAL_DAY)
    old = people.send([(case, "reminder")])[0].message_id
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-10-14 09:00"), cause="hospital")
    assert counts(people) == {"notice": 1}
    with desk.reading() as session:
        assert session.get(messages.Message, old).body
    clock.to("2026-10-13 10:00")
    assert counts(people) == {"notice": 1, "reminder": 1, "call": 1}


@pytest.mark.rule("D-08", "GC-09")
def test_cancelling_takes_the_cards_away(desk, clock, people):
    case = book_visit(desk, clock, "2026-10-08 09:00", "何山", "2026-09-30 09:30")
    assert counts(people) == {"notice": 1, "reminder": 1, "call": 1}
    files.cancel(desk, case, MANAGER, by="customer")
    assert counts(people) == {}


@pytest.mark.rule("GC-09")
def test_short_notice_is_due_one_working_hour_after_the_booking(desk, clock, people):
    book_visit(desk, clock, "2026-09-24 10:00", "何山", "2026-09-23 17:30")
    call = people.board().lanes["call"][0]
    assert call.reading.due == parse_moment("2026-09-24 09:30")


@pytest.mark.rule("GC-14", "GC-09")
def test_cards_follow_their_texts_from_lane_to_lane(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山")
    clock.to(NATIONAL_DAY)
    message = people.send([(case, "reminder")])[0].message_id
    assert (lane(people, "reminder"), lane(people, "sent")) == ([], [(case, "reminder")])
    handing_over.handed(desk, [Handed(message, "submitted", "G-1")])
    assert people.board().lanes["sent"][0].exported
    messages.record_failed(desk, message, "林管家", reason="空号")
    card = people.board().lanes["failed"][0]
    assert (card.failure, card.since, people.board().to_do) == ("空号", parse_moment(NATIONAL_DAY), 2)
    assert people.by_phone(case, "reminder").sentence == ""
    assert counts(people) == {"call": 1}


@pytest.mark.rule("GC-09")
def test_calls_are_counted_and_the_done_ones_listed_small(desk, clock, people):
    case = notified(desk, clock, "2026-10-08 09:00", "何山", escort="何敏")
    clock.to(NATIONAL_DAY)
    people.log_missed(case)
    assert people.board().lanes["call"][0].missed == 1
    people.log_call(case, parse_moment("2026-10-08 08:30"), "门诊一层")
    board = people.board()
    assert board.lanes["call"] == ()
    assert [(one.name, one.note) for one in board.calls_done] == [("何*", "何敏")]


def test_one_card_refused_leaves_the_others_sent(desk, clock, people):
    good = book_visit(desk, clock, "2026-09-29 09:30", "何山")
    bad = book_visit(desk, clock, "2026-09-29 10:30", "李燕", phone="")
    first, second = people.send([(bad, "notice"), (good, "notice")])
    assert "手机号" in first.sentence
    assert (first.message_id, second.sentence) == (0, "")
    assert lane(people, "sent") == [(good, "notice")]


def test_a_pulled_back_text_is_to_be_sent_again(desk, clock, people):
    case = book_visit(desk, clock, "2026-09-29 09:30", "何山")
    message = people.send([(case, "notice")])[0].message_id
    assert people.withdraw([message])[0].sentence == ""
    assert lane(people, "notice") == [(case, "notice")]


def test_an_empty_board_names_the_next_batch_and_its_holiday(desk, clock, people):
    notified(desk, clock, "2026-10-08 09:00", "何山")
    notified(desk, clock, "2026-10-08 14:00", "李燕")
    notified(desk, clock, "2026-10-12 09:00", "钱林")
    clock.to("2026-09-28 10:00")
    board = people.board()
    assert (board.to_do, str(board.following.day), board.following.visits, board.following.holiday) == (
        0, "2026-09-30", 2, "国庆节"
    )  # fmt: skip


def test_the_board_can_be_narrowed_to_ones_own_cases_and_to_words(desk, clock, people):
    mine = book_visit(desk, clock, "2026-09-29 09:30", "何山")
    other = book_visit(desk, clock, "2026-09-29 10:30", "李燕", hospital="华山医院")
    files.take(desk, mine, MANAGER)
    assert [card.case_id for card in people.board(BoardQuery("林管家")).lanes["notice"]] == [mine]
    assert [card.case_id for card in people.board(BoardQuery(search="华山")).lanes["notice"]] == [other]
    assert people.board(BoardQuery(search="没有")).to_do == 0


@pytest.mark.rule("GC-09")
def test_a_customer_who_could_not_be_reached_stays_on_the_board_until_the_visit(desk, clock, people):
    case = notified(desk, clock, "2026-09-28 09:43", "解强", escort="何敏")
    for at in ("14:10", "14:20", "14:30"):
        clock.to(f"2026-09-24 {at}")
        people.log_missed(case)
    with desk.reading() as session:
        row = session.get_one(Case, case)
        assert (row.holder, row.holder_until) == ("customer", None)
    assert lane(people, "reminder") == [(case, "reminder")]
    assert people.board().lanes["call"][0].missed == 3
    assert people.board(BoardQuery(search="解强")).to_do == 2


@pytest.mark.rule("GC-08", "GC-14")
def test_a_rebooked_visit_of_a_customer_who_could_not_be_reached_waits_for_its_new_notice(desk, clock, people):
    case = notified(desk, clock, "2026-09-28 09:00", "解强")
    for at in ("14:10", "14:20", "14:30"):
        clock.to(f"2026-09-24 {at}")
        people.log_missed(case)
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-09-29 09:43"), cause="hospital")
    assert lane(people, "notice") == [(case, "notice")]
    assert [card.case_id for card in people.board(BoardQuery(search="解强")).lanes["notice"]] == [case]


@pytest.mark.rule("GC-08", "GC-09")
def test_visits_of_the_past_without_a_result_are_named_beside_the_lanes(desk, clock, people):
    untold = book_visit(desk, clock, "2026-09-25 09:00", "乐树", "2026-09-23 10:00")
    told = notified(desk, clock, "2026-09-28 09:00", "解强", "2026-09-23 11:00")
    lost = notified(desk, clock, "2026-09-28 10:00", "王一", "2026-09-23 12:00")
    for at in ("14:10", "14:20", "14:30"):
        clock.to(f"2026-09-24 {at}")
        people.log_missed(lost)
    assert people.board().passed == ()
    clock.to("2026-09-28 14:20")
    board = people.board()
    assert [(one.case_id, one.untold) for one in board.passed] == [(untold, True), (told, False), (lost, False)]
    assert board.passed[0].name == "乐*"
    assert not any(board.lanes.values())
    assert not board.is_empty
    assert [one.case_id for one in people.board(BoardQuery(search="解强")).passed] == [told]
    green_channel.no_show(desk, told, MANAGER, reason="没有来")
    assert [one.case_id for one in people.board().passed] == [untold, lost]


def test_the_number_of_statements_does_not_grow_with_the_cards(desk, clock, people):
    seen = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))

    def asked():
        seen.clear()
        with desk.reading() as session:
            reminders.board(session, desk, desk.clock(), BoardQuery())
        return len([one for one in seen if one.lstrip().upper().startswith(("SELECT", "WITH"))])

    book_visit(desk, clock, "2026-10-08 09:00", "何一", "2026-09-30 09:30")
    once = asked()
    for place in range(12):
        case = book_visit(desk, clock, "2026-10-08 09:00", f"何{place}", escort="")
        people.send([(case, "reminder")])
    assert len(people.board().lanes["notice"]) == 13
    assert asked() == once <= 7
