"""What a new day begins with: the template, and the challenges that were set for it."""

from __future__ import annotations

import datetime as dt
import re

from tracker.codec import edit as edits
from tracker.codec.words import fold
from tracker.config import Recurring
from tracker.errors import EditRefused, UsageError
from tracker.model import Challenge, DayRecord, Mark, When
from tracker.regex import regex
from tracker.timefmt import WEEKDAY_NAMES
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal

_NO_DAYS = regex(r"FREQ=(?:SECOND|MINUTE|HOUR)LY|INTERVAL=0*(?:;|$)", re.IGNORECASE)


def opened_text(journal: Journal, day: dt.date) -> tuple[str, tuple[str, ...]]:
    """Return a new day's text, and why challenges that should be in it are not."""
    template = journal.templates.default
    names = WEEKDAY_NAMES.get(template.language, WEEKDAY_NAMES["en"])
    values = {"date": day.isoformat(), "weekday": names[day.weekday()], "week": str(journal.week(day))}
    reading = journal.reading_of(template.open_day(values), day, template.name)
    notes = []
    for words in _waiting(journal, day):
        try:
            reading = edits.add_challenge(reading, words, When.PAST).reading
        except EditRefused as refused:
            notes.append(str(refused))
    return reading.document.text, tuple(notes)


def _waiting(journal: Journal, day: dt.date) -> list[str]:
    """The challenges a new day begins with: those set for it before, and the recurring ones due."""
    earlier = journal.latest_before(day)
    words = [challenge.text for challenge in earlier.day.next()] if earlier is not None else []
    words += [rule.text for rule in journal.config.recurring if is_due(rule, day)]
    return list(dict.fromkeys(words))


def unfinished(record: DayRecord) -> list[Challenge]:
    """Return the past challenges that were done partly or missed and are not set again yet."""
    again = {fold(challenge.text) for challenge in record.day.next()}
    open_marks = (Mark.PARTIAL, Mark.MISSED)
    return [c for c in record.day.past() if c.mark in open_marks and fold(c.text) not in again]


def is_due(rule: Recurring, day: dt.date) -> bool:
    """Return whether a recurring challenge is due on `day`; raises UsageError for a rule nobody understands."""
    word = rule.rule.strip()
    if word.casefold() in ("daily", "매일"):
        return True
    if word.casefold() in ("weekdays", "평일"):
        return day.weekday() < 5
    if word.casefold() in ("weekends", "주말"):
        return day.weekday() >= 5
    from dateutil.rrule import rrulestr

    # A rule without a start counts from the first Monday of 2000, so that INTERVAL=2 means the same on every day.
    start = dt.datetime(2000, 1, 3)  # noqa: DTZ001 - RRULE days have no zone
    midnight = dt.datetime.combine(day, dt.time())
    try:
        # Days recur, not seconds; and an interval of nothing would never come to an end.
        if _NO_DAYS.search(word):
            raise ValueError(word)
        following = rrulestr(word.removeprefix("RRULE:"), dtstart=start).after(midnight, inc=True)
        return following is not None and following < midnight + dt.timedelta(days=1)
    except (ValueError, TypeError, AttributeError, KeyError):
        raise UsageError(
            _(
                "The challenge {text!r} recurs by {rule!r}, which is no rule;"
                " use daily, weekdays or FREQ=WEEKLY;BYDAY=MO.",
                text=rule.text,
                rule=word,
            )
        ) from None
