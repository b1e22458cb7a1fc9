"""The streak, found without looking at days before the one that broke it."""

from __future__ import annotations

import datetime as dt

from tracker.stats import DayFacts, Streak, streak

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal

_DAY = dt.timedelta(days=1)
_CLOSE_LOOK = dt.timedelta(days=62)


def facts_and_streak(
    journal: Journal, first: dt.date, last: dt.date, earliest: dt.date, until: dt.date
) -> tuple[list[DayFacts], Streak]:
    """Return the facts from `first` (or earlier) to `last` (or `until`), and the streak up to `until`.

    A streak seldom reaches far. Where nothing breaks it within two months, further back is looked at, each time four
    times as far, until it breaks or begins with the first day there is, `earliest`. Of those days only the challenges
    are read: all else about them takes ten times as long.
    """
    config = journal.config
    off = (config.weekdays_off, frozenset(config.days_off))
    begin = min(first, until - min(_CLOSE_LOOK, until - dt.date.min))
    facts = journal.facts(begin, max(last, until))
    run = streak(facts, until, *off)
    before: list[DayFacts] = []
    far = _CLOSE_LOOK
    while run.broken_on is None and earliest < begin:
        far *= 4
        end, begin = begin - _DAY, max(earliest, begin - min(far, begin - dt.date.min))
        earlier = [
            DayFacts(day, done=done, missed=challenges - done, logged=True)
            for day, done, challenges in journal.store.done_on(begin, end)
        ]
        before = earlier + before
        run = streak([*before, *facts], until, *off)
    return facts, run
