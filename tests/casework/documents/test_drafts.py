"""Drafts begin with what the case knows, lose nothing when two desks write, and stay readable."""

import pytest
from sqlalchemy import func, select

from desktop.casework import consultation, files
from desktop.casework.acting import BadInput
from desktop.casework.documents import drafts, reading
from desktop.casework.documents.rows import Opened, SaveConflict, Saved, SnapshotRow, TextOf
from desktop.casework.documents.snapshots import keep_snapshot
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import AuditEntry, Case, Document, Record
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.documents.papers import OTHER, drafted, held, opened, read, saved
from tests.casework.journeys import EXPERT, done


def count(desk, table):
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_an_opinion_begins_with_the_person_the_plan_and_the_experts(desk):
    row = opened(desk, held(desk), "mdt")
    content = row.content
    assert (content["name"], content["sex"], content["age"]) == ("孙国", "女", "51 岁")
    assert (content["document"], content["phone"], content["policy"]) == ("资料未提供", "138****2046", "4190")
    assert content["questions"] == ["是否手术"]
    assert content["disciplines"] == ["肿瘤科"]
    assert content["held_at"] == "2026-03-02 09:10"
    assert [expert["specialty"] for expert in content["experts"]] == ["肿瘤内科", "放疗科", "病理科"]
    assert [one["name"] for one in content["opinions"]] == ["专家0", "专家1", "专家2"]
    assert (content["icd10"], content["recorder"], content["seal"]) == ("C50.9", "林管家", "电子章")
    assert (row.version, row.state, row.number, row.editable) == (1, "draft", "", True)
    assert row.shown["version"] == "第 1 版（草稿）"
    assert [one.letter for one in row.rail] == list("ABCDEFGHIJKLMNO")


def test_a_reading_begins_with_its_materials_and_its_reader(desk):
    content = opened(desk, read(desk), "nodule").content
    assert (content["kind"], content["complete_on"]) == ("lung", "2026-03-02")
    assert (content["reader"], content["reader_title"], content["reader_city"]) == ("李卫东", "主任医师", "北京")
    assert [one["item"] for one in content["materials"]] == ["身份证件", "CT 影像资料", "诊断证明"]
    assert {one["day"] for one in content["materials"]} == {"2026-03-02"}


def test_a_guidance_begins_with_whom_to_call_and_when_they_call_back(desk):
    content = opened(desk, held(desk), "guidance").content
    assert content["manager"] == "林管家"
    assert content["hours"] == "工作日 09:00–18:00"
    assert content["call_back"] == "2026-03-09"
    assert content["manager_phone"]


def test_opening_again_leads_to_the_same_draft_also_from_another_desk(desk):
    case = held(desk)
    first = drafts.open_draft(desk, case, MANAGER, kind="mdt")
    again = drafts.open_draft(desk, case, OTHER, kind="mdt")
    assert (first.fresh, again) == (True, Opened(first.document_id, first.revision, False))
    assert count(desk, Document) == 1


@pytest.mark.parametrize("kind", ["nodule", "poem"])
def test_a_document_of_another_service_is_told(desk, kind):
    case = held(desk)
    with pytest.raises(BadInput, match=r"不属于这件案件|没有文书"):
        drafts.open_draft(desk, case, MANAGER, kind=kind)
    assert count(desk, Document) == 0


def test_saving_keeps_the_text_and_counts_the_gaps(desk):
    row = opened(desk, held(desk), "mdt")
    answer = saved(desk, row, cause="客户希望\n  明确方案 ")
    assert isinstance(answer, Saved)
    assert answer.changed
    assert len(answer.gaps) == len(row.gaps) - 1
    kept = reading.document(desk, row.id)
    assert kept.content["cause"] == "客户希望\n  明确方案"
    assert (kept.revision, kept.updated_by) == (answer.revision, "林管家")
    assert kept.rail == answer.rail


def test_the_same_content_saves_nothing(desk, clock):
    row = opened(desk, held(desk), "mdt")
    clock.to("2026-03-02 10:00")
    answer = saved(desk, row, dissent="  ")
    assert (answer.changed, answer.revision) == (False, row.revision)
    assert reading.document(desk, row.id).updated_at == row.updated_at


def test_what_comes_from_the_case_cannot_be_typed_over(desk):
    row = opened(desk, held(desk), "mdt")
    saved(desk, row, name="别人", held_at="2020-01-01 00:00", cause="一")
    content = reading.document(desk, row.id).content
    assert (content["name"], content["held_at"]) == ("孙国", "2026-03-02 09:10")


def test_an_expert_who_is_invited_later_joins_the_draft_and_nobodys_words_are_lost(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    done(consultation.book_expert(desk, case, MANAGER, **{**EXPERT, "name": "许洁", "specialty": "影像科"}))
    answer = saved(desk, row, cause="另一个原因")
    assert [gap.sentence for gap in answer.gaps] == [
        "C 专家名单 第 4 行 参加方式", "I 各学科意见 许洁 意见", "I 各学科意见 许洁 依据", "O 签名 许洁",
    ]  # fmt: skip
    opinions = reading.document(desk, row.id).content["opinions"]
    assert [bool(one.get("opinion")) for one in opinions] == [True, True, True, False]


def test_a_field_that_the_form_does_not_know_is_refused_by_name_and_nothing_is_written(desk):
    row = opened(desk, held(desk), "mdt")
    with pytest.raises(BadInput, match="没有「horoscope」这一栏"):
        saved(desk, row, horoscope="白羊")
    with pytest.raises(BadInput, match="应为整数"):
        keep_snapshot(desk, row.id, MANAGER, content={"ecog": 0.5})
    assert reading.document(desk, row.id) == row


def test_two_desks_saving_loses_nothing(desk, clock):
    row = opened(desk, held(desk), "mdt")
    clock.to("2026-03-02 10:00")
    assert isinstance(saved(desk, row, OTHER, cause="陈凯写的"), Saved)
    conflict = saved(desk, row, cause="林管家写的", consensus="共识")
    assert isinstance(conflict, SaveConflict)
    assert (conflict.person, conflict.at) == ("陈凯", clock.now)
    assert (conflict.theirs["cause"], conflict.mine["cause"]) == ("陈凯写的", "林管家写的")
    assert [one.field for one in conflict.differences] == ["会诊原因", "诊断共识"]
    assert reading.document(desk, row.id).content["cause"] == "陈凯写的"

    again = saved(desk, row, revision=conflict.revision, over=True, cause="林管家写的", consensus="共识")
    assert isinstance(again, Saved)
    kept = reading.document(desk, row.id)
    assert kept.content["cause"] == "林管家写的"
    (snapshot,) = kept.versions[0].snapshots
    assert snapshot.note == "陈凯 的文字，被 林管家 替换前"
    assert reading.content_of(desk, TextOf(snapshot.id, snapshot=True))["cause"] == "陈凯写的"


def test_the_same_text_on_both_desks_is_no_conflict(desk):
    row = opened(desk, held(desk), "mdt")
    first = saved(desk, row, OTHER, cause="一样")
    again = saved(desk, row, cause="一样")
    assert (again.changed, again.revision) == (False, first.revision)


def test_snapshots_are_kept_once_and_compared_with_any_other_text(desk, clock):
    row = opened(desk, held(desk), "mdt")
    first = keep_snapshot(desk, row.id, MANAGER, note="会诊前")
    assert isinstance(first, SnapshotRow)
    assert keep_snapshot(desk, row.id, MANAGER, note="又一次") == first
    clock.to("2026-03-02 11:00")
    saved(desk, row, cause="写了原因")
    mine = keep_snapshot(desk, row.id, OTHER, note="我的文字", content={**row.content, "cause": "没存的"})
    change = reading.text_differences(desk, TextOf(first.id, snapshot=True), TextOf(row.id))
    assert [tuple(one) for one in change] == [("D", "会诊原因", "", "", "写了原因")]
    other = reading.text_differences(desk, TextOf(row.id), TextOf(mine.id, snapshot=True))
    assert [(one.before, one.after) for one in other] == [("写了原因", "没存的")]
    (version,) = reading.versions(desk, row.case_id, "mdt")
    assert [(one.note, one.person) for one in version.snapshots] == [("我的文字", "陈凯"), ("会诊前", "林管家")]


def test_texts_of_different_documents_are_not_compared(desk):
    case = held(desk)
    opinion, guidance = opened(desk, case, "mdt"), opened(desk, case, "guidance")
    with pytest.raises(BadInput, match="不是同一种文书"):
        reading.text_differences(desk, TextOf(opinion.id), TextOf(guidance.id))
    for missing in (TextOf(4711), TextOf(4711, snapshot=True)):
        with pytest.raises(BadInput, match="没有这份"):
            reading.content_of(desk, missing)


def test_a_dropped_draft_stays_readable_and_the_next_begins_anew(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    drafts.drop_draft(desk, row.id, MANAGER, reason="写错客户")
    assert reading.current(desk, case, "mdt") is None
    with pytest.raises(BadInput, match="已放弃"):
        saved(desk, row, cause="再写")
    fresh = opened(desk, case, "mdt")
    assert (fresh.version, "consensus" in fresh.content) == (1, False)
    assert [(one.state, one.reason) for one in fresh.versions] == [("draft", ""), ("dropped", "写错客户")]
    assert reading.document(desk, row.id).content["consensus"]


@pytest.mark.rule("D-08")
def test_nothing_is_written_on_a_closed_case(desk):
    case = held(desk)
    row = opened(desk, case, "mdt")
    gaps = {"report": "客户放弃", "guidance": "客户放弃", "posted": "客户放弃"}
    done(files.close(desk, case, MANAGER, gaps=gaps))
    for refused in (
        saved(desk, row, cause="一"), keep_snapshot(desk, row.id, MANAGER),
        drafts.open_draft(desk, case, MANAGER, kind="guidance"),
    ):  # fmt: skip
        assert isinstance(refused, Refusal)
        assert "D-08" in refused.rules
    assert count(desk, Document) == 1


def test_writing_moves_neither_the_case_nor_its_timeline_and_opening_is_on_the_trail(desk):
    case = held(desk)
    with desk.reading() as session:
        before = session.get(Case, case).version
    records = count(desk, Record)
    row = drafted(desk, case, "mdt")
    drafts.drop_draft(desk, row.id, MANAGER)
    with desk.reading() as session:
        assert session.get(Case, case).version == before
        trail = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert list(trail) == ["drop_document", "open_document"]
    assert count(desk, Record) == records


def test_a_case_without_documents_has_none(desk):
    case = open_case(desk, add_policy(desk))
    assert reading.current(desk, case, "mdt") is None
    assert reading.versions(desk, case, "mdt") == ()
    with pytest.raises(BadInput, match="没有这份文书"):
        reading.document(desk, 4711)
