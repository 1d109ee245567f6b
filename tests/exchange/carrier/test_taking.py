"""A page of applications opens each case once, keeps what it cannot open, and commits with its cursor."""

import pytest
from sqlalchemy import func, select, text

from desktop.casework import consult, files
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.feed import taking
from desktop.casework.feed.deciding import dismiss, try_again
from desktop.casework.feed.keeping import cursor_of, rejected, state_of
from desktop.casework.feed.outbox import outgoing
from desktop.casework.feed.rows import CLERK, Exchange, Page
from desktop.casework.feed.telling import TOLD
from desktop.exchange.carrier.contract import reread
from desktop.exchange.carrier.round import take_or_split
from desktop.handbook.moments import parse_moment, write_moment
from desktop.models.errors import Conflict
from desktop.models.tables import Case, FeedApplication, FeedExchange, FeedMessage, Record, User
from tests.casework.desks import MANAGER
from tests.exchange.carrier.feeding import CODE, page, take, wire

OC = {"service": "在线问诊", "item": None}
STAY = {"item": "住院安排", "certificate_hospital": "北京协和医院", "certificate_day": "2026-09-20"}


def every(desk, table, *order):
    with desk.reading() as session:
        return session.scalars(select(table).order_by(*(order or (table.id,)))).all()


@pytest.mark.rule("D-03")
def test_a_page_opens_its_cases_and_moves_the_cursor_with_them(desk):
    taken = take(desk, wire(1), wire(2), after="", cursor="c1", exchange=Exchange("GET", 200, "a", "b", 12))
    assert taken.opened == 2
    assert cursor_of(desk, CODE) == "c1"
    (record, _) = every(desk, Record)
    assert (record.person, record.details["late_reason"]) == (CLERK, "承保对接")
    (logged,) = every(desk, FeedExchange)
    assert (logged.what, logged.status, logged.sent_sha256, logged.pieces) == ("GET", 200, "a", 2)
    (clerk,) = (user for user in every(desk, User) if user.name == CLERK)
    assert not clerk.active


@pytest.mark.rule("D-03")
def test_what_comes_again_opens_nothing_in_the_page_in_the_next_one_and_after_closing(desk):
    take(desk, wire(1, **OC), wire(1, **OC), wire(2, **OC))
    (case, _) = every(desk, Case)
    consult.answer(desk, case.id, MANAGER)
    files.close(desk, case.id, MANAGER)
    again = take(desk, wire(2, **OC), wire(1, **OC))
    assert (again.opened, again.repeated) == (0, 2)
    assert len(every(desk, Case)) == 2
    assert len(outgoing(desk, CODE, 100)) == 4


@pytest.mark.rule("D-03")
def test_a_case_of_an_earlier_import_is_present_and_told_with_its_whole_record(desk):
    take(desk, wire(1, **OC), answers=False)
    (case,) = every(desk, Case)
    consult.answer(desk, case.id, MANAGER)
    assert not outgoing(desk, CODE, 100)
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM feed_application"))
    assert take(desk, wire(1, **OC)).present == 1
    assert [(each.kind, each.body["seq"]) for each in outgoing(desk, CODE, 9)] == [("answer", 1), ("status", 2)]


def test_a_page_asked_with_an_old_cursor_writes_nothing(desk):
    take(desk, wire(1), after="", cursor="c1")
    late = take(desk, wire(2), after="", cursor="c9")
    assert late.overtaken
    assert cursor_of(desk, CODE) == "c1"
    assert len(every(desk, Case)) == 1


def test_nothing_of_a_page_stays_when_the_process_ends_before_its_commit(desk, monkeypatch):
    def killed(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(taking, "log", killed)
        with pytest.raises(SystemExit):
            take(desk, wire(1), after="", cursor="c1", exchange=Exchange("GET"))
    assert cursor_of(desk, CODE) == ""
    assert not every(desk, Case)
    assert take(desk, wire(1), after="", cursor="c1").opened == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"plan": "没有的计划"}, "plan", "目录中没有计划"), ({"policy_no": None}, "policy_no", "没有填写"),
        ({"phone": 13800000001}, "phone", "类型不对"), ({"id_number": "11010519900307100"}, "id_number", "位"),
        ({"applicant": "别人"}, "", "本人"), ({"policy_end": "2026-02-01"}, "", ""),
        ({"applied_at": "2026-09-23 14:50"}, "applied_at", "晚于现在"), ({"remark": "a\u0000b"}, "remark", "控制字符"),
    ],
)  # fmt: skip
def test_a_bad_application_is_answered_listed_and_blocks_nobody(desk, wrong, field, words):
    taken = take(desk, wire(1, **wrong), wire(2), after="", cursor="c1")
    assert (taken.opened, taken.refused) == (1, 1)
    (row,) = rejected(desk, CODE)
    assert row.request_no == wire(1)["request_no"]
    assert field in ("", row.reasons[0].field)
    assert words in row.reasons[0].sentence
    answer = next(each.body for each in outgoing(desk, CODE, 9) if each.body["outcome"] == "refused")
    assert answer["reasons"][0]["sentence"] == row.reasons[0].sentence
    assert take(desk, wire(1, **wrong)).repeated == 1
    assert len(rejected(desk, CODE)) == 1


@pytest.mark.parametrize("thing", [None, 7, "text", [], {}, {"request_no": 5}, {"request_no": "#1"}, {"x": "\ud800"}])
def test_a_thing_that_is_no_application_is_kept_by_its_hash(desk, thing):
    assert take(desk, thing, wire(2)).opened == 1
    assert take(desk, thing).repeated == 1
    (row,) = rejected(desk, CODE)
    assert row.request_no == ""


@pytest.mark.rule("D-03")
def test_a_number_with_another_content_changes_nothing_and_is_listed(desk):
    take(desk, wire(1), wire(2, plan="没有的计划"))
    assert take(desk, wire(1, department="胸外科")).refused == 1
    assert "内容不同" in rejected(desk, CODE)[0].reasons[0].sentence
    assert take(desk, wire(1, department="胸外科"), wire(1)).repeated == 2
    assert take(desk, wire(2)).opened == 1, "a refused one is corrected under its number"
    assert len(rejected(desk, CODE)) == 1
    assert len({each.key for each in every(desk, FeedApplication)}) == 3


@pytest.mark.rule("D-03")
def test_two_contents_of_one_number_in_a_page_open_the_first(desk):
    taken = take(desk, wire(1), wire(1, department="胸外科"))
    assert (taken.opened, taken.refused) == (1, 1)


@pytest.mark.rule("GC-15")
def test_a_visit_that_comes_before_its_stay_waits_for_it_and_no_longer_than_a_day(desk):
    visit = wire(2, item="住院探视", stay="EJ2026000001", request_no="EJ2026000002")
    assert take(desk, visit).waiting == 1
    assert not outgoing(desk, CODE, 9)
    assert rejected(desk, CODE)[0].again
    desk.clock.to("2026-09-24 14:30")
    taken = take(desk, visit)
    assert (taken.waiting, taken.refused) == (0, 1)
    (answer,) = outgoing(desk, CODE, 9)
    assert answer.body["outcome"] == "refused"


def test_a_clock_ahead_of_ours_by_minutes_refuses_nobody_and_records_the_present(desk):
    assert take(desk, wire(1, applied_at="2026-09-23 14:25")).opened == 1
    assert write_moment(every(desk, Record)[0].happened_at) == "2026-09-23 14:20"


def test_moments_are_those_of_shanghai_whatever_the_machine_thinks(desk, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    take(desk, wire(1, applied_at="2026-09-22 00:30"))
    (case,) = every(desk, Case)
    assert case.opened_at == parse_moment("2026-09-22 00:30")
    (answer,) = outgoing(desk, CODE, 9)
    assert answer.body["happened_at"] == "2026-09-22 00:30"


def test_what_meets_a_bug_is_kept_alone_and_the_rest_of_its_page_comes_in(desk, monkeypatch):
    honest = taking.admit_within

    def broken(session, of, rows, *more):
        if any(row.application.request_no == "EJ2026000002" for row in rows):
            raise ZeroDivisionError
        return honest(session, of, rows, *more)

    monkeypatch.setattr(taking, "admit_within", broken)
    taken = take_or_split(desk, page(desk, wire(1), wire(2), wire(3), after="", cursor="c1"))
    assert (taken.opened, taken.refused) == (2, 1)
    assert cursor_of(desk, CODE) == "c1"
    assert "没能处理" in rejected(desk, CODE)[0].reasons[0].sentence


def test_statuses_stand_in_the_outbox_with_the_record_or_not_at_all(desk):
    take(desk, wire(1, **OC))
    (case,) = every(desk, Case)
    consult.answer(desk, case.id, MANAGER, text="张三，多休息")
    files.note(desk, case.id, MANAGER, text="内部备注")
    assert files.close(desk, case.id, Entry("")) is not None
    told = outgoing(desk, CODE, 9)
    assert [(each.body.get("event"), each.body["seq"]) for each in told][:2] == [(None, 1), ("answer", 2)]
    assert "张三" not in str(told)
    assert "备注" not in str(told)
    with desk.reading() as session:
        records = session.scalars(select(Record.verb).order_by(Record.seq)).all()
    assert [each.body.get("event", "apply") for each in told] == [verb for verb in records if verb in TOLD]


def test_a_person_tries_again_or_says_how_it_was_settled(desk):
    take(desk, wire(1, plan="没有的计划"), wire(2, phone=5), after="", cursor="c1")
    second, first = rejected(desk, CODE)
    assert not try_again(desk, first.kind, first.id, lambda payloads: reread(payloads, desk.clock()))
    assert len(every(desk, FeedMessage)) == 2, "it is not refused twice"
    with pytest.raises(BadInput):
        dismiss(desk, second.kind, second.id, "林管家", " ")
    dismiss(desk, second.kind, second.id, "林管家", "电话告知保险公司")
    with pytest.raises(BadInput):
        dismiss(desk, second.kind, second.id, "林管家", "再一次")
    kept = {row.id: row for row in every(desk, FeedApplication)}
    assert (kept[second.id].payload, kept[second.id].settled_by) == ("", "林管家")
    assert state_of(desk, CODE).rejected == 1


def test_content_of_an_opened_application_is_not_kept(desk):
    take(desk, wire(1))
    with desk.reading() as session:
        assert session.scalar(select(func.max(FeedApplication.payload))) == ""


def test_the_log_of_exchanges_is_never_changed(desk):
    take(desk, wire(1), after="", cursor="c1", exchange=Exchange("GET", 200))
    for statement in ("UPDATE feed_exchange SET status = 1", "DELETE FROM feed_exchange"):
        with pytest.raises(Conflict) as fault, desk.store.writing() as session:
            session.execute(text(statement))
        assert fault.value.constraint == "append_only"


def test_an_unknown_carrier_is_named(desk):
    with pytest.raises(BadInput, match="NOBODY"):
        taking.take_page(desk, Page("NOBODY", ()))
