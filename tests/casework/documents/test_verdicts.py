"""A verdict is computed when a reading is kept and again when it is issued: a stored one can never go stale."""

import pytest
from sqlalchemy import update

from desktop.casework.acting import BadInput
from desktop.casework.documents import issuing, reading
from desktop.casework.documents.rows import Ticket
from desktop.casework.rows import Done
from desktop.handbook.vocabulary import Refusal
from desktop.models.tables import Document
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, read, saved


def nodule(row, number=1):
    return next(one for one in row.content["nodules"] if one["number"] == number)


def changed(row, number=1, **values):
    return [{**one, **values} if one["number"] == number else one for one in row.content["nodules"]]


def forge(desk, row, nodules):
    """Write into the database behind the desk's back, as an older program would have left it."""
    content = {**row.content, "nodules": nodules}
    with desk.store.writing() as session:
        session.execute(update(Document).where(Document.id == row.id).values(content=content))


@pytest.mark.rule("ND-04")
def test_what_is_typed_as_a_verdict_does_not_count(desk):
    row = drafted(desk, read(desk), "nodule")
    saved(desk, row, nodules=changed(row, 2, verdict="一致", computed="3", border="", word=""))
    kept = nodule(reading.document(desk, row.id), 2)
    assert (kept["verdict"], kept["computed"], kept["revision"]) == ("不一致", "2", "r1")


@pytest.mark.rule("ND-04")
def test_another_size_is_another_verdict(desk):
    row = drafted(desk, read(desk), "nodule")
    assert nodule(row)["verdict"] == "边界"
    saved(desk, row, nodules=changed(row, 1, findings={**nodule(row)["findings"], "long_mm": 9.4, "short_mm": 8.8}))
    kept = reading.document(desk, row.id)
    assert (nodule(kept)["computed"], nodule(kept)["verdict"]) == ("4B", "不一致")
    assert [gap.kind for gap in kept.gaps] == ["verdict"]


@pytest.mark.rule("ND-04")
def test_another_date_of_comparison_is_another_growth(desk):
    row = drafted(desk, read(desk), "nodule")
    saved(desk, row, prior_on="2020-03-10")
    kept = nodule(reading.document(desk, row.id))
    assert (kept["findings"]["change"], kept["verdict"]) == ("slow_growing", "不一致")


@pytest.mark.rule("ND-04")
def test_a_stale_verdict_is_never_issued(desk):
    row = drafted(desk, read(desk), "nodule")
    forge(desk, row, changed(row, 2, verdict="一致", computed="3", word=""))
    revision = reading.document(desk, row.id).revision
    refused = issuing.issue(desk, row.id, MANAGER, revision=revision)
    assert isinstance(refused, Refusal)
    assert "4 结节 2 类别待确认：专家 3，计算 2，须写明理由 待补" in refused.sentence
    assert refused.findings[-1] in issuing.ready_to_issue(desk, row.id, MANAGER)


@pytest.mark.rule("ND-04")
def test_a_verdict_that_needs_no_word_is_brought_up_before_the_paper_is_numbered(desk):
    row = drafted(desk, read(desk), "nodule")
    forge(desk, row, changed(row, 1, verdict="一致", border=""))
    with pytest.raises(BadInput, match="先保存、核对"):
        issuing.issue(desk, row.id, MANAGER, revision=reading.document(desk, row.id).revision)
    ticket = issuing.reserve(desk, row.id, MANAGER)
    assert isinstance(ticket, Ticket)
    assert nodule(reading.document(desk, row.id))["verdict"] == "边界"
    assert isinstance(issuing.issue(desk, row.id, MANAGER, revision=ticket.revision), Done)
