"""The imported files of the store: which stretches of them are days, and what stands between."""

from __future__ import annotations

import datetime as dt

from tracker import stored
from tracker.database import Database
from tracker.stored import FilePiece, ImportedFile, date_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_FILE = "SELECT id, root, path, imported_at FROM imported_files"


class FileTable:
    """The part of a store that keeps what imported files consist of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def imported_file(self, root: str, path: str) -> ImportedFile | None:
        """Return a file that days came from; None when it was never imported."""
        row = self._database.row(f"{_FILE} WHERE root = ? AND path = ?", (root, path))
        return stored.imported_file(row) if row is not None else None

    def imported_file_of(self, file_id: int) -> ImportedFile | None:
        """Return the file of that number."""
        row = self._database.row(f"{_FILE} WHERE id = ?", (file_id,))
        return stored.imported_file(row) if row is not None else None

    def names_of_files(self) -> list[tuple[int, str]]:
        """Return number and path of every imported file, by root and path."""
        return [
            (row[0], row[1]) for row in self._database.rows("SELECT id, path FROM imported_files ORDER BY root, path")
        ]

    def imported_files(self) -> list[ImportedFile]:
        """Return every imported file, by root and path."""
        return [stored.imported_file(row) for row in self._database.rows(f"{_FILE} ORDER BY root, path")]

    def files_of_day(self, date: dt.date) -> list[ImportedFile]:
        """Return the files that a day is a piece of, by root and path."""
        rows = self._database.rows(
            f"{_FILE} WHERE id IN (SELECT file_id FROM file_pieces WHERE date = ?) ORDER BY root, path",
            (date.isoformat(),),
        )
        return [stored.imported_file(row) for row in rows]

    def files_of_days(self) -> list[tuple[dt.date, str, str]]:
        """Return date, root and path of every file that a day is a piece of, oldest day first."""
        rows = self._database.rows(
            "SELECT date, root, path FROM file_pieces JOIN imported_files ON imported_files.id = file_id"
            " WHERE date IS NOT NULL ORDER BY date, root, path"
        )
        return [(stored.date_of(row["date"]), row["root"], row["path"]) for row in rows]

    def put_imported_file(self, root: str, path: str, pieces: Sequence[FilePiece], at: dt.datetime) -> ImportedFile:
        """Record what a file consists of, in place of what it was before."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO imported_files (root, path, imported_at) VALUES (?, ?, ?)"
                " ON CONFLICT (root, path) DO UPDATE SET imported_at = excluded.imported_at",
                (root, path, at.isoformat()),
            )
            file = self.imported_file(root, path)
            assert file is not None
            self._database.execute("DELETE FROM file_pieces WHERE file_id = ?", (file.id,))
            self._put_pieces(file.id, pieces)
        return file

    def _put_pieces(self, file_id: int, pieces: Sequence[FilePiece]) -> None:
        self._database.execute_many(
            "INSERT INTO file_pieces (file_id, position, date, text) VALUES (?, ?, ?, ?)",
            [(file_id, n, date_text(piece.date), piece.text) for n, piece in enumerate(pieces, start=1)],
        )

    def dates_in_files(self) -> dict[int, set[dt.date]]:
        """Return which days each imported file has among its pieces; a file without any is not in it."""
        found: dict[int, set[dt.date]] = {}
        for row in self._database.rows("SELECT file_id, date FROM file_pieces WHERE date IS NOT NULL"):
            found.setdefault(row["file_id"], set()).add(stored.date_of(row["date"]))
        return found

    def pieces(self, file_id: int) -> list[FilePiece]:
        """Return what a file is the concatenation of; a day among them may be gone by now."""
        rows = self._database.rows("SELECT date, text FROM file_pieces WHERE file_id = ? ORDER BY position", (file_id,))
        return [stored.file_piece(row) for row in rows]
