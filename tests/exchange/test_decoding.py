"""No picture can hang, crash or flood the program: each hostile one gives one sentence, and the next is read."""

import os
import signal
import sys
import threading
import time

import numpy as np
import pytest

from desktop.exchange import decoding, limited
from desktop.exchange.decoding import Decoder, Undecodable
from desktop.exchange.limited import LimitedChild, child_command
from tests.exchange import images


@pytest.fixture(scope="module")
def decoder():
    """One child for the tests of this file."""
    made = Decoder()
    yield made
    made.close()


def refused(decoder: Decoder, what: str, media: str, content: bytes) -> str:
    """The sentence that the content is answered with; a sound one is read afterwards as if nothing had been."""
    with pytest.raises(Undecodable) as told:
        decoder.ask(what, media, content, most=100)
    assert decoder.ask("look", "png", images.picture())[0]["width"] == 60
    sentence = told.value.sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    return sentence


@pytest.mark.parametrize(("media", "kind"), [("png", "PNG"), ("jpeg", "JPEG"), ("tiff", "TIFF")])
def test_a_picture_tells_its_size_and_shows_itself_small(decoder, media, kind):
    facts, small = decoder.ask("look", media, images.picture(kind, (900, 600)))
    assert facts == {"width": 900, "height": 600, "pages": 1}
    assert small.startswith(b"\xff\xd8")
    assert len(small) < 10_000


def test_a_picture_comes_as_plain_pixels_no_larger_than_asked_for(decoder):
    facts, pixels = decoder.ask("picture", "png", images.picture(size=(900, 600), colour="#102030"), most=300)
    assert (facts["width"], facts["height"]) == (300, 200)
    assert pixels == bytes.fromhex("102030") * 300 * 200


def test_a_scan_of_many_pages_is_turned_over(decoder):
    scan = images.picture("TIFF", pages=3)
    assert decoder.ask("look", "tiff", scan)[0]["pages"] == 3
    assert decoder.ask("picture", "tiff", scan, most=100, page=2)[0]["width"] == 60


def test_the_pages_of_a_document_are_counted(decoder):
    assert decoder.ask("look", "pdf", images.pdf(7))[0] == {"pages": 7, "locked": False}


def test_a_document_whose_tree_bites_its_tail_leads_nowhere(decoder):
    assert decoder.ask("look", "pdf", images.pdf(2, kids="2 0 R 2 0 R 1 0 R"))[0]["pages"] == 2


def test_a_document_that_claims_a_million_pages_is_not_believed(decoder):
    assert decoder.ask("look", "pdf", images.pdf(1).replace(b"/Count 1", b"/Count 999999"))[0]["pages"] == 0


def test_a_slice_says_whose_it_is_and_where_it_lies(decoder):
    facts, _ = decoder.ask("look", "dicom", images.slice_file(2))
    assert facts["PatientName"] == "王^芳"
    assert facts["InstanceNumber"] == 2
    assert facts["PixelSpacing"] == [0.7, 0.7]
    assert facts["ImagePositionPatient"] == [-179.2, -179.2, 0.0]
    assert (facts["Rows"], facts["Columns"]) == (16, 16)


def test_a_slice_comes_as_numbers_with_what_turns_them_into_densities(decoder):
    facts, body = decoder.ask("frame", "dicom", images.slice_file(value=-600))
    values = np.frombuffer(body, f"<{facts['Type']}").reshape(16, 16) * facts["RescaleSlope"]
    assert set((values + facts["RescaleIntercept"]).ravel()) == {-600.0}


def test_a_slice_shows_itself_small_in_its_own_window(decoder):
    assert decoder.ask("thumbnail", "dicom", images.slice_file())[1].startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("what", "media", "content"),
    [
        ("look", "png", images.picture()[:60]),
        ("look", "png", b"\x89PNG\r\n\x1a\n"),
        ("look", "jpeg", images.picture("JPEG")[:100]),
        ("look", "tiff", b"II*\0\xff\xff\xff\xff"),
        ("look", "png", b""),
        ("look", "png", images.pdf()),
        ("frame", "dicom", images.slice_file()[:-100]),
        ("look", "dicom", bytes(128) + b"DICM" + os.urandom(400)),
        ("frame", "dicom", bytes(128) + b"DICM"),
        ("look", "dicom", b""),
        ("frame", "dicom", images.deep_slice()),
    ],
    ids=["png-cut", "png-head", "jpeg-cut", "tiff-nowhere", "empty", "wrong-kind", "slice-cut", "slice-noise",
         "slice-head", "slice-empty", "deep"],
)  # fmt: skip
def test_what_is_cut_or_broken_is_told_in_a_sentence(decoder, what, media, content):
    assert "损坏" in refused(decoder, what, media, content) or media == "dicom"


def test_a_head_that_claims_billions_of_pixels_is_refused_before_any_is_made(decoder):
    assert "像素太多" in refused(decoder, "look", "png", images.huge_png())
    assert "像素太多" in refused(decoder, "picture", "png", images.huge_png())


def test_a_slice_that_claims_absurd_rows_and_columns_is_refused(decoder):
    assert "大得不合理" in refused(decoder, "look", "dicom", images.absurd_slice())
    assert "大得不合理" in refused(decoder, "frame", "dicom", images.absurd_slice())


def test_a_slice_smaller_than_it_says_is_refused(decoder):
    assert refused(decoder, "frame", "dicom", images.absurd_slice(512, 512))


def test_a_way_of_compressing_nobody_here_knows_is_named(decoder):
    sentence = refused(decoder, "frame", "dicom", images.compressed_slice())
    assert "JPEG Lossless" in sentence
    assert "未压缩" in sentence


def test_a_slice_compressed_as_a_photograph_is_decoded(decoder):
    facts, body = decoder.ask("frame", "dicom", images.photographed_slice())
    values = np.frombuffer(body, f"<{facts['Type']}")
    assert len(values) == 32 * 32
    assert abs(values - 90).max() <= 1


def test_a_killed_child_is_told_and_another_takes_over():
    decoder = Decoder()
    decoder.ask("look", "png", images.picture())
    os.kill(decoder.process, signal.SIGKILL)
    assert "打不开" in refused(decoder, "look", "png", images.picture())
    decoder.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is stopped by a POSIX signal")
def test_a_child_that_hangs_is_ended_by_the_clock():
    decoder = Decoder(seconds=3)
    decoder.ask("look", "png", images.picture())
    os.kill(decoder.process, signal.SIGSTOP)
    began = time.monotonic()
    assert "已停止" in refused(decoder, "look", "png", images.picture())
    assert time.monotonic() - began < 15
    decoder.close()


def test_a_fresh_child_takes_over_after_some_hundred_questions(monkeypatch):
    monkeypatch.setattr(decoding, "QUESTIONS", 2)
    decoder, children = Decoder(), set()
    for _ in range(4):
        decoder.ask("look", "png", images.picture())
        children.add(decoder.process)
    assert len(children) == 2
    decoder.close()


def test_several_threads_may_ask_and_each_gets_its_own_answer(decoder):
    found = {}

    def ask(wide: int) -> None:
        found[wide] = decoder.ask("look", "png", images.picture(size=(wide, 10)))[0]["width"]

    threads = [threading.Thread(target=ask, args=(wide,)) for wide in range(20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {wide: wide for wide in range(20, 30)}


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read from /proc")
def test_the_child_has_no_environment_of_ours_and_its_limits(monkeypatch):
    monkeypatch.setenv("CAREDESK_PASSPHRASE", "geheim")
    own = Decoder()
    own.ask("look", "png", images.picture())
    with open(f"/proc/{own.process}/environ", "rb") as file:
        environment = file.read()
    assert b"geheim" not in environment
    assert b"CAREDESK" not in environment
    with open(f"/proc/{own.process}/limits") as file:
        told = {line[:26].strip(): line[26:46].strip() for line in file}
    assert told["Max address space"] == str(512 << 20)
    assert told["Max file size"] == "0"
    own.close()


def test_a_frozen_program_decodes_by_its_hidden_argument(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    started = child_command("desktop.exchange.decoding_child", decoding.DECODE)
    assert started == [sys.executable, "--decode"]


def test_the_clock_says_that_it_killed():
    child = LimitedChild([sys.executable, "-c", "import time; time.sleep(60)"])
    with child.within(0.3):
        assert child.mouth.read(1) == b""
    assert child.late
    child.end()
    assert limited.child_command("a", "--b")[1:4] == ["-I", "-B", "-X"]
