"""Contents are kept once, cannot be read without the key, and every changed byte is noticed."""

import hashlib
import io
import os
import threading
from pathlib import Path

import pytest

from desktop.models.contents import in_files
from desktop.models.contents.in_files import FileContents
from desktop.models.contents.in_tables import CHUNK, TableContents
from desktop.models.contents.opening import Contents, open_contents
from desktop.models.contents.sealing import BLOCK, MAGIC
from desktop.models.engines import open_engine
from desktop.models.errors import Damaged, DiskFull
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from desktop.models.tables import ContentChunk
from tests.models.builders import KEY

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3 * (BLOCK // 256)


@pytest.fixture
def store(database_url):
    """A database with today's tables, on either engine."""
    engine = open_engine(database_url, key=KEY)
    create_scratch(engine)
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def contents(store) -> Contents:
    """The contents of that database."""
    return open_contents(store)


@pytest.fixture
def beside(tmp_path) -> FileContents:
    """Contents beside a local file."""
    return FileContents(tmp_path / "desk.db", lambda: (KEY,))


def put(contents: Contents, content: bytes) -> str:
    """Store it; its hash."""
    return contents.put(io.BytesIO(content)).sha256


def stored(beside: FileContents, content: bytes = PICTURE) -> Path:
    """The file of a stored content."""
    return beside.place(put(beside, content))


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, CHUNK, 2 * CHUNK + 5])
def test_a_content_comes_back_as_it_was(contents, size):
    content = os.urandom(size)
    kept = contents.put(io.BytesIO(content))
    assert kept == (hashlib.sha256(content).hexdigest(), size)
    assert contents.has(kept.sha256)
    assert contents.read(kept.sha256) == content


def test_the_same_content_is_stored_once(contents, store):
    assert put(contents, PICTURE) == put(contents, PICTURE)
    if isinstance(contents, FileContents):
        assert len([path for path in contents.folder.rglob("*") if path.is_file()]) == 1
    else:
        with store.reading() as session:
            assert session.query(ContentChunk).count() == 1


def test_a_content_nobody_stored_is_told_as_damage(contents):
    assert not contents.has("0" * 64)
    with pytest.raises(Damaged):
        contents.read("0" * 64)


def test_desks_that_store_the_same_at_the_same_time_store_it_once(contents):
    found, faults = [], []

    def store_it():
        try:
            found.append(put(contents, PICTURE))
        except Exception as fault:  # whatever it is, the test tells it
            faults.append(fault)

    threads = [threading.Thread(target=store_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(set(found)) == 1
    assert contents.read(found[0]) == PICTURE


def test_a_shared_server_keeps_contents_in_its_rows_and_a_file_beside_itself(store, contents):
    on_server = store.engine.dialect.name == "postgresql"
    assert isinstance(contents, TableContents if on_server else FileContents)


def test_the_rows_of_a_server_that_were_changed_are_noticed(postgres_url):
    engine = open_engine(postgres_url)
    create_scratch(engine)
    store = Store(engine)
    contents = open_contents(store)
    sha256 = put(contents, PICTURE)
    with store.writing() as session:
        chunk = session.query(ContentChunk).one()
        chunk.body = chunk.body[:100] + b"x" + chunk.body[101:]
    with pytest.raises(Damaged):
        contents.read(sha256)
    engine.dispose()


def test_a_stored_file_shows_nothing_of_the_picture(beside):
    sealed = stored(beside).read_bytes()
    assert b"PNG" not in sealed
    assert bytes(range(64)) not in sealed
    assert sealed.startswith(MAGIC)


def test_another_key_opens_nothing(beside, tmp_path):
    sha256 = put(beside, PICTURE)
    with pytest.raises(Damaged):
        FileContents(tmp_path / "desk.db", lambda: (bytes(32),)).read(sha256)


def test_every_flipped_byte_is_noticed(beside):
    place = stored(beside, PICTURE[:200])
    whole = place.read_bytes()
    for spot in range(len(whole)):
        place.write_bytes(whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :])
        with pytest.raises(Damaged):
            beside.read(_hash_of(place))


def _hash_of(place: Path) -> str:
    return place.parent.name + place.name


def test_swapped_missing_and_appended_blocks_are_noticed(beside):
    place = stored(beside)
    whole = place.read_bytes()
    head, step = len(MAGIC) + 16, BLOCK + 16
    first, second, rest = whole[head : head + step], whole[head + step : head + 2 * step], whole[head + 2 * step :]
    for changed in (second + first + rest, first + rest, first + second, whole[head:] + first, b""):
        place.write_bytes(whole[:head] + changed)
        with pytest.raises(Damaged):
            beside.read(_hash_of(place))


def test_the_file_of_one_content_cannot_stand_for_another(beside):
    one, other = stored(beside), stored(beside, PICTURE[:500])
    other.write_bytes(one.read_bytes())
    with pytest.raises(Damaged):
        beside.read(_hash_of(other))


def test_the_folder_is_for_its_owner_alone(beside):
    place = stored(beside)
    assert beside.folder.name == "desk.db.files"
    assert place.parent.parent == beside.folder
    assert beside.folder.stat().st_mode & 0o077 == 0
    assert place.stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_nothing_half_written(beside, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(in_files.os, "fsync", full)
    with pytest.raises(DiskFull):
        put(beside, PICTURE)
    assert [path for path in beside.folder.rglob("*") if path.is_file()] == []


def test_a_file_that_changes_while_it_is_read_is_not_stored(beside):
    class Growing(io.BytesIO):
        """Gives something else from the second reading on."""

        turns = 0

        def seek(self, *place):
            """Count the readings."""
            self.turns += 1
            if self.turns == 2:
                self.getbuffer()[0] ^= 1
            return super().seek(*place)

    with pytest.raises(Damaged, match="改动"):
        beside.put(Growing(PICTURE))
    assert [path for path in beside.folder.rglob("*") if path.is_file()] == []


def test_two_ways_of_opening_the_same_file_read_the_same_contents(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine = open_engine(url, passphrase="开门")
    create_scratch(engine)
    sha256 = put(open_contents(Store(engine)), PICTURE)
    engine.dispose()
    again = open_engine(url, passphrase="开门")
    assert open_contents(Store(again)).read(sha256) == PICTURE
    again.dispose()
