"""The desk's settings: which database, which hours, which folders; from the environment and the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from desktop.handbook.deskhours import DeskHours

DEMO_KEY = bytes.fromhex("c4de" * 16)
"""Opens the throw-away demo desk only; it protects nothing and hides nothing."""

DEMO_PERSON = "林悦"


class SettingsError(ValueError):
    """A setting that cannot be used, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the desk's data are and when it is open."""

    database: str
    person: str = DEMO_PERSON
    passphrase: str = ""
    key: bytes | None = None
    opening: time = time(9)
    closing: time = time(18)

    @property
    def hours(self) -> DeskHours:
        """The desk's business hours (T-03)."""
        return DeskHours(windows=((self.opening, self.closing),))


def data_folder() -> Path:
    """Where this user's desk is kept: `CAREDESK_HOME`, or the usual place of the system."""
    chosen = os.environ.get("CAREDESK_HOME")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("APPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "caredesk"


def read_settings(database: str = "") -> Settings:
    """Settings from the environment: CAREDESK_DB, CAREDESK_PERSON, CAREDESK_PASSPHRASE, CAREDESK_HOURS=09:00-18:00."""
    opening, closing = _hours(os.environ.get("CAREDESK_HOURS", "09:00-18:00"))
    url = database or os.environ.get("CAREDESK_DB") or f"sqlite:///{data_folder() / 'desk.db'}"
    return Settings(
        database_url(url), os.environ.get("CAREDESK_PERSON", DEMO_PERSON),
        os.environ.get("CAREDESK_PASSPHRASE", ""), None, opening, closing,
    )  # fmt: skip


def database_url(text: str) -> str:
    """A file's path or an address as the engines take it; SettingsError for any other kind of database."""
    scheme, found, rest = text.partition("://")
    if not found:
        return f"sqlite:///{Path(text).absolute()}"
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return text
    raise SettingsError(f"数据库「{scheme}://…」不能用：请写文件路径，或 postgresql+psycopg://用户@服务器/库名")


def _hours(text: str) -> tuple[time, time]:
    opening, _, closing = text.partition("-")
    try:
        return time.fromisoformat(opening), time(0) if closing == "24:00" else time.fromisoformat(closing)
    except ValueError:
        raise SettingsError(f"CAREDESK_HOURS 应写成 09:00-18:00，现在是「{text}」") from None
