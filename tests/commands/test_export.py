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


@pytest.mark.rule("GC-12")
def test_the_escorts_work_is_told_by_escort_and_by_job(desk, tmp_path):
    path = tmp_path / "陪诊.xlsx"
    assert run(desk, "escorts", "2026-03", "--out", str(path)) == 0
    heads, *lines = rows_of(path, "陪诊工作量")
    work = {line[0]: dict(zip(heads, line, strict=True)) for line in lines}
    own = work["甘棠"]
    assert (own["已完成"], own["实际小时"], own["超过 4 小时（次）"]) == (1, 5, 1)
    heads, *jobs = rows_of(path, "陪诊明细")
    assert len(jobs) == sum(one["次数"] for one in work.values())
    assert sum(job[heads.index("实际小时")] or 0 for job in jobs) == sum(one["实际小时"] for one in work.values())
    assert exports(desk)[0].rows == len(jobs) + len(work)


@pytest.mark.rule("GC-17")
def test_exemptions_are_listed_with_their_numbers(desk, tmp_path):
    path = tmp_path / "豁免.xlsx"
    assert run(desk, "exemptions", "2026-03", "--out", str(path)) == 0
    heads, line = rows_of(path, "时效豁免")
    told = dict(zip(heads, line, strict=True))
    assert (told["豁免单号"], told["状态"], told["理由"]) == ("HM-0001", "已批准", "疫情期间号源紧张")
    assert (told["申请人"], told["决定人"]) == ("林管家", "孟主管")
    assert run(desk, "exemptions", "2026-02", "--out", str(path)) == 0
    assert len(rows_of(path, "时效豁免")) == 1


def test_the_audit_trail_names_fields_and_shows_their_contents_only_unmasked(desk, tmp_path):
    path = tmp_path / "审计.xlsx"
    assert run(desk, "audit", "2026-03", "--out", str(path)) == 0
    _, *lines = rows_of(path, "审计记录")
    numbers = [line[0] for line in lines]
    assert numbers == sorted(numbers)
    assert len(lines) == exports(desk)[0].rows > 50
    assert "{" not in "".join(str(line[6:8]) for line in lines)
    run(desk, "audit", "2026-03", "--out", str(path), "--unmasked", "--purpose", "监管检查")
    assert "{" in "".join(str(line[6:8]) for line in rows_of(path, "审计记录")[1:])


def test_a_queue_goes_out_as_the_screen_shows_it(desk, tmp_path):
    path = tmp_path / "队列.xlsx"
    assert run(desk, "queue", "--service", "GC", "--tab", "all", "--search", "王芳", "--out", str(path)) == 0
    assert dict(row[:2] for row in rows_of(path, "出处"))["筛选·搜索"] == "王芳"
    names = {row[2] for row in rows_of(path, "在办队列")[1:]}
    assert names == {"王*"}
    with pytest.raises(export.UsageFault, match="不能加 --unmasked"):
        run(desk, "queue", "--out", str(path), "--unmasked", "--purpose", "看")


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
