"""A list written back loses nothing and carries no live formula."""

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from desktop.exchange.import_report import ImportReport
from desktop.exchange.reading import Sheet, read_list
from desktop.exchange.row_reader import Problem
from desktop.exchange.write_back import write_back


def report(*rows, numbers=None, problems=()) -> ImportReport:
    """A report over a sheet whose first row holds the headings."""
    sheet = Sheet("清/单", tuple(numbers or range(1, len(rows) + 1)), tuple(rows))
    return ImportReport("a.xlsx", sheet, 0, (), tuple(problems), (), True)


@pytest.mark.parametrize("text", ["=1+1", "+86138", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "{=1}"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, text):
    write_back(report(("姓名",), (text,)), tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_numbers_that_must_be_text_stay_text_and_dates_stay_dates(tmp_path):
    row = ("00202601000001", "11010519491231002X", datetime(2026, 9, 14, 9, 30), date(2026, 9, 14), 13800001234.0, None)
    write_back(report(("a", "b", "c", "d", "e", "f"), row), tmp_path / "a.xlsx")
    (back,) = read_list(tmp_path / "a.xlsx")
    assert back.rows[1] == row[:5]


def test_rows_stay_where_they_were(tmp_path):
    problems = [Problem(5, "姓名", "", "没有填写，请补上")]
    write_back(report(("姓名",), ("王芳",), ("",), numbers=(2, 4, 5), problems=problems), tmp_path / "a.xlsx")
    (back,) = read_list(tmp_path / "a.xlsx")
    assert back.numbers == (2, 4, 5)
    assert back.rows[0] == ("姓名", "修复后再导入")
    assert back.rows[2] == (None, "姓名：没有填写，请补上")


def test_the_column_to_fix_is_filled_anew_where_it_stood(tmp_path):
    rows = (("修复后再导入", "姓名"), ("旧的说明", "王芳"), ("", ""))
    write_back(report(*rows, problems=[Problem(3, "姓名", "", "没有填写")]), tmp_path / "a.xlsx")
    (back,) = read_list(tmp_path / "a.xlsx")
    assert back.rows == (("修复后再导入", "姓名"), (None, "王芳"), ("姓名：没有填写",))


def test_characters_that_no_workbook_can_hold_are_shown_as_such(tmp_path):
    write_back(report(("姓名",), ("王\x00芳\x1b\ufffe\ud800",)), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").active["A2"].value == "王\ufffd芳\ufffd\ufffd\ufffd"


def test_the_longest_cell_loses_nothing(tmp_path):
    text = "长" * 32_767
    write_back(report(("备注",), (text,)), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").active["A2"].value == text


def test_an_older_file_is_replaced_only_by_a_whole_one(tmp_path):
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")
    write_back(report(("姓名",), ("王芳",)), out)
    assert len(read_list(out)[0].rows) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    with pytest.raises(OSError, match="none"):
        write_back(report(("姓名",), ("王芳",)), tmp_path / "none" / "a.xlsx")
