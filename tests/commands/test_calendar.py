"""`caredesk calendar`: what it tells and how it ends."""

import argparse
import json

import pytest

from desktop.commands import calendar
from desktop.commands.failing import UsageFault
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.handbook.notices import SAMPLE_2027

pytestmark = pytest.mark.rule("T-05")


@pytest.fixture
def desk():
    """A desk in memory on New Year's Eve with one open case."""
    made = scratch_desk(clock=HandClock("2026-12-31 09:00"))
    open_case(made, add_policy(made))
    yield made
    made.store.engine.dispose()


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "通知.txt"
    text = SAMPLE_2027.replace("1月1日（周五）至3日（周日）放假，共3天。",
                               "1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。")  # fmt: skip
    path.write_text(text, encoding="utf-8")
    return path


def run(desk, *words):
    parser = argparse.ArgumentParser()
    calendar.add_arguments(parser)
    return calendar.run(parser.parse_args([*map(str, words), "--person", "孟主管"]), desk)


def test_a_year_is_told_with_its_days_and_what_is_missing(desk, capsys):
    assert run(desk, "show") == 0
    told = capsys.readouterr().out
    assert "2026 年：全年 248 个工作日" in told
    assert "补班 6 天：1月4日 周日" in told
    assert "2027 年的放假通知还没有录入" in told
    assert run(desk, "show", "--year", 2027, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["published"], len(answer["makeups"])) == (False, 0)


def test_a_preview_writes_nothing_and_an_import_does_what_it_said(desk, notice, capsys):
    assert run(desk, "preview", notice, "--json") == 0
    before = json.loads(capsys.readouterr().out)
    assert (before["moved"], before["enabled"]) == (1, False)
    assert not desk.office.calendar.tables[2027].published
    assert run(desk, "import", notice) == 0
    told = capsys.readouterr().out
    assert "触及的未完成时限 1 个：移动 1，不变 0" in told
    assert "1月4日 周一 → 1月5日 周二" in told
    assert "1 件案件重算" in told
    assert desk.office.calendar.tables[2027].published
    assert run(desk, "show", "--year", 2027) == 0
    assert "第 1 版 孟主管" in capsys.readouterr().out


def test_a_notice_that_contradicts_itself_is_refused_with_its_line(desk, notice, capsys):
    notice.write_text(SAMPLE_2027.replace("共9天", "共8天"), encoding="utf-8")
    assert run(desk, "preview", notice) == 1
    assert "第 6 行：通知写 8 天，数得 9 天" in capsys.readouterr().out
    with pytest.raises(UsageFault, match="第 6 行"):
        run(desk, "import", notice)


def test_without_a_file_or_with_a_wrong_year_it_is_wrong_use(desk, tmp_path):
    with pytest.raises(UsageFault, match="写明通知文件"):
        run(desk, "preview")
    with pytest.raises(UsageFault, match="打不开"):
        run(desk, "import", tmp_path / "没有.txt")
    with pytest.raises(UsageFault, match="范围"):
        run(desk, "show", "--year", 1999)
