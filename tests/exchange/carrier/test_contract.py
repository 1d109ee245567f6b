"""The documented contract says what the program does: fields, addresses, events, outcomes."""

import asyncio
import json
from pathlib import Path
from random import Random

import httpx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework.feed.telling import TOLD
from desktop.exchange.carrier.contract import (
    APPLICATIONS,
    DOCUMENTS,
    MESSAGES,
    MOST,
    PAGE,
    read_applications,
    read_page,
    read_verdicts,
)
from desktop.exchange.carrier.samples import FAULTS, application, spoil
from desktop.exchange.carrier.simulator import REPORT, Manner, make_carrier, make_server
from desktop.exchange.headings import COLUMNS
from desktop.exchange.http_door import Malformed
from desktop.handbook.identity import CITIZEN, Identity, check_identity
from desktop.handbook.verbs import VERBS
from tests.exchange.carrier.feeding import wire
from tests.exchange.lists import NOW

CONTRACT = yaml.safe_load(
    (Path(__file__).resolve().parents[3] / "resources" / "carrier-feed.openapi.yaml").read_text(encoding="utf-8")
)
SCHEMAS = CONTRACT["components"]["schemas"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4), max_leaves=12,
)  # fmt: skip


def test_the_contract_has_the_addresses_fields_and_events_of_the_program():
    assert CONTRACT["openapi"].startswith("3.1")
    assert set(CONTRACT["paths"]) == {APPLICATIONS, MESSAGES, DOCUMENTS}
    assert set(SCHEMAS["Application"]["properties"]) == {column.field for column in COLUMNS}
    assert set(SCHEMAS["Application"]["required"]) == {column.field for column in COLUMNS if column.required}
    assert set(SCHEMAS["Message"]["properties"]["event"]["enum"]) == set(TOLD) - {"apply"}
    assert SCHEMAS["Page"]["properties"]["applications"]["maxItems"] == MOST >= PAGE
    assert set(TOLD) <= set(VERBS)


def test_a_good_application_becomes_the_row_of_an_import():
    (found,) = read_applications([wire(1)], NOW)
    assert found.row is not None
    assert (found.key, found.request_no, found.reasons) == ("EJ2026000001", "EJ2026000001", ())
    assert json.loads(found.payload) == wire(1)


def test_every_wrong_type_is_named_by_its_field():
    (found,) = read_applications([wire(1, phone=1.5, plan=[], city={"a": 1}, remark=True, other=5)], NOW)
    assert found.row is None
    assert {reason.field for reason in found.reasons} == {"phone", "plan", "city", "remark"}


@given(st.dictionaries(st.sampled_from([column.field for column in COLUMNS]), JSON, max_size=25) | JSON)
def test_whatever_comes_is_a_row_or_has_its_reasons(found):
    (arrival,) = read_applications([found], NOW)
    assert (arrival.row is None) == bool(arrival.reasons)
    assert arrival.payload.isascii()
    assert "\x00" not in arrival.request_no + "".join(reason.sentence for reason in arrival.reasons)


@given(JSON)
def test_whatever_is_answered_is_a_page_or_malformed(answer):
    for read in (lambda: read_page(answer, ""), lambda: read_verdicts(answer, {"k": 1})):
        with pytest.raises(Malformed):
            read()


def test_invented_applications_are_sound_and_their_faults_are_faults():
    chance = Random(3)
    made = [application(number, NOW, chance) for number in range(1, 400)]
    assert len({each["id_number"] for each in made}) == len({each["request_no"] for each in made}) == 399
    assert all(isinstance(check_identity(CITIZEN, each["id_number"], NOW.date()), Identity) for each in made)
    assert not [reason for found in read_applications(made, NOW) for reason in found.reasons]
    for fault in FAULTS:
        (found,) = read_applications([spoil(made[0], fault)], NOW)
        assert found.reasons or fault in ("plan", "applicant")


def test_the_reference_server_does_the_same_for_the_same_seed():
    manner = Manner(60, seed=5, repeat=0.2, bad=0.1, reorder=True)
    one, other = make_carrier(manner, NOW), make_carrier(manner, NOW)
    assert one.stream == other.stream
    assert len(one.stream) == 72
    assert one.stream != make_carrier(Manner(60, seed=6, repeat=0.2, bad=0.1, reorder=True), NOW).stream
    assert len(one.good) + len(one.bad) == 60


class Client:
    """Asks the reference server without a network."""

    def __init__(self, manner):
        self._transport = httpx.ASGITransport(make_server(make_carrier(manner, NOW)))
        self.headers = {}

    def ask(self, method, path, **how):
        """One answer."""

        async def once():
            async with httpx.AsyncClient(transport=self._transport, base_url="http://carrier.test") as client:
                return await client.request(method, path, headers=self.headers, **how)

        return asyncio.run(once())


def test_the_reference_server_keeps_the_contract():
    client = Client(Manner(30, page=20, token="t"))
    assert client.ask("GET", APPLICATIONS).status_code == 401
    client.headers["Authorization"] = "Bearer t"
    first = read_page(client.ask("GET", APPLICATIONS, params={"after": "", "limit": PAGE}).json(), "")
    assert (len(first.applications), first.more) == (20, True)
    assert read_page(client.ask("GET", APPLICATIONS, params={"after": first.cursor}).json(), first.cursor).more is False
    assert client.ask("GET", APPLICATIONS, params={"after": "elsewhere"}).status_code == 410
    sent = {"messages": [{"key": "a", "type": "status", "request_no": "1"}]}
    assert client.ask("POST", MESSAGES, json=sent).json() == {"results": [{"key": "a", "outcome": "taken"}]}
    assert client.ask("POST", MESSAGES, json=sent).json() == {"results": [{"key": "a", "outcome": "known"}]}
    assert client.ask("PUT", DOCUMENTS.format(sha256="0" * 64), content=b"x").status_code == 400
    assert len(client.ask("GET", REPORT).json()["messages"]) == 1


def test_the_reference_server_fails_as_often_as_it_is_told():
    client = Client(Manner(5, fail=0.3))
    answers = [client.ask("GET", APPLICATIONS, params={"after": ""}) for _ in range(200)]
    broken = [each for each in answers if each.status_code != 200 or not each.content.endswith(b"}")]
    assert 30 < len(broken) < 90
    assert {each.status_code for each in broken} == {200, 502, 503}
