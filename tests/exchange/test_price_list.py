"""A carrier's prices: taken in once, each from its day on, and what a finished case comes to."""

from datetime import date

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.plans import house_carrier
from desktop.casework.settling import Price, Prices, bill, take_prices
from desktop.exchange.list_preview import preview_list, take_in
from desktop.exchange.policy_list import is_policy_list
from desktop.exchange.price_list import is_price_list
from desktop.exchange.reading import read_list
from desktop.handbook.vocabulary import Item
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import served
from tests.exchange.lists import SAMPLE, comma_list

HEADER = ["服务项目", "单价", "税率", "生效日"]
ROWS = [["专家门诊", "￥1,200.50", "6%", "2026-01-01"], ["门诊", "1300", "0.06", "2026-03-07"],
        ["解结", "800", "6%", "2026-01-01"]]  # fmt: skip
WRONG = [["针灸", "1", "6%", "2026-01-01"], ["门诊", "一百", "6%", "2026-01-01"], ["住院", "1.005", "6%", "2026-01-01"],
         ["探视", "90", "6", "2026-01-01"], ["会诊", "-5", "6%", "2026-01-01"], ["问诊", "5", "6%", "哪天"],
         ["OC", "5", "NaN", "2026-01-01"], ["电话医生", "9", "6%", "2026-01-01"],
         ["PD", "8", "6%", "2026-01-01"]]  # fmt: skip


@pytest.fixture
def clock():
    """Stands at 2 March 2026."""
    return HandClock()


@pytest.fixture
def desk(desk_url, clock):
    """A desk on either engine."""
    made = scratch_desk(desk_url, clock)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def path(tmp_path):
    """A list of three prices."""
    return comma_list(tmp_path / "价目.csv", [HEADER, *ROWS])


def test_a_list_is_previewed_and_taken_in_once(desk, path):
    shown = preview_list(desk, path, person="孟佳")
    assert (shown.report.counts, shown.admissible) == ("将新增 3 项，将更新 0 项，没有变化 0 项，未通过 0 行", 3)
    assert take_in(desk, shown, person="孟佳").counts.startswith("新增 3 项")
    again = take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    assert again.counts.startswith("新增 0 项，更新 0 项，没有变化 3 项")


def test_a_price_holds_from_its_day_until_the_next(desk, path):
    take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    with desk.store.writing() as session:
        prices = Prices(session, house_carrier(session).id)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 6), date(2026, 3, 7)]
    old, new = Price(120_050, 600), Price(130_000, 600)
    assert [prices.on(Item.OUTPATIENT, day) for day in days] == [None, old, old, new]
    assert prices.on(Item.MD, days[-1]) is None


def test_a_finished_case_comes_to_the_price_of_its_day(desk, clock, path):
    take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    case, question = served(desk, clock, add_policy(desk)), open_case(desk, add_policy(desk, "P2"), Item.OC)
    with desk.reading() as session:
        found = bill(session, desk, case, clock())
        assert (found.settlement.billable, found.price) == (True, Price(120_050, 600))
        assert bill(session, desk, question, clock()) is None


def test_what_has_no_price_is_not_billed_and_says_so(desk, clock):
    case = served(desk, clock, add_policy(desk))
    with desk.reading() as session:
        found = bill(session, desk, case, clock())
    assert (found.settlement.billable, found.settlement.reason, found.price) == (False, "没有专家门诊的结算单价", None)


def test_every_faulty_row_says_what_to_do(desk, tmp_path):
    path = comma_list(tmp_path / "价目.csv", [HEADER, *WRONG])
    told = {one.row: one.message for one in preview_list(desk, path, person="孟佳").report.errors()}
    wanted = {2: "不认识「针灸」", 3: "「一百」不是数字", 4: "最多两位小数", 5: "税率应写成", 6: "最多两位小数",
              7: "看不懂日期", 8: "不是数字", 10: "与第 9 行是同一项目"}  # fmt: skip
    assert told.keys() == wanted.keys()
    assert all(words in told[row] for row, words in wanted.items())


def test_prices_of_nobody_are_refused(desk):
    with pytest.raises(BadInput, match="NOBODY"):
        take_prices(desk, (), "孟佳", "NOBODY")


def test_other_lists_are_no_lists_of_prices(path):
    assert is_price_list(read_list(path))
    assert not is_policy_list(read_list(path))
    assert not is_price_list(read_list(SAMPLE))
