"""SMPP: a real line to a small message centre that reads the bytes by itself."""

import socketserver
import ssl
import struct
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

pytest.importorskip("smpplib", reason="the extra smpp is not installed")

from desktop.casework import messages
from desktop.casework.gateways.rows import Asked
from desktop.casework.gateways.settings import TextSettings
from desktop.casework.message_rows import OutgoingText
from desktop.exchange.http_door import PartnerFault
from desktop.exchange.sms.choosing import open_sender
from desktop.exchange.sms.gateway import NotTaken, Unclear
from desktop.exchange.sms.signatures import CloudKey
from desktop.exchange.sms.smpp import SmppGateway
from desktop.models.tables import Message
from tests.casework.booked import book_visit
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.exchange.partners import make_papers

KEY = CloudKey("desk", "s3cret")
TEXT = OutgoingText(7, "GT-1", "13800002046", "【健管台】王芳您好，" + "门诊已约好。" * 30, "OP_BOOKED", {}, 3, "o7")


class Centre:
    """What arrived, and how to go wrong: a status for the next text, or "mute"."""

    def __init__(self):
        self.texts, self.states, self.mood = [], {}, 0


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        while head := self.rfile.read(16):
            length, command, _status, sequence = struct.unpack(">4L", head)
            body = self.rfile.read(length - 16)
            if command == 0x04 and self.server.centre.mood == "mute":
                self.server.centre.texts.append(body)
                return
            status, answer = self.answer(command, body)
            self.wfile.write(struct.pack(">4L", 16 + len(answer), command | 0x80000000, status, sequence) + answer)

    def answer(self, command, body):
        centre = self.server.centre
        if command == 0x09:
            return (0 if body.startswith(b"desk\0s3cret\0") else 0x0E), b"centre\0"
        if command == 0x04:
            if centre.mood:
                return centre.mood, b""
            centre.texts.append(body)
            return 0, f"M{len(centre.texts)}".encode() + b"\0"
        if command == 0x03:
            number = body.split(b"\0")[0]
            state = centre.states.get(number.decode(), 0)
            return (0 if state else 0x67), number + b"\0\0" + bytes((state, 0))
        return 0, b""


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A line that breaks off is what some tests are about."""


@contextmanager
def centre(papers=None):
    server = Server(("127.0.0.1", 0), Talk)
    server.centre = Centre()
    if papers:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(papers.chain)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.centre, server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def gateway(port, key=KEY, trust=None):
    return SmppGateway("127.0.0.1", port, "10690000", key, trust, timeout=0.5)


def asked(number):
    return Asked(7, "o7", number, TEXT.phone, datetime(2026, 9, 23, tzinfo=UTC), True)


def test_a_long_text_goes_whole_over_a_proven_line_and_is_asked_for_by_its_number(tmp_path):
    papers = make_papers(tmp_path)
    trust = ssl.create_default_context(cafile=papers.root)
    with centre(papers) as (there, port):
        (handed,) = gateway(port, trust=trust).submit([TEXT])
        assert (handed.state, handed.number) == ("submitted", "M1")
        assert TEXT.body.encode("utf-16-be") in there.texts[0]
        assert b"8613800002046\0" in there.texts[0]
        for state, told in ((1, "accepted"), (2, "delivered"), (5, "failed")):
            there.states["M1"] = state
            (found,) = gateway(port, trust=trust).states([asked("M1")])
            assert (found.out_id, found.state) == ("o7", told)
        assert gateway(port, trust=trust).states([asked(""), asked("M9")]) == []


def test_a_server_that_proves_nothing_gets_nothing(tmp_path):
    with centre(make_papers(tmp_path)) as (there, port), pytest.raises(NotTaken):
        gateway(port, trust=ssl.create_default_context()).submit([TEXT])
    assert there.texts == []


def test_no_answer_is_unclear_and_a_refusal_is_not():
    with centre() as (there, port):
        there.mood = "mute"
        with pytest.raises(Unclear):
            gateway(port).submit([TEXT])
        assert len(there.texts) == 1
        there.mood = 0x58
        with pytest.raises(NotTaken) as fault:
            gateway(port).submit([TEXT])
        assert fault.value.wait == 30
        there.mood = 0x0B
        assert gateway(port).submit([TEXT])[0].state == "failed"
        with pytest.raises(NotTaken):
            gateway(port, CloudKey("desk", "wrong")).submit([TEXT])
    with pytest.raises(PartnerFault):
        gateway(9).states([asked("M1")])


def test_the_desk_opens_it_by_its_settings(monkeypatch):
    monkeypatch.setenv("CAREDESK_SMS_KEY_ID", KEY.id)
    monkeypatch.setenv("CAREDESK_SMS_KEY_SECRET", KEY.secret)
    desk = scratch_desk(clock=HandClock("2026-09-23 09:10"))
    message = messages.send(desk, book_visit(desk, desk.clock, "2026-09-29 09:30"), MANAGER, purpose="notice")
    with centre() as (there, port):
        settings = TextSettings("smpp", host="127.0.0.1", port=port, sender="10690000")
        with open_sender(desk, settings) as line:
            assert line.turn().sent == 1
            there.states["M1"] = 2
            desk.clock.to("2026-09-23 09:20")
            assert line.turn().delivered == 1
    with desk.reading() as session:
        assert session.get(Message, message.message_id).state == "delivered"
    desk.store.engine.dispose()
