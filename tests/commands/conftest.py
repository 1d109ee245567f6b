"""What the tests of papers share: a desk of their own on either engine, whose papers go into a folder of the test."""

import pytest

from desktop.casework.documents.document_desk import DocumentDesk
from desktop.commands.document_papers import DocumentPapers
from tests.casework.desks import MANAGER, HandClock, scratch_desk


@pytest.fixture
def desk(desk_url, tmp_path, monkeypatch):
    """A desk of its own on either engine; papers and certificates go into a folder of the test."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path))
    desk = scratch_desk(desk_url, HandClock("2026-03-02 09:10"))
    yield desk
    desk.store.engine.dispose()


@pytest.fixture
def papers(desk):
    """Its papers."""
    return DocumentPapers(desk, DocumentDesk(desk, MANAGER.person))
