"""A period's figures: the same as counted from raw rows, whatever was voided, exempted or cancelled."""

from datetime import date

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.figures import reading
from desktop.casework.figures.on_time import OnTime, on_time
from desktop.casework.figures.period import month, own_range, week
from desktop.casework.figures.reading import figures_of
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Carrier
from tests.casework.desks import HandClock
from tests.casework.figures.busy import busy_march
from tests.casework.figures.raw import raw_clocks, raw_services

MARCH = month("2026-03")


@pytest.fixture
def desk(pour):
    """The busy March, on SQLite and on PostgreSQL."""
    return pour(busy_march, HandClock())[0]


def read(desk, period=MARCH, **more):
    with figures_of(desk, period, **more) as figures:
        rows = [one for one in figures.cases() if one]
        unusual = list(figures.exemptions())
        rights = list(figures.rights())
        return rows, unusual, rights, figures.totals


@pytest.mark.parametrize("period", [MARCH, own_range(date(2026, 3, 5), date(2026, 3, 26))],
                         ids=lambda period: period.title)  # fmt: skip
def test_every_flow_and_every_clock_is_what_the_raw_rows_say(desk, period):
    totals = read(desk, period)[3]
    flows = raw_services(desk, period.start, period.end)
    for item, title in ITEM_TITLES.items():
        for key, flow in (("applied", "申请"), ("accepted", "审核通过"), ("refused", "拒绝"), ("cancelled", "取消"),
                          ("completed", "完成")):  # fmt: skip
            assert (title, flow, totals.flows[item][key]) == (title, flow, flows[title, flow])
        assert (title, totals.in_hand[item]) == (title, flows[title, "在办"])
        assert (title, totals.delivered[item]) == (title, flows[title, "交付"])
    clocks = raw_clocks(desk, period.start, period.end)
    names = {key[0] for key in clocks if len(key) == 2}
    assert names == set(totals.clocks)
    for name in names:
        states = {state: clocks[name, state] for state in ("met", "missed", "exempt", "running", "waiting")}
        known = OnTime(sum(states.values()), states["met"], states["missed"], states["exempt"],
                       states["running"] + states["waiting"])  # fmt: skip
        assert totals.on_time(name) == known == on_time(desk, name, period)


def test_the_busy_march_has_something_of_everything(desk):
    rows, unusual, rights, totals = read(desk)
    assert totals.promised().missed
    assert totals.promised().exempt
    assert {"客户未到", "取消", "记录作废", "陪诊超过 4 小时"} <= set(totals.exceptions)
    assert [row.kind for row in unusual] == ["时效豁免"]
    assert totals.visits.too_long == 1
    assert sum(len(one.clocks) for one in rows) == sum(found.total() for found in totals.clocks.values())
    assert rights


def test_looking_only_at_the_cases_that_may_count_loses_nothing(desk, monkeypatch):
    expected = read(desk)
    monkeypatch.setattr(reading, "may_count", lambda _cases, _period: ())
    everything = read(desk)
    assert everything[3] == expected[3]
    assert everything[0] == expected[0]


@pytest.mark.rule("GC-17")
def test_an_exempt_clock_names_its_exemption_and_counts_apart(desk):
    exempt = [clock for one in read(desk)[0] for clock in one.clocks if clock.state == "豁免"]
    assert [clock.exemption for clock in exempt] == ["HM-0001"]
    assert exempt[0].clock == "gc.outpatient"


def test_a_missed_deadline_says_who_held_the_ball(desk):
    missed = [clock for one in read(desk)[0] for clock in one.clocks if clock.state == "超时"]
    assert missed
    assert {clock.cause for clock in missed} <= {f"球在{name}" for name in ("本台", "客户", "医院", "专家", "快递")}
    assert all(not clock.cause for one in read(desk)[0] for clock in one.clocks if clock.state != "超时")


def test_names_policies_and_what_people_typed_are_masked_unless_asked_for(desk):
    masked = str(read(desk)[:2])
    assert "王芳" not in masked
    assert "13800004471" not in masked
    assert "P000000001" not in masked
    shown = str(read(desk, unmasked=True)[:2])
    assert "王芳" in shown
    assert "13800004471" in shown


def test_the_days_add_up_to_the_cases(desk):
    rows, _, _, totals = read(desk)
    days = list(totals.days())
    assert [row.day for row in days] == list(MARCH.days())
    for item, came in ((Item.PD, "calls"), (Item.OC, "questions")):
        cases = [one.case for one in rows if one.case.head.item is item and MARCH.has(one.case.applied)]
        assert sum(getattr(day, came) for day in days) == sum(row.cancelled is None for row in cases)


def test_settlement_counts_what_was_delivered_and_why_the_rest_was_not(desk):
    totals = read(desk)[3]
    lines = list(totals.settlement())
    assert [row.quantity for row in lines if row.billable] == [totals.delivered[item] for item in ITEM_TITLES]
    assert {row.reason for row in lines if not row.billable} <= {"审核未通过", "已取消", "未服务结案"}


def test_one_carriers_figures_never_go_to_another(desk):
    with desk.store.writing() as session:
        session.add(Carrier(code="OTHER", name="另一家保险公司", column_mapping={}))
    assert read(desk)[0]
    assert read(desk, carrier="OTHER")[0] == []
    with pytest.raises(BadInput, match="没有保险公司「NONE」，可选：PICC"):
        read(desk, carrier="NONE")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: month("2026-13"), "月份「2026-13」应写成 2026-09"),
        (lambda: month("三月"), "应写成 2026-09"),
        (lambda: week("2026-W54"), "周「2026-W54」应写成 2026-W39"),
        (lambda: own_range(date(2026, 3, 2), date(2026, 3, 1)), "结束日期早于开始日期"),
        (lambda: own_range(date(2024, 1, 1), date(2026, 3, 1)), "一次最多导出 366 天"),
        (lambda: month("1999-01"), "超出工作日历的范围"),
    ],
)
def test_a_period_that_is_none_is_one_sentence(make, said):
    with pytest.raises(BadInput, match=said):
        make()
