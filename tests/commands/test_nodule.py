"""`caredesk nodule`: answers in the order asked, and every wrong file is one clear line."""

import io
import json
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "nodules" / "samples.json"
GOOD = {"system": "lung_rads_v2022", "inputs": {"kind": "solid", "mean": 7.6, "dyn": "growing"}}
BAD = {"system": "lung_rads_v2022", "inputs": {"mean": "六"}}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def ask(tmp_path, capsys):
    def asked(document, *words):
        path = tmp_path / "结节.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        code = main(["nodule", str(path), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return asked


def test_the_samples_file_is_answered_in_its_order(capsys):
    assert main(["nodule", str(SAMPLES), "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    cases = json.loads(SAMPLES.read_text(encoding="utf-8"))["cases"]
    assert [answer["id"] for answer in answers] == [case["id"] for case in cases]
    for answer, case in zip(answers, cases, strict=True):
        assert {key: answer[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize("document", [GOOD, [GOOD], {"cases": [GOOD]}])
def test_one_object_a_list_and_cases_are_all_answered_as_a_list(ask, document):
    code, out, _ = ask(document, "--json")
    answer = json.loads(out)[0]
    assert (code, answer["category"], answer["status"]) == (0, "4A", "border")
    assert (answer["borders"][0]["limit"], answer["borders"][0]["beyond"]) == (8, "4B")
    assert "3 个月" in answer["advice"]


def test_without_json_a_person_reads_chinese(ask):
    code, out, _ = ask([GOOD, {"id": "二", "system": "lung_rads_v2022", "inputs": {"kind": "solid"}}])
    assert code == 0
    assert "类别 4A（边界）" in out
    assert "平均直径距 8 mm 只差 0.4；满 8 mm 应为 4B" in out
    assert "无法计算，请补充：平均直径（mean）" in out


def test_what_cannot_be_computed_shows_no_value_and_the_tables_own_source(ask):
    _, out, _ = ask([
        {"system": "birads_us_consistency", "inputs": {"pathology": True}},
        {"system": "lung_rads_v2022", "inputs": {"kind": "ggn", "mean": 30, "time": "follow_up"}},
    ])
    assert "0 项" not in out
    assert "可能：2、3" in out
    assert "verify" not in out


def test_standard_input_is_read(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode())))
    assert main(["nodule", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["category"] == "4A"


def test_a_bad_entry_does_not_hold_back_the_good_ones(ask):
    code, out, err = ask([GOOD, BAD, BAD], "--json")
    assert code == 1
    assert [answer["status"] for answer in json.loads(out)] == ["border", "refused", "refused"]
    assert err.strip() == "第 2 条：平均直径（mean）应为数字，不是「六」（另有 1 条也不能用）"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (BAD, "平均直径（mean）应为数字"), ({"system": "x", "inputs": {}}, "没有分类系统（system）「x」"),
        ({"system": "mayo_spn"}, "缺少字段 inputs"),
        ({"system": ["mayo_spn"], "inputs": {}}, "没有分类系统"), ([1], "应为 {system, inputs} 对象"),
        ([], "没有要分类的结节"), ("{", "第 1 行"),
        ("", "不是有效的 JSON"), ('{"system": "mayo_spn", "inputs": {"mm": NaN}}', "NaN 不是有效的数字"),
        ('{"system": "mayo_spn", "inputs": {"mm": 1e999}}', "直径（mm）不是有效的数字"),
        ('{"system": "mayo_spn", "inputs": {"mm": ' + "9" * 5000 + "}}", "过大的数字"), ("[" * 100000, "嵌套过深"),
        ('{"system": "mayo_spn", "inputs": {"mm": 1, "mm": 2}}', "字段「mm」写了 2 次"), ('["\\ud800"]', "不是 UTF-8"),
        ({"system": "mayo_spn", "inputs": {"a\nb": 1}}, "没有字段「a b」"),
        ({"system": "mayo_spn", "inputs": 3}, "应为一个对象"),
        ({"system": "acr_tirads_2017", "inputs": {"composition": "mixed", "echogenicity": "anechoic", "shape": "wider",
          "margin": "smooth", "foci": ["none"]}}, "1 分不可能"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_one_chinese_line_and_code_2(ask, document, words):
    code, _, err = ask(document)
    assert code == 2
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_or_no_file_is_told(capsys, tmp_path):
    assert main(["nodule", str(tmp_path / "无.json")]) == 2
    assert main(["nodule", str(tmp_path)]) == 2
    assert "没有文件" in (told := capsys.readouterr().err)
    assert "是文件夹" in told


def test_a_file_that_is_not_utf8_is_told(capsys, tmp_path):
    (path := tmp_path / "gbk.json").write_bytes('"结节"'.encode("gbk"))
    assert main(["nodule", str(path)]) == 2
    assert "不是 UTF-8" in capsys.readouterr().err
