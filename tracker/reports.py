"""Reports of what was not foreseen: where in the program it happened, and not a word of the person's."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sqlite3
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tracker import __version__
from tracker.database import create_folder

KEPT_REPORTS = 20
"""How many of the newest are kept."""
_MOST_FRAMES = 60
_PACKAGES = ("site-packages", "dist-packages", "lib")


def report_folder(database: Path) -> Path:
    """Return where reports lie: beside the database."""
    return database.parent / "reports"


def write_report(error: BaseException, folder: Path, now: dt.datetime, doing: str) -> Path | None:
    """Write where an error came from to a file of its own, and return the file; None where none can be written.

    `doing` names the verb or the screen. The messages of errors are left out, because they may quote what was typed;
    so are the values of variables, and the folders of the machine.
    """
    text = report_text(error, now, doing)
    with suppress(OSError):
        create_folder(folder)
        path = _written(folder, f"{now:%Y%m%d-%H%M%S}", text)
        _let_go_of_old(folder)
        return path
    with suppress(OSError):
        # A new folder each time: one of a known name may be somebody else's.
        return _written(Path(tempfile.mkdtemp(prefix="studylog-report-")), f"{now:%Y%m%d-%H%M%S}", text)
    return None


def _written(folder: Path, stamp: str, text: str) -> Path:
    for number in range(1, 100):
        path = folder / (f"report-{stamp}.txt" if number == 1 else f"report-{stamp}-{number}.txt")
        with suppress(FileExistsError):
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            return path
    raise FileExistsError(folder)


def _let_go_of_old(folder: Path) -> None:
    for path in sorted(folder.glob("report-*.txt"), reverse=True)[KEPT_REPORTS:]:
        path.unlink(missing_ok=True)


def report_text(error: BaseException, now: dt.datetime, doing: str) -> str:
    """Return a report: versions, what was being done, and the lines of code that led to each error."""
    lines = [
        f"studylog {__version__}, {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
        f" {platform.system()} {platform.release()} {platform.machine()}",
        f"Encodings: {sys.getfilesystemencoding()}, {getattr(sys.stdout, 'encoding', None)};"
        f" terminal: {_plain(os.environ.get('TERM', ''))}",
        f"Doing: {doing}",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}{_code(cause)}"]
        lines += [f"  {line}" for line in _frames(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _code(error: BaseException) -> str:
    """Return what names an error besides its class, and is no one's words."""
    if isinstance(error, sqlite3.Error):
        return f" {getattr(error, 'sqlite_errorname', '')}".rstrip()
    return f" errno {error.errno}" if isinstance(error, OSError) else ""


def _frames(trace: TracebackType | None) -> list[str]:
    frames = [
        f"{_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in traceback.walk_tb(trace)
    ]
    if len(frames) <= _MOST_FRAMES:
        return frames
    left_out = f"… {len(frames) - _MOST_FRAMES} more"
    return [*frames[: _MOST_FRAMES // 2], left_out, *frames[-_MOST_FRAMES // 2 :]]


def _place(filename: str) -> str:
    """Return a file's name from its package on, without the folders of the machine."""
    parts = Path(filename).parts
    for number in range(len(parts) - 1, -1, -1):
        if parts[number] in _PACKAGES:
            return "/".join(parts[number + 1 :])
        if parts[number] == "tracker":
            return "/".join(parts[number:])
    return parts[-1] if parts else filename


def _plain(words: str) -> str:
    return "".join(letter for letter in words if letter.isascii() and (letter.isalnum() or letter in "-.+"))[:40]
