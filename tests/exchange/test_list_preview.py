"""What a list would do is said without a trace, and what was said of its columns is kept only with the list."""

import pytest
from sqlalchemy import func, select

from desktop.casework.carriers import column_mapping, keep_columns
from desktop.exchange.headings import TITLES, open_columns
from desktop.exchange.list_preview import preview_list, take_in
from desktop.exchange.reading import ListUnreadable
from desktop.models.tables import AuditEntry, Case, Person, Policy
from tests.exchange.lists import SAMPLE, application, table, workbook

OWN = [{"phone": "联系号", "request_no": "工单"}.get(field, title) for field, title in TITLES.items()]
SAID = {"phone": "联系号", "request_no": "工单"}


def counts(desk):
    with desk.reading() as session:
        return [session.scalar(select(func.count()).select_from(one)) for one in (Case, Policy, Person, AuditEntry)]


def test_a_preview_says_what_the_import_will_do_and_leaves_nothing(desk):
    before = counts(desk)
    preview = preview_list(desk, SAMPLE, person="林管家")
    assert counts(desk) == before
    assert (preview.admissible, preview.report.refused, preview.missing) == (51, 9, ())
    assert {row.outcome for row in preview.first} <= {"opened", "refused"}
    assert all("*" in row.customer for row in preview.first if row.customer)
    assert take_in(desk, preview, person="林管家").opened == 51
    again = preview_list(desk, SAMPLE, person="林管家")
    assert (again.admissible, again.report.present) == (0, 51)


def test_what_was_shown_is_taken_in_also_when_the_file_changed_since(desk, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([application(1)]))
    preview = preview_list(desk, path, person="林管家")
    workbook(path, table([application(2), application(3)]))
    assert [row.request_no for row in take_in(desk, preview, person="林管家").rows] == ["EJ2026000001"]


def test_columns_nobody_knows_are_offered_with_a_sample_and_kept_once_the_list_is_in(desk, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([application(1)], OWN))
    unclear = preview_list(desk, path, person="林管家")
    assert (unclear.report, unclear.missing) == (None, ("申请编号", "手机号"))
    assert [(one.column.heading, one.sample) for one in unclear.columns] == [
        ("工单", "EJ2026000001"), ("联系号", "13800000001")]  # fmt: skip
    clear = preview_list(desk, path, person="林管家", mapping=SAID, sheets=unclear.sheets)
    assert clear.admissible == 1
    assert column_mapping(desk) == {}
    take_in(desk, clear, person="林管家")
    assert column_mapping(desk) == SAID
    assert preview_list(desk, path, person="林管家").report.present == 1


def test_a_column_kept_by_mistake_is_offered_again_and_can_be_forgotten(small_desk, tmp_path):
    keep_columns(small_desk, {"remark": "跟进人"})
    header = [title for title in TITLES.values() if title != "备注"] + ["跟进人"]
    rows = [[application(1).get(field) for field in TITLES if field != "remark"] + ["甲"]]
    path = workbook(tmp_path / "a.xlsx", [header, *rows])
    shown = preview_list(small_desk, path, person="林管家")
    assert [(one.column.heading, one.column.field) for one in shown.columns] == [("跟进人", "remark")]
    anew = preview_list(small_desk, path, person="林管家", mapping={"remark": ""})
    assert anew.report.ignored == ("跟进人",)
    take_in(small_desk, anew, person="林管家")
    assert column_mapping(small_desk) == {}


def test_of_two_columns_that_claim_one_field_a_person_decides(small_desk, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [[*TITLES.values(), "联系电话"], [*table([application(1)])[1], "13900000000"]])
    unclear = preview_list(small_desk, path, person="林管家")
    assert unclear.report is None
    assert [(one.column.heading, one.column.field) for one in unclear.columns] == [
        ("手机号", "phone"), ("联系电话", "phone")]  # fmt: skip
    assert preview_list(small_desk, path, person="林管家", mapping={"phone": "联系电话"}).admissible == 1


def test_a_heading_that_looks_like_a_field_still_free_is_guessed():
    header = [*(title for title in TITLES.values() if title != "手机号"), "客户手机号码"]
    assert [(one.heading, one.field) for one in open_columns(header, {})] == [("客户手机号码", "phone")]


def test_a_file_that_is_no_list_is_refused_as_before(small_desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("")
    with pytest.raises(ListUnreadable):
        preview_list(small_desk, path, person="林管家")


def test_a_file_with_fewer_columns_than_a_list_needs_and_none_known_is_no_list(small_desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("今天买了什么,多少钱\n苹果,3\n", encoding="utf-8")
    with pytest.raises(ListUnreadable, match="没有认出任何表头"):
        preview_list(small_desk, path, person="林管家")


def test_a_list_in_foreign_words_alone_can_be_named_by_hand(small_desk, tmp_path):
    header = [f"字段{place}" for place in range(len(TITLES))]
    path = workbook(tmp_path / "a.xlsx", table([application(1)], header))
    unclear = preview_list(small_desk, path, person="林管家")
    assert len(unclear.columns) == len(TITLES)
    said = dict(zip(TITLES, header, strict=True))
    assert preview_list(small_desk, path, person="林管家", mapping=said).admissible == 1
