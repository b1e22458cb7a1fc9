"""What a line of the search asks for: words, and filters written among them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from tracker.codec.words import nfc
from tracker.errors import UsageError
from tracker.regex import regex
from tracker.values import frozen

_FILTER = regex(r"(kind|종류|since|이후):(.*)", re.IGNORECASE)
_MONTH = regex(r"(\d{4})(?:[-./](\d{1,2}))?")
"""A year, or a year and a month: its first day is meant."""


@frozen
class Query:
    """What to look for."""

    words: tuple[str, ...] = ()
    kind: str | None = None
    """Kind of entry to look in; None for all."""
    since: dt.date | None = None
    """From this day on; None for all."""
    unknown: tuple[str, ...] = ()
    """Filters that say nothing, or nothing yet."""


def parse_query(line: str, kinds: Mapping[str, str], date_of: Callable[[str], dt.date]) -> Query:
    """Return what a line asks for: `볼륨 kind:topic since:2025-01`.

    `kinds` are the kinds with their names in the person's language; the beginning of either is enough.
    """
    words: list[str] = []
    unknown: list[str] = []
    kind: str | None = None
    since: dt.date | None = None
    for word in nfc(line).split():
        written = _FILTER.fullmatch(word)
        if written is None:
            words.append(word)
        elif written[1].casefold() in ("kind", "종류"):
            kind = _kind(written[2], kinds) or kind
            unknown += [] if _kind(written[2], kinds) else [word]
        else:
            day = _since(written[2], date_of)
            since = day or since
            unknown += [] if day else [word]
    return Query(tuple(words), kind, since, tuple(unknown))


def _kind(word: str, kinds: Mapping[str, str]) -> str | None:
    wanted = word.casefold()
    if not wanted:
        return None
    return next((kind for kind, name in kinds.items() if kind.startswith(wanted) or name.startswith(wanted)), None)


def _since(word: str, date_of: Callable[[str], dt.date]) -> dt.date | None:
    month = _MONTH.fullmatch(word)
    try:
        if month is not None:
            return dt.date(int(month[1]), int(month[2] or 1), 1)
        return date_of(word)
    except (UsageError, ValueError):
        return None
