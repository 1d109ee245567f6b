"""The desk's own list of hospitals comes in row by row, again without change, and never with a doctor."""

import importlib.util

import pytest
from sqlalchemy import select

from desktop.casework.directory import hospital_named, tally
from desktop.casework.directory_stock import stock
from desktop.exchange.hospital_list import import_hospitals, is_hospital_list
from desktop.exchange.hospital_rows import TITLES
from desktop.exchange.reading import ListUnreadable, read_list
from desktop.models.tables import Hospital
from tests.exchange.lists import SAMPLE, application, comma_list, table, workbook
from tests.exchange.test_sample import SCRIPT

HOSPITALS = SAMPLE.with_name("hospital-list.xlsx")


def row(**changes):
    """One good hospital, by field."""
    return {"name": "云上第一医院", "aliases": "云一、云上一院", "city": "大理市", "district": "古城区",
            "grade": "三甲", "public": "公立", "address": "苍山路 1 号", "phone": "0872-1234567", "before": 45,
            "after": "30分钟", "needs_original_id": "是", **changes}  # fmt: skip


def listed(path, *rows):
    cells = ([one.get(field) for field in TITLES] for one in rows)
    return workbook(path, [list(TITLES.values()), *cells], title="名录")


@pytest.fixture
def path(tmp_path):
    """Where a test's list lies."""
    return tmp_path / "名录.xlsx"


def faults(desk, path):
    report = import_hospitals(desk, path, person="林悦")
    return [(fault.row, fault.column, fault.message) for fault in report.errors()]


def test_a_row_comes_in_whole(desk, path):
    report = import_hospitals(desk, listed(path, row()), person="林悦")
    assert (report.enlisted.added, report.refused, report.enlisted.saved) == (1, 0, True)
    with desk.reading() as session:
        made = session.scalars(select(Hospital)).one()
    assert (made.name, made.city, made.district, made.grade) == ("云上第一医院", "大理", "古城区", "三级甲等")
    assert (made.public, made.phone, made.buffer_before_min, made.buffer_after_min) == (True, "08721234567", 45, 30)
    assert (made.needs_original_id, made.verified, made.aliases) == (True, True, ["云一", "云上一院"])


def test_only_name_and_city_are_needed_and_an_empty_cell_keeps_what_is_known(desk, path, tmp_path):
    import_hospitals(desk, listed(path, row()), person="林悦")
    short = comma_list(tmp_path / "b.csv", [["医院名称", "城市", "等级"], ["云上第一医院", "大理", ""]])
    assert import_hospitals(desk, short, person="林悦").enlisted.unchanged == 1
    with desk.reading() as session:
        assert session.scalars(select(Hospital.grade)).one() == "三级甲等"


def test_the_same_list_twice_changes_nothing(desk, path):
    listed(path, row(), row(name="云上第二医院", aliases=""))
    import_hospitals(desk, path, person="林悦")
    again = import_hospitals(desk, path, person="林悦").enlisted
    assert (again.added, again.updated, again.unchanged, again.hidden) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("changes", "column", "what"),
    [
        ({"name": ""}, "医院名称", "没有填写"),
        ({"name": "9"}, "医院名称", "全称"),
        ({"city": None}, "城市", "没有填写"),
        ({"grade": "五星级"}, "等级", "三级甲等"),
        ({"public": "合资"}, "公立/民营", "公立、民营"),
        ({"phone": "12345"}, "电话", "021-12345678"),
        ({"before": "半小时"}, "路程前(分钟)", "整数分钟"),
        ({"after": 999}, "路程后(分钟)", "240"),
        ({"needs_original_id": "也许"}, "需身份证原件", "是、否"),
        ({"name": "云上\u202e医院"}, "医院名称", "控制字符"),
    ],
)
def test_a_fault_is_named_with_row_column_and_what_to_do(small_desk, path, changes, column, what):
    listed(path, row(**changes), row(name="云上第二医院", aliases=""))
    ((number, where, message),) = faults(small_desk, path)
    assert (number, where) == (2, column)
    assert what in message
    with small_desk.reading() as session:
        assert session.scalars(select(Hospital.name)).all() == ["云上第二医院"]


def test_one_hospital_stands_in_a_list_once_under_whatever_name(small_desk, path):
    listed(path, row(), row(aliases=""), row(name="云一", aliases=""))
    assert faults(small_desk, path) == [
        (3, "医院名称", "与第 2 行是同一家医院，请删去一行"),
        (4, "医院名称", "与前面一行是同一家医院（简称或别名相同），请合成一行"),
    ]


@pytest.mark.rule("GC-04")
@pytest.mark.parametrize("heading", ["医生", "推荐专家", "科主任"])
def test_a_column_of_doctors_is_left_out_with_words(small_desk, tmp_path, heading):
    path = comma_list(tmp_path / "a.csv", [["医院名称", "城市", heading, "备注"], ["云上医院", "大理", "赵一", "好"]])
    report = import_hospitals(small_desk, path, person="林悦")
    assert [(one.row, one.column, one.rule) for one in report.warnings] == [(1, heading, "GC-04")]
    assert "不能指定医生" in report.warnings[0].message
    assert (report.enlisted.added, report.ignored) == (1, ("备注",))
    with small_desk.reading() as session:
        stored = session.scalars(select(Hospital)).one()
    assert "赵一" not in "".join(str(getattr(stored, column.key)) for column in Hospital.__table__.columns)


def test_headings_may_stand_below_a_title_and_under_other_names(small_desk, tmp_path):
    rows = [["本台医院名录"], ["所在城市", "医院全称", "医院等级"], ["大理", "云上医院", "二甲"]]
    path = comma_list(tmp_path / "a.csv", rows)
    assert import_hospitals(small_desk, path, person="林悦").enlisted.added == 1


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([["医院名称", "电话"], ["云上医院", "021-12345678"]], "城市"),
        ([["医院名称", "医院", "城市"], ["云上医院", "云上", "大理"]], "多列"),
        ([["医院名称", "城市", "等级"]], "只有表头"),
        ([["甲", "乙"], ["1", "2"]], "不是医院名录"),
    ],
)
def test_a_file_that_is_no_list_of_hospitals_is_one_sentence(small_desk, tmp_path, rows, what):
    with pytest.raises(ListUnreadable, match=what):
        import_hospitals(small_desk, comma_list(tmp_path / "a.csv", rows), person="林悦")


def test_the_two_kinds_of_list_are_told_apart(tmp_path):
    assert is_hospital_list(read_list(HOSPITALS))
    assert not is_hospital_list(read_list(SAMPLE))
    renamed = table([application(1)])
    renamed[0] = ["医院" if title == "希望医院" else "城市" if title == "希望城市" else title for title in renamed[0]]
    assert not is_hospital_list(read_list(workbook(tmp_path / "b.xlsx", renamed)))


def test_the_sample_list_comes_in_without_a_fault_and_is_made_by_the_script(desk):
    stock(desk.store)
    report = import_hospitals(desk, HOSPITALS, person="林悦")
    assert (report.enlisted.updated, report.refused, report.warnings) == (8, 0, ())
    with desk.reading() as session:
        assert hospital_named(session, "华山医院").needs_original_id
        assert tally(session).hospitals - tally(session).unverified == 8
    spec = importlib.util.spec_from_file_location("make_samples", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.hospital_workbook() == HOSPITALS.read_bytes()
