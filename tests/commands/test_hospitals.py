"""`caredesk hospitals`: what it tells and how it ends."""

import json

import pytest

from desktop.__main__ import main
from desktop.commands import hospitals
from desktop.commands.failing import UsageFault
from desktop.commands.hospitals import add_arguments
from tests.casework.desks import scratch_desk
from tests.exchange.lists import comma_list
from tests.exchange.test_hospital_list import HOSPITALS


@pytest.fixture
def desk():
    """A desk in memory."""
    made = scratch_desk()
    yield made
    made.store.engine.dispose()


def run(desk, path, *words):
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return hospitals.run(parser.parse_args([str(path), *words]), desk)


def test_it_tells_what_came_in_and_what_did_not(desk, tmp_path, capsys):
    path = comma_list(tmp_path / "a.csv", [
        ["医院名称", "城市", "等级", "医生"], ["云上医院", "大理", "三甲", "赵一"], ["云下医院", "", "三甲", ""],
    ])  # fmt: skip
    assert run(desk, path) == 1
    told = capsys.readouterr().out
    assert "新增 1 家" in told
    assert "第 3 行 云下医院 城市：没有填写，请补上" in told
    assert "不能指定医生" in told


def test_a_dry_run_says_what_would_be_and_writes_nothing(desk, capsys):
    assert run(desk, HOSPITALS, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["saved"] is False
    assert run(desk, HOSPITALS, "--dry-run") == 0
    assert "将新增 8 家" in capsys.readouterr().out


def test_json_names_every_faulty_row(desk, tmp_path, capsys):
    path = comma_list(tmp_path / "a.csv", [["医院名称", "城市"], ["云上医院", ""], ["云下医院", "大理"]])
    assert run(desk, path, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["added"], answer["refused"], answer["saved"]) == (1, 1, True)
    assert answer["rows"] == [
        {"row": 2, "column": "城市", "hospital": "云上医院", "message": "没有填写，请补上", "rule": ""}
    ]


def test_a_file_that_is_no_list_is_one_sentence(desk, tmp_path):
    with pytest.raises(UsageFault, match="找不到"):
        run(desk, tmp_path / "none.xlsx")


def test_a_new_desk_has_the_samples_and_takes_the_own_list(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    place = str(tmp_path / "desk.db")
    assert main(["hospitals", str(HOSPITALS), "--db", place]) == 0
    told = capsys.readouterr().out
    assert "更新 8 家" in told
    assert "停用" in told
    assert main(["doctor", "--db", place]) == 0
    assert "医院名录" in capsys.readouterr().out
