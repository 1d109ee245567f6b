"""The papers of a desk's documents: drafts with their gaps, files, and the issue with the very PDF that was kept."""

from hashlib import sha256

import pytest

from desktop.casework.documents import drafts, reading
from desktop.casework.documents.preview_text import UNFILLED, with_gaps
from desktop.casework.feed.outbox import outgoing
from desktop.casework.feed.telling import begin_telling
from desktop.casework.plans import HOUSE_CARRIER
from desktop.casework.rows import Done
from desktop.handbook.documents.gaps import gaps
from desktop.handbook.vocabulary import Refusal
from desktop.models.contents.opening import open_contents
from desktop.models.tables import Case
from tests.casework.documents.papers import drafted, held


@pytest.mark.rule("MD-07")
def test_the_issued_file_is_the_one_on_record(desk, papers):
    row = drafted(desk, held(desk), "mdt")
    answer = papers.issue(row.id)
    assert isinstance(answer.outcome, Done), answer
    kept = reading.document(desk, row.id)
    with open(answer.path, "rb") as file:
        assert sha256(file.read()).hexdigest() == kept.pdf_sha256
    assert answer.path.endswith(f"多学科会诊意见书-{kept.number}-第1版.pdf")


def test_a_report_with_gaps_is_refused_and_leaves_no_file(desk, papers):
    row = drafted(desk, held(desk), "mdt", signed=False)
    answer = papers.issue(row.id)
    assert isinstance(answer.outcome, Refusal)
    assert answer.path == ""
    assert not papers.folder().exists()


@pytest.mark.rule("MD-08")
def test_the_guidance_is_sent_with_its_paper_after_the_report(desk, papers):
    case = held(desk)
    papers.issue(drafted(desk, case, "mdt").id)
    answer = papers.send(drafted(desk, case, "guidance").id, "wechat", "客户本人")
    assert isinstance(answer.outcome, Done), answer
    assert "诊后指导" in answer.path


def test_a_draft_shows_every_gap_it_can_and_is_a_draft(desk, papers):
    row = drafted(desk, held(desk), "mdt")
    left = ("not_advised", "follow_up", "consensus")
    content = {name: value for name, value in row.content.items() if name not in left}
    content["answers"] = [row.content["answers"][0]]
    shown = with_gaps(row, content)
    assert shown.content["not_advised"] == shown.content["consensus"] == UNFILLED
    assert shown.content["answers"][1:] == [UNFILLED] * (len(row.content["questions"]) - 1)
    assert {value for one in shown.content["follow_up"] for value in one.values()} == {UNFILLED}
    assert gaps(row.form, content)
    assert "not_advised" not in content
    assert papers.draft(row, content, desk.clock()).startswith(b"%PDF")
    path = papers.write(row, content, papers.folder())
    assert path.name.endswith("草稿1.pdf")
    assert drafts.ITEMS["mdt"] == "MD"


@pytest.mark.rule("MD-07")
def test_a_report_of_the_carriers_case_waits_to_be_sent_and_its_paper_is_kept(desk, papers):
    case = held(desk)
    with desk.store.writing() as session:
        session.get_one(Case, case).request_no = "CF1"
        session.flush()
        begin_telling(session, case)
    before = outgoing(desk, HOUSE_CARRIER, 100)
    papers.issue(drafted(desk, case, "mdt").id)
    (message,) = outgoing(desk, HOUSE_CARRIER, 100)[len(before) :]
    assert (message.kind, message.body["event"], message.body["details"]["version"]) == ("document", "issue_report", 1)
    paper = open_contents(desk.store).read(message.document)
    assert sha256(paper).hexdigest() == message.document
    assert paper.startswith(b"%PDF")
