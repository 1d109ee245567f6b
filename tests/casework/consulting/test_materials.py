"""The checklist by tumour, and originals followed until they are back (MD-02, MD-10, ND-07)."""

import pytest

from desktop.casework import consultation, files
from desktop.casework.acting import BadInput
from desktop.casework.consulting.sheets import consultation_sheet, reading_sheet
from desktop.casework.desk import Entry
from desktop.casework.dossier import load_case
from desktop.casework.rows import Done
from desktop.casework.views import case_view
from desktop.handbook.consultation_materials import EVERY, TUMOURS, tumour_of, wanted
from desktop.handbook.vocabulary import Refusal
from tests.casework.desks import MANAGER, add_policy
from tests.casework.journeys import EXPERT, consulted, nodule


def sheet(desk, case, tumour=""):
    with desk.reading() as session:
        return consultation_sheet(session, desk, case, tumour=tumour)


def line(desk, case, key):
    return next(one for one in sheet(desk, case).materials if one.key == key)


@pytest.mark.parametrize(("code", "group"), [
    ("C34.1", "lung"), ("C50.9", "breast"), ("c73", "thyroid"), ("C15.9", "stomach"), ("C16.0", "stomach"),
    ("C18.2", "colorectal"), ("C21", "colorectal"), ("C22.0", "liver"), ("C25.9", "liver"), ("C56", "gynaecology"),
    ("C61", "urology"), ("C67.9", "urology"), ("C81.1", "blood"), ("C96.9", "blood"), ("C71.9", "head"),
    ("C41", "head"), ("C43.9", ""), ("C80", ""), ("D05.1", ""), ("", ""),
])  # fmt: skip
def test_the_icd10_code_tells_the_tumour_group(code, group):
    assert tumour_of(code) == group


def test_no_category_belongs_to_two_groups():
    for place in range(1000):
        hits = [one.key for one in TUMOURS if any(low <= place <= high for low, high in one.icd10)]
        assert len(hits) <= 1, (place, hits)


def test_every_entry_has_one_meaning_and_each_group_asks_for_its_own():
    for group in TUMOURS:
        keys = [one.key for one in wanted(group.key)]
        assert len(keys) == len(set(keys))
        assert all(EVERY[key].title for key in keys)
        own = {key for key, _ in (*group.imaging, *group.pathology, *group.laboratory)}
        assert own <= set(keys)
        assert not own & {one.key for one in wanted("")}


@pytest.mark.rule("MD-02")
def test_the_checklist_of_the_case_says_what_is_there_and_what_to_ask_for(desk):
    case = consulted(desk, add_policy(desk))
    assert sheet(desk, case).tumour_title == "乳腺"
    before = sheet(desk, case)
    assert before.received == 0
    assert "身份证正反面" in before.to_ask
    consultation.check_material(desk, case, MANAGER, item="id", form="copy")
    consultation.check_material(desk, case, MANAGER, item="drugs", problem="blurred")
    after = sheet(desk, case)
    assert after.received == 1
    assert after.needed == before.needed
    assert after.problems == 1
    assert "身份证正反面" not in after.to_ask
    assert "用药单（模糊，请重发）" in after.to_ask
    assert line(desk, case, "id").note == f"{MANAGER.person}核"


def test_an_entry_can_be_cleared_set_aside_and_added_to(desk):
    case = consulted(desk, add_policy(desk))
    consultation.check_material(desk, case, MANAGER, item="consent")
    consultation.check_material(desk, case, MANAGER, item="consent", state="")
    assert line(desk, case, "consent").open
    consultation.check_material(desk, case, MANAGER, item="pathology", state="not_provided")
    assert not line(desk, case, "pathology").open
    consultation.check_material(desk, case, MANAGER, item="own:外院会诊意见", form="original")
    own = sheet(desk, case).materials[-1]
    assert (own.title, own.group, own.back) == ("外院会诊意见", "另收", True)


def test_what_is_checked_without_a_problem_counts_towards_the_needed_set(desk):
    case = consulted(desk, add_policy(desk))
    assert holder(desk, case) == "customer"
    for item in ("id", "pathology"):
        consultation.check_material(desk, case, MANAGER, item=item)
    consultation.check_material(desk, case, MANAGER, item="dicom", problem="unreadable")
    assert holder(desk, case) == "customer"
    consultation.check_material(desk, case, MANAGER, item="dicom")
    assert holder(desk, case) == "desk"


def holder(desk, case):
    with desk.reading() as session:
        return load_case(session, case).holder


@pytest.mark.rule("MD-10")
def test_originals_are_followed_until_they_are_back_also_after_closing(desk):
    case = consulted(desk, add_policy(desk))
    for item in ("slides", "dicom"):
        consultation.check_material(desk, case, MANAGER, item=item, form="original")
    assert sheet(desk, case).originals == ("影像 DICOM 光盘或云影像", "病理切片、蜡块或白片")
    consultation.return_originals(desk, case, MANAGER, courier="顺丰", number="SF1", originals=["病理切片、蜡块或白片"])
    assert sheet(desk, case).originals == ("影像 DICOM 光盘或云影像",)
    gaps = dict.fromkeys(("held", "report", "guidance", "posted"), "客户放弃")
    assert isinstance(files.close(desk, case, MANAGER, gaps=gaps), Done)
    assert open_tasks(desk, case) == ["originals"]
    assert isinstance(consultation.return_originals(desk, case, MANAGER, courier="顺丰", number="SF2"), Done)
    assert open_tasks(desk, case) == []
    assert sheet(desk, case).originals == ()
    assert [(one.number, one.contents) for one in sheet(desk, case).parcels][:1] == [("SF2", ())]


def open_tasks(desk, case):
    with desk.reading() as session:
        view = case_view(session, desk, case, desk.clock(), "林管家")
    return [task.name for task in view.tasks if not task.done and task.name == "originals"]


@pytest.mark.rule("ND-07")
def test_a_report_may_be_posted_while_an_original_stays(desk):
    case = nodule(desk, add_policy(desk))
    consultation.receive_materials(
        desk, case, MANAGER, items=["id", "images", "diagnosis"], exam="CT", hospital_grade="三级甲等",
        originals=["CT 光盘"], courier="顺丰", number="SF100",
    )  # fmt: skip
    consultation.assign_reader(desk, case, MANAGER, **EXPERT)
    consultation.issue_report(desk, case, MANAGER)
    consultation.post_report(desk, case, MANAGER, courier="顺丰", number="SF101", originals=[])
    with desk.reading() as session:
        shown = reading_sheet(session, desk, case)
    assert shown.originals == ("CT 光盘",)
    assert open_tasks(desk, case) == ["originals"]
    consultation.return_originals(desk, case, MANAGER, courier="顺丰", number="SF102", originals=["CT 光盘"])
    assert open_tasks(desk, case) == []


def test_posting_without_naming_contents_takes_every_original_along(desk):
    case = nodule(desk, add_policy(desk))
    everything = {"items": ["id", "images", "diagnosis"], "originals": ["CT 光盘", "身份证复印件"]}
    consultation.receive_materials(desk, case, MANAGER, **everything)
    consultation.assign_reader(desk, case, MANAGER, **EXPERT)
    consultation.issue_report(desk, case, MANAGER)
    consultation.post_report(desk, case, MANAGER, courier="顺丰", number="SF101")
    assert open_tasks(desk, case) == []


@pytest.mark.rule("D-09")
def test_a_voided_entry_of_the_checklist_counts_no_more(desk):
    case = consulted(desk, add_policy(desk))
    done = consultation.check_material(desk, case, MANAGER, item="slides", form="original")
    files.void(desk, case, Entry("林管家"), record=done.seq, reason="登记错案件")
    assert sheet(desk, case).originals == ()
    assert line(desk, case, "slides").open


@pytest.mark.parametrize(("given", "sentence"), [
    ({"item": "nothing"}, "资料清单没有「nothing」这一项"), ({"item": "own: "}, "请写明资料的名称"),
    ({"item": "id", "state": "lost"}, "资料状态「lost」不存在"),
    ({"item": "id", "problem": "wet"}, "问题「wet」不存在"),
    ({"item": "id", "form": "paper"}, "形式「paper」不存在"),
])  # fmt: skip
def test_what_cannot_be_right_is_said_in_one_sentence(desk, given, sentence):
    case = consulted(desk, add_policy(desk))
    with pytest.raises(BadInput, match=sentence):
        consultation.check_material(desk, case, MANAGER, **given)


def test_only_originals_that_are_here_go_back(desk):
    case = consulted(desk, add_policy(desk))
    with pytest.raises(BadInput, match="没有待退的原件"):
        consultation.return_originals(desk, case, MANAGER, courier="顺丰", number="SF1")
    consultation.check_material(desk, case, MANAGER, item="slides", form="original")
    with pytest.raises(BadInput, match="没有待退的原件：光盘"):
        consultation.return_originals(desk, case, MANAGER, courier="顺丰", number="SF1", originals=["光盘"])
    with pytest.raises(BadInput, match="快递公司和运单号"):
        consultation.return_originals(desk, case, MANAGER, courier="顺丰", number=" ")


@pytest.mark.rule("ND-10")
def test_the_reading_sheet_names_what_misfits_and_what_is_lacking(desk):
    case = nodule(desk, add_policy(desk))
    consultation.receive_materials(desk, case, MANAGER, items=["id", "images"], exam="ultrasound")
    with desk.reading() as session:
        shown = reading_sheet(session, desk, case)
    assert shown.misfit == "肺结节需要CT，收到的是超声"
    assert shown.complete_at is None
    assert not shown.lock
    assert shown.lacking == ("影像资料", "诊断证明")
    assert [(one.title, one.received) for one in shown.items if one.required] == [
        ("身份证件", True), ("影像资料", False), ("诊断证明", False)]  # fmt: skip


@pytest.mark.rule("ND-08")
def test_the_reading_sheet_shows_the_lock_once_identity_and_images_are_in(desk):
    case = nodule(desk, add_policy(desk))
    consultation.receive_materials(desk, case, MANAGER, items=["id", "images"], exam="CT", hospital_grade="三级甲等")
    with desk.reading() as session:
        assert "服务已生效" in reading_sheet(session, desk, case).lock
    assert isinstance(files.cancel(desk, case, MANAGER, by="customer", reason="不想做了"), Refusal)
