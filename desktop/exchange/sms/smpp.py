"""Texts by SMPP 3.4 over TLS: handed over with an answer for each, asked for by the number that the answer gave.

Without an answer there is no number, and nothing can be asked: such a text goes to a person (never sent twice).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from smpplib import consts
from smpplib.client import Client
from smpplib.exceptions import ConnectionError as LineLost
from smpplib.exceptions import PDUError

from desktop.casework.gateways.rows import Asked, Told
from desktop.casework.message_rows import Handed, OutgoingText
from desktop.exchange.http_door import PartnerFault
from desktop.exchange.sms.gateway import NotTaken, Unclear
from desktop.exchange.sms.signatures import CloudKey

_UCS2 = 8
_THROTTLED = (0x58, 0x14)
_FATES: Mapping[int, str] = {
    1: "accepted", 2: "delivered", 3: "failed", 4: "failed", 5: "failed", 6: "accepted", 8: "failed",
}  # fmt: skip
_REASONS: Mapping[int, str] = {3: "过期没有送达", 4: "被删除", 5: "无法送达", 8: "被拒收"}
_NO_LINE = "连不上短信网关，或它不接受本台的用户名和口令。"


class Named:
    """A TLS context that proves the server by its name: the library itself would not say whom it means."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        self._context, self._host = context, host

    def wrap_socket(self, raw: socket.socket) -> ssl.SSLSocket:
        """The line, proven when it is opened."""
        return self._context.wrap_socket(raw, server_hostname=self._host)


class SmppGateway:
    """A line for each round; `trust` is None on this machine alone, where a test may speak without TLS."""

    name = "SMPP"

    def __init__(
        self, host: str, port: int, sender: str, key: CloudKey, trust: ssl.SSLContext | None, timeout: float = 10
    ) -> None:
        self._host, self._port, self._sender, self._key = host, port, sender, key
        self._trust, self._timeout = Named(trust, host) if trust else None, timeout

    def submit(self, texts: Sequence[OutgoingText]) -> Sequence[Handed]:
        """Hand texts over; NotTaken, Unclear."""
        with self._line(_not_taken) as line:
            return [self._submit(line, text) for text in texts]

    def _submit(self, line: Client, text: OutgoingText) -> Handed:
        try:
            line.send_message(
                source_addr_ton=consts.SMPP_TON_UNK, source_addr=self._sender, dest_addr_ton=consts.SMPP_TON_INTL,
                dest_addr_npi=consts.SMPP_NPI_ISDN, destination_addr=f"86{text.phone}", data_coding=_UCS2,
                short_message=b"", message_payload=text.body.encode("utf-16-be"),
            )  # fmt: skip
            answer = _answer(line, "submit_sm_resp")
        except (OSError, LineLost, PDUError) as fault:
            raise Unclear("短信网关没有说明是否收下。") from fault
        status = int(answer.status)
        if status in _THROTTLED:
            raise NotTaken("网关要求慢一点。", wait=30)
        if status:
            return Handed(text.id, "failed", reason=f"网关不收（SMPP {status:#x}）")
        return Handed(text.id, "submitted", _text(answer.message_id))

    def greet(self) -> None:
        """Open the line as this desk and hang up; no text goes. PartnerFault."""
        with self._line(PartnerFault):
            pass

    def states(self, asked: Sequence[Asked]) -> Sequence[Told]:
        """What the gateway knows of them; PartnerFault when it cannot be asked."""
        numbered = [one for one in asked if one.number]
        if not numbered:
            return []
        with self._line(PartnerFault) as line:
            return [found for one in numbered for found in self._state(line, one)]

    def _state(self, line: Client, one: Asked) -> Iterator[Told]:
        try:
            line.query_message(message_id=one.number, source_addr_ton=consts.SMPP_TON_UNK,
                               source_addr_npi=consts.SMPP_NPI_UNK, source_addr=self._sender)  # fmt: skip
            answer = _answer(line, "query_sm_resp")
        except (OSError, LineLost, PDUError) as fault:
            raise PartnerFault(_NO_LINE) from fault
        state = int(answer.message_state or 0) if not int(answer.status) else 0
        if state in _FATES:
            yield Told(one.out_id, _FATES[state], one.number, None, _REASONS.get(state, ""))

    @contextmanager
    def _line(self, fault_of: Callable[[str], Exception]) -> Iterator[Client]:
        line = Client(self._host, self._port, timeout=self._timeout, ssl_context=self._trust,
                      allow_unknown_opt_params=True)  # fmt: skip
        try:
            line.connect()
            line.bind_transceiver(system_id=self._key.id, password=self._key.secret)
        except (OSError, LineLost, PDUError) as fault:
            _hang_up(line)
            raise fault_of(_NO_LINE) from fault
        try:
            yield line
        finally:
            _hang_up(line)


def _not_taken(sentence: str) -> Exception:
    return NotTaken(sentence)


def _answer(line: Client, command: str) -> Any:
    """The answer to what was asked last; what the gateway asks in between is not waited for more than a few times."""
    for _ in range(20):
        found = line.read_pdu()
        if found.command == command and found.sequence == line.sequence:
            return found
        if found.command == "generic_nack":
            raise PDUError("generic_nack")
    raise LineLost("no answer")


def _text(value: Any) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")


def _hang_up(line: Client) -> None:
    """Whatever goes wrong now changes nothing of what was handed over."""
    with suppress(OSError, LineLost, PDUError, AttributeError):
        line.unbind()
    line.disconnect()
