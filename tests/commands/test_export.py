"""`export`: a workbook and its entry on the list, or one sentence and nothing at all."""

import argparse

import pytest
from python_calamine import CalamineWorkbook

from desktop.__main__ import main
from desktop.casework.exporting import exports
from desktop.commands import export
from tests.casework.desks import HandClock
from tests.casework.figures.busy import busy_march
from tests.moulds import poured


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.delenv("CAREDESK_DB", raising=False)
    monkeypatch.delenv("CAREDESK_PERSON", raising=False)
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The busy March."""
    desk, _ = poured(tmp_path_factory.mktemp("march"), HandClock(), busy_march)
    yield desk
    desk.store.engine.dispose()


def run(desk, *words):
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    return export.run(parser.parse_args(list(words)), desk)


def rows_of(path, name):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["2026-03"], "2026 年 3 月"), (["--week", "2026-W10"], "2026 年第 10 周"),
        (["--from", "2026-03-02", "--to", "2026-03-15"], "2026-03-02 至 2026-03-15"),
    ],
)  # fmt: skip
def test_a_month_a_week_or_any_days_become_a_workbook(desk, capsys, tmp_path, words, title):
    path = tmp_path / "报告.xlsx"
    assert run(desk, "month", *words, "--out", str(path)) == 0
    assert title in rows_of(path, "封面")[3][1]
    entry = exports(desk)[0]
    assert (entry.export.title, entry.file_name) == (f"健康管理服务报告 {title}", "报告.xlsx")
    assert capsys.readouterr().out == f"{path}（{entry.rows:,} 行，SHA-256 {entry.sha256[:12]}…）\n"


@pytest.mark.rule("D-04")
def test_unmasked_data_say_beforehand_that_they_cannot_be_called_back(desk, capsys, tmp_path):
    path = tmp_path / "明.xlsx"
    assert run(desk, "month", "2026-03", "--out", str(path), "--unmasked", "--purpose", "季度对账") == 0
    assert "交出去就收不回；用途“季度对账”会留下记录" in capsys.readouterr().err
    assert "P000000001" in {row[1] for row in rows_of(path, "案件明细")}
    entry = exports(desk)[0].export
    assert (entry.unmasked, entry.purpose) == (True, "季度对账")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["month", "2026-3", "--out", "a.xlsx"], "月份「2026-3」应写成 2026-09"),
        (["month", "--out", "a.xlsx"], "请写一个月份（2026-09），或 --week，或 --from 与 --to，只能选一种"),
        (["month", "2026-03", "--week", "2026-W10", "--out", "a.xlsx"], "只能选一种"),
        (["month", "--from", "2026-03-01", "--out", "a.xlsx"], "--from 与 --to 要一起写"),
        (["month", "--from", "2026-03-01", "--to", "2026-02-30", "--out", "a.xlsx"], "日期「2026-02-30」应写成"),
        (["month", "--from", "2026-03-09", "--to", "2026-03-01", "--out", "a.xlsx"], "结束日期早于开始日期"),
        (["month", "2026-03", "--out", "a.pdf"], "应是以 .xlsx 结尾的文件名"),
        (["month", "2026-03", "--out", "没有/a.xlsx"], "没有文件夹「没有」"),
        (["month", "2026-03", "--out", "a.xlsx", "--unmasked"], "须写明用途：--purpose"),
        (["month", "2026-03"], "缺少参数"),
        (["year", "2026", "--out", "a.xlsx"], "没有这个选项"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(capsys, monkeypatch, tmp_path, words, said):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert not list(tmp_path.glob("*.xlsx"))


def test_an_unknown_carrier_is_one_sentence(desk, tmp_path):
    with pytest.raises(ValueError, match="没有保险公司「NONE」"):
        run(desk, "month", "2026-03", "--out", str(tmp_path / "a.xlsx"), "--carrier", "NONE")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_without_a_database_it_says_so(capsys, tmp_path):
    assert main(["export", "month", "2026-03", "--out", str(tmp_path / "a.xlsx")]) == 3
    assert capsys.readouterr().err.startswith("还没有数据库")
