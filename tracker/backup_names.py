"""How backups are named, and where they lie: all that is asked before the first change of every call."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

_TIME_DIGITS = 6


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    """Before the first change of a day."""
    MANUAL = "manual"
    """The person asked for it; such a one is never removed."""
    MIGRATION = "migration"
    IMPORT = "import"
    REPLACE = "replace"
    """Before an import that may write over days."""
    RESTORE = "restore"
    RESCUE = "rescue"
    """What was open when another program put another file in its place, or took it away."""


def backup_folder(database: Path) -> Path:
    """Return where the backups of a database lie."""
    return database.parent / "backups"


def own_name(database: Path) -> str:
    """Return what the names of a log's backups begin with; logs that share a folder each have their own."""
    return database.stem if database.suffix == ".db" else f"{database.name}_"


def has_backup_of(database: Path, date: str) -> bool:
    """Return whether a backup that was not asked for has this date, like `20250122`, in its name."""
    beginning = f"{own_name(database)}-{date}-"
    try:
        names = os.listdir(backup_folder(database))
    except OSError:
        return False
    return any(_was_made_by_itself(name[len(beginning) :]) for name in names if name.startswith(beginning))


def _was_made_by_itself(end: str) -> bool:
    """Return whether the end of a name, like `090000-daily.db` or `090000-import-2.db`, is of such a backup."""
    time, _, reason = end.removesuffix(".db").partition("-")
    reason, dash, number = reason.partition("-")
    return (
        end.endswith(".db")
        and len(time) == _TIME_DIGITS
        and time.isdecimal()
        and reason.isascii()
        and reason.isalpha()
        and reason.islower()
        and (number.isdecimal() if dash else True)
        and reason != Reason.MANUAL
    )
