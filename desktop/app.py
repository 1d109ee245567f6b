"""Puts the program together: settings, engine, clock, work calendar, desk, window."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop.casework.desk import Desk, open_desk
from desktop.handbook.calendars import load_calendar
from desktop.handbook.workdays import SHANGHAI, WorkCalendar
from desktop.models.engines import open_engine
from desktop.models.errors import OlderSchema, Unreachable, WrongKey
from desktop.models.revisions import is_current
from desktop.models.sessions import Store
from desktop.paths import resource_path
from desktop.settings import DEMO_KEY, Settings, SettingsError, data_folder

_PAGE, _PLAIN_HEAD = 4096, b"SQLite format 3"
_DEMO, _ONE_DAY = "caredesk-demo-", 86_400


def now() -> datetime:
    """The present moment in Shanghai, whatever the machine's zone."""
    return datetime.now(SHANGHAI)


def work_calendar() -> WorkCalendar:
    """The calendar that ships with the program."""
    return load_calendar(resource_path("calendars"))


def build_desk(settings: Settings, clock: Callable[[], datetime] = now, *, existing: bool = False) -> Desk:
    """Open the database, bring its schema up to date, and stand the desk on it.

    `existing` takes a database only as it is: Unreachable when there is no file, OlderSchema instead of an upgrade.
    """
    path = local_path(settings.database)
    if path is not None:
        _check_file(path, existing=existing)
    _make_folder(settings.database)
    engine = open_engine(settings.database, key=key_of(settings), passphrase=settings.passphrase or None)
    if not is_current(engine):
        if existing:
            engine.dispose()
            raise OlderSchema
        from desktop.casework.directory_stock import stock
        from desktop.models.schema import upgrade

        upgrade(engine)
        stock(Store(engine))
    return open_desk(Store(engine), clock, work_calendar(), settings.hours)


def local_path(url: str) -> Path | None:
    """The file of a local database; None for a server or a database in memory."""
    path = url.removeprefix("sqlite:///")
    return Path(path) if path and path != url else None


def key_of(settings: Settings) -> bytes | None:
    """The key of a local file without a passphrase: kept beside it, readable by its owner alone, made at first use.

    Raises WrongKey when the file exists and its key does not.
    """
    path = local_path(settings.database)
    if settings.key or settings.passphrase or path is None:
        return settings.key
    kept = Path(f"{path}.key")
    if kept.exists():
        return _read_key(kept)
    if path.exists():
        raise WrongKey(f"打开 {path} 需要口令：请设置 CAREDESK_PASSPHRASE，或放回密钥文件 {kept.name}")
    return _make_key(kept)


def _read_key(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise WrongKey(f"密钥文件 {path} 已损坏") from None


def _make_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key.hex())
    return key


def _make_folder(url: str) -> None:
    """The program makes its own data folder; a folder that somebody named must be there."""
    path = local_path(url)
    if path is None or path.parent.is_dir():
        return
    if not _is_own(path):
        raise SettingsError(f"没有文件夹「{path.parent}」，请先建好它，或核对数据库的路径")
    path.parent.mkdir(parents=True, exist_ok=True)


def _is_own(path: Path) -> bool:
    return path.parent.absolute() == data_folder().absolute()


def _check_file(path: Path, *, existing: bool) -> None:
    """Raise for what lies at a database's place and is none; an encrypted file is whole pages without a plain head."""
    if path.is_dir():
        raise Unreachable(f"「{path}」是文件夹，不是健管台的数据库")
    if not path.exists():
        if existing:
            hint = "打开窗口或导入清单时会建立" if _is_own(path) else "请核对 --db"
            raise Unreachable(f"还没有数据库：没有文件 {path}，{hint}")
        return
    size = path.stat().st_size
    with path.open("rb") as file:
        plain = file.read(len(_PLAIN_HEAD)) == _PLAIN_HEAD
    if plain or size % _PAGE or (existing and not size):
        raise Unreachable(f"「{path}」不是健管台的数据库")


def sweep_demos() -> None:
    """Remove what demos left behind that were killed: their process is gone, or nobody knows it for a day."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_DEMO}*"):
        owner = folder.name.removeprefix(_DEMO).partition("-")[0]
        old = time.time() - folder.stat().st_mtime > _ONE_DAY
        if old or (owner.isdigit() and os.name != "nt" and not _runs(int(owner))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def demo_desk(clock: Callable[[], datetime]) -> Iterator[Desk]:
    """A throw-away desk in a folder of its own, removed afterwards."""
    sweep_demos()
    with tempfile.TemporaryDirectory(prefix=f"{_DEMO}{os.getpid()}-") as folder:
        settings = Settings(f"sqlite:///{Path(folder) / 'demo.db'}", key=DEMO_KEY)
        desk = build_desk(settings, clock)
        try:
            yield desk
        finally:
            desk.store.engine.dispose()
