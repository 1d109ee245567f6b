"""The invented documents are complete, marked as invented, and walk the whole way from draft to delivery."""

import pytest

from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.documents.rows import Opened, SaveConflict, Saved, TextOf
from desktop.casework.documents.sample_drafts import rehearse_drafts, sample, write_sample
from desktop.casework.rows import Done
from desktop.handbook.documents import FORMS
from desktop.handbook.vocabulary import Refusal
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held, opened, read


@pytest.mark.parametrize("kind", FORMS)
def test_every_sample_is_marked_and_every_typed_length_is_usual(kind):
    known = sample(kind)
    assert "虚构" in known["note"]
    assert "须由医师审定" in known["note"]
    for name, value in known["content"].items():
        usual = FORMS[kind].field(name).typical
        if usual and isinstance(value, str) and FORMS[kind].field(name).kind.value == "long":
            assert usual[0] <= len(value) <= usual[1], (name, len(value))


def test_the_samples_opinions_have_the_usual_length():
    for said in sample("mdt")["by_specialty"].values():
        assert 100 <= len(said["opinion"]) <= 400
        assert said["basis"]


@pytest.mark.parametrize(("kind", "case"), [("mdt", held), ("guidance", held), ("nodule", read)])
def test_a_sample_fills_a_cases_draft_completely(desk, kind, case):
    row = drafted(desk, case(desk), kind)
    if kind == "guidance":
        assert [gap.sentence for gap in row.gaps] == ["封 对应会诊意见书"]
    else:
        assert row.gaps == ()
        assert sum(len(str(value)) for value in row.content.values()) > 1500
    assert row.content["name"] in ("孙国", "周敏")


def test_without_signatures_only_they_are_missing(small_desk):
    row = drafted(small_desk, held(small_desk), "mdt", signed=False)
    assert {gap.kind for gap in row.gaps} == {"signature"}
    assert (row.rail[-1].state, row.rail[-1].signed, row.rail[-1].signers) == ("signing", 0, 3)


def test_a_sample_of_an_issued_document_begins_the_next_version(small_desk):
    case = held(small_desk)
    mine = DocumentDesk(small_desk, "林管家")
    row = drafted(small_desk, case, "mdt")
    assert isinstance(mine.issue(row.id, mine.reserve(row.id).revision, "ab"), Done)
    assert write_sample(small_desk, case, MANAGER, "mdt").document_id != row.id
    assert mine.current(case, "mdt").version == 2


def test_one_persons_screen_goes_the_whole_way(small_desk):
    case = held(small_desk)
    mine = DocumentDesk(small_desk, "林管家")
    first = mine.open(case, "mdt")
    assert isinstance(first, Opened)
    row = mine.document(first.document_id)
    assert isinstance(mine.save(row.id, {**row.content, "cause": "一"}, row.revision), Saved)
    assert isinstance(mine.save(row.id, {**row.content, "cause": "二"}, row.revision), SaveConflict)
    kept = mine.keep(row.id, "上午")
    assert mine.differences(TextOf(kept.id, snapshot=True), TextOf(row.id)) == ()
    assert mine.content(TextOf(row.id))["cause"] == "一"
    assert mine.hindrances(row.id)
    assert isinstance(mine.issue(row.id, mine.document(row.id).revision, "ab"), Refusal)
    mine.drop(row.id, "重写")
    drafted(small_desk, case, "mdt")
    opinion = mine.current(case, "mdt")
    assert isinstance(mine.issue(opinion.id, mine.reserve(opinion.id).revision, "ab", "c1"), Done)
    drafted(small_desk, case, "guidance")
    guidance = mine.current(case, "guidance")
    sent = mine.send_guidance(guidance.id, mine.reserve(guidance.id).revision, "post", "配偶", "cd", "c2")
    assert isinstance(sent, Done)
    assert [one.state for one in mine.versions(case, "mdt")] == ["issued", "dropped"]
    assert opened(small_desk, case, "guidance").version == 2


def test_every_case_that_waits_for_its_report_gets_a_draft_once(small_desk):
    opinion, reading = held(small_desk), read(small_desk)
    early = read(small_desk, "P-6608-0003", reader=False)
    made = rehearse_drafts(small_desk, MANAGER)
    mine = DocumentDesk(small_desk, "林管家")
    assert made == (mine.current(opinion, "mdt").id, mine.current(reading, "nodule").id)
    assert mine.current(early, "nodule") is None
    assert rehearse_drafts(small_desk, MANAGER) == made
    row = mine.current(opinion, "mdt")
    assert isinstance(mine.issue(drafted(small_desk, opinion, "mdt").id, mine.reserve(row.id).revision, "ab"), Done)
    assert rehearse_drafts(small_desk, MANAGER) == made[1:]
