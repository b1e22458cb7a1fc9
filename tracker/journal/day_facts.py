"""What statistics need of days, without reading their texts."""

from __future__ import annotations

import datetime as dt

from tracker.stats import DayFacts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal
    from tracker.stored import DayCounts, MonthCount


def facts(journal: Journal, first: dt.date, last: dt.date) -> list[DayFacts]:
    """Return what statistics need of each day from `first` to `last` that has a log or a session."""
    sessions = journal.store.seconds_by_subject(first, last)
    counts = {one.date: one for one in journal.store.counts(first, last)}
    return [_facts(day, counts.get(day), sessions.get(day, {})) for day in sorted({*counts, *sessions})]


def months(journal: Journal, first: dt.date = dt.date.min) -> list[MonthCount]:
    """Return the months that have days from `first` on, newest first, with how many those are; no day is read."""
    return journal.store.months(first)


def _facts(day: dt.date, counts: DayCounts | None, subjects: dict[str, int]) -> DayFacts:
    by_subject = tuple(sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0])))
    if counts is None:
        return DayFacts(day, sum(subjects.values()), by_subject)
    seconds = counts.study_seconds if counts.study_seconds is not None else sum(subjects.values()) if subjects else None
    return DayFacts(
        date=day,
        seconds=seconds,
        by_subject=by_subject,
        done=counts.done,
        partial=counts.partial,
        missed=counts.missed,
        open=counts.open,
        logged=True,
        problems=counts.problems,
        topics=counts.topics,
    )
