"""An open study log: its days, their index and their history, saved in step."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import cached_property

from tracker import schema, stored
from tracker.backup_names import Reason
from tracker.database import (
    DATABASE_ENDINGS,
    Database,
    Displacement,
    Value,
    copy_database,
    create_file,
    overwrite,
)
from tracker.errors import NotFound, StoreError
from tracker.fingerprint import sha256_of
from tracker.later import later
from tracker.model import Day, Mark, SectionKind, When
from tracker.store.checking import CheckTable
from tracker.store.files import FileTable
from tracker.store.new_days import NewDayTable
from tracker.store.publications import PublicationTable
from tracker.store.retrospectives import RetrospectiveTable
from tracker.store.sessions import SessionTable
from tracker.stored import (
    Change,
    ChangeState,
    DayCounts,
    DaySummary,
    Known,
    MonthCount,
    Revision,
    StoredDay,
    date_text,
    packed_text,
)
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    import zlib
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from tracker import backups, outline
    from tracker.backups import Backup
    from tracker.outline import Outline
    from tracker.search_index import FoundText, SearchHit
    from tracker.store import syncing
    from tracker.store.syncing import SyncTable
else:
    backups, zlib = later("tracker.backups"), later("zlib")
    outline, syncing = later("tracker.outline"), later("tracker.store.syncing")

_DAY = "SELECT date, text, sha256, template, reader_version FROM days"
_CHANGE = "SELECT id, made_at, action, summary, state FROM changes"
_REVISION = (
    "SELECT revisions.id, change_id, date, previous_id, sha256, made_at, action, summary"
    " FROM revisions JOIN changes ON changes.id = change_id"
)
_KNOWN = {
    Known.JUDGES: ("problems", "judge"),
    Known.PRESENTERS: ("topics", "presenter"),
    Known.CHALLENGES: ("challenges", "text"),
    Known.LABELS: ("reflections", "label"),
    Known.SECTIONS: ("sections", "heading"),
}
"""Tables and columns of the words that logs use."""
_BETWEEN = "WHERE date BETWEEN ? AND ?"
_STUDIED = (SectionKind.LEARNING.value, SectionKind.TEAM.value)


class StaleText(StoreError):
    """A day is not what it was when the edit began; nothing was saved."""

    def __init__(self, date: dt.date) -> None:
        super().__init__(
            _("{day} was changed by another program in the meantime; look at it, then try again.", day=date)
        )
        self.date = date


def _none_yet(path: Path) -> StoreError:
    sentence = _("There is no study log at {path} yet.", path=path)
    if backups.list_backups(path):
        return StoreError(sentence, shell=_("Its backups are there: studylog backup list"))
    return StoreError(sentence, shell=_("Start one with: studylog new — or bring your logs: studylog import PATH"))


_TEXTS_PER_READ = 32
_REMEMBERED = 2000
"""Entries that completion looks back at."""


class Store(NewDayTable, RetrospectiveTable, SessionTable, FileTable, PublicationTable, CheckTable):
    """An open study log; a context manager that closes it."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool,
        now: dt.datetime,
        writable: bool = True,
        timeout: float = 5,
        backed_up: bool = False,
    ) -> Self:
        """Open the database at `path` and bring it up to date; `create` makes one when there is none.

        One that cannot be written is opened for reading. `timeout` is how many seconds to wait for others' locks.
        Before an older one is migrated it is backed up, unless it is `backed_up`.
        """
        try:
            if path.is_dir():
                raise StoreError(_("{path} is a folder.", path=path), shell=_("; name a file in it with --db."))
            if not path.exists() or path.stat().st_size == 0:
                if not create:
                    raise _none_yet(path)
                create_file(path)
        except OSError as error:
            raise StoreError(_("{path} cannot be opened: {why}.", path=path, why=error.strerror)) from error
        database = Database(path, timeout=timeout, writable=True)
        try:
            with database.explained():
                # Before anything is written: it may be another program's.
                version = schema.schema_version(path, database.connection)
                database.use_write_ahead_log()
                if version != schema.SCHEMA_VERSION:
                    schema.migrate(path, database.connection, now=now, backed_up=backed_up)
            if not writable:
                database.refuse_writing()
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close the database; what no transaction has committed is lost."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The database file."""
        return self._database.path

    @property
    def writable(self) -> bool:
        """Whether changes can be saved."""
        return self._database.writable

    before_writing: Callable[[], None] | None = None
    """Called before a transaction begins that is not part of another; None when there is nothing to be done."""

    def transaction(self) -> AbstractContextManager[None]:
        """Save all changes of the block or none; one inside another joins it, and takes back its own when it fails."""
        if self.before_writing is not None and not self._database.connection.in_transaction:
            self.before_writing()
        return self._database.transaction()

    @cached_property
    def sync(self) -> SyncTable:
        """What no other machine has."""
        return syncing.SyncTable(self._database)

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self._database.rows("PRAGMA data_version")[0][0])

    def moment(self) -> tuple[object, int, int] | None:
        """Return what stays equal as long as nobody has written, here or elsewhere; None amid a change."""
        connection = self._database.connection
        return None if connection.in_transaction else (connection, self.data_version(), connection.total_changes)

    @property
    def displacement(self) -> Displacement | None:
        """What another program did to the file since it was opened; None when it is where it was."""
        return self._database.displacement

    def put_back(self) -> None:
        """Write what is open to the file's own name, which has been taken away.

        Raises FileExistsError when another file has the name by now, and StoreError.
        """
        for ending in DATABASE_ENDINGS[:-1]:
            # What is left of the old one would be taken for the new one's.
            with suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink()
        copy_database(self._database.connection, self.path, over=False)

    def keep_log(self) -> None:
        """Keep what is committed in sight of others where the log beside the file was taken away; raises StoreError."""
        self._database.keep_log()

    def rescue(self, now: dt.datetime) -> Backup:
        """Keep what is open as a backup, now that its name is another file's; raises StoreError."""
        return backups.make_backup(self.path, Reason.RESCUE, now, opened=self._database.connection)

    def reopen(self, *, now: dt.datetime) -> None:
        """Go on with the file that has the name now; raises StoreError, staying here, when it is no study log."""
        # Tried first, because what is open is all there is until the other is known to be one.
        Store.open(self.path, create=False, now=now, timeout=self._database.timeout).close()
        self._database.reopen()

    def overwrite_with(self, source: sqlite3.Connection, before: Callable[[], None]) -> None:
        """Put what another database holds in the place of everything, in one transaction; raises StoreError.

        `before` is called once nobody else can write any more.
        """
        overwrite(self._database, source, before)

    def day(self, date: dt.date) -> StoredDay | None:
        """Return a day; None when there is none."""
        row = self._database.row(f"{_DAY} WHERE date = ?", (date.isoformat(),))
        return stored.stored_day(row) if row is not None else None

    def texts(self, dates: Sequence[dt.date]) -> Iterator[tuple[dt.date, str | None]]:
        """Yield each of the dates with its day's text, None where there is no day, a few in memory at a time."""
        for start in range(0, len(dates), _TEXTS_PER_READ):
            some = dates[start : start + _TEXTS_PER_READ]
            rows = self._database.rows(
                f"SELECT date, text FROM days WHERE date IN ({', '.join('?' * len(some))})",
                [date.isoformat() for date in some],
            )
            found: dict[str, str] = {row["date"]: row["text"] for row in rows}
            for date in some:
                yield date, found.get(date.isoformat())

    def dates(self) -> list[dt.date]:
        """Return the dates of all days, oldest first."""
        return [stored.date_of(row["date"]) for row in self._database.rows("SELECT date FROM days ORDER BY date")]

    def is_empty(self) -> bool:
        """Return whether there is no day at all."""
        return self._database.row("SELECT 1 FROM days LIMIT 1") is None

    def earliest(self) -> dt.date | None:
        """Return the date of the first day; None when there is none."""
        row = self._database.row("SELECT min(date) AS date FROM days")
        return stored.date_of(row["date"]) if row is not None and row["date"] is not None else None

    def latest_before(self, date: dt.date) -> StoredDay | None:
        """Return the newest day earlier than `date`; None when there is none."""
        row = self._database.row(f"{_DAY} WHERE date < ? ORDER BY date DESC LIMIT 1", (date.isoformat(),))
        return stored.stored_day(row) if row is not None else None

    def summaries(self, first: dt.date, last: dt.date) -> list[DaySummary]:
        """Return the days from `first` to `last`, both included, in numbers, oldest first."""
        dates = (first.isoformat(), last.isoformat())
        marks: dict[tuple[str, str | None], int] = {
            (row["date"], row["mark"]): row["challenges"]
            for row in self._database.rows(
                'SELECT date, mark, count(*) AS challenges FROM challenges WHERE "when" = ? AND date BETWEEN ? AND ?'
                " GROUP BY date, mark",
                (When.PAST.value, *dates),
            )
        }
        return [
            DaySummary(
                date=stored.date_of(row["date"]),
                until=stored.optional_date(row["until"]),
                note=row["note"],
                study_seconds=row["study_seconds"],
                goals=row["goals"],
                topics=row["topics"],
                problems=row["problems"],
                done=marks.get((row["date"], Mark.DONE.value), 0),
                partial=marks.get((row["date"], Mark.PARTIAL.value), 0),
                missed=marks.get((row["date"], Mark.MISSED.value), 0),
                open=marks.get((row["date"], None), 0),
                headline=row["headline"],
            )
            for row in self._database.rows(
                "SELECT date, until, note, study_seconds,"
                " (SELECT count(*) FROM goals WHERE goals.date = days.date) AS goals,"
                " (SELECT count(*) FROM topics WHERE topics.date = days.date) AS topics,"
                " (SELECT count(*) FROM problems WHERE problems.date = days.date) AS problems,"
                " coalesce((SELECT title FROM topics WHERE topics.date = days.date AND title <> '' ORDER BY position"
                " LIMIT 1), (SELECT text FROM goals WHERE goals.date = days.date AND text <> '' ORDER BY position"
                " LIMIT 1), '') AS headline"
                " FROM days WHERE date BETWEEN ? AND ? ORDER BY date",
                dates,
            )
        ]

    def months(self, first: dt.date) -> list[MonthCount]:
        """Return the months that have days from `first` on, newest first, with how many those are."""
        rows = self._database.rows(
            "SELECT substr(date, 1, 7) AS month, count(*) FROM days WHERE date >= ? GROUP BY month ORDER BY month DESC",
            (first.isoformat(),),
        )
        return [MonthCount(stored.date_of(f"{month}-01"), days) for month, days in rows]

    def counts(self, first: dt.date, last: dt.date) -> list[DayCounts]:
        """Return what statistics count of the days from `first` to `last`, both included, oldest first."""
        dates = (first.isoformat(), last.isoformat())
        topics, problems = (
            dict(map(tuple, self._database.rows(f"SELECT date, count(*) FROM {table} {_BETWEEN} GROUP BY date", dates)))
            for table in ("topics", "problems")
        )
        challenges: dict[str, tuple[int, int, int, int]] = {
            date: (done, partial, missed, unmarked)
            for date, done, partial, missed, unmarked in self._database.rows(
                "SELECT date, sum(mark IS ?), sum(mark IS ?), sum(mark IS ?), sum(mark IS NULL) FROM challenges"
                f' {_BETWEEN} AND "when" = ? GROUP BY date',
                (Mark.DONE.value, Mark.PARTIAL.value, Mark.MISSED.value, *dates, When.PAST.value),
            )
        }
        none = (0, 0, 0, 0)
        return [
            DayCounts(
                stored.date_of(date), seconds, topics.get(date, 0), problems.get(date, 0), *challenges.get(date, none)
            )
            for date, seconds in self._database.rows(
                f"SELECT date, study_seconds FROM days {_BETWEEN} ORDER BY date", dates
            )
        ]

    def done_on(self, first: dt.date, last: dt.date) -> list[tuple[dt.date, int, int]]:
        """Return date, challenges done and challenges to do of every day from `first` to `last`, oldest first."""
        dates = (first.isoformat(), last.isoformat())
        counts: dict[str, tuple[int, int]] = {
            row["date"]: (row["done"], row["challenges"])
            for row in self._database.rows(
                'SELECT date, sum(mark IS ?) AS done, count(*) AS challenges FROM challenges WHERE "when" = ?'
                " AND date BETWEEN ? AND ? GROUP BY date",
                (Mark.DONE.value, When.PAST.value, *dates),
            )
        }
        days = self._database.rows("SELECT date FROM days WHERE date BETWEEN ? AND ? ORDER BY date", dates)
        return [(stored.date_of(row["date"]), *counts.get(row["date"], (0, 0))) for row in days]

    def learning_headings(self) -> list[tuple[dt.date, str]]:
        """Return date and heading of every learning section, in the order of days and in theirs."""
        rows = self._database.rows(
            "SELECT date, heading FROM sections WHERE kind = ? ORDER BY date, position", (SectionKind.LEARNING.value,)
        )
        return [(stored.date_of(row["date"]), row["heading"]) for row in rows]

    def known(self, what: Known) -> list[str]:
        """Return the words of a kind that were used before, the most recently used first.

        Of the newest 2,000 entries: completion is of no use for what nobody remembers, and has to be there at once.
        """
        if what is Known.SUBJECTS:
            return self.subjects()
        table, column = _KNOWN[what]
        # Topics go into these sections only.
        chosen, values = ("AND kind IN (?, ?)", _STUDIED) if what is Known.SECTIONS else ("", ())
        rows = self._database.rows(
            f"SELECT word FROM (SELECT {column} AS word, date || printf('%06d', position) AS place FROM {table}"
            f" WHERE {column} <> '' {chosen} ORDER BY date DESC, position DESC LIMIT {_REMEMBERED})"
            " GROUP BY word ORDER BY max(place) DESC",
            values,
        )
        return [row["word"] for row in rows]

    def save_day(
        self,
        change_id: int,
        day: Day,
        text: str,
        *,
        expected_sha256: str | None,
        reader_version: int,
        study_seconds: int | None,
        updated_at: dt.datetime,
        amend: bool = False,
    ) -> StoredDay:
        """Save a day's text with what the reader made of it, as part of a change.

        `expected_sha256` is that of the text the edit began with, None when there must be no such day yet; raises
        StaleText when another program was faster. The same text again makes no revision. `amend` puts the text in
        place of the day's newest revision; StaleText when that is another change's.
        """
        sha256 = sha256_of(text)
        with self.transaction():
            old = self._expected_text(day.date, expected_sha256)
            self._database.execute(
                "INSERT INTO days (id, date, until, note, template, study_seconds, reader_version, sha256, updated_at,"
                " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (date) DO UPDATE SET until = excluded.until,"
                " note = excluded.note, template = excluded.template, study_seconds = excluded.study_seconds,"
                " reader_version = excluded.reader_version, sha256 = excluded.sha256,"
                " updated_at = excluded.updated_at, text = excluded.text",
                (
                    day.date.toordinal(), day.date.isoformat(), date_text(day.until), day.note, day.template,
                    study_seconds, reader_version, sha256, updated_at.isoformat(), text,
                ),
            )  # fmt: skip
            self._replace_items(day, text)
            if text != old:
                self._search_index.replace(day.date.toordinal(), old, text)
                if amend:
                    self._replace_revision(change_id, day.date, sha256, text)
                else:
                    self._record_revision(change_id, day.date, sha256, text)
        return StoredDay(day.date, text, sha256, day.template, reader_version)

    def delete_day(self, change_id: int, date: dt.date, *, expected_sha256: str) -> None:
        """Remove a day, as part of a change; its sessions stay. Raises StaleText as `save_day` does."""
        with self.transaction():
            old = self._expected_text(date, expected_sha256)
            self._database.execute("DELETE FROM days WHERE date = ?", (date.isoformat(),))
            self._search_index.replace(date.toordinal(), old, None)
            self._record_revision(change_id, date, None, None)

    def reindex_day(self, day: Day, text: str, *, reader_version: int, study_seconds: int | None) -> None:
        """Replace what a newer reader makes of a stored text; raises StaleText when the day has another one by now."""
        with self.transaction():
            self._expected_text(day.date, sha256_of(text))
            self._database.execute(
                "UPDATE days SET until = ?, note = ?, template = ?, study_seconds = ?, reader_version = ?"
                " WHERE date = ?",
                (date_text(day.until), day.note, day.template, study_seconds, reader_version, day.date.isoformat()),
            )
            self._replace_items(day, text)

    def set_study_seconds(self, date: dt.date, seconds: int | None) -> None:
        """Record the study time of a day whose text has no total; of no effect when there is no such day."""
        with self.transaction():
            self._database.execute("UPDATE days SET study_seconds = ? WHERE date = ?", (seconds, date.isoformat()))

    def _expected_text(self, date: dt.date, sha256: str | None) -> str | None:
        row = self._database.row("SELECT sha256, text FROM days WHERE date = ?", (date.isoformat(),))
        found, text = (row["sha256"], row["text"]) if row is not None else (None, None)
        if found != sha256:
            raise StaleText(date)
        return text

    def _replace_items(self, day: Day, text: str) -> None:
        date = day.date.isoformat()
        self._search_index.replace_outline(day.date, outline.outline_of(day, text))
        for table in stored.ITEM_COLUMNS:
            self._database.execute(f"DELETE FROM {table} WHERE date = ?", (date,))
        self._add_items([day])

    def begin_change(
        self, action: str, summary: str, made_at: dt.datetime, *, state: ChangeState = ChangeState.DONE
    ) -> int:
        """Record that the person did something, and return the number to save it under."""
        with self.transaction():
            cursor = self._database.execute(
                "INSERT INTO changes (made_at, action, summary, state) VALUES (?, ?, ?, ?)",
                (made_at.isoformat(), action, summary, state.value),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def last_undoable(self) -> Change | None:
        """Return the newest change that stands; None when there is none."""
        row = self._database.row(f"{_CHANGE} WHERE state = ? ORDER BY id DESC LIMIT 1", (ChangeState.DONE.value,))
        return stored.change(row) if row is not None else None

    def next_redoable(self) -> Change | None:
        """Return the change that was undone last; None when there is none."""
        row = self._database.row(f"{_CHANGE} WHERE state = ? ORDER BY id LIMIT 1", (ChangeState.UNDONE.value,))
        return stored.change(row) if row is not None else None

    def set_change_state(self, change_id: int, state: ChangeState) -> None:
        """Record that a change was undone, made again or dropped."""
        with self.transaction():
            self._database.execute("UPDATE changes SET state = ? WHERE id = ?", (state.value, change_id))

    def drop_redoable(self) -> None:
        """Drop what was undone: once something else is done it cannot be made again."""
        with self.transaction():
            self._database.execute(
                "UPDATE changes SET state = ? WHERE state = ?", (ChangeState.DROPPED.value, ChangeState.UNDONE.value)
            )

    def change(self, change_id: int) -> Change | None:
        """Return a change; None when it is not kept."""
        row = self._database.row(f"{_CHANGE} WHERE id = ?", (change_id,))
        return stored.change(row) if row is not None else None

    def amend_change(self, change_id: int, made_at: dt.datetime, state: ChangeState) -> None:
        """Record that a change went on until then, and whether it still stands."""
        with self.transaction():
            self._database.execute(
                "UPDATE changes SET made_at = ?, state = ? WHERE id = ?",
                (made_at.isoformat(), state.value, change_id),
            )

    def revisions_of(self, change_id: int) -> list[Revision]:
        """Return what a change did to days, in the order it was done."""
        rows = self._database.rows(f"{_REVISION} WHERE change_id = ? ORDER BY revisions.id", (change_id,))
        return [stored.revision(row) for row in rows]

    def history(self, date: dt.date) -> list[Revision]:
        """Return a day's revisions, newest first."""
        rows = self._database.rows(f"{_REVISION} WHERE date = ? ORDER BY revisions.id DESC", (date.isoformat(),))
        return [stored.revision(row) for row in rows]

    def newest_revision(self, date: dt.date) -> Revision | None:
        """Return the revision a day was saved under last; None when it never was."""
        row = self._database.row(f"{_REVISION} WHERE date = ? ORDER BY revisions.id DESC LIMIT 1", (date.isoformat(),))
        return stored.revision(row) if row is not None else None

    def text_before(self, date: dt.date, change_id: int) -> str | None:
        """Return a day's text before the first revision of a change; None when it was not there or is not kept."""
        row = self._database.row(
            "SELECT earlier.text FROM revisions JOIN revisions AS earlier ON earlier.id = revisions.previous_id"
            " WHERE revisions.date = ? AND revisions.change_id = ? ORDER BY revisions.id LIMIT 1",
            (date.isoformat(), change_id),
        )
        packed: bytes | None = row["text"] if row is not None else None
        return zlib.decompress(packed).decode() if packed is not None else None

    def revision_text(self, revision_id: int) -> str | None:
        """Return a revision's text, None when it removed the day; raises NotFound for one that is not kept."""
        row = self._database.row("SELECT text FROM revisions WHERE id = ?", (revision_id,))
        if row is None:
            raise NotFound(
                _("Revision {n} is not kept.", n=revision_id), shell=_("; see what is with: studylog history")
            )
        packed: bytes | None = row["text"]
        return zlib.decompress(packed).decode() if packed is not None else None

    def _record_revision(self, change_id: int, date: dt.date, sha256: str | None, text: str | None) -> None:
        packed = packed_text(text) if text is not None else None
        self._database.execute(
            "INSERT INTO revisions (change_id, date, previous_id, sha256, text)"
            " VALUES (?, ?, (SELECT max(id) FROM revisions WHERE date = ?), ?, ?)",
            (change_id, date.isoformat(), date.isoformat(), sha256, packed),
        )

    def _replace_revision(self, change_id: int, date: dt.date, sha256: str, text: str) -> None:
        replaced = self._database.execute(
            "UPDATE revisions SET sha256 = ?, text = ?"
            " WHERE id = (SELECT max(id) FROM revisions WHERE date = ?) AND change_id = ?",
            (sha256, packed_text(text), date.isoformat(), change_id),
        ).rowcount
        if not replaced:
            raise StaleText(date)

    def prune_revisions(self, before: dt.datetime, *, kept_changes: int = 0) -> int:
        """Remove the revisions of changes made before then, and return how many; those changes can no longer be undone.

        Each date keeps its newest revision, and the one that the first change since then would go back to. The newest
        `kept_changes` changes keep theirs however old they are: the clock may be wrong.
        """
        # julianday() compares instants across time zones.
        old = (
            "SELECT id FROM changes WHERE julianday(made_at) < julianday(:before)"
            " AND id <= (SELECT max(id) FROM changes) - :kept"
        )
        values: dict[str, Value] = {
            "before": before.isoformat(),
            "kept": kept_changes,
            "dropped": ChangeState.DROPPED.value,
        }
        with self.transaction():
            removed = self._database.execute(
                f"DELETE FROM revisions WHERE change_id IN ({old})"
                " AND id NOT IN (SELECT max(id) FROM revisions GROUP BY date)"
                " AND id NOT IN (SELECT previous_id FROM revisions"
                f" WHERE previous_id IS NOT NULL AND change_id NOT IN ({old}))",
                values,
            ).rowcount
            for table in ("session_changes", "retrospective_changes"):
                self._database.execute(f"DELETE FROM {table} WHERE change_id IN ({old})", values)
            # Before changes are removed: which of them are old is counted from the newest.
            self._database.execute(f"UPDATE changes SET state = :dropped WHERE id IN ({old})", values)
            self._database.execute(
                f"DELETE FROM changes WHERE id IN ({old}) AND id NOT IN (SELECT change_id FROM revisions)", values
            )
        return removed

    def setting(self, key: str) -> str | None:
        """Return a remembered value; None when there is none."""
        row = self._database.row("SELECT value FROM settings WHERE key = ?", (key,))
        return row["value"] if row is not None else None

    def set_setting(self, key: str, value: str | None) -> None:
        """Remember a small value; None forgets it."""
        with self.transaction():
            if value is None:
                self._database.execute("DELETE FROM settings WHERE key = ?", (key,))
            else:
                self._database.execute(
                    "INSERT INTO settings (key, value) VALUES (?, ?)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (key, value),
                )

    def search(
        self, words: Sequence[str], *, since: dt.date | None = None, limit: int | None = None
    ) -> Iterator[SearchHit]:
        """Yield the lines that hold all of the words, newest day first; None as `limit` means every one."""
        return self._search_index.search(words, since=since, limit=limit)

    def found(self, words: Sequence[str], *, since: dt.date | None = None) -> Iterator[FoundText]:
        """Yield the texts with lines that hold all of the words, newest day first."""
        return self._search_index.found(words, since=since)

    def add_outlines(self, outlines: Sequence[tuple[StoredDay, Outline]]) -> None:
        """Keep the outlines that days lack; none where the day has another text by now.

        Nor where they cannot be written at once: nothing waits for what is made again at the next search.
        """
        if self.writable and outlines:
            with suppress(StoreError), self._database.without_waiting():
                self._search_index.add_outlines(outlines)

    def deferred_search_index(self, before_each: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Save many days in one transaction, and index their texts at its end, calling `before_each` in between."""
        return self._search_index.deferred(before_each)

    def grams_wanted(self) -> Iterator[tuple[int, int]]:
        """Yield the number of every text, and how many grams the search index should hold of it."""
        return self._search_index.grams_wanted()

    def rebuild_search_index(self) -> None:
        """Index the text of every day and retrospective anew."""
        self._search_index.rebuild()
