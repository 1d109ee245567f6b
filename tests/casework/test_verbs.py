"""One verb, one transaction: repeated commands act once, refusals change nothing, every verb has its form."""

import inspect
import threading
from datetime import date

import pytest
from sqlalchemy import func, select, text

from desktop.casework import audit, files, green_channel, jobs, reviewing
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.desk import Entry
from desktop.casework.forms import FORMS
from desktop.casework.performing import perform, prefilled
from desktop.casework.rights import ledger
from desktop.casework.rows import HAPPENED, Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.moments import parse_moment
from desktop.handbook.verbs import CASE_VERBS
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.errors import DeskError
from desktop.models.tables import AuditEntry, Case, Job, Record
from desktop.ui.trace_words import why
from tests.casework.desks import CANCER, MANAGER, add_policy, open_case, scratch_desk


def booked_case(desk, clock):
    case = open_case(desk, add_policy(desk))
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised="乳腺外科")
    green_channel.settle(desk, case, MANAGER, hospital="北京协和医院", department="乳腺外科")
    clock.to("2026-03-03 11:00")
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-06 09:30"), title="主任医师")
    return case


def counted(desk, table):
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_repeated_command_acts_once_and_answers_the_same(desk):
    policy = add_policy(desk)
    entry = Entry("林管家", command_id="c-1")
    first = apply(desk, policy, Application(item=Item.OC), entry)
    again = apply(desk, policy, Application(item=Item.OC), entry)
    assert (again.case_id, again.number) == (first.case_id, first.number)
    note = Entry("林管家", command_id="c-2")
    seq = files.note(desk, first.case_id, note, text="已致电").seq
    assert files.note(desk, first.case_id, note, text="已致电").seq == seq
    assert counted(desk, Record) == 2


def test_a_refused_verb_changes_nothing(desk):
    case = open_case(desk, add_policy(desk))
    before = counted(desk, Record), counted(desk, AuditEntry)
    refused = green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-06 09:30"), title="主治医师")
    assert isinstance(refused, Refusal)
    assert refused.rules == ("GC-01", "GC-02", "GC-03", "GC-05")
    assert (counted(desk, Record), counted(desk, AuditEntry)) == before


def test_bad_input_is_one_chinese_sentence_and_changes_nothing(desk):
    case = open_case(desk, add_policy(desk))
    with pytest.raises(BadInput, match="不存在"):
        files.call(desk, case, MANAGER, outcome="maybe")
    with pytest.raises(BadInput, match="晚于现在"):
        files.call(desk, case, Entry("林管家", happened=parse_moment("2027-01-01 09:00")), outcome="reached")
    assert counted(desk, Record) == 1


@pytest.mark.rule("GC-14", "G-08")
def test_the_notice_locks_and_uses_the_right(desk, clock):
    case = booked_case(desk, clock)
    green_channel.notify(desk, case, MANAGER, by="sms")
    assert files.cancel(desk, case, MANAGER, by="customer").rules == ("GC-14",)
    with desk.reading() as session:
        row = session.get_one(Case, case)
        line = ledger(session, row.policy_id, date(2026, 3, 3))[0]
        assert (row.locked, row.right_state) == (True, "used")
        assert (line.left, line.reserved, line.used) == (0, 0, 1)


@pytest.mark.rule("GC-14")
def test_not_even_sql_cancels_after_the_lock(desk, clock):
    case = booked_case(desk, clock)
    green_channel.notify(desk, case, MANAGER, by="phone")
    with pytest.raises(DeskError, match="不能取消"), desk.store.writing() as session:
        session.add(Record(case_id=case, seq=99, verb="cancel", happened_at=clock(), entered_at=clock(), details={}))


@pytest.mark.rule("D-02")
def test_of_two_desks_that_take_a_case_at_once_one_is_told_who_has_it(desk_url, clock):
    desk = scratch_desk(desk_url, clock)
    case = open_case(desk, add_policy(desk))
    outcomes = {}

    def take(name):
        outcomes[name] = files.take(desk, case, Entry(name))

    threads = [threading.Thread(target=take, args=(name,)) for name in ("林悦", "陈凯", "周岚", "何敏")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [name for name, outcome in outcomes.items() if isinstance(outcome, Done)]
    losers = [outcome for outcome in outcomes.values() if isinstance(outcome, Refusal)]
    assert len(winners) == 1
    assert all(loser.rules == ("D-02",) and winners[0] in loser.sentence for loser in losers)


@pytest.mark.rule("D-03", "G-08")
def test_of_many_desks_that_apply_at_once_one_opens_the_case(desk_url, clock):
    desk = scratch_desk(desk_url, clock)
    policy = add_policy(desk)
    outcomes = []

    def try_it(number):
        application = Application(item=Item.OUTPATIENT, request_no=f"W{number}")
        outcomes.append(apply(desk, policy, application, Entry(f"管家{number % 2}")))

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    assert all("D-03" in outcome.rules for outcome in outcomes if isinstance(outcome, Refusal))


@pytest.mark.rule("D-01")
def test_rebooking_frees_an_escort_whose_time_no_longer_fits(desk, clock):
    case = booked_case(desk, clock)
    times = {"from_": parse_moment("2026-03-06 09:00"), "to": parse_moment("2026-03-06 12:00")}
    jobs.assign_escort(desk, case, MANAGER, escort="何敏", **times)
    green_channel.rebook(desk, case, MANAGER, visit_at=parse_moment("2026-03-09 09:30"), cause="hospital")
    with desk.reading() as session:
        assert session.scalar(select(Job.cancelled)) is True


def test_the_audit_chain_holds_and_shows_a_changed_entry(desk, clock):
    booked_case(desk, clock)
    with desk.reading() as session:
        assert audit.first_break(session) is None
    with desk.store.engine.begin() as connection:
        server = connection.dialect.name == "postgresql"
        guard_off = "ALTER TABLE audit_entry DISABLE TRIGGER USER" if server else "DROP TRIGGER audit_entry_no_update"
        connection.execute(text(guard_off))
        connection.execute(text("UPDATE audit_entry SET person = 'x' WHERE id = 3"))
        if server:
            connection.execute(text("ALTER TABLE audit_entry ENABLE TRIGGER USER"))
    with desk.reading() as session:
        assert audit.first_break(session) == 3


def test_every_verb_of_the_desk_has_a_form_that_asks_for_its_arguments():
    assert set(FORMS) == set(CASE_VERBS)
    for verb, form in FORMS.items():
        parameters = inspect.signature(form.run).parameters.values()
        known = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
        needed = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY and one.default is one.empty}
        asked = {field.name for field in form.fields} - {HAPPENED}
        assert asked <= known, verb
        assert needed <= asked, verb


def test_every_offered_step_is_a_verb_with_a_form_and_the_first_is_the_usual_next_one(desk, clock):
    case = booked_case(desk, clock)
    source = ScreenDesk(desk, "林管家")
    view = source.case_view(case, clock())
    assert view.steps[0].verb == "notify"
    assert view.steps[0].primary
    assert view.steps[0].irreversible
    assert all(source.form(step.verb, view).run for step in view.steps)


def test_closing_asks_a_reason_for_every_open_item(desk, clock):
    case = booked_case(desk, clock)
    view = ScreenDesk(desk, "林管家").case_view(case, clock())
    form = prefilled(FORMS["close"], view, clock())
    assert [field.name for field in form.fields] == ["gap:notified", "gap:reminded", "gap:escort_called", "gap:served"]
    gaps = {field.name: "客户改在当地就医" for field in form.fields}
    assert isinstance(perform(desk, "close", case, MANAGER, gaps), Done)


def test_a_view_shows_no_full_personal_data(desk, clock):
    case = booked_case(desk, clock)
    view = ScreenDesk(desk, "林管家").case_view(case, clock())
    assert view.name == "王*"
    assert "王芳" not in repr(view)


@pytest.mark.rule("D-02")
def test_a_case_is_handed_only_to_somebody_of_the_desk_and_comes_back_when_that_is_voided(desk):
    case = open_case(desk, add_policy(desk))
    files.take(desk, case, MANAGER)
    with pytest.raises(BadInput, match="本台没有「王二」"):
        files.hand_over(desk, case, MANAGER, to="王二")
    done = files.hand_over(desk, case, MANAGER, to=" 孟主管 ")
    screens = ScreenDesk(desk, "林管家")
    assert screens.case_view(case, desk.clock()).owner == "孟主管"
    files.void(desk, case, MANAGER, record=done.seq, reason="转派撤回")
    assert screens.case_view(case, desk.clock()).owner == "林管家"


def test_what_was_said_on_the_telephone_stands_on_the_timeline(desk):
    case = open_case(desk, add_policy(desk))
    files.call(desk, case, MANAGER, outcome="reached", note="周二上午可以\n请先短信")
    entry = ScreenDesk(desk, "林管家").case_view(case, desk.clock()).timeline[0]
    assert (entry.title, entry.detail) == ("记电话", "接通，周二上午可以\n请先短信")


@pytest.mark.rule("GC-08", "GC-09", "GC-12")
def test_a_form_warns_before_it_is_sent_when_the_visit_is_over_or_its_day_has_not_come(desk, clock):
    case = booked_case(desk, clock)  # visit on Friday 6 March, 09:30
    screens = ScreenDesk(desk, "林管家")

    def caution(verb):
        return screens.form(verb, screens.case_view(case, clock())).caution

    assert "早于就诊前 1 个工作日（3月5日 周四），不计" in caution("remind")
    assert caution("notify") == caution("assign_escort") == ""
    clock.to("2026-03-05 09:30")
    assert caution("remind") == ""
    clock.to("2026-03-06 11:00")
    assert caution("notify").startswith("就诊时间 3月6日 周五 09:30 已过")
    assert caution("escort_call").endswith("（GC-09）")
    assert "请核对陪诊的起止时间" in caution("assign_escort")
    done = green_channel.notify(desk, case, MANAGER, by="sms")
    assert ("GC-08", caution("notify").removesuffix("（GC-08）")) in done.warnings


@pytest.mark.rule("GC-09")
def test_the_reason_of_a_reminder_names_the_one_that_was_too_early(desk, clock):
    case = booked_case(desk, clock)
    green_channel.remind(desk, case, MANAGER, by="sms")
    clock.to("2026-03-05 09:30")
    view = ScreenDesk(desk, "林管家").case_view(case, clock())
    reading = next(reading for reading in view.readings if reading.name == "gc.reminder")
    told = why(reading, clock(), desk.office.calendar, desk.office.hours)
    assert told.sentence.endswith("3月3日的提醒早于就诊前 1 个工作日，不计。")
