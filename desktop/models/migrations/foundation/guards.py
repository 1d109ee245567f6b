"""The triggers and constraints of the first migration, frozen."""

# fmt: off
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, "
        "'append_only: record is never changed (D-09)'); END",
        "CREATE TRIGGER IF NOT EXISTS record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, "
        "'append_only: record is never changed (D-09)'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT "
        "RAISE(ABORT, 'append_only: audit_entry is never changed (D-09)'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT "
        "RAISE(ABORT, 'append_only: audit_entry is never changed (D-09)'); END",
        "CREATE TRIGGER IF NOT EXISTS record_cancel_after_lock BEFORE INSERT ON record WHEN NEW.verb = "
        "'cancel' AND (SELECT locked FROM case_file WHERE id = NEW.case_id) BEGIN SELECT RAISE(ABORT, "
        "'ck_record_cancel_after_lock: no cancelling after the lock (GC-14, ND-08)'); END",
        "CREATE TRIGGER IF NOT EXISTS job_overlap_insert BEFORE INSERT ON job WHEN NOT NEW.forced AND NOT "
        "NEW.cancelled AND EXISTS ( SELECT 1 FROM job AS other WHERE other.escort_id = NEW.escort_id AND NOT "
        "other.forced AND NOT other.cancelled AND other.id <> NEW.id AND other.blocked_from < NEW.blocked_to "
        "AND other.blocked_to > NEW.blocked_from) BEGIN SELECT RAISE(ABORT, 'ex_job_overlap: two jobs of one "
        "escort overlap (D-01)'); END",
        "CREATE TRIGGER IF NOT EXISTS job_overlap_update BEFORE UPDATE OF escort_id, blocked_from, "
        "blocked_to, forced, cancelled ON job WHEN NOT NEW.forced AND NOT NEW.cancelled AND EXISTS ( SELECT 1 "
        "FROM job AS other WHERE other.escort_id = NEW.escort_id AND NOT other.forced AND NOT other.cancelled "
        "AND other.id <> OLD.id AND other.blocked_from < NEW.blocked_to AND other.blocked_to > "
        "NEW.blocked_from) BEGIN SELECT RAISE(ABORT, 'ex_job_overlap: two jobs of one escort overlap "
        "(D-01)'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
        "EXCEPTION USING ERRCODE = '23001', CONSTRAINT = 'append_only', MESSAGE = 'append_only: ' || "
        "TG_TABLE_NAME || ' is never changed (D-09)'; END $$",
        "CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER record_no_truncate BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE "
        "FUNCTION refuse_change()",
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE "
        "FUNCTION refuse_change()",
        "CREATE OR REPLACE FUNCTION refuse_cancel_after_lock() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM 1 FROM case_file WHERE id = NEW.case_id FOR UPDATE; IF (SELECT locked FROM case_file WHERE "
        "id = NEW.case_id) THEN RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = "
        "'ck_record_cancel_after_lock', MESSAGE = 'ck_record_cancel_after_lock: no cancelling after the lock "
        "(GC-14, ND-08)'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER record_cancel_after_lock BEFORE INSERT ON record FOR EACH ROW WHEN (NEW.verb = "
        "'cancel') EXECUTE FUNCTION refuse_cancel_after_lock()",
        "ALTER TABLE job ADD CONSTRAINT ex_job_overlap EXCLUDE USING gist (int8range(escort_id, escort_id, "
        "'[]') WITH &&, tstzrange(blocked_from, blocked_to, '[)') WITH &&) WHERE (NOT forced AND NOT "
        "cancelled)",
        "CREATE OR REPLACE FUNCTION take_turns_per_escort() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_advisory_xact_lock(hashtextextended('caredesk.job', NEW.escort_id)); RETURN NEW; END $$",
        "CREATE TRIGGER job_turns BEFORE INSERT OR UPDATE ON job FOR EACH ROW WHEN (NOT NEW.forced AND NOT "
        "NEW.cancelled) EXECUTE FUNCTION take_turns_per_escort()",
    ),
}
