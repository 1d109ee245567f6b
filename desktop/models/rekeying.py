"""Changing the passphrase of a local database: the file gets another key, the files beside it keep theirs inside it."""

from __future__ import annotations

from pathlib import Path

from desktop.models.contents.keeping import free_from_the_database_key
from desktop.models.errors import WrongKey, translate
from desktop.models.local_file import open_file, rekey
from desktop.models.sessions import Store


def change_passphrase(path: Path, *, key: bytes | None, passphrase: str | None, new: str) -> None:
    """Have the file at `path` open by `new` alone; raises WrongKey for the old ones, DeskError when another has it.

    The key of the contents is sealed inside the database, so that changing the file's key is the whole change.
    """
    if not new:
        raise WrongKey("新口令不能为空。")
    engine = open_file(path, key, passphrase)
    try:
        free_from_the_database_key(Store(engine), path)
    finally:
        engine.dispose()
    try:
        rekey(path, key, passphrase, new)
    except Exception as error:
        if known := translate(error):
            raise known from error
        raise
