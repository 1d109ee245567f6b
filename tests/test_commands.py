"""The command line: right answers, and for every wrong use one clear line and the agreed exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.__main__ import main
from desktop.app import key_of
from desktop.models.engines import open_engine
from desktop.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "resources" / "samples" / "carrier-list.xlsx"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own, and no settings from outside."""
    for name in ("CAREDESK_DB", "CAREDESK_PASSPHRASE", "CAREDESK_PERSON", "CAREDESK_HOURS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sample(tmp_path):
    """The sample list in a folder that can be written to."""
    path = tmp_path / "carrier-list.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    return path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--bogus"], 2), (["due", "nothing", "--from", "2026-01-01"], 2), (["due", "gc.outpatient"], 2),
        (["due", "gc.outpatient", "--from", "tomorrow"], 2), (["due", "gc.outpatient", "--from", "2150-01-01"], 2),
        (["rules", "XX-99"], 2), (["story", "nowhere"], 2), (["import", "nowhere.xlsx"], 2), (["import"], 2),
        (["seed", "--cases", "0"], 2), (["seed", "--cases", "many"], 2), (["verify", "--db", "nowhere.db"], 3),
        (["verify", "--db", "mysql://host/db"], 2), (["verify", "--db", "postgresql://x@127.0.0.1:1/none"], 3),
        (["screens", "--out", "x", "--size", "1x1"], 2), (["screens", "--out", "x", "--only", "nothing"], 2),
    ],
)  # fmt: skip
def test_wrong_use_is_one_clear_line_on_stderr(capsys, monkeypatch, tmp_path, words, code):
    monkeypatch.chdir(tmp_path)
    assert main(words) == code
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err + told.out


@pytest.mark.rule("T-05")
def test_a_deadline_into_an_unpublished_year_is_marked_provisional(capsys):
    assert main(["due", "gc.inpatient", "--from", "2026-12-18 10:00"]) == 0
    assert "预估" in capsys.readouterr().out


def test_due_answers_in_json_with_every_day(capsys):
    assert main(["due", "gc.outpatient", "--from", "2026-09-22 16:20", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["due"], answer["rule"], answer["provisional"]) == ("2026-09-30 18:00", "GC-05", False)
    assert [day["counted"] for day in answer["days"] if day["counted"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("clock", ["gc.reminder", "gc.escort_call", "gc.notice", "oc.answer", "md.report", "gc.visit"])
def test_every_kind_of_clock_is_answered(capsys, clock):
    assert main(["due", clock, "--from", "2026-10-08 09:30"]) == 0
    assert "依据" in capsys.readouterr().out


def test_rules_are_listed_and_told_one_by_one(capsys):
    assert main(["rules"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 72
    assert main(["rules", "gc-14"]) == 0
    assert "三（七）6" in capsys.readouterr().out


def test_the_sample_list_gives_51_cases_and_9_named_errors_and_then_none(capsys, sample, home):
    assert main(["import", str(sample), "--json"]) == 1
    first = json.loads(capsys.readouterr().out)
    assert (first["opened"], first["present"], first["refused"], len(first["rows"])) == (51, 0, 9, 9)
    assert main(["import", str(sample), "--json"]) == 1
    again = json.loads(capsys.readouterr().out)
    assert (again["opened"], again["present"], again["refused"]) == (0, 51, 9)
    assert main(["verify"]) == 0
    assert (home / "desk.db.key").stat().st_mode & 0o077 == 0


def test_a_dry_run_writes_nothing(capsys, sample, tmp_path):
    assert main(["import", str(sample), "--dry-run", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["opened"] == 51
    assert not list(tmp_path.glob("*待修复*"))
    assert main(["import", str(sample), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["opened"] == 51


def test_stories_are_told_and_a_differing_step_is_named(capsys, tmp_path):
    story = tmp_path / "one.yaml"
    story.write_text(
        "story: 一\npolicies:\n  P1: {insured: 王芳}\nsteps:\n"
        "  - {at: 2026-03-02 09:10, do: apply, case: A, policy: P1, service: OC}\n"
        "  - {expect: {case: A, clock: oc.answer, due: 2026-03-02 09:41}}\n",
        encoding="utf-8",
    )
    assert main(["story", str(story), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["stories"][0]
    assert not told["ok"]
    assert told["failures"] == [{"step": 2, "wanted": "due 2026-03-02 09:41", "got": "due 2026-03-02 09:40"}]


def test_a_database_without_its_key_is_refused_in_one_sentence(capsys, sample, home):
    main(["import", str(sample)])
    capsys.readouterr()
    (home / "desk.db.key").unlink()
    assert main(["verify"]) == 3
    assert "CAREDESK_PASSPHRASE" in capsys.readouterr().err


def test_a_passphrase_opens_what_it_closed(capsys, sample, monkeypatch):
    monkeypatch.setenv("CAREDESK_PASSPHRASE", "四个字都不够长")
    assert main(["import", str(sample)]) == 1
    monkeypatch.setenv("CAREDESK_PASSPHRASE", "另一个口令")
    capsys.readouterr()
    assert main(["verify"]) == 3
    assert "口令" in capsys.readouterr().err


def test_the_doctor_says_what_is_there(capsys):
    assert main(["doctor", "--json"]) == 0
    found = {line["subject"]: line["level"] for line in json.loads(capsys.readouterr().out)}
    assert {"Qt", "数据库引擎", "字体", "工作日历"} <= set(found)
    assert "fault" not in found.values()


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["seed", "-h"], ["rules", "-h"]])
def test_the_help_speaks_chinese(capsys, words):
    with pytest.raises(SystemExit):
        main(words)
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    assert "选项" in told
    assert not re.search("usage|positional|options|show this", told)


def test_a_story_that_is_no_yaml_is_told_by_line_and_column(capsys, tmp_path):
    story = tmp_path / "坏.yaml"
    story.write_text("story: 一\nsteps: [a, {b\n", encoding="utf-8")
    assert main(["story", str(story)]) == 2
    assert re.search(r"第 3 行 第 1 列 不是有效的 YAML", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("空.db", b"", "不是健管台的数据库"), ("文.db", b"not a database", "不是健管台的数据库"),
     ("明.db", b"SQLite format 3\x00" + bytes(8176), "不是健管台的数据库")],
)  # fmt: skip
def test_a_file_that_is_no_database_is_told_and_left_alone(capsys, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["verify", "--db", str(path)]) == 3
    assert said in capsys.readouterr().err
    assert path.read_bytes() == content
    assert not path.with_name(f"{name}.key").exists()


def test_a_folder_or_nothing_at_the_databases_place_is_told(capsys, tmp_path, home):
    assert main(["verify", "--db", str(tmp_path)]) == 3
    assert "是文件夹" in capsys.readouterr().err
    assert main(["verify"]) == 3
    assert capsys.readouterr().err.startswith("还没有数据库")
    assert not home.exists()


def test_a_folder_that_is_not_there_is_not_made(capsys, sample, tmp_path):
    assert main(["import", str(sample), "--db", str(tmp_path / "无" / "a.db")]) == 2
    assert "没有文件夹" in capsys.readouterr().err
    assert not (tmp_path / "无").exists()


def test_a_dry_run_in_a_fresh_home_leaves_no_database(capsys, sample, home):
    assert main(["import", str(sample), "--dry-run", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["opened"] == 51
    assert not list(home.glob("*.db*"))


def test_invented_cases_do_not_come_into_the_own_desk_or_among_real_ones(capsys, sample, home, tmp_path):
    assert main(["seed", "--cases", "3"]) == 2
    assert "--into-real-desk" in capsys.readouterr().err
    assert not (home / "desk.db").exists()
    other = str(tmp_path / "other.db")
    assert main(["seed", "--cases", "3", "--db", other]) == 0
    assert main(["seed", "--cases", "2", "--db", other]) == 0
    assert main(["import", str(sample), "--db", other]) == 1
    capsys.readouterr()
    assert main(["seed", "--cases", "2", "--db", other]) == 2
    assert "51 件真实案件" in capsys.readouterr().err
    assert main(["seed", "--cases", "2", "--db", other, "--into-real-desk"]) == 0


@pytest.mark.parametrize("size", ["99999x900", "1440x9000", "1440x900x2", "-1x550", "1205x900"])
def test_a_size_no_screen_has_is_refused(capsys, tmp_path, size):
    assert main(["screens", "--out", str(tmp_path), f"--size={size}"]) == 2
    assert "7680x4320" in capsys.readouterr().err


def test_pictures_cannot_go_into_a_file(capsys, sample):
    assert main(["screens", "--out", str(sample)]) == 2
    assert "是文件" in capsys.readouterr().err


def test_an_impossible_home_is_a_fault_of_the_doctors(capsys, sample, monkeypatch):
    monkeypatch.setenv("CAREDESK_HOME", str(sample / "home"))
    assert main(["doctor"]) == 3
    told = capsys.readouterr().out
    assert "故障  数据文件夹" in told
    assert "。。" not in told


def test_a_database_of_an_older_program_is_told_and_not_touched_by_commands_that_read(capsys, sample, home):
    main(["import", str(sample)])
    settings = read_settings()
    engine = open_engine(settings.database, key=key_of(settings))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_foundation'"))
    engine.dispose()
    capsys.readouterr()
    assert main(["verify"]) == 3
    assert "比本机程序旧" in capsys.readouterr().err
    assert main(["doctor", "--json"]) == 0
    found = {line["subject"]: line for line in json.loads(capsys.readouterr().out)}
    assert found["数据库"]["level"] == "note"
    assert not list(home.glob("*before-upgrade*"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001_foundation"
    engine.dispose()
