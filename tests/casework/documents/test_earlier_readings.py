"""A second reading of a person begins with what the first issued one says, on both engines."""

import pytest

from desktop.casework.consulting.sheets import reading_sheet
from desktop.casework.documents import issuing, reading
from desktop.models.tables import Case, Policy
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, opened, read, saved
from tests.casework.journeys import done, nodule


def first_issued(desk) -> int:
    """A reading that was issued."""
    case = read(desk)
    row = drafted(desk, case, "nodule")
    revision = issuing.reserve(desk, row.id, MANAGER).revision
    done(issuing.issue(desk, row.id, MANAGER, revision=revision))
    return case


def second_of(desk, case: int) -> int:
    """A reading of the same person under another policy."""
    policy = add_customer(desk, "P-6608-9902", "周敏")
    with desk.store.writing() as session:
        session.get_one(Policy, policy).insured = session.get_one(Case, case).person
    return nodule(desk, policy)


@pytest.mark.rule("ND-04")
def test_the_earlier_examination_and_its_nodules_are_there_without_typing(desk):
    first = first_issued(desk)
    said = reading.current(desk, first, "nodule").content
    row = opened(desk, second_of(desk, first), "nodule")
    assert (row.content["prior"], row.content["prior_on"]) == ("有既往检查", said["examined_on"])
    assert [one["place"] for one in row.content["nodules"]] == [one["place"] for one in said["nodules"]]
    before = {name: value for name, value in said["nodules"][0]["findings"].items() if name != "change"}
    assert row.content["nodules"][0]["previous"] == before
    assert "category" not in row.content["nodules"][0]
    assert {gap.field for gap in row.gaps} >= {"nodules", "examined_on"}


@pytest.mark.rule("ND-04")
def test_growth_is_computed_from_both_reports(desk):
    first = first_issued(desk)
    row = opened(desk, second_of(desk, first), "nodule")
    before = row.content["nodules"][0]
    grown = {**before["previous"], "long_mm": before["previous"]["long_mm"] + 4}
    seen = {**before, "findings": grown, "category": "4B"}
    saved(desk, row, examined_on="2027-01-20", exam="胸部低剂量 CT", nodules=[seen])
    kept = reading.document(desk, row.id).content["nodules"][0]
    assert kept["findings"]["change"] == "growing"


def test_the_comparison_lists_every_earlier_report_of_the_person_and_organ_alone(desk):
    first = first_issued(desk)
    second = second_of(desk, first)
    other = nodule(desk, add_customer(desk, "P-6608-9903", "何静"))
    with desk.reading() as session:
        sheet, stranger = (reading_sheet(session, desk, case) for case in (second, other))
        assert reading_sheet(session, desk, first).earlier == ()
    assert [(one.label.split()[0], one.category) for one in sheet.earlier] == [("1", "4A"), ("2", "3")]
    assert sheet.earlier[0].report.endswith("第 1 版")
    assert sheet.earlier[0].size == 7.6
    assert stranger.earlier == ()
