"""`caredesk report` and `caredesk check-report`: files written, results told plainly, the agreed exit codes."""

from argparse import Namespace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.casework.acting import BadInput
from desktop.casework.documents import issuing, reading
from desktop.casework.documents.filling import paper_of
from desktop.commands.check_report import run as run_check
from desktop.commands.report import PASSPHRASE
from desktop.commands.report import run as run_report
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.papers_out import files_of
from desktop.reports.signing import demo_certificate, sign
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.casework.documents.papers import drafted, held, no_picture
from tests.casework.journeys import done
from tests.reports.reading import text_of


@pytest.fixture
def desk(desk_url):
    """A desk on SQLite and on PostgreSQL."""
    made = scratch_desk(desk_url, HandClock())
    yield made
    made.store.engine.dispose()


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate's file; its passphrase is in the environment."""


    path = tmp_path / "house.p12"
    path.write_bytes(demo_certificate("geheim", datetime(2026, 1, 1, tzinfo=SHANGHAI)))
    monkeypatch.setenv(PASSPHRASE, "geheim")
    return path


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["mdt"], ["多学科会诊意见书-MD-260911-004-第1版.pdf"]),
        (["mdt", "--draft"], ["多学科会诊意见书-MD-260911-004-草稿3.pdf"]),
        (["nodule", "--organ", "thyroid"], ["甲状腺结节阅片解读报告-ND-260914-003-第1版.pdf"]),
        (["guidance"], ["诊后指导-GD-260911-004-第1版.pdf"]),
        (["parcel"], ["寄件说明-PX-260922-018.pdf", "寄件面单-PX-260922-018.pdf"]),
    ],
)
def test_a_sample_is_written_and_named(words, names, tmp_path, capsys):
    assert main(["report", *words, "--sample", "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / name) for name in names]
    assert all(text_of((tmp_path / "out" / name).read_bytes()) for name in names)


@pytest.mark.parametrize(("kind", "names"), [("mdt", ["会诊 1.pdf"]), ("parcel", ["会诊 1.pdf", "会诊 1-2.pdf"])])
def test_out_may_name_the_file_itself(kind, names, tmp_path, capsys):
    assert main(["report", kind, "--sample", "--out", str(tmp_path / "新文件夹" / "会诊 1.pdf")]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "新文件夹" / name) for name in names]
    assert sorted(path.name for path in (tmp_path / "新文件夹").iterdir()) == sorted(names)
    assert all(text_of((tmp_path / "新文件夹" / name).read_bytes()) for name in names)


def test_a_folder_that_looks_like_a_pdf_stays_a_folder(tmp_path, capsys):
    folder = tmp_path / "存档.pdf"
    folder.mkdir()
    assert main(["report", "mdt", "--sample", "--out", str(folder)]) == 0
    assert Path(capsys.readouterr().out.strip()).parent == folder


def test_a_signed_sample_is_found_whole_and_a_changed_one_is_not(certificate, tmp_path, capsys):
    assert main(["report", "guidance", "--sample", "--sign", str(certificate), "--out", str(tmp_path)]) == 0
    path = next(tmp_path.glob("*.pdf"))
    assert main(["check-report", str(path)]) == 0
    told = capsys.readouterr().out
    assert "完整" in told
    assert "登记：未登记" in told
    assert "演示证书" in told
    path.write_bytes(path.read_bytes() + b"\n")
    assert main(["check-report", str(path)]) == 1
    assert "不可信" in capsys.readouterr().out


def test_a_cases_draft_is_printed_as_it_is_filled(desk, tmp_path, capsys):
    case = held(desk)
    row = drafted(desk, case, "mdt")
    args = Namespace(kind="mdt", case=row.case_number, sample=False, draft=False, sign=None, out=tmp_path, db="")
    assert run_report(args, desk) == 0
    text = text_of(Path(capsys.readouterr().out.strip()).read_bytes())
    assert "肝细胞癌" in text
    assert "草稿，未签发，不得外发" in text
    with pytest.raises(BadInput, match="还没有写过"):
        run_report(Namespace(**{**vars(args), "kind": "guidance"}), desk)
    with pytest.raises(BadInput, match="没有案件"):
        run_report(Namespace(**{**vars(args), "case": "MD-000000-000"}), desk)


@pytest.mark.rule("D-07")
def test_the_file_on_record_is_known_and_another_of_the_same_number_is_not(desk, certificate, tmp_path, capsys):
    row = drafted(desk, held(desk), "mdt")
    ticket = issuing.reserve(desk, row.id, MANAGER)
    paper = paper_of(reading.document(desk, row.id), desk.clock(), no_picture, ticket)
    (file,) = files_of(paper)
    signed = sign(file.content, certificate.read_bytes(), "geheim")
    done(issuing.issue(desk, row.id, MANAGER, revision=ticket.revision, pdf_sha256=sha256(signed).hexdigest()))
    args = Namespace(file=tmp_path / "report.pdf", hash="", db="")
    other = sign(file.content, demo_certificate("x", datetime(2026, 1, 1, tzinfo=SHANGHAI)), "x")
    for content, code, told in ((signed, 0, "与登记一致"), (other, 1, "与登记不符")):
        args.file.write_bytes(content)
        assert run_check(args, desk) == code
        assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["report", "mdt"], 2, "案件号"),
        (["report", "letter", "--sample"], 2, "没有这个选项"),
        (["report", "mdt", "--sample", "--sign", "nowhere.p12"], 3, "读不到证书"),
        (["check-report", "nowhere.pdf"], 3, "读不到"),
    ],
)
def test_wrong_use_and_missing_files_are_one_plain_line(words, code, told, capsys):
    assert main(words) == code
    error = capsys.readouterr().err
    assert told in error
    assert len(error.strip().splitlines()) == 1


def test_a_wrong_passphrase_writes_nothing(certificate, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(PASSPHRASE, "falsch")
    out = tmp_path / "out"
    assert main(["report", "mdt", "--sample", "--sign", str(certificate), "--out", str(out)]) == 2
    assert "口令不对" in capsys.readouterr().err
    assert not out.exists()
