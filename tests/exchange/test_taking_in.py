"""What is dropped is taken in or named, one sentence a file: hostile names, links, discs, too many, broken off."""

import os
import shutil
import signal
import time
import zipfile
from pathlib import Path

import pytest

from desktop.casework import attachments
from desktop.casework.attachment_rows import Limits
from desktop.casework.rows import Done
from desktop.exchange.attachment_door import AttachmentDoor, Handed
from desktop.exchange.found_files import TooMuch, find_files
from desktop.exchange.rehearsal_images import dicom_file
from desktop.exchange.taking_in import read_day, same_person
from tests.casework.desks import add_policy, open_case
from tests.exchange import images

SMALL = Limits(1 << 20, 20, 4 << 20)


@pytest.fixture
def case(desk) -> int:
    """An open case of 王芳."""
    return open_case(desk, add_policy(desk))


@pytest.fixture
def door(desk):
    """The door of attachments of that desk."""
    made = AttachmentDoor(desk, "林悦")
    yield made
    made.close()


def nobody(_done: int, _all: int) -> None:
    """Listen to no progress."""


def handed(door: AttachmentDoor, case: int, *paths: Path) -> Handed:
    """Hand files over to the end."""
    return door.hand_over(case, paths, nobody, lambda: False)


def written(path: Path, content: bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def sentences(result: Handed) -> dict[str, str]:
    """What was not taken and why; every one a single sentence."""
    for trouble in result.troubles:
        assert trouble.sentence.endswith("。")
        assert trouble.sentence.count("。") == 1
    return dict(result.troubles)


def test_pictures_and_papers_are_taken_with_their_facts(door, case, tmp_path):
    result = handed(
        door, case, written(tmp_path / "超声.jpg", images.picture("JPEG", (800, 600))),
        written(tmp_path / "病理.pdf", images.pdf(3)), written(tmp_path / "扫描.tif", images.picture("TIFF", pages=2)),
    )  # fmt: skip
    assert isinstance(result.outcome, Done)
    photo, paper, scan = door.listing(case)
    assert (photo.title, photo.rows[0].width, photo.media) == ("超声.jpg", 800, "jpeg")
    assert (paper.note, scan.note) == ("PDF 3 页", "扫描件 2 页")
    assert door.thumbnail(photo).startswith(b"\xff\xd8")
    assert door.picture(photo.rows[0], 100)[:2] == (100, 75)
    assert door.picture(scan.rows[0], 100, 1).pages == 2


def test_a_disc_is_taken_as_series_in_the_order_of_the_table(door, case, tmp_path):
    for number in (3, 1, 2):
        written(tmp_path / f"disc/DICOM/IM{number}", images.slice_file(number))
    written(tmp_path / "disc/DICOMDIR", _index())
    written(tmp_path / "disc/viewer.exe", b"MZ" + bytes(100))
    result = handed(door, case, tmp_path / "disc")
    assert list(sentences(result)) == ["viewer.exe"]
    (series,) = door.listing(case)
    assert (series.title, series.note) == ("薄层肺窗", "2026-09-15 3 幅")
    assert [row.instance for row in series.rows] == [1, 2, 3]
    assert [bool(row.thumbnail) for row in series.rows] == [False, True, False]
    frame = door.frame(series.rows[0])
    assert (frame.columns, frame.rows, frame.kind, len(frame.values)) == (16, 16, "u2", 512)


def _index() -> bytes:
    """The index of a disc."""
    return dicom_file({(4, 0x1130): (b"CS", "DISC")}, "1.2.3").replace(
        b"1.2.840.10008.5.1.4.1.1.2\0", b"1.2.840.10008.1.3.10".ljust(26, b"\0")
    )


def test_files_of_a_disc_without_an_index_and_with_any_ending_are_sorted_by_content(door, case, tmp_path):
    written(tmp_path / "a/1.jpg", images.slice_file(1))
    written(tmp_path / "a/b/2.txt", images.slice_file(2))
    assert handed(door, case, tmp_path / "a").taken == 2
    assert len(door.listing(case)) == 1


def test_a_slice_of_somebody_else_is_taken_with_a_warning(door, case, tmp_path):
    handed(door, case, written(tmp_path / "IM1", images.slice_file(patient="LI^SI")))
    assert "非本人" in door.listing(case)[0].warning


@pytest.mark.parametrize(
    ("named", "same"),
    [
        ("王^芳", True), ("WANG^FANG", True), ("Fang Wang", True), ("WANGFANG=王^芳", True), ("LI^SI", False),
        ("李四", False), ("", None), ("ANON123", None), ("��", None), ("LI^SI=王^芳", True),
    ],
)  # fmt: skip
def test_a_patient_is_compared_by_characters_and_by_pinyin(named, same):
    assert same_person(named, "王芳") is same


def test_a_day_of_a_disc_is_read_or_not():
    assert str(read_day("20260915")) == "2026-09-15"
    assert read_day("20261345") is read_day("") is None


def test_hostile_files_are_named_one_by_one_and_the_good_one_is_taken(door, case, tmp_path):
    hostile = {
        "zero.png": b"", "cut.png": images.picture()[:50], "bomb.png": images.huge_png(),
        "absurd.dcm": images.absurd_slice(), "deep.dcm": images.deep_slice(), "words.jpg": b"just words",
        "run.pdf": b"#!/bin/sh", "half.dcm": bytes(128) + b"DICM",
    }  # fmt: skip
    paths = [written(tmp_path / name, content) for name, content in hostile.items()]
    result = handed(door, case, *paths, written(tmp_path / "good.png", images.picture()))
    assert result.taken == 1
    assert set(sentences(result)) >= set(hostile) - {"deep.dcm", "half.dcm"}
    assert [entry.title for entry in door.listing(case) if entry.media == "png"] == ["good.png"]


def test_a_zip_bomb_called_a_slice_is_kept_as_a_zip_and_never_unpacked(door, case, tmp_path):
    path = tmp_path / "bomb.dcm"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", bytes(100 << 20))
    began = time.monotonic()
    assert handed(door, case, path).taken == 1
    assert time.monotonic() - began < 10
    assert door.listing(case)[0].media == "zip"


def test_a_zip_with_programs_or_macros_is_refused(door, case, tmp_path):
    for name, part in (("a.zip", "setup.EXE"), ("b.docx", "word/vbaProject.bin")):
        with zipfile.ZipFile(tmp_path / name, "w") as out:
            out.writestr(part, b"x")
    result = handed(door, case, tmp_path / "a.zip", tmp_path / "b.docx")
    assert result.outcome is None
    assert all("不收" in sentence for sentence in sentences(result).values())


def test_an_office_document_is_kept(door, case, tmp_path):
    with zipfile.ZipFile(tmp_path / "摘要.docx", "w") as out:
        out.writestr("[Content_Types].xml", b"<Types/>")
    handed(door, case, tmp_path / "摘要.docx")
    assert door.listing(case)[0].media == "office"
    assert not door.listing(case)[0].shown


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(door, case, tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "报告.pdf").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    written(folder / "good.png", images.picture())
    result = handed(door, case, folder)
    assert set(sentences(result)) == {"报告.pdf", "loop", "pipe"}
    assert result.taken == 1
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(ValueError, match="本案"):
        handed(door, case, folder)
    assert list(sentences(handed(door, case, tmp_path / "link"))) == ["link"]


def test_a_name_with_directions_and_control_characters_is_cleaned(door, case, tmp_path):
    handed(door, case, written(tmp_path / "报\u202e告\x01.png", images.picture()))
    assert door.listing(case)[0].title == "报告.png"


def test_ten_thousand_files_are_refused_as_a_whole_and_at_once(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / str(number)).touch()
    with pytest.raises(TooMuch, match="4000 个文件"):
        find_files([folder], Limits())


def test_a_drop_beyond_its_bytes_is_refused_and_a_file_beyond_its_own_is_named(tmp_path):
    big = written(tmp_path / "big.bin", bytes((1 << 20) + 1))
    with pytest.raises(TooMuch, match="4 MB"):
        find_files([big] * 5, SMALL)
    assert find_files([big], SMALL).files == ((big, (1 << 20) + 1),)


def test_a_file_beyond_the_limit_is_named(door, case, tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "limits", lambda _session: Limits(1000))
    result = handed(door, case, written(tmp_path / "big.png", images.picture() + bytes(2000)))
    assert "超过" in sentences(result)["big.png"]


def test_folders_nested_too_deep_are_not_walked_to_the_end(tmp_path):
    deep = tmp_path
    for _ in range(40):
        deep /= "d"
    deep.mkdir(parents=True)
    assert "太深" in find_files([tmp_path / "d"], Limits()).troubles[0].sentence
    shutil.rmtree(tmp_path / "d")


def test_what_has_gone_meanwhile_is_named(door, case, tmp_path):
    assert "打不开" in sentences(handed(door, case, tmp_path / "gone.pdf"))["gone.pdf"]


def test_a_drop_can_be_broken_off_and_leaves_nothing_on_the_case(door, case, tmp_path):
    paths = [written(tmp_path / f"{n}.png", images.picture(size=(n + 5, 5))) for n in range(5)]
    seen = []
    result = door.hand_over(case, paths, lambda done, _all: seen.append(done), lambda: len(seen) >= 2)
    assert result.stopped
    assert result.outcome is None
    assert seen == [0, 1]
    assert door.listing(case) == ()


def test_progress_is_told_to_the_end(door, case, tmp_path):
    seen = []
    paths = [written(tmp_path / f"{n}.png", images.picture(size=(n + 5, 5))) for n in range(3)]
    door.hand_over(case, paths, lambda done, of: seen.append((done, of)), lambda: False)
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_child_killed_in_the_middle_costs_one_file(door, case, tmp_path):
    paths = [written(tmp_path / f"{n}.png", images.picture(size=(n + 5, 5))) for n in range(3)]
    taking = door.taking

    def kill(done: int, _all: int) -> None:
        if done == 1:
            os.kill(taking.process, signal.SIGKILL)

    result = door.hand_over(case, paths, kill, lambda: False)
    assert result.taken == 2
    assert "打不开" in sentences(result)["1.png"]
