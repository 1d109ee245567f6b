"""`caredesk mail`: the issued file goes locked, comes out byte for byte, and its delivery is on the case."""

import argparse
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.casework.documents.document_desk import DocumentDesk
from desktop.casework.gateways import mailing
from desktop.commands import check_report, mail
from desktop.commands.document_papers import DocumentPapers
from desktop.commands.failing import EnvironmentFault, UsageFault
from desktop.models.tables import MailDelivery, Record
from desktop.reports.locking import CannotOpen, lock, new_password, unlock
from tests.casework.desks import MANAGER
from tests.casework.documents.papers import drafted, held
from tests.exchange.mail.server import mail_server
from tests.exchange.partners import make_papers

TO = "wang@example.com"


@pytest.fixture
def papers(tmp_path):
    return make_papers(tmp_path / "papers")


def run(desk, *words):
    parser = argparse.ArgumentParser()
    mail.add_arguments(parser)
    return mail.run(parser.parse_args([str(word) for word in words]), desk)


def issued(desk):
    row = drafted(desk, held(desk), "mdt")
    return row, DocumentPapers(desk, DocumentDesk(desk, MANAGER.person)).issue(row.id).path


def ready(desk, server, papers):
    run(desk, "set", "--host", "127.0.0.1", "--port", server.port, "--sender", "desk@example.com",
        "--ca-file", papers.root)  # fmt: skip


def states(desk):
    with desk.reading() as session:
        return list(session.scalars(select(MailDelivery.state).order_by(MailDelivery.id)))


@pytest.mark.rule("D-07")
def test_an_issued_report_goes_locked_and_its_check_still_holds(desk, papers, tmp_path, capsys, monkeypatch):
    row, path = issued(desk)
    before = Path(path).read_bytes()
    with mail_server(papers) as server:
        ready(desk, server, papers)
        capsys.readouterr()
        assert run(desk, "send", "--document", row.id, "--to", TO, "--person", "林管家", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (arrived,) = server.mails
    (attached,) = arrived.iter_attachments()
    locked = attached.get_content()
    assert told["password"] not in arrived.as_string()
    reader = PdfReader(io.BytesIO(locked))
    assert reader.is_encrypted
    assert reader.decrypt(told["password"])
    (tmp_path / "in.pdf").write_bytes(locked)
    monkeypatch.setattr("sys.stdin", io.StringIO(told["password"] + "\n"))
    assert run(desk, "open", "--file", tmp_path / "in.pdf") == 0
    (out,) = tmp_path.glob("*第1版.pdf")
    assert out.read_bytes() == before == Path(path).read_bytes()
    assert check_report.run(argparse.Namespace(file=out, hash="", db=""), desk) == 0
    with desk.reading() as session:
        note = session.scalars(select(Record).where(Record.verb == "note")).one()
        kept = session.scalars(select(MailDelivery)).one()
        assert "w***@example.com" in note.details["text"]
        assert TO not in note.details["text"]
        assert (kept.state, kept.record_seq, kept.address) == ("sent", note.seq, TO)


def test_a_mail_of_which_nobody_knows_is_not_sent_again_before_a_person_has_asked(desk, papers, capsys):
    row, _path = issued(desk)
    send = ("send", "--document", row.id, "--to", TO)
    with mail_server(papers) as server:
        ready(desk, server, papers)
        server.mood = "mute"
        with pytest.raises(EnvironmentFault, match="没有说明"):
            run(desk, *send)
        server.mood = ""
        with pytest.raises(UsageFault, match="先向客户核实"):
            run(desk, *send)
        assert len(server.mails) == 1
        assert run(desk, "status") == 1
        run(desk, "lost", "--id", 1, "--person", "林管家")
        assert run(desk, *send) == 0
    assert (len(server.mails), states(desk)) == (2, ["failed", "sent"])
    capsys.readouterr()


def test_a_killed_sending_counts_as_unknown_and_blocks(desk):
    row, _path = issued(desk)
    letter = mailing.letter(desk, row.id)
    mailing.begin_mail(desk, letter, TO, b"%PDF", "林管家")
    assert mailing.mails(desk)[0].state == "sending"
    desk.clock.to("2026-03-02 10:30")
    assert mailing.mails(desk)[0].state == "unknown"
    with pytest.raises(mailing.BadInput):
        mailing.begin_mail(desk, letter, TO, b"%PDF", "林管家")


def test_drafts_strangers_and_unset_servers_are_named(desk, papers):
    row = drafted(desk, held(desk), "mdt")
    with pytest.raises(UsageFault, match="caredesk mail set"):
        run(desk, "send", "--document", row.id, "--to", TO)
    with mail_server(papers) as server:
        ready(desk, server, papers)
    for document, to, why in ((row.id, TO, "已签发"), (99, TO, "没有编号"), (row.id, "no", "已签发")):
        with pytest.raises(UsageFault, match=why):
            run(desk, "send", "--document", document, "--to", to)
    with pytest.raises(UsageFault, match="发件地址"):
        run(desk, "set", "--sender", "nobody")


def test_a_wrong_password_opens_nothing(desk):
    _row, path = issued(desk)
    pdf = Path(path).read_bytes()
    password = new_password()
    locked = lock(pdf, "a.pdf", password)
    assert unlock(locked, password) == ("a.pdf", pdf)
    assert "会诊".encode("utf-16-be") not in locked
    for wrong in ("", "x", password.upper()):
        with pytest.raises(CannotOpen):
            unlock(locked, wrong)
    with pytest.raises(CannotOpen):
        unlock(b"nothing", password)
    assert new_password() != password
