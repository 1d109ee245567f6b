"""Issuing is one act: every rule and every gap can refuse it, and what is issued stays as it is."""

from hashlib import sha256

import pytest
from sqlalchemy import select, text

from desktop.casework import consultation, files
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.documents import drafts, issuing, reading
from desktop.casework.documents.rows import TextOf, Ticket
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Conflict, Stale
from desktop.models.tables import Document, Record
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held, opened, read, saved
from tests.casework.journeys import consulted, done

PDF = sha256(b"%PDF").hexdigest()
SENT = {"channel": "wechat", "received_by": "客户本人"}


def issued(desk, row, **more):
    ticket = issuing.reserve(desk, row.id, MANAGER)
    assert isinstance(ticket, Ticket)
    given = {"revision": ticket.revision, "pdf_sha256": PDF, **more}
    return done(issuing.issue(desk, row.id, MANAGER, **given))


def records(desk, case, verb):
    with desk.reading() as session:
        wanted = select(Record).where(Record.case_id == case, Record.verb == verb).order_by(Record.seq)
        return session.scalars(wanted).all()


def refused(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome


@pytest.mark.rule("MD-07")
def test_issuing_closes_the_document_and_writes_the_record_together(desk, clock):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    assert row.gaps == ()
    clock.to("2026-03-04 10:00")
    ticket = issuing.reserve(desk, row.id, MANAGER)
    assert (ticket.number, ticket.version) == ("MDT-202603-0001", 1)
    done(issuing.issue(desk, row.id, MANAGER, revision=ticket.revision, pdf_sha256=PDF))
    kept = reading.document(desk, row.id)
    assert (kept.state, kept.number, kept.issued_by) == ("issued", "MDT-202603-0001", "林管家")
    assert kept.issued_at == clock.now
    assert kept.content_sha256 == ticket.content_sha256 == reading.content_print(kept.content)
    (record,) = records(desk, case, "issue_report")
    assert record.details == {
        "version": 1, "document": row.id, "number": "MDT-202603-0001", "content_sha256": kept.content_sha256,
        "pdf_sha256": PDF,
    }  # fmt: skip
    assert record.text == "签发报告 · 第 1 版"
    assert kept.shown["version"] == "第 1 版（正式）"
    assert kept.shown["issued_on"] == "2026-03-04"


@pytest.mark.rule("MD-07")
def test_a_report_is_refused_before_the_consultation_and_with_every_gap_named(desk):
    case = consulted(desk, add_customer(desk, "P-6608-4190", "孙国"))
    row = drafted(desk, case, "mdt", signed=False)
    content = {name: value for name, value in row.content.items() if name != "not_advised"}
    drafts.save_draft(desk, row.id, MANAGER, content=content, revision=row.revision)
    row = reading.document(desk, row.id)
    answer = refused(issuing.issue(desk, row.id, MANAGER, revision=row.revision))
    assert set(answer.rules) == {"MD-07"}
    assert [finding.sentence for finding in answer.findings] == [
        "会诊尚未完成", "C 会诊日期时间 待补", "J 不推荐方案及理由 待补",
        "O 签名 专家0 待补", "O 签名 专家1 待补", "O 签名 专家2 待补",
    ]  # fmt: skip
    assert issuing.ready_to_issue(desk, row.id, MANAGER) == answer.findings
    assert reading.document(desk, row.id) == row
    assert records(desk, case, "issue_report") == []


@pytest.mark.rule("ND-04")
def test_a_reading_is_refused_without_a_reader(desk):
    case = read(desk, reader=False)
    row = drafted(desk, case, "nodule")
    answer = refused(issuing.issue(desk, row.id, MANAGER, revision=row.revision))
    assert answer.findings[0].sentence == "尚未安排阅片专家"
    assert "9 阅片专家 待补" in answer.sentence
    assert "ND-04" in answer.rules


@pytest.mark.rule("ND-04")
def test_a_disputed_category_waits_for_the_experts_word(desk):
    case = read(desk)
    row = drafted(desk, case, "nodule")
    wordless = [{**one, "word": ""} for one in row.content["nodules"]]
    saved(desk, row, nodules=wordless)
    row = reading.document(desk, row.id)
    answer = refused(issuing.issue(desk, row.id, MANAGER, revision=row.revision))
    assert answer.sentence == "4 结节 2 类别待确认：专家 3，计算 2，须写明理由 待补（ND-04）"
    nodules = [{**one, "word": "考虑高危因素"} for one in row.content["nodules"]]
    assert saved(desk, row, nodules=nodules).gaps == ()
    issued(desk, row)
    assert records(desk, case, "issue_report")[0].details["number"] == "NDR-202603-0001"


@pytest.mark.rule("D-07")
def test_a_correction_is_a_new_version_that_names_the_old_one_and_both_stay(desk, clock):
    case = held(desk)
    first = drafted(desk, case, "mdt")
    issued(desk, first)
    first = reading.document(desk, first.id)
    clock.to("2026-03-05 10:00")
    second = opened(desk, case, "mdt", reason="更正分期")
    assert (second.version, second.replaces, second.number) == (2, 1, first.number)
    assert second.content["consensus"] == first.content["consensus"]
    assert {gap.kind for gap in second.gaps} == {"signature"}
    signed = [{**row, "signed": "本人 CA 签名", "signed_on": "2026-03-05"} for row in second.content["signatures"]]
    saved(desk, second, stage="Ⅲ期", signatures=signed)
    issued(desk, second)
    assert records(desk, case, "issue_report")[1].details["replaces"] == 1
    assert reading.document(desk, first.id).content == first.content
    listed = reading.versions(desk, case, "mdt")
    assert [(one.version, one.state, one.replaces, one.reason) for one in listed] == [
        (2, "issued", 1, "更正分期"), (1, "issued", 0, ""),
    ]  # fmt: skip
    change = reading.text_differences(desk, TextOf(first.id), TextOf(second.id))
    assert ("F", "总分期", "Ⅲ期") in {(one.section, one.field, one.after) for one in change}
    assert reading.current(desk, case, "mdt").version == 2


@pytest.mark.rule("D-07")
@pytest.mark.parametrize(
    "change", ["UPDATE document SET content_sha256 = ''", "UPDATE document SET state = 'draft'", "DELETE FROM document"]
)
def test_an_issued_document_is_neither_changed_nor_erased_by_any_program(desk, change):
    row = drafted(desk, held(desk), "mdt")
    issued(desk, row)
    with pytest.raises(Conflict) as conflict, desk.store.writing() as session:
        session.execute(text(change))
    assert (conflict.value.constraint, conflict.value.rule) == ("ck_document_issued", "D-07")


@pytest.mark.rule("D-07")
def test_an_issued_document_is_not_replaced_or_cut_off_either(desk):
    row = drafted(desk, held(desk), "mdt")
    issued(desk, row)
    sqlite = desk.store.engine.dialect.name == "sqlite"
    change = "INSERT OR REPLACE INTO document SELECT * FROM document" if sqlite else "TRUNCATE document CASCADE"
    with pytest.raises(Conflict, match="已签发"), desk.store.writing() as session:
        session.execute(text(change))


@pytest.mark.rule("D-07")
def test_the_desk_itself_says_so_first(desk):
    row = drafted(desk, held(desk), "mdt")
    issued(desk, row)
    revision = reading.document(desk, row.id).revision
    for answer in (
        saved(desk, row, cause="改一改"), drafts.drop_draft(desk, row.id, MANAGER),
        issuing.reserve(desk, row.id, MANAGER), issuing.issue(desk, row.id, MANAGER, revision=revision),
    ):  # fmt: skip
        assert refused(answer).rules == ("D-07",)
        assert "第 1 版已签发" in answer.sentence


def test_there_is_one_draft_of_a_kind_in_a_case(desk):
    row = opened(desk, held(desk), "mdt")
    made = {"created_at": row.created_at, "updated_at": row.updated_at, "created_by": "甲", "updated_by": "甲"}
    with pytest.raises(Conflict) as conflict, desk.store.writing() as session:
        session.add(Document(case_id=row.case_id, kind="mdt", content={}, **made))
    assert conflict.value.constraint == "uq_document_draft"


def test_the_same_command_issues_once(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    revision = issuing.reserve(desk, row.id, MANAGER).revision
    entry = Entry("林管家", command_id="issue-1")
    first = done(issuing.issue(desk, row.id, entry, revision=revision, pdf_sha256=PDF))
    again = done(issuing.issue(desk, row.id, entry, revision=revision, pdf_sha256=PDF))
    assert (first.seq, first.number) == (again.seq, again.number)
    assert len(records(desk, case, "issue_report")) == 1


def test_what_changed_after_the_paper_was_made_is_not_issued(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    ticket = issuing.reserve(desk, row.id, MANAGER)
    saved(desk, reading.document(desk, row.id), consensus="另一个共识")
    with pytest.raises(Stale):
        issuing.issue(desk, row.id, MANAGER, revision=ticket.revision)
    done(consultation.issue_report(desk, case, MANAGER))
    with pytest.raises(Stale, match="另有一版"):
        issuing.issue(desk, row.id, MANAGER, revision=reading.document(desk, row.id).revision)
    ticket = issuing.reserve(desk, row.id, MANAGER)
    assert ticket.version == 2
    done(issuing.issue(desk, row.id, MANAGER, revision=ticket.revision))
    assert records(desk, case, "issue_report")[1].details["replaces"] == 1


def test_a_case_that_changed_after_the_draft_was_saved_is_looked_at_again(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    with desk.store.writing() as session:
        session.execute(text("UPDATE person SET phone = '13900001234'"))
    with pytest.raises(BadInput, match="先保存、核对"):
        issuing.issue(desk, row.id, MANAGER, revision=row.revision)
    issued(desk, row)
    assert reading.document(desk, row.id).content["phone"] == "139****1234"


def test_numbers_count_by_kind_and_month_and_stay_with_the_document(desk, clock):
    one, two = held(desk), held(desk, "P-6608-0002")
    first, second = drafted(desk, one, "mdt"), drafted(desk, two, "mdt")
    numbers = [issuing.reserve(desk, row.id, MANAGER).number for row in (first, first, second)]
    assert numbers == ["MDT-202603-0001", "MDT-202603-0001", "MDT-202603-0002"]
    drafts.drop_draft(desk, second.id, MANAGER)
    clock.to("2026-04-01 10:00")
    assert issuing.reserve(desk, opened(desk, two, "mdt").id, MANAGER).number == "MDT-202603-0002"


@pytest.mark.rule("D-09")
def test_a_voided_issue_leaves_the_paper_and_the_next_version_names_it(desk):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    seq = issued(desk, row).seq
    done(files.void(desk, case, Entry("赵管家"), record=seq, reason="发错", approved_by="孟主管"))
    (version,) = reading.versions(desk, case, "mdt")
    assert (version.voided, version.state) == (True, "issued")
    second = drafted(desk, case, "mdt")
    assert second.version == 2
    issued(desk, second)
    assert records(desk, case, "issue_report")[1].details["replaces"] == 1


@pytest.mark.rule("MD-08", "G-06")
def test_guidance_goes_out_with_its_delivery_and_says_whose_the_costs_are(desk, clock):
    case = held(desk)
    issued(desk, drafted(desk, case, "mdt"))
    clock.to("2026-03-05 10:00")
    row = drafted(desk, case, "guidance")
    assert row.content["opinion"] == "MDT-202603-0001 第 1 版"
    ticket = issuing.reserve(desk, row.id, MANAGER)
    done(issuing.send_guidance(desk, row.id, MANAGER, revision=ticket.revision, pdf_sha256=PDF, **SENT))
    (record,) = records(desk, case, "send_guidance")
    assert record.details["notice"] == consultation.GUIDANCE_NOTICE
    assert (record.details["channel"], record.details["received_by"]) == ("wechat", "客户本人")
    assert record.details["number"] == "GD-202603-0001"
    assert record.text == "发送诊后指导 · 微信，客户本人 收到"
    assert reading.document(desk, row.id).state == "issued"


@pytest.mark.rule("MD-08")
def test_guidance_waits_for_the_report_and_for_its_own_blocks(desk):
    case = held(desk)
    row = opened(desk, case, "guidance")
    answer = refused(issuing.send_guidance(desk, row.id, MANAGER, revision=row.revision, **SENT))
    assert answer.findings[0] == ("MD-08", "报告尚未签发")
    for block in ("1 会诊意见解读", "2 后续治疗安排", "3 疾病科普", "4 饮食", "5 复查日历"):
        assert f"{block} 待补" in answer.sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"channel": "pigeon"}, "发送方式「pigeon」不存在"), ({"received_by": " "}, "谁收到了")],
)
def test_how_guidance_was_delivered_has_to_be_said(desk, given, sentence):
    row = opened(desk, held(desk), "guidance")
    with pytest.raises(BadInput, match=sentence):
        issuing.send_guidance(desk, row.id, MANAGER, revision=row.revision, **{**SENT, **given})


def test_each_document_goes_out_by_its_own_verb(desk):
    case = held(desk)
    opinion, guidance = opened(desk, case, "mdt"), opened(desk, case, "guidance")
    with pytest.raises(BadInput, match="不用这个操作"):
        issuing.issue(desk, guidance.id, MANAGER, revision=guidance.revision)
    with pytest.raises(BadInput, match="不用这个操作"):
        issuing.send_guidance(desk, opinion.id, MANAGER, revision=opinion.revision, **SENT)
    with pytest.raises(BadInput, match="没有这份文书"):
        issuing.issue(desk, 4711, MANAGER, revision=1)
