"""The tables of a study log, and the numbered steps that bring an older file up to date."""

from __future__ import annotations

import sqlite3

from tracker.backup_names import Reason
from tracker.errors import StoreError
from tracker.later import later
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    import sqlite_utils

    from tracker import backups
else:
    backups = later("tracker.backups")

SCHEMA_VERSION = 4
APPLICATION_ID = 0x73_74_6C_67
"""`stlg`, where SQLite files say whose they are."""


def migrate(path: Path, connection: sqlite3.Connection, *, now: datetime, backed_up: bool = False) -> None:
    """Bring a database up to this program's schema: all of the missing steps, or none.

    What an older file held is backed up first, unless it is `backed_up`. Raises StoreError for a file of a newer
    studylog or of another program, and sqlite3.Error as it comes.
    """
    if schema_version(path, connection) == SCHEMA_VERSION:
        return
    # 100 ms: only a new or an older file pays for it.
    import sqlite_utils

    # Rebuilding a table would delete the rows that refer to it, and a transaction cannot change this setting.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Another program may have done it while this one waited.
        version = schema_version(path, connection)
        if version < SCHEMA_VERSION:
            if version > 0 and not backed_up:
                backups.make_backup(path, Reason.MIGRATION, now)
            database = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
            _run_migrations(database, version)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise StoreError(
                    _(
                        "{path} has rows in {table} that refer to nothing, so it stays as it was.",
                        path=path,
                        table=broken[0],
                    )
                )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def schema_version(path: Path, connection: sqlite3.Connection) -> int:
    """Return the version of a database, 0 for an empty one; raises StoreError when this program cannot work with it."""
    version: int
    known = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
    application, version = connection.execute(known).fetchone()
    if (application, version) == (APPLICATION_ID, SCHEMA_VERSION):
        return SCHEMA_VERSION
    # In this order: another program may be making the file, and these are three reads.
    empty = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID and not empty:
        raise StoreError(
            _("{path} is the database of another program.", path=path), shell=_("Name another file with --db.")
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            _(
                "{path} was written by a newer studylog (schema {version}, this one knows {known})."
                " Update: pipx upgrade studylog",
                path=path,
                version=version,
                known=SCHEMA_VERSION,
            )
        )
    return version


def _run_migrations(database: sqlite_utils.Database, version: int) -> None:
    for number, step in enumerate(MIGRATIONS, start=1):
        if number > version:
            step(database)


def _0001_initial(database: sqlite_utils.Database) -> None:
    database.table("days").create(
        {
            "id": int,
            "date": str,
            "until": str,
            "note": str,
            "template": str,
            "study_seconds": int,
            "reader_version": int,
            "sha256": str,
            "updated_at": str,
            # Last, so that the columns before it are read without its pages.
            "text": str,
        },
        pk="date",
        not_null={"id", "note", "template", "reader_version", "sha256", "updated_at", "text"},
    )
    # The day's number in the search index: the proleptic ordinal of its date.
    database.table("days").create_index(["id"], unique=True)
    items: dict[str, dict[str, type]] = {
        "sections": {"kind": str, "heading": str},
        "goals": {"text": str},
        "topics": {"section": str, "title": str, "presenter": str, "line_count": int},
        "problems": {
            "judge": str,
            "problem_id": str,
            "title": str,
            "level": str,
            "week": int,
            "solved_on": str,
            "solved": int,
            "url": str,
        },
        "challenges": {"when": str, "n": int, "text": str, "mark": str},
        "reflections": {"label": str, "text": str},
        "links": {"title": str, "url": str},
    }
    for table, columns in items.items():
        database.table(table).create(
            {"date": str, "position": int, "line": int, **columns},
            pk=("date", "position"),
            foreign_keys=[_owned_by(table, "date", "days", "date")],
            not_null={"line"},
        )
    database.table("sessions").create(
        {"id": str, "date": str, "subject": str, "started_at": str, "ended_at": str, "seconds": int},
        pk="id",
        not_null={"date", "subject", "seconds"},
    )
    database.table("sessions").create_index(["date"])
    database.table("sessions").create_index(["subject", "date"])
    database.execute(
        "CREATE UNIQUE INDEX one_running_session ON sessions ((ended_at IS NULL))"
        " WHERE started_at IS NOT NULL AND ended_at IS NULL"
    )
    database.table("changes").create(
        {"id": int, "made_at": str, "action": str, "summary": str, "state": str},
        pk="id",
        not_null={"made_at", "action", "summary", "state"},
    )
    database.table("changes").create_index(["state", "id"])
    # `previous_id` refers to nothing once that revision is pruned: NULL says that there was no day before.
    database.table("revisions").create(
        {"id": int, "change_id": int, "date": str, "previous_id": int, "sha256": str, "text": bytes},
        pk="id",
        foreign_keys=[("change_id", "changes", "id")],
        not_null={"change_id", "date"},
    )
    database.table("revisions").create_index(["date", "id"])
    database.table("revisions").create_index(["change_id"])
    database.table("session_changes").create(
        {"id": int, "change_id": int, "session_id": str, "before": str, "after": str},
        pk="id",
        foreign_keys=[_owned_by("session_changes", "change_id", "changes", "id")],
        not_null={"change_id", "session_id"},
    )
    database.table("session_changes").create_index(["change_id"])
    database.table("imported_files").create(
        {"id": int, "root": str, "path": str, "imported_at": str},
        pk="id",
        not_null={"root", "path", "imported_at"},
    )
    database.table("imported_files").create_index(["root", "path"], unique=True)
    database.table("file_pieces").create(
        {"file_id": int, "position": int, "date": str, "text": str},
        pk=("file_id", "position"),
        foreign_keys=[_owned_by("file_pieces", "file_id", "imported_files", "id")],
    )
    database.table("file_pieces").create_index(["date"])
    database.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"})
    database.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')"
    )


def _0002_retrospectives_and_publications(database: sqlite_utils.Database) -> None:
    database.table("retrospectives").create(
        # `number` is the retrospective's in the search index, where those below 10,000,000 are days.
        {"kind": str, "first": str, "last": str, "number": int, "template": str, "updated_at": str, "text": str,
         "generated": str},
        pk=("kind", "first"),
        not_null={"last", "number", "template", "updated_at", "text", "generated"},
    )  # fmt: skip
    database.table("retrospectives").create_index(["number"], unique=True)
    database.table("retrospective_changes").create(
        {"id": int, "change_id": int, "kind": str, "first": str, "before": bytes, "after": bytes},
        pk="id",
        foreign_keys=[_owned_by("retrospective_changes", "change_id", "changes", "id")],
        not_null={"change_id", "kind", "first"},
    )
    database.table("retrospective_changes").create_index(["change_id"])
    database.table("retrospective_changes").create_index(["kind", "first", "id"])
    database.table("publications").create(
        {"key": str, "target": str, "place": str, "sha256": str, "url": str, "comments": str, "published_at": str},
        pk=("key", "target"),
        not_null={"place", "sha256", "comments", "published_at"},
    )


def _0003_outlines(database: sqlite_utils.Database) -> None:
    # Days that are there get theirs when a search meets them: here nothing reads them.
    database.table("outlines").create(
        {"id": int, "plain": int, "starts": bytes, "marks": bytes, "places": str},
        pk="id",
        foreign_keys=[_owned_by("outlines", "id", "days", "id")],
        not_null={"plain", "starts", "marks", "places"},
    )
    # An outline is of one text. Whoever puts another one there, this program or not, leaves none behind.
    database.execute(
        "CREATE TRIGGER outline_of_one_text AFTER UPDATE OF text ON days WHEN old.text IS NOT new.text"
        " BEGIN DELETE FROM outlines WHERE id = old.id; END"
    )


def _0004_sync(database: sqlite_utils.Database) -> None:
    # What was changed here since the last sync, of which nothing is noted before sync is set up.
    database.execute(
        "CREATE TABLE unsynced (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL)"
    )
    database.table("unsynced").create_index(["kind", "key"])
    database.table("conflicts").create(
        {"id": str, "path": str, "base": str, "kept": str, "other": str, "mine": str},
        pk="id",
        not_null={"path", "base", "kept", "other", "mine"},
    )
    github = "substr({row}.target, 1, 7) = 'github:'"
    noted = (
        ("days", "UPDATE OF text", "{row}.date", "'day'", "new.text IS NOT old.text"),
        ("sessions", "UPDATE", "substr({row}.date, 1, 7)", "'sessions'", ""),
        ("retrospectives", "UPDATE", "{row}.kind || ' ' || {row}.first", "'retrospective'", ""),
        ("publications", "UPDATE", "''", "'publications'", github),
    )
    for table, update, key, kind, condition in noted:
        for event, rows in (("INSERT", ("new",)), (update, ("old", "new")), ("DELETE", ("old",))):
            name = f"unsynced_{table}_{event.split()[0].lower()}"
            wanted = "" if "new.text" in condition and event != update else condition.format(row=rows[-1])
            steps = "".join(
                f" DELETE FROM unsynced WHERE kind = {kind} AND key = {key.format(row=row)};"
                f" INSERT INTO unsynced (kind, key) VALUES ({kind}, {key.format(row=row)});"
                for row in rows
            )
            database.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN"
                f" EXISTS (SELECT 1 FROM settings WHERE key = 'sync'){f' AND {wanted}' if wanted else ''}"
                f" BEGIN{steps} END"
            )


def _owned_by(table: str, column: str, other_table: str, other_column: str) -> sqlite_utils.db.ForeignKey:
    """Return a foreign key for rows that go with the row they refer to."""
    from sqlite_utils.db import ForeignKey

    return ForeignKey(table, column, other_table, other_column, on_delete="CASCADE")


MIGRATIONS: tuple[Callable[[sqlite_utils.Database], None], ...] = (
    _0001_initial,
    _0002_retrospectives_and_publications,
    _0003_outlines,
    _0004_sync,
)
"""Steps in order: the first makes version 1. New ones are appended; none is ever edited."""
