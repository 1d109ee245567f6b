"""What the database itself refuses, whatever program writes: overlaps, changed records, cancelling after the lock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text


class Guard(NamedTuple):
    """One trigger or constraint beyond what a table definition can say, and the statements that make it."""

    name: str
    statements: tuple[str, ...]


APPEND_ONLY = ("record", "audit_entry", "feed_exchange", "export_log")

_OVERLAP = "ex_job_overlap: two jobs of one escort overlap (D-01)"
_ISSUED = "ck_document_issued: an issued document is never changed (D-07)"
_CANCEL = "ck_record_cancel_after_lock: no cancelling after the lock (GC-14, ND-08)"
_ONE_JOB = """
    WHEN NOT NEW.forced AND NOT NEW.cancelled AND EXISTS (
        SELECT 1 FROM job AS other
        WHERE other.escort_id = NEW.escort_id AND NOT other.forced AND NOT other.cancelled
        AND other.id <> {own_id} AND other.blocked_from < NEW.blocked_to AND other.blocked_to > NEW.blocked_from)"""


def _sqlite_trigger(name: str, event: str, message: str, when: str = "") -> Guard:
    body = f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return Guard(name, (body,))


def _sqlite_append_only(table: str) -> Iterator[Guard]:
    message = f"append_only: {table} is never changed (D-09)"
    for event in ("UPDATE", "DELETE"):
        yield _sqlite_trigger(f"{table}_no_{event.lower()}", f"{event} ON {table}", message)


def _sqlite() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        yield from _sqlite_append_only(table)
    for event in ("UPDATE", "DELETE"):
        name = f"document_issued_no_{event.lower()}"
        yield _sqlite_trigger(name, f"{event} ON document", _ISSUED, "WHEN OLD.state = 'issued'")
    locked = "WHEN NEW.verb = 'cancel' AND (SELECT locked FROM case_file WHERE id = NEW.case_id)"
    yield _sqlite_trigger("record_cancel_after_lock", "INSERT ON record", _CANCEL, locked)
    yield _sqlite_trigger("job_overlap_insert", "INSERT ON job", _OVERLAP, _ONE_JOB.format(own_id="NEW.id"))
    columns = "escort_id, blocked_from, blocked_to, forced, cancelled"
    yield _sqlite_trigger(
        "job_overlap_update", f"UPDATE OF {columns} ON job", _OVERLAP, _ONE_JOB.format(own_id="OLD.id")
    )


def _postgres_function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _postgres_append_only() -> Iterator[Guard]:
    refuse = _postgres_function(
        "refuse_change",
        "RAISE EXCEPTION USING ERRCODE = '23001', CONSTRAINT = 'append_only',"
        " MESSAGE = 'append_only: ' || TG_TABLE_NAME || ' is never changed (D-09)';",
    )
    for table in APPEND_ONLY:
        rows = f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
        whole = f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        yield Guard(f"{table}_append_only", (refuse, f"{rows} EXECUTE FUNCTION refuse_change()"))
        yield Guard(f"{table}_no_truncate", (f"{whole} EXECUTE FUNCTION refuse_change()",))


def _postgres_issued() -> Iterator[Guard]:
    refuse = _postgres_function(
        "refuse_issued_document",
        f"RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'ck_document_issued', MESSAGE = '{_ISSUED}';",
    )
    rows = "CREATE TRIGGER document_issued BEFORE UPDATE OR DELETE ON document FOR EACH ROW"
    whole = "CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT"
    call = "EXECUTE FUNCTION refuse_issued_document()"
    yield Guard("document_issued", (refuse, f"{rows} WHEN (OLD.state = 'issued') {call}"))
    yield Guard("document_no_truncate", (f"{whole} {call}",))


def _postgres_cancel() -> Guard:
    # FOR UPDATE waits for a desk that is locking the case at this very moment.
    function = _postgres_function(
        "refuse_cancel_after_lock",
        "PERFORM 1 FROM case_file WHERE id = NEW.case_id FOR UPDATE;"
        " IF (SELECT locked FROM case_file WHERE id = NEW.case_id) THEN"
        f" RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = 'ck_record_cancel_after_lock', MESSAGE = '{_CANCEL}';"
        " END IF; RETURN NEW;",
    )
    trigger = (
        "CREATE TRIGGER record_cancel_after_lock BEFORE INSERT ON record FOR EACH ROW"
        " WHEN (NEW.verb = 'cancel') EXECUTE FUNCTION refuse_cancel_after_lock()"
    )
    return Guard("record_cancel_after_lock", (function, trigger))


def _postgres_overlap() -> Iterator[Guard]:
    # A range that holds only the escort's id lets GiST compare it without the btree_gist extension.
    yield Guard(
        "ex_job_overlap",
        (
            "ALTER TABLE job ADD CONSTRAINT ex_job_overlap EXCLUDE USING gist ("
            "int8range(escort_id, escort_id, '[]') WITH &&, tstzrange(blocked_from, blocked_to, '[)') WITH &&)"
            " WHERE (NOT forced AND NOT cancelled)",
        ),
    )
    # Two exclusion checks at once may wait for each other; the lock lets them in one after the other.
    turn = _postgres_function(
        "take_turns_per_escort",
        "PERFORM pg_advisory_xact_lock(hashtextextended('caredesk.job', NEW.escort_id)); RETURN NEW;",
    )
    trigger = "CREATE TRIGGER job_turns BEFORE INSERT OR UPDATE ON job FOR EACH ROW"
    when = "WHEN (NOT NEW.forced AND NOT NEW.cancelled) EXECUTE FUNCTION take_turns_per_escort()"
    yield Guard("job_turns", (turn, f"{trigger} {when}"))


def _postgres() -> Iterator[Guard]:
    yield from _postgres_append_only()
    yield from _postgres_issued()
    yield _postgres_cancel()
    yield from _postgres_overlap()


GUARDS = {"sqlite": tuple(_sqlite()), "postgresql": tuple(_postgres())}

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    " AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
    " UNION SELECT conname FROM pg_constraint WHERE contype = 'x' AND connamespace = current_schema()::regnamespace",
}


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """The names of the guards that this database lacks."""
    dialect = connection.dialect.name
    present = set(connection.scalars(text(_PRESENT[dialect].replace("::", "\\:\\:"))))
    return tuple(guard.name for guard in GUARDS[dialect] if guard.name not in present)


def make_guards(connection: Connection, names: tuple[str, ...]) -> None:
    """Make the named guards, for instance after a rebuilt SQLite table has lost its triggers."""
    for guard in GUARDS[connection.dialect.name]:
        for statement in guard.statements if guard.name in names else ():
            connection.exec_driver_sql(statement)
