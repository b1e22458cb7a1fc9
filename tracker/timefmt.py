"""Durations, clock times and day names as people write them; nothing here reads the clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from tracker.errors import UsageError, nearest
from tracker.regex import regex
from tracker.wording import _

_CLOCK = r"(?P<h>\d{1,4}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)"
_UNITS = (
    r"(?=\d)(?:(?P<uh>\d+(?:\.\d+)?)\s?(?:시간|時間|小时|hours?|hrs?|h)(?!\w*[a-gi-ln-rt-z])\s?)?"
    r"(?:(?P<um>\d+(?:\.\d+)?)\s?(?:분|分钟?|minutes?|mins?|m)(?![a-z])\s?)?"
    r"(?:(?P<us>\d+)\s?(?:초|秒|seconds?|secs?|s)(?![a-z]))?"
)
DURATION = regex(f"(?:{_CLOCK}|{_UNITS})", re.IGNORECASE)
_DIGIT = regex(r"\d")
_HALF_WRITTEN = regex(r"(\d+)\s?(?:h|시간|時間)\s?(\d{1,2})(?!\d|[.:])", re.IGNORECASE)

_WEEKDAYS = {
    **{name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    **{
        name: i for i, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    },
    **{name: i for i, name in enumerate("월화수목금토일")},
    **{f"{name}요일": i for i, name in enumerate("월화수목금토일")},
}
_DAY_WORDS = {
    "today": 0, "오늘": 0,
    "yesterday": -1, "어제": -1,
    "tomorrow": 1, "내일": 1,
    "그제": -2, "그저께": -2, "모레": 2,
}  # fmt: skip

WEEKDAY_NAMES = {
    "ko": "월화수목금토일",
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ja": "月火水木金土日",
}


_LONGEST_DURATION = 40
"""Characters of a written length."""


def find_duration(text: str, start: int = 0) -> tuple[int, int, int] | None:
    """Return `(start, end, seconds)` of the duration that begins at or after `start`; None when there is none."""
    if _DIGIT.search(text, start) is None:
        return None
    for match in DURATION.finditer(text, start):
        seconds = _match_seconds(match)
        if seconds is None:
            continue
        # `6h30` leaves its minutes without a unit.
        half = _HALF_WRITTEN.match(text, match.start())
        if half is not None and half.end() > match.end():
            return half.start(), half.end(), int(half[1]) * 3600 + int(half[2]) * 60
        return match.start(), match.start() + len(match[0].rstrip()), seconds
    return None


def _match_seconds(match: re.Match[str]) -> int | None:
    if len(match[0]) > _LONGEST_DURATION:
        # No one studies that long, and such a number is more than a computer takes for one.
        return None
    if match["h"] is not None:
        return int(match["h"]) * 3600 + int(match["m"]) * 60 + int(match["s"] or 0)
    hours, minutes, seconds = match["uh"], match["um"], match["us"]
    if hours is None and minutes is None and seconds is None:
        return None
    return round(float(hours or 0) * 3600 + float(minutes or 0) * 60 + int(seconds or 0))


def parse_duration(text: str) -> int:
    """Return the seconds of `8:02:38`, `7:12`, `8h 30m`, `1.5h`, `90m` or `8시간 2분`.

    Raises UsageError when `text` is not wholly a duration.
    """
    words = text.strip()
    found = find_duration(words)
    if found is None or found[0] != 0 or found[1] != len(words):
        raise UsageError(_("{text!r} is not a length of time; write it like 1:30:00, 1h 30m or 90m.", text=text[:40]))
    return found[2]


def format_duration(seconds: int) -> str:
    """Return `H:MM:SS`, with a leading minus for negative lengths."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def format_like(seconds: int, written: str) -> str:
    """Return the length in the manner of `written`: unit letters stay unit letters where nothing would be lost."""
    units = re.fullmatch(r"\d+(?:\.\d+)?(\s?)(h|시간|時間)(?:(\s?)\d+(\s?)(m|분|分))?", written, re.IGNORECASE)
    if units is None or seconds % 60 or seconds < 3600:
        return format_duration(seconds)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    gap, hour = units[1], units[2]
    minute = units[5] or {"h": "m", "H": "M", "시간": "분", "時間": "分"}.get(hour, "m")
    head = f"{hours}{gap}{hour}"
    return f"{head}{units[3] or ''}{minutes}{units[4] or ''}{minute}" if minutes else head


def parse_day(text: str, today: date) -> date:
    """Return the date meant by `today`, `어제`, `-1`, `mon` (the latest one), `1/22` (the latest) or an ISO date.

    Raises UsageError for a word that names no day, for a date that does not exist, and for one that nobody lives in.
    """
    day = _named_day(text, today)
    if not 1900 <= day.year <= 2999:
        raise UsageError(_("{day} is too far away; check the year.", day=day))
    return day


def _named_day(text: str, today: date) -> date:
    # U+2212 stands for the minus of `-1` where a command line would take it for an option.
    word = text.strip().casefold().replace("\u2212", "-")
    if word in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[word])
    if re.fullmatch(r"[+-]\d{1,5}", word):
        return today + timedelta(days=int(word))
    if word in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[word]) % 7)
    # Without signs between them, the parts have all their digits: 2025111 could be two days.
    full = re.fullmatch(
        r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{4})(\d\d)(\d\d)|(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일", word
    )
    if full is not None:
        return make_date(*(int(part) for part in full.groups() if part is not None))
    short = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})|(\d{1,2})월 ?(\d{1,2})일", word)
    if short is not None:
        month, day = (int(part) for part in short.groups() if part is not None)
        return _latest_month_day(month, day, today)
    sentence = _("{text!r} names no day; try today, 어제, -1, mon, 1/22 or 2025-01-22.", text=text)
    raise UsageError(sentence + nearest(word, [*_DAY_WORDS, *_WEEKDAYS]))


def _latest_month_day(month: int, day: int, today: date) -> date:
    # Near the turn of the year, 12/30 said on 1/2 means last year; 1/2 said on 12/30 means the coming one.
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    near = [d for d in candidates if d - today <= timedelta(days=31)]
    if not near:
        raise UsageError(
            _(
                "{month}/{day} does not exist in {year}; check the month and the day.",
                month=month,
                day=day,
                year=today.year,
            )
        )
    return max(near)


def make_date(year: int, month: int, day: int) -> date:
    """Return the date; raises UsageError, naming it, when it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        written = f"{year}-{month:02}-{day:02}"
        raise UsageError(_("{date} does not exist; check the month and the day.", date=written)) from None


def parse_clock(text: str) -> time:
    """Return the time of day meant by `9:10`, `09:10`, `0910`, `9시 10분` or `9:10pm`; raises UsageError."""
    word = text.strip().casefold()
    match = re.fullmatch(r"(오전|오후)?\s*(\d{1,2})(?::?(\d{2})|시(?: ?(\d{1,2})분)?)?\s*(am|pm)?", word)
    if match is not None and (match[1] or match[3] or match[5] or "시" in word):
        hour, minute = int(match[2]), int(match[3] or match[4] or 0)
        afternoon = match[1] == "오후" or match[5] == "pm"
        if (match[1] or match[5]) and 1 <= hour <= 12:
            hour = hour % 12 + (12 if afternoon else 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UsageError(_("{text!r} is not a time of day; write it like 09:10.", text=text))


def instant_at(word: str, now: datetime, *, after: datetime | None = None) -> datetime:
    """Return the instant meant by a time of day: the latest that is not to come.

    With `after`, the first one later than it; `now` means now. Raises UsageError for a time that is still to come.
    """
    if word.strip().casefold() in ("now", "지금"):
        return now
    clock = parse_clock(word)
    if after is not None:
        at = datetime.combine(after.astimezone(now.tzinfo).date(), clock, now.tzinfo)
        following = at + timedelta(days=1)
        # 01:20 said of a session begun at 23:10 is the next morning's; 09:00 of one begun at 09:10 is an error.
        return following if at <= after and following <= now else at
    at = datetime.combine(now.date(), clock, now.tzinfo)
    if at > now and now - (at - timedelta(days=1)) < timedelta(hours=12):
        return at - timedelta(days=1)
    return at


def study_day(now: datetime, day_start: time) -> date:
    """Return the study day `now` belongs to: before `day_start` it is still yesterday's."""
    return now.date() if now.time() >= day_start else now.date() - timedelta(days=1)


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week that `day` is in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def course_week(day: date, course_start: date | None) -> int:
    """Return the week of the course, from 1; the ISO week when no start is known or `day` lies before it."""
    if course_start is None or day < course_start:
        return day.isocalendar().week
    return (week_of(day)[0] - week_of(course_start)[0]).days // 7 + 1
