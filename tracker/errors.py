"""Every error a person can meet: one sentence each, and the exit code it ends with."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TrackerError(Exception):
    """Something could not be done; the message is one line that says what, to what, and what to do."""

    exit_code = 1


class UsageError(TrackerError):
    """The request itself cannot be understood: an unknown word, a date that does not exist."""

    exit_code = 2


class EditRefused(TrackerError):
    """An edit would not read back as what was meant; the text is unchanged."""


class StaleEdit(EditRefused):
    """The line an edit was meant for is no longer there."""


class NotFound(TrackerError):
    """The day, item, revision or session asked for does not exist."""


class StoreError(TrackerError):
    """The database cannot be opened, read or written."""


class ImportRefused(TrackerError):
    """A file cannot be taken in; nothing of it was stored."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean X?` for the known word closest to `word`, or an empty string when none is close."""
    written = {other.casefold(): other for other in known}
    matches = get_close_matches(word.casefold(), list(written), n=1, cutoff=0.5)
    return f" Did you mean {written[matches[0]]!r}?" if matches else ""
