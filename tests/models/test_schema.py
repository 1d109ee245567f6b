"""Migrations and today's tables agree; upgrading is preceded by a verified copy and never half done."""

import os
import re
import shutil
import stat
import time
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text

from desktop.models import copies, revisions, schema
from desktop.models.copies import verified_copy
from desktop.models.engines import open_engine
from desktop.models.errors import Conflict, CopyFailed, Damaged, NewerSchema
from desktop.models.guards import GUARDS, missing_guards
from desktop.models.revisions import is_current, known_revisions, newest_revision
from desktop.models.schema import create_scratch, upgrade
from desktop.models.sessions import Store
from desktop.models.tables import Base, Job
from tests.models.builders import KEY, case, furnish, job

POSTGRES_SHAPE = """
    SELECT 'column', table_name || '.' || column_name,
           concat_ws(' ', ordinal_position, data_type, is_nullable, column_default)
      FROM information_schema.columns WHERE table_schema = current_schema()
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = CAST(current_schema() AS regnamespace)
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid, true) FROM pg_trigger WHERE NOT tgisinternal
     AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace))
    UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc
     WHERE pronamespace = CAST(current_schema() AS regnamespace)
"""
SQLITE_SHAPE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"

NEWEST = newest_revision()
ADD_COLUMN = """
    for table in ("job", "case_file", "record"):
        rebuild = "always" if op.get_bind().dialect.name == "sqlite" else "never"
        with op.batch_alter_table(table, recreate=rebuild) as batch:
            batch.add_column(sa.Column("remark", sa.Text(), nullable=True))
"""


def shape(engine: Engine) -> dict[tuple[str, str], object]:
    """Everything the database says about its tables, indexes and triggers, free of spacing and order of clauses."""
    with engine.connect() as connection:
        rows = connection.execute(text(SQLITE_SHAPE if engine.dialect.name == "sqlite" else POSTGRES_SHAPE)).all()
    return {(kind, name): normal(kind, re.sub(r"\b(public|scratch)\.", "", sql)) for kind, name, sql in rows if sql}


def normal(kind: str, sql: str) -> object:
    """A table as its parts in any order: a column that was added later stands on another line."""
    parts = (part.strip() for part in re.split(r"[,\n]", sql))
    return sorted(filter(None, parts)) if kind == "table" else " ".join(sql.split())


def columns(engine: Engine) -> dict[str, list[str]]:
    query = "SELECT * FROM {} LIMIT 0"
    with engine.connect() as connection:
        return {name: list(connection.execute(text(query.format(name))).keys()) for name in Base.metadata.tables}


@pytest.fixture
def empty(database_url: str) -> Engine:
    """A database with nothing in it."""
    return open_engine(database_url, key=KEY)


@pytest.fixture
def scratch(database_url: str, tmp_path: Path) -> Engine:
    """A second empty place on the same engine."""
    if database_url.startswith("sqlite"):
        return open_engine(f"sqlite:///{tmp_path / 'scratch.db'}", key=KEY)
    with open_engine(database_url).begin() as connection:
        connection.execute(text("CREATE SCHEMA scratch"))
    return open_engine(f"{database_url}?schema=scratch")


def test_the_migrations_make_the_same_tables_as_today(empty: Engine, scratch: Engine) -> None:
    create_scratch(scratch)
    upgrade(empty)
    assert columns(empty) == columns(scratch)
    migrated, made = shape(empty), shape(scratch)
    assert len(made) > 60
    assert migrated == made


def test_a_schema_that_does_not_exist_is_made(postgres_url: str) -> None:
    engine = open_engine(f"{postgres_url}?schema=desk_two")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM desk_two.case_file")) == 0
    engine.dispose()


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    assert not is_current(empty)
    upgrade(empty)
    before = shape(empty)
    assert upgrade(empty) is None
    assert is_current(empty)
    assert shape(empty) == before


def test_the_newest_script_is_the_head_of_one_line() -> None:
    scripts = ScriptDirectory.from_config(_config())
    assert [each.revision for each in scripts.walk_revisions()] == list(reversed(known_revisions()))
    assert scripts.get_current_head() == newest_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(revisions.SCRIPTS))
    return config


def test_a_scratch_database_is_made_in_a_blink() -> None:
    create_scratch(open_engine("sqlite://"))
    started = time.perf_counter()
    create_scratch(open_engine("sqlite://"))
    assert time.perf_counter() - started < 0.06


def test_an_older_program_refuses_a_newer_database(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))
    with pytest.raises(NewerSchema, match="更新"):
        upgrade(empty)


def test_a_database_without_its_guards_is_refused(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        table = "" if empty.dialect.name == "sqlite" else " ON record"
        connection.execute(text(f"DROP TRIGGER record_cancel_after_lock{table}"))
        assert missing_guards(connection) == ("record_cancel_after_lock",)
    with pytest.raises(Damaged, match="record_cancel_after_lock"):
        upgrade(empty)


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "NextStep":
    """Pretends that the program has learned one more migration."""
    return NextStep(tmp_path / "migrations", monkeypatch)


class NextStep:
    """Writes one more migration into a copy of the scripts."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch

    def write(self, body: str) -> None:
        shutil.copytree(revisions.SCRIPTS, self.folder)
        head = "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '9999_next'\n"
        script = f"{head}down_revision = '{NEWEST}'\n\n\ndef upgrade():\n{body}"
        (self.folder / "versions" / "9999_next.py").write_text(script)
        for module in (revisions, schema):
            self.monkeypatch.setattr(module, "SCRIPTS", self.folder)


def older(url: str) -> Engine:
    """A database of the first migration with a case and a job in it."""
    engine = open_engine(url, key=KEY)
    upgrade(engine)
    with Store(engine).writing() as session:
        desk = furnish(session)
        of = case(desk)
        session.add(of)
        session.flush()
        session.add(job(desk, of))
    return engine


def version(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def test_a_file_is_copied_and_checked_before_it_is_migrated(tmp_path: Path, next_step: NextStep) -> None:
    engine = older(f"sqlite:///{tmp_path / 'desk.db'}")
    next_step.write(ADD_COLUMN)
    copy = upgrade(engine)
    assert copy == tmp_path / f"desk-before-upgrade-{NEWEST}.db"
    assert version(engine) == "9999_next"
    kept = open_engine(f"sqlite:///{copy}", key=KEY)
    assert version(kept) == NEWEST
    with kept.connect() as connection:
        assert connection.scalar(text("SELECT name FROM person")) == "欧阳敏"
    assert copy.read_bytes()[:15] != b"SQLite format 3"


def test_rebuilt_tables_keep_their_rows_and_get_their_triggers_back(database_url: str, next_step: NextStep) -> None:
    engine = older(database_url)
    next_step.write(ADD_COLUMN)
    upgrade(engine)
    with engine.connect() as connection:
        assert missing_guards(connection) == ()
        row = connection.execute(text("SELECT escort_id, case_id, remark FROM job")).one()
    assert row == (1, 1, None)
    with pytest.raises(Conflict), Store(engine).writing() as session:
        session.add(_second_job(session))


def _second_job(session: object) -> Job:
    first = session.get_one(Job, 1)  # type: ignore[attr-defined]
    names = ("escort_id", "case_id", "starts_at", "ends_at", "blocked_from", "blocked_to")
    return Job(**{name: getattr(first, name) for name in names})


def test_foreign_keys_are_checked_again_after_a_migration(tmp_path: Path, next_step: NextStep) -> None:
    engine = older(f"sqlite:///{tmp_path / 'desk.db'}")
    next_step.write(ADD_COLUMN)
    upgrade(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert driver.execute("PRAGMA legacy_alter_table").fetchone() == (0,)


def test_a_migration_that_fails_leaves_everything_as_it_was(database_url: str, next_step: NextStep) -> None:
    engine = older(database_url)
    before = shape(engine)
    next_step.write(ADD_COLUMN + "    op.execute('DELETE FROM counter')\n    op.execute('DELETE FROM nothing')\n")
    with pytest.raises(Exception, match="nothing"):
        upgrade(engine)
    assert version(engine) == NEWEST
    assert shape(engine) == before


def test_a_migration_that_breaks_references_is_taken_back(tmp_path: Path, next_step: NextStep) -> None:
    engine = older(f"sqlite:///{tmp_path / 'desk.db'}")
    next_step.write("    op.execute('DELETE FROM escort')\n")
    with pytest.raises(Damaged, match="撤回"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM escort")) == 1


def test_without_a_verified_copy_nothing_is_migrated(
    tmp_path: Path, next_step: NextStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = older(f"sqlite:///{tmp_path / 'desk.db'}")
    next_step.write(ADD_COLUMN)
    monkeypatch.setattr(copies, "_counts", lambda _, schema: {"case_file": 0 if schema else 1})
    with pytest.raises(CopyFailed, match="没有改动"):
        upgrade(engine)
    assert version(engine) == NEWEST
    assert sorted(each.name for each in tmp_path.glob("desk*.*") if "before" in each.name) == []


def test_a_copy_counts_every_row_and_opens_with_the_same_key(tmp_path: Path) -> None:
    engine = older(f"sqlite:///{tmp_path / 'desk.db'}")
    with engine.begin() as writer:
        counts = verified_copy(writer, tmp_path / "copy.db")
    assert {name: count for name, count in counts.items() if count} == dict.fromkeys(
        ("alembic_version", "carrier", "case_file", "desk_user", "escort", "job", "person", "plan_version", "policy"), 1
    )
    assert shape(open_engine(f"sqlite:///{tmp_path / 'copy.db'}", key=KEY)) == shape(engine)


@pytest.mark.skipif(os.name != "posix", reason="folders cannot be flushed elsewhere")
def test_a_copy_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'desk.db'}", key=KEY)
    create_scratch(engine)
    done: list[str] = []
    flush, rename = os.fsync, os.replace

    def flushed(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        flush(descriptor)

    def renamed(source: Path, target: Path) -> None:
        done.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", renamed)
    with engine.begin() as writer:
        verified_copy(writer, tmp_path / "copy.db")
    assert done == ["file", "rename", "folder"]


def test_a_second_copy_gets_a_name_of_its_own(tmp_path: Path) -> None:
    for expected in ("desk.db", "desk-2.db", "desk-3.db"):
        path = copies.free_name(tmp_path, "desk", ".db")
        assert path.name == expected
        path.touch()


def test_the_first_start_makes_no_copy(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'desk.db'}", key=KEY)
    assert upgrade(engine) is None
    assert [each.name for each in tmp_path.glob("*.db")] == ["desk.db"]


def test_a_current_database_is_told_with_few_questions(file_store: Store) -> None:
    questions: list[str] = []
    event.listen(file_store.engine, "before_cursor_execute", lambda *arguments: questions.append(str(arguments[2])))
    assert is_current(file_store.engine)
    assert len(questions) < 8


@pytest.mark.parametrize("dialect", GUARDS)
def test_both_engines_guard_the_same_tables(dialect: str) -> None:
    guarded = {
        table
        for guard in GUARDS[dialect]
        for statement in guard.statements
        for table in re.findall(r"(?:ON|TABLE) (record|audit_entry|job)\b", statement)
    }
    assert guarded == {"record", "audit_entry", "job"}
