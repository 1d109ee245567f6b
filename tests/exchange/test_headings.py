"""The columns of a list are found under our headings, the usual others and the carrier's own."""

import pytest

from desktop.exchange.headings import COLUMNS, TITLES, HeadingProblem, Headings, find_header, match_headings

OURS = tuple(TITLES.values())


def test_our_own_headings_are_all_found():
    found = match_headings(OURS, {})
    assert isinstance(found, Headings)
    assert [OURS[found.places[field]] for field in TITLES] == list(OURS)
    assert not found.renamed
    assert not found.unknown


def test_no_heading_means_two_fields():
    names = [name for column in COLUMNS for name in (column.title, *column.aliases)]
    assert len(names) == len(set(names))


def test_stars_blanks_and_remarks_in_brackets_do_not_matter():
    found = match_headings([f" *{title}（必填） " for title in OURS], {})
    assert isinstance(found, Headings)


def test_the_usual_other_headings_are_known():
    header = [column.aliases[0] if column.aliases else column.title for column in COLUMNS]
    assert isinstance(match_headings(header, {}), Headings)


def test_a_missing_heading_is_named_with_the_one_that_could_be_meant():
    header = ["保单号码（新）X" if title == "保单号" else title for title in OURS]
    problems = match_headings(header, {})
    assert [problem.heading for problem in problems] == ["保单号"]
    assert "保单号码" in problems[0].sentence


def test_the_carriers_own_heading_is_kept_and_comes_first():
    header = ["合约流水" if title == "保单号" else title for title in OURS]
    assert isinstance(match_headings(header, {}), tuple)
    found = match_headings(header, {"policy_no": "合约流水"})
    assert isinstance(found, Headings)
    assert found.title("policy_no") == "合约流水"
    assert found.renamed == {"policy_no": "合约流水"}


def test_a_double_heading_is_named_with_both_places():
    problems = match_headings([*OURS, "手机号码"], {})
    assert isinstance(problems[0], HeadingProblem)
    assert "第 26 列" in problems[0].sentence or "手机号码" in problems[0].sentence


def test_the_carriers_own_heading_decides_between_two():
    found = match_headings([*OURS, "联系电话"], {"phone": "联系电话"})
    assert isinstance(found, Headings)
    assert found.places["phone"] == len(OURS)


def test_unknown_headings_are_told_and_the_column_to_fix_is_not_one():
    found = match_headings([*OURS, "修复后再导入", "内部代码"], {})
    assert found.unknown == ("内部代码",)


@pytest.mark.parametrize("before", [0, 1, 4])
def test_the_heading_row_is_found_below_a_title(before):
    rows = [("人保寿险健康管理服务申请清单",)] * before + [OURS, ("EJ1",)]
    assert find_header(rows, {}) == before


def test_without_any_heading_the_first_row_is_taken():
    assert find_header([("a", "b"), ("c",)], {}) == 0
    assert find_header([], {}) == 0
