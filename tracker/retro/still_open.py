"""The challenges of a period that stay open at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tracker.codec.words import fold, key, says_nothing
from tracker.model import Challenge, Day, Mark


def still_open(days: Sequence[Day]) -> tuple[tuple[dt.date, Challenge], ...]:
    """Return the challenges whose last word in the days, oldest first, is not that they were done, each with its day.

    A challenge that was missed and set again is one: a later day has the say. Those that the latest day sets for the
    next one wait; those of an earlier day were taken over by the one after it, or dropped there.
    """
    latest: dict[str, tuple[dt.date, Challenge]] = {}

    def say(day: Day, challenge: Challenge) -> None:
        # Set again, a challenge is seldom written with the same dots and exclamation marks.
        words = key(challenge.text) or fold(challenge.text)
        # Taken out first, so that what is named again stands where it was named last.
        latest.pop(words, None)
        latest[words] = day.date, challenge

    for day in days:
        for challenge in day.past():
            say(day, challenge)
    for challenge in days[-1].next() if days else ():
        say(days[-1], challenge)
    return tuple(
        (date, challenge)
        for date, challenge in latest.values()
        if challenge.mark is not Mark.DONE and not says_nothing(challenge.text)
    )
