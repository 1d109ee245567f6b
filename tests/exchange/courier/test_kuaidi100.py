"""Parcels asked of a parcel desk: proven by its signature, shown on the case, recorded only where the rules allow."""

import hashlib
import json
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest
from sqlalchemy import select

from desktop.casework import consultation
from desktop.casework.acting import BadInput
from desktop.casework.consulting.sheets import consultation_sheet
from desktop.casework.gateways import parcels
from desktop.casework.gateways.parcels import ParcelTold
from desktop.casework.gateways.settings import CourierSettings
from desktop.exchange.courier.kuaidi100 import courier_round, signature
from desktop.exchange.http_door import Limits
from desktop.faults import InputFault
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case, Parcel, Record
from tests.casework.desks import MANAGER, HandClock, add_policy, scratch_desk
from tests.casework.journeys import consulted, done, nodule
from tests.exchange.partners import says, serving

KEY, CUSTOMER, NUMBER = "XPUqUNmi6371", "ABCDEF0123456789", "SF1524837096382"


class FakeDesk:
    """Knows parcels by number; checks every signature by its own computation."""

    def __init__(self):
        self.states, self.asked, self.answer_code = {}, [], ""

    def __call__(self, request):
        given = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        mixed = given["param"].encode() + KEY.encode() + given["customer"].encode()
        if self.answer_code or given["sign"] != hashlib.md5(mixed).hexdigest().upper():
            return self.say(request, {"result": False, "returnCode": self.answer_code or "503", "message": "失败"})
        asked = json.loads(given["param"])
        self.asked.append(asked)
        state, words, when = self.states.get(asked["num"], (None, "", ""))
        if state is None:
            return self.say(request, {"result": False, "returnCode": "500", "message": "查询无结果"})
        return self.say(request, {"message": "ok", "status": "200", "state": state, "nu": asked["num"],
                                  "data": [{"context": words, "ftime": when}]})  # fmt: skip

    @staticmethod
    def say(request, body):
        says(json.dumps(body, ensure_ascii=False).encode())(request)


@pytest.fixture
def clock():
    return HandClock("2026-03-02 09:10")


@pytest.fixture
def desk(desk_url, clock):
    """A desk on SQLite and on PostgreSQL."""
    made = scratch_desk(desk_url, clock)
    yield made
    made.store.engine.dispose()


@pytest.fixture
def case(desk):
    return nodule(desk, add_policy(desk))


@contextmanager
def asking(desk, there, monkeypatch, key=KEY):
    monkeypatch.setenv("CAREDESK_COURIER_KEY", key)
    with serving(there) as base:
        yield lambda: courier_round(desk, CourierSettings(CUSTOMER, base), Limits(connect=1, silence=1, whole=2))


def timeline(desk, case):
    with desk.reading() as session:
        found = session.scalars(select(Record).where(Record.case_id == case).order_by(Record.seq))
        return [(row.verb, row.details.get("text", "")) for row in found]


def posted(desk, case):
    done(consultation.receive_materials(desk, case, MANAGER, items=["id", "images"], exam="CT",
                                        hospital_grade="三级甲等", originals=["影像片子"]))  # fmt: skip
    done(consultation.return_originals(desk, case, MANAGER, courier="顺丰速运", number="SF 1524837096382"))


def test_the_documented_signature_comes_out():
    param = '{"com":"yuantong","num":"YT1"}'
    assert signature(param, "k", "c") == hashlib.md5((param + "kc").encode()).hexdigest().upper()


@pytest.mark.rule("ND-08")
def test_a_material_parcel_that_arrived_raises_a_task_and_locks_nothing(desk, clock, case, monkeypatch):
    parcels.expect(desk, case, "sf 1524837096382")
    there = FakeDesk()
    with asking(desk, there, monkeypatch) as go:
        there.states[NUMBER] = ("0", "快件已发出", "2026-03-02 08:00:00")
        assert go().asked == 1
        assert parcels.parcels(desk)[0].state == "moving"
        there.states[NUMBER] = ("3", "已签收", "2026-03-02 11:00:00")
        clock.to("2026-03-02 12:00")
        assert go().changed == (case,)
        clock.to("2026-03-02 18:00")
        assert go().asked == 0
    assert timeline(desk, case)[-1] == ("note", f"待办：快递显示材料已送到（顺丰 {NUMBER}），请拆件核对后登记收件")
    with desk.reading() as session:
        assert session.scalar(select(Case.locked).where(Case.id == case)) is False
    assert "receive_materials" not in [verb for verb, _text in timeline(desk, case)]


def test_originals_that_went_back_are_followed_by_themselves_and_told_once(desk, clock, case, monkeypatch):
    posted(desk, case)
    there = FakeDesk()
    there.states[NUMBER] = ("3", "已签收", "2026-03-02 11:00:00")
    clock.to("2026-03-02 12:00")
    with asking(desk, there, monkeypatch) as go:
        assert go().changed == (case,)
        assert go() == (0, (), "")
    assert [text for verb, text in timeline(desk, case) if verb == "note"] == [f"快递显示客户已签收（顺丰 {NUMBER}）"]
    assert there.asked[0]["com"] == "shunfeng"
    assert parcels.gather(desk) == 0


@pytest.mark.rule("MD-10")
def test_a_report_that_arrived_is_recorded_by_its_own_verb(desk, clock, monkeypatch):
    case = consulted(desk, add_policy(desk, "P2"))
    done(consultation.hold_consultation(desk, case, MANAGER))
    done(consultation.issue_report(desk, case, MANAGER))
    done(consultation.post_report(desk, case, MANAGER, courier="顺丰", number=NUMBER))
    there = FakeDesk()
    there.states[NUMBER] = ("3", "已签收", "2026-03-02 11:00:00")
    clock.to("2026-03-02 12:00")
    with asking(desk, there, monkeypatch) as go:
        assert go().changed == (case,)
    assert timeline(desk, case)[-1][0] == "delivered"


def test_what_the_courier_does_not_know_or_says_too_late_changes_nothing(desk, case, monkeypatch):
    parcel = parcels.expect(desk, case, NUMBER)
    with asking(desk, FakeDesk(), monkeypatch) as go:
        assert go() == (1, (), "")
        assert go().asked == 0
    at = parse_moment("2026-03-02 11:00")
    assert parcels.heard(desk, parcel, ParcelTold("trouble", "地址不详", at)) == case
    assert parcels.heard(desk, parcel, ParcelTold("moving", "在途", parse_moment("2026-03-02 10:00"))) == 0
    assert (parcels.parcels(desk)[0].state, parcels.parcels(desk)[0].words) == ("trouble", "地址不详")
    assert "派送有问题" in timeline(desk, case)[-1][1]


def test_a_wrong_key_or_an_empty_account_is_told(desk, case, monkeypatch):
    parcels.expect(desk, case, NUMBER)
    there = FakeDesk()
    with asking(desk, there, monkeypatch, key="wrong") as go:
        assert "不接受本台的签名" in go().failure
    assert "签名" in parcels.parcels(desk)[0].failure
    desk.clock.to("2026-03-02 12:00")
    there.answer_code = "601"
    with asking(desk, there, monkeypatch) as go:
        assert "额度" in go().failure
    monkeypatch.delenv("CAREDESK_COURIER_KEY")
    with pytest.raises(InputFault, match="CAREDESK_COURIER_KEY"):
        courier_round(desk, CourierSettings(CUSTOMER))


def test_a_number_that_cannot_be_is_refused_and_one_is_followed_once(desk, case):
    for number, courier in (("SF12", ""), ("YT8817204953617", "顺丰"), ("123456789012", "")):
        with pytest.raises(BadInput):
            parcels.expect(desk, case, number, courier)
    parcels.expect(desk, case, NUMBER)
    with pytest.raises(BadInput, match="已在查询"):
        parcels.expect(desk, case, NUMBER)


def test_the_consultations_sheet_says_where_its_parcel_is(desk, clock):
    case = consulted(desk, add_policy(desk))
    parcels.expect(desk, case, NUMBER)
    with desk.reading() as session:
        (row,) = session.scalars(select(Parcel).where(Parcel.case_id == case))
    assert [(one.incoming, one.number, one.state) for one in sheet_of(desk, case).parcels] == [
        (True, NUMBER, "还没有消息"),
    ]  # fmt: skip
    parcels.heard(desk, row.id, ParcelTold("moving", "离开上海", clock()))
    assert [one.state for one in sheet_of(desk, case).parcels] == ["在途"]


def sheet_of(desk, case):
    with desk.reading() as session:
        return consultation_sheet(session, desk, case)
