"""The part of a store that looks whether what it keeps still fits together."""

from __future__ import annotations

import datetime as dt

from tracker import stored
from tracker.database import Database, Value
from tracker.later import later
from tracker.model import Session
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import zlib

    from tracker import backups
    from tracker.outline import Outline
else:
    backups, zlib = later("tracker.backups"), later("zlib")

IndexRows = dict[str, list[tuple[int, tuple[Value, ...]]]]
"""Rows of the index tables by table, as `stored.item_rows` makes them: each its line, from 1, and its values."""


class CheckTable:
    """Looks at the tables without changing them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def damage(self) -> list[str]:
        """Return what SQLite finds wrong with the file; empty when it is sound."""
        found = [str(row[0]) for row in self._database.rows("PRAGMA integrity_check")]
        broken = self._database.rows("PRAGMA foreign_key_check")
        found += [_("{table} refers to what is not there", table=row[0]) for row in broken]
        return [line for line in found if line != "ok"]

    def changed_texts(self) -> list[dt.date]:
        """Return the days whose text is not the one that was saved, oldest first."""
        with self._database.explained():
            return [stored.date_of(date) for date in backups.changed_texts(self._database.connection)]

    def put_back_saved_texts(self) -> int:
        """Put the text that was saved, as history has it, in the place of each that was changed from outside.

        Returns how many were put back; those that history does not have stay as they are.
        """
        count = 0
        for date in self.changed_texts():
            row = self._database.row(
                "SELECT revisions.text AS packed FROM days JOIN revisions ON revisions.date = days.date"
                " AND revisions.sha256 = days.sha256 WHERE days.date = ? ORDER BY revisions.id DESC LIMIT 1",
                (date.isoformat(),),
            )
            if row is not None and row["packed"] is not None:
                text = zlib.decompress(row["packed"]).decode()
                with self._database.transaction():
                    self._database.execute("UPDATE days SET text = ? WHERE date = ?", (text, date.isoformat()))
                count += 1
        return count

    def index_rows(self, date: dt.date) -> IndexRows:
        """Return what the index tables hold of a day."""
        rows: IndexRows = {}
        for table, columns in stored.ITEM_COLUMNS.items():
            names = "".join(f', "{column}"' for column in columns)
            found = self._database.rows(
                f"SELECT line{names} FROM {table} WHERE date = ? ORDER BY position", (date.isoformat(),)
            )
            rows[table] = [(line, tuple(values)) for line, *values in found]
        return rows

    def outline(self, date: dt.date) -> Outline | None:
        """Return the outline that is kept of a day; None when none is."""
        from tracker.outline import Outline

        row = self._database.row("SELECT plain, starts, marks, places FROM outlines WHERE id = ?", (date.toordinal(),))
        return Outline(bool(row["plain"]), row["starts"], row["marks"], row["places"]) if row is not None else None

    def indexed_grams(self) -> dict[int, int]:
        """Return how many grams the search index holds of each text, by the text's number."""
        with self._database.explained():
            connection = self._database.connection
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_grams"
                " USING fts5vocab('main', 'search_index', 'instance')"
            )
            rows = connection.execute("SELECT doc, count(*) FROM temp.search_grams GROUP BY doc").fetchall()
            connection.execute("DROP TABLE temp.search_grams")
        return {row[0]: row[1] for row in rows}

    def all_sessions(self) -> list[Session]:
        """Return every session, in the order of days."""
        rows = self._database.rows("SELECT * FROM sessions ORDER BY date, started_at, rowid")
        return [stored.session(row) for row in rows]

    def schema_version(self) -> int:
        """Return the number of the last migration that the file went through."""
        return int(self._database.rows("PRAGMA user_version")[0][0])
