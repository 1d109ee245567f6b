"""登记: the live check says everything and writes nothing, and opening makes policy, person and case at once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from desktop.casework import drafting, files, green_channel
from desktop.casework.acting import BadInput
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.plans import HANDBOOK_PLAN, extend, house_carrier, save_plan
from desktop.casework.registering import check
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.identity import check_digit
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Kind, Refusal
from desktop.models.tables import AuditEntry, Case, Person, Policy, Setting
from tests.casework.desks import MANAGER, add_policy, open_case, scratch_desk
from tests.casework.journeys import done, served, staying

FIRST_17 = "31010119790823204"
ID = FIRST_17 + check_digit(FIRST_17)
NEW = ApplicationDraft(
    item=Item.OUTPATIENT, policy=" 660812349031 ", insured=" 罗英 ", id_number=ID, phone="137 1234 6402",
    policy_from=date(2026, 1, 1), policy_to=date(2026, 12, 31), request_no=" W1 ", entrance="wechat", city="上海",
    hospital="瑞金医院", department="胃外科", illness="胃癌", remark="周二方便",
)  # fmt: skip


@pytest.fixture
def screens(desk):
    """The desk as 林管家's screens see it."""
    return ScreenDesk(desk, "林管家")


@pytest.fixture
def small_screens(small_desk):
    """The same in memory, for what no engine decides."""
    return ScreenDesk(small_desk, "林管家")


def changed(draft, **values):
    return ApplicationDraft(**{name: values.get(name, getattr(draft, name)) for name in draft.__dataclass_fields__})


def counts(desk):
    with desk.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Policy, Person, Case, AuditEntry)]


def test_a_new_policy_is_registered_with_its_person_and_case_in_one_go(desk, screens):
    outcome = done(screens.apply(NEW))
    assert outcome.number == "GT-260302-001"
    with desk.reading() as session:
        case = session.get_one(Case, outcome.case_id)
        person = case.person
        assert (case.policy.number, case.request_no, case.entrance) == ("660812349031", "W1", "wechat")
        assert (person.name, person.name_key, person.phone, person.phone_last4) == (
            "罗英", "luoying ly", "13712346402", "6402",
        )  # fmt: skip
        assert (person.sex, person.birth_date, person.id_last4) == ("女", date(1979, 8, 23), ID[-4:])
        assert case.request_text == "专家门诊·瑞金医院 胃外科"


def test_the_same_command_opens_one_case(desk, screens):
    first = done(screens.apply(NEW, "c-9"))
    assert done(screens.apply(NEW, "c-9")).number == first.number
    assert counts(desk)[:3] == [1, 1, 1]


def test_a_known_policy_needs_no_person_and_a_known_person_no_second_row(desk, screens):
    done(screens.apply(NEW))
    done(screens.apply(ApplicationDraft(item=Item.OC, policy="660812349031")))
    done(screens.apply(changed(NEW, policy="660812349032", request_no="W2", item=Item.PD)))
    assert counts(desk)[:3] == [2, 1, 3]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"item": None}, "请选择服务项目"),
        ({"policy": " "}, "保单尚未登记"),
        ({"policy_from": None}, "保单尚未登记"),
        ({"policy_to": None}, "保单尚未登记"),
        ({"policy_from": date(2027, 1, 1)}, "开始晚于结束"),
        ({"insured": "\t"}, "被保险人姓名"),
        ({"phone": "1371234640"}, "手机"),
        ({"phone": ""}, "手机"),
        ({"id_number": ID[:-1]}, "18 位"),
        ({"id_number": ID[:-1] + ("0" if ID[-1] != "0" else "1")}, "校验码"),
    ],
)
def test_what_a_new_policy_lacks_is_one_sentence_and_nothing_is_kept(small_desk, small_screens, values, sentence):
    before = counts(small_desk)
    with pytest.raises(BadInput, match=sentence):
        small_screens.apply(changed(NEW, **values))
    assert counts(small_desk) == before


def test_a_document_that_belongs_to_another_name_is_not_taken_over(small_desk, small_screens):
    done(small_screens.apply(NEW))
    with pytest.raises(BadInput, match="另一个姓名"):
        small_screens.apply(changed(NEW, policy="660812349032", request_no="W2", insured="罗瑛"))
    assert counts(small_desk)[:3] == [1, 1, 1]


@pytest.mark.rule("G-04")
def test_a_refused_application_leaves_no_policy_and_no_person_behind(desk, screens):
    refused = screens.apply(changed(NEW, policy_from=date(2024, 1, 1), policy_to=date(2024, 12, 31)))
    assert isinstance(refused, Refusal)
    assert "G-04" in refused.rules
    assert counts(desk)[:3] == [0, 0, 0]


def test_an_unknown_policy_is_offered_everything_and_shows_the_clocks(small_screens):
    told = small_screens.check_application(changed(NEW, policy="nobody's"))
    assert (told.policy, told.findings, told.quotas) == (None, (), ())
    assert [line.rule for line in told.lines] == ["G-02", "G-04", "G-08"]
    assert {offer.item for offer in told.offers if offer.available} == set(Item)
    assert [offer.caption for offer in told.offers if offer.item in (Item.OC, Item.PD)] == ["不限", "不限"]
    assert [clock.title for clock in told.clocks]


@pytest.mark.rule("G-02", "G-08")
def test_the_live_check_of_a_known_policy_writes_nothing_and_masks_the_person(desk, screens):
    add_policy(desk, "660812349031")
    before = counts(desk)
    told = screens.check_application(changed(NEW, policy="660812349031", insured="", id_number=""))
    assert counts(desk) == before
    assert (told.policy.number, told.policy.insured, told.policy.person) == ("6608****9031", "王*", "女 51 岁")
    assert "王芳" not in repr(told)
    assert told.findings == ()
    assert {line.state for line in told.lines} == {"ok"}
    assert [line.rule for line in told.lines] == ["G-02", "G-03", "G-04", "G-08", "GC-04", "D-03"]


@pytest.mark.rule("D-03")
def test_a_twin_is_named_refused_and_led_to(desk, screens):
    policy = add_policy(desk, "P-1")
    twin = open_case(desk, policy)
    other = open_case(desk, policy, Item.OC)
    told = screens.check_application(changed(NEW, policy="P-1"))
    refused = [line.rule for line in told.lines if line.state == "refused"]
    assert refused == [finding.rule for finding in told.findings]
    assert "D-03" in refused
    rows = {row.case_id: row for row in told.duplicates}
    assert (rows[twin].same_item, rows[other].same_item) == (True, False)
    assert "未分派" in rows[twin].words
    offers = {offer.item: offer for offer in told.offers}
    assert (offers[Item.OUTPATIENT].caption, offers[Item.OUTPATIENT].available) == ("在办 1 件", False)
    assert (offers[Item.INPATIENT].caption, offers[Item.VISIT].caption) == ("剩 1", "随住院")


@pytest.mark.rule("GC-15")
def test_a_stay_that_is_on_is_offered_for_the_visit(desk, clock, screens):
    policy = add_policy(desk, "P-1")
    visit = ApplicationDraft(item=Item.VISIT, policy="P-1")
    before = screens.check_application(visit)
    assert (before.stays, [finding.rule for finding in before.findings]) == ((), ["GC-15"])
    stay = staying(desk, clock, policy)
    done(green_channel.remind(desk, stay, MANAGER))
    done(green_channel.escort_call(desk, stay, MANAGER))
    told = screens.check_application(visit)
    assert [(choice.case_id, choice.words) for choice in told.stays] == [(stay, "北京协和医院 乳腺外科")]
    assert {offer.item: offer.caption for offer in told.offers}[Item.VISIT] == "剩 1"
    assert told.findings == ()


@pytest.mark.rule("G-03")
def test_what_the_plan_does_not_offer_is_greyed_and_refused(small_desk, small_screens):
    with small_desk.store.writing() as session:
        carrier = house_carrier(session)
        save_plan(session, carrier, extend(HANDBOOK_PLAN, "small", {"offers": ["OC", "GC"]}))
    add_policy(small_desk, "P-1", plan="small")
    told = small_screens.check_application(ApplicationDraft(item=Item.MD, policy="P-1"))
    offers = {offer.item: offer.caption for offer in told.offers if not offer.available}
    assert offers == {Item.MD: "计划不含", Item.ND: "计划不含", Item.PD: "计划不含"}
    assert "G-03" in {finding.rule for finding in told.findings}
    assert next(line.state for line in told.lines if line.rule == "G-03") == "refused"
    assert ("small", "small") in small_screens.plans()


@pytest.mark.parametrize(
    ("item", "started", "waiting"),
    [
        (Item.OUTPATIENT, ["审核"], ["预约", "时间通知", "就诊提醒", "陪诊来电"]),
        (Item.INPATIENT, ["审核"], ["床位", "时间通知", "就诊提醒", "陪诊来电"]),
        (Item.VISIT, ["探视"], []),
        (Item.MD, ["审核"], ["首呼", "会诊报告", "诊后指导"]),
        (Item.ND, ["首呼"], ["解读报告", "寄送"]),
        (Item.OC, ["解答"], []),
        (Item.PD, ["接听"], []),
    ],
)
def test_a_clock_of_a_draft_is_dated_only_when_the_application_starts_it(small_screens, item, started, waiting):
    clocks = small_screens.check_application(ApplicationDraft(item=item)).clocks
    assert [clock.title for clock in clocks if clock.due] == started
    assert [clock.title for clock in clocks if clock.words.startswith("待计时·")] == waiting
    assert not [clock for clock in clocks if clock.kind is Kind.WATCHED]


def test_clocks_are_counted_from_when_the_customer_applied(small_screens):
    def due(draft):
        return {clock.title: clock.due for clock in small_screens.check_application(draft).clocks}["审核"]

    early = ApplicationDraft(item=Item.OUTPATIENT, happened=parse_moment("2026-02-27 16:00"))
    assert due(early) < due(ApplicationDraft(item=Item.OUTPATIENT))


def test_a_draft_is_kept_for_its_person_and_read_back_as_it_was(desk, screens):
    draft = changed(NEW, certificate_on=date(2026, 2, 27), happened=parse_moment("2026-02-27 16:00"), stay_id=7)
    screens.save_draft(changed(NEW, remark="先前的"))
    screens.save_draft(draft)
    assert screens.load_draft() == draft
    assert ScreenDesk(desk, "陈凯").load_draft() is None
    screens.drop_draft()
    assert screens.load_draft() is None
    screens.drop_draft()
    assert screens.load_draft() is None


def test_what_an_older_program_kept_and_this_one_does_not_know_is_left_out(desk, screens):
    screens.save_draft(NEW)
    with desk.store.writing() as session:
        row = session.scalars(select(Setting).where(Setting.key == "draft:林管家")).one()
        row.value = {**row.value, "fax": "021-1"}
    with desk.reading() as session:
        assert drafting.load(session, "林管家") == NEW


def test_duplicates_show_open_cases_first_and_at_most_six(desk, screens):
    policy = add_policy(desk, "P-1")
    cases = [open_case(desk, policy, Item.OC) for _ in range(7)]
    done(files.cancel(desk, cases[-1], MANAGER, by="customer"))
    rows = screens.check_application(ApplicationDraft(item=Item.OC, policy="P-1")).duplicates
    assert [row.case_id for row in rows] == cases[-2::-1]
    assert not any(row.same_item for row in rows)


@pytest.mark.rule("G-02", "G-04", "GC-13")
def test_an_application_under_an_unknown_policy_is_checked_as_far_as_it_goes():
    desk = scratch_desk()
    draft = ApplicationDraft(item=Item.INPATIENT, policy="660812349031")
    with desk.reading() as session:
        lines = {line.rule: line for line in check(session, desk, draft).lines}
        later = replace(draft, policy_from=date(2026, 4, 1), policy_to=date(2027, 3, 31), by="other",
                        certificate_hospital="瑞金医院", certificate_on=date(2026, 3, 1))  # fmt: skip
        again = {line.rule: line for line in check(session, desk, later).lines}
        assert check(session, desk, replace(draft, item=None)).lines == ()
        assert not check(session, desk, draft).ordered
    desk.store.engine.dispose()
    assert lines["G-04"].title == "保单未登记：将按填写的内容新建"
    assert [lines[rule].state for rule in ("G-02", "G-04", "G-08", "GC-13")] == ["ok", "open", "ok", "refused"]
    assert [again[rule].state for rule in ("G-02", "G-04", "GC-13")] == ["refused", "refused", "ok"]
    assert (again["G-02"].title, again["G-04"].title) == ("不是被保险人本人", "保单不在有效期内")


def test_a_plan_is_named_by_its_title_and_its_term_in_words(screens):
    done(screens.apply(NEW))
    lines = {line.rule: line for line in screens.check_application(replace(NEW, request_no="")).lines}
    assert lines["G-03"].detail == "i 无忧 3.0"
    assert lines["G-04"].detail == "i 无忧 3.0 · 2026年1月1日至2026年12月31日"


@pytest.mark.rule("GC-13")
def test_a_certificate_is_not_asked_for_when_an_expert_ordered_the_admission(desk, clock, screens):
    policy = add_policy(desk, "P-1")
    served(desk, clock, policy, admission_ordered=True)
    assert screens.check_application(ApplicationDraft(item=Item.INPATIENT, policy="P-1")).ordered


@pytest.mark.rule("G-02", "G-04")
@pytest.mark.parametrize(("values", "rules"), [
    ({"policy_from": date(2026, 4, 1)}, ["G-04"]),
    ({"by": "other"}, ["G-02"]),
    ({"by": "other", "policy_to": date(2026, 2, 1)}, ["G-02", "G-04"]),
    ({"item": Item.INPATIENT}, ["GC-13"]),
    ({"item": Item.VISIT}, ["GC-15"]),
    ({}, []),
])  # fmt: skip
def test_a_red_line_is_what_a_new_policy_is_refused_for(small_desk, small_screens, values, rules):
    draft = replace(NEW, **values)
    told = small_screens.check_application(draft)
    assert [finding.rule for finding in told.findings] == rules
    assert [line.rule for line in told.lines if line.state == "refused"] == rules
    outcome = small_screens.apply(draft)
    assert (list(outcome.rules) if isinstance(outcome, Refusal) else []) == rules
    assert counts(small_desk)[2] == (0 if rules else 1)


@pytest.mark.rule("G-02")
def test_a_document_known_under_another_name_is_refused_before_it_is_saved(small_screens):
    done(small_screens.apply(NEW))
    told = small_screens.check_application(replace(NEW, policy="660812349099", insured="罗兰", request_no=""))
    assert [finding.sentence for finding in told.findings] == [
        "这个证件号码已登记在另一个姓名下（罗*），请核对姓名和证件号"
    ]


@pytest.mark.rule("D-06")
def test_a_warned_line_does_not_hinder(small_screens):
    done(small_screens.apply(NEW))
    draft = ApplicationDraft(item=Item.OC, policy="660812349031", phone="13800001234",
                             happened=parse_moment("2026-02-25 09:00"))  # fmt: skip
    assert [finding.rule for finding in small_screens.check_application(draft).findings] == ["D-06"]
    late = replace(draft, late_reason="客户周末来电")
    told = small_screens.check_application(late)
    assert told.findings == ()
    assert [(line.rule, line.title) for line in told.lines if line.state == "warned"] == [
        ("D-06", "补录：写明理由，可以登记"), ("", "手机与档案不同"),
    ]  # fmt: skip
    done(small_screens.apply(late))


@pytest.mark.parametrize("typed", ["feiai", "exzl", "Fei Ai", "xi'an"])
def test_pinyin_is_never_kept_as_the_illness(small_desk, small_screens, typed):
    with pytest.raises(BadInput, match="是拼音"):
        small_screens.apply(replace(NEW, illness=typed))
    assert counts(small_desk)[2] == 0


@pytest.mark.parametrize("typed", ["exingzhongliu", "exzlzd", "恶性肿瘤"])
def test_an_illness_is_found_by_pinyin_initials_and_characters(small_screens, typed):
    found = small_screens.directory.look_up("said_illness", typed)
    assert (found[0].value, found[0].note) == ("恶性肿瘤——重度", "C00-C97")
