"""The issued reading compares with every earlier issued one of the person: sizes, categories, growth since each."""

from dataclasses import replace

import pytest

from desktop.casework import consultation, files
from desktop.casework.documents import issuing, reading
from desktop.casework.documents.filling import paper_of
from desktop.casework.documents.papers_common import Span, plain
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case, Policy
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, no_picture, opened, read, saved
from tests.casework.journeys import EXPERT, done, nodule

NOW = parse_moment("2026-03-04 10:00")


def again(desk, case: int, policy: str) -> int:
    """Another reading of the same person, up to its reader."""
    other = add_customer(desk, policy, "周敏")
    with desk.store.writing() as session:
        session.get_one(Policy, other).insured = session.get_one(Case, case).person
    fresh = nodule(desk, other)
    done(consultation.receive_materials(
        desk, fresh, MANAGER, items=["id", "images", "diagnosis"], exam="CT", hospital_grade="三级甲等"))  # fmt: skip
    done(consultation.assign_reader(desk, fresh, MANAGER, **EXPERT))
    return fresh


def changed(row, sizes, **more):
    """The nodules of a sample with other sizes, and whatever else is said of them."""
    pairs = zip(row.content["nodules"], sizes, strict=True)
    return [
        {**one, "findings": {**one["findings"], "long_mm": long, "short_mm": long}, "word": "据前片", **more}
        for one, long in pairs
    ]  # fmt: skip


def issued(desk, case: int, day: str, sizes) -> int:
    """The case's report of an examination on this day; the number of its record."""
    row = drafted(desk, case, "nodule")
    first = {"prior": "无既往检查"}
    left = {"prior_on", "prior_exam", "comparison"}
    begun = replace(row, content={name: value for name, value in row.content.items() if name not in left})
    saved(desk, begun, examined_on=day, nodules=changed(row, sizes, previous={}), **first)
    revision = issuing.reserve(desk, row.id, MANAGER).revision
    return done(issuing.issue(desk, row.id, MANAGER, revision=revision)).seq


@pytest.fixture
def third(small_desk):
    """The draft of a third reading, after reports of 2024 and of March 2026."""
    first = read(small_desk)
    issued(small_desk, first, "2024-09-12", (5.0, 6.0))
    second = again(small_desk, first, "P-6608-9902")
    issued(small_desk, second, "2026-03-10", (5.4, 6.4))
    return drafted(small_desk, again(small_desk, second, "P-6608-9903"), "nodule")


def printed(row, **more):
    """The paper of a row with other values in its content; its comparison by label."""
    paper = paper_of(replace(row, content={**row.content, **more}), NOW, no_picture)
    return paper, {one.label: one for one in paper.comparisons}


@pytest.mark.rule("ND-04")
def test_every_earlier_report_stands_in_the_comparison_with_its_category_and_the_growth_since(third):
    paper, rows = printed(third)
    since_first, since_last = "较 2024-09-12（24.1 个月）", "较 2026-03-10（6.2 个月）"
    assert list(rows)[:5] == ["2024-09-12", "2026-03-10", "2026-09-15", since_first, since_last]
    assert rows["2024-09-12"].values == ("5.0 × 5.0 mm，均值 5.0 mm", "6.0 × 6.0 mm，均值 6.0 mm")
    assert rows["2024-09-12"].notes == ("4A 类\u3000Lung-RADS v2022", "3 类\u3000Lung-RADS v2022")
    grown = [plain(one) for one in rows[since_first].values]
    assert grown == ["+2.6 mm\u3000缓慢增大", "+2.8 mm\u3000缓慢增大"]
    assert rows[since_last].values[0][0] == Span("+2.2 mm", strong=True)
    assert [len(nodule.sizes) for nodule in paper.nodules] == [3, 3]
    assert "变化" not in rows
    assert paper.subtitle == "胸部低剂量 CT · 与 2024、2026 年检查对比 · 两处结节"
    assert plain(paper.fields[1].text) == "2026-03-10 等 2 次"


def test_what_was_typed_of_the_compared_examination_stands_before_the_report_of_that_day(third):
    typed = [{**one, "previous": {"long_mm": 6.0, "short_mm": 5.6}} for one in third.content["nodules"]]
    _, rows = printed(third, nodules=typed)
    assert rows["2026-03-10"].values[0] == "6.0 × 5.6 mm，均值 5.8 mm"
    assert rows["2026-03-10"].notes[0].startswith("4A 类")


def test_a_nodule_in_another_lobe_is_another_one_and_is_named_below(third):
    first, second = third.content["nodules"]
    there = {"side": "left", "lobe": "left_upper", "segment": "S3", "change": "new"}
    moved = {**first, "place": "左上叶", "findings": {**first["findings"], **there}, "previous": {}}
    paper, rows = printed(third, nodules=[moved, second])
    assert rows["2024-09-12"].values[0] == "—"
    assert rows["较 2024-09-12（24.1 个月）"].values[0] == "—"
    assert rows["较 2026-03-10（6.2 个月）"].values[0] == "新发"
    assert "早先报告另有 1 号 右上叶 尖段 S1（2026-03-10），本次未列" in plain(paper.border_note)


def test_an_examination_later_than_this_one_is_no_earlier_one(third):
    _, rows = printed(third, examined_on="2025-03-01", prior_on="2024-09-12")
    assert list(rows)[:2] == ["2024-09-12", "2025-03-01"]
    assert not any("2026" in label for label in rows)


@pytest.mark.rule("D-09")
def test_a_report_whose_issue_was_voided_is_compared_with_no_more(small_desk):
    first = read(small_desk)
    seq = issued(small_desk, first, "2026-03-10", (5.4, 6.4))
    second = again(small_desk, first, "P-6608-9902")
    assert len(opened(small_desk, second, "nodule").content["earlier"]) == 2
    done(files.void(small_desk, first, MANAGER, record=seq, reason="发错客户", approved_by="孟主管"))
    assert reading.current(small_desk, second, "nodule").content["earlier"]
    revision = issuing.reserve(small_desk, reading.current(small_desk, second, "nodule").id, MANAGER).revision
    assert revision
    assert "earlier" not in reading.current(small_desk, second, "nodule").content


def test_what_the_comparison_shows_in_words_is_printed(third):
    assert printed(third)[0].compared == third.content["comparison"]
