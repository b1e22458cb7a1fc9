"""What can be read of a damaged log, written out as Markdown."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from tracker.database import create_folder
from tracker.errors import StoreError
from tracker.files import write_atomically
from tracker.salvage import Salvaged, salvage
from tracker.values import frozen
from tracker.wording import _


@frozen
class Rescued:
    """Where what could be read lies now."""

    folder: Path
    days: int
    """Files of days whose text is known to be whole."""
    torn: int
    """Files of other days, named `….md.torn`, that hold as much as was there; no import takes them for days."""
    expected: int | None
    """How many days the log had; None when it cannot say."""
    retrospectives: int
    sessions: int


def rescue(database: Path, folder: Path) -> Rescued:
    """Write every day that can be read to a folder, with retrospectives and sessions beside them.

    The folder is made where there is anything to be written.

    The database is not touched. Raises StoreError.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise StoreError(_("{path} is not empty; name a folder that is, or is not there yet.", path=folder))
        salvaged = salvage(database)
        files = _files(salvaged)
        if files:
            create_folder(folder)
    except OSError as error:
        raise StoreError(
            _("{path} cannot be used: {why}.", path=error.filename or folder, why=error.strerror)
        ) from error
    for name, text in files:
        write_atomically(folder / name, text.encode(errors="replace"), private=True)
    return Rescued(
        folder,
        len(salvaged.days),
        len(salvaged.torn),
        salvaged.expected,
        len(salvaged.retrospectives),
        len(salvaged.sessions),
    )


def _files(salvaged: Salvaged) -> list[tuple[str, str]]:
    files = [(f"{date}.md", text) for date, text in salvaged.days.items()]
    files += [(f"{date}.md.torn", text) for date, text in salvaged.torn.items()]
    files += [(f"{_plain(name)}.retro", text) for name, text in salvaged.retrospectives.items()]
    if salvaged.sessions:
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("date", "subject", "started_at", "ended_at", "seconds"))
        writer.writerows(salvaged.sessions)
        files.append(("sessions.csv", table.getvalue()))
    return files


def _plain(name: str) -> str:
    # It comes from a damaged file, and could be anything.
    return "".join(letter if letter.isalnum() or letter == "-" else "_" for letter in name)[:40]


def rescue_folder(database: Path, today: dt.date) -> Path:
    """Return where what is read of a damaged database goes when no folder is named: one that is not there yet."""
    folder, number = database.parent / f"rescued-{today}", 1
    while folder.exists():
        number += 1
        folder = database.parent / f"rescued-{today}-{number}"
    return folder
