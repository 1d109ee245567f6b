"""The door to a partner trusts only its certificate, waits only so long, and takes only so much."""

import gzip
import hashlib
import time
from random import Random

import pytest

from desktop.exchange.http_door import (
    HttpDoor,
    Limits,
    Malformed,
    NotTrusted,
    Partner,
    PartnerFault,
    TooLarge,
    check_base,
)
from desktop.exchange.patience import wait_before
from desktop.faults import InputFault
from tests.exchange.partners import make_papers, says, serving

SHORT = Limits(connect=1, silence=0.2, whole=0.5, answer_bytes=1000)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return make_papers(tmp_path_factory.mktemp("papers"))


def asked(answer, papers=None, ca_file=None, **how):
    with serving(answer, papers) as base, HttpDoor(Partner(base, ca_file), SHORT) as door:
        return door.ask("GET", "/v1/thing", **how)


def test_an_answer_comes_whole_with_its_hash(papers):
    found = asked(says(b'{"a": "\xe7\x94\xb2"}'), papers, papers.root)
    assert found.json() == {"a": "甲"}
    assert len(found.sha256) == 64
    assert found.seconds < 5


def test_what_is_sent_is_utf8_json_with_the_partners_headers():
    heard = {}

    def answer(request):
        heard.update(request.headers.items())
        heard["body"] = request.body.decode()
        says(b"{}")(request)

    with serving(answer) as base, HttpDoor(Partner(base, headers={"Authorization": "Bearer k"})) as door:
        found = door.ask("POST", "/x", json_={"名": 1}, headers={"Idempotency-Key": "k1"})
    assert heard["body"] == '{"名":1}'
    assert heard["Idempotency-Key"] == "k1"
    assert heard["Content-Type"] == "application/json; charset=utf-8"
    assert found.sent_sha256 == hashlib.sha256('{"名":1}'.encode()).hexdigest()


@pytest.mark.parametrize("wrong", ["unknown issuer", "another name", "run out"])
def test_a_certificate_that_proves_nothing_is_refused_before_anything_is_sent(wrong, papers, tmp_path):
    shown = {
        "unknown issuer": papers,
        "another name": make_papers(tmp_path / "name", "127.0.0.2"),
        "run out": make_papers(tmp_path / "old", days=-1),
    }[wrong]
    heard = []
    ca_file = None if wrong == "unknown issuer" else shown.root
    with (
        serving(heard.append, shown) as base,
        HttpDoor(Partner(base, ca_file), SHORT) as door,
        pytest.raises(NotTrusted) as fault,
    ):
        door.ask("POST", "/x", json_={"secret": 1})
    assert not fault.value.passing
    assert "证书不可信" in fault.value.sentence
    assert not heard


def test_the_own_issuer_replaces_all_others(papers, tmp_path):
    other = make_papers(tmp_path)
    with pytest.raises(NotTrusted):
        asked(says(b"{}"), papers, other.root)


def test_an_answer_that_is_too_long_is_given_up_while_it_is_read():
    with pytest.raises(TooLarge):
        asked(says(b"x" * 5000))


def test_a_drip_ends_by_the_whole_time_and_a_silence_by_its_own():
    def drip(request):
        request.send_response(200)
        request.send_header("Content-Length", "500")
        request.end_headers()
        for _ in range(60):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.02)

    with pytest.raises(PartnerFault, match="没有答完"):
        asked(drip)
    with pytest.raises(PartnerFault, match="没有及时回答"):
        asked(lambda _request: time.sleep(0.6))


@pytest.mark.parametrize(
    "body", [b"<html>", b"\xff\xfe", b'{"a": NaN}', b"[" * 900], ids=["page", "bytes", "nan", "deep"]
)
def test_an_answer_that_is_no_json_is_malformed(body):
    with pytest.raises(Malformed):
        asked(says(body)).json()


def test_a_packed_or_broken_off_answer_is_not_taken():
    with pytest.raises(Malformed):
        asked(says(gzip.compress(b"{}"), Content_Encoding="gzip"))

    def half(request):
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"{")
        request.close_connection = True

    with pytest.raises(Malformed):
        asked(half)


@pytest.mark.parametrize(
    ("status", "passing"), [(503, True), (500, True), (429, True), (401, False), (400, False), (302, False)]
)
def test_a_refusing_answer_says_whether_asking_again_may_help(status, passing):
    answer = says('{"reason": "维护\\n中"}'.encode(), status, Retry_After="7", Location="http://127.0.0.1/")
    with pytest.raises(PartnerFault) as fault:
        asked(answer)
    assert (fault.value.passing, fault.value.status, fault.value.retry_after) == (passing, status, 7)
    assert str(status) in fault.value.sentence
    assert "维护" not in fault.value.sentence


def test_nobody_at_the_other_end_is_a_passing_fault():
    nobody = Partner("http://127.0.0.1:9", name="保险公司")
    with HttpDoor(nobody, SHORT) as door, pytest.raises(PartnerFault, match="连不上保险公司") as fault:
        door.ask("GET", "/")
    assert fault.value.passing


@pytest.mark.parametrize(
    "base", ["http://carrier.example", "ftp://a.example", "https://u:p@a.example", "a.example", "https://a.example/?k=1"]
)
def test_an_address_that_is_not_encrypted_or_carries_a_secret_is_refused(base):
    with pytest.raises(InputFault):
        check_base(base)
    assert check_base(" http://127.0.0.1:8/x/ ") == "http://127.0.0.1:8/x"


def test_a_ca_file_that_is_none_is_named(tmp_path):
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(InputFault, match=r"ca\.pem"):
        HttpDoor(Partner("https://127.0.0.1", tmp_path / "ca.pem"))


def test_the_secret_is_not_shown_with_the_partner():
    assert "s3cret" not in repr(Partner("https://a.example", headers={"Authorization": "s3cret"}))


def test_waiting_doubles_up_to_its_most_and_leaves_half_to_chance():
    chance = Random(7)
    for attempt, whole in ((1, 2), (2, 4), (5, 32), (9, 512), (10, 600), (1000, 600)):
        waits = {wait_before(attempt, chance) for _ in range(50)}
        assert whole / 2 <= min(waits) < max(waits) <= whole
        assert len(waits) > 40
    assert wait_before(1, chance, asked=90) == 90
