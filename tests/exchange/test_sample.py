"""The sample list is made by its script, varied, valid and invented."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from desktop.casework.catalogue import CATALOGUE
from desktop.exchange.reading import read_list
from tests.exchange.lists import SAMPLE

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_samples.py"


@pytest.fixture(scope="module")
def rows():
    """The list's rows by heading."""
    header, *body = read_list(SAMPLE)[0].rows
    return [dict(zip(header, row, strict=False)) for row in body]


def test_the_script_makes_the_committed_file_again_byte_for_byte():
    spec = importlib.util.spec_from_file_location("make_samples", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.workbook() == SAMPLE.read_bytes()


def test_the_list_spans_five_services_three_plans_and_ten_days(rows):
    assert len(rows) == 60
    assert set(Counter(row["服务"] for row in rows)) == {"在线问诊", "电话医生", "重疾绿通", "多学科会诊", "解结服务"}
    assert {row["计划"] for row in rows} == {plan.title for plan in CATALOGUE}
    assert {row["申请时间"].date().day for row in rows} == set(range(14, 24))


def test_the_people_have_compound_surnames_rare_characters_and_documents_of_several_kinds(rows):
    names = {row["被保险人"] for row in rows}
    assert {"欧阳敏", "司马慧兰", "王𨱇"} <= names
    assert len({row["证件类型"] for row in rows}) >= 4


def test_the_second_sheet_says_that_all_is_invented_and_names_nine_faults():
    notes = read_list(SAMPLE)[1]
    assert notes.name == "说明"
    assert "全部虚构" in notes.rows[0][0]
    assert len(notes.rows) == 11
