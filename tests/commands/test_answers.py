"""`due`, `rules`, `story`, `doctor`, `seed` and `screens`: what they print for a person and for a program."""

import json

import pytest

from desktop.__main__ import main
from desktop.commands.demo import DemoClock
from desktop.commands.failing import UsageFault
from desktop.commands.screens import read_size
from desktop.handbook.moments import parse_moment
from desktop.handbook.rulebook import CLOCKS, RULEBOOK

GOOD = """story: 一
policies:
  P1: {insured: 王芳}
steps:
  - {at: 2026-03-02 09:10, do: apply, case: A, policy: P1, service: OC}
  - {expect: {case: A, clock: oc.answer, due: 2026-03-02 09:40}}
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own, and no settings from outside."""
    for name in ("CAREDESK_DB", "CAREDESK_PASSPHRASE", "CAREDESK_PERSON", "CAREDESK_HOURS", "XMODIFIERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def answer(capsys, *words):
    code = main(list(words))
    return code, capsys.readouterr()


@pytest.mark.parametrize("rule", [rule.id for rule in RULEBOOK])
def test_every_rule_is_told_with_title_section_and_words(capsys, rule):
    code, told = answer(capsys, "rules", rule.lower())
    lines = told.out.splitlines()
    assert code == 0
    assert lines[0].startswith(f"{rule}  ")
    assert lines[1].startswith("手册：")
    assert "None" not in told.out


def test_the_clocks_of_the_rules_are_those_of_the_handbook(capsys):
    code, told = answer(capsys, "rules", "--json")
    assert code == 0
    named = {clock["name"] for rule in json.loads(told.out) for clock in rule["clocks"]}
    assert named == {clock.name for clocks in CLOCKS.values() for _, clock in clocks}


def test_a_clock_before_the_visit_is_told_by_its_day(capsys):
    told = "\n".join(answer(capsys, "rules", rule)[1].out for rule in ("GC-09", "OC-01", "GC-08"))
    assert "就诊前 1 个工作日" in told
    assert "30 分钟（7×24）" in told
    assert "4 个工作小时" in told


def test_a_story_that_holds_is_one_line_and_one_that_differs_names_its_step(capsys, tmp_path):
    good, bad, broken = (tmp_path / f"{name}.yaml" for name in ("good", "bad", "broken"))
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(GOOD.replace("09:40", "09:41"), encoding="utf-8")
    broken.write_text(GOOD.replace("do: apply", "do: fly"), encoding="utf-8")
    code, told = answer(capsys, "story", str(good))
    assert (code, told.out) == (0, f"ok  一（{good}）\n")
    code, told = answer(capsys, "story", str(bad))
    assert code == 1
    assert "第 2 步：应为 due 2026-03-02 09:41，实为 due 2026-03-02 09:40" in told.out
    code, told = answer(capsys, "story", str(broken))
    assert code == 2
    assert len(told.err.strip().splitlines()) == 1


def test_stories_are_played_on_a_given_server_too(capsys, tmp_path, postgres_url):
    path = tmp_path / "good.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert answer(capsys, "story", str(path), "--db", postgres_url)[0] == 0


@pytest.mark.parametrize("size", ["", "1440", "x", "1440x", "1205x900", "1440x549", "-1440x900", "1440x900x3", "axb"])
def test_a_window_size_that_cannot_be_is_refused(size):
    with pytest.raises(UsageFault, match="1206x550"):
        read_size(size)


@pytest.mark.parametrize(("size", "read"), [("1206x550", (1206, 550)), ("1440X900", (1440, 900))])
def test_a_window_size_is_read_in_either_case(size, read):
    assert read_size(size) == read


def test_the_doctor_speaks_chinese_and_names_what_to_do(capsys, monkeypatch):
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    code, told = answer(capsys, "doctor")
    assert code == 0
    lines = told.out.splitlines()
    assert {line[:2].strip() for line in lines} <= {"好", "注意"}
    assert any(line.startswith("注意  输入法") and "ibus" in line for line in lines)
    assert any("还没有文件" in line for line in lines)


@pytest.mark.parametrize("ime", ["ibus", ""])
def test_the_doctor_finds_nothing_wrong_with_other_input_methods(capsys, monkeypatch, ime):
    monkeypatch.setenv("QT_IM_MODULE", ime)
    found = {line["subject"]: line for line in json.loads(answer(capsys, "doctor", "--json")[1].out)}
    assert found["输入法"]["level"] == "ok"


def test_the_doctor_faults_a_database_that_was_named_and_is_not_there(capsys, tmp_path):
    code, told = answer(capsys, "doctor", "--db", str(tmp_path / "none.db"))
    assert code == 3
    assert "故障  数据库：还没有文件" in told.out


def test_the_doctor_faults_a_file_that_is_no_database(capsys, tmp_path):
    path = tmp_path / "desk.db"
    path.write_bytes(b"not a database at all" * 400)
    code, told = answer(capsys, "doctor", "--db", str(path), "--json")
    assert code == 3
    found = {line["subject"]: line for line in json.loads(told.out)}
    assert (found["数据库"]["level"], found["Qt"]["level"]) == ("fault", "ok")
    assert path.read_bytes().startswith(b"not a database")


def test_a_due_date_before_a_makeup_sunday_counts_it(capsys):
    code, told = answer(capsys, "due", "gc.outpatient", "--from", "2026-02-12 10:00", "--json")
    days = json.loads(told.out)["days"]
    assert code == 0
    counted = [day["date"] for day in days if day["counted"]]
    assert "2026-02-14" in counted
    assert not [day for day in counted if "2026-02-15" <= day <= "2026-02-23"]


def test_the_demos_clock_never_goes_back_and_stands_until_it_runs():
    clock = DemoClock()
    later = parse_moment("2026-09-23 14:20")
    clock.set(later)
    clock.set(parse_moment("2026-09-20 10:00"))
    assert clock() == clock() == later
