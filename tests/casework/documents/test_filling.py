"""The papers say what the documents say: masked, as a draft until it is issued, and with one code afterwards."""

from dataclasses import replace

import pytest

from desktop.casework import consultation
from desktop.casework.documents import issuing, reading
from desktop.casework.documents.filling import paper_of
from desktop.casework.documents.filling_common import day_words, spoken_count
from desktop.casework.documents.fingerprint import fingerprint, verification_code
from desktop.casework.documents.nodule_words import finding_of, finding_rows, size_words, spot_of
from desktop.casework.documents.papers_common import Labelled
from desktop.casework.documents.papers_mdt import LabValue
from desktop.casework.documents.papers_nodule import Agreement, Spot
from desktop.handbook.moments import parse_moment
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held, no_picture, opened, read
from tests.casework.journeys import done

NOW = parse_moment("2026-03-04 10:00")


def printed(row, **more):
    """The paper of a row with other values in its content."""
    return paper_of(replace(row, content={**row.content, **more}), NOW, no_picture)


def test_the_opinion_is_printed_from_its_document(small_desk):
    row = drafted(small_desk, held(small_desk), "mdt")
    paper = paper_of(row, NOW, no_picture)
    assert paper.issue.draft
    assert (paper.issue.code, paper.issue.issued_on) == ("", None)
    assert (paper.client.name, paper.client.masked_name) == ("孙国", "孙*")
    assert (paper.client.document, paper.client.policy) == ("资料未提供", "末四位 4190")
    assert paper.subtitle == "肝细胞癌 · 三位专家视频会诊"
    assert paper.held == "2026-03-02 周一 09:10–2026-09-23 10:52"
    assert paper.conclusion.startswith("肝细胞癌，Ⅱ期")
    assert [fact.value for fact in paper.facts] == ["第 1 次 TACE", "较急", "肝胆外科住院，完成第 1 次 TACE"]
    assert len(paper.questions) == 3
    assert all(question.answer for question in paper.questions)
    assert [one.name for one in paper.opinions] == ["专家0", "专家1", "专家2"]
    assert (paper.treatments, paper.treatment_note) == ((), "未治疗")
    assert paper.diagnoses[1].code == "ICD-O-3 8170/3"
    assert {one.label for one in paper.history} >= {"主诉", "现病史", "过敏史"}
    assert [one.label for one in paper.state_facts] == ["体力状态", "KPS", "疼痛 NRS", "营养 NRS 2002", "身高 / 体重"]
    assert paper.basis[1] == Labelled("资料", "共 5 项，见附录；基因检测资料未提供。")
    assert [one.signed for one in paper.signing.signatures] == ["本人 CA 签名 2026-09-24"] * 3


def test_laboratory_values_stand_by_day_and_a_day_without_one_is_empty(small_desk):
    row = drafted(small_desk, held(small_desk), "mdt")
    paper = paper_of(row, NOW, no_picture)
    assert paper.lab_days == ("2026-08-20", "2026-09-17")
    assert paper.labs[0].values == (LabValue("412", "high"), LabValue("468", "high"))
    assert paper.labs[2].values == (LabValue(""), LabValue("<20"))
    many = [{"item": "AFP", "value": str(day), "day": f"2026-09-0{day}"} for day in range(1, 6)]
    assert printed(row, labs=many).lab_days == ("2026-09-03", "2026-09-04", "2026-09-05")


def test_what_was_not_handed_in_is_said_and_treatments_are_told_in_full(small_desk):
    row = drafted(small_desk, held(small_desk), "mdt")
    treatment = {"kind": "放疗", "from": "2025-01", "until": "2025-03", "plan": "肝右叶", "dose": 50.4, "fractions": 28,
                 "response": "PR", "adverse": "1 级乏力"}  # fmt: skip
    paper = printed(row, imaging="资料未提供", labs="资料未提供", treatments=[treatment], lead="")
    assert paper.examinations_note == "影像检查：资料未提供；化验：资料未提供"
    assert (paper.lab_days, paper.labs) == ((), ())
    assert [one.title for one in paper.examinations] == ["病理 B26-08417"]
    assert tuple(paper.treatments[0]) == ("2025-01–2025-03", "放疗", "肝右叶，50.4 Gy，28 次", "PR；1 级乏力")
    assert paper.conclusion == row.content["consensus"] + row.content["preferred"]


@pytest.mark.parametrize("kind", ["mdt", "nodule"])
def test_what_is_about_to_be_issued_prints_as_what_was_issued(desk, kind):
    row = drafted(desk, held(desk) if kind == "mdt" else read(desk), kind)
    ticket = issuing.reserve(desk, row.id, MANAGER)
    row = reading.document(desk, row.id)
    before = paper_of(row, desk.clock(), no_picture, ticket)
    assert not before.issue.draft
    assert (before.issue.number, before.issue.version) == (ticket.number, 1)
    assert before.issue.code == verification_code(fingerprint(before))
    done(issuing.issue(desk, row.id, MANAGER, revision=ticket.revision, pdf_sha256="ab"))
    assert paper_of(reading.document(desk, row.id), NOW, no_picture) == before


@pytest.mark.rule("D-07")
def test_a_correction_names_what_it_replaces_on_paper(small_desk):
    case = held(small_desk)
    row = drafted(small_desk, case, "mdt")
    revision = issuing.reserve(small_desk, row.id, MANAGER).revision
    done(issuing.issue(small_desk, row.id, MANAGER, revision=revision))
    second = opened(small_desk, case, "mdt", reason="更正分期")
    ticket = issuing.reserve(small_desk, second.id, MANAGER)
    paper = paper_of(reading.document(small_desk, second.id), NOW, no_picture, ticket)
    assert (paper.issue.version, paper.issue.replaces) == (2, "第 1 版：更正分期")
    assert {one.signed for one in paper.signing.signatures} == {""}


def test_an_empty_draft_prints_without_a_word_that_was_not_written(small_desk):
    for row in (opened(small_desk, held(small_desk), "mdt"), opened(small_desk, read(small_desk), "nodule")):
        paper = paper_of(row, NOW, no_picture)
        assert paper.issue.draft
        assert "None" not in repr(paper.client)


def test_the_reading_is_printed_with_the_experts_category_and_the_cross_check(small_desk):
    paper = paper_of(drafted(small_desk, read(small_desk), "nodule"), NOW, no_picture)
    assert paper.subtitle == "胸部低剂量 CT · 与 2026 年检查对比 · 两处结节"
    assert paper.system == "Lung-RADS v2022（规则表 r1）"
    assert [(one.category, one.check, one.check_detail) for one in paper.nodules] == [
        ("4A", Agreement.AGREES, "4A"), ("3", Agreement.DIFFERS, "2"),
    ]  # fmt: skip
    assert [size.millimetres for size in paper.nodules[0].sizes] == [5.4, 7.6]
    assert paper.nodules[0].spot == Spot("右", 0.25, main=True)
    rows = {one.label: one for one in paper.comparisons}
    assert rows["2026-09-15"].values == ("8.2 × 7.0 mm，均值 7.6 mm", "9.6 × 8.0 mm，均值 8.8 mm")
    assert rows["变化"].grown == (True, False)
    assert rows["密度"].values == ("实性", "纯磨玻璃")
    assert "1 号结节：平均直径距 8 mm 只差 0.4" in paper.border_note
    assert [station.state for station in paper.stations] == ["done", "now", "next", "later", "later"]
    assert paper.care[-1].urgent
    assert paper.signing.signatures[0].place == "北京协和医院（三级甲等，北京）"


def test_findings_of_every_organ_are_told_in_words_and_unreadable_ones_are_left_out():
    thyroid = {"kind": "thyroid", "findings": {"lobe": "isthmus", "third": "upper", "width_mm": 16.2, "depth_mm": 11.0}}
    breast = {"kind": "breast", "findings": {"side": "left", "clock": 2, "nipple_cm": 3.0, "length_mm": 9.0}}
    assert size_words(finding_of(thyroid)) == "16.2 × 11.0 mm"
    assert spot_of(thyroid).side == "峡"
    assert spot_of(breast) == Spot("左", 0.5, 2, 3.0)
    for unreadable in ({}, {"kind": "lung", "findings": {"weather": 1}}, {"kind": "soul", "findings": {}}):
        assert finding_of(unreadable) is None
        assert size_words(finding_of(unreadable)) == ""
        assert spot_of(unreadable) is None
    assert list(finding_rows([{"kind": "lung", "findings": {"fat": False}}, {}])) == [("含脂肪", ("无", "—"))]


def test_the_guidance_is_printed_in_plain_words(small_desk):
    case = held(small_desk)
    done(consultation.issue_report(small_desk, case, MANAGER))
    row = drafted(small_desk, case, "guidance")
    paper = paper_of(row, NOW, no_picture)
    assert row.gaps == ()
    assert (paper.to, paper.addressed) == ("孙国女士", "写给孙国女士和家人")
    assert paper.refers == f"对应会诊意见书 {row.case_number} 第 1 版"
    assert paper.three[2].urgent
    assert len(paper.explained) == 2
    assert paper.steps[0].bring == ("身份证", "医保卡", "会诊意见书")
    assert paper.steps[0].at == "上午 9:00"
    assert [one.label for one in paper.daily] == ["吃", "动", "心", "药", "护"]
    assert len(paper.red_flags) == 5
    assert paper.contact.call_back == "3月9日 周一会给您回访电话"
    assert paper.costs == consultation.GUIDANCE_NOTICE
    assert paper.day == NOW.date()


def test_counts_and_days_are_spoken():
    assert (spoken_count(2), spoken_count(4), spoken_count(12)) == ("两", "四", "12")
    assert day_words("2026-09-18") == "2026-09-18 周五"
