"""Folders on the disk that a half-written path could mean."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.errors import UsageError
from tracker.wording import _

_MOST = 8


def folders_like(written: str) -> list[str]:
    """Return the folders that begin as `written` does, by name; those of the home folder for nothing written.

    Hidden ones only where the name begins with a dot. What cannot be read offers nothing.
    """
    typed = written.strip() or "~/"
    head, _slash, begun = typed.rpartition("/")
    try:
        folder = Path(head or ("/" if typed.startswith("/") else ".")).expanduser()
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.is_dir() and entry.name.casefold().startswith(begun.casefold())
                if begun.startswith(".") or not entry.name.startswith(".")
            )
    except (OSError, ValueError, RuntimeError):
        return []
    return [f"{head}/{name}" if head or typed.startswith("/") else name for name in names[:_MOST]]


def path_of(written: str) -> Path:
    """Return the path that a person wrote; raises UsageError for one that cannot be."""
    words = written.strip()
    try:
        path = Path(words).expanduser()
        path.exists()
    except (OSError, ValueError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(_("{path} is no path that can be used ({why}).", path=words, why=why)) from None
    return path
