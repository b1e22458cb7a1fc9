"""Calls of verbs in children of this process, which tell where they are and can be stopped there.

The program is imported once, and a fork of this process is a process of the program's own: it dies by itself, with its
locks. Nothing of the program is changed; a child only tells its parent of each transaction and each file it opens.
"""

from __future__ import annotations

import importlib
import io
import itertools
import os
import pkgutil
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from tests.faults.held import DATABASE, NOW, SETTINGS

BEFORE_BEGIN, BEGUN, STATEMENT, COMMITTING, COMMITTED, FILE = "BbsCDf"
"""What a child tells: a transaction is about to begin, has begun, runs a statement, commits, has committed; and a file
is about to be opened for writing, renamed or removed."""
WITHIN = frozenset((BEGUN, STATEMENT, COMMITTING))
"""Told last by a process that died within a transaction."""
LONGEST = 60.0
"""Seconds after which a call is taken to hang."""
_LIBRARIES = (
    *("dateutil.rrule", "dateutil.parser", "jinja2.sandbox", "markdown_it", "sqlite_utils.db", "yaml"),
    *("_strptime", "email.parser", "encodings.unicode_escape", "importlib.readers", "importlib.resources.readers"),
)
"""What verbs import on their way; a child that has become another user may not reach it any more."""
_HEEDED = ("STUDYLOG_", "LC_", "XDG_", "GIT_", "VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the program."""

    words: tuple[str, ...]
    """`FOLDER` in them stands for the folder that the log lies in."""
    given: str = ""
    now: str = NOW
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a call ended."""

    code: int
    """Below 0 it is the signal that ended it."""
    out: str
    err: str
    told: str
    """All that it told of itself."""
    seconds: float
    """From its start to its end."""

    @property
    def killed(self) -> bool:
        """Whether it was killed before it came to its end."""
        return self.code == -signal.SIGKILL


class Running:
    """A call under way."""

    def __init__(self, process: int, pipes: Mapping[str, int], control: int) -> None:
        self.process = process
        self.begun = time.perf_counter()
        self._pipes = dict(pipes)
        self._control = control
        self._read = {name: bytearray() for name in pipes}

    @property
    def told(self) -> str:
        """What it has told so far."""
        return self._read["told"].decode()

    @property
    def out(self) -> str:
        """What it has printed so far."""
        return self._read["out"].decode(errors="replace")

    def take(self, longest: float) -> bool:
        """Take what it says next; return whether it said anything within so many seconds and has not fallen silent."""
        if not self._pipes:
            return False
        names = {number: name for name, number in self._pipes.items()}
        ready, _, _ = select.select(list(names), [], [], max(0, longest))
        for number in ready:
            data = os.read(number, 65_536)
            self._read[names[number]] += data
            if not data:
                os.close(self._pipes.pop(names[number]))
        return bool(ready)

    def until(self, met: Callable[[], bool], longest: float = LONGEST) -> bool:
        """Take what it says until a condition is met; return whether it was."""
        give_up_at = time.perf_counter() + longest
        while not met():
            left = give_up_at - time.perf_counter()
            if left <= 0 or not self._pipes:
                return met()
            self.take(left)
        return True

    def until_told(self, what: str) -> bool:
        """Take what it says until it tells of this; return whether it did."""
        return self.until(lambda: what in self.told)

    def go_on(self) -> None:
        """Let it go on from where it has stopped for us."""
        os.write(self._control, b".")

    def kill(self) -> None:
        """End it as a power cut would, at once."""
        os.kill(self.process, signal.SIGKILL)

    def end(self) -> Ended:
        """Take all it has still to say, and return how it ended."""
        if not self.until(lambda: not self._pipes):
            self.kill()
        for number in self._pipes.values():
            os.close(number)
        self._pipes = {}
        os.close(self._control)
        _, status = os.waitpid(self.process, 0)
        err = self._read["err"].decode(errors="replace")
        seconds = time.perf_counter() - self.begun
        return Ended(os.waitstatus_to_exitcode(status), self.out, err, self.told, seconds)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a child waits until it is told to go on, or killed."""

    at: frozenset[int] = frozenset()
    """Numbers of what it tells, from 0."""
    after_commits: bool = False
    """After every commit as well."""


def start(folder: Path, call: Call, *, stop: Stop | None = None, prepare: Callable[[], None] | None = None) -> Running:
    """Begin a call on the log in a folder, in a child; `prepare` is done there before the program has its turn."""
    import_the_program()
    reads: dict[str, int] = {}
    writes: dict[str, int] = {}
    for name in ("told", "out", "err"):
        reads[name], writes[name] = os.pipe()
    waits, control = os.pipe()
    # What is in the buffers would be written by the child as well.
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        try:
            for number in (*reads.values(), control):
                os.close(number)
            _be(folder, call, Teller(writes["told"], waits, stop or Stop(), folder), writes, prepare)
        finally:
            os._exit(99)
    for number in (*writes.values(), waits):
        os.close(number)
    return Running(process, reads, control)


def run(folder: Path, call: Call, *, prepare: Callable[[], None] | None = None) -> Ended:
    """Make a call to its end."""
    return start(folder, call, prepare=prepare).end()


class Teller:
    """In the child: tells the parent where the program is, and waits there when it is to."""

    def __init__(self, tells: int, waits: int, stop: Stop, folder: Path) -> None:
        self._tells, self._waits, self._stop = tells, waits, stop
        self._folder = str(folder)
        self._count = itertools.count()
        self._silent = False

    def tell(self, what: str) -> None:
        """Say where the program is."""
        number = next(self._count)
        os.write(self._tells, what.encode())
        if number in self._stop.at or (self._stop.after_commits and what == COMMITTED):
            os.read(self._waits, 1)

    def heed(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Tell of files that the program is about to write; an audit hook."""
        if event == "open":
            path, _, flags = arguments
            # Python asks for the descriptor's file once more; what has no path is none of the person's.
            if not isinstance(path, str | bytes | os.PathLike) or not flags & (os.O_WRONLY | os.O_RDWR):
                return
        elif event in ("os.rename", "os.remove"):
            path = arguments[0]
        else:
            return
        if not self._silent and os.fsdecode(path).startswith(self._folder):
            self._silent = True
            self.tell(FILE)
            self._silent = False
            if event == "open":
                sys.setprofile(self._opened)

    def _opened(self, _frame: object, event: str, _what: object) -> None:
        """Tell once more when the file is open, and cut, and nothing is written to it yet; a profile function."""
        if event == "c_call":
            sys.setprofile(None)
            self.tell(FILE)


def _telling(teller: Teller) -> type[sqlite3.Connection]:
    class Telling(sqlite3.Connection):
        """A connection that tells of its transactions."""

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql.startswith("BEGIN"):
                return self._around(BEFORE_BEGIN, BEGUN, sql, *values)
            if sql == "COMMIT":
                return self._around(COMMITTING, COMMITTED, sql, *values)
            if self.in_transaction:
                teller.tell(STATEMENT)
            return super().execute(sql, *values)

        def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
            if self.in_transaction:
                teller.tell(STATEMENT)
            return super().executemany(sql, rows)

        def backup(self, target: sqlite3.Connection, **options: Any) -> None:
            # It writes in one transaction without a word of SQL, page by page.
            teller.tell(BEFORE_BEGIN)
            progress = options.pop("progress", None)

            def told(*numbers: int) -> None:
                if progress is not None:
                    progress(*numbers)
                teller.tell(STATEMENT)

            super().backup(target, progress=told, **options)
            teller.tell(COMMITTED)

        def _around(self, before: str, after: str, sql: str, *values: Any) -> sqlite3.Cursor:
            teller.tell(before)
            cursor = super().execute(sql, *values)
            teller.tell(after)
            return cursor

    return Telling


def _be(
    folder: Path, call: Call, teller: Teller, pipes: Mapping[str, int], prepare: Callable[[], None] | None
) -> NoReturn:
    from tracker.cli.main import main

    given, into = os.pipe()
    os.write(into, call.given.encode())
    os.close(into)
    for number, target in ((given, 0), (pipes["out"], 1), (pipes["err"], 2)):
        os.dup2(number, target)
        os.close(number)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    for name, number in (("stdout", 1), ("stderr", 2)):
        raw = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
        setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", line_buffering=name == "stderr"))
    live_in(folder, call)
    connect, telling = sqlite3.connect, _telling(teller)
    sqlite3.connect = lambda *places, **how: connect(*places, **{"factory": telling} | how)
    ids = itertools.count(1)
    # What is random otherwise: two runs of a verb leave the same rows.
    os.urandom = lambda size: next(ids).to_bytes(size, "big")
    if prepare is not None:
        prepare()
    sys.addaudithook(teller.heed)
    code = 99
    try:
        main([word.replace("FOLDER", str(folder)) for word in call.words])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
        os._exit(code)


def live_in(folder: Path, call: Call) -> None:
    """Have log, settings, clock and home in a folder."""
    for name in [name for name in os.environ if name.startswith(_HEEDED)]:
        del os.environ[name]
    os.environ.update(surroundings(folder, call.now))
    os.environ.update({name: value.replace("FOLDER", str(folder)) for name, value in call.environment.items()})
    time.tzset()
    os.chdir(folder)


def surroundings(folder: Path, now: str = NOW) -> dict[str, str]:
    """Return the environment of a program whose log, settings and home are in a folder."""
    return {
        "HOME": str(folder),
        "LANG": "en_US.UTF-8",
        "PYTHONUTF8": "1",
        "TMPDIR": str(folder / "tmp"),
        "STUDYLOG_DB": str(folder / DATABASE),
        "STUDYLOG_CONFIG": str(folder / SETTINGS),
        "STUDYLOG_NOW": now,
        "STUDYLOG_TIMEOUT": "5",
    }


@cache
def import_the_program() -> None:
    """Import all that verbs import, once, so that a child has nothing to do but its verb."""
    from rich.cells import cell_len

    import tracker

    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        # Whether each can be imported is not asked here.
        with suppress(ImportError):
            if not module.name.startswith(("tracker.tui", "tracker.__main__")):
                importlib.import_module(module.name)
    for library in _LIBRARIES:
        importlib.import_module(library)
    # Its tables of widths are imported when the first wide letter is measured.
    cell_len("한")


def lines_of(words: Sequence[str]) -> str:
    """Return what a person would type, shortened."""
    typed = " ".join(words)
    return typed if len(typed) <= 40 else f"{typed[:39]}…"
