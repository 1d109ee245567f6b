"""A signed report is whole, and every change made to it afterwards is found."""

import os
import random
from datetime import datetime
from hashlib import sha256

import pytest

from desktop.casework.documents.samples.after import sample_guidance, sample_parcel
from desktop.casework.documents.samples.house import as_draft
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.checking import UNREADABLE, check_report
from desktop.reports.papers_out import files_of
from desktop.reports.signing import DEMO_NAME, CannotSign, demo_certificate, sign
from tests.reports.reading import opened, text_of

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
FLIPS, TAILS = (1_000, 100) if FULL else (60, 20)
SECRET = "口令-1"
NOW = datetime(2026, 1, 1, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def certificate():
    """A demo certificate."""
    return demo_certificate(SECRET, NOW)


@pytest.fixture(scope="module")
def issued():
    """An issued report, not yet signed."""
    return files_of(sample_guidance())[0].content


@pytest.fixture(scope="module")
def signed(issued, certificate):
    """The report as it is sent out."""
    return sign(issued, certificate, SECRET)


def hole_of(pdf):
    """Where the signature's hole begins and ends."""
    (field,) = opened(pdf).trailer["/Root"]["/AcroForm"]["/Fields"]
    _, start, end, _ = field.get_object()["/V"].get_object()["/ByteRange"]
    return int(start), int(end)


@pytest.mark.rule("D-07")
def test_a_signed_report_is_whole_and_says_who_signed(signed):
    found = check_report(signed)
    assert found.whole
    assert found.signer == DEMO_NAME
    assert found.demo
    assert found.signed_at is not None
    assert found.registered is None
    assert (found.marks.number, found.marks.version, found.marks.draft) == ("GD-260911-004", 1, False)


def test_signing_leaves_the_report_as_it_was(issued, signed):
    assert signed.startswith(issued)
    assert text_of(signed) == text_of(issued)


@pytest.mark.rule("D-07")
def test_the_stored_hash_is_compared(signed):
    stored = sha256(signed).hexdigest()
    assert check_report(signed, stored.upper()).registered is True
    other = check_report(signed, "0" * 64)
    assert other.registered is False
    assert other.problems == ("与登记的文件不一致",)


def test_every_flipped_bit_is_found(signed):
    dice = random.Random(20260922)
    start, end = hole_of(signed)
    missed = []
    for number in range(FLIPS):
        place = dice.randrange(start, end) if number % 3 == 0 else dice.randrange(len(signed))
        changed = bytearray(signed)
        changed[place] ^= 1 << dice.randrange(8)
        if check_report(bytes(changed)).whole:
            missed.append(place)
    assert missed == []


def test_every_digit_of_the_signatures_frame_is_held(signed):
    start, _ = hole_of(signed)
    others = {place: set("0123456789ABCDEF") - {chr(signed[place])} for place in range(start + 1, start + 46)}
    missed = [
        (place - start, digit) for place, digits in others.items() for digit in sorted(digits)
        if check_report(signed[:place] + digit.encode() + signed[place + 1 :]).whole
    ]  # fmt: skip
    assert missed == []


def test_everything_appended_is_found(signed):
    dice = random.Random(7)
    tails = [b"\n", b" ", b"%%EOF\n", b"\0", *(dice.randbytes(dice.randrange(1, 400)) for _ in range(TAILS - 4))]
    assert [tail for tail in tails if check_report(signed + tail).whole] == []


@pytest.mark.parametrize("filler", [b"1", b"F", b" "])
def test_nothing_hides_in_the_padding_of_the_signature(signed, filler):
    _, end = hole_of(signed)
    changed = signed[: end - 9] + filler + signed[end - 8 :]
    assert not check_report(changed).whole


def test_the_same_signature_in_small_letters_is_found(signed):
    start, end = hole_of(signed)
    assert not check_report(signed[:start] + signed[start:end].lower() + signed[end:]).whole


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000)])
def test_what_is_no_report_is_unreadable(content):
    assert check_report(content).problems == (UNREADABLE,)


def test_a_report_that_breaks_off_is_found(signed):
    assert not check_report(signed[: len(signed) // 2]).whole


@pytest.mark.rule("D-07")
def test_a_draft_is_no_issued_report_and_cannot_be_signed(certificate):
    draft = files_of(as_draft(sample_guidance()))[0].content
    found = check_report(draft)
    assert found.problems == ("这是草稿，未签发，没有签名",)
    assert found.marks.draft
    with pytest.raises(CannotSign, match="草稿"):
        sign(draft, certificate, SECRET)


def test_an_issued_report_without_a_signature_is_not_whole(issued):
    assert check_report(issued).problems == ("没有签名",)


def test_a_signed_file_of_another_kind_is_no_report(certificate):
    letter = files_of(sample_parcel())[0].content
    assert check_report(sign(letter, certificate, SECRET)).problems == ("不是本程序出具的报告",)


def test_a_report_is_signed_once(signed, certificate):
    with pytest.raises(CannotSign, match="已经签过名"):
        sign(signed, certificate, SECRET)


@pytest.mark.parametrize(("secret", "broken"), [("falsch", False), ("", False), (SECRET, True)])
def test_a_wrong_passphrase_and_a_broken_certificate_are_told_plainly(issued, certificate, secret, broken):
    with pytest.raises(CannotSign, match="口令不对"):
        sign(issued, b"no certificate" if broken else certificate, secret)


def test_what_is_no_pdf_cannot_be_signed(certificate):
    with pytest.raises(CannotSign, match="PDF"):
        sign(b"no pdf at all", certificate, SECRET)
