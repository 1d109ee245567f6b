"""Secrets of partners: from the environment, else the system's keychain; never from a file of the program."""

from __future__ import annotations

import os
from collections.abc import Mapping

import keyring
from keyring.errors import KeyringError

from desktop.faults import OutsideFault

SERVICE = "caredesk"
TOKEN = "carrier.token"
"""The name of the secret that opens the carrier's interface."""

NO_KEYCHAIN = "这台机器没有可用的系统钥匙串，请改用环境变量 {variable}。"


def variable_of(name: str) -> str:
    """The environment variable of a secret: carrier.token is CAREDESK_CARRIER_TOKEN."""
    return f"CAREDESK_{name.upper().replace('.', '_').replace('-', '_')}"


def secret(name: str, environment: Mapping[str, str] | None = None) -> str:
    """A secret by its name; '' when nobody has put one, also where there is no keychain."""
    told = (os.environ if environment is None else environment).get(variable_of(name), "")
    if told:
        return told
    try:
        return keyring.get_password(SERVICE, name) or ""
    except (KeyringError, RuntimeError):
        return ""


def kept_where(name: str) -> str:
    """Where a secret lies: `environment`, `keychain`, or '' for nowhere; the secret itself is not told."""
    if os.environ.get(variable_of(name), ""):
        return "environment"
    return "keychain" if secret(name) else ""


def keep_secret(name: str, value: str) -> None:
    """Put a secret into the keychain, or take it out when `value` is ''; OutsideFault where there is no keychain."""
    try:
        if value:
            keyring.set_password(SERVICE, name, value)
        elif keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)
    except (KeyringError, RuntimeError):
        raise OutsideFault(NO_KEYCHAIN.format(variable=variable_of(name))) from None
