"""The house's seal and its signers: who is listed, what is replaced and taken away, and what is written down of it."""

import pytest
from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.documents.house_pictures import (
    Signer,
    house_pictures,
    keep_address,
    keep_seal,
    keep_signature,
    set_seal,
    set_signature,
)
from desktop.models.tables import AuditEntry
from tests.casework.desks import MANAGER
from tests.casework.escort_desks import CHEST, add_hospitals
from tests.casework.journeys import done


def kept(desk):
    with desk.reading() as session:
        return house_pictures(session)


@pytest.fixture
def expert(desk):
    """One expert on the roster."""
    add_hospitals(desk)
    done(add_expert(desk, MANAGER, ExpertDraft("李东", CHEST, "主任医师", "呼吸内科", "上海")))
    return "李东"


def test_experts_in_service_are_listed_with_and_without_a_signature(desk, expert):
    assert kept(desk) == ("", (Signer("李东", CHEST, "呼吸内科 主任医师", ""),))
    keep_signature(desk, MANAGER, expert, CHEST, b"ink")
    (signer,) = kept(desk).signers
    assert len(signer.sha256) == 64


@pytest.mark.usefixtures("expert")
def test_a_signature_of_somebody_off_the_roster_stays_in_sight(desk):
    keep_signature(desk, MANAGER, "吴远", "远方医院", b"ink")
    assert [(one.name, one.title) for one in kept(desk).signers] == [
        ("吴远", "不在专家名单"), ("李东", "呼吸内科 主任医师")]  # fmt: skip


def test_what_was_replaced_or_taken_away_can_be_put_back(desk):
    keep_seal(desk, MANAGER, b"old seal")
    before = kept(desk).seal
    keep_seal(desk, MANAGER, b"new seal")
    assert kept(desk).seal not in ("", before)
    set_seal(desk, MANAGER, "")
    assert not kept(desk).seal
    set_seal(desk, MANAGER, before)
    assert kept(desk).seal == before


def test_taking_one_signature_away_leaves_seal_address_and_the_others(desk, expert):
    keep_seal(desk, MANAGER, b"seal")
    keep_address(desk, MANAGER, "临江市南京路 1 号")
    keep_signature(desk, MANAGER, "吴远", "远方医院", b"ink")
    keep_signature(desk, MANAGER, expert, CHEST, b"other ink")
    set_signature(desk, MANAGER, "吴远", "远方医院", "")
    found = kept(desk)
    assert found.seal
    assert [(one.name, bool(one.sha256)) for one in found.signers] == [("李东", True)]


def test_a_signature_needs_a_name_and_a_hospital_and_every_change_is_written_down(desk):
    with pytest.raises(BadInput, match="姓名和医院"):
        set_signature(desk, MANAGER, "李东", " ", "a" * 64)
    keep_seal(desk, MANAGER, b"seal")
    with desk.reading() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "keep_picture"))
    assert (entry.subject, entry.person) == ("印章", MANAGER.person)
