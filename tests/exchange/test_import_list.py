"""A list is imported whole: counted, every faulty row named, twice without effect, and written back to be fixed."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from desktop.casework.acting import BadInput
from desktop.casework.carriers import column_mapping, keep_columns
from desktop.exchange.advice import ADVICE, field_of
from desktop.exchange.headings import TITLES
from desktop.exchange.import_list import HeadingsUnclear, fixed_path, import_list
from desktop.exchange.reading import ListUnreadable
from desktop.handbook.rulebook import RULES
from desktop.models.tables import Case
from tests.exchange.lists import SAMPLE, application, comma_list, table, workbook


def cases(desk) -> int:
    """How many cases the desk has."""
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(Case))


@pytest.mark.rule("G-02", "G-03", "G-04", "G-08", "GC-13", "GC-15", "ND-09", "D-03")
def test_the_sample_gives_51_cases_and_9_named_errors_and_again_nothing(desk):
    first = import_list(desk, SAMPLE, person="林管家")
    assert (first.opened, first.present, first.refused) == (51, 0, 9)
    assert {rule for problem in first.problems for rule in problem.rule.split(",")} == {
        "", "G-02", "G-03", "G-04", "G-08", "D-03", "GC-13", "GC-15", "ND-09",
    }  # fmt: skip
    assert len(first.errors()) == 9
    assert all(problem.column in TITLES.values() and problem.request_no for problem in first.problems)
    again = import_list(desk, SAMPLE, person="林管家")
    assert (again.opened, again.present, again.refused) == (0, 51, 9)
    assert cases(desk) == 51


def test_the_sample_is_imported_alike_at_any_later_hour(small_desk):
    small_desk.clock.to("2027-03-01 09:00")
    report = import_list(small_desk, SAMPLE, person="林管家")
    assert (report.opened, report.refused) == (51, 9)


def test_a_row_of_the_future_is_refused_today_and_taken_later(small_desk):
    small_desk.clock.to("2026-09-16 09:00")
    early = import_list(small_desk, SAMPLE, person="林管家")
    small_desk.clock.to("2026-09-23 14:20")
    late = import_list(small_desk, SAMPLE, person="林管家")
    assert 0 < early.opened < 51
    assert (late.opened + late.present, late.refused) == (51, 9)


@pytest.mark.rule("T-01")
def test_a_row_older_than_the_work_calendar_is_refused_by_name_and_the_others_come_in(small_desk, tmp_path):
    first_day = {"policy_start": date(2003, 1, 1), "applied_at": datetime(2004, 1, 1)}
    rows = [
        application(1, applied_at=datetime(2003, 5, 1, 10, 0)), application(2),
        application(3, item="住院安排", certificate_hospital="协和", certificate_day=date(1999, 9, 20)),
        application(4, **first_day, item="住院安排", certificate_hospital="协和", certificate_day=date(2004, 1, 1)),
    ]  # fmt: skip
    report = import_list(small_desk, workbook(tmp_path / "list.xlsx", table(rows)), person="林管家")
    assert [(found.row, found.column) for found in report.errors()] == [(2, "申请时间"), (4, "住院证日期")]
    assert report.opened == 2


def test_a_dry_run_tells_the_same_and_writes_nothing(desk, tmp_path):
    out = tmp_path / "out.xlsx"
    report = import_list(desk, SAMPLE, person="林管家", dry_run=True, out=out)
    assert (report.opened, report.refused, report.saved) == (51, 9, False)
    assert cases(desk) == 0
    assert not out.exists()


def test_strict_takes_all_or_none_and_counts_rows_that_were_never_well_formed(desk, tmp_path):
    rows = [application(1), application(2, phone="1")]
    report = import_list(desk, workbook(tmp_path / "a.xlsx", table(rows)), person="林管家", strict=True)
    assert (report.opened, report.held, report.refused, report.saved) == (0, 1, 1, False)
    assert cases(desk) == 0
    good = import_list(desk, workbook(tmp_path / "b.xlsx", table(rows[:1])), person="林管家", strict=True)
    assert (good.opened, good.saved) == (1, True)


def test_a_comma_list_is_imported_like_a_workbook(desk, tmp_path):
    path = comma_list(tmp_path / "a.csv", table([application(1), application(2)]), "gb18030")
    assert import_list(desk, path, person="林管家").opened == 2


def test_the_workbook_to_fix_names_what_to_do_and_comes_in_once_fixed(desk, tmp_path):
    rows = [application(1), application(2, phone="1380000"), application(3)]
    path = workbook(tmp_path / "list.xlsx", table(rows))
    report = import_list(desk, path, person="林管家", out=fixed_path(path))
    assert report.fixed == tmp_path / "list-待修复.xlsx"
    book = load_workbook(report.fixed)
    sheet = book.active
    last = sheet.max_column
    assert sheet.cell(1, last).value == "修复后再导入"
    assert [bool(sheet.cell(row, last).value) for row in (2, 3, 4)] == [False, True, False]
    assert "手机号" in sheet.cell(3, last).value
    sheet.cell(3, list(TITLES).index("phone") + 1).value = "13800009999"
    book.save(report.fixed)
    fixed = import_list(desk, report.fixed, person="林管家", out=tmp_path / "again.xlsx")
    assert (fixed.opened, fixed.present, fixed.refused) == (1, 2, 0)
    assert fixed.fixed is None
    assert not fixed.ignored


def test_a_workbook_that_cannot_be_written_is_told_and_the_cases_stay(small_desk, tmp_path):
    path = workbook(tmp_path / "a.xlsx", table([application(1), application(2, phone="1")]))
    report = import_list(small_desk, path, person="林管家", out=tmp_path / "none" / "b.xlsx")
    assert report.fixed is None
    assert "待修复清单" in report.note
    assert cases(small_desk) == 1


def test_a_missing_heading_is_named_and_nothing_comes_in(small_desk, tmp_path):
    rows = table([application(1)], ["客户代码" if title == "证件号码" else title for title in TITLES.values()])
    with pytest.raises(HeadingsUnclear, match="证件号码") as told:
        import_list(small_desk, workbook(tmp_path / "a.xlsx", rows), person="林管家")
    assert "客户代码" in told.value.names
    assert told.value.problems[0].heading == "证件号码"


def test_a_double_heading_is_named(small_desk, tmp_path):
    rows = [[*cells, "手机号" if place == 0 else "1"] for place, cells in enumerate(table([application(1)]))]
    with pytest.raises(HeadingsUnclear, match="多列"):
        import_list(small_desk, workbook(tmp_path / "a.xlsx", rows), person="林管家")


def test_a_carriers_own_heading_is_kept_once_its_list_was_taken_in(desk, tmp_path):
    header = ["客户代码" if title == "证件号码" else title for title in TITLES.values()]
    first = workbook(tmp_path / "a.xlsx", table([application(1)], header))
    assert import_list(desk, first, person="林管家", mapping={"id_number": "客户代码"}).opened == 1
    assert column_mapping(desk) == {"id_number": "客户代码"}
    second = workbook(tmp_path / "b.xlsx", table([application(2)], header))
    assert import_list(desk, second, person="林管家").opened == 1
    keep_columns(desk, {"phone": "联络"})
    assert column_mapping(desk) == {"id_number": "客户代码", "phone": "联络"}


def test_a_dry_run_keeps_no_heading(small_desk, tmp_path):
    header = ["客户代码" if title == "证件号码" else title for title in TITLES.values()]
    path = workbook(tmp_path / "a.xlsx", table([application(1)], header))
    import_list(small_desk, path, person="林管家", dry_run=True, mapping={"id_number": "客户代码"})
    assert column_mapping(small_desk) == {}


def test_the_list_may_begin_below_a_title_on_any_visible_sheet(small_desk, tmp_path):
    book = Workbook()
    book.active.append(["本清单请于三日内处理"])
    sheet = book.create_sheet("九月")
    for cells in [["人保寿险申请清单"], [], *table([application(1, phone="1"), application(2)])]:
        sheet.append(cells)
    book.save(tmp_path / "a.xlsx")
    report = import_list(small_desk, tmp_path / "a.xlsx", person="林管家")
    assert (report.opened, report.sheet.name) == (1, "九月")
    assert report.problems[0].row == 4


def test_a_list_without_rows_is_told(small_desk, tmp_path):
    with pytest.raises(ListUnreadable, match="只有表头"):
        import_list(small_desk, workbook(tmp_path / "a.xlsx", table([])), person="林管家")


def test_an_unknown_carrier_is_told(small_desk):
    with pytest.raises(BadInput, match="XYZ"):
        import_list(small_desk, SAMPLE, person="林管家", carrier="XYZ")


def test_unknown_columns_are_told_and_ignored(small_desk, tmp_path):
    rows = [[*cells, "渠道经理" if place == 0 else "张"] for place, cells in enumerate(table([application(1)]))]
    report = import_list(small_desk, workbook(tmp_path / "a.xlsx", rows), person="林管家")
    assert (report.opened, report.ignored) == (1, ("渠道经理",))


def test_hostile_cells_are_named_and_the_rest_comes_in(desk, tmp_path):
    hostile = [
        application(1, insured="王\u202e芳"), application(2, remark="长" * 40_000), application(3, illness="a\ufffeb"),
        application(4, insured="=HYPERLINK(1)", relation=None, holder=None), application(5),
    ]  # fmt: skip
    report = import_list(desk, comma_list(tmp_path / "a.csv", table(hostile)), person="林管家")
    assert [problem.row for problem in report.problems] == [2, 3, 4]
    assert report.opened == 2


def test_the_report_is_plain_json_with_one_entry_per_faulty_row(small_desk):
    told = import_list(small_desk, SAMPLE, person="林管家").as_json()
    assert {key: told[key] for key in ("opened", "present", "refused")} == {"opened": 51, "present": 0, "refused": 9}
    assert len(told["rows"]) == 9
    assert set(told["rows"][0]) == {"row", "column", "rule", "message", "request_no"}


def test_every_advice_names_a_rule_of_the_book_and_a_column_of_the_list():
    for rule, advice in ADVICE.items():
        assert rule in RULES
        assert advice.field in TITLES
    assert field_of("G-02", "", has_applicant=False) == "insured"
    assert field_of("D-99", "", has_applicant=True) == "request_no"
    assert field_of("G-04", "plan", has_applicant=True) == "plan"
