"""Folders on the disk that a half-written path could mean."""

from __future__ import annotations

import os
from pathlib import Path

_MOST = 8


def folders_like(written: str) -> list[str]:
    """Return the folders that begin as `written` does, by name; those of the home folder for nothing written.

    Hidden ones only where the name begins with a dot. What cannot be read offers nothing.
    """
    typed = written.strip() or "~/"
    head, _slash, begun = typed.rpartition("/")
    folder = Path(head or ("/" if typed.startswith("/") else ".")).expanduser()
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.is_dir() and entry.name.casefold().startswith(begun.casefold())
                if begun.startswith(".") or not entry.name.startswith(".")
            )
    except (OSError, ValueError):
        return []
    return [f"{head}/{name}" if head or typed.startswith("/") else name for name in names[:_MOST]]
