"""The gateways as the window looks after them: texts and parcels, in a thread of its own, when any is set up."""

from __future__ import annotations

import threading

from desktop.casework.desk import Desk
from desktop.casework.gateways.rows import GatewayTurn
from desktop.casework.gateways.settings import courier_settings, text_settings
from desktop.faults import InputFault


class WindowGateways:
    """`turn` runs in the gateways' own thread; `stop` may be called from any."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._stop = desk, threading.Event()

    def possible(self) -> bool:
        """A desk in memory has one connection, which a second thread must not use."""
        return self._desk.store.engine.url.database not in (None, "", ":memory:")

    def stop(self) -> None:
        """The window closes: what is under way ends after its exchange."""
        self._stop.set()

    def turn(self) -> GatewayTurn:
        """Do what is due with every gateway; wrong settings and lost lines are told, a DeskError is raised."""
        parts = [self._texts(), self._parcels()]
        changed = tuple(dict.fromkeys(case for part in parts for case in part.changed))
        failures = tuple(failure for part in parts for failure in part.failures)
        return GatewayTurn(any(part.active for part in parts), changed, failures)

    def _texts(self) -> GatewayTurn:
        settings = text_settings(self._desk)
        if not settings.active or self._stop.is_set():
            return GatewayTurn()
        from desktop.exchange.http_door import Limits
        from desktop.exchange.sms.choosing import open_sender

        # Shorter than from the command line: a window that closes waits for the exchange under way.
        limits = Limits(connect=4, silence=8, whole=20)
        try:
            with open_sender(self._desk, settings, limits, self._stop.is_set) as sender:
                turn = sender.turn()
        except InputFault as fault:
            return GatewayTurn(True, (), (str(fault),))
        return GatewayTurn(True, turn.changed, (turn.failure,) if turn.failure else ())

    def _parcels(self) -> GatewayTurn:
        settings = courier_settings(self._desk)
        if not settings.customer or self._stop.is_set():
            return GatewayTurn()
        from desktop.exchange.courier.kuaidi100 import courier_round
        from desktop.exchange.http_door import Limits

        try:
            turn = courier_round(self._desk, settings, Limits(connect=4, silence=8, whole=20), self._stop.is_set)
        except InputFault as fault:
            return GatewayTurn(True, (), (str(fault),))
        return GatewayTurn(True, turn.changed, (turn.failure,) if turn.failure else ())
