"""Raw cells become checked rows; whatever is wrong is named with row, column and what to do."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.exchange.headings import TITLES, Headings, match_headings
from desktop.exchange.list_rows import check_rows
from desktop.handbook.moments import write_moment
from desktop.handbook.vocabulary import Item
from tests.counts import tries
from tests.exchange.lists import FIELDS, NOW, application, id_number, table

HEADINGS = match_headings(table([])[0], {})
assert isinstance(HEADINGS, Headings)


def checked(*applications):
    """The applications as check_rows sees them, numbered from 2."""
    return check_rows(list(enumerate((tuple(row) for row in table(applications)[1:]), start=2)), HEADINGS, NOW)


def problem(**changes):
    """The one problem of a good row in which these cells were replaced."""
    found = checked(application(**changes))
    assert not found.rows
    (only,) = found.problems
    assert only.row == 2
    return only


def test_a_good_row_becomes_a_typed_one():
    (row,) = checked(application(certificate_hospital=None)).rows
    assert row.row == 2
    assert write_moment(row.applied_at) == "2026-09-21 09:30"
    assert row.insured.name == "欧阳敏"
    assert row.insured.sex == "女"
    assert row.policy.start == date(2026, 1, 1)
    assert row.application.item is Item.OUTPATIENT
    assert row.application.entrance == "wechat"
    assert row.application.wish == {"city": "北京", "hospital": "北京协和医院", "department": "乳腺外科"}
    assert row.application.by == "insured"


def test_cells_may_come_as_numbers_serials_and_text():
    (row,) = checked(
        application(applied_at=46286.395833333336, policy_start=46023.0, policy_end="2026/12/31", phone=13800000001.0,
                    request_no=20260001.0, policy_no=202601000001.0)
    ).rows  # fmt: skip
    assert write_moment(row.applied_at) == "2026-09-21 09:30"
    assert row.policy.start == date(2026, 1, 1)
    assert row.insured.phone == "13800000001"
    assert row.application.request_no == "20260001"
    assert row.policy.number == "202601000001"


@pytest.mark.parametrize(
    ("field", "value", "column", "word"),
    [
        ("request_no", None, "申请编号", "没有填写"),
        ("applied_at", "昨天上午", "申请时间", "看不懂日期"),
        ("applied_at", datetime(2026, 9, 23, 14, 21), "申请时间", "晚于现在"),
        ("policy_no", "123", "保单号", "8 至 32"),
        ("policy_no", 8.6020260100000012e17, "保单号", "文本"),
        ("plan", None, "计划", "没有填写"),
        ("policy_start", "2026-02-30", "保单生效日", "看不懂日期"),
        ("policy_end", date(2025, 12, 31), "保单到期日", "早于生效日"),
        ("insured", "12345", "被保险人", "不像姓名"),
        ("insured", "王\u202e芳", "被保险人", "控制字符"),
        ("insured", "王" * 40_000, "被保险人", "超过"),
        ("holder", "李雷", "与投保人关系", "本人"),
        ("id_type", "驾驶证", "证件类型", "不认识"),
        ("id_number", id_number()[:-1] + "Q", "证件号码", "17 位数字"),
        ("id_number", 1.10105199003010e17, "证件号码", "文本"),
        ("id_number", "1.10105E+17", "证件号码", "文本"),
        ("phone", "1380000", "手机号", "11 位"),
        ("phone", "1.38E+10", "手机号", "文本"),
        ("remark", "长" * 1001, "备注", "超过"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(field, value, column, word):
    found = problem(**{field: value})
    assert found.column == column
    assert word in found.message


@pytest.mark.rule("G-05")
def test_an_unknown_entrance_is_named():
    assert problem(entrance="传真").rule == "G-05"
    assert checked(application(entrance="APP")).rows[0].application.entrance == "app"
    assert checked(application(entrance="电话")).rows[0].application.entrance == "phone"


@pytest.mark.rule("G-01")
def test_an_unknown_service_is_named_and_every_service_has_its_usual_names():
    assert problem(service="按摩").rule == "G-01"
    for name, item in (("图文问诊", Item.OC), ("电话医生", Item.PD), ("MDT", Item.MD), ("专家门诊", Item.OUTPATIENT)):
        assert checked(application(service=name)).rows[0].application.item is item


@pytest.mark.rule("GC-01")
def test_the_green_channel_needs_one_of_its_items():
    assert problem(item=None).rule == "GC-01"
    assert problem(item="体检").column == "项目"
    assert checked(application(item="住院手术安排")).rows[0].application.item is Item.INPATIENT


@pytest.mark.rule("ND-01")
def test_a_reading_needs_one_of_the_kinds_of_nodule():
    reading = {"service": "解结服务", "item": None, "hospital": None}
    assert problem(**reading).column == "结节类型"
    assert problem(**reading, nodule="肝结节").rule == "ND-01"
    assert checked(application(**reading, nodule="甲状腺")).rows[0].application.nodule == "thyroid"


@pytest.mark.rule("GC-13")
def test_a_certificate_needs_hospital_and_a_day_not_after_the_application():
    inpatient = {"item": "住院安排"}
    assert problem(**inpatient, certificate_hospital="北京协和医院").column == "住院证日期"
    assert problem(**inpatient, certificate_day=date(2026, 9, 20)).column == "住院证医院"
    late = problem(**inpatient, certificate_hospital="北京协和医院", certificate_day=date(2026, 9, 22))
    assert (late.column, late.rule) == ("住院证日期", "GC-13")
    (row,) = checked(application(**inpatient, certificate_hospital="协和", certificate_day=date(2026, 9, 20))).rows
    assert row.application.certificate == {"hospital": "协和", "issued_on": date(2026, 9, 20)}


@pytest.mark.rule("T-01")
def test_a_day_before_the_work_calendar_is_named_where_clocks_begin_and_allowed_elsewhere():
    assert problem(applied_at=datetime(2003, 9, 21, 9, 30)).column == TITLES["applied_at"]
    old = problem(item="住院安排", certificate_hospital="协和", certificate_day=date(2003, 9, 20))
    assert (old.column, old.rule) == ("住院证日期", "T-01")
    assert "2004" in old.message
    assert checked(application(policy_start=date(1998, 1, 1))).rows


@pytest.mark.rule("G-02")
@pytest.mark.parametrize(
    ("applicant", "by"),
    [(None, "insured"), ("本人", "insured"), ("是", "insured"), ("欧阳 敏", "insured"), ("否", "other")],
)
def test_who_applies_is_read_from_the_applicants_column(applicant, by):
    assert checked(application(applicant=applicant)).rows[0].application.by == by


@pytest.mark.rule("D-03")
def test_a_request_number_that_stands_twice_in_the_list_is_named_with_the_first_row():
    found = checked(application(1), application(2), application(1))
    assert len(found.rows) == 2
    (only,) = found.problems
    assert (only.row, only.column, only.rule) == (4, "申请编号", "D-03")
    assert "第 2 行" in only.message


def test_all_problems_of_a_row_are_named_at_once():
    found = checked(application(phone="1", id_number="2", policy_no="3", entrance=None, service="x"))
    assert {problem.column for problem in found.problems} == {"手机号", "证件号码", "保单号", "入口", "服务"}
    assert {problem.request_no for problem in found.problems} == {"EJ2026000001"}


def test_a_short_row_lacks_what_is_not_there():
    found = check_rows([(2, ("EJ1",))], HEADINGS, NOW)
    assert not found.rows
    assert {"保单号", "服务", "证件号码"} <= {problem.column for problem in found.problems}


HIDDEN = st.sampled_from(["王\x00芳", "\u202ecba", "a\x1bb", "\ufffe1"])
EMPTY = st.sampled_from([None, "", "  ", "\u200b"])
LONG = st.integers(101, 500).map(lambda count: "长" * count)
NO_DAY = st.sampled_from(["明天", "2026-02-30", "31/12/2026", "2026年13月1日", True, 7.0, 1e12, "0000-00-00"])
MALFORMED = {
    "request_no": st.one_of(EMPTY, HIDDEN, LONG, st.just("1.2E+15")),
    "applied_at": st.one_of(EMPTY, HIDDEN, NO_DAY, st.datetimes(datetime(2026, 9, 24), datetime(2090, 1, 1))),
    "entrance": st.one_of(EMPTY, HIDDEN, st.sampled_from(["传真", "邮件", "？？"])),
    "policy_no": st.one_of(EMPTY, HIDDEN, st.text("0123456789", min_size=1, max_size=7), st.just(1e17)),
    "plan": st.one_of(EMPTY, HIDDEN, LONG),
    "policy_start": st.one_of(EMPTY, HIDDEN, NO_DAY),
    "policy_end": st.one_of(EMPTY, HIDDEN, NO_DAY, st.dates(date(1960, 1, 1), date(2025, 12, 31))),
    "insured": st.one_of(EMPTY, HIDDEN, LONG, st.text("0123456789", min_size=1, max_size=9)),
    "id_number": st.one_of(
        EMPTY, HIDDEN, st.text("0123456789X", min_size=1, max_size=17), st.just(1.1e17),
        st.sampled_from("0123456789X").filter(lambda last: last != id_number(1)[-1]).map(id_number(1)[:-1].__add__),
    ),
    "phone": st.one_of(EMPTY, HIDDEN, st.text("123456789", min_size=1, max_size=4), st.just("1.38E+10")),
    "service": st.one_of(EMPTY, HIDDEN, st.sampled_from(["按摩", "体检", "GC.x"])),
    "item": st.one_of(EMPTY, HIDDEN, st.sampled_from(["体检", "急诊"])),
}  # fmt: skip


@settings(max_examples=tries(300, 10_000), suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(MALFORMED)), st.none(), min_size=1, max_size=4), st.data())
def test_every_malformed_row_is_named(fields, data):
    changes = {field: data.draw(MALFORMED[field], label=field) for field in fields}
    found = checked(application(**changes), application(2))
    assert [row.row for row in found.rows] == [3]
    assert found.problems
    assert {problem.row for problem in found.problems} == {2}
    assert {HEADINGS.title(field) for field in changes} & {problem.column for problem in found.problems}
    assert all(problem.message for problem in found.problems)


ANYTHING = st.one_of(
    st.none(), st.text(max_size=60), st.floats(allow_nan=False), st.integers(-(10**18), 10**18), st.booleans(),
    st.datetimes(), st.dates(), st.times(), HIDDEN,
)  # fmt: skip


@settings(max_examples=tries(150, 3000))
@given(st.lists(st.lists(ANYTHING, max_size=len(FIELDS) + 2).map(tuple), max_size=5))
def test_no_row_of_anything_crashes_the_check(rows):
    found = check_rows(enumerate(rows, start=2), HEADINGS, NOW)
    assert len(found.rows) + len({problem.row for problem in found.problems}) == len(rows)


@pytest.mark.parametrize("field", ["remark", "insured", "policy_no", "applied_at", "hospital"])
def test_a_cell_longer_than_excels_is_named_and_not_cut(field):
    assert "引号" in problem(**{field: "长" * 32_768}).message
