"""What the side of a day says."""

from __future__ import annotations

import datetime as dt

from tracker.stats import DayFacts
from tracker.values import frozen

HEIGHT_FOR_ALL = 21
"""Lines that the calendar, the week and the challenges take in the longest month; with fewer the calendar goes."""


@frozen
class SideState:
    """What the side column says, in the screen's words."""

    day: dt.date = dt.date(2000, 1, 1)
    """The day to point at."""
    today: dt.date = dt.date(2000, 1, 1)
    month: tuple[DayFacts, ...] = ()
    """The days of its month that are known; others may be among them, for when the calendar turns to their month."""
    week_title: str = ""
    week: tuple[DayFacts, ...] = ()
    """The days of its week that are known."""
    week_seconds: int = 0
    target: int | None = None
    """Seconds to study a day; None for none."""
    no_time: str = ""
    """What to say when the week has no time."""
    challenges_title: str = ""
    rate: str = ""
    """Achievement rate of the week; empty when there were no challenges."""
    streak: str = ""
    why: str = ""
    """Why the streak is no longer."""
    marks: str = ""
    """How the challenges of the last days went, oldest first."""
