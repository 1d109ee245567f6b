"""A mail server on this machine that speaks TLS from the first byte, and can be told to go wrong."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from tests.exchange.partners import Papers


class Post:
    """What arrived, and how to go wrong: "mute" takes a mail and says nothing, "full" refuses it."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.mood, self.logins, self.port = "", [], 0


class Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        """Answer each line until QUIT."""
        self.say("220 here")
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"DATA":
                self.take()
            elif word == b"QUIT":
                return self.say("221 bye")
            else:
                self.say(self.answer(word, line))

    def answer(self, word: bytes, line: bytes) -> str:
        """What is said to one line."""
        if word == b"EHLO":
            return "250-here\r\n250 AUTH PLAIN"
        if word == b"AUTH":
            self.server.post.logins.append(line)
            return "235 ok"
        return "552 full" if self.server.post.mood == "full" and word == b"RCPT" else "250 ok"

    def take(self) -> None:
        """A mail; with the mood "mute" it is kept and never answered."""
        self.say("354 go")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        self.server.post.mails.append(message_from_bytes(b"".join(lines), policy=default))
        if self.server.post.mood == "mute":
            raise ConnectionError
        self.say("250 taken")

    def say(self, words: str) -> None:
        """One answer."""
        self.wfile.write(words.encode() + b"\r\n")


class _Quiet(socketserver.ThreadingTCPServer):
    daemon_threads = True
    post: Post

    def handle_error(self, *_: object) -> None:
        """A line that breaks off is what some tests are about."""


@contextmanager
def mail_server(papers: Papers) -> Iterator[Post]:
    """A server under these papers while the test runs."""
    server = _Quiet(("127.0.0.1", 0), Talk)
    post = server.post = Post()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(papers.chain)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    post.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield post
    finally:
        server.shutdown()
        server.server_close()
