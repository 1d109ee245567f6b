"""A carrier's list of policies: previewed with the open cases it touches, entered once, older news passed over."""

import json
from argparse import Namespace
from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.commands.import_ import run
from desktop.exchange.list_preview import preview_list, take_in
from desktop.exchange.policy_list import is_policy_list
from desktop.exchange.reading import Sheet, read_list
from desktop.handbook.vocabulary import Item
from desktop.models.tables import AuditEntry, Policy
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import booked
from tests.exchange.lists import SAMPLE, comma_list

HEADER = ["保单号", "计划", "保单生效日", "保单到期日", "保单状态", "变更日期", "备注"]
ENDED = ["P0000001", "", "", "2026-03-04", "退保", "2026-03-04", ""]


@pytest.fixture
def clock():
    """Stands at 2 March 2026."""
    return HandClock()


@pytest.fixture
def cases(desk, clock):
    """A booked visit on 6 March, and a question under another policy."""
    visit = booked(desk, clock, add_policy(desk, "P0000001"))
    question = open_case(desk, add_policy(desk, "P0000002"), Item.OC)
    return visit, question


@pytest.fixture
def desk(desk_url, clock):
    """A desk on either engine."""
    made = scratch_desk(desk_url, clock)
    yield made
    made.store.engine.dispose()


def listed(tmp_path, *rows):
    """A list of these policies."""
    return comma_list(tmp_path / "保单.csv", [HEADER, *rows])


def policy(desk, number="P0000001"):
    """What is registered: start, end, state, plan."""
    with desk.reading() as session:
        row = session.scalars(select(Policy).where(Policy.number == number)).one()
        return row.start, row.end, row.status, row.plan_name


@pytest.mark.rule("G-04")
def test_the_preview_names_the_open_cases_and_writes_nothing(desk, cases, tmp_path):
    path = listed(tmp_path, ENDED, ["P0000002", "", "", "", "有效", "", ""], ["P0000099", "", "", "", "有效", "", ""])
    before = policy(desk)
    shown = preview_list(desk, path, person="孟佳")
    assert shown.report.counts == "将更新 1 张，没有变化 1 张，不在本台 1 张，涉及在办案件 1 件，未通过 0 行"
    (first,) = shown.first
    assert (first.row, first.customer, first.outcome) == (2, "王*", "touched")
    assert first.item.startswith("专家门诊 ")
    assert "保单在就诊日 3月6日 周五 前到期或失效" in first.wish
    assert "状态 有效 → 终止（2026年3月4日起）" in first.wish
    assert (shown.admissible, policy(desk)) == (1, before)
    with desk.reading() as session:
        assert not session.scalars(select(AuditEntry).filter_by(action="import_policies")).all()
    assert cases


@pytest.mark.rule("G-04")
def test_a_taken_list_stands_on_the_timeline_and_changes_nothing_twice(desk, cases, clock, tmp_path):
    path = listed(tmp_path, ENDED)
    report = take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    assert report.counts.startswith("更新 1 张")
    assert policy(desk)[1:3] == (date(2026, 3, 4), "terminated")
    with desk.reading() as session:
        told = case_view(session, desk, cases[0], clock(), "林管家").timeline[0]
        audited = session.scalars(select(AuditEntry).filter_by(action="policy_changed")).all()
    assert (told.title, told.person, "就诊日" in told.detail) == ("保单变更", "孟佳", True)
    assert [entry.case_id for entry in audited] == [cases[0]]
    again = take_in(desk, preview_list(desk, path, person="孟佳"), person="孟佳")
    assert again.counts.startswith("更新 0 张，没有变化 1 张")
    older = listed(tmp_path, ["P0000001", "", "", "2026-12-31", "有效", "2026-02-01", ""])
    stale = take_in(desk, preview_list(desk, older, person="孟佳"), person="孟佳")
    assert (stale.news.stale, policy(desk)[2]) == ((2,), "terminated")
    assert verify(desk).differences == ()


@pytest.mark.rule("G-03")
def test_a_new_plan_holds_for_new_cases_and_must_be_known(desk, cases, tmp_path):
    path = listed(tmp_path, ["P0000001", "没有这个计划", "", "", "有效", "", ""],
                  ["P0000002", "i 无忧 3.0", "", "", "有效", "", ""],
                  ["P1", "", "", "", "有效", "", ""], ["P0000002", "", "", "", "有效", "", ""],
                  ["P0000003", "", "2026-13-01", "", "沉睡", "", ""])  # fmt: skip
    shown = preview_list(desk, path, person="孟佳")
    errors = {one.row: one.message for one in shown.report.errors()}
    assert "本台没有「没有这个计划」" in errors[2]
    assert errors[4] == "保单号应为 8 至 32 位字母和数字，请核对"
    assert "与第 3 行是同一张保单" in errors[5]
    assert "看不懂日期" in errors[6]
    assert "沉睡" in errors[6]
    assert shown.report.ignored == ("备注",)
    assert cases


def test_only_numbers_and_states_make_a_list_of_policies():
    assert is_policy_list([Sheet("一", (1,), (tuple(HEADER),))])
    assert not is_policy_list([Sheet("一", (1,), (("保单号", "状态", "申请编号"),))])
    assert not is_policy_list(read_list(SAMPLE))


def test_the_command_takes_such_a_list_too(desk, cases, tmp_path, capsys):
    path = listed(tmp_path, ENDED)
    asked = {"list": path, "db": "", "person": "孟佳", "carrier": "PICC", "strict": False, "map": [],
             "dry_run": True, "json": True}  # fmt: skip
    assert run(Namespace(**asked), desk) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["updated"], told["saved"], told["touched"][0]["case_id"]) == (1, False, cases[0])
    assert run(Namespace(**{**asked, "json": False, "dry_run": False}), desk) == 0
    assert "（G-04）" in capsys.readouterr().out
