"""A desk with one carrier, one policy and one escort, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desktop.models.engines import open_engine
from desktop.models.schema import create_scratch
from desktop.models.sessions import Store
from tests.models.builders import KEY, Desk, furnish


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database that has every table and nothing in it."""
    opened = open_engine(database_url, key=KEY)
    create_scratch(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """The store of that database."""
    return Store(engine)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """The store of an encrypted file, for what only SQLite does."""
    opened = open_engine(f"sqlite:///{tmp_path / 'file.db'}", key=KEY)
    create_scratch(opened)
    yield Store(opened)
    opened.dispose()


@pytest.fixture
def desk(store: Store) -> Desk:
    """Its first rows."""
    with store.writing() as session:
        return furnish(session)
