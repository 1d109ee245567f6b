"""Faults are written to the data folder with kind and place, and without anybody's name or number."""

from __future__ import annotations

import logging
import os
import stat
import sys

import pytest
from sqlalchemy.exc import SQLAlchemyError

from desktop.__main__ import main
from desktop.commands import faults
from desktop.fault_log import NAME, FaultLog, kept_in
from desktop.models.tables import Person
from tests.casework.desks import scratch_desk

NUMBER = "110101199003070038"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def raised(fault):
    """The fault with a trace and a cause."""
    try:
        try:
            raise KeyError(f"冯某某 {NUMBER}")
        except KeyError as cause:
            raise fault from cause
    except type(fault) as caught:
        return caught


def test_a_fault_in_the_window_is_in_the_log_with_kind_and_place_and_without_data(home):
    fault = raised(ValueError(f"冯某某 {NUMBER}"))
    with kept_in(home):
        logging.getLogger("desktop.ui.errors").error("uncaught UI-0001", exc_info=fault)
    text = (home / NAME).read_text(encoding="utf-8")
    assert "uncaught UI-0001" in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/test_fault_log.py:" in text
    assert "冯某某" not in text
    assert NUMBER not in text


def test_a_row_the_database_refuses_tells_no_values(desk_url, home):
    desk = scratch_desk(desk_url)
    person = Person(name="冯某某", id_number=NUMBER, phone="13800138000", birth_date="bad")
    with pytest.raises(SQLAlchemyError) as refused, desk.store.writing() as session:
        session.add(person)
    desk.store.engine.dispose()
    assert NUMBER not in str(refused.value)
    assert "冯某某" not in str(refused.value)
    assert str(home / NAME) in faults.sentence_of(refused.value)[0]
    text = (home / NAME).read_text(encoding="utf-8")
    assert NUMBER not in text
    assert "冯某某" not in text


def test_a_bug_in_a_command_is_one_line_that_names_the_log(home, capsys, monkeypatch):
    monkeypatch.setattr("desktop.__main__._dispatch", lambda _words: {}[NUMBER])
    assert main(["rules"]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert str(home / NAME) in told
    assert NUMBER not in told + (home / NAME).read_text(encoding="utf-8")


@POSIX
def test_the_log_follows_no_link_and_an_unwritable_one_is_told(home):
    precious = home.parent / "precious"
    precious.write_text("x", encoding="utf-8")
    home.mkdir()
    os.symlink(precious, home / NAME)
    sentence, code = faults.sentence_of(raised(ValueError("x")))
    assert precious.read_text(encoding="utf-8") == "x"
    assert "写不进" in sentence
    assert code == 1


def test_a_folder_in_the_logs_place_is_no_fault_of_its_own(home):
    (home / NAME).mkdir(parents=True)
    assert "写不进" in faults.sentence_of(raised(ValueError("x")))[0]


@POSIX
def test_only_the_owner_reads_the_log(home):
    assert FaultLog(home).take(raised(ValueError("x")))
    assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600


def test_the_log_does_not_grow_beyond_its_files(home, monkeypatch):
    monkeypatch.setattr("desktop.fault_log._BYTES", 2000)
    log = FaultLog(home)
    assert all(log.take(raised(ValueError("x"))) for _ in range(60))
    log.close()
    files = sorted(home.iterdir())
    assert len(files) == 4
    assert all(path.stat().st_size <= 2000 for path in files)


def test_after_the_program_no_handler_stays(home):
    before = list(logging.getLogger("desktop").handlers), list(logging.getLogger().handlers)
    with kept_in(home):
        pass
    assert (list(logging.getLogger("desktop").handlers), list(logging.getLogger().handlers)) == before
    assert not home.exists()
