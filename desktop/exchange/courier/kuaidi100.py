"""Parcels asked of kuaidi100 (poll/query.do): signed with MD5 over parameters, key and customer, in upper case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from desktop.casework.desk import Desk
from desktop.casework.gateways import parcels
from desktop.casework.gateways.parcels import ParcelAsked, ParcelTold
from desktop.casework.gateways.settings import CourierSettings
from desktop.exchange.http_door import HttpDoor, Limits, Malformed, Partner, PartnerFault, check_base
from desktop.exchange.keychain import secret, variable_of
from desktop.faults import InputFault
from desktop.handbook.workdays import SHANGHAI

KEY = "courier.key"
"""The name of the secret that kuaidi100 gave this desk."""

_STATES: Mapping[str, str] = {
    "0": "moving", "1": "moving", "5": "moving", "7": "moving", "8": "moving", "2": "trouble", "3": "delivered",
    "4": "returned", "6": "returned", "14": "trouble",
}  # fmt: skip
_NOT_OURS = {"503": "快递查询不接受本台的签名", "601": "快递查询的额度用完了", "400": "快递查询说提交的内容不完整"}


class CourierTurn(NamedTuple):
    """What one round did; `failure` is why it was broken off."""

    asked: int = 0
    changed: tuple[int, ...] = ()
    failure: str = ""


def signature(param: str, key: str, customer: str) -> str:
    """Proof of who asks."""
    return hashlib.md5(f"{param}{key}{customer}".encode(), usedforsecurity=False).hexdigest().upper()


def ask(door: HttpDoor, customer: str, key: str, one: ParcelAsked) -> ParcelTold:
    """Where one parcel is; PartnerFault when that cannot be had at all."""
    asked = {"com": one.code, "num": one.number, "phone": one.phone[-4:], "resultv2": "0"}
    param = json.dumps(asked, separators=(",", ":"))
    body = urlencode({"customer": customer, "sign": signature(param, key, customer), "param": param}).encode()
    found = door.ask("POST", "/poll/query.do", body=body,
                     headers={"Content-Type": "application/x-www-form-urlencoded"}).json()  # fmt: skip
    if not isinstance(found, dict):
        raise Malformed("快递查询没有按约定回答。")
    return _told(found)


def _told(found: Mapping[str, Any]) -> ParcelTold:
    code = str(found.get("returnCode") or "")
    if code in _NOT_OURS:
        raise PartnerFault(f"{_NOT_OURS[code]}。", passing=False)
    steps = found.get("data")
    last = steps[0] if isinstance(steps, list) and steps and isinstance(steps[0], dict) else {}
    state = _STATES.get(str(found.get("state")), "unknown") if found.get("status") == "200" else "unknown"
    words = " ".join(str(last.get("context") or "").split())
    return ParcelTold(state, words if words.isprintable() else "", _moment(str(last.get("ftime") or last.get("time"))))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None


def open_door(settings: CourierSettings, limits: Limits | None = None) -> HttpDoor:
    """Its door; InputFault for an address that is none."""
    ca_file = Path(settings.ca_file) if settings.ca_file else None
    return HttpDoor(Partner(check_base(settings.url), ca_file, name="快递查询"), limits)


def courier_round(
    desk: Desk, settings: CourierSettings, limits: Limits | None = None, stopped: Callable[[], bool] = lambda: False
) -> CourierTurn:
    """Ask for every parcel whose turn it is; InputFault without a key."""
    key = secret(KEY)
    if not key:
        raise InputFault(f"还没有快递查询的密钥：用 caredesk courier key，或环境变量 {variable_of(KEY)}")
    parcels.gather(desk)
    count = 0
    changed: list[int] = []
    with open_door(settings, limits) as door:
        for one in parcels.to_ask(desk):
            if stopped():
                break
            try:
                told = ask(door, settings.customer, key, one)
            except PartnerFault as fault:
                parcels.ask_failed(desk, one.id, fault.sentence)
                return CourierTurn(count, tuple(changed), fault.sentence)
            count += 1
            case_id = parcels.heard(desk, one.id, told)
            changed += [case_id] if case_id else []
    return CourierTurn(count, tuple(changed))
