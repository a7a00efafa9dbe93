"""The database itself refuses to change or remove a row of the log, whoever asks."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_entry"
SAYS = "the log is only ever added to"

SQLITE = tuple(
    f"create trigger log_no_{verb} before {verb} on {TABLE} begin select raise(abort, '{SAYS}'); end"
    for verb in ("update", "delete")
)
POSTGRESQL = (
    f"create or replace function log_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{SAYS}'; end $$",
    f"create trigger log_no_change before update or delete on {TABLE} for each row execute function log_refuse()",
    f"create trigger log_no_truncate before truncate on {TABLE} for each statement execute function log_refuse()",
)
DROP_SQLITE = ("drop trigger if exists log_no_update", "drop trigger if exists log_no_delete")
DROP_POSTGRESQL = (
    f"drop trigger if exists log_no_change on {TABLE}",
    f"drop trigger if exists log_no_truncate on {TABLE}",
)


def put(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database's triggers that keep the log from being changed."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away, to undo the migration."""
    for statement in DROP_POSTGRESQL if editor.connection.vendor == "postgresql" else DROP_SQLITE:
        editor.execute(statement)
