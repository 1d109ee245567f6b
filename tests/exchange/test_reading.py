"""No file can hang, crash or flood the program: each hostile one gives one clear Chinese sentence."""

import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.exchange import limited, limits, reading
from desktop.exchange.reading import ListUnreadable, read_list
from tests.exchange.lists import SAMPLE, application, comma_list, table, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(path: Path) -> str:
    """The sentence that the file is answered with."""
    with pytest.raises(ListUnreadable) as told:
        read_list(path)
    assert "\n" not in told.value.sentence
    assert told.value.sentence.endswith("。")
    return told.value.sentence


def package(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def test_a_workbook_is_read_with_its_row_numbers_and_kinds_of_cells(tmp_path):
    cells = ["x", 5, 1.5, True, datetime(2026, 9, 14, 9, 30), date(2026, 9, 14)]
    (sheet,) = read_list(workbook(tmp_path / "a.xlsx", [["标题"], [], cells]))
    assert sheet.name == "申请清单"
    assert sheet.numbers == (1, 3)
    assert sheet.rows[1] == tuple(cells)


def test_a_list_that_begins_further_right_keeps_its_columns(tmp_path):
    (sheet,) = read_list(workbook(tmp_path / "a.xlsx", [[None, None, "姓名"], [None, None, "王芳"]]))
    assert sheet.rows == ((None, None, "姓名"), (None, None, "王芳"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_comma_list_is_read_in_every_usual_encoding(tmp_path, encoding):
    (sheet,) = read_list(comma_list(tmp_path / "a.csv", [["姓名", "手机号"], ["王𨱇", "1"]], encoding))
    assert sheet.rows == (("姓名", "手机号"), ("王𨱇", "1"))


def test_tabs_and_semicolons_separate_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("姓名\t手机号\n王芳\t1", encoding="utf-8")
    assert read_list(path)[0].rows[1] == ("王芳", "1")


def test_content_decides_and_not_the_extension(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(SAMPLE.read_bytes())
    assert len(read_list(path)[0].rows) == 61
    assert read_list(comma_list(tmp_path / "list.xlsx", [["姓名", "手机"], ["王芳", "1"]]))[0].rows[1] == ("王芳", "1")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_refused(tmp_path, keep):
    content = SAMPLE.read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(content[: int(len(content) * keep)])
    assert "损坏" in refused(path)


def test_a_workbook_with_damaged_parts_is_refused(tmp_path):
    parts = {"xl/workbook.xml": b"<workbook><sheets><sheet name='a'", "xl/worksheets/sheet1.xml": b"<"}
    assert "损坏" in refused(package(tmp_path / "broken.xlsx", parts))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(40 << 20)}
    path = package(tmp_path / "bomb.xlsx", parts)
    assert path.stat().st_size < 100_000
    assert "过大" in refused(path)


def test_a_zip_that_lies_about_its_size_hurts_nobody(tmp_path):
    path = package(tmp_path / "liar.xlsx", {"xl/workbook.xml": b"<workbook/>", "xl/sheet1.xml": bytes(40 << 20)})
    content = path.read_bytes()
    path.write_bytes(content.replace((40 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert "「liar.xlsx」" in refused(path)


def test_a_sheet_that_claims_all_cells_there_are_is_stopped_at_the_memory_limit(tmp_path):
    path = tmp_path / "wide.xlsx"
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", "b"
    book.save(path)
    assert "分批导入" in refused(path)


def test_a_file_that_takes_too_long_is_stopped(tmp_path):
    path = workbook(tmp_path / "slow.xlsx", [["a"]])
    with pytest.raises(ListUnreadable, match="还没读完"):
        read_list(path, seconds=0.001)


def test_an_encrypted_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "locked.xlsx"
    streams = "EncryptionInfo\0EncryptedPackage".encode("utf-16-le")
    path.write_bytes(OLE + bytes(504) + streams + bytes(512))
    assert "密码" in refused(path)


def test_an_encrypted_zip_is_named_as_such(tmp_path):
    path = package(tmp_path / "locked.xlsx", {"xl/workbook.xml": b"<workbook/>"})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(bytes(content))
    assert "密码" in refused(path)


def test_macros_are_not_opened(tmp_path):
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/vbaProject.bin": b"x"}
    assert "宏" in refused(package(tmp_path / "macro.xlsm", parts))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("old.xls", OLE + bytes(600), "旧格式"),
        ("paper.pdf", b"%PDF-1.7 ...", "不是表格"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n", "不是表格"),
        ("page.xls", b"<html><table>", "网页"),
        ("empty.xlsx", b"", "空"),
        ("blank.csv", b" \n\n", "没有任何内容"),
        ("nul.csv", b"a,b\x00c", "不是表格"),
        ("noise.csv", bytes(range(128, 256)) * 4, "不是表格"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)
    assert word in refused(path)


def test_another_office_document_is_refused(tmp_path):
    assert "不是 Excel" in refused(package(tmp_path / "letter.xlsx", {"word/document.xml": b"<document/>"}))


def test_a_missing_file_a_folder_and_a_forbidden_one_are_refused(tmp_path):
    assert "找不到" in refused(tmp_path / "none.xlsx")
    assert "不是文件" in refused(tmp_path)


def test_a_file_beyond_the_size_limit_is_not_even_opened(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as stream:
        stream.truncate(reading.FILE_BYTES + 1)
    assert "超过" in refused(path)


def test_a_formula_gives_its_last_value_and_is_never_computed(tmp_path):
    book = Workbook()
    book.active.append(["=1+1", '=HYPERLINK("http://x")', "text"])
    path = tmp_path / "formula.xlsx"
    book.save(path)
    assert read_list(path)[0].rows[0] == (None, None, "text")


def test_a_hidden_sheet_is_not_read(tmp_path):
    book = Workbook()
    book.active.append(["shown"])
    hidden = book.create_sheet("secret")
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.rows for sheet in read_list(tmp_path / "a.xlsx")] == [(("shown",),)]


def test_a_cell_of_40000_characters_and_hidden_characters_come_through_whole(tmp_path):
    path = comma_list(tmp_path / "long.csv", [["a", "b"], ["长" * 40_000, "x\u202ey\u2028z"]])
    (sheet,) = read_list(path)
    assert sheet.rows[1] == ("长" * 40_000, "x\u202ey\u2028z")


def test_too_many_columns_are_refused(tmp_path):
    assert "列" in refused(comma_list(tmp_path / "wide.csv", [["x"] * 201]))


def test_too_much_output_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "OUTPUT_BYTES", 1000)
    assert "太多" in refused(comma_list(tmp_path / "a.csv", table([application(n) for n in range(40)])))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the process are POSIX")
def test_the_child_has_512_megabytes_20_seconds_and_no_right_to_write():
    script = (
        "import sys, resource; sys.path.insert(0, sys.argv[1]); import limits; limits.limit_process();"
        "print([resource.getrlimit(k)[0] for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    folder = str(Path(limits.__file__).parent)
    told = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str([512 << 20, 20, 0])


def test_the_current_folder_cannot_slip_a_module_under_the_child(tmp_path, monkeypatch):
    (tmp_path / "zipfile.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert len(read_list(SAMPLE)[0].rows) == 61


def test_a_frozen_program_starts_itself_with_the_hidden_argument(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    started = limited.child_command("desktop.exchange.reading_child", reading.READ_LIST, ["a.xlsx"])
    assert started == [sys.executable, "--read-list", "a.xlsx"]


def test_a_list_whose_name_begins_with_a_dash_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("-y.xlsx").write_bytes(SAMPLE.read_bytes())
    assert read_list(Path("-y.xlsx"))
