"""Sessions as people write them in one line: `09:00-10:20 algorithms`, `1h 20m reading`, `reading 09:00 40m`."""

from __future__ import annotations

import datetime as dt
import re

from tracker.errors import UsageError
from tracker.model import Session
from tracker.regex import regex
from tracker.timefmt import format_duration, instant_at, parse_clock, parse_duration
from tracker.values import frozen
from tracker.wording import _

_DASH = r"\s?[-~–—〜∼]\s?"
_TIME = r"(?:오전|오후)?\s?\d{1,2}(?::\d{2}|시(?:\s?\d{1,2}분)?(?!간))(?:\s?[ap]m)?"
_PART = regex(
    rf"(?P<start>{_TIME}|\d{{4}}){_DASH}(?P<end>{_TIME}|\d{{4}}|now|지금)"
    rf"|(?P<from>{_TIME}){_DASH}(?=\s|$)|[-~–—](?P<to>{_TIME})"
    r"|(?P<length>\d+:[0-5]\d:[0-5]\d"
    r"|\d+(?:\.\d+)?\s?(?:시간|時間|hours?|hrs?|h)(?:\s?\d+\s?(?:분|分|minutes?|mins?|m)?(?![^\s]))?"
    r"|\d+(?:\.\d+)?\s?(?:분|分|minutes?|mins?|m))"
    rf"|(?P<clock>{_TIME})",
    re.IGNORECASE,
)
_AGO = regex(r"\s*(?:ago|전에?)$", re.IGNORECASE)
_LONGEST_AGO = 24 * 3600


@frozen
class SessionLine:
    """What a line says of a session."""

    subject: str = ""
    """Empty when the line names none."""
    start: dt.time | None = None
    end: dt.time | None = None
    seconds: int | None = None
    """A length; None when none is written."""
    until_now: bool = False
    """Whether the end is left open (`09:00-`)."""


def parse_session_line(line: str) -> SessionLine:
    """Return what the line says: times at its beginning or its end, the subject between them.

    A subject that looks like a time is put in quotes. Raises UsageError for a line that says a part twice.
    """
    parts, subject = _peeled(line.strip())
    if len(subject) > 1 and subject[0] == subject[-1] == '"':
        subject = subject[1:-1].strip()
    return _told(parts, subject)


def format_session_line(session: Session) -> str:
    """Return the line that says a session as it is, in whole minutes where it has a place in the day."""
    if session.started_at is None:
        times = format_duration(session.seconds)
    else:
        times = f"{session.started_at:%H:%M}-" + (f"{session.ended_at:%H:%M}" if session.ended_at is not None else "")
    line = f"{times} {session.subject}"
    try:
        same = parse_session_line(line).subject == session.subject
    except UsageError:
        same = False
    return line if same else f'{times} "{session.subject}"'


def instant_in(words: str, now: dt.datetime, *, after: dt.datetime | None = None) -> dt.datetime:
    """Return the instant meant by `09:10`, `20m ago`, `20m`, `-20m` or `now`; nothing written means now.

    `after` is when the session began that ends then. Raises UsageError.
    """
    written = words.strip()
    if not written:
        return now
    ago = written.removeprefix("-").removeprefix("\u2212")
    length = _AGO.sub("", ago).strip()
    if length == written:
        try:
            return instant_at(written, now, after=after)
        except UsageError:
            pass
    try:
        seconds = parse_duration(length)
    except UsageError:
        raise UsageError(_("{words} is no time; write it like 09:10 or 20m ago.", words=repr(written))) from None
    if seconds > _LONGEST_AGO:
        raise UsageError(_("{words} is longer ago than a day; book an earlier day among its sessions.", words=written))
    return now - dt.timedelta(seconds=seconds)


def _peeled(text: str) -> tuple[list[re.Match[str]], str]:
    """Return the times at both ends of the text, and what is left between them."""
    parts: list[re.Match[str]] = []
    while (match := _PART.match(text)) is not None and (match.end() == len(text) or text[match.end()].isspace()):
        parts.append(match)
        text = text[match.end() :].lstrip()
    behind: list[re.Match[str]] = []
    while (match := _at_end(text)) is not None:
        behind.insert(0, match)
        text = text[: match.start()].rstrip()
    return [*parts, *behind], text


def _at_end(text: str) -> re.Match[str] | None:
    # From the left, so that a time with spaces in it is taken whole.
    for word in re.finditer(r"(?<!\S)\S", text):
        match = _PART.match(text, word.start())
        if match is not None and match.end() == len(text):
            return match
    return None


def _told(parts: list[re.Match[str]], subject: str) -> SessionLine:
    starts: list[dt.time] = []
    ends: list[dt.time] = []
    lengths: list[int] = []
    until_now = False
    clocks = [part["clock"] for part in parts if part["clock"] is not None]
    for part in parts:
        if part["start"] is not None:
            starts.append(parse_clock(part["start"]))
            if part["end"].casefold() in ("now", "지금"):
                until_now = True
            else:
                ends.append(parse_clock(part["end"]))
        elif part["from"] is not None:
            starts.append(parse_clock(part["from"]))
            until_now = True
        elif part["to"] is not None:
            ends.append(parse_clock(part["to"]))
        elif part["length"] is not None:
            lengths.append(parse_duration(part["length"]))
    if len(clocks) == 1 and not (starts or ends or lengths) and ":" in clocks[0]:
        # One time alone can only be a length: a session needs two of start, end and length.
        return SessionLine(subject, seconds=parse_duration(clocks[0]))
    for n, clock in enumerate(clocks):
        (ends if n or starts else starts).append(parse_clock(clock))
    if max(len(starts), len(ends), len(lengths)) > 1:
        raise UsageError(
            _('The line says a time twice; put a subject that looks like a time in quotes: 40m "10m sprints".')
        )
    first = starts[0] if starts else None
    # With a length the end follows, and nothing is left open.
    still_open = until_now and not ends and not lengths
    return SessionLine(subject, first, ends[0] if ends else None, lengths[0] if lengths else None, still_open)
