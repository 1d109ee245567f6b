"""`caredesk import` tells counts and faults in Chinese or JSON, and its exit code says whether all is in."""

import argparse
import json
import shutil

import pytest

from desktop.commands import import_
from desktop.commands.failing import UsageFault
from tests.casework.desks import HandClock, scratch_desk
from tests.exchange.lists import SAMPLE, application, table, workbook


@pytest.fixture
def desk():
    """A desk in memory at the demo's moment."""
    made = scratch_desk("sqlite://", HandClock("2026-09-23 14:20"))
    yield made
    made.store.engine.dispose()


@pytest.fixture
def sample(tmp_path):
    """A copy of the sample list."""
    return shutil.copy(SAMPLE, tmp_path / "list.xlsx")


def run(desk, *words) -> int:
    """The exit code of `caredesk import` with these words."""
    parser = argparse.ArgumentParser()
    import_.add_arguments(parser)
    return import_.run(parser.parse_args([str(word) for word in words]), desk)


def test_the_sample_ends_with_1_and_names_nine_rows(desk, sample, capsys):
    assert run(desk, sample) == 1
    told = capsys.readouterr().out
    assert "新登记 51 件" in told
    assert told.count("  第 ") == 9
    assert "（ND-09）" in told
    assert (sample.parent / "list-待修复.xlsx").exists()


def test_json_carries_counts_and_one_entry_per_faulty_row(desk, sample, capsys):
    assert run(desk, sample, "--json", "--dry-run") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["opened"], told["present"], told["refused"], len(told["rows"])) == (51, 0, 9, 9)
    assert not (sample.parent / "list-待修复.xlsx").exists()


def test_a_good_list_ends_with_0_the_first_time_and_the_second(desk, tmp_path, capsys):
    path = workbook(tmp_path / "a.xlsx", table([application(1)]))
    assert run(desk, path) == 0
    assert run(desk, path, "--strict") == 0
    assert "已在本台 1 行" in capsys.readouterr().out


def test_strict_says_what_it_held_back(desk, sample, capsys):
    assert run(desk, sample, "--strict") == 1
    assert "未登记 51 行" in capsys.readouterr().out


def test_a_heading_can_be_mapped_on_the_command_line(desk, tmp_path):
    rows = table([application(1)])
    rows[0] = ["客户代码" if title == "证件号码" else title for title in rows[0]]
    path = workbook(tmp_path / "a.xlsx", rows)
    with pytest.raises(UsageFault, match="证件号码"):
        run(desk, path)
    assert run(desk, path, "--map", "客户代码=证件号码") == 0


def test_a_mapping_to_no_column_is_refused(desk, sample, capsys):
    with pytest.raises(SystemExit):
        run(desk, sample, "--map", "甲=乙")
    assert "标准列名" in capsys.readouterr().err


def test_a_file_that_is_no_list_is_one_sentence(desk, tmp_path):
    with pytest.raises(UsageFault, match="找不到"):
        run(desk, tmp_path / "none.xlsx")


def test_many_faulty_rows_are_named_as_far_as_one_reads(desk, tmp_path, capsys):
    rows = table([application(number) for number in range(1, 26)])
    place = rows[0].index("证件号码")
    rows = [rows[0], *([*row[:place], "1", *row[place + 1 :]] for row in rows[1:])]
    assert run(desk, workbook(tmp_path / "a.xlsx", rows)) == 1
    told = capsys.readouterr().out
    assert told.count("  第 ") == 20
    assert "另有 5 行，见「待修复」工作簿" in told


def test_a_workbook_under_correction_is_not_written_over(desk, sample):
    assert run(desk, sample) == 1
    kept = (sample.parent / "list-待修复.xlsx").read_bytes()
    assert run(desk, sample) == 1
    assert (sample.parent / "list-待修复.xlsx").read_bytes() == kept
    assert (sample.parent / "list-待修复-2.xlsx").exists()


def test_missing_columns_are_one_sentence_and_no_list_is_said_to_be_none(desk, tmp_path):
    rows = table([application(1)])
    kept = [place for place, title in enumerate(rows[0]) if title not in ("证件号码", "手机号")]
    path = workbook(tmp_path / "a.xlsx", [[row[place] for place in kept] for row in rows])
    with pytest.raises(UsageFault, match="缺少「证件号码」「手机号」列，请补上，或用 --map"):
        run(desk, path)
    text = tmp_path / "b.xlsx"
    text.write_text("just some words", encoding="utf-8")
    with pytest.raises(UsageFault, match="不是 Excel 或 CSV 清单"):
        run(desk, text)
