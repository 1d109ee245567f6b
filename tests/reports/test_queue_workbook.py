"""The queue as a workbook: what was put in comes out again, as data and never as formulas."""

import os
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from desktop.casework.papers import ColumnKind, QueueSheet, SheetColumn
from desktop.reports import queue_workbook as module
from desktop.reports.cells import typed
from desktop.reports.queue_workbook import ExportCancelled, TextTooLong, TooManyRows, queue_workbook
from tests.reports.samples import PROGRAM, at

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "#REF!", "007", "330106197403094821", "1e5",
    "2026-09-23", "TRUE", "  两端空格  ", "换\n行", "制\t表", "<a>&amp;\"'", "_x0041_", "_x005F_x0041_", "王𨱇䶮𠮷😀",
    "'=1", "=", "\ufeff", "a" * 32_767,
)  # fmt: skip
TEXT = (SheetColumn("备注", width=40),)


def sheet(rows, columns=TEXT, **changes):
    filled = {
        "title": "专家门诊", "columns": columns, "rows": rows, "filters": (("状态", "待办"), ("经办人", "林悦")),
        "made_by": "林悦", "made_at": at("2026-09-29 15:42"), "program": PROGRAM, **changes,
    }  # fmt: skip
    return QueueSheet(**filled)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "队列.xlsx"


def by_openpyxl(path):
    return [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows(min_row=2)]


def by_calamine(path):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]


def test_nasty_texts_come_out_as_they_went_in(path):
    queue_workbook(sheet([(text,) for text in NASTY]), path)
    assert [row[0] for row in by_calamine(path)] == list(NASTY)
    assert [unescape(row[0]) for row in by_openpyxl(path)] == list(NASTY)


def test_there_is_not_one_formula_in_the_file(path):
    queue_workbook(sheet([(text,) for text in NASTY], title="=1+1", filters=(("=1", "=2"),), purpose="=3"), path)
    for worksheet in load_workbook(path).worksheets:
        assert not [cell for row in worksheet.iter_rows() for cell in row if cell.data_type in ("f", "e")]
    with ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not [content for content in sheets if b"<f>" in content or b"<f " in content]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), max_size=8))
def test_any_text_survives(texts):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "a.xlsx")
        queue_workbook(sheet([(text,) for text in texts]), module.Path(file))
        assert [row[0] for row in by_calamine(file)] == [_kept(text) for text in texts]


def _kept(text):
    return "".join("\ufffd" if char in "\ufffe\uffff" else char for char in text)


def test_columns_have_their_types(path):
    columns = tuple(SheetColumn(kind.value, kind) for kind in ColumnKind)
    row = ("13800004471", date(2026, 10, 9), at("2026-10-08 18:00"), 3, Decimal("12.50"), 0.955)
    queue_workbook(sheet([row], columns), path)
    cells = next(load_workbook(path).worksheets[0].iter_rows(min_row=2))
    assert [cell.number_format for cell in cells] == [
        "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0", "0.00", "0.0%",
    ]  # fmt: skip
    assert [cell.value for cell in cells] == [
        "13800004471", datetime(2026, 10, 9), datetime(2026, 10, 8, 18), 3, 12.5, 0.955,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "kind", "kept"),
    [
        (13800004471, ColumnKind.TEXT, "13800004471"),
        (10**15, ColumnKind.WHOLE, "1000000000000000"),
        (float("nan"), ColumnKind.SHARE, "—"),
        (Decimal("Infinity"), ColumnKind.NUMBER, "—"),
        (True, ColumnKind.TEXT, "是"),
        (False, ColumnKind.WHOLE, "否"),
        (None, ColumnKind.DATE, None),
        ("", ColumnKind.TEXT, None),
        ("未定", ColumnKind.DATE, "未定"),
        (date(1890, 5, 1), ColumnKind.DATE, "1890-05-01"),
        (date(2026, 5, 1), ColumnKind.TEXT, "2026-05-01"),
        (date(2026, 5, 1), ColumnKind.MOMENT, datetime(2026, 5, 1)),
        (datetime(2026, 9, 23, 20, tzinfo=UTC), ColumnKind.MOMENT, datetime(2026, 9, 24, 4)),
        (datetime(2026, 9, 23, 20, tzinfo=UTC), ColumnKind.DATE, date(2026, 9, 24)),
        (at("2026-09-23 20:00"), ColumnKind.TEXT, "2026-09-23 20:00"),
    ],
)
def test_values_are_kept_exactly_or_as_text(value, kind, kept):
    assert typed(value, kind) == kept
    assert type(typed(value, kind)) is type(kept)


def test_the_head_is_frozen_filtered_wide_enough_and_printed_on_each_page(path):
    columns = (SheetColumn("案件号", width=18), SheetColumn("到期", ColumnKind.MOMENT, 17))
    queue_workbook(sheet([("GT-1", at("2026-10-08 18:00"))] * 3, columns, title="门诊 & 住院"), path)
    shown = load_workbook(path).worksheets[0]
    assert shown.freeze_panes == "B2"
    assert shown.auto_filter.ref == "A1:B4"
    assert shown.column_dimensions["A"].width == 18
    assert shown.print_title_rows == "$1:$1"
    assert shown.print_area == "'门诊 & 住院'!$A$1:$B$4"
    assert shown.page_setup.orientation == "landscape"
    assert shown.page_setup.fitToHeight == 0
    assert shown.oddHeader.left.text == "门诊 && 住院"
    assert shown.oddFooter.right.text == "第 &P 页，共 &N 页"


def test_the_file_says_who_made_it_when_from_what(path):
    queue_workbook(sheet([("一",), ("二",)], purpose="月度核对"), path)
    lines = dict(load_workbook(path)["出处"].iter_rows(values_only=True))
    assert lines["导出人"] == "林悦"
    assert lines["导出时间"] == "2026-09-29 15:42:00 北京时间"
    assert lines["筛选·状态"] == "待办"
    assert lines["筛选·经办人"] == "林悦"
    assert lines["行数"] == "2"
    assert lines["程序版本"] == PROGRAM
    assert lines["个人信息"] == "个人信息已脱敏"
    assert lines["用途"] == "月度核对"


@pytest.mark.rule("D-04")
def test_unmasked_data_say_so_in_the_file_and_on_the_print(path):
    queue_workbook(sheet([("一",)], unmasked=True), path)
    book = load_workbook(path)
    assert dict(book["出处"].iter_rows(values_only=True))["个人信息"] == "含未脱敏个人信息，导出已记录"
    assert "未脱敏" in book.worksheets[0].oddFooter.left.text


def test_control_characters_become_visible_and_are_counted(path):
    queue_workbook(sheet([("a\x00b\x1f",), ("\ud800",)]), path)
    assert [row[0] for row in by_calamine(path)] == ["a␀b␟", "\ufffd"]
    assert "3 处" in dict(load_workbook(path)["出处"].iter_rows(values_only=True))["说明"]


def test_a_text_too_long_for_a_cell_is_named_and_not_cut(path):
    with pytest.raises(TextTooLong, match="第 2 行“备注”有 32768 个字"):
        queue_workbook(sheet([("好",), ("长" * 32_768,)]), path)
    assert not path.exists()


def test_more_rows_than_a_sheet_holds_are_refused(path, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 5)
    with pytest.raises(TooManyRows):
        queue_workbook(sheet([("行",)] * 6), path)
    assert not path.exists()


def test_a_cancelled_export_leaves_nothing_behind(path, monkeypatch, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    answers = iter([False, False, True])
    with pytest.raises(ExportCancelled):
        queue_workbook(sheet(("行",) for _ in range(10_000)), path, lambda: next(answers))
    assert list(tmp_path.iterdir()) == [scratch]
    assert list(scratch.iterdir()) == []


def test_a_failing_export_keeps_the_file_of_before(path):
    path.write_bytes(b"before")

    def rows():
        yield ("一",)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        queue_workbook(sheet(rows()), path)
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_the_export_is_told_with_its_rows_and_fingerprint(path):
    written = queue_workbook(sheet([("一",), ("二",)]), path)
    assert written.rows == 2
    assert written.sha256 == sha256(path.read_bytes()).hexdigest()


def test_an_empty_queue_is_a_file_with_its_head(path):
    assert queue_workbook(sheet([]), path).rows == 0
    assert [cell.value for cell in load_workbook(path).worksheets[0][1]] == ["备注"]


@pytest.mark.parametrize("title", ["a/b:c*[d]?", "", "长" * 50, "O'Brien"])
def test_any_title_makes_a_valid_sheet_name(path, title):
    queue_workbook(sheet([("一",)], title=title), path)
    assert 1 <= len(load_workbook(path).worksheets[0].title) <= 31
