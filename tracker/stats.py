"""What the days add up to: totals, means, achievement rates and streaks, from facts the caller has gathered.

Lengths of time are whole seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from tracker.timefmt import week_of
from tracker.values import frozen, replace
from tracker.wording import _


@frozen
class DayFacts:
    """What the statistics need to know of one day."""

    date: date
    seconds: int | None = None
    """Seconds studied; None when nothing is known of the day's time."""
    by_subject: tuple[tuple[str, int], ...] = ()
    """Seconds of the finished sessions of each subject, largest first; they may exceed `seconds`."""
    done: int = 0
    """Challenges set before this day, by mark; those set for the next day are not counted."""
    partial: int = 0
    missed: int = 0
    open: int = 0
    logged: bool = False
    """Whether the day has an entry."""
    problems: int = 0
    topics: int = 0

    @property
    def challenges(self) -> int:
        """The challenges set before this day, whatever became of them."""
        return self.done + self.partial + self.missed + self.open

    @property
    def clocked_seconds(self) -> int:
        """Seconds that sessions explain."""
        return sum(seconds for _, seconds in self.by_subject)

    @property
    def unclocked_seconds(self) -> int:
        """Seconds that no session explains; 0 when the sessions reach or exceed the total."""
        return max(0, (self.seconds or 0) - self.clocked_seconds)


@frozen
class PeriodStats:
    """What the days of a period add up to."""

    first: date
    last: date
    """The last day of the period, included."""
    total_seconds: int
    studied_days: int
    """Days with more than 0 seconds."""
    logged_days: int
    study_days: int
    """Days of the period that are no days off, logged or not."""
    mean_seconds: int | None
    """Mean over the studied days, rounded down; None when there is none."""
    best_day: date | None
    """The earliest of the days with the most time; None when no day has any."""
    best_seconds: int
    by_subject: tuple[tuple[str, int], ...]
    """Seconds of each subject, largest first; together with `unclocked_seconds` the total, or more on days whose
    sessions exceed the written total."""
    unclocked_seconds: int
    """Seconds that no session explains, summed over the days that have such a remainder."""
    previous_seconds: int | None
    """Total of the period before; None when nothing is known of it."""
    done: int
    partial: int
    missed: int
    open: int
    problems: int
    topics: int

    @property
    def challenges(self) -> int:
        """The challenges checked in this period or still open."""
        return self.done + self.partial + self.missed + self.open

    @property
    def rate(self) -> float | None:
        """Share of the challenges that were done, 0 to 1; None when there were none."""
        return self.done / self.challenges if self.challenges else None

    @property
    def difference_seconds(self) -> int | None:
        """How much more than in the period before, negative for less; None when nothing is known of that one."""
        return None if self.previous_seconds is None else self.total_seconds - self.previous_seconds


def summarise(
    days: Iterable[DayFacts],
    first: date,
    last: date,
    *,
    previous: Iterable[DayFacts] = (),
    days_off_weekdays: frozenset[int] = frozenset(),
    days_off_dates: frozenset[date] = frozenset(),
) -> PeriodStats:
    """Add up the days from `first` to `last`; other days are left out.

    `previous` holds exactly the days to compare with: whoever compares half a week passes half of the week before.
    Weekdays off are numbered from 0, Monday.
    """
    within = sorted((day for day in days if first <= day.date <= last), key=lambda day: day.date)
    timed = [(day, day.seconds) for day in within if day.seconds]
    total = sum(seconds for _, seconds in timed)
    best_day, best_seconds = max(timed, key=lambda pair: pair[1], default=(None, 0))
    subjects: Counter[str] = Counter()
    for studied, _seconds in timed:
        for subject, seconds in studied.by_subject:
            subjects[subject] += seconds
    known_before = [day.seconds for day in previous if day.seconds is not None]
    return PeriodStats(
        first=first,
        last=last,
        total_seconds=total,
        studied_days=len(timed),
        logged_days=sum(day.logged for day in within),
        study_days=_study_days(first, last, days_off_weekdays, days_off_dates),
        mean_seconds=total // len(timed) if timed else None,
        best_day=best_day.date if best_day else None,
        best_seconds=best_seconds,
        by_subject=tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0]))),
        unclocked_seconds=sum(studied.unclocked_seconds for studied, _seconds in timed),
        previous_seconds=sum(known_before) if known_before else None,
        done=sum(day.done for day in within),
        partial=sum(day.partial for day in within),
        missed=sum(day.missed for day in within),
        open=sum(day.open for day in within),
        problems=sum(day.problems for day in within),
        topics=sum(day.topics for day in within),
    )


def _study_days(first: date, last: date, weekdays_off: frozenset[int], dates_off: frozenset[date]) -> int:
    weeks, rest = divmod((last - first).days + 1, 7)
    weekdays = [(first.weekday() + n) % 7 for n in range(7)]
    count = sum((weeks + (n < rest)) for n, weekday in enumerate(weekdays) if weekday not in weekdays_off)
    return count - sum(first <= day <= last and day.weekday() not in weekdays_off for day in dates_off)


def is_day_off(day: date, days_off_weekdays: frozenset[int], days_off_dates: frozenset[date]) -> bool:
    """Return whether nobody is expected to study on `day`."""
    return day.weekday() in days_off_weekdays or day in days_off_dates


class StreakEnd(StrEnum):
    """Why a streak reaches back no further."""

    NONE = "none"
    """Nothing has counted yet and nothing has broken it."""
    START = "start"
    """It reaches back to the first day there is."""
    NO_ENTRY = "no-entry"
    """A day without an entry."""
    NOT_DONE = "not-done"
    """A day on which some challenge was not done."""


@frozen
class Streak:
    """The run of days with every challenge done, and what ended it on its far side."""

    length: int
    """Days that count: those with challenges, all of them done."""
    since: date | None
    """The earliest day that counts; None when the length is 0."""
    explanation_code: StreakEnd
    broken_on: date | None = None
    """The day before the run that broke it; None when none did."""
    done: int = 0
    """Challenges done on that day; 0 when it has no entry."""
    total: int = 0
    """Challenges to do on that day; 0 when it has no entry."""


def streak(
    days: Iterable[DayFacts],
    today: date,
    days_off_weekdays: frozenset[int] = frozenset(),
    days_off_dates: frozenset[date] = frozenset(),
) -> Streak:
    """Walk back from `today` and count the days whose challenges were all done.

    A day with challenges, all done, counts, also on a day off. A logged day without challenges neither counts nor
    breaks. A day without an entry, or with a challenge not done, breaks, but never on a day off. Today breaks only by
    a challenge marked partial or missed: without an entry, or with open ones, it is not over yet.
    `days` must reach back as far as the streak may; days after `today` are left out.
    """
    by_date = {day.date: day for day in days if day.logged and day.date <= today}
    length, since = 0, None
    first = min(by_date, default=today)
    for back in range((today - first).days + 1):
        when = today - timedelta(days=back)
        day = by_date.get(when)
        if day is not None and day.done == day.challenges:
            if day.challenges:
                length, since = length + 1, when
        elif is_day_off(when, days_off_weekdays, days_off_dates):
            continue
        elif day is None:
            if when != today:
                return Streak(length, since, StreakEnd.NO_ENTRY, when)
        elif when != today or day.partial or day.missed:
            return Streak(length, since, StreakEnd.NOT_DONE, when, day.done, day.challenges)
    return Streak(length, since, StreakEnd.START if length else StreakEnd.NONE)


def explain(run: Streak) -> str:
    """Return why the streak is no longer, e.g. `broken on 1/23: 1 of 2`."""
    if run.broken_on is not None:
        day = f"{run.broken_on.month}/{run.broken_on.day}"
        if run.explanation_code is StreakEnd.NO_ENTRY:
            return _("broken on {day}: no entry", day=day)
        return _("broken on {day}: {done} of {total}", day=day, done=run.done, total=run.total)
    if run.since is not None:
        return _("never broken since {day}", day=f"{run.since.month}/{run.since.day}")
    return _("no challenges checked yet")


def week_days(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week that `day` is in."""
    return week_of(day)


def month_days(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month that `day` is in."""
    # It takes 1.5 ms to import, and few calls look at a month.
    from calendar import monthrange

    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def year_days(day: date) -> tuple[date, date]:
    """Return the first and the last day of the year that `day` is in."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def previous_period(first: date, last: date) -> tuple[date, date]:
    """Return the week, month or year before the one from `first` to `last`; else as many days just before it."""
    before = first - timedelta(days=1)
    for period in (month_days, year_days):
        if (first, last) == period(first):
            return period(before)
    return first - (last - first) - timedelta(days=1), before


def compared_period(first: date, last: date, today: date) -> tuple[date, date]:
    """Return the days to compare a period with: of one in progress, the same part of the period before."""
    before_first, before_last = previous_period(first, last)
    if first <= today <= last:
        before_last = min(before_last, before_first + (today - first))
    return before_first, before_last


def with_running(days: Sequence[DayFacts], day: date, subject: str, seconds: int) -> list[DayFacts]:
    """Return the days as if the session that runs on `day` were booked now; `days` are in order and stay so."""
    found = next((one for one in days if one.date == day), DayFacts(day))
    subjects = Counter(dict(found.by_subject))
    subjects[subject] += seconds
    grown = replace(
        found,
        seconds=(found.seconds or 0) + seconds,
        by_subject=tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
    return sorted([*(one for one in days if one.date != day), grown], key=lambda one: one.date)


def fill(days: Sequence[DayFacts], first: date, last: date) -> tuple[DayFacts, ...]:
    """Return one DayFacts for each date from `first` to `last`, empty where `days` has none."""
    by_date = {day.date: day for day in days}
    calendar = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(by_date.get(day) or DayFacts(day) for day in calendar)
