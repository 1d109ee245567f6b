"""What the reading child makes of cells, packages and text, without a process around it."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from desktop.exchange import reading_child
from desktop.exchange.reading_child import Unreadable, check_package, read, write
from tests.exchange.lists import workbook

BINARY = [b"%PDF-1.7", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF89a", b"Rar!\x1a", b"7z\xbc\xaf", b"MZ\x90", b"\x7fELF"]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def lines(path):
    return list(read(path))


def text(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def package(tmp_path, parts):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def told(path):
    """The lines of the protocol as the parent gets them."""
    out = io.StringIO()
    write((line for one in (path,) for line in read(one)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def why(path):
    with pytest.raises(Unreadable) as fault:
        lines(path)
    return str(fault.value)


@pytest.mark.parametrize("head", BINARY)
def test_a_file_of_another_kind_is_known_by_its_first_bytes(tmp_path, head):
    assert why(text(tmp_path, head + b"rest of it")) == "这不是表格文件，请另存为 .xlsx（Excel 工作簿）或 CSV 后再导入"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (OLE + b"old", "旧格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("<html><table></table></html>", "网页或 XML"),
        ("  \n<?xml version='1.0'?>", "网页或 XML"),
        (b"a,b\x00c", "UTF-8 或 GB18030"),
        (b"\xff\xfe\x00\xd8", "UTF-8 或 GB18030"),
        (b"\x81", "UTF-8 或 GB18030"),
    ],
)
def test_what_is_no_list_is_answered_with_its_reason(tmp_path, content, words):
    assert words in why(text(tmp_path, content))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": b"<w/>"}, "不是 Excel 工作簿"),
        ({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"macro"}, "宏"),
        ({"XL/WORKBOOK.XML": b"<w/>", "XL/VBAPROJECT.BIN": b"macro"}, "宏"),
        ({"xl/workbook.xml": b"<w/>", "xl/big.xml": bytes(5 << 20)}, "过大"),
        ({"xl/workbook.xml": b"<w/>", **{f"xl/{n}": b"" for n in range(5_000)}}, "过大"),
    ],
)
def test_a_package_is_judged_before_it_is_opened(tmp_path, parts, words):
    with pytest.raises(Unreadable, match=words):
        check_package(package(tmp_path, parts))


def test_a_package_with_large_parts_that_do_not_shrink_much_is_let_through(tmp_path):
    noise = bytes((n * 7919 + n // 251) % 251 for n in range(200_000))
    path = package(tmp_path, {"xl/workbook.xml": b"<w/>", "xl/a.xml": noise, "xl/b.xml": bytes(3 << 20)})
    assert check_package(path) is None
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Unreadable, match="损坏"):
        check_package(path)


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        ("文字", "文字"), ("", None), (" \u3000\t", None), (" a ", " a "), (5, 5), (True, True), (None, None),
        (1.5, 1.5), (float("nan"), None), (float("inf"), None), (-float("inf"), None),
        (datetime(2026, 9, 14, 9, 30), {"t": "2026-09-14T09:30:00"}), (date(2026, 9, 14), {"d": "2026-09-14"}),
        (time(9, 30), {"c": "09:30:00"}), (timedelta(hours=30), "1 day, 6:00:00"), (object(), None),
        ("长" * 40_000, "长" * 40_000),
    ],
)  # fmt: skip
def test_a_cell_is_sent_as_plain_json_or_not_at_all(cell, sent):
    assert reading_child._cell(cell) == sent  # noqa: SLF001


def test_rows_keep_their_numbers_lose_empty_ends_and_empty_rows_are_left_out(tmp_path):
    path = text(tmp_path, "姓名,手机,\r\n,,\r\n\r\n王芳,,1\r\n")
    assert lines(path) == [["sheet", ""], ["row", 1, ["姓名", "手机"]], ["row", 4, ["王芳", None, "1"]]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_the_one_the_first_line_uses_most(tmp_path, delimiter):
    first = delimiter.join(("姓名", "备注", "手机"))
    second = delimiter.join(("王芳", "说：周二，或周四", "1"))
    assert lines(text(tmp_path, f"{first}\n{second}\n"))[2] == ["row", 2, ["王芳", "说：周二，或周四", "1"]]


def test_quotes_hold_separators_and_line_breaks(tmp_path):
    rows = lines(text(tmp_path, '姓名,备注\n王芳,"一,\n二"\n'))
    assert rows[2] == ["row", 2, ["王芳", "一,\n二"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_gives_the_same_rows(tmp_path, encoding):
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    content = (mark + "姓名,手机\n王𨱇,1\n").encode(encoding)
    assert lines(text(tmp_path, content))[1:] == [["row", 1, ["姓名", "手机"]], ["row", 2, ["王𨱇", "1"]]]


def test_a_field_longer_than_the_limit_is_told_as_unpaired_quotes(tmp_path):
    assert "引号" in why(text(tmp_path, '姓名\n"' + "a" * (2 << 20)))


def test_too_many_columns_are_told_with_the_limit(tmp_path):
    assert "超过 200 列" in why(text(tmp_path, ",".join("a" * 201)))
    assert len(lines(text(tmp_path, ",".join("a" * 200)))[1][2]) == 200


def test_too_many_rows_are_told_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_child, "ROWS", 3)
    assert len(lines(text(tmp_path, "a\n" * 3))) == 4
    assert "超过 3 行" in why(text(tmp_path, "a\n" * 4))


def test_only_visible_worksheets_are_read(tmp_path):
    book = Workbook()
    book.active.title = "清单"
    book.active["B2"] = "王芳"
    hidden, very = book.create_sheet("草稿"), book.create_sheet("密")
    hidden["A1"] = very["A1"] = "x"
    hidden.sheet_state, very.sheet_state = "hidden", "veryHidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [line[:2] for line in lines(path) if line[0] == "sheet"] == [["sheet", "清单"]]
    assert lines(path)[-1][2] == [None, "王芳"]


def test_no_more_than_twenty_sheets_are_read(tmp_path):
    book = Workbook()
    for number in range(24):
        book.create_sheet(f"第{number}页")["A1"] = "x"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert len([line for line in lines(path) if line[0] == "sheet"]) == reading_child.SHEETS


def test_the_last_line_says_that_all_was_read_or_why_not(tmp_path):
    assert told(workbook(tmp_path / "a.xlsx", [["姓名"]]))[-1] == ["end"]
    assert told(text(tmp_path, b"%PDF"))[-1][0] == "unreadable"


def test_rows_before_a_fault_are_sent_and_the_fault_comes_last(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_child, "ROWS", 2)
    sent = told(text(tmp_path, "a\nb\nc\n"))
    assert [line[0] for line in sent] == ["sheet", "row", "row", "unreadable"]


def test_running_out_of_memory_is_an_answer_too():
    def lines_that_swell():
        yield ["sheet", ""]
        raise MemoryError

    out = io.StringIO()
    write(lines_that_swell(), out)
    assert json.loads(out.getvalue().splitlines()[-1])[1].startswith("读这份文件要的内存太多")


def test_every_line_is_ascii_so_that_no_console_can_spoil_it(tmp_path):
    out = io.StringIO()
    write(read(text(tmp_path, "姓名\n王𨱇\n")), out)
    assert out.getvalue().isascii()


@pytest.mark.parametrize("content", ["", "\ufeff", "\n\n", "﻿ , ,\n"])
def test_a_list_of_nothing_has_no_rows(tmp_path, content):
    path = text(tmp_path, content)
    if not content or content == "\ufeff":
        assert why(path)
    else:
        assert not [line for line in lines(path) if line[0] == "row"]
