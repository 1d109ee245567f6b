"""The calendar as one person works with it: what waits, who can take it, each step with its way back."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from desktop.casework import files, green_channel, jobs, roster
from desktop.casework.acting import BadInput
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.desk import Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.roster_rows import JobResult
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.undo_desk import UndoDesk
from desktop.casework.undoing import undo
from desktop.handbook import progress
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Case, Job, Setting
from tests.casework.desks import MANAGER, HandClock, open_case
from tests.casework.escort_desks import (
    CANCER_HOUSE,
    CHEST,
    COORDINATOR,
    HUASHAN,
    add_escort,
    add_hospitals,
    admitted,
    booked,
)

DAY = date(2026, 9, 23)


@pytest.fixture
def clock():
    """Monday morning before the day that is planned."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def desk(desk):
    """A desk with three hospitals on SQLite and on PostgreSQL."""
    add_hospitals(desk)
    return desk


@pytest.fixture
def calendar(desk):
    """The calendar of one coordinator."""
    return CalendarDesk(desk, "孟佳")


def at(clock: str):
    return parse_moment(f"2026-09-23 {clock}")


def only(schedule):
    (block,) = schedule.waiting
    return block


def place(calendar, block, escort, start, end, reason=""):
    outcome = calendar.assign(block, escort, at(start), at(end), reason)
    assert isinstance(outcome, Done), outcome
    return outcome


def block_of(calendar, case, day=DAY):
    return next(one for one in calendar.schedule(day, day).blocks if one.case_id == case)


def tasks(desk, case):
    with desk.reading() as session:
        known = situation(session, desk, load_case(session, case), desk.clock())
        return {task.name: task.done for task in progress.tasks(known, progress.clocks_of(known))}


def test_a_booked_visit_waits_for_an_escort_around_its_hour(desk, calendar):
    booked(desk, "P1", "2026-09-23 16:00")
    block = only(calendar.schedule(DAY, DAY))
    assert (block.starts_at, block.ends_at) == (at("15:30"), at("18:00"))
    assert (block.name, block.hospital, block.occasion, block.state, block.place) == (
        "王*", "胸科医院", "outpatient", "open", "门诊三层"
    )  # fmt: skip
    assert (block.job_id, block.escort_id, block.before, block.after) == (0, 0, 30, 30)


def test_the_usual_span_is_a_setting_of_the_desk(desk, calendar):
    booked(desk, "P1", "2026-09-23 16:00")
    with desk.store.writing() as session:
        session.add(Setting(key="escort_spans", value={"outpatient": [45, 60]}))
    block = only(calendar.schedule(DAY, DAY))
    assert (block.starts_at, block.ends_at) == (at("15:15"), at("17:00"))


@pytest.mark.rule("GC-11")
def test_a_discharge_told_of_waits_on_that_day_until_somebody_is_assigned(desk, calendar):
    case = admitted(desk, "P1")
    escort = add_escort(desk, "何敏")
    assert calendar.schedule(DAY, DAY).waiting == ()
    green_channel.discharge_notice(desk, case, MANAGER, discharge_at=at("10:00"))
    block = only(calendar.schedule(DAY, DAY))
    assert (block.occasion, block.starts_at, block.hospital) == ("discharge", at("09:30"), "胸科医院")
    assert tasks(desk, case)["discharge_escort"] is False
    place(calendar, block, escort, "09:30", "12:00")
    assert calendar.schedule(DAY, DAY).waiting == ()
    assert tasks(desk, case)["discharge_escort"] is True
    assert block_of(calendar, case).occasion == "discharge"


def test_a_planned_hospital_visit_waits_at_the_hospital_of_its_stay(desk):
    stay = admitted(desk, "P1", HUASHAN)
    with desk.reading() as session:
        policy = session.get_one(Case, stay).policy_id
    visit = open_case(desk, policy, Item.VISIT, stay_id=stay)
    screen = ScreenDesk(desk, "林管家")
    screen.perform("visit_materials", visit, {"have": ["id", "personal", "policy", "stay"]}, None)
    screen.perform("plan_visit", visit, {"visit_at": at("14:00")}, None)
    block = only(screen.calendar_desk.schedule(DAY, DAY))
    assert (block.occasion, block.hospital, block.starts_at) == ("visit", "华山医院", at("13:30"))


@pytest.mark.rule("T-06", "T-05")
def test_the_heads_say_what_kind_of_day_it_is(calendar):
    heads = {head.day: head for head in calendar.schedule(date(2026, 10, 5), date(2026, 10, 11)).heads}
    kinds = [head.kind for head in heads.values()]
    assert kinds == ["holiday", "holiday", "holiday", "work", "work", "makeup", "weekend"]
    assert heads[date(2026, 10, 5)].name
    assert not heads[date(2026, 10, 8)].provisional
    assert calendar.schedule(date(2027, 3, 1), date(2027, 3, 1)).heads[0].provisional


def test_the_calendar_takes_the_same_number_of_statements_however_much_there_is(desk, calendar):
    counted = []

    def count(_connection, _cursor, statement, *_more):
        counted.append(statement)

    def statements():
        counted.clear()
        calendar.schedule(DAY, DAY + timedelta(days=4))
        return len(counted)

    escort = add_escort(desk, "何敏")
    event.listen(desk.store.engine, "before_cursor_execute", count)
    few = statements()
    for number, hour in enumerate(("08:00", "12:00", "16:00")):
        booked(desk, f"P{number}", f"2026-09-23 {hour}")
    calendar.schedule(DAY, DAY)
    place(calendar, calendar.schedule(DAY, DAY).waiting[0], escort, "07:30", "09:30")
    assert statements() == few
    assert few <= 12


@pytest.mark.rule("D-01")
def test_a_move_changes_escort_and_time_and_is_recorded_on_the_case(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first, second = add_escort(desk, "何敏"), add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    before = block_of(calendar, case)
    place(calendar, before, second, "15:45", "17:45")
    after = block_of(calendar, case)
    assert (after.job_id, after.escort_id, after.starts_at) == (before.job_id, second, at("15:45"))
    assert after.version > before.version
    with desk.reading() as session:
        said = [record.text for record in load_case(session, case).records if record.verb == "assign_escort"]
    assert len(said) == 2
    assert "唐佳" in said[1]


@pytest.mark.rule("GC-08")
def test_a_changed_escort_after_the_notice_is_news_for_the_customer(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first, second = add_escort(desk, "何敏"), add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    green_channel.notify(desk, case, MANAGER, by="sms")
    told = block_of(calendar, case)
    assert told.told
    place(calendar, told, second, "15:30", "17:30")
    assert not block_of(calendar, case).told
    assert tasks(desk, case)["tell_escort"] is False
    calendar.undo()
    assert block_of(calendar, case).told
    assert tasks(desk, case)["tell_escort"] is True


@pytest.mark.rule("D-01", "D-09")
def test_a_step_is_taken_back_after_the_job_was_given_away_on_the_case_and_came_back(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first = add_escort(desk, "何敏")
    add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    entry = Entry("林管家", command_id="C-1")
    given = jobs.assign_escort(desk, case, entry, escort="唐佳", from_=at("15:30"), to=at("17:30"))
    assert isinstance(undo(desk, case, MANAGER, record=given.seq), Done)
    assert block_of(calendar, case).escort_id == first
    assert isinstance(calendar.undo(), Done)
    assert only(calendar.schedule(DAY, DAY)).case_id == case


@pytest.mark.rule("D-01")
def test_a_stale_version_is_refused_and_names_who_changed_it(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first, second = add_escort(desk, "何敏"), add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    seen = block_of(calendar, case)
    CalendarDesk(desk, "周岚").assign(seen, second, at("15:30"), at("17:30"))
    for outcome in (calendar.assign(seen, first, at("16:00"), at("18:00")), calendar.unassign(seen)):
        assert isinstance(outcome, Refusal)
        assert outcome.rules == ("D-01",)
        assert "周岚" in outcome.sentence
        assert "唐佳" in outcome.sentence
    undone = calendar.undo()
    assert isinstance(undone, Refusal)
    assert "周岚" in undone.sentence
    assert block_of(calendar, case).escort_id == second


def test_handing_back_lets_the_work_wait_again_and_every_step_can_be_taken_back(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first, second = add_escort(desk, "何敏"), add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    place(calendar, block_of(calendar, case), second, "15:45", "17:45")
    assert isinstance(calendar.unassign(block_of(calendar, case), "客户家属陪同"), Done)
    assert only(calendar.schedule(DAY, DAY)).case_id == case
    assert calendar.undo_label().startswith("退回")
    assert isinstance(calendar.undo(), Done)
    assert (block_of(calendar, case).escort_id, block_of(calendar, case).starts_at) == (second, at("15:45"))
    assert isinstance(calendar.undo(), Done)
    assert (block_of(calendar, case).escort_id, block_of(calendar, case).starts_at) == (first, at("15:30"))
    assert isinstance(calendar.undo(), Done)
    assert only(calendar.schedule(DAY, DAY)).case_id == case
    assert calendar.undo_label() == ""
    with pytest.raises(BadInput):
        calendar.undo()


@pytest.mark.rule("D-01", "D-09")
def test_a_step_whose_place_is_taken_meanwhile_cannot_be_taken_back(desk, calendar):
    case, other = booked(desk, "P1", "2026-09-23 16:00"), booked(desk, "P2", "2026-09-23 16:00")
    first = add_escort(desk, "何敏")
    waiting = {one.case_id: one for one in calendar.schedule(DAY, DAY).waiting}
    place(calendar, waiting[case], first, "15:30", "17:30")
    calendar.unassign(block_of(calendar, case))
    CalendarDesk(desk, "周岚").assign(waiting[other], first, at("15:30"), at("17:30"))
    refused = calendar.undo()
    assert isinstance(refused, Refusal)
    assert refused.rules == ("D-01",)
    assert only(calendar.schedule(DAY, DAY)).case_id == case


@pytest.mark.rule("D-01")
def test_an_escort_on_leave_or_with_a_lapsed_paper_is_refused_and_no_reason_helps(desk, calendar):
    booked(desk, "P1", "2026-09-23 16:00")
    away, lapsed = add_escort(desk, "许静"), add_escort(desk, "马晓雯")
    roster.set_leave(desk, away, COORDINATOR, start=at("00:00"), end=parse_moment("2026-09-25 00:00"), reason="事假")
    paper = {"kind": "health_certificate", "valid_until": date(2026, 8, 31)}
    roster.set_qualification(desk, lapsed, COORDINATOR, **paper)
    block = only(calendar.schedule(DAY, DAY))
    for escort, word in ((away, "请假 9月23日–24日"), (lapsed, "健康证已过期 2026-08-31")):
        assert word in calendar.trial(block, escort, block.starts_at, block.ends_at)
        refused = calendar.assign(block, escort, block.starts_at, block.ends_at, "没有别人")
        assert isinstance(refused, Refusal)
        assert refused.rules == ("D-01",)
        assert word in refused.sentence
    roster.set_qualification(desk, lapsed, COORDINATOR, kind="health_certificate", valid_until=DAY)
    place(calendar, block, lapsed, "15:30", "17:30")


def test_outside_working_hours_only_warns(desk, calendar):
    booked(desk, "P1", "2026-09-23 16:00")
    escort = add_escort(desk, "何敏", hours={"every": ("08:00", "16:00")})
    done = place(calendar, only(calendar.schedule(DAY, DAY)), escort, "15:30", "17:30")
    assert any("不在上班时间 08:00–16:00" in finding.sentence for finding in done.warnings)


@pytest.mark.rule("D-01")
def test_candidates_come_best_first_with_reasons_and_the_others_with_what_hinders_them(desk, calendar, clock):
    visits = [booked(desk, f"P{number}", f"2026-09-2{number} 12:00") for number in (1, 2)]
    known, plain, far, busy = (add_escort(desk, name) for name in ("何敏", "唐佳", "刘思远", "陶欣"))
    roster.change_escort(desk, far, 1, COORDINATOR, roster.EscortDraft("刘思远", "13800004472", cities=("北京",)))
    for case in visits:
        day = "2026-09-2" + str(visits.index(case) + 1)
        start, end = parse_moment(f"{day} 11:30"), parse_moment(f"{day} 14:00")
        jobs.assign_escort(desk, case, MANAGER, escort="何敏", from_=start, to=end)
    taken = booked(desk, "P8", "2026-09-23 15:00", HUASHAN)
    clock.to("2026-09-22 18:00")
    wanted = booked(desk, "P9", "2026-09-23 16:00", escort_sex="")
    by_case = {block.case_id: block for block in calendar.schedule(DAY, DAY).waiting}
    place(calendar, by_case[taken], busy, "14:30", "16:30")
    rows = calendar.candidates(by_case[wanted])
    assert [row.escort_id for row in rows] == [known, plain, far, busy]
    assert rows[0].reasons == ("全天空闲", "熟悉胸科 2 次")
    assert (rows[0].minutes_now, rows[0].minutes_then, rows[0].limit) == (0, 150, 480)
    assert rows[2].hindrance == "不在上海"
    assert rows[3].hindrance == "时间重叠：王* 14:30–16:30；最早 17:30 开始"


def test_the_customers_wish_for_a_woman_decides_among_equals(desk, calendar):
    booked(desk, "P1", "2026-09-23 16:00", escort_sex="女")
    add_escort(desk, "刘思远", sex="男")
    woman = add_escort(desk, "何敏", sex="女")
    block = only(calendar.schedule(DAY, DAY))
    assert block.wish == "女陪诊"
    first, second = calendar.candidates(block)
    assert (first.escort_id, second.hindrance) == (woman, "")
    assert "合客户意愿（女陪诊）" in first.reasons
    assert "不合客户意愿（女陪诊）" in second.reasons


def test_moving_a_job_asks_for_somebody_else(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    first, second = add_escort(desk, "何敏"), add_escort(desk, "唐佳")
    place(calendar, only(calendar.schedule(DAY, DAY)), first, "15:30", "17:30")
    assert [row.escort_id for row in calendar.candidates(block_of(calendar, case))] == [second]


@pytest.mark.rule("GC-12")
def test_finishing_a_day_keeps_the_real_hours_and_flags_more_than_four(desk, calendar, clock):
    cases = [booked(desk, f"P{number}", f"2026-09-23 {number:02}:00") for number in (9, 10, 11)]
    for number, block in enumerate(calendar.schedule(DAY, DAY).waiting):
        escort = add_escort(desk, f"陪诊{number}")
        outcome = calendar.assign(block, escort, block.starts_at, block.ends_at)
        assert isinstance(outcome, Done)
    clock.to("2026-09-23 18:00")
    served, cut, missed = (block_of(calendar, case) for case in cases)
    assert [served.state, served.recorded] == ["ended", False]
    finished = calendar.finish([
        JobResult(served.job_id, served.version, "served", at("08:30"), at("13:00")),
        JobResult(cut.job_id, cut.version, "cut_short", at("09:30"), at("10:10"), "客户改做检查"),
        JobResult(missed.job_id, missed.version, "no_show", at("10:30"), at("11:30"), "客户未到"),
    ])  # fmt: skip
    outcomes = [one.outcome for one in finished]
    assert all(isinstance(outcome, Done) for outcome in outcomes), outcomes
    assert [[finding.rule for finding in outcome.warnings] for outcome in outcomes] == [["GC-12"], [], []]
    states = {block.case_id: (block.state, block.recorded) for block in calendar.schedule(DAY, DAY).blocks}
    assert [states[case] for case in cases] == [("done", True), ("done", True), ("missed", True)]
    again = calendar.finish([JobResult(served.job_id, served.version, "served", at("08:30"), at("10:00"))])
    assert isinstance(again[0].outcome, Refusal)
    calendar.undo()
    states = {block.case_id: (block.state, block.recorded) for block in calendar.schedule(DAY, DAY).blocks}
    with desk.reading() as session:
        hours = session.scalars(select(Job.actual_to)).all()
    assert hours[2] is None
    assert states[cases[2]] == ("ended", False)


def test_a_result_that_cannot_be_right_is_one_sentence(desk, calendar, clock):
    case = booked(desk, "P1", "2026-09-23 09:00")
    block = only(calendar.schedule(DAY, DAY))
    place(calendar, block, add_escort(desk, "何敏"), "08:30", "10:30")
    clock.to("2026-09-23 12:00")
    seen = block_of(calendar, case)
    wrong = [
        ("served", "10:00", "09:00", "", "须晚于"), ("served", "08:30", "13:00", "", "还没到"),
        ("cut_short", "08:30", "09:00", " ", "原因"), ("gone", "08:30", "09:00", "", "结果只能是"),
    ]  # fmt: skip
    for what, start, end, reason, word in wrong:
        with pytest.raises(BadInput, match=word):
            calendar.finish([JobResult(seen.job_id, seen.version, what, at(start), at(end), reason)])


@pytest.mark.rule("D-09")
def test_voiding_a_no_show_brings_the_job_back(desk, calendar, clock):
    case = booked(desk, "P1", "2026-09-23 09:00")
    place(calendar, only(calendar.schedule(DAY, DAY)), add_escort(desk, "何敏"), "08:30", "10:30")
    clock.to("2026-09-23 09:30")
    seq = green_channel.no_show(desk, case, MANAGER, reason="未到").seq
    assert block_of(calendar, case).state == "missed"
    assert isinstance(files.void(desk, case, MANAGER, record=seq, reason="客户迟到"), Done)
    assert block_of(calendar, case).state == "running"


@pytest.mark.rule("D-01")
def test_of_twenty_desks_that_want_one_escort_at_one_time_one_gets_her(desk):
    add_escort(desk, "何敏")
    cases = [booked(desk, f"P{number}", "2026-09-23 16:00") for number in range(20)]
    start, outcomes = threading.Barrier(20), {}

    def give(case):
        start.wait()
        try:
            outcomes[case] = jobs.assign_escort(desk, case, MANAGER, escort="何敏", from_=at("15:30"), to=at("17:30"))
        except BaseException as fault:
            outcomes[case] = fault

    threads = [threading.Thread(target=give, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refusals = [outcome for outcome in outcomes.values() if isinstance(outcome, Refusal)]
    assert sum(isinstance(outcome, Done) for outcome in outcomes.values()) == 1, outcomes
    assert len(refusals) == 19
    assert all(refusal.rules == ("D-01",) for refusal in refusals)
    with desk.reading() as session:
        assert len(session.scalars(select(Job).where(Job.cancelled.is_(False))).all()) == 1


def test_a_trial_says_why_without_asking_the_database(desk, calendar):
    case, other = booked(desk, "P1", "2026-09-23 16:00"), booked(desk, "P2", "2026-09-23 16:30", CANCER_HOUSE)
    escort = add_escort(desk, "何敏")
    waiting = {one.case_id: one for one in calendar.schedule(DAY, DAY).waiting}
    place(calendar, waiting[case], escort, "15:30", "17:30")
    calendar.schedule(DAY, DAY)
    asked = []
    event.listen(desk.store.engine, "before_cursor_execute", lambda *_: asked.append(1))
    assert "时间重叠" in calendar.trial(waiting[other], escort, at("16:00"), at("18:00"))
    assert calendar.trial(waiting[other], escort, at("10:00"), at("12:00")) == ""
    assert calendar.trial(block_of(calendar, case), escort, at("15:45"), at("17:45")) == ""
    asked.clear()
    calendar.trial(waiting[other], escort, at("16:00"), at("18:00"))
    assert asked == []


def test_a_proposal_is_entered_as_chosen_and_taken_back_step_by_step(desk, calendar):
    for number, hour in enumerate(("09:00", "09:30", "16:00")):
        booked(desk, f"P{number}", f"2026-09-23 {hour}")
    booked(desk, "P9", "2026-09-23 09:00", "北京协和医院")
    for name in ("何敏", "唐佳"):
        add_escort(desk, name)
    proposal = calendar.propose(DAY, DAY)
    assert len(proposal.changes) == 3
    assert [reason for _, reason in proposal.left] == ["没有人在北京"]
    assert proposal.gap == 0.0
    assert calendar.accept(proposal, []) == []
    outcomes = calendar.accept(proposal, [0, 2])
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    schedule = calendar.schedule(DAY, DAY)
    assert (len(schedule.blocks), len(schedule.waiting)) == (2, 2)
    assert schedule.troubles == ()
    (refused,) = calendar.accept(proposal, [0])
    assert refused.rules == ("D-01",)
    for outcome in reversed(outcomes):
        assert isinstance(calendar.undo(outcome.seq), Done)
    assert len(calendar.schedule(DAY, DAY).waiting) == 4


def test_a_plan_is_taken_back_as_a_whole_and_done_again(desk, calendar):
    hours = enumerate(("09:00", "09:30", "16:00"))
    cases = [booked(desk, f"P{number}", f"2026-09-23 {hour}") for number, hour in hours]
    for name in ("何敏", "唐佳"):
        add_escort(desk, name)
    before = place(calendar, only_of(calendar, cases[2]), 1, "15:30", "18:00")
    proposal = calendar.propose(DAY, DAY)
    acts = [(one.case_id, one.seq) for one in calendar.accept(proposal, range(len(proposal.changes)))]
    given = sorted((one.case_id, one.escort_id, one.starts_at) for one in calendar.schedule(DAY, DAY).blocks)
    assert (len(acts), len(given)) == (2, 3)
    back = UndoDesk(desk, "孟佳")
    gone = [back.take_back(case, seq, f"back {seq} {case}") for case, seq in reversed(acts)]
    assert [one.case_id for one in calendar.schedule(DAY, DAY).blocks] == [cases[2]]
    assert calendar.undo_label() == "派出 王* 15:30"
    for one in reversed(gone):
        assert isinstance(back.take_back(one.case_id, one.seq, f"again {one.case_id}"), Done)
    assert sorted((one.case_id, one.escort_id, one.starts_at) for one in calendar.schedule(DAY, DAY).blocks) == given
    assert calendar.undo().case_id == before.case_id


def only_of(calendar, case):
    return next(one for one in calendar.schedule(DAY, DAY).waiting if one.case_id == case)


def test_the_calendar_hangs_on_the_screen_desk(desk):
    assert ScreenDesk(desk, "孟佳").calendar_desk.schedule(DAY, DAY).first == DAY


def test_a_case_page_hands_an_escort_back_too(desk, calendar):
    case = booked(desk, "P1", "2026-09-23 16:00")
    assert jobs.release_escort(desk, case, MANAGER).rules == ("D-01",)
    place(calendar, only(calendar.schedule(DAY, DAY)), add_escort(desk, "何敏"), "15:30", "17:30")
    assert isinstance(jobs.release_escort(desk, case, MANAGER, reason="改约"), Done)
    assert tasks(desk, case)["assign_escort"] is False
    assert CHEST
