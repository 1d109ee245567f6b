"""Databases are opened encrypted, by a safe engine, with the switches that keep what was saved."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3.dbapi2 import sqlite_version

from desktop.models.engines import open_engine
from desktop.models.errors import EngineRefused, Unreachable, WrongKey
from desktop.models.local_file import check_sqlite, derive_key
from desktop.models.schema import create_scratch
from desktop.models.server import open_server
from desktop.models.sessions import Store
from tests.models.builders import KEY, furnish

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cache_size": -65536,
    "busy_timeout": 10_000,
}


def filled(url: str, **secret: object) -> None:
    engine = open_engine(url, **secret)
    create_scratch(engine)
    with Store(engine).writing() as session:
        furnish(session)
    engine.dispose()


def accepted(version: str) -> bool:
    try:
        check_sqlite(version)
    except EngineRefused:
        return False
    return True


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database file will be."""
    return tmp_path / "健管 desk.db"


@pytest.mark.parametrize("secret", [{"key": KEY}, {"passphrase": "正确的口令"}])
def test_a_file_opens_again_with_the_same_secret(path: Path, secret: dict[str, object]) -> None:
    filled(f"sqlite:///{path}", **secret)
    with open_engine(f"sqlite:///{path}", **secret).connect() as connection:
        assert connection.scalar(text("SELECT name FROM person")) == "欧阳敏"


def test_the_file_and_its_log_show_no_plain_text(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}", key=KEY)
    create_scratch(engine)
    with Store(engine).writing() as session:
        furnish(session)
    written = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    assert any(name.endswith("-wal") for name in written)
    for secret in (b"SQLite format 3", "欧阳敏".encode(), b"ouyangmin", b"110101199003078515", b"case_file"):
        assert not [name for name, content in written.items() if secret in content]
    engine.dispose()


@pytest.mark.parametrize("secret", [{"key": bytes(32)}, {"passphrase": "错"}])
def test_a_wrong_secret_is_told_plainly(path: Path, secret: dict[str, object]) -> None:
    filled(f"sqlite:///{path}", key=KEY)
    with pytest.raises(WrongKey, match="口令不对"):
        open_engine(f"sqlite:///{path}", **secret)


def test_a_file_is_never_opened_without_a_secret(path: Path) -> None:
    with pytest.raises(WrongKey, match="需要口令"):
        open_engine(f"sqlite:///{path}")
    assert not path.exists()


def test_a_key_of_the_wrong_length_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(f"sqlite:///{path}", key=b"short")


def test_sqlcipher_writes_nothing_to_the_terminal(path: Path) -> None:
    filled(f"sqlite:///{path}", key=KEY)
    script = (
        "import sys\nfrom desktop.models.engines import open_engine\n"
        "try:\n    open_engine(sys.argv[1], key=bytes(32))\nexcept Exception as error:\n    print(error.code)"
    )
    done = subprocess.run([sys.executable, "-c", script, f"sqlite:///{path}"], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("wrong_key\n", "")


def test_the_salt_makes_two_files_of_one_passphrase_differ(tmp_path: Path) -> None:
    for name in ("a", "b"):
        filled(f"sqlite:///{tmp_path / name}", passphrase="同一口令")
    salts = {(tmp_path / name).read_bytes()[:16] for name in ("a", "b")}
    assert len({derive_key("同一口令", salt) for salt in salts}) == 2


def test_reading_the_salt_drops_no_lock_of_this_process(path: Path) -> None:
    """A second engine on a live file must not let another process in between."""
    url = f"sqlite:///{path}"
    filled(url, passphrase="口令")
    first = open_engine(url, passphrase="口令")
    script = (
        "import sys\nfrom desktop.models.engines import open_engine\n"
        "engine = open_engine(sys.argv[1], passphrase='口令')\n"
        "with engine.connect() as connection:\n"
        "    connection.connection.driver_connection.execute('PRAGMA busy_timeout = 0')\n"
        "    try:\n        connection.begin()\n        print('in')\n"
        "    except Exception as error:\n        print('locked' if 'locked' in str(error) else error)"
    )
    with first.begin() as connection:
        connection.execute(text("UPDATE person SET sex = '女'"))
        open_engine(url, passphrase="口令").dispose()
        done = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("locked\n", "")
    first.dispose()


@pytest.mark.parametrize("switch", EXPECTED)
def test_every_connection_has_the_safe_switches(path: Path, switch: str) -> None:
    engine = open_engine(f"sqlite:///{path}", key=KEY)
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            driver = connection.connection.driver_connection
            assert driver.execute(f"PRAGMA {switch}").fetchone() == (EXPECTED[switch],)
    engine.dispose()


@pytest.mark.parametrize("version", ["3.40.1", "3.44.5", "3.46.1", "3.50.6", "3.51.2", "3.52.0"])
def test_an_engine_with_the_wal_defect_is_refused(version: str) -> None:
    with pytest.raises(EngineRefused, match=version):
        check_sqlite(version)


@pytest.mark.parametrize("version", ["3.44.6", "3.50.7", "3.51.3", "3.52.1", "3.53.4", "4.0.0", sqlite_version])
def test_a_repaired_engine_is_accepted_and_so_is_the_one_installed(version: str) -> None:
    assert accepted(version)


def test_a_missing_folder_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="文件夹"):
        open_engine(f"sqlite:///{tmp_path / 'none' / 'desk.db'}", key=KEY)


def test_memory_is_shared_by_all_sessions_of_an_engine() -> None:
    engine = open_engine("sqlite://")
    create_scratch(engine)
    with Store(engine).writing() as session:
        desk = furnish(session)
    with Store(engine).reading() as session:
        assert session.scalar(text("SELECT id FROM person")) == desk.person


def test_an_unknown_kind_of_database_is_a_bug() -> None:
    with pytest.raises(ValueError, match="mysql"):
        open_engine("mysql+pymysql://x/y")


def test_the_server_is_told_the_time_limits_and_the_zone(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        given = connection.connection.driver_connection.info.get_parameters()
        assert connection.scalar(text("SHOW timezone")) == "UTC"
    limits = {"connect_timeout": "5", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3"}
    assert given | limits == given
    assert given["tcp_user_timeout"] == "8000"
    engine.dispose()


def test_a_schema_of_its_own_can_be_named(postgres_url: str) -> None:
    engine = open_engine(f"{postgres_url}?schema=desk_two")
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW search_path")) == "desk_two"
    engine.dispose()


def test_a_schema_name_cannot_smuggle_options() -> None:
    with pytest.raises(ValueError, match="schema"):
        open_engine("postgresql+psycopg://h/d?schema=x%20-c%20fsync=off")


def test_a_server_that_is_not_there_is_told_plainly() -> None:
    store = Store(open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    with pytest.raises(Unreachable, match="连不上"), store.reading() as session:
        session.execute(text("SELECT 1"))


def test_opening_a_server_asks_it_nothing() -> None:
    assert open_server(open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none").url)
