"""What is measured: a study log of many days, and what a few lines of plain Python would do in its place."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.bench.generate import Log, logs, write_logs
from tests.bench.measure import Job, Pair, nothing
from tracker.codec.document import Document
from tracker.codec.read import read_day
from tracker.config import Config
from tracker.journal import Journal
from tracker.journal.importing import ImportReport, find_sources, import_files
from tracker.model import Session
from tracker.resources import Places, load_templates
from tracker.store import Store

REPOSITORY = Path(__file__).parents[2]
LAST = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 6, 30, 22, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
_HEEDED = ("XDG_", "STUDYLOG_", "PYTHON", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR")
"""How the names begin of what the program, or what it is made with, would take from a person's environment."""
_BATCH = 20
"""Days that are read or saved in one round."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder with a study log, the files it came from, and the same texts in a bare table."""

    folder: Path
    logs: Sequence[Log]
    journal: Journal
    bare: sqlite3.Connection

    @property
    def database(self) -> Path:
        """The study log's file."""
        return self.journal.store.path

    def close(self) -> None:
        """Close both databases."""
        self.journal.store.close()
        self.bare.close()


def build_scene(folder: Path, count: int) -> Scene:
    """Generate `count` days, bring them in as a person would, and book their sessions."""
    written = write_logs(folder / "logs", logs(count, LAST))
    journal = open_journal(folder / "studylog.db")
    report = ImportReport()
    import_files(journal, find_sources([folder / "logs"], report), report)
    assert len(report.new) == count
    with journal.store.transaction():
        change = journal.begin("import", "sessions")
        for log in written:
            for number, clocked in enumerate(log.sessions):
                end = clocked.start + dt.timedelta(seconds=clocked.seconds)
                session_id = f"{log.date:%Y%m%d}{number:04}"
                session = Session(session_id, log.date, clocked.subject, clocked.start, end, clocked.seconds)
                journal.store.put_session(change, session)
    bare = bare_table(folder / "bare.db")
    with bare:
        bare.executemany("INSERT INTO days VALUES (?, ?)", [(str(log.date), log.text) for log in written])
    return Scene(folder, written, journal, bare)


def open_journal(path: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> Journal:
    """Open a study log with the shipped settings."""
    nowhere = path.parent / "nowhere"
    templates = load_templates(Places(nowhere / "config.yaml", path), Config())
    return Journal(Store.open(path, create=True, now=clock()), Config(), templates, clock)


def bare_table(path: Path) -> sqlite3.Connection:
    """Open a database with one plain table of days, as safe as the study log's."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE days (date TEXT PRIMARY KEY, text TEXT NOT NULL)")
    return connection


def service_pairs(scene: Scene) -> list[Pair]:
    """Return what the journal does with days, against the same done plainly."""
    sample = scene.logs[:: max(1, len(scene.logs) // _BATCH)][:_BATCH]
    templates = scene.journal.templates

    def read(number: int) -> None:
        for log in sample:
            read_day(Document.from_text(log.text), log.date, templates)

    def split_and_hash(number: int) -> None:
        for log in sample:
            log.text.split("\n")
            hashlib.sha256(log.text.encode()).hexdigest()

    def save(number: int) -> None:
        for log in sample:
            scene.journal.save_text(log.date, f"{log.text}- {number}\n", base=scene.journal.text(log.date))

    def update(number: int) -> None:
        for log in sample:
            with scene.bare:
                scene.bare.execute(
                    "UPDATE days SET text = ? WHERE date = ?", (f"{log.text}- {number}\n", str(log.date))
                )

    def add(number: int) -> None:
        for log in sample:
            scene.journal.add_goal(log.date, f"복습 {number}")

    def put_back(number: int) -> None:
        for log in sample:
            scene.journal.save_text(log.date, log.text, base=scene.journal.text(log.date))

    few = f"{len(sample)} days"
    return [
        Pair(f"read {few}", read, split_and_hash, "split their lines and hash them"),
        Pair(f"save {few}", save, update, f"UPDATE and commit among {len(scene.logs):,}", after=put_back),
        Pair(f"add {len(sample)} goals", add, update, f"UPDATE and commit among {len(scene.logs):,}", after=put_back),
    ]


def import_pair(scene: Scene, count: int) -> Pair:
    """Return the import of `count` days, against reading the files into a plain table in one transaction."""
    folder = scene.folder / "import"
    write_logs(folder, iter(scene.logs[:count]))
    fresh = (scene.folder / f"fresh-{n}" for n in itertools.count())

    def bring_in(number: int) -> None:
        with closing(opened[-1].store):
            report = ImportReport()
            import_files(opened[-1], find_sources([folder], report), report)
            assert len(report.new) == min(count, len(scene.logs))

    def insert(number: int) -> None:
        with closing(bare_table(next(fresh))) as connection, connection:
            files = sorted(folder.rglob("*.md"))
            connection.executemany("INSERT INTO days VALUES (?, ?)", [(file.stem, file.read_bytes()) for file in files])

    opened: list[Journal] = []

    def open_new(number: int) -> None:
        opened.append(open_journal(next(fresh)))

    days = min(count, len(scene.logs))
    return Pair(f"import {days:,} days", bring_in, insert, "read the files, insert rows, commit", before=open_new)


@dataclass(frozen=True, slots=True)
class Verb:
    """A call of the command line, and the calls that set the stage for it and clear it."""

    name: str
    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()


_UNDO = (("undo",),)
VERBS = (
    Verb("--version", ("--version",)),
    Verb("status", ("status",)),
    Verb("show", ("show",)),
    Verb("show --json", ("show", "--json")),
    Verb("new", ("new", "tomorrow"), after=_UNDO),
    Verb("goal", ("goal", "볼륨 복습하기"), after=_UNDO),
    Verb("topic", ("topic", "스테이트풀셋"), after=_UNDO),
    Verb("solve", ("solve", "백준", "31403"), after=_UNDO),
    Verb("challenge", ("challenge", "일찍 자기"), after=_UNDO),
    Verb("check", ("check", "1", "--partial"), before=(("check", "1", "--clear"),), after=_UNDO),
    Verb("reflect", ("reflect", "배운 점", "측정이 먼저다"), after=_UNDO),
    Verb("link", ("link", "https://example.com/bench"), after=_UNDO),
    Verb("start", ("start", "독서"), after=_UNDO),
    Verb("stop", ("stop",), before=(("start", "독서", "--ago", "20m"),), after=_UNDO * 2),
    Verb("pause", ("pause",), before=(("start", "독서", "--ago", "20m"),), after=_UNDO * 2),
    Verb("time add", ("time", "add", "30m", "독서"), after=_UNDO),
    Verb("time list", ("time", "list")),
    Verb("undo", ("undo",), before=(("goal", "볼륨 복습하기"),)),
    Verb("history", ("history",)),
    Verb("week", ("week",)),
    Verb("month", ("month",)),
    Verb("year", ("year",)),
    Verb("search", ("search", "볼륨", "--limit", "20")),
    Verb("search initials", ("search", "ㅋㅂㄴㅌㅅ", "--limit", "20")),
    Verb("search nothing", ("search", "없는말이다")),
    Verb("export a day", ("export", "today")),
    Verb("export --csv", ("export", "--csv")),
)
"""The verbs of every day, on the last day of the log."""


def clean_environment(folder: Path) -> dict[str, str]:
    """Return this process's environment without anything of the person's own that the program would heed."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(_HEEDED)}
    return own | {"HOME": str(home), "PYTHONUTF8": "1"}


def verb_pairs(scene: Scene, timed: Callable[[Verb], bool] = lambda verb: True) -> list[Pair]:
    """Return each verb as a process of its own, against a process that only imports sqlite3."""
    environment = clean_environment(scene.folder) | {"STUDYLOG_NOW": NOW.isoformat()}

    def run(words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        call = [sys.executable, "-m", "tracker", "--db", str(scene.database), *words]
        return subprocess.run(call, cwd=REPOSITORY, env=environment, capture_output=True, check=False)

    def job(verb: Verb) -> Job:
        def call(number: int) -> None:
            done = run(verb.words)
            # A search that finds nothing may say so by its exit code.
            if done.returncode and verb.words[0] != "search":
                raise RuntimeError(f"studylog {' '.join(verb.words)}: {done.stderr.decode().strip()}")

        return call

    def stage(calls: Sequence[tuple[str, ...]]) -> Job:
        def all_of_them(number: int) -> None:
            for words in calls:
                run(words)

        return all_of_them if calls else nothing

    def only_import(number: int) -> None:
        subprocess.run([sys.executable, "-c", "import sqlite3"], env=environment, capture_output=True, check=True)

    return [
        Pair(verb.name, job(verb), only_import, 'python -c "import sqlite3"', stage(verb.before), stage(verb.after))
        for verb in VERBS
        if timed(verb)
    ]
