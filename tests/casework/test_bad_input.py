"""What cannot be right is told in one Chinese sentence before any rule is asked, and nothing is written."""

from datetime import date

import pytest
from sqlalchemy import func, select

from desktop.casework import consultation, exempting, files, green_channel, jobs, reviewing, visits
from desktop.casework.acting import BadInput, user_id
from desktop.casework.applying import Application, apply
from desktop.casework.desk import Entry
from desktop.casework.dossier import NoSuchCase
from desktop.casework.performing import perform
from desktop.casework.plans import HANDBOOK_PLAN
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import AuditEntry, Case, Escort, Job, Record
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import booked, done, locked, nodule, settled

TEN, ELEVEN = parse_moment("2026-03-06 10:00"), parse_moment("2026-03-06 11:00")
WRONG = [
    (reviewing.review, {"outcome": "perhaps"}, "审核结论「perhaps」不存在，应为 confirmed"),
    (files.hand_over, {"to": "  "}, "转给谁"),
    (files.call, {"outcome": "busy"}, "通话结果「busy」不存在"),
    (files.note, {"text": "\n "}, "备注不能为空"),
    (files.cancel, {"by": "nobody"}, "取消方「nobody」不存在"),
    (files.close, {"cause": "customer"}, "只能是医院或服务商"),
    (files.close, {"gaps": {"lunch": "没吃"}}, "结案清单没有「lunch」"),
    (files.reopen, {"reason": " "}, "理由"),
    (green_channel.book, {"visit_at": TEN, "title": "院长"}, "职称「院长」不存在"),
    (green_channel.book, {"visit_at": parse_moment("2026-03-01 10:00")}, "早于现在"),
    (green_channel.rebook, {"visit_at": TEN, "cause": "weather"}, "改期原因「weather」不存在"),
    (green_channel.rebook, {"visit_at": parse_moment("2026-03-01 10:00"), "cause": "hospital"}, "早于现在"),
    (green_channel.notify, {"by": "pigeon"}, "方式「pigeon」不存在，应为 sms、phone"),
    (green_channel.remind, {"by": "fax"}, "方式「fax」不存在"),
    (green_channel.serve, {"from_": ELEVEN, "to": ELEVEN}, "结束时间须晚于开始时间"),
    (jobs.assign_escort, {"escort": "何敏", "from_": ELEVEN, "to": TEN}, "结束时间须晚于开始时间"),
    (exempting.exempt, {"reason": "", "approved_by": "孟主管"}, "豁免须写明理由"),
    (consultation.plan_mdt, {"disciplines": [], "questions": ["一"]}, "至少要有一个学科"),
    (consultation.plan_mdt, {"disciplines": ["一"], "questions": []}, "一个问题"),
    (consultation.receive_materials, {"items": []}, "收到了哪些资料"),
    (consultation.receive_materials, {"items": ["id"], "exam": "x-ray-vision"}, "检查类型「x-ray-vision」不存在"),
    (visits.visit_materials, {"have": []}, "探视资料应为"),
    (visits.visit_materials, {"have": ["id", "horoscope"]}, "探视资料应为"),
]


def rows(desk, *tables):
    with desk.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.mark.parametrize(("verb", "given", "sentence"), WRONG)
def test_what_cannot_be_right_is_told_and_writes_nothing(small_desk, verb, given, sentence):
    case = open_case(small_desk, add_policy(small_desk))
    before = rows(small_desk, Record, AuditEntry)
    with pytest.raises(BadInput, match=sentence) as told:
        verb(small_desk, case, MANAGER, **given)
    assert "\n" not in str(told.value)
    assert rows(small_desk, Record, AuditEntry) == before


def test_a_declared_exemption_cannot_end_before_it_begins(small_desk):
    with pytest.raises(BadInput, match="早于开始"):
        exempting.declare_exemption(
            small_desk, MANAGER, reason="院区停诊", approved_by="孟主管", hospital="北京协和医院",
            start=date(2026, 3, 9), end=date(2026, 3, 8),
        )  # fmt: skip


@pytest.mark.parametrize("verb", ["fly", "apply", "recalculated"])
def test_a_verb_that_has_no_form_is_named(small_desk, verb):
    with pytest.raises(BadInput, match=f"没有操作「{verb}」"):
        perform(small_desk, verb, 1, MANAGER, {})


def test_a_case_that_does_not_exist_is_named_by_its_id(desk):
    with pytest.raises(NoSuchCase, match="4711"):
        files.note(desk, 4711, MANAGER, text="备注")


@pytest.mark.rule("G-03")
def test_a_policy_of_a_plan_the_catalogue_does_not_know_opens_nothing(desk):
    policy = add_policy(desk, plan="i-wuyou-9.9")
    refused = apply(desk, policy, Application(item=Item.OC), MANAGER)
    assert refused.rules == ("G-03",)
    assert "i-wuyou-9.9" in refused.sentence
    assert rows(desk, Case) == [0]


@pytest.mark.rule("D-03")
def test_a_request_number_that_is_known_opens_no_second_case(desk):
    policy = add_policy(desk)
    done(apply(desk, policy, Application(item=Item.OC, request_no="W1"), MANAGER))
    refused = apply(desk, policy, Application(item=Item.PD, request_no="W1"), MANAGER)
    assert "D-03" in refused.rules
    assert rows(desk, Case, Record) == [1, 1]


@pytest.mark.parametrize("item", list(Item))
def test_case_numbers_count_by_service_and_day(small_desk, item):
    policy = add_policy(small_desk)
    application = Application(item=item, certificate={"hospital": "甲", "issued_on": "2026-03-01"}, nodule="lung")
    outcome = apply(small_desk, policy, application, MANAGER)
    if item is Item.VISIT:
        assert "GC-15" in outcome.rules
        return
    prefix = {"OC": "WZ", "PD": "DH", "GC": "GT", "MD": "MD", "ND": "JJ"}[item.service]
    assert outcome.number == f"{prefix}-260302-001"


@pytest.mark.rule("D-01")
def test_an_escort_is_added_to_the_desk_once_and_a_changed_assignment_moves_the_job(desk, clock):
    case = booked(desk, clock, add_policy(desk))
    for start in ("2026-03-06 09:00", "2026-03-06 09:15"):
        span = {"from_": parse_moment(start), "to": parse_moment("2026-03-06 12:00")}
        done(jobs.assign_escort(desk, case, MANAGER, escort=" 何敏 ", **span))
    assert rows(desk, Escort, Job) == [1, 1]
    with desk.reading() as session:
        job = session.scalars(select(Job)).one()
        assert (job.starts_at, job.version, job.cancelled) == (parse_moment("2026-03-06 09:15"), 2, False)


@pytest.mark.rule("D-01")
def test_a_clash_names_the_other_case_and_a_reason_forces_it(desk, clock):
    first = booked(desk, clock, add_policy(desk, "P1"))
    clock.to("2026-03-02 09:10")
    second = booked(desk, clock, add_policy(desk, "P2"))
    span = {"escort": "何敏", "from_": parse_moment("2026-03-06 09:00"), "to": parse_moment("2026-03-06 12:00")}
    done(jobs.assign_escort(desk, first, MANAGER, **span))
    refused = jobs.assign_escort(desk, second, MANAGER, **span)
    assert refused.rules == ("D-01",)
    assert "何敏已有安排：3月6日 周五 09:00–12:00（GT-260302-001）" in refused.sentence
    done(jobs.assign_escort(desk, second, MANAGER, **span, reason="客户坚持"))
    with desk.reading() as session:
        assert list(session.scalars(select(Job.forced).order_by(Job.id))) == [False, True]


@pytest.mark.rule("GC-14")
def test_after_the_lock_a_customer_cannot_move_the_visit_but_the_hospital_can(desk, clock):
    case = locked(desk, clock, add_policy(desk))
    later = parse_moment("2026-03-09 09:30")
    assert green_channel.rebook(desk, case, MANAGER, visit_at=later, cause="customer").rules == ("GC-14",)
    done(green_channel.rebook(desk, case, MANAGER, visit_at=later, cause="hospital"))


@pytest.mark.rule("D-08")
def test_a_case_with_open_items_is_not_closed_without_reasons(desk):
    case = settled(desk, add_policy(desk))
    refused = files.close(desk, case, MANAGER, gaps={"booked": "改在当地就医"})
    assert isinstance(refused, Refusal)
    assert "D-08" in refused.rules
    gaps = dict.fromkeys(("booked", "notified", "reminded", "escort_called", "served"), "改在当地就医")
    done(files.close(desk, case, MANAGER, gaps=gaps))
    assert files.note(desk, case, MANAGER, text="晚了").rules


@pytest.mark.rule("D-02")
def test_a_case_is_handed_to_a_person_of_the_desk_and_to_nobody_else(desk):
    case = open_case(desk, add_policy(desk))
    done(files.take(desk, case, MANAGER))
    with pytest.raises(BadInput, match="本台没有「陈凯」这个人，可转给："):
        files.hand_over(desk, case, MANAGER, to=" 陈凯 ")
    with desk.store.writing() as session:
        user_id(session, "陈凯")
    done(files.hand_over(desk, case, MANAGER, to=" 陈凯 "))
    with desk.reading() as session:
        assert session.get_one(Case, case).owner.name == "陈凯"
    assert files.take(desk, case, Entry("周岚")).rules == ("D-02",)


@pytest.mark.rule("GC-17", "D-05")
@pytest.mark.parametrize("approver", ["", "林管家", "没有这个人"])
def test_nobody_but_another_supervisor_approves_an_exemption(small_desk, approver):
    case = settled(small_desk, add_policy(small_desk))
    refused = exempting.exempt(small_desk, case, MANAGER, reason="院区停诊", approved_by=approver)
    assert "D-05" in refused.rules
    declared = exempting.declare_exemption(
        small_desk, MANAGER, reason="停诊", approved_by=approver, hospital="甲", start=date(2026, 3, 1),
        end=date(2026, 3, 9),
    )  # fmt: skip
    assert declared.rules == ("D-05",)


@pytest.mark.rule("GC-17")
@pytest.mark.parametrize(("department", "touched"), [("", 2), ("乳腺外科", 2), ("胃外科", 0)])
def test_a_declared_exemption_notes_every_case_of_that_place_and_no_other(desk, department, touched):
    cases = [settled(desk, add_policy(desk, number)) for number in ("P1", "P2")]
    other = open_case(desk, add_policy(desk, "P3"))
    answer = done(exempting.declare_exemption(
        desk, MANAGER, reason="院区停诊", approved_by="孟主管", hospital="北京协和医院", department=department,
        start=date(2026, 3, 1), end=date(2026, 3, 31),
    ))  # fmt: skip
    assert answer.changed == tuple(cases)[:touched]
    assert other not in answer.changed
    with desk.reading() as session:
        noted = session.scalars(select(Record.case_id).where(Record.verb == "recalculated")).all()
    assert sorted(noted) == cases[:touched]


@pytest.mark.rule("ND-09")
def test_a_reading_with_a_wished_hospital_is_refused(small_desk):
    wish = {"hospital": "北京协和医院"}
    refused = apply(small_desk, add_policy(small_desk), Application(item=Item.ND, nodule="lung", wish=wish), MANAGER)
    assert "ND-09" in refused.rules


@pytest.mark.rule("D-07")
def test_a_second_report_names_the_one_it_replaces(desk):
    expert = {"name": "周", "hospital": "甲", "city": "北京", "grade": "三级甲等", "title": "主任医师"}
    case = nodule(desk, add_policy(desk))
    items = ["id", "images", "diagnosis"]
    given = {"items": items, "exam": "CT", "hospital_grade": "三级甲等"}
    outcome = consultation.receive_materials(desk, case, MANAGER, **given)
    done(outcome)
    done(consultation.assign_reader(desk, case, MANAGER, **expert))
    done(consultation.issue_report(desk, case, MANAGER))
    done(consultation.issue_report(desk, case, MANAGER))
    with desk.reading() as session:
        issued = session.scalars(select(Record.details).where(Record.verb == "issue_report").order_by(Record.seq))
        assert list(issued) == [{"version": 1}, {"version": 2, "replaces": 1}]


def test_the_plan_of_the_house_is_there_from_the_first_policy_on(small_desk):
    with small_desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
    done(apply(small_desk, add_policy(small_desk, plan=HANDBOOK_PLAN.name), Application(item=Item.PD), MANAGER))
    assert rows(small_desk, Case, Record) == [1, 1]
