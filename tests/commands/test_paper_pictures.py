"""Key images, signatures and the seal reach the paper that is issued, and it goes out signed, on both engines."""

from argparse import Namespace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desktop.__main__ import main
from desktop.casework import attachments
from desktop.casework.acting import BadInput
from desktop.casework.attachment_desk import AttachmentDesk
from desktop.casework.attachment_rows import Arrival
from desktop.casework.documents import reading
from desktop.casework.documents.filling import paper_of
from desktop.casework.documents.house_pictures import keep_seal, keep_signature
from desktop.casework.documents.kept_files import KeptFiles
from desktop.casework.rows import Done
from desktop.commands.certificate import CERTIFICATE, PASSPHRASE
from desktop.commands.house import run as run_house
from desktop.commands.report import run as run_report
from desktop.reports.checking import check_report
from desktop.reports.signing import DEMO_NAME, demo_certificate
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held, opened, read, saved
from tests.casework.journeys import EXPERT, done
from tests.reports.reading import opened as opened_pdf
from tests.reports.reading import text_of

KEPT = {"series": "1.2.3", "slice": 11, "long": 12.1, "short": 9.0, "mean": 10.6}


def picture(shade: int, size=(240, 240)) -> bytes:
    """A picture of one shade of grey."""
    out = BytesIO()
    Image.new("L", size, shade).save(out, "PNG")
    return out.getvalue()


def keep(desk, case: int, shade: int = 90, **details) -> Done:
    """A key image made in the viewer of a series that hangs on the case."""
    shelf = AttachmentDesk(desk, MANAGER.person)
    stored = shelf.contents.put(BytesIO(b"slice"))
    told = {"number": 3, "description": "薄层肺窗", "hospital": "申江肿瘤医院"}
    if not any(entry.media == "dicom" for entry in shelf.listing(case)):
        done(attachments.attach(desk, case, MANAGER, [Arrival(
            "IM1", "dicom", *stored, kind="images", series="1.2.3", instance=1, modality="CT",
            taken_on=date(2026, 2, 27), details=told)]))  # fmt: skip
    return done(shelf.keep_key_image(case, f"关键图 {shade}.png", picture(shade), (240, 240), {**KEPT, **details}))


def pictures_of(content: bytes) -> list[int]:
    """The shade in the middle of every picture of a PDF, page by page."""
    found = []
    for page in opened_pdf(content).pages:
        for one in page.images:
            shown = one.image.convert("L")
            found.append(shown.getpixel((shown.width // 2, shown.height // 2)))
    return found


@pytest.mark.parametrize(("kind", "begin"), [("mdt", held), ("nodule", read)])
def test_a_key_image_is_on_the_draft_and_on_the_issued_paper_with_its_caption(desk, papers, kind, begin):
    case = begin(desk)
    keep(desk, case)
    row = drafted(desk, case, kind)
    (image,) = row.content["key_images"]
    assert image["title"] == "系列 3\u3000第 11 层"
    assert image["from"] == "2026-02-27 申江肿瘤医院 CT 薄层肺窗"
    assert image["size"] == "12.1 × 9.0 mm，均值 10.6 mm"
    drawn = papers.draft(row, row.content, desk.clock())
    answer = papers.issue(row.id)
    assert isinstance(answer.outcome, Done), answer
    for content in (drawn, Path(answer.path).read_bytes()):
        assert 90 in pictures_of(content)
        assert "2026-02-27申江肿瘤医院CT薄层肺窗系列3第11层；12.1×9.0mm，均值10.6mm" in text_of(content)


def test_a_note_is_typed_beside_a_key_image_and_one_can_be_left_out(desk, papers):
    case = held(desk)
    keep(desk, case)
    keep(desk, case, 140, slice=12)
    row = drafted(desk, case, "mdt")
    first, second = row.content["key_images"]
    saved(desk, row, key_images=[{**first, "note": "肝右叶最大病灶"}, {**second, "placed": "不放入"}])
    row = reading.document(desk, row.id)
    content = papers.draft(row, row.content, desk.clock())
    shades = pictures_of(content)
    assert 90 in shades
    assert 140 not in shades
    assert "肝右叶最大病灶；2026-02-27" in text_of(content)


def test_an_image_taken_off_the_case_leaves_its_draft_and_never_an_issued_paper(desk, papers):
    case = held(desk)
    keep(desk, case)
    answer = papers.issue(drafted(desk, case, "mdt").id)
    before = Path(answer.path).read_bytes()
    shelf = AttachmentDesk(desk, MANAGER.person)
    (image,) = (entry for entry in shelf.listing(case) if entry.media == "png")
    done(shelf.remove(case, image.ids))
    second = opened(desk, case, "mdt", reason="更正")
    assert "key_images" not in second.content
    first = next(one for one in reading.versions(desk, case, "mdt") if one.state == "issued")
    assert papers.file_of(reading.document(desk, first.id)).content == before


@pytest.mark.rule("MD-07")
def test_the_experts_signature_and_the_houses_seal_are_printed_once_it_is_issued(desk, papers):
    case = held(desk)
    keep_seal(desk, MANAGER, picture(30))
    row = opened(desk, case, "mdt")
    signer = row.content["signatures"][0]
    keep_signature(desk, MANAGER, signer["name"], signer["hospital"], picture(60, (264, 96)))
    row = drafted(desk, case, "mdt")
    assert pictures_of(papers.draft(row, row.content, desk.clock())) == []
    issued = Path(papers.issue(row.id).path).read_bytes()
    assert sorted(pictures_of(issued)) == [30, 60]


@pytest.mark.rule("ND-04")
def test_a_signature_on_paper_is_not_printed_as_an_image(desk):
    case = read(desk)
    keep_signature(desk, MANAGER, "李卫东", EXPERT["hospital"], picture(60))
    row = drafted(desk, case, "nodule")
    files = KeptFiles(desk)
    assert paper_of(row, desk.clock(), files.picture).signing.signatures[0].image == picture(60)
    saved(desk, row, signed="纸质原件签字", seal="纸质盖章")
    row = reading.document(desk, row.id)
    assert paper_of(row, desk.clock(), files.picture).signing.signatures[0].image == b""


@pytest.mark.rule("D-07")
def test_the_window_and_the_command_give_the_same_file_and_it_is_signed(desk, papers, tmp_path):
    case = held(desk)
    keep(desk, case)
    row = drafted(desk, case, "mdt")
    answer = papers.issue(row.id)
    issued = Path(answer.path).read_bytes()
    found = check_report(issued, reading.document(desk, row.id).pdf_sha256)
    assert found.whole, found.problems
    assert (found.signer, found.registered) == (DEMO_NAME, True)
    args = Namespace(kind="mdt", case=row.case_number, sample=False, sign=None, out=tmp_path / "again.pdf", db="",
                     draft=False)  # fmt: skip
    assert run_report(args, desk) == 0
    assert (tmp_path / "again.pdf").read_bytes() == issued
    row = reading.document(desk, row.id)
    assert papers.write(row, row.content, tmp_path / "third").read_bytes() == issued


def test_the_houses_own_certificate_signs_where_the_settings_name_one(desk, papers, tmp_path, monkeypatch):
    path = tmp_path / "house.p12"
    path.write_bytes(demo_certificate("geheim", desk.clock()))
    monkeypatch.setenv(CERTIFICATE, str(path))
    monkeypatch.setenv(PASSPHRASE, "falsch")
    row = drafted(desk, held(desk), "mdt")
    with pytest.raises(BadInput, match="证书口令不对"):
        papers.issue(row.id)
    assert reading.document(desk, row.id).state == "draft"
    monkeypatch.setenv(PASSPHRASE, "geheim")
    assert check_report(Path(papers.issue(row.id).path).read_bytes()).whole
    assert not (tmp_path / "演示证书.p12").exists()


def test_seal_and_signatures_are_registered_by_a_command(desk, tmp_path, capsys):
    path = tmp_path / "章.png"
    path.write_bytes(picture(30))
    args = Namespace(seal=path, signature=["顾平", "申江肿瘤医院", str(path)], address="", db="")
    assert run_house(args, desk) == 0
    assert capsys.readouterr().out == "已登记印章图\n已登记签名图：顾平（申江肿瘤医院）\n"
    case = held(desk)
    assert KeptFiles(desk).picture(opened(desk, case, "mdt").content["seal_image"]) == picture(30)


@pytest.mark.parametrize(("content", "told"), [(b"GIF", "不是图片"), (bytes(5 << 20), "超过 4 MB")])
def test_what_is_no_seal_is_refused_in_one_line(content, told, tmp_path, capsys):
    path = tmp_path / "章.png"
    path.write_bytes(content)
    assert main(["house", "--seal", str(path)]) == 2
    assert told in capsys.readouterr().err
