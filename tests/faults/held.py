"""What a study log holds, read through the program, and whether it fits together."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.codec.lexicon import Templates
from tracker.config import Config
from tracker.errors import TrackerError
from tracker.journal import Journal
from tracker.outline import outline_of
from tracker.places import Places
from tracker.resources import load_templates
from tracker.stored import item_rows

DATABASE = "studylog.db"
SETTINGS = "config.yaml"
NOW = "2025-03-12T09:30:00+09:00"
_NOT_THE_PERSONS = ("backups", "reports", "tmp", "unsaved")
"""Folders beside the database that hold no edits of their own."""

Rows = Mapping[str, Sequence[tuple[object, ...]]]


class Broken(Exception):
    """A log that does not open, or whose parts do not fit together."""


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that a log holds."""

    rows: Rows
    """Of every table, those of the search index left out."""
    files: Mapping[str, bytes]
    """What verbs have written beside it, by path."""


@cache
def shipped_templates() -> Templates:
    """Return the templates that come with the program."""
    nowhere = Path(os.devnull).parent / "nowhere"
    return load_templates(Places(nowhere / SETTINGS, nowhere / DATABASE), Config())


def still(now: str = NOW) -> Callable[[], dt.datetime]:
    """Return a clock that stands still."""
    instant = dt.datetime.fromisoformat(now)
    return lambda: instant


def open_journal(path: Path, *, create: bool = False, clock: Callable[[], dt.datetime] | None = None) -> Journal:
    """Open a log as the program does."""
    return Journal.open(path, Config(), shipped_templates(), clock or still(), create=create, timeout=1)


def held_in(folder: Path) -> Held:
    """Open the log in a folder and return what it holds; raises Broken when it is not sound."""
    path = folder / DATABASE
    try:
        # A log whose very first verb was interrupted is begun again.
        with closing(open_journal(path, create=True)) as journal:
            problems = problems_of(journal)
            rows = rows_of(path)
    except (TrackerError, sqlite3.Error, UnicodeError, ValueError) as error:
        raise Broken(f"it does not open: {type(error).__name__}: {error}") from error
    if problems:
        raise Broken("; ".join(problems))
    return Held(rows, files_of(folder))


def problems_of(journal: Journal) -> list[str]:
    """Return what of a log does not fit together: its pages, references, texts, index tables and search index."""
    problems = [f"damaged: {damage}" for damage in journal.damage()]
    if problems:
        return problems
    problems += [f"the text of {day} is not the one saved" for day in journal.store.changed_texts()]
    for day in journal.dates():
        record = journal.record(day)
        if journal.store.index_rows(day) != item_rows(record.day):
            problems.append(f"the index tables of {day} do not agree with its text")
        if journal.store.outline(day) not in (None, outline_of(record.day, record.text)):
            problems.append(f"the outline of {day} does not agree with its text")
    wanted = {number: count for number, count in journal.store.grams_wanted() if count}
    if journal.store.indexed_grams() != wanted:
        problems.append("the search index does not agree with the texts")
    return problems


def rows_of(path: Path) -> Rows:
    """Return the rows of every table in a database, without those of the search index."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' ORDER BY name"
        ).fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for (name,) in tables}


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files that verbs write for a person, by path; not what is only under way, whose names begin so."""
    found = {}
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if (
            within.parts[0] not in _NOT_THE_PERSONS
            and not path.name.startswith((".", DATABASE))
            and path.is_file()
            and ".git" not in within.parts
        ):
            found[within.as_posix()] = path.read_bytes()
    return found


def torn_backups(folder: Path) -> list[str]:
    """Return the backups that go by a backup's name and are not whole."""
    torn = []
    for path in sorted((folder / "backups").glob("[!.]*.db")):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                whole = whole and connection.execute("SELECT count(*) FROM days").fetchone()[0] > 0
        except sqlite3.Error:
            whole = False
        if not whole:
            torn.append(f"the backup {path.name} is not whole")
    return torn


def difference(one: Held, other: Held) -> str:
    """Return which tables and files two logs differ in."""
    tables = [name for name in {*one.rows, *other.rows} if one.rows.get(name) != other.rows.get(name)]
    files = [name for name in {*one.files, *other.files} if one.files.get(name) != other.files.get(name)]
    return ", ".join(sorted(tables) + sorted(files)) or "nothing"
