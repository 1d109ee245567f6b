"""Files hang on a case by records: what hangs there, what was taken off, what was taken back, on both engines."""

import io
from datetime import date

import pytest

from desktop.casework import attachments, files
from desktop.casework.acting import BadInput
from desktop.casework.attachment_desk import AttachmentDesk
from desktop.casework.attachment_rows import Arrival, Limits, entries, spoken_size
from desktop.casework.file_kinds import Unwelcome, media_of
from desktop.casework.file_names import LONGEST, safe_name
from desktop.casework.material_files import file_counts
from desktop.casework.views import case_view
from desktop.handbook.material_names import guess_material
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Setting
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import done

PERSON = "林管家"


@pytest.fixture
def case(desk) -> int:
    """An open case."""
    return open_case(desk, add_policy(desk))


@pytest.fixture
def shelf(desk) -> AttachmentDesk:
    """The attachments of that desk."""
    return AttachmentDesk(desk, PERSON)


def arrival(shelf: AttachmentDesk, name: str, content: bytes = b"", **more) -> Arrival:
    """A stored file."""
    stored = shelf.contents.put(io.BytesIO(content or name.encode()))
    return Arrival(name, more.pop("media", "pdf"), stored.sha256, stored.size, **more)


def slices(shelf: AttachmentDesk, series: str, heights: list[float], **more) -> list[Arrival]:
    """Instances of a series at these heights on the table."""
    return [
        arrival(shelf, f"IM{n}", f"{series}{n}".encode(), media="dicom", kind="images", series=series, instance=n,
                taken_on=date(2026, 9, 15), details={"position": height, "description": "薄层肺窗", **more})
        for n, height in enumerate(heights, 1)
    ]  # fmt: skip


def titles(shelf: AttachmentDesk, case: int) -> list[str]:
    """What the list shows."""
    return [entry.title for entry in shelf.listing(case)]


def test_files_hang_on_the_case_with_one_record(desk, shelf, case):
    given = [arrival(shelf, "病理报告.pdf", pages=2), arrival(shelf, "超声.pdf")]
    outcome = done(attachments.attach(desk, case, MANAGER, given))
    assert titles(shelf, case) == ["病理报告.pdf", "超声.pdf"]
    with desk.reading() as session:
        view = case_view(session, desk, case, desk.clock(), PERSON)
    assert view.timeline[0].seq == outcome.seq
    assert (view.timeline[0].title, view.timeline[0].detail) == ("添加附件", "病理报告.pdf 等 2 份")


def test_the_content_comes_back(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, [arrival(shelf, "a.pdf", b"%PDF-1.7 body")])
    (entry,) = shelf.listing(case)
    assert shelf.content(entry.rows[0]) == b"%PDF-1.7 body"


def test_what_hangs_there_already_is_left_out(desk, shelf, case):
    one = arrival(shelf, "a.pdf")
    attachments.attach(desk, case, MANAGER, [one])
    attachments.attach(desk, case, MANAGER, [one, arrival(shelf, "b.pdf")])
    assert titles(shelf, case) == ["a.pdf", "b.pdf"]
    with pytest.raises(BadInput, match="已经在本案"):
        attachments.attach(desk, case, MANAGER, [one])


def test_the_same_content_may_hang_on_two_cases(desk, shelf, case):
    other = open_case(desk, add_policy(desk, "P2"))
    for each in (case, other):
        attachments.attach(desk, each, MANAGER, [arrival(shelf, "a.pdf")])
    assert titles(shelf, case) == titles(shelf, other) == ["a.pdf"]


@pytest.mark.rule("D-09")
def test_taking_off_is_a_record_and_can_be_taken_back(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, [arrival(shelf, "a.pdf"), arrival(shelf, "b.pdf")])
    gone = done(shelf.remove(case, shelf.listing(case)[0].ids))
    assert titles(shelf, case) == ["b.pdf"]
    done(shelf.take_back(case, gone.seq))
    assert titles(shelf, case) == ["a.pdf", "b.pdf"]
    (first, *_) = shelf.listing(case)
    assert shelf.content(first.rows[0]) == b"a.pdf"


@pytest.mark.rule("D-09")
def test_hanging_can_be_taken_back_too_and_done_again(desk, shelf, case):
    one = arrival(shelf, "a.pdf")
    hung = done(attachments.attach(desk, case, MANAGER, [one]))
    done(shelf.take_back(case, hung.seq))
    assert titles(shelf, case) == []
    done(attachments.attach(desk, case, MANAGER, [one]))
    assert titles(shelf, case) == ["a.pdf"]


def test_what_does_not_hang_there_cannot_be_taken_off(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, [arrival(shelf, "a.pdf")])
    ids = shelf.listing(case)[0].ids
    other = open_case(desk, add_policy(desk, "P2"))
    with pytest.raises(BadInput, match="不在本案"):
        shelf.remove(other, ids)
    done(shelf.remove(case, ids))
    with pytest.raises(BadInput, match="不在本案"):
        shelf.remove(case, ids)


@pytest.mark.rule("D-08")
def test_nothing_is_hung_on_a_case_that_is_over(desk, shelf, case):
    done(files.cancel(desk, case, MANAGER, by="customer", reason="不需要了"))
    outcome = attachments.attach(desk, case, MANAGER, [arrival(shelf, "a.pdf")])
    assert isinstance(outcome, Refusal)
    assert [finding.rule for finding in outcome.findings] == ["D-08"]
    assert titles(shelf, case) == []


def test_a_series_is_one_entry_in_the_order_of_the_table(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, [*slices(shelf, "1.2.3", [-5.0, 10.0, 2.5]), arrival(shelf, "a.pdf")])
    series, paper = shelf.listing(case)
    assert (series.title, series.note, series.media) == ("薄层肺窗", "2026-09-15 3 幅", "dicom")
    assert [row.instance for row in series.rows] == [2, 3, 1]
    assert paper.title == "a.pdf"
    done(shelf.remove(case, series.ids))
    assert titles(shelf, case) == ["a.pdf"]


def test_slices_at_one_height_stand_by_their_number(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, slices(shelf, "1.2.3", [0.0, 0.0, 0.0])[::-1])
    assert [row.instance for row in shelf.listing(case)[0].rows] == [1, 2, 3]


def test_a_series_of_somebody_else_is_marked_and_still_taken(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, slices(shelf, "1.2.3", [1.0, 2.0], own=False))
    (series,) = shelf.listing(case)
    assert "非本人" in series.warning


def test_a_series_of_the_insured_person_is_not_marked(desk, shelf, case):
    attachments.attach(desk, case, MANAGER, slices(shelf, "1.2.3", [1.0], own=True))
    assert shelf.listing(case)[0].warning == ""


def test_a_key_image_hangs_on_the_case_with_what_it_shows(shelf, case):
    details = {"series": "1.2.3", "slice": 87, "window": [1500, -600]}
    done(shelf.keep_key_image(case, "关键图 层 87.png", b"\x89PNG picture", (724, 724), details))
    (entry,) = shelf.listing(case)
    assert entry.note == "关键图 图片"
    assert entry.rows[0].details == details


def test_the_patient_is_masked(shelf, case):
    assert shelf.patient(case)["name"] == "王*"
    assert "女" in shelf.patient(case)["words"]


def test_the_limits_are_a_setting_of_the_desk(desk):
    with desk.store.writing() as session:
        assert attachments.limits(session) == Limits(200 << 20, 4000, 4 << 30)
        session.add(Setting(key=attachments.LIMITS, value={"file_mb": 5, "files": 10, "drop_mb": 50}))
        session.flush()
        assert attachments.limits(session) == Limits(5 << 20, 10, 50 << 20)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\报告.pdf", "报告.pdf"),
        ("报告\0.pdf", "报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\u200bb\u2066c.pdf", "abc.pdf"),
        ("line\nbreak\t.pdf", "linebreak.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("what?<is>|this*.png", "what__is__this_.png"),
        ("end. . .", "end"),
        ("...", "未命名"),
        ("", "未命名"),
        ("／全角.pdf", "／全角.pdf"),
    ],
)
def test_names_lose_paths_and_everything_that_hides(given, kept):
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending():
    name = safe_name("长" * 400 + ".pdf")
    assert len(name) == LONGEST
    assert name.endswith("….pdf")


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
        (b"%PDF-1.4", "pdf"), (b"junk %PDF-1.4", "pdf"), (bytes(128) + b"DICM", "dicom"), (b"PK\3\4rest", "zip"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "office"), (b"\x08\0\x05\0CS", "dicom"),
    ],
)  # fmt: skip
def test_content_tells_what_a_file_is(head, media):
    assert media_of(head, "任意.xyz") == media


@pytest.mark.parametrize(
    "head",
    [
        b"MZ\x90\0", b"\x7fELF\2", b"#!/bin/sh\n", b"<html><body>", b"  <script>", b"@echo off", b"\xca\xfe\xba\xbe",
        b"\xef\xbb\xbf<?php", b"MZ" + bytes(126) + b"DICM",
    ],
)  # fmt: skip
def test_what_could_run_is_refused_whatever_it_is_called(head):
    with pytest.raises(Unwelcome, match="程序"):
        media_of(head, "报告.pdf")


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.js", "A.LNK", "a.docm", "x.html"])
def test_a_name_that_would_run_is_refused_too(name):
    with pytest.raises(Unwelcome, match="程序"):
        media_of(b"%PDF-1.7", name)


def test_an_empty_and_an_unknown_file_are_refused_in_words():
    with pytest.raises(Unwelcome, match="空文件"):
        media_of(b"")
    with pytest.raises(Unwelcome, match="只收"):
        media_of(b"just words")


def test_sizes_are_spoken():
    assert [spoken_size(size) for size in (0, 5000, 3 << 20)] == ["1 KB", "4 KB", "3.0 MB"]
    assert entries(()) == ()


def test_a_file_is_sorted_into_an_entry_and_counted_there_until_it_is_taken_off(desk, shelf, case):
    given = [arrival(shelf, "扫描1.pdf"), *slices(shelf, "1.2", [1.0, 2.0])]
    done(attachments.attach(desk, case, MANAGER, given))
    paper = shelf.listing(case)[0]
    assert shelf.sort(case, paper.ids, "pathology") == 1
    with desk.reading() as session:
        assert file_counts(session, case) == {"pathology": 1, "images": 1}
    assert shelf.listing(case)[0].note.startswith("病理 ")
    done(shelf.remove(case, paper.ids))
    with desk.reading() as session:
        assert file_counts(session, case) == {"images": 1}
    with pytest.raises(BadInput, match="清单里没有"):
        shelf.sort(case, paper.ids, "weather")


@pytest.mark.parametrize(
    ("item", "name", "material"),
    [
        (Item.MD, "张三-病理报告2.pdf", "pathology"), (Item.MD, "胸部CT.jpg", "imaging_report"),
        (Item.MD, "出院小结（病理）.pdf", "summary"), (Item.ND, "诊断证明.jpg", "diagnosis"),
        (Item.ND, "甲状腺超声报告.pdf", "ultrasound_report"), (Item.ND, "IMG_0001.jpg", ""), (Item.OC, "病理.pdf", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_file_tells_its_entry(item, name, material):
    assert guess_material(item, name) == material
