"""The streak, found without looking at days before the one that broke it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tracker.stats import DayFacts, Streak, streak

if TYPE_CHECKING:
    from tracker.journal.journal import Journal

_FIRST_LOOK = dt.timedelta(days=62)
_FURTHER = 4
"""How many times further back each look goes than the one before."""


def facts_and_streak(
    journal: Journal, first: dt.date, last: dt.date, earliest: dt.date
) -> tuple[list[DayFacts], Streak]:
    """Return the facts from `first` (or earlier) to `last`, and the streak up to today.

    A streak seldom reaches far: the days are looked at in stretches, each longer than the one before, until something
    breaks it or `earliest`, the first day there is, is reached.
    """
    config, today = journal.config, journal.today
    back = _FIRST_LOOK
    while True:
        begin = min(first, today - back)
        facts = journal.facts(begin, max(last, today))
        run = streak(facts, today, config.weekdays_off, frozenset(config.days_off))
        if run.broken_on is not None or begin <= earliest:
            return facts, run
        back = min(back * _FURTHER, today - earliest)
