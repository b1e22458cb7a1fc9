"""The streak, found without looking at days before the one that broke it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tracker.stats import DayFacts, Streak, streak

if TYPE_CHECKING:
    from tracker.journal.journal import Journal

_CLOSE_LOOK = dt.timedelta(days=62)


def facts_and_streak(
    journal: Journal, first: dt.date, last: dt.date, earliest: dt.date, until: dt.date
) -> tuple[list[DayFacts], Streak]:
    """Return the facts from `first` (or earlier) to `last` (or `until`), and the streak up to `until`.

    A streak seldom reaches far. Where nothing breaks it within two months, of the days before those, back to
    `earliest`, the first there is, only the challenges are looked at: all else about them takes ten times as long.
    """
    config = journal.config
    off = (config.weekdays_off, frozenset(config.days_off))
    begin = min(first, until - _CLOSE_LOOK)
    facts = journal.facts(begin, max(last, until))
    run = streak(facts, until, *off)
    if run.broken_on is None and earliest < begin:
        before = [
            DayFacts(day, done=done, missed=challenges - done, logged=True)
            for day, done, challenges in journal.store.done_on(earliest, begin - dt.timedelta(days=1))
        ]
        run = streak([*before, *facts], until, *off)
    return facts, run
