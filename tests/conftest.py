"""Plumbing of all tests: off-screen Qt, one PostgreSQL per run, steady property tests."""

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from tests.compiled import share_compiled
from tests.moulds import Pour, on_files, on_server
from tests.postgres import (
    PostgresUnavailable,
    Server,
    close_home,
    empty_again,
    open_home,
    shared_server,
    sweep_orphans,
)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOME_VARIABLE = "CAREDESK_TEST_POSTGRES_HOME"

hypothesis.settings.register_profile("caredesk", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("full", deadline=None, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "caredesk"))

share_compiled()


def pytest_collection_finish() -> None:
    """What every test needs stays for good: setting it aside makes each later collection several times shorter."""
    gc.collect()
    gc.freeze()


_ended = count(1)


def pytest_runtest_teardown() -> None:
    """Collect what windows left behind between tests and in the main thread, never while one handles its events.

    Mostly only what is young: walking everything that is kept takes a second.
    """
    gc.disable()
    ended = next(_ended)
    if ended % 400 == 0:
        gc.collect()
    elif ended % 20 == 0:
        gc.collect(1)


def pytest_configure(config: pytest.Config) -> None:
    """The outermost pytest process owns the server's home; its workers and children find it by the variable."""
    if HOME_VARIABLE in os.environ:
        return
    sweep_orphans()
    home, owner = open_home()
    os.environ[HOME_VARIABLE] = str(home)
    os.environ["XDG_CONFIG_HOME"] = str(home / "config")  # what Qt remembers of file dialogs, here and elsewhere
    config.add_cleanup(lambda: _give_back(home, owner))


def _give_back(home: Path, owner: object) -> None:
    os.environ.pop(HOME_VARIABLE, None)
    close_home(home)
    del owner


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """The one real PostgreSQL of this run; fails, and never skips, when none can be started."""
    try:
        return shared_server(Path(os.environ[HOME_VARIABLE]))
    except PostgresUnavailable as fault:
        pytest.fail(str(fault), pytrace=False)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own, as a SQLAlchemy URL."""
    with postgres_server.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once for each engine the program supports."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture(scope="session")
def furnished_database(postgres_server: Server) -> Iterator[str]:
    """One PostgreSQL database with today's tables for all tests of this worker that begin at an empty desk."""
    with postgres_server.fresh() as url:
        engine = open_engine(url)
        create_scratch(engine)
        engine.dispose()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database for a desk of this test's own, once for each engine; on PostgreSQL it has its tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.db'}"
        return
    url = str(request.getfixturevalue("furnished_database"))
    yield url
    empty_again(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def pour(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pour]:
    """Pours filled desks of this test's own, once for each engine."""
    made = on_files(tmp_path) if request.param == "sqlite" else on_server(request.getfixturevalue("postgres_server"))
    with made as pouring:
        yield pouring
