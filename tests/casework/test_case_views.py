"""One case as its page shows it: facts, rights, lock, path and steps follow from the timeline alone."""

import pytest

from desktop.casework import consultation, files, green_channel, reviewing, visits
from desktop.casework.applying import Application, apply
from desktop.casework.desk import Entry
from desktop.casework.facts_view import patient_words
from desktop.casework.forms import FORMS
from desktop.casework.performing import prefilled
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Person
from tests.casework.desks import CANCER, MANAGER, add_policy, open_case
from tests.casework.journeys import EXPERT, booked, consulted, done, locked, nodule, served, settled, staying


@pytest.fixture
def policy(small_desk):
    """A policy of 2026."""
    return add_policy(small_desk)


@pytest.fixture
def view(small_desk):
    """The view of a case as 林管家 sees it now."""
    return lambda case: ScreenDesk(small_desk, "林管家").case_view(case, small_desk.clock())


def facts(view, title):
    """(label, value, note) of a group; empty when the group is not shown."""
    found = [group.facts for group in view.groups if group.title == title]
    return {fact.label: (fact.value, fact.note) for group in found for fact in group}


def steps(view):
    return {step.verb: step for step in view.steps}


def states(view):
    return {stage.title: stage.state for stage in view.stages}


@pytest.mark.rule("GC-14")
def test_a_booked_visit_becomes_locked_facts_when_its_notice_goes_out(small_desk, clock, policy, view):
    case = booked(small_desk, clock, policy)
    before = view(case)
    assert facts(before, "就诊")["号源"] == ("主任医师·门诊楼 3 层", "医生不可指定")
    assert facts(before, "就诊")["携带"] == ("身份证原件", "")
    assert (before.lock, before.lock_rule, before.quotas[0].note) == ("", "", "本案预留")
    done(green_channel.notify(small_desk, case, MANAGER, by="sms"))
    after = view(case)
    group = after.groups[0]
    assert group.note == "通知已发，锁定"
    assert {fact.label for fact in group.facts if fact.locked} == {"就诊", "医院", "科室", "号源"}
    assert (after.lock_rule, after.quotas[0].note) == ("GC-14", "本案已用")
    assert "3月3日 周二 11:00" in after.lock
    assert [entry.verb for entry in after.timeline if entry.locking] == ["notify"]


@pytest.mark.rule("GC-03")
def test_a_department_that_differs_from_the_advice_is_said_beside_it(small_desk, policy, view):
    case = open_case(small_desk, policy, wish={"hospital": "瑞金医院", "department": "胃外科"})
    assert facts(view(case), "就诊") == {"医院": ("瑞金医院", "客户意愿"), "科室": ("胃外科", "")}
    done(reviewing.review(small_desk, case, MANAGER, outcome="confirmed", illness=CANCER))
    done(reviewing.triage(small_desk, case, MANAGER, advised="肿瘤科"))
    assert facts(view(case), "就诊")["科室"] == ("胃外科", "与建议不同，以客户需求为主")


def test_a_stay_shows_certificate_admission_and_discharge(small_desk, clock, policy, view):
    case = staying(small_desk, clock, policy)
    stay = facts(view(case), "住院")
    assert stay["住院证"] == ("3月1日 周日 开具", "北京协和医院")
    assert stay["入院于"] == ("3月5日 周四 10:00", "")
    assert "出院于" not in stay
    clock.to("2026-03-09 16:00")
    done(green_channel.discharge(small_desk, case, MANAGER))
    assert facts(view(case), "住院")["出院于"] == ("3月9日 周一 16:00", "")


@pytest.mark.rule("GC-16")
def test_a_hospital_visit_counts_its_papers_and_then_says_they_are_complete(small_desk, clock, policy, view):
    staying(small_desk, clock, policy)
    case = done(apply(small_desk, policy, Application(item=Item.VISIT), MANAGER)).case_id
    assert facts(view(case), "探视")["资料"] == ("已有 0/4", "")
    done(visits.visit_materials(small_desk, case, MANAGER, have=["id", "stay"]))
    assert facts(view(case), "探视")["资料"] == ("已有 2/4", "")
    done(visits.visit_materials(small_desk, case, MANAGER, have=["personal", "policy"]))
    assert facts(view(case), "探视")["资料"] == ("齐", "")
    done(visits.plan_visit(small_desk, case, MANAGER, visit_at=parse_moment("2026-03-06 15:00")))
    assert facts(view(case), "探视")["时间"] == ("3月6日 周五 15:00", "")


@pytest.mark.rule("MD-05")
@pytest.mark.parametrize(("experts", "count", "note"), [(0, "0/3", True), (2, "2/3", True), (3, "3/3", False)])
def test_a_consultation_counts_different_specialties(small_desk, policy, view, experts, count, note):
    case = consulted(small_desk, policy, experts)
    assert facts(view(case), "会诊")["专科"] == (count, "一般不少于 3 个" if note else "")
    if experts:
        again = {**EXPERT, "name": "又一位", "specialty": "肿瘤内科"}
        done(consultation.book_expert(small_desk, case, MANAGER, **again))
        assert facts(view(case), "会诊")["专科"][0] == count
        assert facts(view(case), "会诊")["专家"][0].endswith("又一位（肿瘤内科）")


@pytest.mark.rule("ND-08", "ND-10")
def test_a_reading_says_what_is_lacking_and_locks_with_the_last_of_it(small_desk, policy, view):
    case = nodule(small_desk, policy, "breast")
    assert facts(view(case), "解读")["资料"][0] == "缺 身份证件、影像资料、检查报告"
    done(consultation.receive_materials(small_desk, case, MANAGER, items=["images", "report"], exam="CT"))
    assert facts(view(case), "解读")["资料"][0] == "缺 身份证件、影像资料、检查报告"
    done(consultation.receive_materials(small_desk, case, MANAGER, items=["images", "report"], exam="MRI"))
    assert view(case).lock == ""
    done(consultation.receive_materials(small_desk, case, MANAGER, items=["id"]))
    seen = view(case)
    assert facts(seen, "解读")["资料"][0] == "齐"
    assert seen.lock_rule == "ND-08"
    assert seen.lock.startswith("已锁定：3月2日 周一 09:10 收到身份证件")
    assert steps(seen)["cancel"].findings[0].rule == "ND-08"


@pytest.mark.rule("GC-11")
def test_a_bed_is_booked_by_the_admission_and_asks_for_no_experts_title(small_desk, clock, policy, view):
    case = staying(small_desk, clock, policy)
    for verb, label in (("book", "入院时间"), ("rebook", "新的入院时间")):
        fields = {field.name: field for field in prefilled(FORMS[verb], view(case), clock()).fields}
        assert (fields["visit_at"].label, "title" in fields) == (label, False)


def test_groups_without_facts_are_not_shown_and_every_value_stands_for_something(small_desk, policy, view):
    seen = view(open_case(small_desk, policy, Item.OC))
    assert [group.title for group in seen.groups] == ["申请"]
    assert all(fact.value for group in seen.groups for fact in group.facts)


def test_the_application_keeps_wish_entrance_number_and_remark(small_desk, policy, view):
    wish = {"city": "上海", "hospital": "瑞金医院", "department": "胃外科"}
    case = open_case(small_desk, policy, wish=wish, entrance="wechat", request_no="W-7", remark="周二方便")
    asked = facts(view(case), "申请")
    assert asked["意愿"][0] == "上海 瑞金医院 胃外科"
    assert (asked["入口"][0], asked["申请号"][0], asked["备注"][0]) == ("微信", "W-7", "周二方便")


@pytest.mark.parametrize(
    ("name", "sex", "words"),
    [("冯小芳", "女", "冯女士，51 岁"), ("欧阳敏", "男", "欧阳先生，51 岁"), ("欧阳", "", "欧客户，51 岁")],
)
def test_a_patient_is_addressed_by_surname(small_desk, policy, name, sex, words):
    case = open_case(small_desk, policy, Item.OC)
    with small_desk.store.writing() as session:
        person = session.get_one(Person, session.get_one(Case, case).person_id)
        person.name, person.sex = name, sex
    with small_desk.reading() as session:
        assert patient_words(session.get_one(Case, case), small_desk.clock()) == words


@pytest.mark.parametrize(
    ("end", "state", "title"),
    [("cancel", "cancelled", "已取消"), ("close", "closed", "已结案"), ("refuse", "refused", "不符合")],
)
def test_an_ended_case_says_how_and_offers_only_what_is_left(small_desk, policy, view, end, state, title):
    case = open_case(small_desk, policy)
    if end == "cancel":
        done(files.cancel(small_desk, case, MANAGER, by="customer"))
    elif end == "refuse":
        done(reviewing.review(small_desk, case, MANAGER, outcome="refused", reason="病种不符"))
    else:
        names = [item.name for item in view(case).checklist]
        done(files.close(small_desk, case, MANAGER, gaps=dict.fromkeys(names, "客户放弃")))
    seen = view(case)
    assert (seen.state, seen.stage) == (state, title)
    offered = list(steps(seen))
    assert offered[0] == {"cancel": "void", "close": "reopen", "refuse": "close"}[end]
    assert ("book" in offered) == (end == "refuse") or end != "refuse"
    if end != "refuse":
        assert states(seen)["结案"] == "done"
        assert "ahead" not in states(seen).values()
        assert set(offered) == {"complain", "void", *(["reopen"] if end == "close" else [])}


def test_one_stage_is_on_and_all_before_it_are_done(small_desk, clock, policy, view):
    seen = view(locked(small_desk, clock, policy))
    order = [stage.state for stage in seen.stages]
    assert order.count("now") == 1
    assert set(order[: order.index("now")]) == {"done"}
    assert seen.stages[-1].note == "清单 4/7"
    assert all(stage.when for stage in seen.stages if stage.state == "done")


def test_the_timeline_is_newest_first_and_strikes_out_what_was_voided(small_desk, policy, view):
    case = settled(small_desk, policy)
    note = done(files.note(small_desk, case, MANAGER, text="写错了"))
    done(files.void(small_desk, case, MANAGER, record=note.seq, reason="写错案件"))
    seen = view(case).timeline
    assert [entry.seq for entry in seen] == sorted((entry.seq for entry in seen), reverse=True)
    assert [entry.verb for entry in seen if entry.voided] == ["note"]
    assert seen[0].detail == f"第 {note.seq} 条：写错案件"


@pytest.mark.rule("D-06")
def test_a_late_entry_keeps_both_times_and_says_why(small_desk, clock, policy, view):
    case = open_case(small_desk, policy)
    clock.to("2026-03-04 10:00")
    happened = parse_moment("2026-03-03 15:00")
    done(files.call(small_desk, case, Entry("林管家", happened, "出差"), outcome="reached"))
    entry = view(case).timeline[0]
    assert (entry.happened, entry.entered) == (happened, parse_moment("2026-03-04 10:00"))
    assert entry.detail.endswith("补录：出差")


@pytest.mark.rule("D-04")
def test_what_cannot_be_undone_is_said_only_where_it_is_so(small_desk, clock, policy, view):
    assert steps(view(booked(small_desk, clock, policy)))["notify"].irreversible
    case = open_case(small_desk, add_policy(small_desk, "P2"), Item.MD)
    assert steps(view(case))["receive_materials"].irreversible == ""
    reading = nodule(small_desk, add_policy(small_desk, "P3"))
    assert "五（七）1" in steps(view(reading))["receive_materials"].irreversible


def test_a_second_notice_locks_nothing_more(small_desk, clock, policy, view):
    assert steps(view(locked(small_desk, clock, policy)))["notify"].irreversible == ""


def test_material_asked_for_makes_review_the_next_step_again(small_desk, policy, view):
    case = open_case(small_desk, policy)
    done(reviewing.review(small_desk, case, MANAGER, outcome="more_material", missing=["病理报告"]))
    seen = view(case)
    assert (seen.stage, seen.steps[0].verb, seen.steps[0].primary) == ("待补材料", "review", True)
    assert "病理报告" in seen.timeline[0].detail


@pytest.mark.rule("D-02")
def test_the_owner_is_not_offered_to_take_his_own_case(small_desk, policy, view):
    case = open_case(small_desk, policy)
    assert "take" in steps(view(case))
    done(files.take(small_desk, case, MANAGER))
    assert "take" not in steps(view(case))
    other = ScreenDesk(small_desk, "陈凯").case_view(case, small_desk.clock())
    assert steps(other)["take"].findings[0].rule == "D-02"


@pytest.mark.parametrize(
    ("verb", "prefill"),
    [
        ("assign_escort", {"from_": "2026-03-06 09:00", "to": "2026-03-06 12:00"}),
        ("serve", {"from_": "2026-03-06 09:30", "to": "2026-03-06 12:30"}),
        ("cancel", {"by": "customer", "reason": ""}),
        ("rebook", {"cause": "customer"}),
        ("notify", {"by": "sms"}),
        ("book", {"hospital": "北京协和医院", "department": "乳腺外科", "title": "主任医师"}),
        ("call", {"outcome": "reached"}),
    ],
)
def test_a_form_is_filled_with_what_the_case_knows(small_desk, clock, policy, view, verb, prefill):
    seen = view(booked(small_desk, clock, policy))
    fields = {field.name: field.prefill for field in prefilled(FORMS[verb], seen, clock()).fields}
    assert {name: fields[name] for name in prefill} == prefill


@pytest.mark.rule("GC-14")
def test_after_the_lock_a_move_is_the_hospitals_until_said_otherwise(small_desk, clock, policy, view):
    seen = view(locked(small_desk, clock, policy))
    fields = {field.name: field.prefill for field in prefilled(FORMS["rebook"], seen, clock()).fields}
    assert fields["cause"] == "hospital"


def test_an_ordered_admission_is_said_on_the_timeline(small_desk, clock, policy, view):
    seen = view(served(small_desk, clock, policy, admission_ordered=True))
    assert seen.timeline[0].detail == "09:30–11:00 专家开出入院通知"


def test_anothers_right_is_named_by_its_case(small_desk, policy, view):
    first = open_case(small_desk, policy, Item.MD)
    second = open_case(small_desk, policy, Item.OC)
    tile = next(tile for tile in view(second).quotas if tile.name == "MD")
    assert (tile.own, tile.reserved, tile.note) == (False, 1, view(first).number)
