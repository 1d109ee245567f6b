"""Phrases: samples that must be approved, and the desk's own before them."""

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.documents import blocks
from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.documents.rows import Block
from desktop.models.tables import AuditEntry
from tests.casework.desks import MANAGER

OWN = Block("mdt", "not_advised", "常用", "不推荐单纯观察。", own=False)


def test_samples_say_that_a_doctor_must_approve_them(small_desk):
    found = blocks.blocks(small_desk, "mdt", "not_advised")
    assert [one.title for one in found] == ["无", "不推荐＿"]
    assert {(one.own, one.note) for one in found} == {(False, "示例，须由医师审定")}
    assert {one.form for one in blocks.blocks(small_desk, "guidance")} == {"guidance"}


def test_the_desks_own_come_first_replace_their_namesake_and_can_be_removed(desk):
    blocks.keep_block(desk, MANAGER, OWN._replace(text=" 旧 "))
    kept = blocks.keep_block(desk, MANAGER, OWN)
    blocks.keep_block(desk, MANAGER, OWN._replace(field="opinions.opinion"))
    first, *_ = blocks.blocks(desk, "mdt", "not_advised")
    assert first == kept == OWN._replace(own=True)
    assert len([one for one in blocks.blocks(desk, "mdt") if one.own]) == 2
    blocks.remove_block(desk, MANAGER, kept)
    assert [one.field for one in blocks.blocks(desk, "mdt") if one.own] == ["opinions.opinion"]
    with desk.reading() as session:
        actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions == ["keep_block", "keep_block", "keep_block", "remove_block"]


@pytest.mark.parametrize(
    "wrong", [{"form": "poem"}, {"field": "weather"}, {"field": "opinions.weather"}, {"title": " "}, {"text": ""}]
)
def test_a_phrase_names_its_field_and_says_something(small_desk, wrong):
    with pytest.raises(BadInput, match="常用语要"):
        blocks.keep_block(small_desk, MANAGER, OWN._replace(**wrong))


def test_one_persons_screen_asks_the_same(small_desk):
    mine = DocumentDesk(small_desk, "林管家")
    assert mine.keep_block(OWN) in mine.blocks("mdt", "not_advised")
    mine.remove_block(OWN)
    assert not [one for one in mine.blocks("mdt") if one.own]
