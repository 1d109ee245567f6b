"""Texts on their way: nothing locks before the sending is on record, and nothing goes twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from desktop.casework import files, green_channel, handing_over, messages, stale_texts
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.message_rows import Handed, Queued, Receipt
from desktop.casework.rows import Done
from desktop.casework.texts import TextFault
from desktop.casework.verification import verify
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Conflict
from desktop.models.tables import AuditEntry, Case, EntitlementUse, Message, Person, Record
from tests.casework.booked import add_escort, book_visit
from tests.casework.desks import MANAGER, HandClock


@pytest.fixture
def clock():
    """A Wednesday morning."""
    return HandClock("2026-09-23 09:10")


@pytest.fixture
def desk(desk):
    """A desk with one escort, on SQLite and on PostgreSQL."""
    add_escort(desk)
    return desk


@pytest.fixture
def case(desk, clock):
    """A visit on 29 September, booked now, with an escort."""
    return book_visit(desk, clock, "2026-09-29 09:30", escort="何敏")


def sent(desk, case, purpose="notice"):
    outcome = messages.send(desk, case, MANAGER, purpose=purpose)
    assert isinstance(outcome, Queued), outcome
    return outcome.message_id


def row(desk, message_id):
    with desk.reading() as session:
        return session.get(Message, message_id)


def locked(desk, case):
    with desk.reading() as session:
        return session.scalar(select(Case.locked).where(Case.id == case))


def verbs(desk, case):
    with desk.reading() as session:
        return list(session.scalars(select(Record.verb).where(Record.case_id == case).order_by(Record.seq)))


def right(desk, case):
    with desk.reading() as session:
        return session.scalar(select(EntitlementUse.state).where(EntitlementUse.case_id == case))


@pytest.mark.rule("GC-14", "GC-08")
def test_a_queued_or_submitted_notice_locks_nothing_its_recorded_sending_does(desk, clock, case):
    message = sent(desk, case)
    handing_over.handed(desk, [Handed(message, "submitted", "G-1")])
    assert (row(desk, message).state, locked(desk, case), right(desk, case)) == ("submitted", False, "reserved")
    assert "notify" not in verbs(desk, case)
    clock.to("2026-09-23 10:05")
    done = messages.record_sent(desk, message, MANAGER, proof="手机短信")
    assert isinstance(done, Done)
    kept = row(desk, message)
    assert (kept.state, kept.record_seq, kept.proof) == ("manual", done.seq, "林管家 2026-09-23 10:05 手机短信")
    assert (locked(desk, case), right(desk, case), verbs(desk, case)[-1]) == (True, "used", "notify")
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-14")
def test_a_text_that_did_not_arrive_locks_nothing_and_may_be_sent_again(desk, case):
    message = sent(desk, case)
    assert messages.record_failed(desk, message, "林管家", reason="空号") == case
    assert (row(desk, message).failure, locked(desk, case), right(desk, case)) == ("空号", False, "reserved")
    assert sent(desk, case) != message


@pytest.mark.rule("GC-14")
def test_text_and_record_are_one_transaction(desk, case, monkeypatch):
    message = sent(desk, case)

    def fail(*_):
        raise RuntimeError("power cut")

    monkeypatch.setattr(messages, "finish", fail)
    with pytest.raises(RuntimeError):
        messages.record_sent(desk, message, MANAGER, proof="手机短信")
    assert row(desk, message).state == "queued"
    assert "notify" not in verbs(desk, case)


@pytest.mark.rule("GC-08")
def test_the_same_purpose_for_the_same_visit_is_not_sent_twice(desk, case):
    message = sent(desk, case)
    again = messages.send(desk, case, MANAGER, purpose="notice")
    assert isinstance(again, Refusal)
    assert again.rules == ("GC-08",)
    messages.record_sent(desk, message, MANAGER, proof="手机短信")
    assert isinstance(messages.send(desk, case, MANAGER, purpose="notice"), Refusal)


@pytest.mark.rule("GC-08")
def test_the_database_itself_keeps_a_second_text_out(desk, case):
    first = row(desk, sent(desk, case))
    with pytest.raises(Conflict) as conflict, desk.store.writing() as session:
        session.add(Message(case_id=case, purpose="notice", booking=first.booking, body="x", variables={},
                            created_at=desk.clock(), state="queued"))  # fmt: skip
    assert (conflict.value.constraint, conflict.value.rule) == ("uq_message_purpose", "GC-08")


@pytest.mark.rule("GC-08")
def test_two_desks_that_send_at_once_send_once(desk, case):
    with ThreadPoolExecutor(8) as many:
        outcomes = list(many.map(lambda _: messages.send(desk, case, MANAGER, purpose="notice"), range(8)))
    assert sum(isinstance(one, Queued) for one in outcomes) == 1


@pytest.mark.rule("GC-08", "GC-14")
def test_a_moved_visit_gets_a_notice_of_its_own_and_the_old_one_stays_as_proof(desk, clock, case):
    old = sent(desk, case)
    messages.record_sent(desk, old, MANAGER, proof="手机短信")
    clock.to("2026-09-23 11:00")
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-10-09 10:20"), cause="hospital")
    new = sent(desk, case)
    assert (row(desk, old).state, row(desk, new).state) == ("manual", "queued")
    assert "10月9日周五10:20" in row(desk, new).body


@pytest.mark.rule("GC-09", "GC-14")
def test_a_receipt_for_an_earlier_booking_does_not_count_for_the_new_one(desk, clock, case):
    old = sent(desk, case)
    clock.to("2026-09-23 11:00")
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-10-09 10:20"), cause="customer")
    messages.record_sent(desk, old, MANAGER, state="delivered")
    assert row(desk, old).state == "delivered"
    assert (locked(desk, case), "notify" in verbs(desk, case)) == (False, False)


@pytest.mark.rule("GC-09")
def test_a_text_whose_visit_was_moved_does_not_go_out(desk, case):
    old = sent(desk, case)
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-10-09 10:20"), cause="customer")
    assert handing_over.outgoing(desk) == []
    assert (row(desk, old).state, row(desk, old).failure) == ("withdrawn", stale_texts.STALE)


@pytest.mark.rule("D-08")
def test_a_text_of_a_cancelled_case_does_not_go_out_and_none_can_be_sent(desk, case):
    old = sent(desk, case)
    files.cancel(desk, case, MANAGER, by="customer")
    assert handing_over.outgoing(desk) == []
    assert row(desk, old).state == "withdrawn"
    assert messages.send(desk, case, MANAGER, purpose="notice").rules == ("D-08",)


@pytest.mark.rule("GC-08")
def test_without_an_escort_the_text_says_that_the_escort_follows(desk, clock):
    case = book_visit(desk, clock, "2026-09-29 10:30", "李燕")
    outcome = messages.send(desk, case, MANAGER, purpose="notice")
    assert [one.rule for one in outcome.warnings] == ["GC-08"]
    assert "陪诊员确定后另行告知" in row(desk, outcome.message_id).body


@pytest.mark.rule("GC-08")
def test_nothing_is_sent_before_it_is_booked(desk, case):
    files.void(desk, case, MANAGER, record=5, reason="时间记错", approved_by="孟主管")
    assert "GC-08" in messages.send(desk, case, MANAGER, purpose="notice").rules
    assert messages.preview(desk, case, "林管家", "notice").rules == ("GC-08",)


@pytest.mark.rule("D-09")
def test_after_its_record_was_voided_a_notice_can_be_sent_anew(desk, case):
    first = sent(desk, case)
    seq = messages.record_sent(desk, first, MANAGER, proof="手机短信").seq
    files.void(desk, case, MANAGER, record=seq, reason="发错人", approved_by="孟主管")
    assert not locked(desk, case)
    second = sent(desk, case)
    assert (row(desk, first).state, row(desk, second).state) == ("withdrawn", "queued")


def test_the_preview_shows_real_words_and_a_masked_phone(desk, case):
    shown = messages.preview(desk, case, "林管家", "notice")
    assert (shown.name, shown.phone, shown.segments) == ("王*", "138****2046", 2)
    assert "王芳您好" in shown.body
    assert "何敏" in shown.body
    assert "三（七）6" in shown.consequence
    assert "13800002046" not in f"{shown}"


@pytest.mark.rule("D-04")
def test_a_reminder_has_no_consequence(desk, case):
    assert messages.preview(desk, case, "林管家", "reminder").consequence == ""


def test_a_customer_without_a_mobile_phone_is_told_of(desk, case):
    with desk.store.writing() as session:
        session.execute(update(Person).values(phone="021-5566"))
    with pytest.raises(TextFault, match="手机号"):
        messages.send(desk, case, MANAGER, purpose="notice")


def test_a_person_writes_down_how_it_was_sent(desk, case):
    with pytest.raises(BadInput, match="怎样发出"):
        messages.record_sent(desk, sent(desk, case), MANAGER, proof=" ")


def test_a_text_can_be_pulled_back_until_a_gateway_has_it(desk, case):
    message = sent(desk, case)
    assert messages.withdraw(desk, message, "林管家") == case
    again = sent(desk, case)
    handing_over.handed(desk, [Handed(again, "submitted", "G-7")])
    with pytest.raises(BadInput, match="不能撤回"):
        messages.withdraw(desk, again, "林管家")
    messages.record_sent(desk, again, MANAGER, state="delivered")
    with pytest.raises(BadInput, match="状态已变"):
        messages.withdraw(desk, again, "林管家")


@pytest.mark.rule("GC-09")
def test_a_reminder_recorded_as_sent_stops_its_clock_once(desk, clock, case):
    clock.to("2026-09-28 10:00")
    message = sent(desk, case, "reminder")
    messages.record_sent(desk, message, MANAGER, state="delivered")
    assert verbs(desk, case).count("remind") == 1
    with pytest.raises(BadInput):
        messages.record_sent(desk, message, MANAGER, state="delivered")
    assert verbs(desk, case).count("remind") == 1


@pytest.mark.rule("GC-14")
def test_receipts_lock_fail_or_are_known_and_a_second_reading_changes_nothing(desk, clock, case):
    other = book_visit(desk, clock, "2026-09-30 09:30", "李燕")
    arrived, lost = sent(desk, case), sent(desk, other)
    handing_over.handed(desk, [Handed(arrived, "submitted", "G-1"), Handed(lost, "submitted", "G-2")])
    clock.to("2026-09-25 10:00")
    receipts = [
        Receipt(arrived, "delivered", parse_moment("2026-09-23 09:30")), Receipt(lost, "failed", None, "空号"),
        Receipt(99, "delivered"),
    ]  # fmt: skip
    first = handing_over.collect(desk, receipts, "林管家")
    assert (first.delivered, first.failed, first.known, first.unknown) == (1, 1, 0, (99,))
    assert (locked(desk, case), locked(desk, other)) == (True, False)
    with desk.reading() as session:
        notice = session.scalars(select(Record).where(Record.verb == "notify")).one()
        assert notice.happened_at == parse_moment("2026-09-23 09:30")
    again = handing_over.collect(desk, receipts, "林管家")
    assert (again.delivered, again.failed, again.known) == (0, 0, 2)
    assert verbs(desk, case).count("notify") == 1


@pytest.mark.rule("GC-14")
def test_a_repeated_command_records_the_sending_once(desk, case):
    message = sent(desk, case)
    entry = Entry("林管家", command_id="c-1")
    first, again = (messages.record_sent(desk, message, entry, proof="手机短信") for _ in range(2))
    assert first.seq == again.seq
    assert verbs(desk, case).count("notify") == 1


def test_what_is_done_with_a_text_is_in_the_audit_trail_without_its_words(desk, case):
    messages.withdraw(desk, sent(desk, case), "林管家")
    with desk.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.subject.startswith("短信"))).all()
    assert [one.action for one in entries] == ["send_text", "withdraw_text"]
    assert not any("13800002046" in str(one.after) or "王芳" in str(one.after) for one in entries)
