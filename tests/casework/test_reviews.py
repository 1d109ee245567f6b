"""The review workspace's desk side: what it shows, the kept draft, proposal and decision, the text, and live advice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desktop.casework import files, green_channel, messages, reviewing
from desktop.casework.acting import BadInput
from desktop.casework.desk import CALLS
from desktop.casework.forms import FORMS
from desktop.casework.green_desk import GreenDesk
from desktop.casework.performing import prefilled
from desktop.casework.prepared import LOST_CONTACT, names_illness, review_text
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.verification import verify
from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.judgement import PROOF
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Record, Setting
from tests.casework.desks import CANCER, MANAGER, add_policy, open_case
from tests.casework.journeys import booked

FINDINGS = {"diagnosed_on": date(2026, 2, 12), "hospital_grade": "三级甲等", "public": True}


@pytest.fixture
def green(desk):
    """The green channel as one person's screens see it."""
    return GreenDesk(desk, "林管家")


def last(desk):
    with desk.reading() as session:
        return session.scalars(select(Record).order_by(Record.id.desc()).limit(1)).one()


def view_of(desk, case):
    return ScreenDesk(desk, "林管家").case_view(case, desk.clock())


def settled(desk, **more):
    case = open_case(desk, add_policy(desk), **more)
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    reviewing.triage(desk, case, MANAGER, advised="乳腺外科")
    green_channel.settle(desk, case, MANAGER, hospital="北京协和医院", department="乳腺外科")
    return case


@pytest.mark.rule("GC-02")
def test_proposal_and_decision_are_both_kept(desk):
    case = open_case(desk, add_policy(desk))
    done = reviewing.review(desk, case, MANAGER, outcome="suspected", illness={**CANCER, "pathology": False},
                            findings=FINDINGS, proposed="more_material")  # fmt: skip
    assert isinstance(done, Done)
    kept = last(desk).details
    assert (kept["proposed"], kept["outcome"]) == ("more_material", "suspected")
    assert kept["findings"] == {"diagnosed_on": "2026-02-12", "hospital_grade": "三级甲等", "public": True}


@pytest.mark.rule("GC-02")
def test_the_workspace_is_filled_in_from_the_complaint_and_lists_what_there_is(desk, green):
    case = open_case(desk, add_policy(desk), illness="体检发现甲状腺癌", remark="希望尽快",
                     wish={"city": "北京", "department": "甲状腺外科"})  # fmt: skip
    sheet = green.review(case)
    assert sheet.decided == ""
    assert sheet.illness == {"name": "恶性肿瘤——重度", "icd10": "C73"}
    assert len(sheet.illnesses) == 28
    told = {one.title: one.detail for one in sheet.materials}
    assert told["申请病种"] == "体检发现甲状腺癌"
    assert told["客户原话"] == "希望尽快"


def test_an_unknown_complaint_fills_in_no_illness(desk, green):
    sheet = green.review(open_case(desk, add_policy(desk), illness="头晕"))
    assert sheet.illness == {}


def test_an_earlier_review_and_other_cases_of_the_policy_are_shown_and_its_findings_come_back(desk, green):
    policy = add_policy(desk)
    other, case = open_case(desk, policy, Item.OC), open_case(desk, policy)
    reviewing.review(desk, case, MANAGER, outcome="more_material", illness=CANCER, missing=["病理报告"],
                     findings=FINDINGS)  # fmt: skip
    sheet = green.review(case)
    assert (sheet.illness["icd10"], sheet.findings) == ("C50.9", FINDINGS)
    assert sheet.decided.endswith(f"{MANAGER.person} 已审核：补材料")
    assert any("补材料 病理报告" in one.detail for one in sheet.materials)
    with desk.reading() as session:
        number = session.get_one(Case, other).number
    assert any(one.title.startswith(number) for one in sheet.materials)


def test_a_half_done_review_is_kept_for_its_person_and_forgotten_when_empty(desk, green):
    case = open_case(desk, add_policy(desk))
    draft = {"outcome": "more_material", "illness": CANCER, "missing": ["病理报告"], "findings": FINDINGS}
    green.keep_review(case, draft)
    green.keep_review(case, {**draft, "missing": ["病理报告", "身份证"]})
    assert green.review(case).draft["missing"] == ["病理报告", "身份证"]
    assert green.review(case).draft["findings"]["diagnosed_on"] == date(2026, 2, 12)
    assert GreenDesk(desk, "陈凯").review(case).draft is None
    green.keep_review(case, {})
    assert green.review(case).draft is None


@pytest.mark.parametrize("outcome", ["confirmed", "suspected", "more_material", "refused"])
@pytest.mark.rule("GC-02", "G-06")
def test_no_text_to_the_customer_names_an_illness(outcome):
    missing = ["组织病理学检查报告", "TNM 分期", "身份证复印件", *(one.name for one in ILLNESSES)]
    for item in (Item.OUTPATIENT, Item.INPATIENT, Item.MD):
        told = review_text(item, outcome, missing, "甲状腺癌Ⅰ期，属除外")
        assert not names_illness(told), told
        assert "甲状腺" not in told
    assert "身份证复印件" in review_text(Item.OUTPATIENT, "more_material", missing, "")
    assert "其余健康管家来电说明" in review_text(Item.OUTPATIENT, "more_material", missing, "")
    assert "自行承担" in review_text(Item.OUTPATIENT, "confirmed", (), "")


@pytest.mark.rule("GC-02")
def test_the_desks_reason_stays_at_the_desk_and_the_customer_reads_what_was_written_for_them(desk):
    case = open_case(desk, add_policy(desk))
    refuse = {"outcome": "refused", "reason": "疑似带病投保，转核保复查"}
    with pytest.raises(BadInput, match="病情"):
        reviewing.review(desk, case, MANAGER, **refuse, told="甲状腺癌Ⅰ期属除外")
    assert "refused" not in [entry.verb for entry in view_of(desk, case).timeline]
    reviewing.review(desk, case, MANAGER, **refuse)
    plain = view_of(desk, case).prepared
    assert plain == review_text(Item.OUTPATIENT, "refused", (), "")
    assert "核保" not in plain
    reviewing.review(desk, case, MANAGER, **refuse, told="不在本保单约定的服务范围。")
    view = view_of(desk, case)
    assert "不在服务范围内：不在本保单约定的服务范围。预留" in view.prepared
    assert "核保" not in view.prepared
    assert "疑似带病投保" in view.timeline[0].detail
    assert "告知客户：不在本保单" in view.timeline[0].detail


def test_a_text_speaks_to_the_customer_and_not_about_them():
    assert "由您自行承担" in review_text(Item.OUTPATIENT, "confirmed", (), "")
    assert "客户" not in review_text(Item.MD, "confirmed", (), "")


@pytest.mark.rule("GC-02")
def test_every_wanted_material_is_named_to_the_customer_in_words_that_tell_no_illness():
    missing = ["写明确诊日期的诊断证明", PROOF, "组织病理学检查报告", "ICD-10 编码", "ICD-O-3 行为码", "TNM 分期"]
    told = review_text(Item.OUTPATIENT, "more_material", missing, "")
    named = ("写明诊断日期的诊断证明", PROOF, "诊断所依据的检查报告", "写有诊断编码的病历首页")
    for number, words in enumerate(named, 1):
        assert f"{number}. {words}" in told
    assert "5. 写明检查结论" in told
    assert "其余" not in told
    assert not names_illness(told)


def test_the_text_waits_on_the_case_until_the_customer_knows_the_outcome(desk):
    case = open_case(desk, add_policy(desk))
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    assert "已通过审核" in view_of(desk, case).prepared
    files.note(desk, case, MANAGER, text="等她下班再打")
    reviewing.triage(desk, case, MANAGER, advised="乳腺外科")
    assert view_of(desk, case).prepared
    files.call(desk, case, MANAGER, outcome="reached")
    assert view_of(desk, case).prepared == ""


def test_missed_calls_show_in_queue_case_and_tasks_and_derived_columns_stay_true(desk, clock):
    case = settled(desk)
    files.call(desk, case, MANAGER, outcome="no_answer", note="忙音")
    with desk.reading() as session:
        assert session.get_one(Case, case).next_step == "再拨 2日 11:10"
    assert view_of(desk, case).next_call.endswith("11:10 再拨（第 2 次）")
    assert "next_call" in [task.name for task in view_of(desk, case).tasks]
    for hour in ("11:10", "15:00"):
        clock.to(f"2026-03-02 {hour}")
        files.call(desk, case, MANAGER, outcome="no_answer")
    shown = view_of(desk, case)
    assert (shown.holder, shown.prepared) == ("customer", LOST_CONTACT)
    with desk.reading() as session:
        row = session.get_one(Case, case)
        assert (row.holder, row.next_step) == ("customer", "客户失联，发短信")
    assert verify(desk).differences == ()


def test_the_attempts_are_a_setting_of_the_desk(desk, clock):
    with desk.store.writing() as session:
        session.add(Setting(key=CALLS, value={"second_after_minutes": 30, "attempts": 2}))
    desk.refresh()
    assert desk.office.calls.second_after == timedelta(minutes=30)
    case = settled(desk)
    for minute in ("10", "40"):
        clock.to(f"2026-03-02 09:{minute}")
        files.call(desk, case, MANAGER, outcome="no_answer")
    assert view_of(desk, case).holder == "customer"
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-03")
def test_triage_is_filled_in_with_the_suggestion_and_the_wish_that_differs(desk):
    case = open_case(desk, add_policy(desk), wish={"department": "胃外科"})
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    fields = {one.name: one.prefill for one in prefilled(FORMS["triage"], view_of(desk, case), desk.clock()).fields}
    assert fields == {"advised": "乳腺外科", "decided": "胃外科"}
    fitting = open_case(desk, add_policy(desk, "P2"), wish={"department": "乳腺外科一病区"})
    reviewing.review(desk, fitting, MANAGER, outcome="confirmed", illness=CANCER)
    fields = {one.name: one.prefill for one in prefilled(FORMS["triage"], view_of(desk, fitting), desk.clock()).fields}
    assert fields == {"advised": "乳腺外科一病区", "decided": ""}


def advice(green, verb, case, **values):
    return [(line.tone, line.rule) for line in green.advise(verb, case, values)]


@pytest.mark.rule("GC-05")
def test_the_promised_day_is_told_before_the_booking_is_saved(desk, green, clock):
    case = settled(desk)
    in_time = parse_moment("2026-03-09 09:30")
    assert advice(green, "book", case, visit_at=in_time, title="主任医师") == [("ok", "GC-05")]
    assert "第 5 个工作日" in green.advise("book", case, {"visit_at": in_time})[0].words
    assert advice(green, "book", case, visit_at=parse_moment("2026-03-10 09:30")) == [("warn", "GC-05")]
    clock.to("2026-03-09 18:01")
    late = green.advise("book", case, {"visit_at": parse_moment("2026-03-10 09:30")})
    assert any("现在预约已迟于承诺" in line.words for line in late)
    with desk.reading() as session:
        assert "book" not in list(session.scalars(select(Record.verb)))


@pytest.mark.parametrize(("at", "words"), [
    ("2026-03-09 03:00", "03:00 医院门诊一般不在这个时间，请核对上午还是下午"),
    ("2026-05-01 09:30", "5月1日 周五 是劳动节假期，门诊多停诊，请与医院核实"),
    ("2026-05-09 09:30", "5月9日 周六 是劳动节调休的补班日，按工作日计"),
])  # fmt: skip
def test_an_unusual_day_or_hour_of_a_visit_is_questioned(desk, green, at, words):
    case = settled(desk)
    assert words in [line.words for line in green.advise("book", case, {"visit_at": parse_moment(at)})]


@pytest.mark.rule("GC-01", "G-04")
def test_refusals_and_warnings_are_told_while_one_types(desk, green):
    case = settled(desk)
    visit = parse_moment("2026-03-06 09:30")
    assert ("refuse", "GC-01") in advice(green, "book", case, visit_at=visit, title="主治医师")
    assert ("refuse", "GC-01") not in advice(green, "book", case, visit_at=visit)
    assert ("warn", "G-04") in advice(green, "book", case, visit_at=parse_moment("2027-01-05 09:30"), title="主任医师")
    assert advice(green, "book", case) == []
    assert advice(green, "note", case, text="x") == []


@pytest.mark.rule("GC-03")
def test_a_department_that_does_not_fit_is_flagged_while_one_types(desk, green):
    case = open_case(desk, add_policy(desk), wish={"department": "胃外科"})
    reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER)
    assert advice(green, "triage", case, advised="乳腺外科") == [("warn", "GC-03")]
    assert advice(green, "triage", case, advised="乳腺外科", decided="乳腺外科") == [("ok", "GC-03")]


@pytest.mark.rule("GC-06", "D-06")
def test_a_certificate_of_last_week_asks_for_the_reason_of_late_entry(desk, green):
    issued = {"hospital": "北京协和医院", "issued_on": date(2026, 2, 24)}
    case = open_case(desk, add_policy(desk), Item.INPATIENT, certificate=issued)
    assert ("refuse", "D-06") in advice(green, "certificate", case, **issued)
    assert ("refuse", "D-06") not in advice(green, "certificate", case, **issued, late_reason="客户今天才送来")


@pytest.mark.rule("GC-10")
def test_what_to_bring_and_the_arrival_are_kept_and_an_arrival_after_the_visit_is_refused(desk):
    case = settled(desk)
    visit = parse_moment("2026-03-06 09:30")
    with pytest.raises(BadInput):
        green_channel.book(desk, case, MANAGER, visit_at=visit, title="主任医师", original_id=True,
                           arrive_at=parse_moment("2026-03-06 10:00"))  # fmt: skip
    green_channel.book(desk, case, MANAGER, visit_at=visit, title="主任医师", original_id=True,
                       bring=["医保卡", "病理报告"], arrive_at=parse_moment("2026-03-06 08:40"))  # fmt: skip
    facts = {fact.label: fact.value for fact in view_of(desk, case).groups[0].facts}
    assert facts["携带"] == "身份证原件、医保卡、病理报告"
    assert facts["到院"] == "3月6日 周五 08:40"


@pytest.mark.rule("GC-08")
def test_the_notice_shows_its_words_and_the_missing_escort_before_it_is_recorded(desk, green, clock):
    case = booked(desk, clock, add_policy(desk))
    lines = green.advise("notify", case, {"by": "sms"})
    assert (lines[0].tone, lines[0].rule, lines[-1].tone) == ("warn", "GC-08", "ok")
    assert "还没有陪诊人员" in lines[0].words
    told = lines[-1].words
    assert told.startswith("短信原文（")
    assert messages.preview(desk, case, "林管家", "notice").body in told
    phoned = green.advise("notify", case, {"by": "phone"})
    assert phoned[-1].words.startswith("电话里照此告知：")
    with desk.reading() as session:
        assert "notify" not in list(session.scalars(select(Record.verb)))


def test_a_notice_that_a_rule_refuses_says_which(desk, green):
    case = settled(desk)
    assert [line.tone for line in green.advise("notify", case, {"by": "sms"})] == ["refuse"]


@pytest.mark.rule("GC-05")
def test_a_visit_date_that_is_over_is_no_good_line(desk, green, clock):
    case = settled(desk)
    clock.to("2026-03-03 11:00")
    (line,) = green.advise("book", case, {"visit_at": parse_moment("2026-03-02 09:30"), "title": "主任医师"})
    assert (line.tone, "已过" in line.words) == ("refuse", True)


@pytest.mark.rule("GC-08")
def test_a_notice_is_never_due_after_the_visit_it_announces(desk, clock):
    clock.to("2026-03-03 10:00")
    case = booked(desk, clock, add_policy(desk), visit="2026-03-03 13:30")
    (notice,) = [one for one in view_of(desk, case).readings if one.name == "gc.notice"]
    assert notice.due == parse_moment("2026-03-03 13:30")
