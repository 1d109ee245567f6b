"""The desk's partners as the window sets them up: values in the database, secrets in the keychain, and a test call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from desktop.casework.desk import Desk, Entry
from desktop.casework.desk_acts import audited
from desktop.casework.feed.settings import feed_settings, keep_settings
from desktop.casework.gateways.partners import TITLES, PartnerRow, partner_rows
from desktop.casework.gateways.settings import (
    courier_settings,
    keep_courier_settings,
    keep_mail_settings,
    keep_text_settings,
    mail_settings,
    text_settings,
)


class PartnerSheet(NamedTuple):
    """A partner's values without secrets, and where each of its secrets lies: environment, keychain, or ''."""

    key: str
    values: Mapping[str, Any]
    secrets: Mapping[str, str]


class WindowPartners:
    """`call` may take as long as a network does and runs in a thread of its own; the rest runs in the worker."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person

    def possible(self) -> bool:
        """A desk in memory has one connection, which a second thread must not use."""
        return self._desk.store.engine.url.database not in (None, "", ":memory:")

    def rows(self) -> tuple[PartnerRow, ...]:
        """Every partner as it stands."""
        return partner_rows(self._desk)

    def sheet(self, key: str) -> PartnerSheet:
        """How one partner is set up."""
        from desktop.exchange.keychain import kept_where

        return PartnerSheet(key, asdict(_READ[key](self._desk)), {name: kept_where(name) for name in _secrets(key)})

    def save(self, key: str, values: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
        """Keep values, and those secrets that were typed; BadInput and InputFault for values that cannot be.

        OutsideFault where there is no keychain. The audit trail names what changed, never a secret.
        """
        from desktop.exchange.keychain import keep_secret

        before = _READ[key](self._desk)
        _KEEP[key](self._desk, replace(before, **values))
        for name, value in secrets.items():
            keep_secret(name, value)
        changed = {name: value for name, value in values.items() if value != getattr(before, name)}
        told = {**changed, "secrets": sorted(secrets)}
        audited(self._desk, Entry(self._person), "set_partner", told, lambda _session: (0, TITLES[key]))

    def call(self, key: str) -> tuple[bool, str]:
        """Call the partner once, harmlessly: whether it answered as it should, and one sentence."""
        from desktop.exchange.partner_calls import call

        return call(self._desk, key)


def _secrets(key: str) -> tuple[str, ...]:
    from desktop.exchange import keychain
    from desktop.exchange.courier import kuaidi100
    from desktop.exchange.mail import posting
    from desktop.exchange.sms import choosing

    return {
        "carrier": (keychain.TOKEN,), "sms": (choosing.KEY_ID, choosing.KEY_SECRET),
        "courier": (kuaidi100.KEY,), "mail": (posting.PASSWORD,),
    }[key]  # fmt: skip


def _keep_carrier(desk: Desk, settings: Any) -> None:
    from desktop.commands.carrier_feed import checked

    keep_settings(desk, checked(settings))


def _keep_texts(desk: Desk, settings: Any) -> None:
    from desktop.exchange.sms.choosing import check_settings

    check_settings(settings)
    keep_text_settings(desk, settings)


def _keep_courier(desk: Desk, settings: Any) -> None:
    from desktop.exchange.courier.kuaidi100 import open_door

    open_door(settings).close()
    keep_courier_settings(desk, settings)


_READ: Mapping[str, Callable[[Desk], Any]] = {
    "carrier": feed_settings, "sms": text_settings, "courier": courier_settings, "mail": mail_settings,
}  # fmt: skip
_KEEP: Mapping[str, Callable[[Desk, Any], None]] = {
    "carrier": _keep_carrier, "sms": _keep_texts, "courier": _keep_courier, "mail": keep_mail_settings,
}  # fmt: skip
