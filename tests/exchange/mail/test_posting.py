"""A mail goes over a proven TLS line or not at all, and never without a lock."""

import socket
import threading

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.gateways.mailing import checked_address, masked_address
from desktop.casework.gateways.settings import MailSettings
from desktop.exchange.mail.posting import Mail, MailFault, post, written
from desktop.faults import InputFault
from tests.exchange.mail.server import mail_server
from tests.exchange.partners import make_papers

LOCKED = b"%PDF-1.7 ... /Encrypt ..."
MAIL = Mail("wang@example.com", "您的服务文书（R-1）", "R-1-加密.pdf", LOCKED, "abc")


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return make_papers(tmp_path_factory.mktemp("papers"))


def settings(server, papers, **more):
    known = {"host": "127.0.0.1", "port": server.port, "sender": "desk@example.com", "ca_file": str(papers.root)}
    return MailSettings(**{**known, **more})


def test_a_mail_arrives_whole_with_its_own_number(papers):
    with mail_server(papers) as server:
        post(MAIL, settings(server, papers, user="desk"), "s3cret")
    (arrived,) = server.mails
    (attached,) = arrived.iter_attachments()
    assert attached.get_content() == LOCKED
    assert (arrived["To"], arrived["Message-ID"]) == ("wang@example.com", "<abc@example.com>")
    assert attached.get_filename() == "R-1-加密.pdf"
    assert len(server.logins) == 1


def test_a_server_that_proves_nothing_gets_nothing(papers, tmp_path):
    with mail_server(papers) as server, pytest.raises(MailFault, match="证书不可信") as fault:
        post(MAIL, settings(server, make_papers(tmp_path)), "s3cret")
    assert not fault.value.unsure
    assert (server.mails, server.logins) == ([], [])


def test_a_server_without_tls_gets_nothing():
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer():
            line, _ = door.accept()
            with line:
                line.sendall(b"220 here\r\n")
                heard.append(line.recv(100))
                line.sendall(b"250 here\r\n")
                heard.append(line.recv(100))

        thread = threading.Thread(target=answer)
        thread.start()
        plain = MailSettings("127.0.0.1", door.getsockname()[1], "starttls", "desk", "desk@example.com")
        with pytest.raises(MailFault, match="不支持加密"):
            post(MAIL, plain, "s3cret", timeout=2)
        thread.join()
    assert not any(b"AUTH" in words or b"MAIL" in words for words in heard)


def test_a_refusal_is_certain_and_a_silence_after_the_mail_is_not(papers):
    with mail_server(papers) as server:
        server.mood = "full"
        with pytest.raises(MailFault, match="552") as fault:
            post(MAIL, settings(server, papers), "")
        assert not fault.value.unsure
        server.mood = "mute"
        with pytest.raises(MailFault) as fault:
            post(MAIL, settings(server, papers), "")
        assert fault.value.unsure
    assert len(server.mails) == 1


def test_nobody_there_is_certain():
    with pytest.raises(MailFault, match="连不上") as fault:
        post(MAIL, MailSettings("127.0.0.1", 9, sender="desk@example.com"), "", timeout=1)
    assert not fault.value.unsure


def test_an_open_file_never_goes():
    with pytest.raises(InputFault, match="加密"):
        written(MAIL.__class__("a@b.cn", "s", "n.pdf", b"%PDF-1.7 open", "1"), "desk@example.com")


@pytest.mark.parametrize(
    "wrong", ["a", "a@b", "a@b.cn\nBcc: x@y.cn", "a@b.cn,c@d.cn", "王@b.cn", "a b@c.cn", "a@@b.cn"]
)
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(BadInput):
        checked_address(wrong)
    assert checked_address(" wang@example.com ") == "wang@example.com"
    assert masked_address("wang@example.com") == "w***@example.com"
