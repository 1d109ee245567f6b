"""After a change of the passphrase files open with the new one, and nothing opens with what was known before."""

import hashlib
import hmac
import io

import pytest

from desktop.models.contents.in_files import FileContents
from desktop.models.contents.keeping import NAME, kept_keys
from desktop.models.contents.opening import open_contents
from desktop.models.engines import open_engine
from desktop.models.errors import Damaged, WrongKey
from desktop.models.local_file import derive_key
from desktop.models.rekeying import change_passphrase
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from desktop.models.tables import Setting
from tests.models.builders import KEY

OLD, NEW = "旧口令-1", "新口令-2"
PAPER = b"%PDF-1.7" + bytes(range(256)) * 600


def furnished(path, **opened) -> str:
    """A database with one stored file; the file's hash."""
    engine = open_engine(f"sqlite:///{path}", **opened)
    create_scratch(engine)
    kept = open_contents(Store(engine)).put(io.BytesIO(PAPER)).sha256
    engine.dispose()
    return kept


def read(path, sha256, **opened) -> bytes:
    """The stored file as somebody reads it who opens the database so."""
    engine = open_engine(f"sqlite:///{path}", **opened)
    try:
        return open_contents(Store(engine)).read(sha256)
    finally:
        engine.dispose()


def test_a_file_opens_after_the_change_and_the_old_passphrase_opens_nothing(tmp_path):
    path = tmp_path / "desk.db"
    kept = furnished(path, passphrase=OLD)
    change_passphrase(path, key=None, passphrase=OLD, new=NEW)
    assert read(path, kept, passphrase=NEW) == PAPER
    with pytest.raises(WrongKey):
        read(path, kept, passphrase=OLD)
    old_key = derive_key(OLD, path.read_bytes()[:16])
    for known in (old_key, hmac.digest(old_key, b"caredesk contents", "sha256")):
        with pytest.raises(Damaged):
            FileContents(path, lambda known=known: (known,)).read(kept)


def test_a_desk_with_a_key_of_its_own_gets_a_passphrase(tmp_path):
    path = tmp_path / "desk.db"
    kept = furnished(path, key=KEY)
    change_passphrase(path, key=KEY, passphrase=None, new=NEW)
    assert read(path, kept, passphrase=NEW) == PAPER
    with pytest.raises(WrongKey):
        read(path, kept, key=KEY)


@pytest.mark.parametrize("broken_off", [False, True])
def test_files_sealed_with_the_databases_own_key_are_sealed_anew(tmp_path, broken_off):
    path = tmp_path / "desk.db"
    derived = hmac.digest(KEY, b"caredesk contents", "sha256")
    kept = FileContents(path, lambda: (derived,)).put(io.BytesIO(PAPER)).sha256
    engine = open_engine(f"sqlite:///{path}", key=KEY)
    create_scratch(engine)
    store = Store(engine)
    assert kept_keys(store, path) == (derived,)
    if broken_off:
        with store.writing() as session:
            session.merge(Setting(key=NAME, value={"key": hashlib.sha256(b"x").hexdigest(), "former": derived.hex()}))
        assert open_contents(store).read(kept) == PAPER
    engine.dispose()
    change_passphrase(path, key=KEY, passphrase=None, new=NEW)
    assert read(path, kept, passphrase=NEW) == PAPER
    with pytest.raises(Damaged):
        FileContents(path, lambda: (derived,)).read(kept)


def test_a_wrong_or_empty_passphrase_changes_nothing(tmp_path):
    path = tmp_path / "desk.db"
    kept = furnished(path, passphrase=OLD)
    for old, new in (("falsch", NEW), (OLD, "")):
        with pytest.raises(WrongKey):
            change_passphrase(path, key=None, passphrase=old, new=new)
    assert read(path, kept, passphrase=OLD) == PAPER
