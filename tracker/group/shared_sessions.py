"""The sessions that a team-mate's repository shares: a JSON line each, in a file a month."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from tracker.model import Session

_LONGEST = dt.timedelta(hours=36)
"""What is longer was studied by nobody."""


def months_of(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Return the names of the files, without their folder, that hold the sessions of these days."""
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(dict.fromkeys(f"{day:%Y-%m}.jsonl" for day in days))


def read_sessions(text: str, first: dt.date, last: dt.date) -> tuple[list[Session], int]:
    """Return the sessions of these days, each id once, and how many lines could not be read."""
    found: dict[str, Session] = {}
    unread = 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        session = _session(line)
        if session is None:
            unread += 1
        elif first <= session.day <= last:
            found[session.id] = session
    return list(found.values()), unread


def _session(line: str) -> Session | None:
    try:
        told = json.loads(line)
        start, end = _instant(told["started_at"]), _instant(told["ended_at"])
        session = Session(
            id=str(told["id"]),
            day=dt.date.fromisoformat(told["date"]),
            subject=str(told["subject"]),
            started_at=start,
            ended_at=end,
            seconds=told["seconds"],
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    most = _LONGEST.total_seconds()
    if type(session.seconds) is not int or not 0 <= session.seconds <= most:
        return None
    return session if start is None or end is None or start <= end <= start + _LONGEST else None


def _instant(written: Any) -> dt.datetime | None:
    if written is None:
        return None
    instant = dt.datetime.fromisoformat(written)
    # Near the ends of the calendar an instant has no other offset to be compared in.
    if instant.tzinfo is None or not 1900 <= instant.year <= 2999:
        raise ValueError
    return instant
