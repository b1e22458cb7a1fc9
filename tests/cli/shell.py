"""A person at a prompt: verbs are called in this process, and everything they print is kept."""

from __future__ import annotations

import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.cli.main import main

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
WEDNESDAY = "2025-03-12T09:30:00+09:00"
NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Called:
    """How a call ended."""

    code: int
    out: str
    err: str


class Shell:
    """Calls of `studylog` with a database, settings and clock of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in [*os.environ]:
            if name.startswith(("STUDYLOG_", "LC_")) or name in (
                "VISUAL",
                "EDITOR",
                "NO_COLOR",
                "FORCE_COLOR",
                "COLUMNS",
            ):
                monkeypatch.delenv(name)
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        monkeypatch.setenv("PYTHONUTF8", "1")
        self.live_in(folder)
        self.now(WEDNESDAY)

    def live_in(self, folder: Path) -> None:
        """Have database and settings in this folder."""
        self.folder = folder
        self.database = folder / "studylog.db"
        self.config = folder / "config.yaml"
        self.set("STUDYLOG_DB", str(self.database))
        self.set("STUDYLOG_CONFIG", str(self.config))

    def now(self, instant: str) -> None:
        """Let it be this instant; a time of day is one of Wednesday, 12 March 2025."""
        at = instant if "T" in instant else f"2025-03-12T{instant}:00+09:00"
        self._monkeypatch.setenv("STUDYLOG_NOW", at)

    def set(self, name: str, value: str) -> None:
        """Set a variable of the environment."""
        self._monkeypatch.setenv(name, value)

    def call(self, *arguments: str, given: str | bytes = b"") -> Called:
        """Call a verb with something on standard input."""
        data = given.encode() if isinstance(given, str) else given
        self._capsys.readouterr()
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        printed = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Called(ended.value.code, printed.out, printed.err)

    def __call__(self, *arguments: str, given: str | bytes = b"") -> str:
        """Call a verb that ends well and has nothing to remark, and return what it printed."""
        called = self.call(*arguments, given=given)
        assert (called.code, called.err) == (0, "")
        return called.out

    def refused(self, *arguments: str, given: str | bytes = b"", code: int = 1, changes: bool = False) -> str:
        """Call a verb that cannot do it, and return the one line it says.

        It must not have changed a thing in the database, unless it `changes` something or that cannot be looked at.
        """
        before = self.dump() if not changes else None
        called = self.call(*arguments, given=given)
        assert called.code == code, called
        if not changes:
            assert self.dump() == before
        return the_line(called.err)

    def text(self, day: str = "2025-03-12") -> str:
        """Return a day's Markdown."""
        return self("export", day)

    def dump(self) -> dict[str, list[tuple[object, ...]]] | None:
        """Return the rows of every table; None when there is no database."""
        if not self.database.is_file():
            return None
        with closing(sqlite3.connect(self.database)) as connection:
            # A virtual table keeps its contents in tables beside it.
            tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'"
            names = [str(row[0]) for row in connection.execute(tables)]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}

    def spawn(
        self, *arguments: str | bytes, given: bytes = b"", more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Call `studylog` as a program of its own."""
        call = [sys.executable, "-m", "tracker", *arguments]
        environment = os.environ | (more or {})
        return subprocess.run(call, cwd=REPOSITORY, env=environment, input=given, capture_output=True, check=False)


def the_line(err: str) -> str:
    """Return the words of the only line on standard error, without the program's name."""
    assert re.fullmatch(r"studylog: [^\n]+\n", err), err
    assert "Traceback" not in err
    assert "unforeseen" not in err
    return err.removeprefix("studylog: ").removesuffix("\n")


def editor(folder: Path, script: str) -> str:
    """Return an EDITOR that runs a Python script with the file's path in `path`."""
    file = folder / "editor.py"
    file.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{script}\n", "utf-8")
    return f"{sys.executable} {file}"


@contextmanager
def as_nobody(*theirs: Path) -> Iterator[None]:
    """Be a user to whom nothing belongs but `theirs`; whoever runs the tests, root may write everywhere.

    Modules that are not imported yet may be out of reach then: call the verb once before.
    """
    if os.geteuid() != 0:
        yield
        return
    for path in theirs:
        os.chown(path, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def open_folder() -> Iterator[Path]:
    """Yield a folder that every user can enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
