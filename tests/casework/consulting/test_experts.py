"""The directory of experts, who may read, who could consult, and times confirmed by all three sides."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from desktop.casework import consultation
from desktop.casework.acting import BadInput
from desktop.casework.consulting.consulting_desk import ConsultingDesk
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.consulting.sheets import consultation_sheet
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Stale
from desktop.models.tables import Hospital
from tests.casework.desks import MANAGER, add_policy
from tests.casework.journeys import EXPERT, consulted

AT = parse_moment("2026-03-10 14:00")


@pytest.fixture
def consulting(desk):
    """The desk of experts with three hospitals of different cities and grades."""
    with desk.store.writing() as session:
        session.add_all(Hospital(name=name, city=city, grade=grade) for name, city, grade in (
            ("示例第一医院", "北京", "三级甲等"), ("示例第二医院", "成都", "三级甲等"),
            ("示例第三医院", "上海", "三级乙等"),
        ))  # fmt: skip
    return ConsultingDesk(desk, MANAGER.person)


def draft(name="钱学文", hospital="示例第一医院", title="主任医师", specialty="肿瘤内科", **more):
    return ExpertDraft(name, hospital, title, specialty, **more)


def added(consulting, *drafts):
    return [consulting.save_expert(one).case_id for one in drafts]


@pytest.mark.rule("ND-02")
def test_only_associate_chiefs_of_top_hospitals_in_three_cities_may_read(consulting):
    added(
        consulting, draft("甲一"), draft("乙二", "示例第二医院"), draft("丙三", "示例第三医院"),
        draft("丁四", title="主治医师"),
    )  # fmt: skip
    choices = consulting.readers()
    assert next((one.card.name, one.hindrance) for one in choices) == ("甲一", "")
    assert {one.card.name: one.hindrance for one in choices[1:]} == {
        "乙二": "成都不在北京、上海、广州", "丙三": "示例第三医院为三级乙等，须为三甲",
        "丁四": "职称主治医师低于副主任医师",
    }  # fmt: skip


def test_an_expert_is_entered_changed_and_taken_out_of_service(consulting):
    (one,) = added(consulting, draft(hours={"every": ("08:00", "17:00")}))
    card = consulting.experts()[0]
    assert (card.id, card.city, card.grade, len(card.hours)) == (one, "北京", "三级甲等", 7)
    consulting.save_expert(draft(specialty="放疗科", active=False), card)
    assert [(after.specialty, after.active) for after in consulting.experts()] == [("放疗科", False)]
    assert consulting.readers() == ()
    assert consulting.consultants(["放疗科"]) == ()
    with pytest.raises(Stale):
        consulting.save_expert(draft(), card)


@pytest.mark.parametrize(("wrong", "sentence"), [
    (draft(name=" "), "请填写专家的姓名"), (draft(specialty=""), "请填写专家的专科"),
    (draft(title="教授"), "职称「教授」不存在"), (draft(hospital="没有的医院"), "没有医院「没有的医院」"),
    (draft(hours={"0": ("17:00", "08:00")}), "上班时间「17:00–08:00」不对"),
])  # fmt: skip
def test_what_cannot_be_right_of_an_expert_is_said(consulting, wrong, sentence):
    with pytest.raises(BadInput, match=sentence):
        consulting.save_expert(wrong)
    assert consulting.experts() == ()


def test_nobody_is_entered_twice_for_one_hospital(consulting):
    added(consulting, draft(), draft(hospital="示例第二医院"))
    with pytest.raises(BadInput, match="已有这家医院的「钱学文」"):
        consulting.save_expert(draft())


@pytest.mark.rule("MD-04")
def test_consultants_of_the_wanted_specialty_and_free_at_the_time_come_first(consulting):
    ids = added(
        consulting, draft("甲一", specialty="病理科"), draft("乙二", specialty="放疗科"),
        draft("丙三", specialty="放疗科", hours={"every": ("08:00", "12:00")}), draft("丁四", specialty="放疗科"),
    )  # fmt: skip
    consulting.set_absence(ids[3], AT - timedelta(days=1), AT + timedelta(days=1), "出国")
    choices = consulting.consultants(["放疗科"], AT)
    assert [one.card.name for one in choices] == ["乙二", "甲一", "丁四", "丙三"]
    assert choices[0].reasons[0] == "方案所需专科"
    assert choices[2].hindrance.endswith("不在：出国")
    assert choices[3].hindrance == "不在可约时段内"


@pytest.mark.rule("MD-04")
def test_an_expert_with_another_consultation_at_that_time_is_hindered(desk, consulting):
    added(consulting, draft("专家0", specialty="肿瘤内科"))
    case = consulted(desk, add_policy(desk))
    consultation.propose_time(desk, case, MANAGER, meets_at=AT, minutes=60)
    hindered = lambda at, besides=0: consulting.consultants(["肿瘤内科"], at, 60, besides)[0].hindrance  # noqa: E731
    assert "另有会诊 MD-" in hindered(AT + timedelta(minutes=30))
    assert hindered(AT + timedelta(minutes=60)) == ""
    assert hindered(AT, case) == ""
    consultation.release_expert(desk, case, MANAGER, name="专家0")
    assert hindered(AT) == ""


def test_the_directory_takes_as_many_statements_for_a_hundred_as_for_one(desk, consulting):
    added(consulting, draft("首位"))
    few = statements(desk, consulting)
    added(consulting, *(draft(f"专家{number}") for number in range(100)))
    assert statements(desk, consulting) == few


def statements(desk, consulting):
    seen = []

    def note(*args):
        seen.append(args[2])

    event.listen(desk.store.engine, "before_cursor_execute", note)
    consulting.experts()
    event.remove(desk.store.engine, "before_cursor_execute", note)
    return len([one for one in seen if one.lstrip().upper().startswith("SELECT")])


def sheet(desk, case):
    with desk.reading() as session:
        return consultation_sheet(session, desk, case)


@pytest.mark.rule("MD-05")
def test_specialties_are_numbered_once_and_too_few_are_said(desk):
    case = consulted(desk, add_policy(desk), experts=2)
    twin = {**EXPERT, "name": "专家9", "specialty": "放疗科"}
    consultation.book_expert(desk, case, MANAGER, **twin)
    shown = sheet(desk, case)
    assert [one.number for one in shown.experts] == [1, 2, 0]
    assert (shown.enough, shown.verdict) == (False, "专科 2，一般不少于 3·写明理由")
    consultation.book_expert(desk, case, MANAGER, **{**twin, "name": "专家8", "specialty": "病理科"})
    assert sheet(desk, case).verdict == "不同专科 3，满足至少 3"


@pytest.mark.rule("MD-04")
def test_the_proposed_time_is_confirmed_by_customer_experts_and_host(desk):
    case = consulted(desk, add_policy(desk))
    consultation.propose_time(desk, case, MANAGER, meets_at=AT, minutes=90, mode="video", place="3 号会诊室")
    assert sheet(desk, case).proposal.waiting == ("customer", "专家0", "专家1", "专家2", "host")
    consultation.confirm_time(desk, case, MANAGER, who=["customer", "专家1"])
    assert [one.confirmed for one in sheet(desk, case).experts] == [False, True, False]
    early = consultation.hold_consultation(desk, case, MANAGER)
    assert isinstance(early, Done)
    assert [finding.rule for finding in early.warnings] == ["MD-04"]
    assert "专家0、专家2、会诊地点" in early.warnings[0].sentence


@pytest.mark.rule("MD-04")
def test_a_new_time_or_a_new_expert_has_to_be_confirmed_anew(desk):
    case = consulted(desk, add_policy(desk))
    everybody = ["customer", "专家0", "专家1", "专家2", "host"]
    consultation.propose_time(desk, case, MANAGER, meets_at=AT)
    consultation.confirm_time(desk, case, MANAGER, who=everybody)
    assert sheet(desk, case).proposal.waiting == ()
    more = {**EXPERT, "name": "专家7", "specialty": "麻醉科"}
    consultation.book_expert(desk, case, MANAGER, **more)
    assert sheet(desk, case).proposal.waiting == ("专家7",)
    consultation.propose_time(desk, case, MANAGER, meets_at=AT + timedelta(days=1))
    assert sheet(desk, case).proposal.waiting == ("customer", "专家0", "专家1", "专家2", "专家7", "host")
    consultation.confirm_time(desk, case, MANAGER, who=[*everybody, "专家7"])
    assert consultation.hold_consultation(desk, case, MANAGER).warnings == ()


@pytest.mark.rule("MD-04")
def test_nothing_is_confirmed_before_it_is_proposed_nor_by_strangers(desk):
    case = consulted(desk, add_policy(desk))
    assert named(consultation.confirm_time(desk, case, MANAGER, who=["customer"])) == [("MD-04", "还没有约定会诊时间")]
    consultation.propose_time(desk, case, MANAGER, meets_at=AT)
    refused = consultation.confirm_time(desk, case, MANAGER, who=["路人"])
    assert named(refused) == [("MD-04", "路人不在邀请之列")]


@pytest.mark.rule("MD-09")
def test_after_the_consultation_neither_time_nor_experts_change(desk):
    case = consulted(desk, add_policy(desk))
    consultation.hold_consultation(desk, case, MANAGER)
    for refused in (
        consultation.propose_time(desk, case, MANAGER, meets_at=AT),
        consultation.release_expert(desk, case, MANAGER, name="专家0"),
    ):
        assert named(refused) == [("MD-09", "会诊已完成")]


def named(outcome):
    assert isinstance(outcome, Refusal)
    return [(finding.rule, finding.sentence) for finding in outcome.findings]


@pytest.mark.parametrize(("given", "sentence"), [
    ({"meets_at": AT, "mode": "pigeon"}, "会诊方式「pigeon」不存在"),
    ({"meets_at": AT, "minutes": 5}, "会诊时长 5 分钟不对"),
])  # fmt: skip
def test_a_proposal_that_cannot_be_right_is_said(desk, given, sentence):
    case = consulted(desk, add_policy(desk))
    with pytest.raises(BadInput, match=sentence):
        consultation.propose_time(desk, case, MANAGER, **given)


def test_only_the_invited_are_taken_back(desk):
    case = consulted(desk, add_policy(desk))
    with pytest.raises(BadInput, match="没有邀请过专家「路人」"):
        consultation.release_expert(desk, case, MANAGER, name="路人")
    consultation.release_expert(desk, case, MANAGER, name="专家0", reason="临时手术")
    assert [one.name for one in sheet(desk, case).experts] == ["专家1", "专家2"]
