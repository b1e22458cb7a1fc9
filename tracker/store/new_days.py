"""Many new days at once, a few statements for all of them: what an import does."""

from __future__ import annotations

from tracker import stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tracker.database import Database, Value
    from tracker.model import Day
    from tracker.new_day import NewDay
    from tracker.search_index import SearchIndex
    from tracker.stored import FilePiece, ImportedFile


class NewDayTable:
    """The part of a store that takes in many days together."""

    _database: Database
    _search_index: SearchIndex

    def add_days(self, change_id: int, days: Sequence[NewDay], *, reader_version: int, updated_at: dt.datetime) -> None:
        """Save days that are not there yet, as part of a change; raises StaleText, saving none, when one is."""
        with self._database.transaction():
            dated = [(new.date.isoformat(), new) for new in days]
            self._expect_none([date for date, new in dated])
            self._database.execute_many(
                "INSERT INTO days (id, date, until, note, template, study_seconds, reader_version, sha256, updated_at,"
                " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        new.number, date, new.until, new.note, new.template, new.study_seconds, reader_version,
                        new.sha256, updated_at.isoformat(), new.text,
                    )
                    for date, new in dated
                ],
            )  # fmt: skip
            self._database.execute_many(
                "INSERT INTO revisions (change_id, date, previous_id, sha256, text)"
                " VALUES (?, ?, (SELECT max(id) FROM revisions WHERE date = ?), ?, ?)",
                [(change_id, date, date, new.sha256, new.packed) for date, new in dated],
            )
            self._add_rows([(date, new.items) for date, new in dated])
            self._search_index.add([(new.number, new.outline, new.grams) for new in days])

    def _expect_none(self, dates: Sequence[str]) -> None:
        row = self._database.row(f"SELECT date FROM days WHERE date IN ({', '.join('?' * len(dates))}) LIMIT 1", dates)
        if row is not None:
            # The module of the whole store is built on this one.
            from tracker.store.store import StaleText

            raise StaleText(stored.date_of(row["date"]))

    def _add_items(self, days: Sequence[Day]) -> None:
        """Write what the reader made of days that have no rows."""
        self._add_rows([(day.date.isoformat(), stored.item_rows(day)) for day in days])

    def _add_rows(self, rows: Sequence[tuple[str, dict[str, list[tuple[int, tuple[Value, ...]]]]]]) -> None:
        for table, names in stored.ITEM_COLUMNS.items():
            columns = "".join(f', "{column}"' for column in names)
            places = ", ?" * len(names)
            self._database.execute_many(
                f"INSERT INTO {table} (date, position, line{columns}) VALUES (?, ?, ?{places})",
                [
                    (date, position, line, *values)
                    for date, items in rows
                    for position, (line, values) in enumerate(items[table], start=1)
                ],
            )

    def next_file_id(self) -> int:
        """Return the number that the next new file gets."""
        row = self._database.row("SELECT coalesce(max(id), 0) + 1 FROM imported_files")
        assert row is not None
        number: int = row[0]
        return number

    def add_files(self, files: Sequence[tuple[ImportedFile, Sequence[FilePiece]]]) -> None:
        """Record what files consist of that were never imported."""
        with self._database.transaction():
            self._database.execute_many(
                "INSERT INTO imported_files (id, root, path, imported_at) VALUES (?, ?, ?, ?)",
                [(file.id, file.root, file.path, file.imported_at.isoformat()) for file, _pieces in files],
            )
            self._database.execute_many(
                "INSERT INTO file_pieces (file_id, position, date, text) VALUES (?, ?, ?, ?)",
                [
                    (file.id, n, stored.date_text(piece.date), piece.text)
                    for file, pieces in files
                    for n, piece in enumerate(pieces, start=1)
                ],
            )
