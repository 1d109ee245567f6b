"""A round speaks with the carrier to the end, waits longer after each failure, and survives whatever is answered."""

import hashlib
import json

import pytest

from desktop.casework import consult, files
from desktop.casework.feed.keeping import cursor_of, rejected, state_of
from desktop.casework.feed.outbox import outgoing
from desktop.casework.feed.settings import FeedSettings
from desktop.exchange.carrier import round as rounds
from desktop.exchange.carrier.contract import APPLICATIONS, DOCUMENTS, MESSAGES
from desktop.exchange.carrier.round import open_door
from desktop.exchange.http_door import Limits
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Case, FeedExchange
from tests.casework.desks import MANAGER
from tests.exchange.carrier.feeding import CODE, Office, wire
from tests.exchange.carrier.test_taking import OC, STAY, every
from tests.exchange.partners import make_papers, says, serving


def test_pages_are_read_to_the_end_and_every_answer_is_sent(desk):
    office = Office([wire(1), wire(2, plan="没有")], [wire(3)], [])
    with office.speaking(desk) as speak:
        result = speak()
        assert (result.opened, result.refused, result.sent, result.failure) == (2, 1, 3, "")
        again = speak()
    assert (again.opened, again.sent) == (0, 0)
    assert [each["outcome"] for each in office.heard] == ["accepted", "refused", "accepted"]
    state = state_of(desk, CODE)
    assert (state.waiting, state.rejected, state.taken, state.spoke_at) == (0, 1, 3, desk.clock())
    logged = every(desk, FeedExchange)
    assert {row.what for row in logged} == {f"GET {APPLICATIONS}", f"POST {MESSAGES}"}
    assert all(row.status == 200 and len(row.sent_sha256) == len(row.answer_sha256) == 64 for row in logged)


def test_a_page_that_repeats_and_reorders_opens_each_once_and_a_visit_finds_its_stay(small_desk):
    visit = wire(2, policy_no=wire(1)["policy_no"], holder="欧阳敏", id_number=wire(1)["id_number"], item="住院探视",
                 stay=wire(1)["request_no"])  # fmt: skip
    office = Office([visit, wire(3)], [wire(1, **STAY), wire(3)], [wire(1, **STAY)])
    with office.speaking(small_desk) as speak:
        result = speak()
    assert (result.opened, result.repeated) == (2, 2)
    assert "住院" in rejected(small_desk, CODE)[0].reasons[0].sentence, "the stay has not begun yet"


def test_statuses_are_sent_in_the_order_of_their_case_and_a_lost_answer_sends_them_again(desk):
    office = Office([wire(1, **OC), wire(2, **OC)])
    with office.speaking(desk) as speak:
        office.script = [None, says(b"", 500), says(b"", 500), says(b"", 500), says(b"", 500)]
        assert speak().failure
        assert len(outgoing(desk, CODE, 9)) == 2
        for case in every(desk, Case):
            consult.answer(desk, case.id, MANAGER)
            files.close(desk, case.id, MANAGER)
        assert speak().sent == 6
    for number in {each["case_number"] for each in office.heard}:
        assert [each["seq"] for each in office.heard if each["case_number"] == number] == [1, 2, 3]


def test_an_answer_that_was_lost_after_it_was_heard_is_told_twice_and_heard_once(small_desk):
    office = Office([wire(1)])

    def heard_but_lost(request):
        office.heard += json.loads(request.body)["messages"]
        says(b'{"results"')(request)

    with office.speaking(small_desk) as speak:
        office.script = [None, heard_but_lost]
        assert "不是 JSON" in speak().failure
        assert speak().sent == 1
    assert len(office.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [b"[]", b"{}", b'{"applications": {}, "cursor": "1", "more": false}',
     b'{"applications": [], "cursor": 1, "more": 0}',
     b'{"applications": [], "cursor": "", "more": true}', b"<html>", b"\xff", b"[" * 100_000,
     b'{"applications": [' + b"1," * 1000 + b'1], "cursor": "1", "more": false}'],
)  # fmt: skip
def test_a_malformed_page_changes_nothing_and_is_told(small_desk, answer):
    office = Office([wire(1)])
    office.script = [says(answer)]
    with office.speaking(small_desk) as speak:
        failed = speak()
        assert failed.failure.startswith("对方的回答不")
        assert cursor_of(small_desk, CODE) == ""
        assert speak().opened == 1
    assert next(row.failure for row in every(small_desk, FeedExchange)) == failed.failure


def test_an_oversized_page_is_given_up(small_desk):
    with Office([wire(1)]).speaking(small_desk, limits=Limits(answer_bytes=300)) as speak:
        assert "超过" in speak().failure
    assert cursor_of(small_desk, CODE) == ""


@pytest.mark.parametrize("answer", [b'{"results": []}', b'{"results": [{"key": "x", "outcome": "taken"}]}', b"{}"])
def test_messages_wait_until_the_carrier_speaks_of_each(small_desk, answer):
    office = Office([wire(1)])
    office.script = [None, says(answer)]
    with office.speaking(small_desk) as speak:
        assert speak().failure
        assert len(outgoing(small_desk, CODE, 9)) == 1
        assert speak().sent == 1


def test_a_message_that_the_carrier_refuses_is_listed_and_blocks_nobody(desk):
    office = Office([wire(1, **OC)])
    office.refuses = {"answer"}
    with office.speaking(desk) as speak:
        speak()
        (case,) = every(desk, Case)
        consult.answer(desk, case.id, MANAGER)
        files.close(desk, case.id, MANAGER)
        assert speak().sent == 2
    (row,) = rejected(desk, CODE)
    assert (row.kind, "没有这个状态" in row.reasons[0].sentence) == ("message", True)


def test_a_passing_fault_is_tried_again_in_the_round_and_a_lasting_one_is_not(small_desk):
    office = Office([wire(1)])
    with office.speaking(small_desk) as speak:
        office.script = [says(b"", 503), says(b"", 502)]
        assert speak().opened == 1
        assert len(office.paused) == 2
        assert sum(row.status in (502, 503) for row in every(small_desk, FeedExchange)) == 2, "each exchange is logged"
        asked = len(office.asked)
        office.script = [says(b'{"reason": "no"}', 401)]
        assert "密钥" in speak().failure
    assert len(office.asked) == asked + 1


def test_rounds_wait_longer_after_each_failure_and_not_at_all_after_a_good_one(desk):
    office = Office([wire(1)])
    waits = []
    with office.speaking(desk) as speak:
        for _ in range(4):
            office.script = [says(b"x")]
            speak()
            waits.append((state_of(desk, CODE).next_at - desk.clock()).total_seconds())
            assert not speak(force=False).asked
        assert [1, 2, 4, 8] <= waits <= [2, 4, 8, 16]
        assert state_of(desk, CODE).failures == 4
        speak()
    assert state_of(desk, CODE).failures == 0
    assert (state_of(desk, CODE).next_at - desk.clock()).total_seconds() == 60


def test_one_desk_at_a_time_speaks_and_a_clock_that_was_set_back_silences_nobody(desk):
    with Office([wire(1)]).speaking(desk) as speak:
        assert speak(force=False).asked
        assert not speak(force=False).asked
        desk.clock.to("2026-09-23 14:21")
        assert speak(force=False).asked
        desk.clock.now = parse_moment("2026-09-01 09:00")
        assert speak(force=False).asked


def test_a_cursor_that_the_carrier_forgot_is_read_from_the_beginning_without_doubles(desk):
    office = Office([wire(1)])
    with office.speaking(desk) as speak:
        speak()
        office.pages = {f"x{place}".removeprefix("x0"): page for place, page in enumerate(office.pages.values())}
        office.pages[""]["cursor"], office.pages["x1"]["cursor"] = "x1", "x1"
        again = speak()
    assert (again.opened, again.repeated, again.failure) == (0, 1, "")
    assert cursor_of(desk, CODE) == "x1"


def test_a_paper_goes_before_the_message_that_speaks_of_it(small_desk, monkeypatch):
    paper = b"%PDF-1.7 invented"
    sha256 = hashlib.sha256(paper).hexdigest()
    office = Office([wire(1)])
    honest = rounds.outgoing

    def with_paper(*given):
        return tuple(each._replace(kind="document", document=sha256) for each in honest(*given))

    monkeypatch.setattr(rounds, "outgoing", with_paper)
    with office.speaking(small_desk, papers={sha256: paper}.get) as speak:
        assert speak().sent == 1
    assert office.papers == {sha256: paper}
    assert [row.what for row in every(small_desk, FeedExchange)][-2:] == [f"PUT {DOCUMENTS}", f"POST {MESSAGES}"]
    assert office.asked[-2:] == [f"PUT {DOCUMENTS.format(sha256=sha256)}", f"POST {MESSAGES}"]


def test_the_secret_goes_with_the_question_and_a_strange_certificate_gets_none(tmp_path):
    papers, office = make_papers(tmp_path), Office([])
    with serving(office.answer, papers) as base:
        with open_door(FeedSettings(url=base, ca_file=str(papers.root)), "s3cret") as door:
            door.ask("GET", APPLICATIONS)
        with open_door(FeedSettings(url=base), "s3cret") as door, pytest.raises(rounds.PartnerFault, match="证书"):
            door.ask("GET", APPLICATIONS)
    assert office.tokens == {"Bearer s3cret"}
    assert len(office.asked) == 1
