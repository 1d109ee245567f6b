"""The key of contents beside a local file: a random one, kept inside the encrypted database and nowhere else."""

from __future__ import annotations

import secrets
from pathlib import Path

from desktop.models.contents.in_files import FileContents, folder_of
from desktop.models.local_file import KEY_BYTES, content_key
from desktop.models.sessions import Store
from desktop.models.tables import Setting

NAME = "content_key"
"""The setting {"key": hex}; while files are sealed anew also {"former": hex}."""


def kept_keys(store: Store, path: Path) -> tuple[bytes, ...]:
    """The key that seals, and the former one as long as files of it are left; made at the first question.

    Files that an earlier edition sealed with a key of the database's own go on with that one.
    """
    with store.reading() as session:
        known = session.get(Setting, NAME)
    if known is None:
        known = _begin(store, path)
    return tuple(bytes.fromhex(known.value[name]) for name in ("key", "former") if name in known.value)


def _begin(store: Store, path: Path) -> Setting:
    derived = content_key(store.engine)
    key = derived if derived and folder_of(path).exists() else secrets.token_bytes(KEY_BYTES)
    with store.writing() as session:
        known = session.get(Setting, NAME)
        if known is None:
            known = Setting(key=NAME, value={"key": key.hex()})
            session.add(known)
    return known


def free_from_the_database_key(store: Store, path: Path) -> None:
    """Where contents still hang on the database's own key, seal them anew with a random one; may be broken off."""
    keys = kept_keys(store, path)
    if keys[0] == content_key(store.engine):
        keys = (secrets.token_bytes(KEY_BYTES), keys[0])
        _keep(store, {"key": keys[0].hex(), "former": keys[1].hex()})
    if len(keys) > 1:
        FileContents(path, lambda: keys).seal_anew()
        _keep(store, {"key": keys[0].hex()})


def _keep(store: Store, value: dict[str, str]) -> None:
    with store.writing() as session:
        session.merge(Setting(key=NAME, value=value))
