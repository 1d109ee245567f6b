"""A void counts until it is voided itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Record
from desktop.handbook.voiding import standing, voided

NOON = parse_moment("2026-03-02 12:00")


@pytest.mark.rule("D-09")
@pytest.mark.parametrize(
    ("voids", "gone"),
    [((), ()), (((3, 2),), (2,)), (((3, 2), (4, 3)), (3,)), (((3, 2), (4, 3), (5, 4)), (4, 2)),
     (((3, 2), (4, 3), (5, 2)), (3, 2)), (((3, 1), (4, 2)), (1, 2))],
)  # fmt: skip
def test_what_voided_a_record_may_be_voided_and_the_record_counts_again(voids, gone):
    assert standing(voids) == frozenset(gone)


@pytest.mark.rule("D-09")
@given(st.integers(1, 40))
def test_taking_back_and_taking_that_back_go_on_for_ever(turns):
    records = [Record(1, "apply", NOON, NOON, "林悦"), Record(2, "review", NOON, NOON, "林悦")]
    for turn in range(turns):
        records.append(Record(3 + turn, "void", NOON, NOON, "林悦", {"record": 2 + turn}))
    assert (2 in voided(records)) is (turns % 2 == 1)
    assert 2 + turns not in voided(records)
