"""A study log of many days, the files it came from, and the same texts in plain tables."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tests.bench.generate import Log, logs, write_logs
from tests.bench.processes import Call, Words, clean_environment, studylog
from tracker.codec.lexicon import Templates
from tracker.config import Config
from tracker.journal import Journal
from tracker.model import Session
from tracker.places import Places
from tracker.resources import load_templates
from tracker.store import Store
from tracker.values import frozen, replace

LAST = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 6, 30, 22, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))


@frozen
class Scene:
    """A folder with a study log and what it came from; nobody has it open."""

    folder: Path
    days: int
    import_seconds: float = 0
    """How long it took to bring the files in."""
    import_memory: float = 0
    """The most bytes that took."""

    @property
    def database(self) -> Path:
        """The study log's file."""
        return self.folder / "studylog.db"

    @property
    def files(self) -> Path:
        """The folder of files it came from."""
        return self.folder / "logs"

    @property
    def bare(self) -> Path:
        """The same texts in a plain table."""
        return self.folder / "bare.db"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the program runs in: its clock stands still."""
        return clean_environment(self.folder) | {"STUDYLOG_NOW": NOW.isoformat(), "STUDYLOG_DB": str(self.database)}

    def logs(self) -> Iterator[Log]:
        """Yield the days that were generated, oldest first."""
        return logs(self.days, LAST)

    def call(self, words: Words, *, codes: tuple[int, ...] = (0,)) -> Call:
        """Return the call of a verb on this log."""
        return Call(studylog(*words), self.environment, codes)


def build_scene(folder: Path, days: int, *, bare: bool = True) -> Scene:
    """Generate so many days, bring them in with the program's own verb, and book their sessions.

    With `bare` False there is no plain table of the same texts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scene = Scene(folder, days)
    write_logs(scene.files, scene.logs())
    begin = time.perf_counter()
    peak = scene.call(("import", str(scene.files))).peak_memory()
    scene = replace(scene, import_seconds=time.perf_counter() - begin, import_memory=peak)
    _book_sessions(scene)
    if bare:
        rows = ((str(log.date), log.text) for log in scene.logs())
        with closing(bare_table(scene.bare)) as connection, connection:
            connection.executemany("INSERT INTO days VALUES (?, ?)", rows)
    return scene


def _book_sessions(scene: Scene) -> None:
    with closing(open_journal(scene.database).store) as store, store.transaction():
        change = store.begin_change("import", "sessions", NOW)
        for log in scene.logs():
            for number, clocked in enumerate(log.sessions):
                end = clocked.start + dt.timedelta(seconds=clocked.seconds)
                name = f"{log.date:%Y%m%d}{number:04}"
                store.put_session(change, Session(name, log.date, clocked.subject, clocked.start, end, clocked.seconds))


def open_journal(path: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> Journal:
    """Open a study log with the shipped settings."""
    return Journal(Store.open(path, create=True, now=clock()), Config(), shipped_templates(path), clock)


def shipped_templates(database: Path) -> Templates:
    """Return the templates that everyone has."""
    return load_templates(Places(database.parent / "nowhere" / "config.yaml", database), Config())


def bare_table(path: Path) -> sqlite3.Connection:
    """Open a database with one plain table of days, as safe as the study log's."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS days (date TEXT PRIMARY KEY, text TEXT NOT NULL)")
    return connection


def copy_of(database: Path, target: Path) -> Path:
    """Copy a database that nobody has open, whole and in one file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    return target


def sample_of(scene: Scene, count: int) -> list[Log]:
    """Return so many days, spread over the whole log."""
    step = max(1, scene.days // count)
    return [log for number, log in enumerate(scene.logs()) if number % step == 0][:count]
