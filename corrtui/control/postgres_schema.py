"""The schema `corrtui` of a database that holds control logs: its form, and how it is made on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, LiteralString

from corrtui.errors import CorrtuiError, SettingsError

if TYPE_CHECKING:
    import psycopg

FORM = 1
"""Form of the tables; a higher one is refused rather than misread."""
_LOCK = 0x636F727274756900  # "corrtui" and a zero byte
_MAKE: tuple[LiteralString, ...] = (
    "CREATE SCHEMA IF NOT EXISTS corrtui",
    "CREATE TABLE corrtui.form (version int NOT NULL)",
    "INSERT INTO corrtui.form VALUES (1)",
    # A line is kept as the folder keeps it, to the byte: the same chain runs through both.
    'CREATE TABLE corrtui.line (desk text COLLATE "C", n bigint, letter text COLLATE "C" NOT NULL,'
    " line text NOT NULL, PRIMARY KEY (desk, n))",
    "CREATE INDEX line_letter ON corrtui.line (desk, letter, n)",
    "CREATE FUNCTION corrtui.append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the control log is append-only'; END $$",
    "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON corrtui.line"
    " FOR EACH STATEMENT EXECUTE FUNCTION corrtui.append_only()",
    # `token` is the advisory lock that its session holds as long as it lives.
    'CREATE TABLE corrtui.claim (desk text COLLATE "C", letter text COLLATE "C", session text NOT NULL,'
    " token bigint NOT NULL, login text NOT NULL, name text NOT NULL,"
    " since timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (desk, letter))",
)


def prepare(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Make a new connection fit for the log: commits wait for the disk, and the tables are there.

    Raises:
        SettingsError: this role may not make or use them.
        CorrtuiError: they are of a newer release.
    """
    import psycopg

    try:
        [(there,)] = connection.execute(
            "SELECT to_regclass('corrtui.form') IS NOT NULL FROM set_config('synchronous_commit',"
            " CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply'"
            " ELSE 'on' END, false)"
        ).fetchall()
        if not there:
            _make(connection)
        [(form,)] = connection.execute("SELECT max(version) FROM corrtui.form").fetchall()
    except psycopg.errors.InsufficientPrivilege as error:
        raise SettingsError(
            "This user may not use the control log in the database",
            str(error.diag.message_primary),
            "its owner opens the desk first and grants the rights of docs/postgresql.md",
        ) from None
    if form != FORM:
        raise CorrtuiError(
            "The control log in the database is of a newer corrtui",
            f"form {form}, this release reads {FORM}",
            "open the desk with the release that made it",
        )


def _make(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Make the schema, unless another desk made it a moment ago."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if connection.execute("SELECT to_regclass('corrtui.form')").fetchall() == [(None,)]:
            for statement in _MAKE:
                connection.execute(statement)
